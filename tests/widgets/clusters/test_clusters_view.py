from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from wolds.clustering.edits import (
    AcceptWarning,
    DissolveCluster,
    LockClusters,
    MergeClusters,
    MoveSchools,
    NewCluster,
    RenameCluster,
    SetLead,
    SetPolicy,
)
from wolds.clustering.policy import Policy, PolicyRow, Verdict
from wolds.clustering.rules import Rules
from wolds.widgets.clusters import ClustersView
from wolds.widgets.clusters.cells import KEYS
from wolds.widgets.clusters.facts import UNPLACED
from wolds.widgets.common.cluster_box import ClusterBox
from wolds.widgets.common.marks import MARKS_ROLE
from wolds.widgets.common.mime import mime_of

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test
Copy = Qt.DropAction.CopyAction


@pytest.fixture
def view(qtbot, bench):
    made = ClustersView()
    qtbot.addWidget(made)
    made.tester = QAbstractItemModelTester(made.model, Warn, made)
    made.resize(620, 420)
    made.show()
    bench.show(made)
    made.tree.expandAll()
    return made


def group(view, key, column="cluster"):
    return view.model.group_index(key).siblingAtColumn(KEYS.index(column))


def school(view, urn):
    for key in view.model.groups:
        if urn in view.model.children_of(key):
            return view.model.index(view.model.children_of(key).index(urn), 0, view.model.group_index(key))
    raise AssertionError(f"{urn} is not shown")


