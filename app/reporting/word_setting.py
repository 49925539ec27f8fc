"""Sets up a Word document: template, paper, language, and what stands on each page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from wolds.app.reporting.house import House
from wolds.app.reporting.plain import plain_words
from wolds.app.reporting.sheets import SHEETS
from wolds.app.reporting.word_parts import set_picture, set_small
from wolds.app.reporting.word_xml import add_field, element
from wolds.clustering.reporting.house_style import Paper
from wolds.geo.errors import InputError

if TYPE_CHECKING:
    from docx.document import Document

_FONT: Final = "Arial"
_LINES: Final = 1.1
LOGO_MM: Final = 18
"""How high a logo stands."""
_LOGO_NUMBER: Final = 1_000_000  # those of the body count from 1
_BELOW_LETTERHEAD: Final = 14  # points
_TO_EDGE_MM: Final = 8  # from the head and foot of a page to the edge of the sheet
_USUAL: Final = (
    ("Normal", 10, 0, 5),
    ("Title", 22, 0, 6),
    ("Subtitle", 12, 0, 8),
    ("Heading 1", 15, 14, 4),
    ("Heading 2", 13, 10, 3),
    ("Heading 3", 11, 6, 2),
    ("Caption", 9, 4, 3),
    ("List Bullet", 10, 0, 2),
    ("List Number", 10, 0, 2),
)
"""Styles of what may have many pages: size of the letters, space before and after, in points."""
_TIGHT: Final = (
    ("Normal", 10, 0, 4),
    ("Title", 20, 0, 8),
    ("Heading 1", 13, 8, 2),
    ("Caption", 9, 2, 4),
    ("List Bullet", 10, 0, 2),
    ("List Number", 10, 0, 2),
)
"""Styles of what shall keep to few pages: size of the letters, space before and after, in points."""


def open_template(house: House) -> Document:
    """An empty document with the styles, headers and footers of the template. Raises `InputError` for no Word document."""
    from docx import Document
    from docx.opc.exceptions import OpcError

    if house.word_template is None:
        return _plain(plain_words(house.style.font) or _FONT)
    try:
        document = Document(io.BytesIO(house.word_template))
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError) as error:  # SyntaxError: XML that is none
        remedy = "Save it in Word as .docx, or leave word_template out."
        raise InputError("this is no Word document", file=house.style.word_template, remedy=remedy) from error
    body = document.element.body
    for part in [part for part in body if not part.tag.endswith("}sectPr")]:
        body.remove(part)
    return document


def _plain(font: str) -> Document:
    """The library's own template, in a font that is easy to read."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document = Document()
    for name, grey in (("Subtitle", "555F66"), ("Caption", "30373B")):
        document.styles[name].font.color.rgb = RGBColor.from_string(grey)
    document.styles["Subtitle"].font.italic = False
    for name in ("Normal", "Title", "Subtitle", *(f"Heading {level}" for level in range(1, 5)), "Caption"):
        style = document.styles[name]
        style.font.name = font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
    document.styles["Normal"].font.size = Pt(10.5)
    return document


def set_styles(document: Document, *, is_tight: bool, accent: str) -> None:
    """Sizes and spaces of Wolds' own document, closer where it shall keep to few pages, and the line under its title."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for line in document.styles["Title"].element.iter(qn("w:bottom")):
        line.set(qn("w:color"), accent)
    document.styles["Normal"].paragraph_format.line_spacing = _LINES
    for name, size, before, after in _TIGHT if is_tight else _USUAL:
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def set_page(document: Document, paper: Paper, *, own: bool) -> float:
    """Set the paper; margins too unless the template is a person's own. Returns the width of the text in mm."""
    from docx.shared import Mm

    sheet = SHEETS[paper]
    for section in document.sections:
        section.page_width, section.page_height = Mm(sheet.width_mm), Mm(sheet.height_mm)
        if not own:
            section.left_margin = section.right_margin = Mm(sheet.margin_mm)
            section.top_margin, section.bottom_margin = Mm(sheet.above_mm), Mm(sheet.below_mm)
            section.header_distance = section.footer_distance = Mm(_TO_EDGE_MM)
    last = document.sections[-1]
    left, right = last.left_margin or Mm(sheet.margin_mm), last.right_margin or Mm(sheet.margin_mm)
    return float(sheet.width_mm - left.mm - right.mm)


def set_language(document: Document, language: str) -> None:
    """Say in which language the text is, so that it is read out and checked rightly."""
    from docx.oxml.ns import qn

    for properties in document.styles.element.iter(qn("w:rPr")):
        for told in properties.findall(qn("w:lang")):
            properties.remove(told)
    normal = document.styles["Normal"].element.get_or_add_rPr()
    normal.append(element("w:lang", **{"w:val": language, "w:eastAsia": language}))


def set_letterhead(document: Document, organisation: str, logo: bytes | None = None, spoken: str = "") -> None:
    """Logo and organisation at the head of each page, above what a template has there already.

    `logo` is a PNG or JPEG, `spoken` the words for those who hear the letter.
    """
    from docx.shared import Pt

    head = document.sections[0].header
    first = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
    if logo is not None:
        set_picture(first.insert_paragraph_before(), _LOGO_NUMBER, logo, spoken, height_mm=LOGO_MM)
    if organisation:
        first.insert_paragraph_before().add_run(organisation).bold = True
    if logo is not None or organisation:
        head.paragraphs[-1].paragraph_format.space_after = Pt(_BELOW_LETTERHEAD)


def set_imprint(document: Document, imprint: str) -> None:
    """Small print at the foot of each page, below what stands there."""
    if imprint:
        foot = document.sections[0].footer.add_paragraph()
        foot.add_run(imprint)
        set_small(foot)


def set_marking(document: Document, marking: str, footer: str, *, numbered: bool = True) -> None:
    """The marking at the head of each page, the footer and, where `numbered`, the page's number at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = document.sections[0]
    if marking:
        head = section.header.paragraphs[0] if section.header.paragraphs else section.header.add_paragraph()
        if head.text.strip():  # a template's own words keep their line
            head.add_run().add_break()
        head.add_run(marking).bold = True
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot = section.footer.paragraphs[0] if section.footer.paragraphs else section.footer.add_paragraph()
    if foot.text.strip():  # a template's own words stay
        return
    foot.add_run(f"{footer}   " if footer and numbered else footer)
    if not numbered:
        return
    add_field(foot, "PAGE", "1")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES", "1")
