"""The window of sensitivity, fed with real sweeps of a tiny county; mouse and keys in form, chart, table and list."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from helpers.windows import heard
from wolds.clustering.exploring import present_clusters, sweep
from wolds.clustering.rules import Rules
from wolds.geo.progress import Unwatched
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.exploring import SensitivityWindow
from wolds.widgets.exploring.sweep_words import columns
from wolds.widgets.theme import colours_of

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test
VALUES = (1.0, 3.0, 5.0, 7.0, 9.0)


@pytest.fixture
def window(qtbot, context) -> SensitivityWindow:
    made = SensitivityWindow()
    for model in (made.model, made.survival):
        QAbstractItemModelTester(model, Warn, made)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_rules(context.plan.rules)
    return made


@pytest.fixture
def swept(window, context) -> SensitivityWindow:
    window.begin(context.plan.rules)
    window.show_present(present_clusters(context, Unwatched()))
    for row in sweep(context, "cap_km", VALUES):
        window.add_row(row)
    QApplication.processEvents()
    return window


def test_the_form_suggests_a_range_round_the_figure_in_force(window):
    form = window.form
    assert form.chosen == "cap_km"
    assert form.figures == (3, 4, 5, 6, 7, 8, 9, 10, 11)
    window.show_rules(Rules(cap_km=None, cap_minutes=20))
    assert form.chosen == "cap_minutes"
    assert 20 in form.figures


@pytest.mark.parametrize("what", ["cap_km", "cap_minutes", "size_min", "size_max", "roll_min", "roll_max", "fall"])
def test_everything_can_be_varied_and_what_is_suggested_can_be_worked_out(window, context, what):
    asked = heard(window.run_requested)
    window.form.what.setCurrentIndex(window.form.what.findData(what))
    QTest.mouseClick(window.form.run_button, Qt.MouseButton.LeftButton)
    assert asked[0][0] == what
    rows = sweep(context, what, asked[0][1][:2])
    assert [row.value for row in rows] == list(asked[0][1][:2])


def test_a_fall_in_roll_is_suggested_at_5_10_and_20_per_cent(window):
    window.form.what.setCurrentIndex(window.form.what.findData("fall"))
    assert {5, 10, 20} <= set(window.form.figures)


def test_figures_are_typed_and_enter_runs(window):
    asked = heard(window.run_requested)
    window.activateWindow()
    for box, text in ((window.form.start, "2"), (window.form.stop, "4"), (window.form.step, "0.5")):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
    QTest.keyClick(window.form.step, Qt.Key.Key_Return)
    assert asked == [("cap_km", (2.0, 2.5, 3.0, 3.5, 4.0))]


def test_a_range_upside_down_or_too_long_cannot_be_run(window):
    window.form.start.setValue(9)
    window.form.stop.setValue(3)
    assert not window.form.run_button.isEnabled()
    assert "range" in window.form.count.text()
    window.form.stop.setValue(150)
    window.form.step.setValue(0.1)
    assert not window.form.run_button.isEnabled()


def test_the_table_has_a_row_for_each_figure_in_words_and_numbers(swept, context):
    rows = sweep(context, "cap_km", VALUES)
    model = swept.model
    assert model.rowCount() == len(rows)
    for place, row in enumerate(rows):
        texts = [model.index(place, column).data() for column in range(model.columnCount())]
        assert texts[:4] == [f"{row.value:g} km", str(row.placed), str(row.unplaced), str(row.clusters)]
        assert texts[-1] == "Proven best"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == f"Placed: {rows[0].placed}"


def test_every_figure_of_the_table_can_be_read_whole_and_its_columns_fill_it(window, context):
    window.begin(context.plan.rules)
    long = replace(sweep(context, "cap_km", VALUES[:1])[0], travel_km=1_234_567_890.5, mean_km=123_456_789.5)
    for row in (*sweep(context, "cap_km", VALUES), long):
        window.add_row(row)
    QApplication.processEvents()
    table = window.table
    assert all(table.columnWidth(at) >= table.sizeHintForColumn(at) for at in range(table.model().columnCount()))
    assert table.horizontalHeader().length() >= table.viewport().width()


def test_a_click_on_a_point_chooses_its_row_and_a_row_chosen_marks_its_points(swept):
    for picture in range(4):
        place = 1 + picture
        QTest.mouseClick(swept.chart, Qt.MouseButton.LeftButton, pos=swept.chart.point(picture, place).toPoint())
        assert swept.table.currentIndex().row() == place
    swept.table.selectRow(0)
    assert swept.chart.current == 0
    assert swept.chart.accessibleDescription().startswith("1 km: Schools placed")


def test_the_arrow_keys_go_from_point_to_point_and_stop_at_the_ends(swept):
    swept.activateWindow()
    swept.chart.setFocus()
    for key, place in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 4), (Qt.Key.Key_Right, 4)):
        QTest.keyClick(swept.chart, key)
        assert swept.chart.current == swept.table.currentIndex().row() == place
    for key, place in ((Qt.Key.Key_Left, 3), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Left, 0)):
        QTest.keyClick(swept.chart, key)
        assert swept.chart.current == place


def test_a_point_says_what_it_stands_for_under_the_mouse(swept):
    QTest.mouseMove(swept.chart, swept.chart.point(0, 2).toPoint())
    assert swept.chart.toolTip().startswith("5 km\nSchools placed: ")
    QTest.mouseMove(swept.chart, swept.chart.rect().center())
    assert not swept.chart.toolTip()


def test_points_lie_higher_the_more_there_are(swept):
    rows = swept.model.rows
    most = max(range(len(rows)), key=lambda place: rows[place].placed)
    least = min(range(len(rows)), key=lambda place: rows[place].placed)
    assert rows[most].placed > rows[least].placed
    assert swept.chart.point(0, most).y() < swept.chart.point(0, least).y()
    xs = [swept.chart.point(0, place).x() for place in range(len(rows))]
    assert xs == sorted(xs)


def test_the_chart_is_drawn_at_twice_the_density_with_the_points_where_the_mouse_finds_them(swept):
    chart = swept.chart
    image = QImage(chart.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    chart.render(image)
    ground = colours_of(chart.palette()).surface
    at = chart.point(1, 4) * 2
    assert image.pixelColor(at.toPoint()).name() != ground
    empty = QPointF(chart.width() - 4, chart.height() - 4) * 2
    assert image.pixelColor(empty.toPoint()).name() == ground


def test_rows_are_copied_for_a_spreadsheet_by_key_and_button(swept):
    swept.activateWindow()
    swept.table.setFocus()
    swept.table.selectRow(1)
    QTest.keyClick(swept.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
    assert lines[0] == [column.title for column in columns()]
    assert len(lines) == 2
    assert float(lines[1][0]) == 3
    swept.table.clearSelection()
    QTest.mouseClick(swept.copy_button, Qt.MouseButton.LeftButton)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(VALUES)


def figures_in(sentence: str) -> set[float]:
    """The figures of the sweep that a sentence speaks of."""
    if "every figure" in sentence:
        return set(VALUES) if "Stands" in sentence else set()
    told = sentence.split("figures: ")[-1].split("rule at ")[-1]
    found: set[float] = set()
    for part in re.split(r", | and ", told.rstrip(".")):
        ends = [float(number) for number in re.findall(r"[0-9.]+(?= | km|$)", part)]
        found |= {value for value in VALUES if ends and ends[0] <= value <= ends[-1]}
    return found


def test_clusters_that_survive_are_listed_most_lasting_first_and_shown_on_the_map(swept, context):
    swept.tabs.setCurrentWidget(swept.survivors)
    model, rows = swept.survival, swept.model.rows
    kept = [sum(cluster.id in row.kept for row in rows) for cluster in model.clusters]
    assert kept == sorted(kept, reverse=True)
    assert len(model.clusters) == len(context.plan.clusters)
    for place, cluster in enumerate(model.clusters):
        sentence, foot = (model.index(place, 0).data(role) for role in (SENTENCE_ROLE, FOOT_ROLE))
        assert figures_in(sentence) == {row.value for row in rows if cluster.id in row.kept}
        assert figures_in(foot) == {row.value for row in rows if cluster.id not in row.still_allowed}
    shown = heard(swept.show_requested)
    at = swept.survivors.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(swept.survivors.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(swept.survivors, Qt.Key.Key_Up)
    QTest.keyClick(swept.survivors, Qt.Key.Key_Return)
    assert shown == [frozenset(model.clusters[1].members), frozenset(model.clusters[0].members)]


def test_only_another_figure_of_a_rule_can_be_put_into_the_rules(swept, context):
    asked = heard(swept.figure_requested)
    swept.table.selectRow(VALUES.index(7.0))
    assert not swept.use_button.isEnabled(), "it is in force already"
    swept.table.selectRow(VALUES.index(9.0))
    QTest.mouseClick(swept.use_button, Qt.MouseButton.LeftButton)
    assert asked == [("cap_km", 9.0)]
    swept.begin(context.plan.rules)
    for row in sweep(context, "fall", (0, 10)):
        swept.add_row(row)
    swept.table.selectRow(1)
    assert not swept.use_button.isEnabled(), "nobody sets a fall in roll"


def test_enter_in_chart_table_and_list_does_not_start_the_sweep_anew(swept):
    asked = heard(swept.run_requested)
    swept.activateWindow()
    for tab, widget in ((0, swept.chart), (0, swept.table), (1, swept.survivors)):
        swept.tabs.setCurrentIndex(tab)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert asked == []
    assert swept.isVisible()


def test_a_new_sweep_starts_empty_and_a_stale_one_can_be_run_again(swept, context):
    asked = heard(swept.run_requested)
    swept.set_stale(True)
    QTest.mouseClick(swept.stale.button, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    swept.begin(context.plan.rules)
    assert swept.model.rowCount() == swept.survival.rowCount() == 0
    assert not swept.stale.isVisible()
    assert not swept.export_button.isEnabled()
