"""A planner looks at the county from the start page, goes from a figure to its cluster and back, and takes the figures away."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from wolds.clustering.edits import EditError, KeepConfidential, SetModel, SetStage
from wolds.clustering.models import Model
from wolds.clustering.partnership import ConfidentialFact, Stage
from wolds.clustering.partnership.example import example_life
from wolds.widgets.partnership import RecordDialog

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


def focused(planner) -> list[QWidget]:
    """Where the Tab key leads from where the keyboard is, until it is there again."""
    first, met = QApplication.focusWidget(), []
    for _ in range(120):
        met.append(QApplication.focusWidget())
        planner.press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return met
    raise AssertionError("the Tab key never came back")


def test_the_tab_key_meets_every_card_button_chart_and_the_list(at_work):
    at_work.press(Qt.Key.Key_D, CTRL | ALT)
    page = shown(at_work)
    assert QApplication.focusWidget() is page.charts["model"]
    met = focused(at_work)
    cards = (page.placed, page.all, page.overdue, page.measures, page.money)
    buttons = (page.example_button, page.copy_button, page.export_button, page.back_button, page.all_button)
    charts = [chart for chart in page.charts.values() if chart.isVisible()]
    assert {*cards, *buttons, *charts, page.list} <= set(met)


def test_a_bar_and_then_a_row_are_clicked_and_from_the_panel_the_tab_key_goes_to_its_pages(at_work):
    one = at_work.cluster(4)
    at_work.document.do(SetStage(one.id, Stage.RUNNING))
    at_work.press(Qt.Key.Key_D, CTRL | ALT)
    page, panel = shown(at_work), at_work.window.views.partnership
    chart = page.charts["stage"]
    row = [bar.text for bar in chart.bars.bars].index("Running")
    at_work.click(chart.viewport(), chart.visualRect(chart.model().index(row, 0)).center())
    assert [state.cluster.id for state in page.list.rows.states] == [one.id]
    at_work.click(page.list.viewport(), page.list.visualRect(page.list.rows.index(0)).center())
    at_work.until(panel.isVisible)
    assert (panel.cluster, at_work.document.selection) == (one.id, frozenset(one.members))
    assert QApplication.focusWidget() is panel.chooser
    at_work.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.bar.buttons[0]
    for _ in range(2):
        at_work.press(Qt.Key.Key_Right)
    assert panel.action_plan.isVisible()
    at_work.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.action_plan.add_button
    at_work.press(Qt.Key.Key_Space)
    dialog = at_work.dialog(RecordDialog)
    at_work.until(dialog.editors["text"].hasFocus)
    at_work.write("Moderate maths together")
    at_work.press(Qt.Key.Key_Return)
    at_work.no_dialog()
    assert [action.text for action in at_work.plan.partnerships[one.id].actions] == ["Moderate maths together"]


SECRET = "Zebrahead leaves at Easter"


def everything(path: Path) -> bytes:
    """What a file says, what is packed in it unpacked."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return b"".join(book.read(name) for name in book.namelist())
    packed = re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL) if path.suffix == ".pdf" else []
    unpacked = [zlib.decompressobj().decompress(one) for one in packed if one[:1] == b"x"]
    return b"".join((data, *unpacked))


@pytest.mark.parametrize("suffix", ["png", "pdf", "html", "csv", "geojson"])
def test_the_tick_puts_what_is_confidential_into_no_picture_page_or_list(at_work, tmp_path, suffix):
    at_work.document.do(KeepConfidential(ConfidentialFact(urn=at_work.cluster(0).members[0], text=SECRET)))
    at_work.choose("export_confidential")
    export(at_work, tmp_path / f"one.{suffix}")
    said = everything(tmp_path / f"one.{suffix}")
    for spelt in (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode("utf-16-le"), b"Zebrahead"):
        assert spelt not in said
    assert "confidential" not in at_work.banner
    assert not at_work.window.commands["export_confidential"].isChecked()


def test_the_tick_is_for_one_workbook_and_pages_follow_one_another_in_one_window(at_work, tmp_path):
    at_work.document.do(KeepConfidential(ConfidentialFact(urn=at_work.cluster(0).members[0], text=SECRET)))
    at_work.choose("export_confidential")
    export(at_work, tmp_path / "ticked.xlsx")
    assert SECRET.encode() in everything(tmp_path / "ticked.xlsx")
    assert "with what is confidential" in at_work.banner
    for name in ("plain.xlsx", "map.html", "list.csv", "map.geojson", "again.html"):
        export(at_work, tmp_path / name)
        assert SECRET.encode() not in everything(tmp_path / name)


def export(planner, path: Path) -> None:
    planner.choose(f"export_{path.suffix[1:]}")
    planner.name_file(path)
    exporting = planner.window.exporting
    planner.until(lambda: path.exists() and not (exporting.job is not None and exporting.job.is_running), 60)
