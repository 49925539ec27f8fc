"""A report as blocks of plain text: headings, paragraphs, lists, tables, figures. No markup, no Qt, no files.

Whatever a text holds, every renderer shows it letter for letter. Pictures are handed to the renderer under the names that
figures give. A block that no renderer could show faithfully is refused where it is made (`ValueError`: a program fault).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

DEEPEST: Final = 4
"""The deepest level of headings."""


class Align(StrEnum):
    """Where the text of a table's column stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


class NoticeKind(StrEnum):
    """What a notice is: something to know, something amiss, something good, or the mark of made-up data."""

    NOTE = "note"
    WARNING = "warning"
    GOOD = "good"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Heading:
    """A heading; levels begin at 1 and none is skipped."""

    level: int
    text: str

    def __post_init__(self) -> None:
        _refuse(not 1 <= self.level <= DEEPEST, f"headings have levels 1 to {DEEPEST}, not {self.level}")
        _refuse(not self.text.strip(), "a heading without words")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a line end in it stands in print too (addresses, signatures)."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Numbered:
    """A list whose items are counted from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Labels and what they say, a row each, under two headings."""

    rows: tuple[tuple[str, str], ...]
    headings: tuple[str, str] = ("Item", "Detail")


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, where its text stands, and its width in relation to the other columns'."""

    header: str
    align: Align = Align.LEFT
    width: float = 1.0

    def __post_init__(self) -> None:
        _refuse(not self.width > 0, f"the column {self.header} has no width")


@dataclass(frozen=True)
class Table:
    """A table with a caption ("" = none); each row has a text for each column. Its heading row is repeated on each page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        _refuse(not self.columns, "a table without columns")
        for row in self.rows:
            _refuse(len(row) != len(self.columns), f"a row of {len(row)} texts under {len(self.columns)} columns: {row}")


@dataclass(frozen=True)
class Figure:
    """A picture, which a renderer finds by `name`; `alternative_text` stands in for it when it is heard."""

    name: str
    alternative_text: str
    caption: str = ""

    def __post_init__(self) -> None:
        _refuse(not self.alternative_text.strip(), f"the figure {self.name} has no alternative text")


@dataclass(frozen=True)
class Notice:
    """A sentence that stands out."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True)
class Contents:
    """A list of the headings down to a depth, with the pages that they stand on."""

    depth: int = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Numbered | Facts | Table | Figure | Notice | Contents | PageBreak


@dataclass(frozen=True)
class Meta:
    """What a report says of itself as a file. `created` is an ISO date and time.

    `marking` stands on each page, such as the mark of made-up data; "" = none. `origin` are all facts on where the report
    comes from, labels and phrases, for the file's properties; `imprint` is the chief of them, in small print.
    """

    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    made_with: str = ""
    marking: str = ""
    origin: tuple[tuple[str, str], ...] = ()
    imprint: str = ""


@dataclass(frozen=True)
class Report:
    """A report: title, subtitle ("" = none), language (BCP 47), what it says of itself, and its blocks in order.

    `is_letter`: letters have a letterhead and no title on paper; the title names the file all the same.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    meta: Meta = field(default_factory=Meta)
    is_letter: bool = False

    def __post_init__(self) -> None:
        _refuse(not self.title.strip(), "a report without a title")
        above = 0
        for heading in self.headings:
            _refuse(heading.level > above + 1, f"the heading {heading.text!r} skips a level")
            above = heading.level

    @property
    def headings(self) -> Iterator[Heading]:
        """Its headings in order."""
        return (block for block in self.blocks if isinstance(block, Heading))

    @property
    def figures(self) -> Iterator[Figure]:
        """Its figures in order."""
        return (block for block in self.blocks if isinstance(block, Figure))


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """A paragraph for each text that says anything."""
    return tuple(Paragraph(text) for text in texts if text.strip())


def _refuse(is_wrong: bool, why: str) -> None:
    if is_wrong:
        raise ValueError(why)
