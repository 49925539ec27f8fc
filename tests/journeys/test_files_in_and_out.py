"""Registers and plans in, by dialog, drop and recent list; files that are not what they say; exports; settings."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from wolds.app.exporting import FORMATS
from wolds.clustering.edits import RenameScenario, SetEligibility, SetRules
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools
from wolds.resources.loader import sample_boundaries_path, sample_register_path, sample_roads_path
from wolds.widgets.dialogs import ErrorDialog, NewPlanDialog, QuestionDialog, SettingsDialog


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_register_path(), tmp_path / f"edubasealldata20240901{sample_register_path().suffix}"))


def drop(window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)  # a real drop starts a loop of its own, which no test survives


def test_a_register_is_opened_read_reported_on_and_begun_with(planner, register):
    planner.choose("open_register")
    planner.name_file(register)
    planner.until(lambda: planner.window.files.report_page.isVisible())
    assert planner.document.is_open
    planner.window.files.report_page.closed.emit()
    dialog = planner.dialog(NewPlanDialog)
    assert "schools to be placed" in dialog.count.text()
    planner.press_button(dialog, "Start the plan")
    planner.no_dialog()
    assert planner.plan.eligibility.roll_max == 209
    assert "F5" in planner.banner
    planner.choose("undo")
    assert planner.plan.eligibility.roll_max is None
    assert str(register) in planner.window.settings.recent_files


def test_the_report_on_a_register_is_kept_as_text_that_says_of_what_it_is(planner, register, tmp_path: Path):
    planner.choose("open_register")
    planner.name_file(register)
    planner.until(lambda: planner.window.files.report_page.isVisible())
    planner.click(planner.window.files.report_page.save)
    planner.name_file(tmp_path / "report.txt")
    planner.until((tmp_path / "report.txt").exists)
    text = (tmp_path / "report.txt").read_text("utf-8")
    assert f"SHA-256 {planner.document.schools.source.sha256}" in text
    assert f"Made with: Wolds {version('wolds')}" in text
    assert "Made at: 20" in text


def test_a_file_dropped_on_the_window_is_opened(planner, register, planned, tmp_path: Path):
    drop(planner.window, register)
    planner.until(lambda: planner.document.is_open)
    planner.save_to(tmp_path / "p.gpkg")
    planner.take(planned)
    drop(planner.window, tmp_path / "p.gpkg")
    planner.press_button(planner.dialog(QuestionDialog), "Open it instead")
    planner.until(lambda: planner.window.saving.file.path == tmp_path / "p.gpkg")


def test_of_several_files_dropped_at_once_it_is_said_that_one_is_taken(at_work, tmp_path: Path):
    rules = tmp_path / "mine.toml"
    rules.write_text("version = 1\n[rules]\ncap_km = 9.0\n", encoding="utf-8")
    drop(at_work.window, rules, tmp_path / "other.csv")
    at_work.until(lambda: at_work.plan.rules.cap_km == 9.0)
    assert "only mine.toml is taken" in at_work.banner


@pytest.mark.parametrize("page", ["map", "start"])
def test_rules_and_roads_that_are_dropped_go_into_the_open_plan_whatever_page_is_shown(at_work, tmp_path: Path, page: str):
    rules = at_work.plan.rules
    at_work.choose("save_rules")
    at_work.name_file(tmp_path / "rules.toml")
    at_work.document.do(SetRules(rules.model_copy(update={"roll_min": 77})))
    at_work.choose("start") if page == "start" else None
    drop(at_work.window.views.start if page == "start" else at_work.window, tmp_path / "rules.toml")
    assert at_work.plan.rules == rules
    assert at_work.window.views.map.isVisible()
    roads = Path(shutil.copy(sample_roads_path(), tmp_path / "our roads.osm.gz"))
    at_work.choose("start") if page == "start" else None
    drop(at_work.window.views.start if page == "start" else at_work.window, roads)
    at_work.until(lambda: at_work.document.schools.supplied is not None)
    assert "From now on" in at_work.banner


def test_an_idea_dropped_on_the_start_page_is_not_opened_over_the_plan(at_work, tmp_path: Path):
    at_work.save_to(tmp_path / "p.gpkg")
    at_work.choose("start")
    drop(at_work.window.views.start, tmp_path / "p.gpkg")
    at_work.press_button(at_work.dialog(QuestionDialog), "Cancel")
    at_work.no_dialog()


BAD = {
    "empty.csv": b"",
    "words.csv": b"this is not a register at all\n1,2,3\n",
    "binary.csv": bytes(range(256)) * 40,
    "empty.gpkg": b"",
    "text.gpkg": b"hello",
    "other.gpkg": b"SQLite format 3\x00" + bytes(2_000),
    "broken.zip": b"PK\x03\x04nothing",
    "broken.gz": b"\x1f\x8bnothing",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_what_it_says_is_refused_in_plain_words_and_nothing_is_lost(at_work, tmp_path: Path, name: str):
    before = at_work.document.project
    (tmp_path / name).write_bytes(BAD[name])
    at_work.window.files.open_any(tmp_path / name)
    dialog = at_work.dialog(ErrorDialog)
    words = dialog.accessibleDescription()
    assert "not opened" in words
    assert "Traceback" not in words
    assert not dialog.log.isVisible(), f"foreseen, and said in words of its own: {words}"
    at_work.press_button(dialog, "Close")
    assert at_work.document.project is before


def test_a_recent_file_that_is_gone_is_greyed_and_can_be_taken_out(planner, register):
    planner.window.files.open_register(register)
    planner.until(lambda: planner.document.is_open)
    register.unlink()
    planner.window.files.refresh_start()
    planner.choose("start")
    recent = planner.window.views.start.recent
    assert "not found" in recent.list.item(0).text()
    recent.list.setCurrentRow(0)
    QTest.keyClick(recent.list, Qt.Key.Key_Delete)
    planner.until(lambda: not planner.window.settings.recent_files)
    planner.click(planner.window.views.start.back)
    assert planner.window.views.map.isVisible()


def test_reading_is_let_go_at_once_when_it_is_cancelled(at_work, register):
    before = at_work.document.project
    at_work.window.files.open_register(register)
    begun = time.monotonic()
    at_work.click(at_work.window.desk.status.jobs.cancel)
    at_work.until(lambda: not at_work.window.files.job.is_running, 5)
    assert time.monotonic() - begun < 2.0, "half a second, with room for a busy machine"
    assert at_work.document.project is before
    assert "nothing was opened" in at_work.said


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "geojson", "json", "html", "png", "pdf"])
def test_the_plan_is_handed_on_in_every_format(at_work, tmp_path: Path, suffix: str):
    at_work.choose(f"export_{suffix}")
    at_work.name_file(tmp_path / "out")
    at_work.until(lambda: "Exported to" in at_work.banner)
    content = (tmp_path / f"out.{suffix}").read_bytes()
    starts = {
        "csv": b"\xef\xbb\xbfURN",
        "xlsx": b"PK",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "geojson": b"{",
        "json": b"{",
        "html": b"<",
    }
    assert content.startswith(starts[suffix])
    assert [button.text() for button in at_work.window.views.banner.buttons] == ["Open it", "Open the folder"]


def test_the_export_key_opens_the_formats_and_letters_choose_one(at_work, tmp_path: Path):
    at_work.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    menu = at_work.window.commands["export"].menu()
    assert QApplication.activePopupWidget() is menu
    assert menu.activeAction() is menu.actions()[0], "Enter takes the first"
    QTest.keyClick(menu, Qt.Key.Key_W)
    at_work.name_file(tmp_path / "all of it")
    at_work.until(lambda: "Exported to" in at_work.banner)
    assert (tmp_path / "all of it.xlsx").read_bytes().startswith(b"PK")


def test_the_export_button_opens_every_format_each_with_a_letter_and_a_tip(at_work):
    commands = at_work.window.commands
    menu = commands["export"].menu()
    opened = []

    def look() -> None:
        opened.append(QApplication.activePopupWidget())
        menu.close()

    QTimer.singleShot(200, look)  # a press on the button returns when its menu is closed
    at_work.click(at_work.window.toolbar.widgetForAction(commands["export"]))
    at_work.until(lambda: opened)
    assert opened == [menu]
    assert commands["export"] in at_work.window.menus["File"].actions()
    entries = menu.actions()
    others = {"export_report", "export_reports", "export_confidential"}
    assert {entry.objectName() for entry in entries} == others | {f"export_{suffix[1:]}" for suffix in FORMATS}
    assert all(entry.isEnabled() and entry.toolTip() != entry.text() for entry in entries)
    letters = [entry.text()[entry.text().index("&") + 1].casefold() for entry in entries]
    assert len(set(letters)) == len(entries)
    assert menu.toolTipsVisible()


def test_an_export_that_cannot_be_written_says_why(at_work, tmp_path: Path):
    at_work.window.exporting.export(tmp_path / "gone" / "out.png")
    dialog = at_work.dialog(ErrorDialog)
    assert "could not be written" in dialog.accessibleDescription()
    at_work.window.exporting.export(tmp_path / "out.docx")
    assert "No export ends in .docx" in at_work.banner


def test_the_map_is_printed_to_pdf(at_work, tmp_path: Path):
    at_work.choose("print")
    at_work.name_file(tmp_path / "map")
    at_work.until(lambda: (tmp_path / "map.pdf").exists())


def test_settings_panels_and_columns_are_kept_between_runs(at_work, make_window, planned):
    window = at_work.window
    at_work.choose("settings")
    dialog = at_work.dialog(SettingsDialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.autosave.setValue(5)
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    assert window.palette().window().color().lightness() < 100, "the look changes at once"
    window.views.schools.columns.show_column("town", False)
    window.views.clusters.columns.show_column("roll", False)
    window.views.docks["history"].close()
    window._closing = True
    window.close()

    again = make_window()
    again.take(planned)
    assert again.window.settings.theme == "dark"
    assert again.window.settings.autosave_seconds == 5
    assert again.window.views.docks["history"].isHidden()
    assert "town" not in [
        again.window.views.schools.columns._keys[s] for s in again.window.views.schools.columns.shown_sections()
    ]
    assert "roll" not in [
        again.window.views.clusters.columns._keys[s] for s in again.window.views.clusters.columns.shown_sections()
    ]
    again.window.use_settings(again.window.settings.model_copy(update={"theme": "light"}))
    assert again.window.palette().window().color().lightness() > 200


def test_the_table_shows_at_first_who_takes_part_and_clear_shows_all(at_work):
    view = at_work.window.views.schools
    assert "take part" in view.bar.count.text()
    shown = view.table.model().rowCount()
    at_work.click(view.bar.clear_button)
    assert view.table.model().rowCount() == len(at_work.document.schools) > shown


def test_boundaries_follow_the_authorities_that_are_planned_for(at_work, county):
    shown = at_work.window.views.map.content
    at_work.until(lambda: [area.name for area in shown.areas] == ["Saltfenshire", "Withermereshire"])  # the sample's own
    theirs = county.with_plan(Plan(eligibility=Eligibility(la_codes=("990",))))
    at_work.take(replace(theirs, schools=Schools.from_frame(county.schools.frame.copy())))
    at_work.until(lambda: [area.name for area in shown.areas] == ["Saltfenshire"])
    assert all(outline.guessed for outline in shown.outlines)
    at_work.document.do(SetEligibility(Eligibility(la_codes=("991",))))
    at_work.until(lambda: [area.name for area in shown.areas] == ["Withermereshire"])
    at_work.document.do(SetEligibility(Eligibility()))
    at_work.until(lambda: not shown.areas)


def test_boundaries_that_were_attached_stay_until_another_register_comes(at_work, county):
    shown = at_work.window.views.map.content
    at_work.until(lambda: shown.areas)
    at_work.window.mapping.attach_outlines(sample_boundaries_path())
    at_work.until(lambda: at_work.window.mapping._attached)
    at_work.document.do(SetEligibility(Eligibility(la_codes=("990",))))
    assert len(shown.areas) == 2
    at_work.take(replace(county, schools=Schools.from_frame(county.schools.frame.copy())))
    at_work.until(lambda: [area.name for area in shown.areas] == ["Saltfenshire"])
    assert all(outline.guessed for outline in shown.outlines)


@pytest.mark.parametrize("name", ["Within 2.5 km", "v1.2", "10/12 km", "../../elsewhere"])
def test_an_export_is_offered_under_the_plans_name_whatever_stands_in_it(at_work, tmp_path: Path, name: str):
    at_work.document.do(RenameScenario(name))
    at_work.window.use_settings(at_work.window.settings.model_copy(update={"last_folder": str(tmp_path)}))
    at_work.choose("export_csv")
    offered = Path(at_work.dialog(QFileDialog).selectedFiles()[0])
    assert offered.parent == tmp_path
    assert offered.suffix == ".csv"
    QTest.keyClick(at_work.dialog(QFileDialog), Qt.Key.Key_Escape)
    at_work.no_dialog()
    assert not list(tmp_path.glob("**/*.csv")), "nothing is written where the question was left"


def test_a_name_with_a_dot_in_it_gets_its_ending_too(at_work, tmp_path: Path):
    at_work.choose("export_csv")
    at_work.name_file(tmp_path / "within 2.5 km")
    at_work.until(lambda: "Exported to" in at_work.banner)
    assert (tmp_path / "within 2.5 km.csv").is_file()


def test_an_ending_is_never_added_over_a_file_that_nobody_was_asked_about(at_work, tmp_path: Path):
    there = tmp_path / "within 2.5 km.csv"
    there.write_text("mine")
    at_work.choose("export_csv")
    at_work.name_file(tmp_path / "within 2.5 km")
    at_work.until(lambda: "No export ends in .5 km" in at_work.banner)
    assert there.read_text() == "mine"
