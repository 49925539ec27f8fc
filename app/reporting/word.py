"""Reports as Word documents: real headings, lists and tables, pictures with text for the ear. Text stands in runs alone."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from wolds.app.reporting.house import House
from wolds.app.reporting.plain import logo_words, plain_words
from wolds.app.reporting.plain_values import NO_WORDS
from wolds.app.reporting.raster import png_of
from wolds.app.reporting.stamping import key_words
from wolds.app.reporting.word_contents import Entry, Marks, add_contents, ask_for_pages
from wolds.app.reporting.word_parts import (
    Body,
    add_figure,
    add_gap,
    add_imprint,
    add_list,
    add_notice,
    add_table,
    add_words,
    styled,
)
from wolds.app.reporting.word_properties import set_properties
from wolds.app.reporting.word_setting import (
    LOGO_MM,
    open_template,
    set_imprint,
    set_language,
    set_letterhead,
    set_marking,
    set_page,
    set_styles,
)
from wolds.clustering.reporting.document import (
    Align,
    Block,
    Bullets,
    Column,
    Contents,
    Facts,
    Figure,
    Heading,
    Notice,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from wolds.clustering.reporting.house_style import Paper

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_PROPERTY: Final = 255


@dataclass(frozen=True, eq=False)
class _Page:
    """What blocks are added to. `width_mm` is that of the text, `accent` the colour of headings, as rrggbb."""

    body: Body
    pictures: Mapping[str, bytes]
    is_plain: bool
    width_mm: float
    accent: str
    headings: tuple[Entry, ...]
    marks: Marks

    @property
    def ink(self) -> str:
        """The colour of headings; "" where the styles of a person's own template say it."""
        return self.accent if self.is_plain else ""


def word_of(
    report: Report,
    pictures: Mapping[str, bytes],
    house: House | None = None,
    paper: Paper | None = None,
    *,
    is_tight: bool = False,
) -> bytes:
    """The report as a Word document. `pictures` are SVG or PNG by the names that figures give, set as PNG of 300 dpi.

    `paper` None = the house style's; `is_tight` sets smaller type and less space, but for an own template. Raises `KeyError`
    for a picture that is missing; `InputError` for an own template that is no Word document.
    """
    house = house or House()
    document = open_template(house)
    is_plain, accent = house.word_template is None, house.style.accent.removeprefix("#")
    if is_plain:
        set_styles(document, is_tight=is_tight, accent=accent)
    width_mm = set_page(document, paper or house.style.paper, own=not is_plain)
    page = _Page(Body.of(document), pictures, is_plain, width_mm, accent, tuple(map(_entry, report.headings)), Marks())
    set_language(document, report.language)
    _tell_properties(document, report, house)
    marking, footer = plain_words(report.meta.marking), plain_words(house.style.footer)
    set_marking(document, marking, footer, numbered=not report.is_letter)
    if report.is_letter:
        set_letterhead(document, plain_words(house.style.organisation), _logo(house), logo_words(house.style))
        set_imprint(document, plain_words(report.meta.imprint))
    else:
        _add_front(page, report, house)
    for before, block in pairwise((None, *report.blocks)):
        if isinstance(before, Table | Facts) and not isinstance(block, Heading | PageBreak):
            add_gap(page.body)
        _add(page, block, turned=isinstance(before, PageBreak))
    if isinstance(report.blocks[-1] if report.blocks else None, Table | Facts):
        add_gap(page.body)
    if report.meta.imprint and not report.is_letter:
        add_imprint(page.body, plain_words(report.meta.imprint))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _entry(heading: Heading) -> Entry:
    return Entry(heading.level, plain_words(heading.text) or NO_WORDS)


def _tell_properties(document: Document, report: Report, house: House) -> None:
    about, meta = document.core_properties, report.meta
    about.title = plain_words(report.title)[:_LONGEST_PROPERTY]
    about.author = plain_words(meta.author or house.style.organisation)[:_LONGEST_PROPERTY]
    about.subject = plain_words(meta.subject)[:_LONGEST_PROPERTY]
    about.keywords = plain_words(", ".join(key_words(report)))[:_LONGEST_PROPERTY]
    about.comments = plain_words(meta.imprint or meta.made_with)[:_LONGEST_PROPERTY]
    origin = [(label, plain_words(words)) for label, words in meta.origin if label != "Title"]  # which has its own place
    set_properties(document, origin, house.style.word_template)
    about.language = report.language
    if meta.created:
        about.created = about.modified = datetime.fromisoformat(meta.created)


def _logo(house: House) -> bytes | None:
    """The logo as PNG."""
    if house.logo is None or house.logo_kind == "png":
        return house.logo
    return png_of(house.logo, height_mm=LOGO_MM)


def _add_front(page: _Page, report: Report, house: House) -> None:
    logo = _logo(house)
    if logo is not None:
        add_figure(page.body, logo, logo_words(house.style), height_mm=LOGO_MM)
    if house.style.organisation:
        add_words(page.body, plain_words(house.style.organisation), "Normal", bold=True)
    add_words(page.body, plain_words(report.title) or NO_WORDS, "Title", colour=page.ink)
    if report.subtitle:
        add_words(page.body, plain_words(report.subtitle), "Subtitle")


def _add(page: _Page, block: Block | None, *, turned: bool) -> None:
    """Add a block; `turned` = on a new page. A heading turns the page itself, anything else after an empty paragraph."""
    body = page.body
    if turned and not isinstance(block, Heading | PageBreak):
        body.document.add_paragraph().paragraph_format.page_break_before = True
    match block:
        case Heading(level, text):
            heading = add_words(body, plain_words(text) or NO_WORDS, f"Heading {level}", colour=page.ink)
            heading.paragraph_format.page_break_before = turned or None
            page.marks.mark(heading)
        case Paragraph(text):
            leads = text.endswith(":")  # to a list or a table, and then stays on its page
            add_words(body, plain_words(text), "Normal").paragraph_format.keep_with_next = leads or None
        case Bullets(items):
            add_list(body, [plain_words(item) for item in items], numbered=False)
        case Numbered(items):
            add_list(body, [plain_words(item) for item in items], numbered=True)
        case Facts(rows, headings):
            columns = (Column(headings[0], width=3), Column(headings[1], width=7))
            _add_table(page, Table("", columns, rows))
        case Table():
            _add_table(page, block)
        case Figure():
            _add_figure(page, block)
        case Notice(kind, text):
            add_notice(body, plain_words(text), kind)
        case Contents(depth):
            add_contents(body, depth, page.headings)
            ask_for_pages(body.document)
        case _:
            return


def _add_table(page: _Page, table: Table) -> None:
    if table.caption:
        styled(page.body, plain_words(table.caption), "Caption").paragraph_format.keep_with_next = True
    add_table(
        page.body,
        [plain_words(column.header) for column in table.columns],
        [[plain_words(text) for text in row] for row in table.rows],
        [column.width for column in table.columns],
        [Align(column.align) for column in table.columns],
        page.width_mm,
        page.accent,
    )


def _add_figure(page: _Page, figure: Figure) -> None:
    picture = page.pictures[figure.name]
    png = picture if picture.startswith(b"\x89PNG") else png_of(picture, width_mm=page.width_mm)
    add_figure(page.body, png, plain_words(figure.alternative_text) or NO_WORDS, width_mm=page.width_mm)
    if figure.caption:
        styled(page.body, plain_words(figure.caption), "Caption")
