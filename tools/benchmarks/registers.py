"""Registers of any size: the sample county again and again, side by side, so that schools stand as densely as in one county."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wolds.clustering.eligibility import Eligibility
    from wolds.clustering.rules import Barrier, Rules

Row = dict[str, str]

SEED: Final = 2028
_PITCH_M: Final = (80_000, 85_000)
"""East and north between one copy and the next: fringes overlap, as neighbouring counties do."""
_PLACES: Final = sorted(itertools.product(range(-6, 1), range(-3, 4)), key=lambda at: (at[0] ** 2 + at[1] ** 2, at))
"""Columns and rows of the copies, from the county's own ground outwards."""
_CODES: Final = ("Federations (code)", "Trusts (code)")


def write_register(path: Path, schools: int) -> None:
    """Write a register of so many schools as GIAS writes its extracts."""
    from wolds.geo.sample.gias import csv_of

    path.write_bytes(csv_of(rows_of(schools)))


def rows_of(schools: int) -> list[Row]:
    """Exactly so many schools, by URN: copies of the county of which a few, by lot, are left out."""
    from wolds.geo.sample.county import register_rows

    county = register_rows(SEED)
    rows = [_moved(row, copy, len(county)) for copy in range(_copies(schools, len(county))) for row in county]
    kept = random.Random(SEED).sample(rows, schools)
    return sorted(kept, key=lambda row: int(row["URN"]))


def sample_rules(schools: int) -> tuple[Eligibility, Rules]:
    """The filter and the rules that go with the sample county, with the water of each copy."""
    from wolds.app.rules_files import load_rules_document
    from wolds.geo.sample.county import register_rows
    from wolds.resources.loader import sample_rules_path

    document = load_rules_document(sample_rules_path())
    copies = range(_copies(schools, len(register_rows(SEED))))
    water = tuple(_carried(barrier, copy) for copy in copies for barrier in document.rules.barriers)
    return document.eligibility, document.rules.model_copy(update={"barriers": water})


def _copies(schools: int, county: int) -> int:
    return math.ceil(schools / county)


def _offset(copy: int) -> tuple[int, int]:
    """Metres east and north. The first copy stays on its own ground, so that a single county is the sample county."""
    column, row = _PLACES[copy]
    return column * _PITCH_M[0], row * _PITCH_M[1]


def _moved(row: Mapping[str, str], copy: int, county: int) -> Row:
    east, north = _offset(copy)
    moved = dict(row) | {"URN": str(int(row["URN"]) + copy * county)}
    for heading, by in (("Easting", east), ("Northing", north)):
        moved[heading] = str(int(row[heading]) + by) if row[heading] not in ("", "0") else row[heading]
    for heading in _CODES:  # partnerships stay within their copy
        moved[heading] = str(int(row[heading]) + copy * 1_000) if row[heading] else ""
    return moved


def _carried(barrier: Barrier, copy: int) -> Barrier:
    east, north = _offset(copy)
    points = tuple((x + east, y + north) for x, y in barrier.points)
    return barrier.model_copy(update={"name": f"{barrier.name} {copy + 1}" if copy else barrier.name, "points": points})
