"""The list of contents of a Word document: an entry that leads to each heading, and pages that Word looks up when asked.

Only what lays a document out knows its pages. So none stands there before, and Word asks on opening whether to look them up:
a number that may be wrong would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from wolds.app.reporting.word_parts import Body, styled
from wolds.app.reporting.word_xml import element, field_begun, field_ended, text_run

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_INDENT_MM: Final = 5.0
_FIRST: Final = 5
_AFTER_UPDATE: Final = (
    "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema",
    "w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade",
    "w:captions", "w:readModeInkLockDown", "w:smartTagType", "w:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags",
    "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip
"""What stands after it among the settings: Word asks for an order."""


@dataclass(frozen=True)
class Entry:
    """A heading as the list shows it."""

    level: int
    text: str


@dataclass(frozen=True)
class Marks:
    """The marks at the headings of a document that the list leads to, numbered as they come."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def mark(self, heading: Paragraph) -> None:
        """Mark the next heading."""
        number = next(self.numbers)
        begin = element("w:bookmarkStart", **{"w:id": str(number), "w:name": mark_name(number)})
        after = heading._p.pPr
        heading._p.insert(0 if after is None else 1, begin)
        heading._p.append(element("w:bookmarkEnd", **{"w:id": str(number)}))


def mark_name(number: int) -> str:
    """The name of the mark at a heading, by its number from 1: such as Word itself gives."""
    return f"_Toc{number:08d}"


def add_contents(body: Body, depth: int, headings: Sequence[Entry]) -> None:
    """The list of the headings down to a depth, which are marked in that order as they are added."""
    shown = [(number, entry) for number, entry in enumerate(headings, 1) if entry.level <= depth]
    made = [_entry(body, number, entry) for number, entry in shown]
    if not made:
        return
    for at, run in enumerate(field_begun(f'TOC \\o "1-{depth}" \\h \\z \\u')):
        made[0]._p.insert(at + 1, run)  # after what is said of the paragraph
    made[-1]._p.append(field_ended())


def _entry(body: Body, number: int, entry: Entry) -> Paragraph:
    from docx.shared import Mm, Pt

    paragraph = styled(body, "", f"toc {entry.level}")
    form = paragraph.paragraph_format
    form.keep_with_next = number <= _FIRST or None  # the heading of the list does not stand all but alone
    form.left_indent, form.space_before, form.space_after = Mm(_INDENT_MM * (entry.level - 1)), Pt(0), Pt(2)
    for run in list(paragraph._p.r_lst):
        paragraph._p.remove(run)
    paragraph._p.append(_link(number, entry.text))
    return paragraph


def _link(number: int, text: str) -> Any:
    name = mark_name(number)
    link = element("w:hyperlink", **{"w:anchor": name, "w:history": "1"})
    link.append(text_run(text))
    return link


def ask_for_pages(document: Document) -> None:
    """Let Word ask, when the document is opened, whether to look up the pages."""
    settings = document.settings.element
    if not settings.findall(_qualified("w:updateFields")):
        settings.insert_element_before(element("w:updateFields", **{"w:val": "true"}), *_AFTER_UPDATE)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
