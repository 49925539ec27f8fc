"""Which rows of a table are schools, each with its number; every other row is listed with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.numbers import numbers_for
from wolds.geo.foreign.plausible import urn_of
from wolds.geo.foreign.table import Table
from wolds.geo.registers.cleaning import text_of
from wolds.geo.registers.report import Fault

BLANK: Final = "the row is blank"
_TOTAL: Final = re.compile(
    r"(grand |sub-?)?totals?\b|all schools\b|cyfanswm\b|(wales|scotland|england|cymru)( total)?$", re.IGNORECASE
)
_ADDRESS: Final = ("name", "postcode", "la_name")


@dataclass
class Rows:
    """The rows that are schools, by their places in the table, their numbers, and what became of the others."""

    starts: int = 1  # the number of the first row, as a person sees it in the file
    places: list[int] = field(default_factory=list)
    urns: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def reject(self, place: int, column: str, reason: str, value: str, urn: int | None = None) -> None:
        """List a row, by its place in the table, with the reason and what stood there."""
        self.faults.append(Fault(place + self.starts, column, reason, value[:200], urn))


def rejected_rows(table: Table, mapping: Mapping) -> dict[int, str]:
    """The rows that are no schools, by their places, each with its reason, as far as that shows without their points.

    A column that the table lacks says nothing.
    """
    known = {field: heading for field, heading in mapping.columns.items() if heading in table.place_of}
    if not known.keys() & {"urn", "name"}:
        return {}
    rows = sorted_out(table, mapping.model_copy(update={"columns": known}))
    return {fault.row - table.starts: fault.reason for fault in rows.faults}


def schools_only(table: Table, mapping: Mapping) -> Table:
    """The table without the rows that are no schools, as far as that shows without their points."""
    return table.without(rejected_rows(table, mapping).keys())


def sorted_out(table: Table, mapping: Mapping) -> Rows:
    """Which rows are schools, each with its number."""
    rows = Rows(table.starts)
    too_long = set(table.too_long)
    numbered = "urn" in mapping.columns
    schools: list[int] = []
    for place, row in enumerate(table.rows):
        reason = "more cells than the heading" if place in too_long else _no_school(table, mapping, row, numbered)
        if reason:
            rows.reject(place, "", reason, next((cell for cell in row if cell), ""))
        else:
            schools.append(place)
    if numbered:
        _number_by_column(table, mapping.columns["urn"], schools, rows)
    else:
        _number_anew(table, mapping, schools, rows)
    return rows


def _no_school(table: Table, mapping: Mapping, row: Sequence[str], numbered: bool) -> str:
    """Why a row is no school, by the look of it; "" where it may be one."""
    filled = [cell for cell in row if cell]
    if not filled:
        return BLANK
    if sum(cell == heading for cell, heading in zip(row, table.headings, strict=True)) * 2 > len(table.headings):
        return "the headings once more"
    said = row[table.place_of[mapping.columns["urn"]]] if numbered else ""
    if urn_of(said) is not None:
        return ""
    name = row[table.place_of[mapping.columns["name"]]] if "name" in mapping.columns else ""
    if _TOTAL.match(name or filled[0]):
        return "a row of totals"
    if len(filled) == 1 and len(table.headings) > 2:
        return "one cell alone: a note, not a school"
    return "" if numbered or name else "no name"


def _number_by_column(table: Table, heading: str, schools: Sequence[int], rows: Rows) -> None:
    cells, first = table.column(heading), dict[int, int]()
    for place in schools:
        urn = urn_of(cells[place])
        if urn is None:
            reason = "no school number" if not cells[place] else "not a school number of up to seven figures"
            rows.reject(place, heading, reason, cells[place])
        elif urn in first:
            same = table.rows[place] == table.rows[first[urn]]
            reason = "an exact repeat of a row above" if same else "the number stands in a row above with other values"
            rows.reject(place, heading, reason, cells[place], urn)
        else:
            first[urn] = place
            rows.places.append(place)
            rows.urns.append(urn)


def _number_anew(table: Table, mapping: Mapping, schools: Sequence[int], rows: Rows) -> None:
    """Numbers of our own; a row that says the very same as one above is a repeat, for nothing tells it apart."""
    seen: dict[tuple[str, ...], int] = {}
    for place in schools:
        row = table.rows[place] if table.points is None else (*table.rows[place], str(table.points[place].tolist()))
        if row in seen:
            rows.reject(place, "", "an exact repeat of a row above", next((cell for cell in table.rows[place] if cell), ""))
        else:
            seen[row] = place
    # Schools of one name, postcode and authority are told apart by all else that is said of them, not by their order.
    ordered = sorted((_key(table, mapping, place), row, place) for row, place in seen.items())
    numbers = numbers_for([key for key, _, _ in ordered])
    urn_of_place = {place: number for (_, _, place), number in zip(ordered, numbers, strict=True)}
    rows.places = sorted(urn_of_place)
    rows.urns = [urn_of_place[place] for place in rows.places]


def _key(table: Table, mapping: Mapping, place: int) -> str:
    """What a school without a number is known by: name, postcode and authority."""
    row = table.rows[place]
    parts = [text_of(row[table.place_of[mapping.columns[name]]]).casefold() for name in _ADDRESS if name in mapping.columns]
    return "\x1f".join(parts)
