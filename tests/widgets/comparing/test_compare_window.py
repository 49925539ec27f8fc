"""The window of comparing, fed with real comparisons of a tiny county; mouse and keys in list, table, chart, lists and map."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from helpers.windows import heard
from wolds.clustering.comparing import Comparison, Side, compare
from wolds.clustering.edits import EditContext
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.rules import Rules
from wolds.widgets.common.sentences import SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.comparing import CompareWindow, PlanChoice
from wolds.widgets.comparing.chart import KEYS
from wolds.widgets.comparing.movers import mover_columns
from wolds.widgets.theme import DARK, apply_theme, colours_of

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test
CHOICES = [
    PlanChoice("Scenario A", "A scenario of this plan"),
    PlanChoice("Scenario B", "A scenario of this plan"),
    PlanChoice("Today's federations", "As if they were a plan", is_today=True),
    PlanChoice("b: Scenario A", "/somewhere/b.gpkg", from_file=True),
]
WEST, EAST = (900001, 900002, 900003), (900004, 900005, 900006)


def side(bench, name, *groups):
    made = {f"C{n:03}": Cluster(f"C{n:03}", n, f"{name} {n}", members, n) for n, members in enumerate(groups, 1)}
    return Side(name, plan_with(made, bench.plan), bench.schools)


@pytest.fixture
def comparison(bench) -> Comparison:
    """A has West and East; in B Claxby has moved from one to the other; in C all are one."""
    rules = Rules(cap_km=12.0, size_min=2, size_max=6, roll_min=None)
    context = EditContext(bench.schools, bench.standing, replace(bench.plan, rules=rules))
    sides = [
        side(bench, "A", WEST, EAST),
        side(bench, "B", WEST[:2], (WEST[2], *EAST)),
        side(bench, "C", (*WEST, *EAST)),
    ]
    return compare(context, sides)


@pytest.fixture
def window(qtbot) -> CompareWindow:
    made = CompareWindow()
    for model in (made.model, made.differences.movers, made.differences.fates):
        QAbstractItemModelTester(model, Warn, made)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def compared(window, comparison) -> CompareWindow:
    window.show_comparison(comparison)
    window.show_pairing(0, 1, comparison.pairing(0, 1))
    QApplication.processEvents()
    return window


# Choosing ---------------------------------------------------------------------------------------------------------


def test_two_to_five_ticked_plans_can_be_compared_and_space_ticks(window):
    asked = heard(window.compare_requested)
    window.show_choices(CHOICES, [0])
    choices = window.choices
    assert not choices.compare_button.isEnabled()
    window.activateWindow()
    choices.list.setFocus()
    QTest.keyClick(choices.list, Qt.Key.Key_Return)
    assert asked == []
    QTest.keyClick(choices.list, Qt.Key.Key_End)
    QTest.keyClick(choices.list, Qt.Key.Key_Space)
    assert choices.ticked == (0, 3)
    QTest.keyClick(choices.list, Qt.Key.Key_Return)
    QTest.mouseClick(choices.compare_button, Qt.MouseButton.LeftButton)
    assert asked == [((0, 3), 0)] * 2


def test_six_are_too_many(window):
    window.show_choices([*CHOICES, *(PlanChoice(f"c: {n}", "") for n in range(3))], range(6))
    assert not window.choices.compare_button.isEnabled()
    assert window.choices.hint.text() == "6 ticked; tick 2 to 5"


def test_any_ticked_plan_but_todays_federations_may_be_what_all_are_scored_by(window):
    asked = heard(window.compare_requested)
    window.show_choices(CHOICES, [1, 2, 3])
    box = window.choices.ground
    assert [box.itemText(place) for place in range(box.count())] == ["Scenario B", "b: Scenario A"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    window.choices.compare()
    assert asked == [((1, 2, 3), 3)]
    window.show_choices(CHOICES[2:3], [0])
    assert window.choices.ground_place == -1


def test_only_plans_of_other_files_can_be_taken_out_of_the_list(window):
    removed, added = heard(window.remove_requested), heard(window.add_requested)
    window.show_choices(CHOICES, [])
    window.choices.list.setCurrentRow(0)
    QTest.keyClick(window.choices.list, Qt.Key.Key_Delete)
    assert not window.choices.remove_button.isEnabled()
    window.choices.list.setCurrentRow(3)
    QTest.mouseClick(window.choices.remove_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(window.choices.list, Qt.Key.Key_Delete)
    assert removed == [3, 3]
    QTest.mouseClick(window.choices.add_button, Qt.MouseButton.LeftButton)
    assert len(added) == 1


# Measures ---------------------------------------------------------------------------------------------------------


def test_the_better_figure_is_marked_by_a_sign_bold_type_and_words(compared):
    model, row = compared.model, compared.model.row_of("longest_km")
    cells = [model.index(row, column) for column in (1, 2, 3)]
    assert [cell.data() for cell in cells] == ["2.2 km", "11.1 km", "12.0 km"]
    assert [cell.data(Qt.ItemDataRole.DecorationRole) is not None for cell in cells] == [True, False, False]
    assert cells[0].data(Qt.ItemDataRole.FontRole).bold()
    assert cells[0].data(Qt.ItemDataRole.AccessibleTextRole) == "A: Longest pair 2.2 km, the better one"
    assert cells[1].data(Qt.ItemDataRole.AccessibleTextRole) == "B: Longest pair 11.1 km"
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)] == ["Measure", "A", "B", "C"]


def test_a_click_on_a_bar_chooses_its_figure_and_a_figure_chosen_marks_its_bar(compared):
    chart, table = compared.chart, compared.table
    column = [key for key in KEYS if compared.model.row_of(key) >= 0].index("clusters")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar(column, 1).center().toPoint())
    assert (table.currentIndex().row(), table.currentIndex().column()) == (compared.model.row_of("clusters"), 2)
    table.setCurrentIndex(compared.model.index(compared.model.row_of("placed"), 3))
    assert chart.current == ("placed", 2)
    assert chart.accessibleDescription() == "C: Schools placed (of 7) 6"
    table.setCurrentIndex(compared.model.index(compared.model.row_of("broken_rules"), 1))
    assert chart.current is None


def test_the_arrow_keys_go_from_bar_to_bar_and_stop_at_the_ends(compared):
    chart = compared.chart
    compared.activateWindow()
    chart.setFocus()
    steps = ((Qt.Key.Key_Right, ("placed", 0)), (Qt.Key.Key_Up, ("placed", 0)), (Qt.Key.Key_Down, ("placed", 1)))
    for key, at in (*steps, (Qt.Key.Key_Right, ("partner_km", 1)), (Qt.Key.Key_Left, ("placed", 1))):
        QTest.keyClick(chart, key)
        assert chart.current == at


def test_bars_say_what_they_stand_for_and_are_as_long_as_their_values(compared):
    chart = compared.chart
    QTest.mouseMove(chart, chart.bar(1, 0).center().toPoint())
    assert "Mean travel of a school to its partners" in chart.toolTip()
    QTest.mouseMove(chart, QPointF(2, 2).toPoint())
    assert chart.toolTip() == ""
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    chart.render(image)
    lengths = []
    for row in range(3):
        box, ground = chart.bar(2, row), colours_of(chart.palette()).surface
        y = round(box.top() + 9)
        line = [image.pixelColor(x, y).name() for x in range(round(box.left()) + 2, round(box.right()))]
        lengths.append(line.index(ground))
    assert lengths[0] == pytest.approx(lengths[1], abs=2)
    assert lengths[2] == pytest.approx(lengths[0] / 2, abs=4), "two clusters, two, one"


@pytest.mark.parametrize("keys", [True, False])
def test_the_table_in_sight_goes_to_the_clipboard(compared, keys):
    def copy():
        if keys:
            compared.activateWindow()
            (compared.table if compared.tabs.currentIndex() == 0 else compared.differences.table).setFocus()
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.mouseClick(compared.copy_button, Qt.MouseButton.LeftButton)
        return QGuiApplication.clipboard().text().splitlines()

    lines = copy()
    assert lines[0] == "Measure\tA\tB\tC"
    assert "Clusters\t2\t2\t1" in lines
    assert next(line for line in lines if line.startswith("Longest pair")).split("\t")[:2] == ["Longest pair, km", "2.236"]
    compared.tabs.setCurrentIndex(1)
    lines = copy()
    assert lines[0].startswith("URN\tSchool\tFrom\tTo")
    assert lines[1].startswith("900003\tClaxby Primary\tA 1\tB 2")


def test_the_list_of_clusters_goes_to_the_clipboard_where_it_is_in_sight(compared):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    page.tabs.setCurrentIndex(1)
    compared.activateWindow()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    by_key = QGuiApplication.clipboard().text()
    assert by_key.splitlines() == [
        "What becomes of it\tIn words\tSchools\tURNs",
        "Changed\tA 1 changes: Claxby Primary leaves.\t3\t900001 900002 900003",
        "Changed\tA 2 changes: Claxby Primary joins.\t4\t900003 900004 900005 900006",
    ]
    assert compared.said.text() == "Copied for a spreadsheet, rows: 2."
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(compared.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == by_key


def test_the_chart_is_told_in_words_whole_or_the_bar_that_is_chosen(compared):
    whole = compared.spoken.text()
    assert "Least travel to partners of plans that keep every rule: A (" in whole
    assert whole in compared.chart.accessibleDescription()
    chart = compared.chart
    column = [key for key in KEYS if compared.model.row_of(key) >= 0].index("clusters")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar(column, 2).center().toPoint())
    assert compared.spoken.text() == "C: Clusters 1."
    compared.forget()
    assert compared.spoken.text() == ""


def test_a_long_name_is_short_in_its_heading_and_whole_for_a_screen_reader(compared, comparison):
    name = "Large partnerships of up to eight schools each"
    plans = (replace(comparison.plans[0], side=replace(comparison.plans[0].side, name=name)), *comparison.plans[1:])
    compared.show_comparison(replace(comparison, plans=plans))
    head = [
        compared.model.headerData(1, Qt.Orientation.Horizontal, role)
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    ]
    assert head == ["Large partner … schools each", name, plain_tip(name)]


def test_an_old_comparison_is_asked_for_again_only_while_enough_plans_are_ticked(compared):
    asked = heard(compared.compare_requested)
    compared.show_choices(CHOICES, [0, 1])
    compared.set_stale(True)
    QTest.mouseClick(compared.stale.button, Qt.MouseButton.LeftButton)
    assert asked == [((0, 1), 0)]
    compared.show_choices(CHOICES[1:], [0])
    assert not compared.stale.button.isEnabled()
    compared.choices.list.setFocus()
    QTest.keyClick(compared.choices.list, Qt.Key.Key_End)
    QTest.keyClick(compared.choices.list, Qt.Key.Key_Space)
    assert compared.stale.button.isEnabled()


def test_whose_rules_hold_stays_with_its_plan_when_places_change(window):
    window.show_choices(CHOICES, [0, 1, 3])
    window.choices.ground.setCurrentIndex(2)
    window.show_choices(CHOICES[1:], [0, 2], 2)
    assert window.choices.ground_place == 2
    assert window.choices.ground.currentText() == "b: Scenario A"


# What differs -----------------------------------------------------------------------------------------------------


def test_movers_are_listed_with_what_it_does_to_them_and_those_that_stay_where_wanted(compared):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    texts = [page.movers.index(0, column).data() for column in range(page.movers.columnCount())]
    assert texts[:3] == ["Claxby Primary", "A 1", "B 2"]
    assert texts[4:] == ["250 → 365", "2 schools lost, 3 schools gained", "moves"]
    assert page.tabs.tabText(0) == "Who moves (1)"
    QTest.mouseClick(page.with_stayers, Qt.MouseButton.LeftButton, pos=QPointF(8, page.with_stayers.height() / 2).toPoint())
    assert page.tabs.tabText(0) == "Who moves (6)"
    said = page.movers.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Claxby Primary moves from A 1 to B 2: mean travel ")


def test_the_school_that_is_chosen_is_told_in_a_whole_sentence_below_the_table(compared):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    assert page.told.text().startswith("Claxby Primary moves from A 1 to B 2: mean travel ")
    page.with_stayers.setChecked(True)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.told.text() == page.movers.sentence_at(1)
    page.tabs.setCurrentIndex(1)
    assert page.told.text() == ""
    page.tabs.setCurrentIndex(0)
    assert page.told.text()
    compared.forget()
    assert page.told.text() == ""


def test_a_click_on_a_heading_sorts_and_the_choice_stays_with_its_school(compared):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    page.with_stayers.setChecked(True)
    page.table.selectRow(0)
    chosen = page.movers.shifts[0].urn
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    changes = [(s.after.pupils or 0) - (s.before.pupils or 0) for s in page.movers.shifts]
    assert changes == sorted(changes, reverse=True)
    assert page.movers.shifts[page.table.currentIndex().row()].urn == chosen


@pytest.mark.parametrize("column", range(7))
def test_every_column_is_sorted_with_the_keyboard_both_ways(compared, column):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    page.with_stayers.setChecked(True)
    compared.activateWindow()
    page.table.setFocus()
    page.table.setCurrentIndex(page.movers.index(0, column))
    order = mover_columns()[column].order
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    upwards = [order(shift) for shift in page.movers.shifts]
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    downwards = [order(shift) for shift in page.movers.shifts]
    assert len(upwards) == 6
    assert upwards == sorted(upwards)
    assert downwards == upwards[::-1]


def test_enter_shows_the_first_row_before_any_arrow_key_was_pressed(compared):
    shown = heard(compared.show_requested)
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    compared.activateWindow()
    for place, view in enumerate((page.table, page.list)):
        page.tabs.setCurrentIndex(place)
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert shown == [frozenset({900003}), frozenset(WEST)]


def test_a_click_or_enter_shows_a_school_on_the_maps(compared):
    shown = heard(compared.show_requested)
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    where = page.table.visualRect(page.movers.index(0, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert shown == [frozenset({900003})]
    assert page.map.live.selected == {900003}
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert len(shown) == 2


def test_what_becomes_of_clusters_is_read_and_shown(compared):
    shown = heard(compared.show_requested)
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    page.tabs.setCurrentIndex(1)
    rows = [(page.fates.index(row).data(), page.fates.index(row).data(SENTENCE_ROLE)) for row in range(page.fates.rowCount())]
    assert rows == [("Changed", "A 1 changes: Claxby Primary leaves."), ("Changed", "A 2 changes: Claxby Primary joins.")]
    page.list.setCurrentIndex(page.fates.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert shown == [frozenset(WEST)]


def test_the_boxes_ask_for_two_other_plans_and_never_for_one_twice(compared, comparison):
    asked = heard(compared.pairing_requested)
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    compared.activateWindow()
    page.end.setFocus()
    QTest.keyClick(page.end, Qt.Key.Key_Down)
    assert asked == [(0, 2)]
    compared.show_pairing(0, 2, comparison.pairing(0, 2))
    assert [row.heading for row in page.fates.rows] == ["Merged"]
    page.start.setFocus()
    for _ in range(2):
        QTest.keyClick(page.start, Qt.Key.Key_Down)
    assert asked[1] == (1, 2)
    assert asked[2][0] == 2
    assert asked[2][1] != 2


def test_the_map_shows_both_plans_or_only_what_differs(compared, comparison):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    assert set(page.map.content.groups) == {"C001", "C002"}
    assert [mover.urn for mover in page.map.live.preview.movers] == [900003]
    assert page.caption.text().startswith("Filled: A. Dashed, with arrows: B. The right half of a ring ")
    apart = compare(
        comparison.ground.context,
        [replace(comparison.plans[0].side, name="D"), _without_one(comparison)],
    )
    compared.show_comparison(apart)
    compared.show_pairing(0, 1, apart.pairing(0, 1))
    page.only_differences.setChecked(True)
    assert set(page.map.content.groups) == {"C001"}, "East is the same in both"
    page.only_differences.setChecked(False)
    assert set(page.map.content.groups) == {"C001", "C002"}


def _without_one(comparison: Comparison) -> Side:
    """A without Claxby, under ids that no other plan uses."""
    side = comparison.plans[0].side
    clusters = {"X1": Cluster("X1", 1, "West", WEST[:2], 0), "X2": Cluster("X2", 2, "East", EAST, 1)}
    return Side("E", plan_with(clusters, side.plan), side.schools)


def test_a_click_on_the_map_chooses_the_row(compared):
    page = compared.differences
    compared.tabs.setCurrentWidget(page)
    page.map.selection_requested.emit(frozenset({900003}))
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [0]
    page.map.selection_requested.emit(frozenset())
    assert not page.table.selectionModel().hasSelection()


def test_notes_and_an_old_answer_are_said(compared, comparison, bench):
    again = heard(compared.compare_requested)
    compared.show_choices(CHOICES, [0, 1])
    said = compared.notes.text().splitlines()
    assert said[0].endswith("travel in straight-line km.")
    assert said[1].startswith(
        "Broken rules: 1 in C; schools, pupils and travel are marked better only in a plan that keeps every"
    )
    assert said[2].startswith("A, B and C were made under other rules")
    compared.set_stale(True)
    assert compared.stale.isVisible()
    QTest.mouseClick(compared.stale.button, Qt.MouseButton.LeftButton)
    assert again == [((0, 1), 0)]
    compared.forget()
    assert not compared.stale.isVisible()
    assert not compared.export_button.isEnabled()
    assert compared.content.is_empty


def test_export_says_which_plan_changes_are_told_from(compared):
    asked = heard(compared.export_requested)
    compared.differences.start.setCurrentIndex(2)
    QTest.mouseClick(compared.export_button, Qt.MouseButton.LeftButton)
    assert asked == [2]


def test_the_window_fits_a_laptop_and_follows_a_dark_theme(qtbot, comparison):
    application = QApplication.instance()
    before = colours_of(application.palette())
    try:
        apply_theme(application, "dark")
        made = CompareWindow()
        qtbot.addWidget(made)
        made.show_comparison(comparison)
        made.resize(1180, 700)
        assert made.minimumSizeHint().width() <= 1280
        assert made.minimumSizeHint().height() <= 760
        image = QImage(made.chart.size(), QImage.Format.Format_RGB32)
        made.chart.render(image)
        assert image.pixelColor(1, 1).name() == DARK.surface
    finally:
        apply_theme(application, "dark" if before.is_dark else "light")
