"""Next year's register: chosen, reviewed, gone on with as one step, taken back, saved, and found again after a crash."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QUndoView

from helpers.years import links_file, next_year
from wolds.app.home import recovery_folder
from wolds.app.planfile import open_project, pending
from wolds.app.planfile.recovery import Pending
from wolds.clustering import edits
from wolds.clustering.records import state_of
from wolds.clustering.refreshing import Group
from wolds.geo.supplied import SuppliedTravel, TravelSource
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.refreshing import RegisterChoice, RegisterDialog, ReviewDialog

NEW = 909_999


@dataclass(frozen=True)
class Year:
    """Two files, and the schools that they are about."""

    register: Path
    links: Path
    gone: int
    missing: int
    moved: int
    grown: int

    @property
    def choice(self) -> RegisterChoice:
        return RegisterChoice(self.register, self.links)


@pytest.fixture
def year(planned, tmp_path: Path) -> Year:
    """One school became an academy, one is gone, one moved, one grew."""
    first, second, third = list(planned.plan.clusters.values())[:3]
    gone, missing, moved, grown = first.members[0], second.members[0], third.members[0], third.members[1]
    row = planned.schools.position(moved)
    changes = {
        gone: {"EstablishmentStatus (name)": "Closed"},
        missing: None,
        moved: {"Northing": int(planned.schools.northing[row]) + 1_500},
        grown: {"NumberOfPupils": 2 * int(planned.schools.roll[planned.schools.position(grown)])},
    }
    opened = {NEW: (gone, {"EstablishmentName": "Wash Academy", "EstablishmentStatus (name)": "Open"})}
    register = next_year(tmp_path / "edubasealldata20270901.csv", changes, opened)
    return Year(register, links_file(tmp_path / "links.csv", (gone, NEW)), gone, missing, moved, grown)


def review_of(planner, year: Year) -> ReviewDialog:
    planner.window.refreshing.read(year.choice)
    return planner.dialog(ReviewDialog)


def test_a_plan_goes_on_with_next_years_register_and_is_taken_back_whole(at_work, year):
    plan, schools = at_work.plan, at_work.document.schools
    at_work.select(year.gone, year.moved)
    at_work.choose("refresh")
    asked = at_work.dialog(RegisterDialog)
    asked.activateWindow()
    assert not asked.look.isEnabled()
    asked.register.setFocus()
    QTest.keyClicks(asked.register, f'"{year.register}"')
    asked.links.setFocus()
    QTest.keyClicks(asked.links, str(year.links))
    QTest.keyClick(asked.links, Qt.Key.Key_Return)
    dialog = at_work.dialog(ReviewDialog)
    kinds = {(row.kind, row.urn) for row in dialog.model.rows if row.group == Group.CHANGE}
    assert kinds >= {("succeeded", year.gone), ("not in the register", year.missing), ("moved", year.moved)}
    assert kinds >= {("opened", NEW), ("roll", year.grown)}
    assert at_work.plan is plan, "a review changes nothing"
    at_work.press_button(dialog, "Go on with this register")
    at_work.no_dialog()
    assert at_work.plan.cluster_of[NEW] == plan.cluster_of[year.gone]
    assert year.missing not in at_work.plan.cluster_of
    assert at_work.document.selection == frozenset((year.gone, year.moved)), "the closed school is still in the register"
    names = {
        at_work.window.views.schools.model.index(row, 0).data() for row in range(at_work.window.views.schools.model.rowCount())
    }
    assert "Wash Academy" in names
    assert len(at_work.window.views.map.content.marks.points) == len(at_work.document.schools)
    assert "stands on edubasealldata20270901.csv now" in at_work.banner
    texts = [entry.text for entry in at_work.document.project.log]
    assert any(f"Before: {schools.source.file}" in text and schools.source.sha256 in text for text in texts)
    at_work.choose("undo")
    assert at_work.document.schools is schools
    assert at_work.plan is plan
    assert not at_work.banner
    at_work.choose("redo")
    assert at_work.plan.cluster_of[NEW] == plan.cluster_of[year.gone]


def test_the_review_is_filtered_searched_copied_and_saved_by_keyboard(at_work, year, tmp_path):
    dialog = review_of(at_work, year)
    dialog.activateWindow()
    every = len(dialog.model.rows)
    dialog.group.setFocus()
    QTest.keyClick(dialog.group, Qt.Key.Key_Down)
    assert {row.group for row in dialog.model.rows} == {Group.CHANGE}
    QTest.keyClick(dialog.group, Qt.Key.Key_Down)
    assert len({row.kind for row in dialog.model.rows}) == 1
    QTest.keyClick(dialog.group, Qt.Key.Key_Home)
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "wash acad")
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert 0 < len(dialog.model.rows) < every
    assert QApplication.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("What\tSchool\tBefore\tNow")
    assert len(lines) == 1 + len(dialog.model.rows)
    assert all("Wash Academy" in line for line in lines[1:])
    dialog.search.setFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert len(dialog.model.rows) == every, "Escape clears the search and leaves the review open"
    at_work.press_button(dialog, "Save the list…")
    at_work.name_file(tmp_path / "changes.csv")
    at_work.until(lambda: dialog.said.text() == f"Saved to {tmp_path / 'changes.csv'}")
    with (tmp_path / "changes.csv").open(encoding="utf-8-sig", newline="") as written:
        table = list(csv.DictReader(written))
    assert len(table) == every
    assert {line["What"] for line in table} >= {"succeeded", "moved", "roll", "opened"}
    assert (tmp_path / "changes.csv.about.txt").exists()
    assert dialog.isVisible()


def test_leaving_the_review_leaves_all_as_it_is(at_work, year):
    project = at_work.document.project
    dialog = review_of(at_work, year)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()
    assert at_work.document.project is project


def test_the_links_are_remembered_and_the_dialog_says_what_the_plan_stands_on(at_work, year):
    QTest.keyClick(review_of(at_work, year), Qt.Key.Key_Escape)
    at_work.no_dialog()
    at_work.choose("refresh")
    dialog = at_work.dialog(RegisterDialog)
    assert dialog.links.text() == str(year.links)
    assert dialog.register.text() == ""
    button = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Choose the register")
    at_work.click(button)
    at_work.name_file(year.register)
    assert dialog.register.text() == str(year.register)


def test_what_was_edited_while_the_register_was_read_is_in_the_review_and_in_the_plan(at_work, year):
    at_work.window.refreshing.read(year.choice)
    at_work.document.do(edits.SetSchoolNote(year.gone, "ask the vicar"))
    dialog = at_work.dialog(ReviewDialog)
    assert any(row.kind == "note" and row.urn == year.gone for row in dialog.model.rows)
    at_work.press_button(dialog, "Go on with this register")
    assert at_work.plan.school_notes[NEW] == "ask the vicar"


def test_travel_of_a_table_is_known_no_longer_for_a_school_that_moved_and_the_review_says_so(at_work, year):
    urns = at_work.document.schools.urn
    pairs = np.array([[year.moved, year.grown], [year.grown, year.missing]])
    figures = np.array([9_000.0, 8_000.0])
    travel = SuppliedTravel.of(pairs, figures, figures / 800, TravelSource("table", "table t.csv", "as the table says"), urns)
    at_work.document.travel_by(travel, "Travel by table t.csv")
    dialog = review_of(at_work, year)
    told = {(row.what, row.urn) for row in dialog.model.rows if row.group == Group.TRAVEL}
    assert told == {("moved, travel unknown", year.moved)}
    assert any(row.what == "followed: travel" and row.urn == NEW for row in dialog.model.rows), (
        "it stands where its forebear stood"
    )
    at_work.press_button(dialog, "Go on with this register")
    known = at_work.document.schools.supplied
    assert len(known) == 0
    assert not np.isin([year.moved, year.missing], known.urns).any()
    assert "without known travel" in at_work.banner
    at_work.choose("undo")
    assert at_work.document.schools.supplied is travel


def test_the_plan_is_saved_opened_again_and_recovered_on_its_new_register(at_work, year, tmp_path):
    at_work.save_to(tmp_path / "plan.gpkg")
    at_work.press_button(review_of(at_work, year), "Go on with this register")
    assert not at_work.document.is_clean
    kept: list[bool] = []
    at_work.window.saving.keep_for_recovery(lambda: kept.append(True))
    at_work.until(lambda: kept)
    (kept_file,) = recovery_folder().glob("*.json")
    recovered = Pending(kept_file).project()
    assert state_of(recovered) == state_of(at_work.document.project)
    assert recovered.schools.data_hash == at_work.document.schools.data_hash
    assert not pending(), "it belongs to a window that lives"
    at_work.choose("save")
    at_work.until(lambda: at_work.document.is_clean and not at_work.window.saving.job.is_running)
    opened = open_project(tmp_path / "plan.gpkg").project
    assert state_of(opened) == state_of(at_work.document.project)
    assert opened.schools.source == at_work.document.schools.source
    at_work.choose("undo")
    assert not at_work.document.is_clean, "the file holds the later register"


def test_the_report_of_the_register_is_that_of_the_one_the_plan_stands_on(at_work, year):
    at_work.press_button(review_of(at_work, year), "Go on with this register")
    at_work.choose("import_report")
    assert at_work.window.views.pages.currentWidget() is at_work.window.files.report_page
    at_work.choose("undo")
    at_work.choose("import_report")
    assert "belongs to a register that was just read" in at_work.banner


def test_the_same_register_needs_no_review(at_work):
    from wolds.resources.loader import sample_register_path

    at_work.window.refreshing.read(RegisterChoice(sample_register_path(), None))
    at_work.until(lambda: "this very register" in at_work.banner)


def test_a_file_that_is_no_register_is_refused_in_words(at_work, tmp_path):
    page = tmp_path / "register.csv"
    page.write_text("<!DOCTYPE html><title>Sign in</title>")
    before = at_work.document.project
    at_work.window.refreshing.read(RegisterChoice(page, None))
    assert "this is a web page, not a register" in at_work.dialog(ErrorDialog).accessibleDescription()
    assert at_work.document.project is before


def test_a_plan_that_is_looked_at_offers_a_copy_instead(planner, planned):
    planner.document.open(planned, look_only=True)
    planner.window.show_plan()
    planner.choose("refresh")
    assert "Work on a copy" in planner.banner
    assert not planner.dialogs(RegisterDialog)


def test_what_is_still_being_typed_when_the_review_comes_is_kept(at_work, year):
    box = at_work.window.views.rules.travel.cap.number.box
    at_work.window.refreshing.read(year.choice)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "23")
    dialog = at_work.dialog(ReviewDialog)
    at_work.press_button(dialog, "Go on with this register")
    assert at_work.plan.rules.cap_minutes == 23


def test_the_history_leads_back_past_the_register_and_forward_again(at_work, year):
    at_work.document.do(edits.SetSchoolNote(year.grown, "before"))
    at_work.press_button(review_of(at_work, year), "Go on with this register")
    at_work.document.do(edits.SetSchoolNote(year.grown, "after"))
    at_work.window.views.docks["history"].show()
    at_work.window.views.docks["history"].raise_()
    steps = at_work.window.views.docks["history"].findChild(QUndoView)
    texts = [steps.model().index(row, 0).data() for row in range(steps.model().rowCount())]
    assert texts[1] == "Go on with edubasealldata20270901.csv"
    at_work.click(steps.viewport(), steps.visualRect(steps.model().index(0, 0)).center())
    assert at_work.document.schools.source.file == "register.csv"
    assert at_work.plan.school_notes[year.grown] == "before"
    last = steps.model().index(steps.model().rowCount() - 1, 0)
    at_work.click(steps.viewport(), steps.visualRect(last).center())
    assert at_work.document.schools.source.file == "edubasealldata20270901.csv"
    at_work.choose("redo")
    assert at_work.plan.school_notes[year.grown] == "after"


@pytest.mark.parametrize("command", ["dashboard", "compare", "partners", "church", "relations", "explain_plan", "near_misses"])
def test_whatever_else_is_open_follows_to_the_newer_register_and_back(at_work, year, command):
    at_work.choose(command)
    at_work.press_button(review_of(at_work, year), "Go on with this register")
    at_work.until(lambda: at_work.document.schools.source.file != "register.csv")
    for step in ("undo", "redo", "undo"):
        at_work.choose(step)
        QApplication.processEvents()
    assert at_work.document.schools.source.file == "register.csv"
    assert at_work.document.scoreboard.plan.placed == 170
