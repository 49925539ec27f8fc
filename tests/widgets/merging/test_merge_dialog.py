"""The review before another plan is merged: ticks by mouse and key, what it would do, and one answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from helpers.editing import done
from helpers.windows import heard, opened
from wolds.clustering.edits import (
    EditContext,
    LockClusters,
    MergeClusters,
    MoveSchools,
    NewCluster,
    RenameCluster,
    SetSchoolNote,
)
from wolds.clustering.merging import MergeReview
from wolds.widgets.merging import MergeDialog

Warn = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def reviews(bench) -> dict[str, MergeReview]:
    """Theirs: a name and a note, a new cluster, and in another scenario the two clusters as one."""
    context = EditContext(bench.schools, bench.standing, bench.plan)
    first = next(iter(bench.plan.clusters))
    named = done(context, RenameCluster(first, "The <b>Fen</b>"), SetSchoolNote(900004, "ask"), NewCluster((900007,), "South"))
    merged = done(context, MergeClusters(tuple(bench.plan.clusters)))
    locked = done(context, LockClusters((first,), True))
    return {
        "Theirs": MergeReview.of(context, named.plan, bench.schools, "theirs.gpkg"),
        "One": MergeReview.of(locked, merged.plan, bench.schools, "theirs.gpkg"),
        "Same": MergeReview.of(context, replace(bench.plan), bench.schools, "theirs.gpkg"),
    }


@pytest.fixture
def dialog(qtbot, reviews) -> MergeDialog:
    made = MergeDialog("theirs.gpkg", reviews)
    made.shown.connect(lambda _, taken: made.show_impact(f"{len(taken)} would be taken") if taken else None)
    QAbstractItemModelTester(made.model, Warn, made)
    return opened(qtbot, made)


def kinds(dialog: MergeDialog) -> list[str]:
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def test_what_only_adds_is_ticked_at_first_and_conflicts_are_not(dialog):
    assert kinds(dialog) == ["Clusters", "Name", "Note on a school"]
    assert dialog.model.taken == {0, 2}
    assert dialog.merge.text() == "&Merge 2 of 3"
    assert dialog.impact.text() == "Working out what that does …"
    assert dialog.theirs.text().startswith("South (")


def test_space_and_a_click_tick_a_row_and_what_it_would_do_follows(dialog):
    shown = heard(dialog.shown)
    dialog.activateWindow()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.theirs.text() == "The <b>Fen</b>"
    assert dialog.standing.text() == "Both say something: choose."
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.model.taken == {0, 1, 2}
    box = dialog.table.visualRect(dialog.model.index(0, 0))
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 11, box.center().y()))
    assert dialog.model.taken == {1, 2}
    assert [set(taken) for _, taken in shown] == [{0, 1, 2}, {1, 2}]
    assert dialog.impact.text() == "2 would be taken"


def test_buttons_take_all_or_nothing_and_nothing_cannot_be_merged(dialog):
    QTest.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.model.taken == {0, 1, 2}
    QTest.mouseClick(dialog.none_button, Qt.MouseButton.LeftButton)
    assert dialog.model.taken == frozenset()
    assert not dialog.merge.isEnabled()
    assert dialog.impact.text() == "Nothing is taken: ours stays."
    QTest.mouseClick(dialog.new_button, Qt.MouseButton.LeftButton)
    assert dialog.model.taken == {0, 2}


def test_merging_says_what_is_taken_once_and_cancel_says_nothing(qtbot, dialog, reviews):
    taken = heard(dialog.taken)
    QTest.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    assert taken == [(reviews["Theirs"], frozenset({0, 2}))]
    other = opened(qtbot, MergeDialog("theirs.gpkg", reviews))
    taken = heard(other.taken)
    QTest.keyClick(other, Qt.Key.Key_Escape)
    assert taken == []


def test_another_scenario_of_theirs_is_reviewed_and_what_is_locked_has_no_tick(dialog, reviews):
    dialog.scenario.setFocus()
    QTest.keyClick(dialog.scenario, Qt.Key.Key_Down)
    assert dialog.review is reviews["One"]
    index = dialog.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    assert "locked" in dialog.standing.text()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.model.taken == frozenset()
    dialog.scenario.setCurrentText("Same")
    assert dialog.content.is_empty
    assert dialog.content.empty.heading == "Nothing differs"
    assert not dialog.all_button.isEnabled()


def test_a_row_is_said_whole_and_shows_its_schools(dialog):
    shown = heard(dialog.zoom_requested)
    said = dialog.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Name of ")
    assert said.endswith("Theirs: The <b>Fen</b>. Both say something: choose.")
    dialog.table.selectRow(2)
    assert shown == [frozenset({900004})]
    assert "&lt;b&gt;" in dialog.model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)


def test_what_is_looked_at_is_named_in_full_with_who_moves_and_stays_in_sight(qtbot, bench):
    context = EditContext(bench.schools, bench.standing, bench.plan)
    first, second = list(bench.plan.clusters.values())[:2]
    moved = done(context, MoveSchools(first.members[:1], second.id))
    noted = done(moved, *(SetSchoolNote(urn, "a long thought " * 90) for urn in bench.schools.urn.tolist()))
    made = opened(qtbot, MergeDialog("theirs.gpkg", {"A": MergeReview.of(context, noted.plan, bench.schools, "theirs.gpkg")}))
    name = bench.schools.name_of(first.members[0])
    assert made.moves.text() == f"Who moves: {name} from {first.name} to {second.name}"
    assert made.subject.text().startswith("Clusters: ")
    made.activateWindow()
    made.table.setFocus()
    for _ in range(made.model.rowCount() - 1):
        QTest.keyClick(made.table, Qt.Key.Key_Down)
        qtbot.waitUntil(
            lambda: made.table.viewport().rect().contains(made.table.visualRect(made.table.currentIndex()).center())
        )
    assert made.moves.isHidden()
    assert made.subject.text() == f"Note on a school: {bench.schools.name_of(int(bench.schools.urn[-1]))}"
