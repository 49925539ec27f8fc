"""Which column of a sheet holds what, guessed from its heading as people write headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column holds."""

    URN = "URN"
    SCHOOL = "School"
    PLACE = "Place"
    GROUP = "Group"
    KIND = "Kind"
    NOTE = "Note"
    DATE = "Date"
    VACANCY = "Head vacancy"


_WORDS: Final[Mapping[Column, str]] = {
    Column.URN: "urn; urns; school urn; partner urn; gias urn; dfe urn; urn of school; unique reference number",
    Column.SCHOOL: (
        "school; schools; school name; name of school; name; establishment; establishment name; establishmentname; partner; "
        "partner school; partner name; partners; with; works with; member; members; member school"
    ),
    Column.PLACE: "place; village; town; locality; parish; postcode; address",
    Column.GROUP: (
        "group; group name; name of group; collaboration; collaboration name; partnership; partnership name; cluster; "
        "cluster name; network; federation; known as"
    ),
    Column.KIND: "kind; type; relation; relationship; type of relationship; kind of relation; type of collaboration",
    Column.NOTE: "note; notes; reason; comment; comments; remark; remarks; purpose; detail; details; joint work; why",
    Column.DATE: "date; from; since; when; start; on",
    Column.VACANCY: (
        "vacancy; head vacancy; headteacher vacancy; head teacher vacancy; vacant from; vacancy date; vacancy from; "
        "head leaves; head leaving; leaving date"
    ),
}
_COLUMNS: Final[Mapping[str, Column]] = {words: column for column, text in _WORDS.items() for words in text.split("; ")}
_NUMBERED: Final = re.compile(r"^(.+?) ?(?:([a-f])|([1-9][0-9]?))$")
_NOT_WORDS: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Slot:
    """Where one school of a row stands: cell numbers of its URN, name and place, None where the sheet has no such column."""

    urn: int | None = None
    name: int | None = None
    place: int | None = None


@dataclass(frozen=True)
class Layout:
    """The columns of a sheet: a slot for each school of a row, and cell numbers of the rest."""

    slots: tuple[Slot, ...]
    others: Mapping[Column, int]
    ignored: tuple[str, ...]

    @property
    def pairs(self) -> bool:
        """Whether each row names the schools of a relation side by side; else each row has one school and its group."""
        return len(self.slots) > 1


def column_of(heading: str) -> tuple[Column, str] | None:
    """What a heading means, and the mark that tells several such columns apart ("School B" has the mark "b").

    >>> column_of("URN_b")
    (<Column.URN: 'URN'>, 'b')
    """
    words = _NOT_WORDS.sub(" ", heading.casefold()).strip()
    if words in _COLUMNS:
        return _COLUMNS[words], ""
    numbered = _NUMBERED.match(words)
    if numbered and numbered[1].strip() in _COLUMNS:
        return _COLUMNS[numbered[1].strip()], numbered[2] or numbered[3]
    return None


def layout_of(headings: Sequence[str]) -> Layout | None:
    """The columns of a sheet with these headings; None where none of them names schools."""
    schools: dict[Column, list[tuple[str, int]]] = {Column.URN: [], Column.SCHOOL: [], Column.PLACE: []}
    others: dict[Column, int] = {}
    ignored = []
    for at, heading in enumerate(headings):
        found = column_of(heading)
        if found is None or (found[0] not in schools and found[0] in others):
            ignored += [heading] if heading else []
        elif found[0] in schools:
            schools[found[0]].append((found[1], at))
        else:
            others[found[0]] = at
    slots = _slots(schools)
    return Layout(slots, others, tuple(ignored)) if slots else None


def _slots(schools: Mapping[Column, list[tuple[str, int]]]) -> tuple[Slot, ...]:
    """URNs, names and places that stand in the same order belong to one school."""
    urns, names, places = ([at for _, at in sorted(schools[column], key=_by_mark)] for column in schools)
    count = max(len(urns), len(names))
    return tuple(Slot(_at(urns, n), _at(names, n), _at(places, n)) for n in range(count))


def _by_mark(found: tuple[str, int]) -> tuple[int, str, int]:
    """Columns without a mark come before those with one, numbers in their order."""
    mark, at = found
    return (int(mark), "", at) if mark.isdecimal() else (0, mark, at)


def _at(cells: Sequence[int], number: int) -> int | None:
    return cells[number] if number < len(cells) else None
