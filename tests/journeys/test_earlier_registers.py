"""The registers that a plan has stood on: found again after save and reopen, looked into, brought out, gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from helpers.years import links_file, next_year
from wolds.clustering.records import plan_record
from wolds.geo.registers import read_register
from wolds.widgets.dialogs import ErrorDialog, QuestionDialog
from wolds.widgets.refreshing import (
    KeptReviewDialog,
    RegisterChoice,
    RegistersDialog,
    ReviewDialog,
    SchoolHistoryDialog,
)

NEW = 909_999
Warn = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def gone(planned) -> int:
    """The school that becomes an academy."""
    return next(iter(planned.plan.clusters.values())).members[0]


@pytest.fixture
def grown(planned) -> int:
    return next(iter(planned.plan.clusters.values())).members[1]


@pytest.fixture
def went_on(at_work, gone: int, grown: int, tmp_path: Path):
    """A plan that went on with next year's register, was saved and is opened again."""
    changes = {gone: {"EstablishmentStatus (name)": "Closed"}, grown: {"NumberOfPupils": 199}}
    opened = {NEW: (gone, {"EstablishmentName": "Wash Academy", "EstablishmentStatus (name)": "Open"})}
    register = next_year(tmp_path / "edubasealldata20270901.csv", changes, opened)
    at_work.then = at_work.plan, at_work.document.schools
    at_work.window.refreshing.read(RegisterChoice(register, links_file(tmp_path / "links.csv", (gone, NEW))))
    at_work.press_button(at_work.dialog(ReviewDialog), "Go on with this register")
    at_work.no_dialog()
    at_work.save_to(tmp_path / "plan.gpkg")
    at_work.window.files.open_plan(tmp_path / "plan.gpkg")
    at_work.until(lambda: not at_work.window.files.job.is_running and not at_work.document.undo_group.canUndo())
    return at_work


def registers(planner) -> RegistersDialog:
    planner.choose("registers")
    return planner.dialog(RegistersDialog)


def test_the_registers_are_listed_with_date_schools_and_hash(went_on) -> None:
    dialog = registers(went_on)
    QAbstractItemModelTester(dialog.model, Warn, dialog)
    _, before = went_on.then
    now, then = (dialog.model.cells(one) for one in dialog.model.registers)
    assert now[:2] == ("edubasealldata20270901.csv", "2027-09-01")
    assert then[:4] == (before.source.file, before.source.register_date, str(len(before)), before.data_hash[:12])
    assert then[4].startswith("until 20")
    assert before.data_hash in dialog.details.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Up)
    assert not any(one.isEnabled() for one in (dialog.review, dialog.save, dialog.back))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    went_on.no_dialog()


def test_what_was_reviewed_is_looked_at_again(went_on, gone: int, grown: int, tmp_path: Path) -> None:
    dialog = registers(went_on)
    went_on.click(dialog.review)
    review = went_on.dialog(KeptReviewDialog)
    kinds = {(row.kind, row.urn) for row in review.model.rows}
    assert kinds >= {("succeeded", gone), ("opened", NEW), ("roll", grown)}
    plan = went_on.plan
    QTest.keyClick(review.table, Qt.Key.Key_Return)
    assert review.isVisible(), "there is nothing to agree to"
    went_on.click(review.save_button)
    went_on.name_file(tmp_path / "what.csv")
    went_on.until((tmp_path / "what.csv.about.txt").exists)
    assert "what.csv" in review.said.text(), "it is said where the person looks"
    about = (tmp_path / "what.csv.about.txt").read_text("utf-8")
    left = went_on.document.project.formers[0]
    for line in (f"Hash of the schools: {went_on.document.schools.data_hash}", f"Hash of its schools: {left.data_hash}"):
        assert line in about.splitlines()
    QTest.keyClick(review, Qt.Key.Key_Escape)
    assert went_on.plan is plan


def test_a_former_register_is_brought_out_as_it_was(went_on, tmp_path: Path) -> None:
    dialog = registers(went_on)
    went_on.click(dialog.save)
    went_on.name_file(tmp_path / "old.csv")
    assert "old.csv" in dialog.said.text()
    went_on.until(lambda: dialog.said.text() == f"Saved to {tmp_path / 'old.csv'}")
    assert dialog.said.isVisible()
    assert (tmp_path / "old.csv.about.txt").exists()
    _, before = went_on.then
    assert read_register(tmp_path / "old.csv").schools.data_hash == before.data_hash


def test_a_school_is_seen_through_all_registers(went_on, gone: int, grown: int) -> None:
    _, before = went_on.then
    went_on.select(grown)
    went_on.choose("school_before")
    dialog = went_on.dialog(SchoolHistoryDialog)
    QAbstractItemModelTester(dialog.model, Warn, dialog)
    roll = int(before.roll[before.position(grown)])
    assert [dialog.model.words("roll", column) for column in range(3)] == ["Pupils on roll", str(roll), "199"]
    assert dialog.model.names == ("roll",)
    QTest.keyClick(dialog.every, Qt.Key.Key_Space)
    assert len(dialog.model.names) == 27
    dialog.table.setFocus()
    QTest.keySequence(dialog.table, "Ctrl+C")
    assert f"Pupils on roll\t{roll}\t199" in QGuiApplication.clipboard().text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    went_on.no_dialog()
    went_on.select(NEW)
    went_on.choose("school_before")
    dialog = went_on.dialog(SchoolHistoryDialog)
    assert [dialog.model.words("urn", column) for column in (1, 2)] == [str(gone), str(NEW)]


def test_the_plan_goes_back_after_save_and_reopen_as_one_step(went_on, gone: int) -> None:
    plan, schools = went_on.then
    newer = went_on.document.project
    went_on.click(registers(went_on).back)
    went_on.press_button(went_on.dialog(QuestionDialog), "Go back to it")
    went_on.until(lambda: went_on.document.schools.data_hash == schools.data_hash)
    assert plan_record(went_on.plan) == plan_record(plan)
    assert [one.source.file for one in went_on.document.project.formers] == [schools.source.file, "edubasealldata20270901.csv"]
    went_on.choose("undo")
    assert went_on.plan is newer.plan
    assert went_on.document.project.formers == newer.formers
    went_on.choose("redo")
    assert went_on.plan.cluster_of[gone] == plan.cluster_of[gone]


def test_a_damaged_register_is_told_when_the_plan_opens_and_takes_nothing_with_it(went_on, tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "plan.gpkg"
    with sqlite3.connect(path) as file:
        file.execute("UPDATE former_registers SET schools_gz = x'00'")
    file.close()
    went_on.window.files.open_plan(path)
    went_on.until(lambda: "is damaged" in went_on.banner)
    dialog = registers(went_on)
    assert "its schools cannot be read" in dialog.damage.text()
    went_on.click(dialog.save)
    went_on.name_file(tmp_path / "old.csv")
    assert "is damaged in this plan file" in went_on.dialog(ErrorDialog).accessibleDescription()
    assert not (tmp_path / "old.csv").exists()
    assert not dialog.said.isVisible(), "nothing is being saved any more"


def test_a_plan_on_its_first_register_says_so(at_work) -> None:
    dialog = registers(at_work)
    assert dialog.details.text() == "The plan has stood on this register alone."
    assert not dialog.back.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()
    at_work.select(next(iter(at_work.plan.cluster_of)))
    at_work.choose("school_before")
    assert "has stood on one register alone" in at_work.banner
