"""From a table and its mapping to schools, and the import report: every row is a school, or is listed with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.foreign.explaining import in_words, places_in_words
from wolds.geo.foreign.fields import FIELDS
from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.numbers import FIRST_NUMBER
from wolds.geo.foreign.plausible import postcode_of
from wolds.geo.foreign.points import Trouble, points_of
from wolds.geo.foreign.postcodes import Postcodes
from wolds.geo.foreign.problems import problems
from wolds.geo.foreign.rows import BLANK, Rows, sorted_out
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.where import postcode_not_in_britain, where_not_in_britain
from wolds.geo.foreign.words import meaning, says_nothing
from wolds.geo.progress import Unwatched, Watch, stop_if_asked
from wolds.geo.registers import Reading
from wolds.geo.registers.cleaning import clean_column, code_of, iso_date_of
from wolds.geo.registers.doubts import doubt, doubts_of
from wolds.geo.registers.headings import HEADINGS, Kind
from wolds.geo.registers.reading import date_in, is_sample
from wolds.geo.registers.report import Doubt, DoubtKind, Fault, ImportReport
from wolds.geo.schools import COLUMNS, TEXT, Schools, Source

_DATED: Final = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", re.ASCII)
_NO_POINT: Final = {
    "longitude-latitude": "No point: longitude and latitude are blank or cannot be used",
    "grid-reference": "No point: the grid reference is blank or cannot be used",
    "postcode": "No point: the postcode is blank or is not in the file of postcodes",
    "shapes": "No point: the row has no shape",
}
_WORDS: Final = ("phase", "status", "religious_character")


def wanted_postcodes(table: Table, mapping: Mapping) -> frozenset[str]:
    """The postcodes whose points are needed to read a table; none where it says by other means where its schools are."""
    heading = mapping.columns.get("postcode")
    if mapping.coordinates != "postcode" or heading not in table.place_of:
        return frozenset()
    return frozenset(filter(None, map(postcode_of, table.column(heading))))


def read_table(table: Table, mapping: Mapping, postcodes: Postcodes | None = None, watch: Watch | None = None) -> Reading:
    """The schools of a table. Coordinates are EPSG:27700 whole metres; schools outside Great Britain are rejected.

    Raises `InputError` where the mapping does not fit the table or no row is a school, and `Cancelled`.
    """
    watch = watch or Unwatched()
    _refuse_problems(table, mapping, postcodes)
    rows = sorted_out(table, mapping)
    stop_if_asked(watch)
    watch.tell(0.3, "Looking where the schools are")
    points = points_of(table, mapping, rows.places, postcodes)
    unusable = _outside_left_out(table, mapping, rows, points.easting, points.northing, points.unusable)
    if not rows.places:
        _refuse_empty(table, rows)
    stop_if_asked(watch)
    watch.tell(0.5, "Reading the columns")
    columns, unreadable = _columns(table, mapping, rows)
    keep = unusable.keep
    columns |= {"easting": points.easting[keep], "northing": points.northing[keep]}
    schools = Schools.from_frame(_frame(columns), _source(table, columns, places_in_words(table, mapping, postcodes)))
    watch.tell(0.8, "Looking for doubtful values")
    repeated = [fault.urn for fault in rows.faults if fault.urn is not None and "above" in fault.reason]
    doubts = [_in_place(found, mapping) for found in doubts_of(schools, watch)]
    if repeated:
        mask = np.isin(schools.urn, repeated)
        doubts.append(doubt(schools, DoubtKind.DUPLICATE, "The number stands more than once; the first row was kept", mask))
    notes = _notes(table, mapping, postcodes, columns)
    report = _report(table, mapping, schools, rows.faults, [*unreadable, *unusable.faults], tuple(doubts), notes)
    watch.tell(1.0, f"{len(schools):,} schools read")
    return Reading(schools, report)


def _in_place(found: Doubt, mapping: Mapping) -> Doubt:
    """The doubt of a missing point in the words of what the table says of places."""
    said = _NO_POINT.get(mapping.coordinates)
    return replace(found, sentence=said) if said is not None and found.kind == DoubtKind.NO_POINT else found


def _refuse_problems(table: Table, mapping: Mapping, postcodes: Postcodes | None) -> None:
    for problem in problems(table, mapping, has_postcodes=postcodes is not None):
        part = f" ({table.part})" if table.part else ""
        remedy = "Make a mapping with `wolds mapping`, look at it, and give it with --mapping."
        if problem.needs_postcodes:
            remedy = "Name it with --postcodes."
        raise InputError(problem.sentence, file=f"{table.file}{part}", column=problem.heading or None, remedy=remedy)


def _refuse_empty(table: Table, rows: Rows) -> None:
    first = next((fault for fault in rows.faults if fault.reason != BLANK), None)
    if first is None:
        raise InputError("there is a heading but no school under it", file=table.file, remedy="Choose a table with schools.")
    raise InputError(
        f"no row is a school; {first.reason}, such as “{first.value[:60]}”",
        file=table.file, row=first.row, column=first.column or None, remedy="Wolds plans for schools in Great Britain.",
    )  # fmt: skip


# Places ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Unusable:
    """Which of the points stay with their rows, and the cells that could not be used."""

    keep: list[int]
    faults: list[Fault]


def _outside_left_out(
    table: Table, mapping: Mapping, rows: Rows, easting: Any, northing: Any, troubles: Sequence[Trouble]
) -> _Unusable:
    """Reject the rows whose points or postcodes lie outside Great Britain; the others keep their places."""
    outside = where_not_in_britain(easting, northing).tolist()
    codes = table.column(mapping.columns["postcode"]) if "postcode" in mapping.columns else ()
    keep = []
    for at, place in enumerate(rows.places):
        island = postcode_not_in_britain(codes[place]) if codes else ""
        if words := island or outside[at]:
            said = codes[place] if island else f"{easting[at]:.0f}/{northing[at]:.0f}"
            rows.reject(place, mapping.columns["postcode"] if island else "", _outside_words(words), said)
        else:
            keep.append(at)
    urns, places = rows.urns, rows.places
    kept = set(keep)
    faults = [
        Fault(places[at] + table.starts, column, why, said[:200], urns[at]) for at, column, why, said in troubles if at in kept
    ]
    rows.places, rows.urns = [places[at] for at in keep], [urns[at] for at in keep]
    return _Unusable(keep, faults)


def _outside_words(words: str) -> str:
    return f"the school lies {words}" + ("" if "Britain" in words else ", outside Great Britain")


# Columns ---------------------------------------------------------------------------------------------------------------


def _columns(table: Table, mapping: Mapping, rows: Rows) -> tuple[dict[str, Any], list[Fault]]:
    """The columns of the schools by name, without their points, and the cells that count as unknown."""
    columns: dict[str, Any] = {"urn": np.array(rows.urns, dtype=np.int64)}
    faults: list[Fault] = []
    for name, kind in COLUMNS.items():
        if name in ("urn", "easting", "northing"):
            continue
        if name in mapping.columns:
            columns[name], bad = _cells(table, mapping, name, rows)
            faults += bad
        elif kind == TEXT:
            columns[name] = np.full(len(rows.places), mapping.given.get(name, ""), dtype=object)
    if "la_code" not in mapping.columns and "la_code" not in mapping.given:
        columns["la_code"] = columns["la_name"]
    if "high_age" in columns:
        columns["high_age"][columns["high_age"] == 0] = np.nan  # a leaving age of 0 says nothing
    return columns, faults


def _cells(table: Table, mapping: Mapping, name: str, rows: Rows) -> tuple[Any, list[Fault]]:
    heading = mapping.columns[name]
    raw = table.column(heading)
    cells = [raw[place] for place in rows.places]
    if name in mapping.values:
        cells = [mapping.values[name].get(cell, cell) for cell in cells]
    kind = HEADINGS[name].kind
    if kind in (Kind.TEXT, Kind.NAME):
        cells = ["" if says_nothing(cell) else cell for cell in cells]
    if kind == Kind.CODE:  # councils of Scotland and Wales have codes with letters, too
        cells, kind = [code_of(cell) or cell for cell in cells], Kind.TEXT
    values, bad = clean_column(cells, kind)
    reason = "no such date" if kind == Kind.DATE else "too long" if kind in (Kind.TEXT, Kind.NAME) else "not a whole number"
    return values, [Fault(rows.places[at] + table.starts, heading, reason, cells[at][:200], rows.urns[at]) for at in bad]


def _frame(columns: dict[str, Any]) -> Any:
    import pandas as pd

    kinds = {name: object if values.dtype == object else None for name, values in columns.items()}
    return pd.DataFrame({name: pd.Series(values, dtype=kinds[name]) for name, values in columns.items()})


# The report --------------------------------------------------------------------------------------------------------------


def _source(table: Table, columns: dict[str, Any], places: str) -> Source:
    day = date_in(table.file) or _date_of(table.file)
    return Source(table.file, table.sha256, day, is_sample(columns["urn"], columns["la_code"]), places)


def _date_of(name: str) -> str:
    """The day in the name of a file, as ISO yyyy-mm-dd; "" where there is none."""
    match = _DATED.search(name)
    return (iso_date_of("-".join(match.groups())) or "") if match else ""


def _notes(table: Table, mapping: Mapping, postcodes: Postcodes | None, columns: dict[str, Any]) -> Iterator[str]:
    yield from in_words(table, mapping)
    if "urn" not in mapping.columns:
        yield f"Schools are numbered by Wolds, from {FIRST_NUMBER:,} on, by name, postcode and authority"
    if said := places_in_words(table, mapping, postcodes):
        yield f"Points are {said}"
    if mapping.coordinates == "postcode" and postcodes is not None:
        yield f"SHA-256 of the postcodes {postcodes.sha256}"
    for name in _WORDS:
        odd = sorted({words for words in columns.get(name, ()) if words and meaning(name, words) is None})
        if odd and name != "religious_character":  # which is a doubt of its own
            yield f"{FIELDS[name].words}: words that are kept as they are: {', '.join(odd[:10])}"


def _report(
    table: Table, mapping: Mapping, schools: Schools, rejected: Sequence[Fault], unreadable: Sequence[Fault],
    doubts: tuple[Any, ...], notes: Iterator[str],
) -> ImportReport:  # fmt: skip
    used = set(mapping.columns.values())
    spared = {"la_code"} | (set() if "urn" in mapping.columns else {"urn"})
    absent = [FIELDS[name].words for name in FIELDS if name in COLUMNS and name not in mapping.columns]
    covered = {FIELDS[name].words for name in (*mapping.given, *spared, "easting", "northing")}
    return ImportReport(
        file=table.file,
        member=table.part,
        sha256=table.sha256,
        register_date=schools.source.register_date,
        is_sample=schools.source.is_sample,
        encoding=table.kind,
        columns_read=len(used),
        columns_ignored=len(table.headings) - len(used),
        columns_missing=tuple(words for words in absent if words not in covered),
        read=len(table.rows),
        kept=len(schools),
        rejected=tuple(sorted(rejected, key=lambda fault: fault.row)),
        unreadable=tuple(sorted(unreadable, key=lambda fault: fault.row)),
        doubts=doubts,
        notes=tuple(notes),
    )
