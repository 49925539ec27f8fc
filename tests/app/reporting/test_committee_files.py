"""The committee report as files: its maps are vectors in PDF and sharp in Word, and hostile text stays text."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdf
import pytest

from helpers.payloads import IN_TYPST, IN_WORD
from helpers.reported import SECRET, reported
from wolds.app.replacing import WriteFailed
from wolds.app.reporting.committee import Ordered, drawn, report_name, report_of, write_report
from wolds.clustering.reporting.committee import Part
from wolds.clustering.reporting.committee.source import USUAL
from wolds.geo.errors import Cancelled
from wolds.geo.progress import Unwatched

HOSTILE = ("<script>alert(1)</script>", IN_TYPST[0], IN_TYPST[6], IN_WORD[0], IN_WORD[5], "x" * 400)


@pytest.fixture(scope="module")
def ordered() -> Ordered:
    exported, log = reported(is_sample=True)
    return Ordered(exported, log)


@pytest.fixture(scope="module")
def maps(ordered: Ordered) -> dict[str, bytes]:
    return drawn(ordered, Unwatched())


def test_every_figure_has_its_map_without_fonts(ordered: Ordered, maps: dict[str, bytes]) -> None:
    assert set(maps) == {figure.name for figure in report_of(ordered).figures}
    assert all(b"<svg" in svg and b"<text" not in svg and b"<image" not in svg for svg in maps.values())


def test_the_pdf_has_vector_maps_with_words_for_the_ear(ordered: Ordered, maps: dict[str, bytes], tmp_path: Path) -> None:
    assert write_report(ordered, maps, tmp_path / "report.pdf") == ""
    reader = pypdf.PdfReader(tmp_path / "report.pdf")
    assert [image for page in reader.pages for image in page.images] == []
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "does not assess any school for closure" in " ".join(text.split())
    assert all("Sample data" in page.extract_text() for page in reader.pages)
    assert SECRET not in text


def test_word_has_a_picture_for_each_map(ordered: Ordered, maps: dict[str, bytes], tmp_path: Path) -> None:
    write_report(ordered, maps, tmp_path / "report.docx")
    document = docx.Document(str(tmp_path / "report.docx"))
    spoken = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(spoken) == len(maps)
    assert len({shape._inline.docPr.id for shape in document.inline_shapes}) == len(maps)
    assert spoken[0].startswith("Map of the plan: 6 schools in 2 partnerships, 1 in none.")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_is_shown_and_does_nothing(text: str, tmp_path: Path) -> None:
    exported, log = reported(text)
    evil = Ordered(exported, log, parts=frozenset(Part))
    maps = drawn(evil, Unwatched())
    for ending in ("pdf", "docx"):
        write_report(evil, maps, tmp_path / f"report.{ending}")
    shown = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    letters = re.sub(r"[\s\u200b]", "", text)
    if letters.isascii():
        assert letters[:120] in re.sub(r"[\s\u200b]", "", shown)
    assert docx.Document(str(tmp_path / "report.docx")).tables


def test_stopping_between_maps_ends_the_work(ordered: Ordered) -> None:
    class Impatient(Unwatched):
        def should_stop(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        drawn(ordered, Impatient())


def test_without_maps_nothing_is_drawn(ordered: Ordered) -> None:
    bare = Ordered(ordered.exported, ordered.log, parts=USUAL - {Part.MAPS})
    assert drawn(bare, Unwatched()) == {}
    assert list(report_of(bare).figures) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c:d*?", "..", "", "CON\x00", "x" * 500])
def test_a_name_of_a_file_stays_in_its_folder(name: str) -> None:
    made = report_name(name)
    assert made == Path(made).name
    assert made.endswith("report")
    assert len(made) <= 90


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    ordered: Ordered, maps: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.pdf").write_bytes(b"old")

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(WriteFailed, match="no space left on device"):
            write_report(ordered, maps, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_the_maps_are_the_same_each_time(ordered: Ordered, maps: dict[str, bytes]) -> None:
    assert drawn(ordered, Unwatched()) == maps
