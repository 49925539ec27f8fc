"""A planner takes the plan to committee: what shall be in the report, in whose style, written as a job."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdf
import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from wolds.app.window.reporting import ReportController
from wolds.clustering.reporting.committee import Part
from wolds.widgets.dialogs import ErrorDialog, QuestionDialog
from wolds.widgets.dialogs.report import ReportDialog, ReportWish


@pytest.fixture
def asking(at_work) -> tuple[object, ReportDialog]:
    at_work.choose("export_report")
    return at_work, at_work.dialog(ReportDialog)


def only(dialog: ReportDialog, *kept: Part) -> None:
    """Untick with the keyboard all but some parts, so that a test draws and writes little."""
    for part, tick in dialog.ticks.items():
        if tick.isChecked() and part not in kept:
            tick.setFocus()
            QTest.keyClick(tick, Qt.Key.Key_Space)


def wait_for_report(planner) -> None:
    planner.until(lambda: planner.window.reporting.job is not None and not planner.window.reporting.job.is_running, 60)


def test_the_dialog_says_what_the_report_will_hold_as_it_is_ticked(asking):
    _, dialog = asking
    assert "On each page: sample data" in dialog.outline.toPlainText()
    assert "ways" in dialog.outline.toPlainText()
    assert "Confidential" not in dialog.outline.toPlainText()
    assert dialog.logo.isHidden()
    QTest.keyClick(dialog.ticks[Part.TRAVEL], Qt.Key.Key_Space)
    assert "ways" not in dialog.outline.toPlainText()
    QTest.keyClick(dialog.ticks[Part.CONFIDENTIAL], Qt.Key.Key_Space)
    assert "each page is marked as confidential" in dialog.outline.toPlainText()


def test_a_report_is_written_in_both_formats(asking, tmp_path: Path):
    planner, dialog = asking
    only(dialog, Part.UNPLACED, Part.METHOD)
    dialog.title.setFocus()
    planner.write("Our schools")
    planner.press_button(dialog, "Write it…")
    planner.name_file(tmp_path / "paper.pdf")
    wait_for_report(planner)
    assert "The report was written: paper.pdf and paper.docx" in planner.banner
    assert pypdf.PdfReader(tmp_path / "paper.pdf").metadata.title == "Our schools"
    assert docx.Document(str(tmp_path / "paper.docx")).core_properties.title == "Our schools"


def test_maps_are_drawn_in_turns_while_the_report_is_written(asking, tmp_path: Path):
    planner, dialog = asking
    only(dialog, Part.MAPS, Part.CLUSTERS)
    dialog.formats.setCurrentIndex(1)
    planner.press_button(dialog, "Write it…")
    planner.name_file(tmp_path / "paper.pdf")
    wait_for_report(planner)
    reader = pypdf.PdfReader(tmp_path / "paper.pdf")
    headings = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert headings == ["Summary", "What is in this report", "The map", "The partnerships", "Existing relations"]
    assert list(tmp_path.iterdir()) == [tmp_path / "paper.pdf"]


def test_a_report_can_be_stopped_and_leaves_nothing(asking, tmp_path: Path):
    planner, dialog = asking
    wish = dialog.wish
    dialog.reject()
    job = planner.window.reporting.write(wish, (tmp_path / "paper.pdf", tmp_path / "paper.docx"))
    with planner.qtbot.waitSignal(job.progressed, timeout=20_000):
        pass
    job.cancel()
    wait_for_report(planner)
    assert planner.said == "Stopped. No file was left half written."
    assert list(tmp_path.iterdir()) == []


def test_closing_the_window_lets_go_of_a_report_that_is_being_written(asking, tmp_path: Path):
    planner, dialog = asking
    wish = dialog.wish
    dialog.reject()
    job = planner.window.reporting.write(wish, (tmp_path / "paper.pdf",))
    with planner.qtbot.waitSignal(job.progressed, timeout=20_000):
        pass
    planner.window._closing = True  # whatever is unsaved
    planner.window.close()
    assert QThreadPool.globalInstance().activeThreadCount() == 0, "nobody waited for it in vain"
    assert list(tmp_path.iterdir()) == []


def test_a_second_file_that_is_there_already_is_asked_about(asking, tmp_path: Path):
    planner, dialog = asking
    (tmp_path / "paper.docx").write_text("mine")
    only(dialog)
    planner.press_button(dialog, "Write it…")
    planner.name_file(tmp_path / "paper.pdf")
    question = planner.dialog(QuestionDialog)
    assert "paper.docx is there already" in question.accessibleDescription()
    planner.press_button(question, "Cancel")
    planner.no_dialog()
    assert planner.window.reporting.job is None
    assert (tmp_path / "paper.docx").read_text() == "mine"


def test_a_house_style_is_chosen_and_remembered(asking, tmp_path: Path):
    planner, dialog = asking
    (tmp_path / "house.toml").write_text(
        'organisation = "Fenshire"\npaper = "a3"\nintroduction = "Dear members"\nlogo = "l.svg"\n'
    )
    (tmp_path / "l.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L9 9"/></svg>')
    planner.press_button(dialog, "Choose…")
    planner.name_file(tmp_path / "house.toml")
    planner.until(lambda: dialog.house.text() == "Fenshire (house.toml)")
    assert dialog.paper.currentText() == "A3"
    assert dialog.logo.isVisible()
    assert not dialog.logo.pixmap().isNull()
    assert "Introduction: your words" in dialog.outline.toPlainText()
    dialog.reject()
    planner.choose("export_report")
    assert planner.dialog(ReportDialog).house.text() == "Fenshire (house.toml)"


def test_a_font_that_is_not_installed_is_said_in_the_dialog_and_when_it_is_written(asking, tmp_path: Path):
    planner, dialog = asking
    (tmp_path / "house.toml").write_text('font = "Council <b>Sans</b>"\n')
    planner.press_button(dialog, "Choose…")
    planner.name_file(tmp_path / "house.toml")
    planner.until(lambda: "The font Council <b>Sans</b> of the house style is not installed" in dialog.doubt.text())
    assert dialog.doubt.isVisible()
    assert dialog.doubt.textFormat() == Qt.TextFormat.PlainText
    assert "Source Sans 3 instead" in dialog.doubt.text()
    only(dialog)
    dialog.formats.setFocus()
    QTest.keyClick(dialog.formats, Qt.Key.Key_End)
    planner.press_button(dialog, "Write it…")
    planner.name_file(tmp_path / "paper.docx")
    wait_for_report(planner)
    assert "paper.docx; the font Council <b>Sans</b> of the house style is not installed" in planner.banner
    planner.choose("export_report")
    planner.press_button(planner.dialog(ReportDialog), "Use Wolds' own")
    assert not planner.dialog(ReportDialog).doubt.isVisible()


def test_a_house_style_is_put_aside_for_good(asking, tmp_path: Path):
    planner, dialog = asking
    assert not dialog.drop_house.isVisible()
    (tmp_path / "house.toml").write_text('organisation = "Fenshire"\nintroduction = "Dear members"\n')
    planner.press_button(dialog, "Choose…")
    planner.name_file(tmp_path / "house.toml")
    planner.until(lambda: dialog.house.text() == "Fenshire (house.toml)")
    planner.press_button(dialog, "Use Wolds' own")
    assert dialog.house.text() == "Wolds' own"
    assert "Introduction: your words" not in dialog.outline.toPlainText()
    dialog.reject()
    planner.choose("export_report")
    assert planner.dialog(ReportDialog).house.text() == "Wolds' own"
    assert planner.window.settings.house_file == ""


def test_a_house_style_that_is_wrong_is_refused_in_plain_words(asking, tmp_path: Path):
    planner, dialog = asking
    (tmp_path / "house.toml").write_text('acent = "#123456"\n')
    planner.press_button(dialog, "Choose…")
    planner.name_file(tmp_path / "house.toml")
    assert "Did you mean accent?" in planner.dialog(ErrorDialog).accessibleDescription()
    assert dialog.house.text() == "Wolds' own"


def test_a_house_style_that_is_gone_does_not_stand_in_the_way(at_work, tmp_path: Path):
    gone = at_work.window.settings.model_copy(update={"house_file": str(tmp_path / "gone.toml")})
    at_work.window.use_settings(gone)
    at_work.choose("export_report")
    assert at_work.dialog(ReportDialog).house.text() == "Wolds' own"
    assert "The house style was left out" in at_work.banner


def test_a_house_style_is_begun_and_opened_for_writing(asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    planner, dialog = asking
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    planner.press_button(dialog, "Begin one…")
    planner.name_file(tmp_path / "house.toml")
    planner.until(lambda: opened)
    assert "# Whose report it is" in (tmp_path / "house.toml").read_text(encoding="utf-8")
    assert dialog.house.text() == "house.toml"


def test_only_one_report_is_written_at_a_time(asking, tmp_path: Path):
    planner, dialog = asking
    wish: ReportWish = dialog.wish
    dialog.reject()
    controller: ReportController = planner.window.reporting
    job = controller.write(wish, (tmp_path / "paper.pdf",))
    assert controller.open() is None
    assert "A report is being written" in planner.banner
    job.cancel()
    wait_for_report(planner)


def test_every_button_of_the_dialog_is_reached_by_the_keyboard(asking):
    _, dialog = asking
    assert dialog.focusWidget() is dialog.title
    seen, at = set(), dialog.title
    for _ in range(40):
        seen.add(at)
        at = at.nextInFocusChain()
    assert {*dialog.ticks.values(), dialog.formats, dialog.paper, dialog.choose_house, dialog.write} <= seen
    assert all(one.accessibleName() or one.text() for one in dialog.findChildren(QPushButton) if one.isVisible())
