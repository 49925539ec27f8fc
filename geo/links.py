"""GIAS's links extract: which school took the place of which, by merger, split or a new legal form. No Qt.

The headings are `URN`, `LinkURN` and `LinkType`, others are left alone. Links about anything else than a school's place
(sixth-form centres, expansions) are counted and not followed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from wolds.geo.csv_rows import csv_rows
from wolds.geo.doors import Lines, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.registers.decoding import Decoded, decode
from wolds.geo.registers.unpacking import LINKS, unpack

_COLUMNS: Final = ("URN", "LinkURN", "LinkType")
_REMEDY: Final = LINKS.choose


class LinkKind(StrEnum):
    """How one school took the place of another."""

    SUCCESSOR = "successor"
    MERGED = "merged"
    SPLIT = "split"


def _nothing() -> Mapping[int, Mapping[int, LinkKind]]:
    return MappingProxyType({})


@dataclass(frozen=True, eq=False)
class SchoolLinks:
    """`next_of[urn][successor]` says how a school's place was taken; `passed_over` counts rows about something else.

    An amalgamation that the extract tells without saying who went on stands in both directions: only one of the two is open.
    """

    next_of: Mapping[int, Mapping[int, LinkKind]] = field(default_factory=_nothing)
    file: str = ""
    sha256: str = ""
    rows: int = 0
    passed_over: int = 0


def read_links(path: Path, watch: Watch | None = None) -> SchoolLinks:
    """The links extract in a file (CSV, gz or zip; UTF-8 or cp1252).

    Raises `InputError`, naming file, row and column, for anything that is no such list, and `Cancelled`.
    """
    unpacked = unpack(path, watch or Unwatched(), LINKS)
    file = unpacked.file
    next_of: dict[int, dict[int, LinkKind]] = {}
    rows = passed_over = 0
    for number, urn, other, words in _rows(decode(unpacked.data, file, LINKS), file):
        rows += 1
        steps = list(_steps(_urn(urn, "URN", number, file), other, words, number, file))
        passed_over += not steps
        for old, new, kind in steps:
            links = next_of.setdefault(old, {})
            links[new] = max(kind, links.get(new, kind), key=list(LinkKind).index)
    if not rows:
        raise InputError("the list is empty", file=file, remedy=_REMEDY)
    return SchoolLinks(MappingProxyType(next_of), file, unpacked.sha256, rows, passed_over)


def _rows(decoded: Decoded, file: str) -> Iterator[tuple[int, str, str, str]]:
    """Number, URN, LinkURN and LinkType of each row, 1 = the first under the heading; blank lines are passed over."""
    reader = csv_rows(Lines(decoded.text), decoded.delimiter)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        refuse_wide(len(heading), file)
        places = [_place(heading, column, file) for column in _COLUMNS]
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                if len(cells) <= max(places):
                    raise InputError("the row ends early", file=file, row=number, remedy="Download the extract again.")
                urn, other, words = (cells[place].strip() for place in places)
                yield number, urn, other, words
    except csv.Error as error:
        raise InputError(f"this is not a CSV list ({error})", file=file, remedy=_REMEDY) from error


def _place(heading: list[str], column: str, file: str) -> int:
    if heading.count(column.lower()) != 1:
        what = "stands twice" if column.lower() in heading else "is missing"
        raise InputError(f"the column {what}", file=file, column=column, remedy=_REMEDY)
    return heading.index(column.lower())


def _urn(text: str, column: str, number: int, file: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 7 and int(text)):
        remedy = "Correct it, or take the row out."
        raise InputError(f"{text[:40]!r} is not a URN", file=file, row=number, column=column, remedy=remedy)
    return int(text)


def _steps(urn: int, other: str, words: str, number: int, file: str) -> Iterator[tuple[int, int, LinkKind]]:
    """From the earlier school to the later one, and how; nothing for a link about something else."""
    said = words.lower()
    ways = _ways(said)
    if not ways or not other:
        return
    link = _urn(other, "LinkURN", number, file)
    kind = _kind(said)
    if link != urn:
        yield from ((urn, link, kind) if way == "on" else (link, urn, kind) for way in ways)


def _kind(said: str) -> LinkKind:
    if "split" in said:
        return LinkKind.SPLIT
    return LinkKind.MERGED if "merge" in said or "amalgam" in said else LinkKind.SUCCESSOR


def _ways(said: str) -> tuple[str, ...]:
    """Whether a link leads on to a successor, back to a predecessor, or does not say which of the two."""
    if said.startswith("successor"):
        return ("on",)
    if said.startswith("predecessor"):
        return ("back",)
    return ("on", "back") if said.startswith(("merged", "result of amalgamation")) else ()
