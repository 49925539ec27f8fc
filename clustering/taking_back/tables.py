"""Sheets as they went out and as they come back, row by row, and when two cells say the same."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

CLUSTERS: Final = "Clusters"
MEMBERSHIPS: Final = "Memberships"
UNPLACED: Final = "Unplaced"
ACTIONS: Final = "Actions"
MEASURES: Final = "Measures"
PARTNERSHIPS: Final = "Partnerships"
ROLES: Final = "Joint roles"
ASSOCIATES: Final = "Associates"

RETURNING: Final[Mapping[str, tuple[str, ...]]] = {
    CLUSTERS: ("Cluster",),
    MEMBERSHIPS: ("URN",),
    UNPLACED: ("URN",),
    ACTIONS: ("Cluster", "Action"),
    MEASURES: ("Cluster", "Measure"),
    PARTNERSHIPS: ("Cluster",),
    ROLES: ("Cluster", "Role"),
    ASSOCIATES: ("URN", "Cluster", "Partnership", "Purpose"),
}
"""The sheets whose changes can come back, and the columns that tell their rows apart."""
MAY_BE_BLANK: Final = ("Partnership", "Cluster")
"""Columns that a key of several may leave empty: an associate is of a cluster or of a network."""

_DANGEROUS: Final = ("=", "+", "-", "@", "<r>", "＝", "＋", "－", "＠")
_SPREADSHEET_DIGITS: Final = 10
"""Programs write figures anew when they save: so many digits of them are compared."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row: its number as people count them (0 = it never stood in a file), and its cells by heading, "" for empty.

    `unworked`: what stands in cells that say nothing, as a fault ("#REF!") or a formula that was not worked out.
    """

    number: int
    cells: Mapping[str, str]
    unworked: Mapping[str, str] = field(default_factory=dict)

    def cell(self, heading: str) -> str:
        """What a cell says, "" where it is empty or there is no such column."""
        return self.cells.get(heading, "")


@dataclass(frozen=True)
class Table:
    """A sheet with its headings, as they stand."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(
        cls,
        name: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        first: int = 0,
        unworked: Mapping[tuple[int, int], str] | None = None,
    ) -> Table:
        """From lists of cells; `first` is the number of the first of them. Rows that say nothing are passed over.

        `unworked` are cells that say nothing for a fault of theirs, by number of the row and place in it from 0.
        """
        found = []
        for number, cells in enumerate(rows, first):
            said = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading and cell.strip()}
            faults = {
                heading: (unworked or {})[number, at] for at, heading in enumerate(headings) if (number, at) in (unworked or {})
            }
            if said or faults:
                found.append(Row(number if first else 0, said, faults))
        return cls(name, tuple(headings), tuple(found))

    def says_as(self, other: Table) -> bool:
        """Whether both say the same under the headings that both have: another version of Wolds may write others too."""
        shared = set(self.headings) & set(other.headings)
        return self._under(shared).digest() == other._under(shared).digest()

    def _under(self, headings: Collection[str]) -> Table:
        rows = (Row(row.number, {name: cell for name, cell in row.cells.items() if name in headings}) for row in self.rows)
        return Table(self.name, self.headings, tuple(rows))

    def digest(self) -> str:
        """Tells whether anything on the sheet was changed, whatever the order of its rows and columns."""
        rows = sorted(
            repr(sorted((heading, comparable(cell)) for heading, cell in row.cells.items() if comparable(cell)))
            for row in self.rows
        )
        return hashlib.sha256("\n".join(rows).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Origin:
    """What a workbook says of its export: the scenario, the hash of its schools, when, and the sheets as they were.

    `digests` are those of sheets that do not come back.
    """

    scenario: str
    data_hash: str
    made_at: str
    tables: Mapping[str, Table]
    digests: Mapping[str, str] = field(default_factory=dict)


def said(text: str) -> str:
    """What a cell says as it is kept: without blanks around, and without the apostrophe that keeps text from being a formula.

    >>> said("'=1+1 "), said("'t Hof")
    ('=1+1', "'t Hof")
    """
    words = text.strip()
    return words[1:] if words.startswith("'") and words[1:].lstrip().startswith(_DANGEROUS) else words


@lru_cache(maxsize=100_000)
def comparable(text: str) -> str:
    """A cell for comparison: blanks count once, and a number is one however a program wrote it.

    >>> comparable(" 62.0 "), comparable("Belton\\n  Primary")
    ('62', 'Belton Primary')
    """
    words = " ".join(said(text).split())
    try:
        number = float(words)
    except ValueError:
        return words
    return f"{number:.{_SPREADSHEET_DIGITS}g}" if math.isfinite(number) else words


def value_text(value: object) -> str:
    """A value of ours as the reader of sheets gives it back.

    >>> value_text(62.0), value_text(None), value_text("Belton")
    ('62', '', 'Belton')
    """
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
