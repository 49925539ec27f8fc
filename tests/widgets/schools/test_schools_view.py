from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from wolds.clustering.edits import LockSchools, MoveSchools, NewCluster, SetSchoolNote
from wolds.widgets.common.cluster_box import ClusterBox
from wolds.widgets.common.marks import MARKS_ROLE
from wolds.widgets.schools import SchoolsView
from wolds.widgets.schools.columns import BY_KEY
from wolds.widgets.schools.filters import SchoolFilter, Show

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test


@pytest.fixture
def view(qtbot, bench):
    made = SchoolsView()
    qtbot.addWidget(made)
    made.tester = QAbstractItemModelTester(made.model, Warn, made)
    made.resize(900, 400)
    made.show()
    return bench.show(made)


def names(view):
    return [view.model.index(row, BY_KEY["name"]).data() for row in range(view.model.rowCount())]


def urns(view):
    return [view.model.urn_at(row) for row in range(view.model.rowCount())]


def cell(view, urn, key):
    return view.model.index(urns(view).index(urn), BY_KEY[key])


def go_to(view, urn, key="name"):
    index = cell(view, urn, key)
    view.table.selectionModel().setCurrentIndex(
        index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    )
    return index


def editor(view, kind):
    return view.table.viewport().findChild(kind)


def test_every_school_is_listed_left_out_ones_too(view):
    assert sorted(urns(view)) == list(range(900001, 900010))
    assert cell(view, 900008, "why").data() == "Roll above the filter's limit"
    assert cell(view, 900009, "why").data() == "No easting and northing in the register"


def test_the_reasons_sorted_by_are_those_that_are_shown(view):
    view.show_reasons({900007: ("no-neighbour", "The nearest is 14.3 km away.")})
    facts = view.model.facts
    assert facts.whys() == [facts.why(row) for row in range(len(facts.schools))]


def test_an_unplaced_school_says_why_in_words(view):
    view.show_reasons({900007: ("no-neighbour", "The nearest is 14.3 km away.")})
    assert cell(view, 900007, "why").data() == "The nearest is 14.3 km away."


def test_a_placed_school_has_no_reason_even_if_one_is_kept(view):
    view.show_reasons({900001: ("no-neighbour", "Old news.")})
    assert cell(view, 900001, "why").data() == ""


def test_clicking_a_heading_sorts_and_clicking_again_turns_the_order(qtbot, view):
    header = view.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(BY_KEY["roll"]) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert urns(view)[0] == 900007
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert urns(view)[0] == 900008
    assert view.table.selected_places() == []


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_blanks_come_last_whichever_way_a_column_is_sorted(view, order):
    view.table.horizontalHeader().setSortIndicator(BY_KEY["cluster"], order)
    assert urns(view)[-3:] == [900007, 900008, 900009]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("claxby", {900003}), ("900004", {900004}), ("ashby", {900001, 900006}), ("pe218zz", {900003}), ("PE1 burton", {900002})],
)
def test_the_search_finds_name_urn_town_and_postcode(qtbot, view, typed, found):
    qtbot.keyClicks(view.bar.search, typed)
    qtbot.waitUntil(lambda: set(urns(view)) == found)


@pytest.mark.parametrize(
    ("show", "found"),
    [
        (Show.TO_PLACE, {900001, 900002, 900003, 900004, 900005, 900006, 900007}),
        (Show.EXCLUDED, {900008, 900009}),
        (Show.UNPLACED, {900007}),
        (Show.IN_CLUSTER, {900001, 900002, 900003, 900004, 900005, 900006}),
        (Show.OPTIONAL, set()),
        (Show.LOCKED, set()),
    ],
)
def test_the_standing_box_shows_the_schools_it_names(view, show, found):
    view.bar.show_box.setCurrentIndex(view.bar.show_box.findData(show))
    assert set(urns(view)) == found


def test_schools_with_warnings_are_those_that_an_open_warning_names(bench, view):
    view.filter_by(SchoolFilter(show=Show.WARNED))
    assert set(urns(view)) == {urn for fault in bench.scoreboard.violations for urn in fault.urns}
    assert urns(view)


