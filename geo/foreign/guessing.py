"""A first guess at which column is what, from headings and cells alike. It is only ever a proposal: a person looks at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wolds.geo.foreign.dated import day_in
from wolds.geo.foreign.fields import FIELDS, fit, plain
from wolds.geo.foreign.mapping import Coordinates, Mapping
from wolds.geo.foreign.plausible import ENOUGH, FIGURES, share
from wolds.geo.foreign.problems import problems
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.words import NOT_PRIMARY, OPEN, PRIMARY, share_known, translations

LOOKED_AT: Final = 2_000
"""Rows that a guess looks at."""
_SURE: Final = 20  # what cells that bear out a heading add to how well it fits
_NOT_ALL_PUPILS: Final = (
    *("forecast", "projected", "projection", "predicted", "change", "vacant", "surplus"),
    *("fsm", "free", "girl", "girls", "boy", "boys", "female", "male", "sen", "eligible", "percent", "eal", "asn", "per"),
    *("leaver", "nursery", "teacher"),
)
_TRANSLATED: Final = ("phase", "status", "religious_character", "type_name")
_IS_PRIMARY: Final = ("primary", "cynradd", "isprimary", "primaryschool", "primarydepartment")
_YES: Final = ("yes", "y", "true", "1", "ydy", "oes", "x")
_NO: Final = ("no", "n", "false", "0", "nac ydy", "nac oes", "-")
_CROSSED: Final = (("longitude", "latitude"), ("easting", "northing"))
_USUAL: Final = {"phase": PRIMARY, "status": OPEN}


def guess(table: Table) -> Mapping:
    """The mapping that headings and cells suggest. What nothing speaks for is left out; see `problems`."""
    looked_at = table.first(LOOKED_AT)
    columns = _columns(looked_at)
    values = {field: translations(field, table.column(columns[field])) for field in _TRANSLATED if field in columns}
    if "phase" not in columns and (told := _primary_or_not(looked_at, columns)):
        columns["phase"], values["phase"] = told
    return Mapping(
        part=table.part,
        coordinates=_coordinates(table, columns),
        columns={field: columns[field] for field in FIELDS if field in columns},
        given={field: words for field, words in _USUAL.items() if field not in columns},
        values={field: words for field, words in values.items() if words},
    )


def best_table(tables: Sequence[Table]) -> Table:
    """The table of a file that looks most like a list of schools: fewest problems, most columns known, most rows."""

    def merit(table: Table) -> tuple[int, int, int]:
        found = guess(table)
        return -len(problems(table.first(LOOKED_AT), found)), len(found.columns), len(table.rows)

    return max(tables, key=merit)


def _primary_or_not(table: Table, columns: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    """The column that says yes or no under "Primary", as Scotland's list does, and what its words mean for the phase."""
    for heading in table.headings:
        words = {cell for cell in table.column(heading) if cell}
        if plain(heading) in _IS_PRIMARY and heading not in columns.values() and words:
            known = {cell: PRIMARY if cell.casefold() in _YES else NOT_PRIMARY for cell in words}
            if all(cell.casefold() in (*_YES, *_NO) for cell in words) and PRIMARY in known.values():
                return heading, known
    return None


def _columns(table: Table) -> dict[str, str]:
    """Each field's column: the best pair first, each column once."""
    found: dict[str, str] = {}
    pairs = sorted(_pairs(table), key=lambda pair: (-pair[0], *(-part for part in day_in(pair[2]))))
    for _, field, heading in pairs:
        if field not in found and heading not in found.values():
            found[field] = heading
    return found | _crossed(table, found)


def _pairs(table: Table) -> list[tuple[int, str, str]]:
    pairs: list[tuple[int, str, str]] = []
    for heading in table.headings:
        fields = {field: fit(field, heading) for field in FIELDS}
        wanted = [field for field, points in fields.items() if points and not _is_of_some(field, heading)]
        cells = table.column(heading) if wanted else ()
        for field in wanted:
            if share(field, cells) >= ENOUGH and not (field == "urn" and _repeats(cells)):
                pairs.append((fields[field] + (_SURE if _bears_out(field, cells) else 0), field, heading))
    return pairs


def _bears_out(field: str, cells: Sequence[str]) -> bool:
    """Whether the cells speak for a field themselves, not its heading alone."""
    return field in (*FIGURES, "phase", "status") or (field == "type_name" and share_known(field, cells) >= ENOUGH)


def _is_of_some(field: str, heading: str) -> bool:
    """Whether a heading counts some of the pupils only."""
    words = re.split(r"[\W_]+", heading.casefold())
    return field == "roll" and any(part in words or (len(part) > 3 and part in plain(heading)) for part in _NOT_ALL_PUPILS)


def _repeats(cells: Sequence[str]) -> bool:
    """Whether a column repeats itself too much to tell schools apart."""
    filled = [cell for cell in cells if cell]
    return len(set(filled)) < 0.6 * len(filled)


def _crossed(table: Table, found: dict[str, str]) -> dict[str, str]:
    """Columns whose headings say longitude and latitude, or easting and northing, and whose cells say the other way round."""
    for one, other in _CROSSED:
        if one not in found and other not in found:
            names = [max(table.headings, key=lambda heading: fit(field, heading), default="") for field in (one, other)]
            turned = dict(zip((one, other), reversed(names), strict=True))
            if len(set(names)) == 2 and all(share(field, table.column(heading)) >= ENOUGH for field, heading in turned.items()):
                return turned
    return {}


def _coordinates(table: Table, columns: dict[str, str]) -> Coordinates:
    if table.points is not None:
        return "shapes"
    if {"easting", "northing"} <= columns.keys():
        return "easting-northing"
    if {"longitude", "latitude"} <= columns.keys():
        return "longitude-latitude"
    if "grid_reference" in columns:
        return "grid-reference"
    return "postcode" if "postcode" in columns else "easting-northing"
