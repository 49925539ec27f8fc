"""The parts of a Word document: words, lists, tables, figures. Every text arrives cleaned and stands in runs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final, Self

from wolds.app.reporting.word_xml import element
from wolds.clustering.reporting.document import Align, NoticeKind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.parfmt import ParagraphFormat
    from docx.text.run import Run

_TONES: Final = {
    NoticeKind.NOTE: ("eef4fa", "1f4e79"),
    NoticeKind.WARNING: ("fdf3e1", "8a5300"),
    NoticeKind.GOOD: ("eaf5ec", "1e6b34"),
    NoticeKind.SAMPLE: ("fdeaea", "9c1c1c"),
}
"""Ground and ink of each kind of notice; each pair can be read by people who see little contrast."""

_CELL_POINTS: Final = 9
_SMALL_POINTS: Final = 7.5
_MUTED: Final = "555f66"
_FEW_ITEMS: Final = 8
_LETTERS_OF_FEW: Final = 800
_SHORT: Final = 12
"""A table of so many rows at most stays in one piece, and the heading row of a longer one with its first row."""
_LONGEST_SHORT: Final = 200
"""A row with a text of more letters is so tall that some of them may fill a page."""
_GAP_POINTS: Final = 8
_CELL_MARGIN_TWIPS: Final = 60  # about a mm
_AFTER_SHADE: Final = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange")
"""What stands after border and ground among a paragraph's properties: Word asks for an order."""


@dataclass(frozen=True, eq=False)
class Body:
    """What parts are added to: a document, its styles by name, and numbers for pictures.

    The library looks these up anew for each part, through all that was written before: minutes for a long report.
    """

    document: Document
    style_ids: Mapping[str, str]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, document: Document) -> Self:
        """The body of a document as it is now."""
        return cls(document, {str(style.name): style.style_id for style in document.styles})


def styled(body: Body, text: str, style: str) -> Paragraph:
    """A paragraph in a style; without one where the template lacks it."""
    paragraph = body.document.add_paragraph()
    if style != "Normal" and style in body.style_ids:
        paragraph._p.style = body.style_ids[style]
    _say(paragraph, text)
    return paragraph


def add_words(body: Body, text: str, style: str, *, bold: bool = False, colour: str = "") -> Paragraph:
    """A paragraph of words."""
    made = styled(body, text, style)
    for run in made.runs:
        run.bold = bold or None
        if colour:
            _colour(run, colour)
    return made


def add_imprint(body: Body, text: str) -> None:
    """Small print at the end of a document."""
    set_small(add_words(body, text, "Normal"))


def set_small(paragraph: Paragraph) -> None:
    """Small grey letters, which can still be read."""
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(_SMALL_POINTS)
        _colour(run, _MUTED)


def _say(paragraph: Paragraph, text: str) -> None:
    """Text as runs, a line break for each line end. Never through a setter that reads tabs and breaks out of it."""
    for at, line in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)


def _colour(run: Run, colour: str) -> None:
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(colour.upper())


def add_list(body: Body, items: Sequence[str], *, numbered: bool) -> None:
    """A list; each numbered one begins at 1. A short one stays in one piece."""
    made = [styled(body, item, "List Number" if numbered else "List Bullet") for item in items]
    if len(items) <= _FEW_ITEMS and sum(map(len, items)) <= _LETTERS_OF_FEW:
        for paragraph in made[:-1]:
            paragraph.paragraph_format.keep_with_next = True
    number = _fresh_numbering(body.document) if numbered and made else None
    for paragraph in made:
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number