def test_la_and_character_narrow_the_list_together_and_clear_shows_all_again(qtbot, view):
    assert [view.bar.la_box.itemText(row) for row in range(3)] == ["Any LA", "North Fen", "South Fen"]
    view.bar.la_box.setCurrentIndex(2)
    view.bar.character_box.setCurrentIndex(view.bar.character_box.findData("church"))
    assert urns(view) == [900006]
    assert view.bar.count.text() == "1 of 9 schools"
    qtbot.mouseClick(view.bar.clear_button, Qt.MouseButton.LeftButton)
    assert len(urns(view)) == 9
    assert view.bar.count.text() == "9 schools"
    assert not view.bar.clear_button.isEnabled()


def test_a_search_without_a_hit_says_so(view):
    view.filter_by(SchoolFilter(words="zzz"))
    assert view._pages.is_empty
    assert view._pages.empty.heading == "No school fits"


def test_selecting_rows_asks_for_their_schools_once(qtbot, bench, view):
    at = view.table.visualRect(cell(view, 900003, "name")).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert bench.selections == [frozenset({900003})]


def test_a_selection_made_elsewhere_is_marked_without_asking_for_it_again(bench, view):
    view.show_selection(frozenset({900002, 900005}))
    assert {view.model.urn_at(place) for place in view.table.selected_places()} == {900002, 900005}
    assert bench.selections == []
    assert view.bar.count.text() == "9 schools, 2 selected"


def test_a_selection_outlives_filter_and_order(bench, view):
    view.show_selection(frozenset({900002}))
    view.filter_by(SchoolFilter(words="claxby"))
    assert view.table.selected_places() == []
    view.filter_by(SchoolFilter())
    view.table.horizontalHeader().setSortIndicator(BY_KEY["roll"], Qt.SortOrder.DescendingOrder)
    assert [view.model.urn_at(place) for place in view.table.selected_places()] == [900002]
    assert bench.selections == []


def test_f2_moves_a_school_by_typing_a_part_of_the_cluster(qtbot, bench, view):
    go_to(view, 900007)
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    box = editor(view, ClusterBox)
    qtbot.keyClicks(box.lineEdit(), "west")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [MoveSchools((900007,), "C001")])
    assert cell(view, 900007, "cluster").data() == "West"


def test_enter_and_new_make_a_cluster_of_all_rows_selected(qtbot, bench, view):
    bench.select(frozenset({900001, 900007}))
    view.table.selectionModel().setCurrentIndex(cell(view, 900007, "name"), QItemSelectionModel.SelectionFlag.NoUpdate)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    box = editor(view, ClusterBox)
    qtbot.keyClicks(box.lineEdit(), "new")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [NewCluster((900001, 900007))])


def test_a_school_is_taken_out_by_choosing_not_in_a_cluster(qtbot, bench, view):
    go_to(view, 900001, "cluster")
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    box = editor(view, ClusterBox)
    box.setCurrentIndex(0)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [MoveSchools((900001,), None)])


def test_escape_leaves_the_school_where_it_is(qtbot, bench, view):
    go_to(view, 900007)
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    box = editor(view, ClusterBox)
    qtbot.keyClicks(box.lineEdit(), "west")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert bench.edits == []


def test_a_note_is_written_in_its_cell(qtbot, bench, view):
    go_to(view, 900003, "note")
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    line = editor(view, QLineEdit)
    qtbot.keyClicks(line, "head retires in July")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [SetSchoolNote(900003, "head retires in July")])
    assert cell(view, 900003, "note").data() == "head retires in July"


def test_a_move_repaints_the_rows_of_its_two_clusters_only(bench, view):
    told = []
    view.model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    reset = []
    view.model.modelReset.connect(lambda: reset.append(1))
    warned = {row for row, on in zip(urns(view), view.model.facts.warned[view.model.rows], strict=True) if on}
    bench.do(MoveSchools((900007,), "C002"))
    touched = {view.model.urn_at(row) for row in told}
    assert {900004, 900005, 900006, 900007} <= touched <= {900004, 900005, 900006, 900007} | warned
    assert not reset


def test_a_school_that_no_longer_fits_the_filter_leaves_and_comes_back_with_undo(bench, view):
    view.filter_by(SchoolFilter(show=Show.UNPLACED))
    bench.do(MoveSchools((900007,), "C001"))
    assert urns(view) == []
    bench.undo()
    assert urns(view) == [900007]


def test_a_school_that_comes_in_takes_its_place_in_the_order(bench, view):
    view.filter_by(SchoolFilter(show=Show.IN_CLUSTER))
    bench.do(MoveSchools((900007,), "C001"))
    assert names(view) == sorted(names(view), key=str.casefold)


