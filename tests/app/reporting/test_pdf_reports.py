"""Reports in PDF, read back with other libraries."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from wolds.app.reporting.house import House, house_of
from wolds.app.reporting.pdf import Printed, pdf_of
from wolds.app.reporting.plain import plain_words
from wolds.app.reporting.typesetting import TemplateFault, printed_apart
from wolds.clustering.reporting.document import Bullets, Column, Heading, Paragraph, Report, Table
from wolds.clustering.reporting.house_style import HouseStyle, Paper
from wolds.geo.errors import InputError

Make = Callable[..., Report]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M10 10L190 90" stroke="black"/></svg>'


def printed(report: Report, house: House | None = None, paper: Paper | None = None) -> Printed:
    return pdf_of(report, {"map": PICTURE}, house, paper)


def read(made: Printed) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def baselines(page: pypdf.PageObject) -> list[float]:
    """How high above the foot of the page its lines of text stand, in points."""
    found: list[float] = []

    def heard(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=heard)
    return found


def bare(text: str) -> str:
    """Letters and signs alone: line ends, places to break and ligatures are the printer's own."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]", "", text)


def tags(reader: pypdf.PdfReader) -> list[dict[str, Any]]:
    """Every element of the structure tree."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    root = reader.trailer["/Root"]
    return list(walk(root["/StructTreeRoot"]))


def test_the_words_stand_in_the_pdf_in_order(make_report: Make) -> None:
    text = text_of(read(printed(make_report())))
    wanted = ("Committee report", "Small schools", "A paragraph.", "Take care.", "Proven best", "School 0", "Last words.")
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_the_pdf_is_tagged_for_people_who_hear_it(make_report: Make) -> None:
    made = printed(make_report())
    reader = read(made)
    root = reader.trailer["/Root"]
    found = [str(tag["/S"]) for tag in tags(reader)]
    assert made.accessible
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] == pypdf.generic.BooleanObject(True)
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= set(found)
    assert found.count("/H1") == 2
    assert found.count("/TH") == 2 + 3  # the facts' and the table's headings
    assert [tag["/Alt"] for tag in tags(reader) if tag["/S"] == "/Figure"] == ["A map of three schools"]


def test_the_file_says_what_it_is(make_report: Make) -> None:
    reader = read(printed(make_report()))
    assert reader.metadata is not None
    assert reader.metadata.title == "Committee report"
    assert reader.metadata.author == "made up"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == pypdf.generic.BooleanObject(True)
    assert [mark.title for mark in reader.outline if not isinstance(mark, list)] == ["Summary", "The end"]


def test_another_language_is_said(make_report: Make) -> None:
    assert read(printed(make_report(language="cy"))).trailer["/Root"]["/Lang"] == "cy"


def test_the_marking_and_the_table_headings_stand_on_each_page(make_report: Make) -> None:
    pages = [page.extract_text() for page in read(printed(make_report(rows=120))).pages]
    assert len(pages) > 3
    assert all("Sample data: an invented county" in page for page in pages)
    assert sum("Pupils" in page for page in pages) >= 3


def test_whatever_a_text_holds_it_is_shown_and_nothing_else_happens(make_report: Make, hostile: str) -> None:
    made = printed(make_report(hostile[:300] or "empty"))
    shown = bare(text_of(read(made)))
    assert "Lastwords." in shown
    words = bare(plain_words(hostile[:300]))
    if made.accessible and not re.search(r"[^\x21-\x7e]", words):
        assert shown.count(words) >= 8


def test_characters_that_no_font_has_leave_the_report_whole(make_report: Make) -> None:
    made = printed(make_report("\U00013000 hieroglyph"))
    assert "hieroglyph" in text_of(read(made))
    assert "/StructTreeRoot" in read(made).trailer["/Root"]


@pytest.mark.parametrize(("paper", "width_mm", "height_mm"), [(Paper.A4, 210, 297), (Paper.A3, 297, 420)])
def test_the_paper_is_as_asked(make_report: Make, paper: Paper, width_mm: float, height_mm: float) -> None:
    box = read(printed(make_report(), paper=paper)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((width_mm / 25.4 * 72, height_mm / 25.4 * 72), abs=0.1)


def test_pictures_stay_vectors(make_report: Make) -> None:
    assert [image for page in read(printed(make_report())).pages for image in page.images] == []


def test_the_house_style_is_seen(make_report: Make, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(PICTURE)
    style = HouseStyle(organisation="Fenshire Council", footer="Fenshire: children first", logo="logo.svg")
    reader = read(printed(make_report(), house_of(style, tmp_path / "house.toml")))
    assert "Fenshire Council" in reader.pages[0].extract_text()
    assert all("Fenshire: children first" in page.extract_text() for page in reader.pages)
    assert "Logo of Fenshire Council" in [tag.get("/Alt") for tag in tags(reader)]


def test_an_own_template_has_the_say(make_report: Make, tmp_path: Path) -> None:
    shown = "{ show: look.with(data)\n title()\n [Our own words.]\n body(data) }"
    template = f'#import "wolds.typ": look, body\n#let report(data) = {shown}'
    (tmp_path / "own.typ").write_text(template)
    house = house_of(HouseStyle(pdf_template="own.typ"), tmp_path / "house.toml")
    assert "Our own words." in text_of(read(printed(make_report(), house)))


@pytest.mark.parametrize(
    "template",
    [
        "#let report(data) = {",
        "= no function",
        '#import "@preview/cetz:0.1.0"\n#let report(data) = []',
        '#let report(data) = read("/etc/hostname")',
        '#let report(data) = read("../../../etc/hostname")',
        "#let report(data) = { while true { } }",
    ],
)
def test_an_own_template_that_does_not_work_or_reaches_out_is_refused(make_report: Make, tmp_path: Path, template: str) -> None:
    (tmp_path / "own.typ").write_text(template)
    house = house_of(HouseStyle(pdf_template="own.typ"), tmp_path / "house.toml")
    with pytest.raises(InputError, match=r"own\.typ: the template does not work: .*\. Mend it"):
        printed(make_report(), house)


@pytest.mark.parametrize(
    "asking",
    [
        '#import "@preview/cetz:0.1.0"',
        '#let where = "@pre" + "view/cetz:0.1.0"\n#import where: canvas',
        '#eval("#import \\"@pre" + "view/cetz:0.1.0\\": canvas", mode: "markup")',
        '#import "@local/house:1.0.0": *',
    ],
)
def test_an_own_template_reaches_no_package_however_it_asks(
    make_report: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asking: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        for name in ("http_proxy", "https_proxy", "all_proxy"):  # the way to the network that the computer knows
            monkeypatch.setenv(name, f"http://127.0.0.1:{listening.getsockname()[1]}")
        (tmp_path / "own.typ").write_text(f"{asking}\n#let report(data) = []")
        house = house_of(HouseStyle(pdf_template="own.typ"), tmp_path / "house.toml")
        with pytest.raises(InputError, match=r"own\.typ: the template does not work: it asks for a package, .* the network"):
            printed(make_report(), house)
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody came
            listening.accept()


def test_a_template_that_asks_for_a_file_beside_it_is_told_what_it_sees(make_report: Make, tmp_path: Path) -> None:
    (tmp_path / "own.typ").write_text('#let report(data) = image("crest.svg")')
    (tmp_path / "crest.svg").write_bytes(PICTURE)
    house = house_of(HouseStyle(pdf_template="own.typ"), tmp_path / "house.toml")
    seen = r"file not found \(searched at crest\.svg\); a template sees the files of the report alone\. Mend it"
    with pytest.raises(InputError, match=seen):
        printed(make_report(), house)


def test_a_template_that_only_speaks_of_packages_works(make_report: Make, tmp_path: Path) -> None:
    (tmp_path / "own.typ").write_text('// no "@preview" in here\n#import "wolds.typ": look\n#let report(data) = look(data)[@@]')
    house = house_of(HouseStyle(pdf_template="own.typ"), tmp_path / "house.toml")
    assert printed(make_report(), house).content.startswith(b"%PDF")


def test_a_template_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"title": "Slow", "keywords": []}')
    slow = "#let report(data) = { let sum = 0; for a in range(100000) { for b in range(100000) { sum += a * b } }; [#sum] }"
    (tmp_path / "template.typ").write_text(slow)
    with pytest.raises(TemplateFault, match="more than 2 seconds"):
        printed_apart(tmp_path, own_font=False, patience_s=2)


def test_a_table_of_few_tall_rows_goes_on_to_the_next_page_and_tears_no_row() -> None:
    rows = tuple((f"first{row}", f"{'word ' * 120}last{row}") for row in range(10))
    table = Table("", (Column("School"), Column("Why", width=1.4)), rows)
    pages = [page.extract_text() for page in read(printed(Report("Tall rows", "", (Heading(1, "Below"), table)))).pages]
    assert 1 < len(pages) < 6
    assert "first0" in pages[0], "the heading does not stand alone"
    words = [word for row in range(10) for word in (f"first{row}", f"last{row}")]
    homes = [[at for at, text in enumerate(pages) if word in text] for word in words]
    assert homes[::2] == homes[1::2]
    assert all(len(home) == 1 for home in homes)


@pytest.mark.parametrize("before", range(36, 42))
def test_the_caption_of_a_long_table_stands_on_the_page_where_it_begins(before: int) -> None:
    filler = tuple(Paragraph(f"Paragraph {number}.") for number in range(before))
    table = Table("What the table is of", (Column("School"),), tuple((f"School{row}! {'word ' * 99}",) for row in range(30)))
    pages = [page.extract_text() for page in read(printed(Report("A long table", "", (*filler, table)))).pages]
    (home,) = (text for text in pages if "What the table is of" in text)
    assert "School0!" in home


def test_a_row_longer_than_a_page_loses_no_word() -> None:
    rows = (("first", f"{'word ' * 2000}last"), ("second", "row"))
    made = read(printed(Report("A long row", "", (Table("", (Column("School"), Column("Why")), rows),))))
    assert text_of(made).count("word") == 2000
    for page in made.pages:
        assert min(baselines(page)) > 0, "no line runs off its page"


def test_the_same_report_gives_the_same_bytes(make_report: Make) -> None:
    assert printed(make_report()).content == printed(make_report()).content


@pytest.mark.parametrize("before", range(26, 38))
def test_words_that_lead_to_a_list_stand_on_its_page(before: int) -> None:
    filler = tuple(Paragraph(f"Paragraph {number}.") for number in range(before))
    report = Report("Plan", "", (*filler, Paragraph("Those that are not kept whole:"), Bullets(("The first of them",))))
    pages = [page.extract_text() for page in read(printed(report)).pages]
    (page,) = [page for page in pages if "Those that are not kept whole" in page]
    assert "The first of them" in page


@pytest.mark.parametrize("before", range(26, 38))
def test_a_short_list_stays_on_the_page_of_its_heading(before: int) -> None:
    filler = tuple(Paragraph(f"Paragraph {number}.") for number in range(before))
    settle = Bullets(tuple(f"Open question {number}" for number in range(5)))
    pages = [
        page.extract_text() for page in read(printed(Report("Plan", "", (*filler, Heading(1, "To be settled"), settle)))).pages
    ]
    (page,) = [page for page in pages if "To be settled" in page]
    assert all(f"Open question {number}" in page for number in range(5))


def test_a_list_longer_than_a_page_loses_no_item() -> None:
    made = read(printed(Report("Plan", "", (Bullets(tuple(f"Item{number}!" for number in range(120))),))))
    assert all(f"Item{number}!" in text_of(made) for number in range(120))
    assert all(min(baselines(page)) > 0 for page in made.pages), "no line runs off its page"