def _fresh_numbering(document: Document) -> int | None:
    """A numbering like that of the style of lists, but begun anew; None where the template has none."""
    from docx.oxml.ns import qn

    known = {one.name: one for one in document.styles}
    held = known["List Number"].element.find(f".//{qn('w:numId')}") if "List Number" in known else None
    if held is None:
        return None
    numbering = document.part.numbering_part.element
    (like,) = [one for one in numbering.num_lst if one.numId == int(held.get(qn("w:val")))] or [None]
    if like is None:
        return None
    fresh = numbering.add_num(like.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def add_table(
    body: Body,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    aligns: Sequence[Align],
    width_mm: float,
    accent: str,
) -> None:
    """A table as wide as the text, whose heading row is repeated on each page and whose rows stay whole."""
    from docx.shared import Mm
    from docx.table import _Cell

    table = body.document._body.add_table(1 + len(rows), len(headers), Mm(width_mm))
    table.autofit = False
    _rule(table)
    is_short = len(rows) <= _SHORT and max((len(text) for row in rows for text in row), default=0) <= _LONGEST_SHORT
    shares = [width_mm * width / sum(widths) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(share)
    for at, (line, texts) in enumerate(zip(table._tbl.tr_lst, (headers, *rows), strict=True)):
        is_head = at == 0
        stays = is_head or (is_short and at < len(rows))
        _stay_whole(line, repeated=is_head)
        cells = (_Cell(one, table) for one in line.tc_lst)  # asked of a table's rows, each cell is sought anew
        for cell, text, share, align in zip(cells, texts, shares, aligns, strict=True):
            cell.width = Mm(share)
            _fill(cell, text, align, accent if is_head else "").keep_with_next = stays or None


def add_gap(body: Body) -> None:
    """The line that Word wants between two tables and after a last one, as low as it can be."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = body.document.add_paragraph().paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_GAP_POINTS)


def _rule(table: Table) -> None:
    """Thin lines below rows, none between columns."""
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", **{"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "C8CDD0"}))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", **{"w:w": str(_CELL_MARGIN_TWIPS), "w:type": "dxa"}))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _stay_whole(row: object, *, repeated: bool) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(element("w:cantSplit"))
    if repeated:
        properties.append(element("w:tblHeader"))


def _fill(cell: _Cell, text: str, align: Align, accent: str) -> ParagraphFormat:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.alignment = {
        Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
        Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
        Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    }[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    _say(paragraph, text)
    for run in paragraph.runs:
        run.font.size = Pt(_CELL_POINTS)
        if accent:
            run.bold = True
            _colour(run, accent)
    form: ParagraphFormat = paragraph.paragraph_format
    return form


def add_figure(
    body: Body, png: bytes, alternative_text: str, *, width_mm: float | None = None, height_mm: float | None = None
) -> None:
    """A picture with the text that stands in for it when it is heard."""
    set_picture(
        body.document.add_paragraph(), next(body.numbers), png, alternative_text, width_mm=width_mm, height_mm=height_mm
    )


def set_picture(
    paragraph: Paragraph,
    number: int,
    png: bytes,
    alternative_text: str,
    *,
    width_mm: float | None = None,
    height_mm: float | None = None,
) -> None:
    """The same at the end of a paragraph, be it of the body or of a header; each picture has a number of its own."""
    from docx.oxml.ns import qn
    from docx.oxml.shape import CT_Inline
    from docx.shared import Mm

    wide, high = (None if mm is None else Mm(mm) for mm in (width_mm, height_mm))
    relation, image = paragraph.part.get_or_add_image(io.BytesIO(png))
    inline = CT_Inline.new_pic_inline(number, relation, "picture.png", *image.scaled_dimensions(wide, high))
    inline.find(qn("wp:docPr")).set("descr", alternative_text)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # left out, some programs set the picture in
    paragraph.add_run()._r.add_drawing(inline)


def add_notice(body: Body, text: str, kind: NoticeKind) -> None:
    """A sentence that stands out, on a ground of its kind."""
    ground, ink = _TONES[kind]
    paragraph = styled(body, text, "Normal")
    properties = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:left", **{"w:val": "single", "w:sz": "24", "w:space": "6", "w:color": ink}))
    shade = element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": ground})
    for part in (borders, shade):
        properties.insert_element_before(part, *_AFTER_SHADE)
    for run in paragraph.runs:
        run.bold = True
        _colour(run, ink)