def test_locks_show_as_a_mark_and_to_a_screen_reader(bench, view):
    bench.do(LockSchools((900004,), True))
    assert "lock" in cell(view, 900004, "name").data(MARKS_ROLE)
    assert "Locked" in cell(view, 900004, "name").data(Qt.ItemDataRole.AccessibleTextRole)


def test_names_are_never_read_as_markup(view):
    assert "&lt;b&gt;" in cell(view, 900001, "name").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;i&gt;" in cell(view, 900004, "cluster").data(Qt.ItemDataRole.ToolTipRole)


def test_copied_rows_are_what_is_selected_with_the_headings_shown(qtbot, view):
    go_to(view, 900007)
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, row = QGuiApplication.clipboard().text().splitlines()
    assert heading.split("\t")[:3] == ["School", "Cluster", "Roll"]
    assert row.split("\t")[:3] == ["'=Goxhill Primary", "", "30"]


def test_copying_follows_the_columns_as_moved_and_hidden(view):
    view.table.horizontalHeader().moveSection(BY_KEY["roll"], 0)
    view.columns.show_column("cluster", False)
    view.show_selection(frozenset({900002}))
    view.copy_rows()
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[:2] == ["90", "Burton Primary"]


def test_double_click_asks_for_the_school_on_the_map(qtbot, view):
    at = view.table.visualRect(cell(view, 900003, "name")).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.zoom_requested) as zoomed:
        qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert zoomed.args == [frozenset({900003})]


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_is_asked_for_by_mouse_and_by_key(qtbot, view, reason):
    view.show_selection(frozenset({900001, 900004}))
    with qtbot.waitSignal(view.menu_requested) as asked:
        QApplication.sendEvent(view.table.viewport(), QContextMenuEvent(reason, QPoint(5, 5), QPoint(50, 60)))
    assert asked.args[0] == frozenset({900001, 900004})


def test_columns_are_kept_and_taken_up_again(qtbot, view):
    view.columns.show_column("easting", True)
    view.columns.show_column("town", False)
    view.table.horizontalHeader().setSortIndicator(BY_KEY["roll"], Qt.SortOrder.DescendingOrder)
    other = SchoolsView()
    qtbot.addWidget(other)
    assert other.restore_state(view.save_state())
    assert other.columns.shown_sections() == view.columns.shown_sections()
    assert other.model.sorted_by == ("roll", True)


def test_a_click_on_the_columns_button_opens_the_choice(qtbot, view):
    qtbot.mouseClick(view.bar.columns_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert "Easting" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_down_arrow_goes_from_the_search_into_the_table(qtbot, view):
    with qtbot.waitActive(view):
        view.activateWindow()
    view.bar.search.setFocus()
    qtbot.keyClick(view.bar.search, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    assert view.table.selected_places() == [0]


@pytest.mark.parametrize("key", list(BY_KEY))
def test_every_column_sorts_shows_and_copies(view, key):
    view.table.horizontalHeader().setSortIndicator(BY_KEY[key], Qt.SortOrder.DescendingOrder)
    assert sorted(urns(view)) == list(range(900001, 900010))
    texts = [cell(view, urn, key).data() for urn in urns(view)]
    assert all(isinstance(text, str) for text in texts)


def test_another_register_starts_afresh(bench, view, wide_bench):
    wide = wide_bench(500)
    view.show_schools(wide.schools, wide.standing)
    view.show_plan(wide.plan, wide.scoreboard)
    assert view.model.rowCount() == 500


def test_many_rows_that_leave_at_once_start_the_table_afresh(qtbot, wide_bench):
    wide = wide_bench(600)
    view = SchoolsView()
    qtbot.addWidget(view)
    wide.show(view)
    view.filter_by(SchoolFilter(show=Show.UNPLACED))
    wide.do(NewCluster(tuple(range(900001, 900401))))
    assert view.model.rowCount() == 200
    wide.undo()
    assert view.model.rowCount() == 600


def test_a_wide_selection_is_marked_in_runs(qtbot, wide_bench):
    wide = wide_bench(3000)
    view = SchoolsView()
    qtbot.addWidget(view)
    wide.show(view)
    half = frozenset(np.arange(900001, 903001, 2).tolist())
    view.show_selection(half)
    assert view.model.urns_at(view.table.selected_places()) == half
