"""Read a school register: unpack, decode, cut, clean, doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked
from wolds.geo.registers.cells import Cells, cut
from wolds.geo.registers.cleaning import clean_column, iso_date_of
from wolds.geo.registers.decoding import Decoded, decode
from wolds.geo.registers.doubts import doubt, doubts_of
from wolds.geo.registers.headings import FEDERATION_FLAG, HEADINGS, LAST_CHANGED, Kind
from wolds.geo.registers.report import Doubt, DoubtKind, Fault, ImportReport
from wolds.geo.registers.unpacking import REGISTER, Unpacked, unpack
from wolds.geo.schools import BoolArray, FloatArray, Schools, Source, TextArray
from wolds.geo.urns import LARGEST_URN

if TYPE_CHECKING:
    import pandas as pd

FIRST_SAMPLE_URN: Final = 900_001
FIRST_SAMPLE_LA: Final = 990
_DATED: Final = re.compile(r"(?:edubasealldata|register)[_-]?(\d{4})(\d{2})(\d{2})", re.IGNORECASE)
_WHY_NOT: Final = {
    Kind.DATE: "no such date",
    Kind.METRES: "not a coordinate",
    **dict.fromkeys((Kind.TEXT, Kind.NAME), "too long"),
}
_NO_FEDERATION: Final = ("", "not applicable", "does not apply", "not under a federation")

Columns = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Reading:
    """The schools of a register, and the report of how they were read."""

    schools: Schools
    report: ImportReport


def read_register(path: Path | str, watch: Watch | None = None, door: Door = REGISTER) -> Reading:
    """Read a GIAS extract: CSV in cp1252 or UTF-8, plain, gzipped or inside its zip; headings in any order.

    Coordinates are EPSG:27700 whole metres. Raises `InputError`, one plain sentence and what to do, for a file that is
    no register, and `Cancelled` soon after the watch says so. `door` says what kind of list was asked for.
    """
    watch = watch or Unwatched()
    watch.tell(0.0, "Opening the file")
    unpacked = unpack(path, PartOf(watch, 0.0, 0.1), door)
    decoded = decode(unpacked.data, unpacked.file, door)
    stop_if_asked(watch)
    cells = cut(decoded, unpacked.file, PartOf(watch, 0.1, 0.6))
    reading = _reading(unpacked, decoded, cells, PartOf(watch, 0.6, 1.0))
    watch.tell(1.0, f"{len(reading.schools):,} schools read")
    return reading


def _reading(unpacked: Unpacked, decoded: Decoded, cells: Cells, watch: Watch) -> Reading:
    urns = _keep_usable(cells)
    stop_if_asked(watch)
    if not len(urns):
        raise InputError("no row has a usable URN", file=unpacked.file, remedy="Choose a register of schools.")
    columns, unreadable = _cleaned(cells, urns, watch)
    _mend_points(columns)
    _mend_ages(columns)
    stop_if_asked(watch)
    source = _source(unpacked, cells, columns)
    schools = Schools.from_frame(_frame(columns), source)
    watch.tell(0.9, "Looking for doubtful values")
    stop_if_asked(watch)
    doubts = (*doubts_of(schools, watch), *_doubts_of_reading(schools, cells, urns, columns))
    return Reading(schools, _report(unpacked, decoded, cells, schools, unreadable, doubts))


def _frame(columns: Columns) -> pd.DataFrame:
    import pandas as pd

    # Text stays as it is: left to itself, pandas would look through every cell for a better type.
    kinds = {name: object if values.dtype == object else None for name, values in columns.items()}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kinds[name]) for name in columns if name in HEADINGS})


def _keep_usable(cells: Cells) -> list[int]:
    """Drop rows without a usable URN and rows whose URN stands above already; the URNs of the rows kept."""
    first: dict[int, int] = {}
    keep: list[int] = []
    for at, cell in enumerate(cells.column("urn")):
        urn = _urn_of(cell)
        if urn is None:
            _reject(cells, at, "URN", "no URN" if not cell.strip() else "not a URN", cell)
        elif urn in first:
            same = cells.rows[at] == cells.rows[first[urn]]
            what = "an exact repeat of a row above" if same else "the URN stands in a row above with other values"
            _reject(cells, at, "URN", what, cell, urn)
        else:
            first[urn] = at
            keep.append(at)
    cells.rows = [cells.rows[at] for at in keep]
    cells.numbers = [cells.numbers[at] for at in keep]
    return list(first)


def _urn_of(cell: str) -> int | None:
    words = cell.strip().removesuffix(".0")
    if not (words.isascii() and words.isdecimal() and len(words) <= 9):
        return None
    urn = int(words)
    return urn if 1 <= urn <= LARGEST_URN else None


def _reject(cells: Cells, at: int, column: str, reason: str, value: str, urn: int | None = None) -> None:
    cells.faults.append(Fault(cells.numbers[at], column, reason, value[:200], urn))


def _cleaned(cells: Cells, urns: list[int], watch: Watch) -> tuple[Columns, list[Fault]]:
    columns: Columns = {"urn": np.array(urns, dtype=np.int64)}
    unreadable: list[Fault] = []
    for done, (name, heading) in enumerate(HEADINGS.items()):
        stop_if_asked(watch)
        watch.tell(0.8 * done / len(HEADINGS), f"Reading {heading.gias}")
        if name != "urn":
            raw = cells.column(name)
            columns[name], bad = clean_column(raw, heading.kind)
            unreadable += [_unreadable(cells, urns, at, heading.gias, raw[at], heading.kind) for at in bad]
    for name, kind in ((FEDERATION_FLAG, Kind.TEXT), (LAST_CHANGED, Kind.DATE)):
        columns[name], _ = clean_column(cells.column(name), kind)
    return columns, unreadable


def _unreadable(cells: Cells, urns: list[int], at: int, column: str, value: str, kind: Kind) -> Fault:
    return Fault(cells.numbers[at], column, _WHY_NOT.get(kind, "not a whole number"), value[:200], urns[at])


def _mend_points(columns: Columns) -> None:
    """No point unless both numbers are there and neither is 0: 0/0 read as a point lies off Scilly."""
    east, north = columns["easting"], columns["northing"]
    blank = np.isnan(east) | np.isnan(north) | (east == 0) | (north == 0)
    east[blank] = north[blank] = np.nan


def _mend_ages(columns: Columns) -> None:
    """A leaving age of 0 says nothing."""
    columns["high_age"][columns["high_age"] == 0] = np.nan


def _source(unpacked: Unpacked, cells: Cells, columns: Columns) -> Source:
    date = date_in(unpacked.file) or date_in(unpacked.member) or max(columns[LAST_CHANGED].tolist(), default="")
    return Source(unpacked.file, unpacked.sha256, date, is_sample(columns["urn"], columns["la_code"]))


def date_in(name: str) -> str:
    """The day that the name of a register tells, as ISO yyyy-mm-dd; "" where it tells none."""
    match = _DATED.search(name)
    return (iso_date_of("-".join(match.groups())) or "") if match else ""


def is_sample(urns: FloatArray, la_codes: TextArray) -> bool:
    """Whether every URN and LA code lies outside the real ranges, as those of the invented county do."""
    codes = set(la_codes.tolist())
    return bool(np.all(urns >= FIRST_SAMPLE_URN)) and all(code.isdecimal() and int(code) >= FIRST_SAMPLE_LA for code in codes)


def _doubts_of_reading(schools: Schools, cells: Cells, urns: list[int], columns: Columns) -> tuple[Doubt, ...]:
    """Doubts that only the file itself tells: repeats, federations said two ways, rows that ended early."""
    repeated = {fault.urn for fault in cells.faults if fault.urn is not None}
    short = (
        {urn for urn, number in zip(urns, cells.numbers, strict=True) if number in set(cells.short)} if cells.short else set()
    )
    torn = set(columns["urn"][_federation_said_two_ways(columns)].tolist())
    kinds = (
        (DoubtKind.DUPLICATE, "The URN stands more than once; the first row was kept", repeated),
        (DoubtKind.FEDERATION, "The federation flag and the federation's name disagree", torn),
        (DoubtKind.SHORT_ROW, "The row ended early; what was missing counts as blank", short),
    )
    found = [doubt(schools, kind, words, np.isin(schools.urn, list(which))) for kind, words, which in kinds if which]
    return tuple(found)


def _federation_said_two_ways(columns: Columns) -> BoolArray:
    flagged = np.array([words.lower() not in _NO_FEDERATION for words in columns[FEDERATION_FLAG].tolist()], dtype=bool)
    said = columns[FEDERATION_FLAG] != ""
    named = (columns["federation_name"] != "") | (columns["federation_code"] != "")
    differ: BoolArray = said & (flagged != named)
    return differ


def _report(
    unpacked: Unpacked,
    decoded: Decoded,
    cells: Cells,
    schools: Schools,
    unreadable: list[Fault],
    doubts: tuple[Doubt, ...],
) -> ImportReport:
    source = schools.source
    return ImportReport(
        file=source.file,
        member=unpacked.member,
        sha256=source.sha256,
        register_date=source.register_date,
        is_sample=source.is_sample,
        encoding=decoded.encoding,
        columns_read=len(cells.layout.places),
        columns_ignored=cells.layout.ignored,
        columns_missing=cells.layout.missing,
        read=cells.read,
        kept=len(schools),
        rejected=tuple(sorted(cells.faults, key=lambda fault: fault.row)),
        unreadable=tuple(sorted(unreadable, key=lambda fault: fault.row)),
        doubts=doubts,
    )
