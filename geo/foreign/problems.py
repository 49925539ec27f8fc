"""What keeps a table from being read with a mapping, in plain words, field by field: said while a person is still choosing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wolds.geo.foreign.fields import COORDINATES, FIELDS, PAIRS
from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.plausible import ENOUGH, FIGURES, share
from wolds.geo.foreign.table import Table

_OTHERS: Final = ("latitude", "longitude", "easting", "northing", "roll")
_ARE: Final = {
    "urn": "whole numbers of up to seven figures",
    "roll": "whole numbers",
    "capacity": "whole numbers",
    "easting": "metres from about 5,000 to 660,000",
    "northing": "metres from about 5,000 to 1,220,000",
    "longitude": "degrees from about -8 to 2",
    "latitude": "degrees from about 50 to 61",
    "grid_reference": "British grid references such as SK 123 456",
    "postcode": "postcodes",
}
_NO_HEADINGS: Final = "The table has no line of headings: choose the column that names the schools"
_NOWHERE: Final = (
    "Choose the columns that say where the schools are: easting and northing, longitude and latitude, grid reference, "
    "or postcode"
)


@dataclass(frozen=True)
class Problem:
    """Something that has to be settled first: the field, a sentence, and the heading it is about, "" for none."""

    field: str
    sentence: str
    heading: str = ""
    needs_postcodes: bool = False


def problems(table: Table, mapping: Mapping, *, has_postcodes: bool = True) -> tuple[Problem, ...]:
    """Everything that keeps the table from being read, in the order of the fields; empty when it can be."""
    return tuple(_all(table, mapping, has_postcodes))


def _all(table: Table, mapping: Mapping, has_postcodes: bool) -> Iterator[Problem]:
    if "name" not in mapping.columns and "urn" not in mapping.columns:
        yield Problem("name", _NO_HEADINGS if table.is_without_headings else "Choose the column that names the schools")
    for field, heading in mapping.columns.items():
        if heading not in table.place_of:
            yield Problem(field, f"There is no column “{heading}” in this table", heading)
    yield from _of_places(table, mapping)
    yield from _of_cells(table, mapping)
    yield from _chosen_twice(mapping)
    if mapping.coordinates == "postcode" and not has_postcodes:
        yield Problem(
            "postcode", "Give a file of postcodes, such as Code-Point Open or the ONS Postcode Directory", needs_postcodes=True
        )


def _of_places(table: Table, mapping: Mapping) -> Iterator[Problem]:
    if mapping.coordinates == "shapes" and table.points is None:
        yield Problem("easting", "This table brings no shapes: choose columns that say where the schools are")
    needed = PAIRS[mapping.coordinates]
    if needed and not {*COORDINATES, "postcode"} & mapping.columns.keys():
        yield Problem(needed[0], _NOWHERE)
        return
    for field in needed:
        if field not in mapping.columns:
            yield Problem(field, f"Choose the column that holds the {FIELDS[field].words.lower()}")


def _chosen_twice(mapping: Mapping) -> Iterator[Problem]:
    for heading, count in Counter(mapping.columns.values()).items():
        if count > 1:
            twice = [field for field, other in mapping.columns.items() if other == heading]
            names = " and ".join(FIELDS[field].words for field in twice)
            yield Problem(twice[-1], f"“{heading}” is chosen for {names}", heading)


def _of_cells(table: Table, mapping: Mapping) -> Iterator[Problem]:
    unused = {field for way, fields in PAIRS.items() if way not in (mapping.coordinates, "postcode") for field in fields}
    for field in FIGURES:
        heading = mapping.columns.get(field)
        if heading not in table.place_of or field in unused:
            continue
        cells = table.column(heading)
        if any(cells) and share(field, cells) < ENOUGH:
            yield Problem(field, _wrong_words(field, heading, cells), heading)
        elif field == "urn" and _same(cells):
            yield Problem(field, f"Many rows of “{heading}” hold the same number: it does not tell schools apart", heading)


def _wrong_words(field: str, heading: str, cells: tuple[str, ...]) -> str:
    some = next((cell for cell in cells if cell), "")
    looks = next((other for other in _OTHERS if other != field and share(other, cells) > 0.9), None)
    like = f"; they look like the {FIELDS[looks].words.lower()}" if looks in ("latitude", "longitude") else ""
    return f"Most cells of “{heading}” are no {_ARE[field]}, such as “{some[:40]}”{like}"


def _same(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return 2 * len(set(filled)) < len(filled)