def click(qtbot, view, index, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(view.tree.viewport(), Qt.MouseButton.LeftButton, modifier, view.tree.visualRect(index).center())


def drag(view, data, to, drop=True):
    port, at = view.tree.viewport(), view.tree.visualRect(to).center()
    events = [QDragEnterEvent(at, Copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)]
    events.append(QDragMoveEvent(at, Copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    if drop:
        events.append(QDropEvent(QPointF(at), Copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    for event in events:
        QApplication.sendEvent(port, event)
    return events[-1]


def test_clusters_stand_with_their_schools_and_the_unplaced_at_the_end(view):
    assert list(view.model.groups) == ["C001", "C002", UNPLACED]
    assert list(view.model.children_of("C001")) == [900001, 900002, 900003]
    assert list(view.model.children_of(UNPLACED)) == [900007]
    assert group(view, UNPLACED).data() == "Not in a cluster"


def test_figures_of_a_cluster_stand_in_its_row(bench, view):
    figures = bench.scoreboard.clusters["C002"]
    texts = {key: group(view, "C002", key).data() for key in KEYS}
    assert texts == {
        "cluster": "East <i>fen</i>",
        "schools": "3",
        "roll": "245",
        "longest": f"{figures.longest_km:.1f} km",
        "mean": f"{figures.mean_km:.1f} km",
        "mix": "Mixed",
        "warnings": "1",
    }


def test_travel_is_shown_in_minutes_where_the_cap_is_given_in_them(bench, view):
    from wolds.clustering.edits import SetRules

    bench.do(SetRules(Rules(cap_km=None, cap_minutes=20.0)))
    assert group(view, "C001", "longest").data().endswith(" min")
    tip = group(view, "C001", "longest").data(Qt.ItemDataRole.ToolTipRole)
    assert "km in a straight line" in tip
    assert "(estimate)" in tip


def test_hovering_over_the_mix_says_whom_the_schools_have_to_ask(bench, view):
    assert "As " not in group(view, "C001", "mix").data(Qt.ItemDataRole.ToolTipRole)
    bench.do(SetPolicy(Policy(rows=(PolicyRow(informal=Verdict.APPROVAL, reason="The <b>board</b> decides."),))))
    tip = group(view, "C001", "mix").data(Qt.ItemDataRole.ToolTipRole)
    assert "As informal collaboration: approval needed for Ashby" in tip
    assert "The &lt;b&gt;board&lt;/b&gt; decides" in tip


def test_lead_school_and_locks_are_marked(bench, view):
    assert school(view, 900002).data(MARKS_ROLE) == ("star",)
    bench.do(LockClusters(("C001",), True))
    assert "lock" in group(view, "C001").data(MARKS_ROLE)
    bench.do(SetLead("C001", 900003))
    assert school(view, 900002).data(MARKS_ROLE) == ()
    assert "Lead school" in school(view, 900003).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_move_changes_rows_of_two_clusters_only(bench, view):
    told, reset = set(), []
    view.model.dataChanged.connect(lambda first, last: told.add(view.model.group_at(first)))
    view.model.modelReset.connect(lambda: reset.append(1))
    bench.do(NewCluster((900007,), "North"))
    told.clear()
    bench.do(MoveSchools((900003,), "C002"))
    assert told <= {"C001", "C002", UNPLACED}
    assert not reset
    assert list(view.model.children_of("C002")) == [900003, 900004, 900005, 900006]
    assert group(view, "C001", "schools").data() == "2"


def test_clusters_come_and_go_and_undo_brings_them_back(bench, view):
    bench.do(MergeClusters(("C001", "C002"), into="C001"))
    assert list(view.model.groups) == ["C001", UNPLACED]
    bench.do(DissolveCluster("C001"))
    assert list(view.model.groups) == [UNPLACED]
    assert len(view.model.children_of(UNPLACED)) == 7
    bench.undo()
    bench.undo()
    assert list(view.model.groups) == ["C001", "C002", UNPLACED]
    assert list(view.model.children_of(UNPLACED)) == [900007]


def test_the_group_of_the_unplaced_goes_with_the_last_of_them(bench, view):
    bench.do(MoveSchools((900007,), "C001"))
    assert list(view.model.groups) == ["C001", "C002"]
    bench.undo()
    assert list(view.model.groups) == ["C001", "C002", UNPLACED]


def test_f2_renames_a_cluster_in_place(qtbot, bench, view):
    click(qtbot, view, group(view, "C001"))
    qtbot.keyClick(view.tree, Qt.Key.Key_F2)
    line = view.tree.viewport().findChild(QLineEdit)
    qtbot.keyClicks(line, "Fen edge")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [RenameCluster("C001", "Fen edge")])
    assert group(view, "C001").data() == "Fen edge"


def test_f2_on_a_school_moves_it_by_keyboard(qtbot, bench, view):
    click(qtbot, view, school(view, 900007))
    qtbot.keyClick(view.tree, Qt.Key.Key_F2)
    box = view.tree.viewport().findChild(ClusterBox)
    qtbot.keyClicks(box.lineEdit(), "2")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.edits == [MoveSchools((900007,), "C002")])


def test_move_to_opens_the_choice_for_the_school_selected(qtbot, view):
    bench_selection = frozenset({900001})
    view.show_selection(bench_selection)
    qtbot.mouseClick(view.move_button, Qt.MouseButton.LeftButton)
    assert view.tree.viewport().findChild(ClusterBox) is not None


def test_move_to_asks_for_the_menu_where_a_whole_cluster_is_selected(qtbot, view):
    click(qtbot, view, group(view, "C001"))
    with qtbot.waitSignal(view.menu_requested) as asked:
        qtbot.mouseClick(view.move_button, Qt.MouseButton.LeftButton)
    assert asked.args[0] == frozenset({900001, 900002, 900003})


def test_a_school_dropped_on_a_cluster_is_asked_to_move_there(qtbot, bench, view):
    event = drag(view, mime_of([900007]), group(view, "C001"))
    assert event.isAccepted()
    qtbot.waitUntil(lambda: bench.edits == [MoveSchools((900007,), "C001")])


def test_a_school_dropped_on_a_school_joins_its_cluster_and_on_the_unplaced_leaves(qtbot, bench, view):
    drag(view, mime_of([900001]), school(view, 900005))
    qtbot.waitUntil(lambda: bench.edits == [MoveSchools((900001,), "C002")])
    drag(view, mime_of([900001]), group(view, UNPLACED))
    qtbot.waitUntil(lambda: bench.edits[1:] == [MoveSchools((900001,), None)])


def test_foreign_things_cannot_be_dropped(bench, view):
    foreign = QMimeData()
    foreign.setText("hello")
    assert not drag(view, foreign, group(view, "C001"), drop=False).isAccepted()
    assert bench.edits == []


def test_before_the_drop_the_tree_says_what_it_would_do(view):
    asked = []
    view.set_impact(lambda urns, to: asked.append((urns, to)) or "Longest pair 14 → 31 min")
    drag(view, mime_of([900007]), group(view, "C002"), drop=False)
    assert asked == [(frozenset({900007}), "C002")]
    assert view.totals.text() == "Longest pair 14 → 31 min"


def test_dragged_rows_carry_their_schools(view):
    from wolds.widgets.common.mime import urns_of

    assert urns_of(view.model.mimeData([school(view, 900001), school(view, 900004)])) == {900001, 900004}


def test_selecting_a_cluster_selects_all_its_schools(qtbot, bench, view):
    click(qtbot, view, group(view, "C002"))
    assert bench.selections == [frozenset({900004, 900005, 900006})]


def test_a_selection_made_elsewhere_is_marked_and_unfolded_without_asking_again(bench, view):
    view.tree.collapseAll()
    view.show_selection(frozenset({900005}))
    assert view.model.urns_at(view.tree.selected_rows()) == {900005}
    assert view.tree.isExpanded(view.model.group_index("C002"))
    assert group(view, "C002").data(Qt.ItemDataRole.FontRole).bold()
    view.show_selection(frozenset({900001}))
    assert not view.tree.isExpanded(view.model.group_index("C002"))
    assert bench.selections == []


def test_a_moved_school_stays_selected(bench, view):
    bench.select(frozenset({900003}))
    bench.selections.clear()
    bench.do(MoveSchools((900003,), "C002"))
    assert view.model.urns_at(view.tree.selected_rows()) == {900003}
    assert bench.selections == []


def test_the_search_shows_clusters_and_schools_that_fit(qtbot, view):
    qtbot.keyClicks(view.search, "elsham")
    qtbot.waitUntil(lambda: list(view.model.groups) == ["C002"])
    assert list(view.model.children_of("C002")) == [900005]
    view.search.setText("west")
    qtbot.waitUntil(lambda: list(view.model.groups) == ["C001"])
    assert len(view.model.children_of("C001")) == 3


def test_a_move_under_a_search_keeps_to_it(bench, view):
    view.search.setText("goxhill")
    view.search.flush()
    bench.do(MoveSchools((900007,), "C001"))
    assert list(view.model.groups) == ["C001"]
    assert list(view.model.children_of("C001")) == [900007]


@pytest.mark.parametrize("column", range(len(KEYS)))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_every_column_orders_the_clusters_and_leaves_the_unplaced_last(view, column, order):
    view.tree.header().setSortIndicator(column, order)
    assert sorted(view.model.groups[:-1]) == ["C001", "C002"]
    assert view.model.groups[-1] == UNPLACED


def test_clicking_the_roll_heading_orders_by_roll(qtbot, view):
    header = view.tree.header()
    at = QPoint(header.sectionViewportPosition(KEYS.index("roll")) + 6, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    first = list(view.model.groups[:2])
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert first == ["C002", "C001"]
    assert list(view.model.groups[:2]) == ["C001", "C002"]


def test_an_accepted_warning_no_longer_counts(bench, view):
    fault = bench.scoreboard.clusters["C002"].violations[0]
    bench.do(AcceptWarning(fault.key, "the LA agrees"))
    assert group(view, "C002", "warnings").data() == ""
    assert "the LA agrees" in group(view, "C002", "warnings").data(Qt.ItemDataRole.ToolTipRole)
    assert "1 accepted" in view.totals.text()


def test_totals_tell_the_whole_plan(view):
    assert view.totals.text().startswith("2 clusters · 6 of 7 schools placed · longest ")
    longest, mean = view.totals.text().split(" · ")[2:4]
    assert longest.endswith(("km straight", "(estimate)"))
    assert mean.endswith(("km straight", "(estimate)"))


def test_names_are_never_read_as_markup_in_the_tree(view):
    assert "&lt;i&gt;" in group(view, "C002").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in school(view, 900001).data(Qt.ItemDataRole.ToolTipRole)


def test_double_click_asks_for_the_cluster_on_the_map(qtbot, view):
    click(qtbot, view, group(view, "C001"))
    with qtbot.waitSignal(view.zoom_requested) as zoomed:
        at = view.tree.visualRect(group(view, "C001")).center()
        qtbot.mouseDClick(view.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert zoomed.args == [frozenset({900001, 900002, 900003})]


def test_the_menu_of_a_cluster_is_that_of_its_schools(qtbot, view):
    view.tree.selectionModel().setCurrentIndex(
        group(view, "C002"), QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    )
    with qtbot.waitSignal(view.menu_requested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view.tree.viewport(), event)
    assert asked.args[0] == frozenset({900004, 900005, 900006})


def test_enter_folds_and_unfolds_a_cluster(qtbot, view):
    click(qtbot, view, group(view, "C001"))
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert not view.tree.isExpanded(view.model.group_index("C001"))
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert view.tree.isExpanded(view.model.group_index("C001"))


def test_without_clusters_the_view_says_what_to_do(qtbot, wide_bench):
    view = ClustersView()
    qtbot.addWidget(view)
    wide_bench(10).show(view)
    assert view._pages.is_empty
    assert view._pages.empty.heading == "No clusters yet"


def test_the_tree_keeps_its_columns(qtbot, view):
    view.columns.show_column("mean", False)
    other = ClustersView()
    qtbot.addWidget(other)
    assert other.restore_state(view.save_state())
    assert other.columns.shown_sections() == view.columns.shown_sections()
