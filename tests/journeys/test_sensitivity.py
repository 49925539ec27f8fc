"""A planner asks how sure the plan is: a sweep in the background, its chart and table, and what survives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wolds.clustering import edits


@pytest.fixture
def sweeping(at_work):
    at_work.choose("sensitivity")
    at_work.until(lambda: at_work.window.sweeping.window.isVisible())
    return at_work


def run(planner) -> None:
    planner.click(planner.window.sweeping.window.form.run_button)
    planner.until(lambda: not planner.window.sweeping.is_running, 60)


def test_a_sweep_fills_chart_and_table_while_the_window_stays_awake(sweeping, tmp_path: Path):
    window = sweeping.window.sweeping.window
    run(sweeping)
    assert [row.value for row in window.model.rows] == list(window.form.figures)
    now = next(row for row in window.model.rows if row.value == sweeping.plan.rules.cap_minutes)
    assert len(now.kept) == len(sweeping.plan.clusters), "the plan is the best one at its own figure"
    assert len(window.survival.clusters) == len(sweeping.plan.clusters)

    sweeping.click(window.export_button)
    sweeping.name_file(tmp_path / "figures.csv")
    sweeping.until(lambda: (tmp_path / "figures.csv").exists())
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [int(line["placed"]) for line in written] == [row.placed for row in window.model.rows]


def test_escape_does_not_lose_the_rows_and_cancel_keeps_those_that_are_known(sweeping):
    window, sweep = sweeping.window.sweeping.window, sweeping.window.sweeping
    sweeping.click(window.form.run_button)
    sweeping.until(lambda: window.model.rows, 60)
    sweeping.click(window.jobs.cancel)
    sweeping.until(lambda: not sweep.is_running)
    known = len(window.model.rows)
    assert 0 < known < len(window.form.figures)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    sweeping.choose("sensitivity")
    assert len(window.model.rows) == known


def test_a_sweep_that_ends_before_the_first_figure_says_how_to_begin_and_can_be_run_again(sweeping):
    window, sweep = sweeping.window.sweeping.window, sweeping.window.sweeping
    hint = window.content.currentIndex()
    sweeping.click(window.form.run_button)
    assert window.content.currentIndex() != hint
    sweeping.click(window.jobs.cancel)
    sweeping.until(lambda: not sweep.is_running)
    assert not window.model.rows
    assert window.content.currentIndex() == hint
    sweeping.click(window.form.run_button)
    sweeping.click(window.form.run_button)  # and at once again: the end of the first is nothing to the second
    sweeping.until(lambda: not sweep.is_running, 60)
    assert [row.value for row in window.model.rows] == list(window.form.figures)
    assert window.content.currentIndex() != hint


def test_an_edit_before_the_first_figure_marks_the_sweep_as_older_from_its_first_row_on(sweeping):
    window, sweep = sweeping.window.sweeping.window, sweeping.window.sweeping
    sweeping.click(window.form.run_button)
    sweeping.document.do(edits.MoveSchools((sweeping.cluster(0).members[0],), None))
    assert not window.model.rows
    sweeping.until(lambda: window.model.rows, 60)
    assert window.stale.isVisible()
    sweeping.click(window.jobs.cancel)
    sweeping.until(lambda: not sweep.is_running)
    assert window.stale.isVisible()
    sweeping.choose("undo")
    assert not window.stale.isVisible()


def test_a_figure_that_was_on_its_way_is_not_shown_among_the_schools_of_another_register(sweeping, county):
    from wolds.clustering.project import Project
    from wolds.geo.schools import Schools

    window, sweep = sweeping.window.sweeping.window, sweeping.window.sweeping
    sweeping.click(window.form.run_button)
    sweeping.until(lambda: window.model.rows, 60)
    row = window.model.rows[0]
    other = Schools(county.schools.frame.copy(), county.schools.source)
    sweeping.take(Project(other, (county.plan,)))
    sweep._report(row)  # as the office delivers what was posted before the stop
    assert not window.model.rows
    sweeping.until(lambda: not sweep.is_running)
    assert not window.model.rows


def test_a_cluster_that_survives_is_shown_on_the_map(sweeping):
    run(sweeping)
    window = sweeping.window.sweeping.window
    window.tabs.setCurrentWidget(window.survivors)
    sweeping.click(window.survivors.viewport(), window.survivors.visualRect(window.survival.index(0, 0)).center())
    assert sweeping.document.selection == set(window.survival.clusters[0].members)


def test_a_figure_is_put_into_the_rules_as_one_step(sweeping):
    run(sweeping)
    window, before = sweeping.window.sweeping.window, sweeping.plan.rules
    window.table.selectRow(0)
    sweeping.click(window.use_button)
    assert sweeping.plan.rules.cap_minutes == window.model.rows[0].value
    assert window.stale.isVisible()
    assert not window.use_button.isEnabled(), "it is in force now"
    was = next(place for place, row in enumerate(window.model.rows) if row.value == before.cap_minutes)
    window.table.selectRow(was)
    assert window.use_button.isEnabled(), "the figure of before can be put back"
    sweeping.choose("undo")
    assert sweeping.plan.rules == before
    assert not window.stale.isVisible()
    assert not window.use_button.isEnabled()


def test_figures_that_cannot_be_are_explained_before_anything_is_worked_out(sweeping):
    from wolds.widgets.dialogs import ErrorDialog

    window = sweeping.window.sweeping.window
    window.form.what.setCurrentIndex(window.form.what.findData("size_min"))
    window.form.start.setValue(sweeping.plan.rules.size_max + 1)
    window.form.stop.setValue(sweeping.plan.rules.size_max + 2)
    run(sweeping)
    dialog = sweeping.dialog(ErrorDialog)
    assert "size" in dialog.accessibleDescription()
    assert not window.model.rows


def test_an_edit_marks_the_sweep_as_older(sweeping):
    run(sweeping)
    sweeping.document.do(edits.MoveSchools((sweeping.cluster(0).members[0],), None))
    assert sweeping.window.sweeping.window.stale.isVisible()
