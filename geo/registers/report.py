"""The import report: what was kept, what was rejected and why, and what is doubtful. Frozen, for window and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SHOWN: Final = 5


@dataclass(frozen=True)
class Fault:
    """One cell or row that could not be used. `row` counts from 1, the first row under the heading, in a GIAS extract, and
    as a spreadsheet program shows the file in other tables; `column` is the
    register's own heading, "" for a whole row; `value` is what stood there."""

    row: int
    column: str
    reason: str
    value: str
    urn: int | None = None


class DoubtKind(StrEnum):
    """What may be wrong with a school that was kept."""

    NO_POINT = "no-point"
    OUTSIDE = "outside-great-britain"
    SWAPPED = "swapped-easting-northing"
    SHARED_POINT = "shared-point"
    NO_ROLL = "no-roll"
    NO_PUPILS = "no-pupils"
    NO_AGES = "no-ages"
    CLOSED = "closed"
    CLOSING = "proposed-to-close"
    DUPLICATE = "duplicate-urn"
    ODD_RELIGION = "odd-religion"
    NO_RELIGION = "no-religion"
    NO_DIOCESE = "no-diocese"
    NO_URBAN_RURAL = "no-urban-rural"
    FEDERATION = "federation"
    NO_NAME = "no-name"
    ODD_LETTERS = "odd-letters"
    SHORT_ROW = "short-row"


@dataclass(frozen=True)
class Doubt:
    """Schools of which one thing is doubtful: kept, and to be looked at. `open_schools` of them are open."""

    kind: DoubtKind
    sentence: str
    urns: tuple[int, ...]
    open_schools: int

    @property
    def count(self) -> int:
        """How many schools."""
        return len(self.urns)


@dataclass(frozen=True)
class Line:
    """One line of the report: words, a number where there is one, and the schools it is about."""

    text: str
    count: int | None = None
    urns: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.text if self.count is None else f"{self.text}: {self.count:,}"


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ImportReport:
    """What reading a register found. `kept` + the rejected rows = `read`; `unreadable` cells count as unknown."""

    file: str
    member: str  # the CSV inside a zip
    sha256: str
    register_date: str  # ISO, "" unknown
    is_sample: bool
    encoding: str
    columns_read: int
    columns_ignored: int
    columns_missing: tuple[str, ...]  # headings that Wolds reads and the file lacks
    read: int
    kept: int
    rejected: tuple[Fault, ...]
    unreadable: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...] = ()  # how the columns of another table than a GIAS extract were read

    def doubt(self, kind: DoubtKind | str) -> Doubt | None:
        """The doubt of one kind, None where there is none."""
        return next((doubt for doubt in self.doubts if doubt.kind == kind), None)

    def sections(self) -> tuple[Section, ...]:
        """The report in parts, for the window: each line with its number and its schools. Empty parts are left out."""
        parts = (
            Section("Register", tuple(self._about())),
            Section("Rows", self._rows()),
            Section("Rejected rows", tuple(_fault_lines(self.rejected))),
            Section("Values read as unknown", tuple(_fault_lines(self.unreadable))),
            Section("To look at", tuple(Line(_with_open(d), d.count, d.urns) for d in self.doubts)),
        )
        return tuple(part for part in parts if part.lines)

    def to_text(self) -> str:
        """The report as plain lines for the command line."""
        blocks = []
        for part in self.sections():
            blocks.append("\n".join([part.title, *(f"  {line}" for line in part.lines)]))
        return "\n\n".join(blocks)

    def _about(self) -> Iterable[Line]:
        yield Line(f"File {self.file}" + (f", holding {self.member}" if self.member else ""))
        yield Line(f"Register of {self.register_date}" if self.register_date else "The date of the register is not known")
        if self.is_sample:
            yield Line("Sample data: an invented county, no real school")
        yield Line(f"SHA-256 {self.sha256}")
        how = self.encoding if self.notes else f"Text encoding {self.encoding}"
        yield Line(f"{how}; {self.columns_read} columns read, {self.columns_ignored} not read")
        yield from map(Line, self.notes)
        if self.columns_missing:
            yield Line(f"Columns that the file lacks, taken as unknown: {', '.join(self.columns_missing)}")

    def _rows(self) -> tuple[Line, ...]:
        return (Line("Rows read", self.read), Line("Schools kept", self.kept), Line("Rows rejected", len(self.rejected)))


def _by_reason(faults: Iterable[Fault]) -> dict[str, int]:
    return dict(Counter(_reason(fault) for fault in faults).most_common())


def _reason(fault: Fault) -> str:
    return f"{fault.column}: {fault.reason}" if fault.column else fault.reason


def _fault_lines(faults: tuple[Fault, ...]) -> Iterable[Line]:
    """A line for each reason, then the first few rows of it."""
    for reason, count in _by_reason(faults).items():
        same = [fault for fault in faults if _reason(fault) == reason]
        urns = tuple(dict.fromkeys(fault.urn for fault in same if fault.urn is not None))
        yield Line(reason, count, urns)
        for fault in same[:_SHOWN]:
            yield Line(f"  row {fault.row}, value {_shown(fault.value)}", None, () if fault.urn is None else (fault.urn,))
        if count > _SHOWN:
            yield Line(f"  and {count - _SHOWN:,} more: rows {_ranges([fault.row for fault in same[_SHOWN:]])}")


def _ranges(rows: Sequence[int]) -> str:
    """Row numbers in a line, those that follow each other together; none is left out.

    >>> _ranges([4, 5, 6, 9, 11, 12])
    '4-6, 9, 11-12'
    """
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def _shown(value: str) -> str:
    """A value from a file on one short line, invisible characters spelt out."""
    return ascii(value[:60]) if not value.isprintable() else f'"{value[:60]}"'


def _with_open(doubt: Doubt) -> str:
    if doubt.open_schools == doubt.count or doubt.kind == DoubtKind.CLOSED:
        return doubt.sentence
    return f"{doubt.sentence} ({doubt.open_schools:,} of them open)"
