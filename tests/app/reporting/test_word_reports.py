"""Reports in Word, read back with another reading of the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from wolds.app.reporting.house import House, house_of
from wolds.app.reporting.plain import plain_words
from wolds.app.reporting.word import word_of
from wolds.clustering.reporting.document import Bullets, Column, Heading, PageBreak, Paragraph, Report, Table
from wolds.clustering.reporting.house_style import HouseStyle, Paper
from wolds.geo.errors import InputError

Make = Callable[..., Report]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M10 10L190 90" stroke="black"/></svg>'


def written(report: Report, house: House | None = None, paper: Paper | None = None) -> bytes:
    return word_of(report, {"map": PICTURE}, house, paper)


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def words_in(part: Any) -> str:
    return "".join(words.text or "" for words in part.iter(qn("w:t")))


def test_headings_lists_and_tables_are_what_they_are(make_report: Make) -> None:
    document = read(written(make_report()))
    styles = [(one.text, one.style.name) for one in document.paragraphs if one.style is not None]
    assert ("Committee report", "Title") in styles
    assert ("Summary", "Heading 1") in styles
    assert ("Facts", "Heading 2") in styles
    assert ("a bullet", "List Bullet") in styles
    assert ("first", "List Number") in styles
    facts, table = document.tables
    assert [cell.text for cell in facts.rows[1].cells] == ["Proof", "Proven best"]
    assert [cell.text for cell in table.rows[0].cells] == ["School", "Pupils", "Part"]
    assert [cell.text for cell in table.rows[3].cells] == ["School 2", "2", "core"]


def test_the_heading_row_of_a_table_is_repeated_and_no_row_is_torn(make_report: Make) -> None:
    rows = read(written(make_report())).tables[1].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_each_numbered_list_begins_at_one(make_report: Make) -> None:
    numbered = [one for one in read(written(make_report())).paragraphs if one.style and one.style.name == "List Number"]
    lists = [one._p.pPr.numPr.numId.val for one in numbered]
    assert lists[0] == lists[1] != lists[2]


def test_pictures_have_words_for_the_ear_and_300_dots_an_inch(make_report: Make) -> None:
    document = read(written(make_report()))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "A map of three schools"
    (image,) = [part.image for part in document.part.package.image_parts]
    assert image.px_width == pytest.approx(shape.width.inches * 300, abs=2)


def test_the_file_says_what_it_is_and_in_which_language(make_report: Make) -> None:
    document = read(written(make_report()))
    about = document.core_properties
    assert (about.title, about.author, about.language) == ("Committee report", "made up", "en-GB")
    languages = {told.get(qn("w:val")) for told in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_the_marking_stands_on_each_page(make_report: Make) -> None:
    (section,) = read(written(make_report())).sections
    assert section.header.paragraphs[0].text == "Sample data: an invented county"


def test_whatever_a_text_holds_it_is_shown_letter_for_letter(make_report: Make, hostile: str) -> None:
    hostile = hostile[:500] or "empty"
    content = written(make_report(hostile))
    document, words = read(content), plain_words(hostile)
    shown = [one.text for one in document.paragraphs] + [
        cell.text for one in document.tables for row in one.rows for cell in row.cells
    ]
    assert shown.count(words) >= 8 or not words
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        links = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    assert b"External" not in links
    fields = {told.text.split()[0] for told in document.element.body.iter(qn("w:instrText"))}
    assert fields == {"TOC"}


def test_the_list_of_contents_leads_to_each_heading_before_word_looks_up_the_pages(make_report: Make) -> None:
    document = read(written(make_report()))
    body = document.element.body
    links = {link.get(qn("w:anchor")): words_in(link) for link in body.iter(qn("w:hyperlink"))}
    marked = {mark.get(qn("w:name")): words_in(mark.getparent()) for mark in body.iter(qn("w:bookmarkStart"))}
    assert list(links.values()) == ["Summary", "Facts", "The end"]
    assert marked == links
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]
    assert sorted(numbers) == sorted([*set(numbers)] * 2)


def test_word_asks_on_opening_whether_to_look_up_the_pages(make_report: Make) -> None:
    document = read(written(make_report()))
    assert [told.get(qn("w:val")) for told in document.settings.element.findall(qn("w:updateFields"))] == ["true"]
    marks = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]


def test_a_short_table_stays_in_one_piece_and_a_long_one_keeps_its_heading_row_with_the_next(make_report: Make) -> None:
    for rows, kept in ((3, [True, True, True, False]), (20, [True, *[False] * 20])):
        (table,) = [one for one in read(written(make_report(rows=rows))).tables if len(one.columns) == 3]
        cells = (row.cells[0].paragraphs[0] for row in table.rows)
        assert [bool(cell.paragraph_format.keep_with_next) for cell in cells] == kept


def test_no_line_stands_between_a_table_and_the_heading_after_it_which_could_take_a_page_of_its_own() -> None:
    table = Table("", (Column("School"),), (("Belton",),))
    report = Report("Two tables", "", (table, table, PageBreak(), Heading(1, "The end"), table))
    inside = [part.tag.rpartition("}")[2] for part in read(written(report)).element.body]
    assert inside == ["p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


@pytest.mark.parametrize(("paper", "width_mm"), [(Paper.A4, 210), (Paper.A3, 297)])
def test_the_paper_is_as_asked(make_report: Make, paper: Paper, width_mm: int) -> None:
    (section,) = read(written(make_report(), paper=paper)).sections
    assert section.page_width is not None
    assert round(section.page_width.mm) == width_mm
    for margin, edge in ((section.top_margin, section.header_distance), (section.bottom_margin, section.footer_distance)):
        assert margin is not None
        assert edge is not None
        assert margin.mm - edge.mm > 8, "a line of 10 points stands between, with room to the text"


def test_an_own_template_gives_styles_header_and_footer(make_report: Make, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("words of the template that are no part of the report")
    own.sections[0].header.paragraphs[0].text = "Fenshire Council"
    own.sections[0].footer.paragraphs[0].text = "children first"
    own.styles["Heading 1"].font.name = "Georgia"  # type: ignore[attr-defined]
    own.save(str(tmp_path / "own.docx"))
    house = house_of(HouseStyle(word_template="own.docx"), tmp_path / "house.toml")
    document = read(written(make_report(), house))
    (section,) = document.sections
    assert section.header.paragraphs[0].text.startswith("Fenshire Council\nSample data")
    assert section.footer.paragraphs[0].text == "children first"
    assert document.styles["Heading 1"].font.name == "Georgia"  # type: ignore[attr-defined]
    assert "words of the template that are no part of the report" not in [one.text for one in document.paragraphs]


def test_a_template_without_the_usual_styles_still_serves(make_report: Make, tmp_path: Path) -> None:
    own = docx.Document()
    for name in ("List Number", "List Bullet", "Caption", "Subtitle"):
        own.styles[name].delete()
    own.save(str(tmp_path / "own.docx"))
    house = house_of(HouseStyle(word_template="own.docx"), tmp_path / "house.toml")
    assert "a bullet" in [one.text for one in read(written(make_report(), house)).paragraphs]


def test_a_word_template_that_is_none_is_refused(make_report: Make, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.docx", "w") as parts:
        parts.writestr("readme.txt", "a folder of something else")
    house = house_of(HouseStyle(word_template="own.docx"), tmp_path / "house.toml")
    with pytest.raises(InputError, match=r"own\.docx: this is no Word document\. Save it in Word"):
        written(make_report(), house)


def test_a_page_is_turned_at_the_heading_without_an_empty_line(make_report: Make) -> None:
    paragraphs = read(written(make_report())).paragraphs
    turned = [one.text for one in paragraphs if one.paragraph_format.page_break_before]
    assert turned == ["The end"]


def test_words_that_lead_to_a_list_stay_on_its_page() -> None:
    report = Report("Plan", "", (Paragraph("Those that are not kept whole:"), Bullets(("The first",)), Paragraph("Done.")))
    made = read(written(report))
    kept = {one.text: one.paragraph_format.keep_with_next for one in made.paragraphs}
    assert kept["Those that are not kept whole:"] is True
    assert kept["Done."] is None


@pytest.mark.parametrize(("count", "together"), [(5, True), (40, False)])
def test_a_short_list_stays_in_one_piece_and_a_long_one_may_go_on(count: int, together: bool) -> None:
    report = Report("Plan", "", (Bullets(tuple(f"item {number}" for number in range(count))),))
    items = [one for one in read(written(report)).paragraphs if one.text.startswith("item")]
    assert [bool(one.paragraph_format.keep_with_next) for one in items] == [*[together] * (count - 1), False]
