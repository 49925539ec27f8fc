"""A planner looks at the county from the start page, goes from a figure to its cluster and back, and takes the figures away."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits import EditError, KeepConfidential, SetModel, SetStage
from wolds.clustering.models import Model
from wolds.clustering.partnership import ConfidentialFact, Stage
from wolds.clustering.partnership.example import example_life

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def shown(planner):
    """The page, once it is in sight."""
    page = planner.window.views.dashboard
    planner.until(page.isVisible)
    return page


def test_from_the_start_page_a_plan_is_opened_first_and_an_unplanned_county_says_what_to_do(planner):
    planner.click(planner.window.views.start.dashboard)
    assert planner.banner.startswith("Which county?")
    planner.answer("Sample county")
    page = shown(planner)
    assert page.pages.empty.heading == "There are no clusters yet"


def test_a_figure_leads_to_its_cluster_on_the_map_and_to_its_partnership(at_work):
    one = at_work.cluster(4)
    at_work.document.do(SetStage(one.id, Stage.RUNNING))
    at_work.press(Qt.Key.Key_D, CTRL | ALT)
    page = shown(at_work)
    chart = page.charts["stage"]
    row = [bar.text for bar in chart.bars.bars].index("Running")
    place = chart.visualRect(chart.model().index(row, 0)).topLeft() + QPoint(40, 8)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    at_work.press(Qt.Key.Key_Return)
    at_work.press(Qt.Key.Key_Return)
    at_work.until(at_work.window.views.partnership.isVisible)
    assert at_work.document.selection == frozenset(one.members)
    assert at_work.window.views.partnership.cluster == one.id
    view = at_work.window.views.map
    at_work.until(lambda: all(view.viewport().rect().contains(at_work.place_of(urn)) for urn in one.members))
    near = view.camera.scale
    at_work.choose("fit")
    at_work.until(lambda: view.camera.scale != near)
    at_work.press(Qt.Key.Key_D, CTRL | ALT)
    assert shown(at_work).charts["stage"].key == Stage.RUNNING.value


def test_the_page_follows_undo_and_redo_while_it_is_in_sight(at_work):
    one = at_work.cluster(0)
    at_work.document.do(SetModel(one.id, Model.SOFT_FEDERATION, None, date(2001, 1, 1), date(2000, 1, 1)))
    at_work.press(Qt.Key.Key_D, CTRL | ALT)
    page = shown(at_work)
    assert page.overdue.figure.text() == "1"
    at_work.press(Qt.Key.Key_Z, CTRL)
    assert page.overdue.figure.text() == "0"
    at_work.choose("redo")
    assert page.county.by_model[Model.SOFT_FEDERATION] == (one.id,)


def test_out_of_sight_nothing_is_reckoned(at_work, monkeypatch):
    asked = []
    monkeypatch.setattr(at_work.window.dashboard._watch, "dashboard", lambda *_: asked.append(1))
    at_work.document.do(SetStage(at_work.cluster(0).id, Stage.RUNNING))
    assert asked == []


def test_a_country_is_worked_out_in_parts_between_which_the_window_answers(at_work, monkeypatch):
    monkeypatch.setattr("wolds.app.window.dashboard._AT_ONCE", 7)
    at_work.choose("dashboard")
    page = at_work.window.views.dashboard
    assert page.pages.empty.heading == "Working out the figures"
    at_work.until(lambda: not page.pages.is_empty)
    assert page.all.figure.text() == str(len(at_work.plan.clusters))


def test_the_figures_are_saved_for_a_spreadsheet(at_work, tmp_path):
    at_work.choose("dashboard")
    at_work.click(shown(at_work).export_button)
    at_work.name_file(tmp_path / "county.csv")
    at_work.until(lambda: "Saved to" in at_work.said)
    with (tmp_path / "county.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    count = str(len(at_work.plan.clusters))
    assert ["Stage", "idea", count, "clusters", count, " ".join(sorted(at_work.plan.clusters))] in rows


def test_the_sample_county_is_filled_with_an_example_in_one_step_and_no_other_county_is_offered_one(at_work):
    at_work.choose("dashboard")
    page = shown(at_work)
    at_work.click(page.example_button)
    assert not page.example_button.isVisible()
    assert all(len(group) for group in (page.county.overdue, page.county.warned["no-measure"], page.county.spending))
    assert len([stage for stage, ids in page.county.by_stage.items() if ids]) >= 4
    at_work.press(Qt.Key.Key_Z, CTRL)
    assert at_work.plan.partnerships == {}
    assert page.example_button.isVisible()
    real = replace(at_work.document.schools, source=replace(at_work.document.schools.source, is_sample=False))
    at_work.take(replace(at_work.document.project, schools=real))
    at_work.choose("dashboard")
    assert not shown(at_work).example_button.isVisible()
    with pytest.raises(EditError, match="Only the sample county"):
        example_life(at_work.document.context, date(2026, 9, 1))


def test_what_is_confidential_leaves_with_the_one_export_that_it_was_ticked_for(at_work, tmp_path):
    fact = ConfidentialFact(cluster=at_work.cluster(0).id, text="The head leaves at Easter")
    at_work.document.do(KeepConfidential(fact))
    for name, ticked in (("plain.json", False), ("ticked.json", True), ("again.json", False)):
        if ticked:
            at_work.choose("export_confidential")
        at_work.choose("export_json")
        at_work.name_file(tmp_path / name)
        at_work.until(lambda name=name: (tmp_path / name).exists() and not at_work.window.exporting.job.is_running)
        assert (fact.text in (tmp_path / name).read_text(encoding="utf-8")) == ticked
        assert not at_work.window.commands["export_confidential"].isChecked()


def test_the_way_back_and_the_schools_not_placed_are_a_press_away(at_work):
    at_work.choose("dashboard")
    at_work.click(shown(at_work).back_button)
    assert at_work.window.views.map.isVisible()
    at_work.choose("dashboard")
    at_work.click(shown(at_work).placed)
    at_work.until(at_work.window.views.unplaced.isVisible)
    assert QApplication.focusWidget() is at_work.window.views.unplaced.list
