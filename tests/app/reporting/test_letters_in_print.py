"""Letters read back from PDF, Word and merge tables: one page each, the council's words, nothing that runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from helpers.neighbours import around, clustered
from helpers.payloads import EVERYWHERE
from wolds.app.export import Exported
from wolds.app.reporting.house import House
from wolds.app.reporting.letters import correspondence_of, letters_bytes, load_words, merge_bytes
from wolds.clustering.edits import EditContext
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.clustering.reporting.letters import LetterWords, correspondence, dump_words, each_letter
from wolds.geo.errors import InputError

DAY = date(2026, 11, 26)
COUNCIL = House(HouseStyle(organisation="Fenshire County Council", footer="County Offices"))


def county(**columns: object) -> EditContext:
    context = around([(0, 0), (3000, 0), (0, 4000), (50_000, 0)], **columns)
    return clustered(context, (100_001, 100_002, 100_003))


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_one_pdf_has_a_page_for_each_letter_with_the_letterhead_on_each() -> None:
    shared = correspondence(county(), DAY, {100_004: "Nobody is near"})
    told = pages(letters_bytes(".pdf", shared, each_letter(shared), COUNCIL))
    assert len(told) == 4
    for number, page in enumerate(told, 1):
        assert page.startswith("Fenshire County Council The Headteacher School")
        assert f"The Headteacher School {number} 26 November 2026 Dear Headteacher," in page
        assert page.endswith("County Offices")
        assert "Letters to headteachers" not in page
    assert "Nobody is near." in told[3]


def test_a_letter_by_itself_names_its_school_as_the_file_s_title() -> None:
    shared = correspondence(county(), DAY, {})
    reader = pypdf.PdfReader(io.BytesIO(letters_bytes(".pdf", shared, [shared.letter(100_002)], COUNCIL)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Letter to School 2"
    assert len(reader.pages) == 1


def test_word_has_a_new_page_for_each_letter_and_the_letterhead_in_the_header() -> None:
    shared = correspondence(county(), DAY, {})
    document = Document(io.BytesIO(letters_bytes(".docx", shared, each_letter(shared), COUNCIL)))
    breaks = [one for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert len(breaks) == 3
    assert document.sections[0].header.paragraphs[0].text == "Fenshire County Council"
    assert document.paragraphs[0].text == "The Headteacher\nSchool 1"
    assert not [one for one in document.paragraphs if one.style is not None and one.style.name == "Title"]


def test_the_logo_stands_in_the_header_of_letters_in_word_with_words_for_the_ear() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M1 1L29 9" stroke="black"/></svg>'
    shared = correspondence(county(), DAY, {})
    house = replace(COUNCIL, logo=svg, logo_kind="svg")
    document = Document(io.BytesIO(letters_bytes(".docx", shared, each_letter(shared), house)))
    header = document.sections[0].header
    (told,) = header._element.iter(qn("wp:docPr"))
    assert told.get("descr") == "Logo of Fenshire County Council"
    (extent,) = header._element.iter(qn("wp:extent"))
    assert int(extent.get("cy")) / 36_000 == pytest.approx(18, abs=0.1)
    assert [one.text for one in header.paragraphs[:2]] == ["", "Fenshire County Council"]


@pytest.mark.parametrize("payload", EVERYWHERE, ids=range(len(EVERYWHERE)))
def test_whatever_a_school_is_called_nothing_runs_in_any_file(payload) -> None:
    context = county(name=[payload, f"{payload}2", "C", "D"], town=payload, postcode=payload, la_name=payload)
    shared = correspondence(context, DAY, {100_004: payload})
    pdf = pypdf.PdfReader(io.BytesIO(letters_bytes(".pdf", shared, each_letter(shared))))
    assert not [page for page in pdf.pages if page.get("/Annots")]
    assert "/OpenAction" not in pdf.trailer["/Root"]
    document = Document(io.BytesIO(letters_bytes(".docx", shared, each_letter(shared))))
    assert not list(document.element.iter(qn("w:hyperlink"), qn("w:instrText")))
    exported = Exported.of(
        context.schools, context.standing, context.plan, Scoreboard.of(context.schools, context.standing, context.plan)
    )
    rows = list(csv.reader(io.StringIO(merge_bytes(".csv", shared, exported).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = load_workbook(io.BytesIO(merge_bytes(".xlsx", shared, exported))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_the_merge_table_opens_as_it_is_meant() -> None:
    context = county()
    exported = Exported.of(
        context.schools, context.standing, context.plan, Scoreboard.of(context.schools, context.standing, context.plan)
    )
    shared = correspondence_of(exported)
    rows = list(csv.DictReader(io.StringIO(merge_bytes(".csv", shared, exported).decode("utf-8-sig"))))
    assert [row["URN"] for row in rows] == ["100001", "100002", "100003", "100004"]
    assert rows[3]["Reason"] == "No reason was worked out yet"
    sheet = load_workbook(io.BytesIO(merge_bytes(".xlsx", shared, exported)))["Letters"]
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet["A2"].value == 100_001


def test_the_council_s_words_come_from_a_file(tmp_path) -> None:
    (tmp_path / "letters.toml").write_text(dump_words(LetterWords(salutation="Dear colleague")), "utf-8")
    assert load_words(tmp_path / "letters.toml").salutation == "Dear colleague"
    with pytest.raises(InputError, match="no such file"):
        load_words(tmp_path / "none.toml")
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(InputError, match="more than 1 MB, too much for words of letters"):
        load_words(tmp_path / "large.toml")
