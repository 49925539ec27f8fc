"""Travel by another provider in a plan file: a table of pairs, and in `meta` where they come from.

A school that the provider knows stands in the table as a pair with itself, so that who is unknown can be told from who is far.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.geopackage import GeoTable
from wolds.geo.schools import FloatArray, Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource
from wolds.geo.urns import is_urn

_PREFIX: Final = "travel_"
_SOURCE: Final = ("provider", "label", "how", "credit", "sha256", "speeds")
_NOTHING: Final = np.empty((0, 2), dtype=np.int64)


def travel_table(schools: Schools) -> GeoTable | None:
    """The pairs of the provider in force, None where that is the straight line."""
    supplied = schools.supplied
    if supplied is None:
        return None
    known = [(urn, urn, 0.0, 0.0) for urn in supplied.urns.tolist()]
    pairs = zip(
        supplied.urn_a.tolist(), supplied.urn_b.tolist(), _plain(supplied.metres), _plain(supplied.minutes), strict=True
    )
    columns = {"urn_a": "INTEGER", "urn_b": "INTEGER", "metres": "REAL", "minutes": "REAL"}
    return GeoTable("travel", columns, [*known, *pairs], description=f"Travel between schools: {supplied.source.label}")


def _plain(values: FloatArray) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def travel_meta(schools: Schools) -> list[tuple[str, str]]:
    """What `meta` says of the provider; nothing where the straight line is in force."""
    supplied = schools.supplied
    if supplied is None:
        return []
    reach = [("travel_reach_m", repr(supplied.reach_m)), ("travel_reach_minutes", repr(supplied.reach_minutes))]
    return [*((f"{_PREFIX}{name}", getattr(supplied.source, name)) for name in _SOURCE), *reach]


def supplied_from(rows: list[tuple[Any, ...]], meta: Mapping[str, str]) -> SuppliedTravel | None:
    """The travel that a file holds, None where it holds none. `InputError` for anything that is not sound."""
    if f"{_PREFIX}provider" not in meta:
        return None
    source = TravelSource(**{name: meta.get(f"{_PREFIX}{name}", "") for name in _SOURCE})
    reach_m, reach_minutes = (_reach(meta.get(f"travel_reach_{unit}", "")) for unit in ("m", "minutes"))
    for number, row in enumerate(rows, 1):
        if not _is_sound(row):
            raise InputError("this is no travel between two schools", row=number, column="travel")
    pairs = [row for row in rows if row[0] != row[1]]
    urns = [row[0] for row in rows if row[0] == row[1]]
    ends = np.array([row[:2] for row in pairs], dtype=np.int64).reshape(-1, 2) if pairs else _NOTHING
    metres, minutes = (np.array([_number(row[at]) for row in pairs], dtype=np.float64) for at in (2, 3))
    return SuppliedTravel.of(ends, metres, minutes, source, np.array(urns, dtype=np.int64), reach_m, reach_minutes)


def _is_sound(row: tuple[Any, ...]) -> bool:
    urns = all(map(is_urn, row[:2]))
    return urns and all(value is None or (isinstance(value, int | float) and 0 <= value < 1e9) for value in row[2:])


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _reach(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise InputError("the file does not say how far its travel reaches")
    return value
