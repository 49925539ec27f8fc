"""Edits on the map, in the table, in the tree and from the menu; locks; warnings; what a drop would do is told before it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from wolds.clustering import edits
from wolds.widgets.common.cluster_box import ClusterBox
from wolds.widgets.dialogs import ReasonDialog, TextDialog
from wolds.widgets.lists.accept_dialog import AcceptDialog
from wolds.widgets.schools.columns import BY_KEY, CLUSTER


def neighbours(planner) -> tuple[int, str]:
    """A school, and the id of the cluster next to its own."""
    import numpy as np

    schools, plan = planner.document.schools, planner.plan
    for cluster in plan.clusters.values():
        urn = cluster.members[0]
        row = schools.position(urn)
        others = [u for u, home in plan.cluster_of.items() if home != cluster.id]
        rows = schools.positions(others)
        far = np.hypot(schools.easting[rows] - schools.easting[row], schools.northing[rows] - schools.northing[row])
        near = others[int(np.argmin(far))]
        if 3_000 < far.min() < 9_000:
            return urn, plan.cluster_of[near]
    raise AssertionError("no neighbours")


def see(planner, *urns: int) -> None:
    view = planner.window.views.map
    view.fit(frozenset(urns))
    planner.until(lambda: not view._flight.is_flying if hasattr(view._flight, "is_flying") else True)
    planner.qtbot.waitUntil(lambda: all(view.viewport().rect().contains(planner.place_of(urn)) for urn in urns))
    QApplication.processEvents()


def test_a_school_dragged_onto_another_cluster_shows_what_it_would_do_before_the_drop(at_work):
    urn, target = neighbours(at_work)
    goal = at_work.plan.clusters[target].members[0]
    see(at_work, urn, goal)
    at_work.drag(at_work.place_of(urn), at_work.place_of(goal), drop=False)
    drag = at_work.window.views.map._tool._drag
    assert drag.target == target
    assert "longest pair" in drag.sentence.casefold()
    assert "→" in drag.sentence
    assert at_work.plan.cluster_of[urn] != target
    QTest.mouseRelease(at_work.window.views.map.viewport(), Qt.MouseButton.LeftButton, pos=at_work.place_of(goal))
    assert at_work.plan.cluster_of[urn] == target
    assert at_work.said.startswith("Move ")
    at_work.choose("undo")
    assert at_work.plan.cluster_of[urn] != target


def test_escape_gives_a_drag_up(at_work):
    urn, target = neighbours(at_work)
    goal = at_work.plan.clusters[target].members[0]
    see(at_work, urn, goal)
    at_work.drag(at_work.place_of(urn), at_work.place_of(goal), drop=False)
    QTest.keyClick(at_work.window.views.map, Qt.Key.Key_Escape)
    QTest.mouseRelease(at_work.window.views.map.viewport(), Qt.MouseButton.LeftButton, pos=at_work.place_of(goal))
    assert at_work.plan.cluster_of[urn] != target


def test_the_cluster_is_changed_in_the_table_with_f2(at_work):
    table = at_work.window.views.schools.table
    urn, target = at_work.cluster(0).members[0], at_work.cluster(1)
    at_work.select(urn)
    at_work.window.panels.show(at_work.window.views.docks["schools"])
    table.setFocus()
    assert table.model().index(table.currentIndex().row(), BY_KEY[CLUSTER]).data() is not None
    at_work.press(Qt.Key.Key_F2)
    box = next(box for box in table.findChildren(ClusterBox) if box.isVisible())
    line = box.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, target.name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    at_work.until(lambda: at_work.plan.cluster_of[urn] == target.id, 5)


def test_a_cluster_is_renamed_in_the_tree(at_work):
    tree, cluster = at_work.window.views.clusters.tree, at_work.cluster(0)
    tree.setFocus()
    tree.setCurrentIndex(at_work.row_of(tree, cluster.name))
    at_work.press(Qt.Key.Key_F2)
    line = next(line for line in tree.findChildren(QLineEdit) if line.isVisible())
    line.selectAll()
    QTest.keyClicks(line, "Fen edge")
    QTest.keyClick(line, Qt.Key.Key_Return)
    at_work.until(lambda: at_work.plan.clusters[cluster.id].name == "Fen edge", 5)
    assert at_work.document.selection == frozenset(cluster.members), "one selection everywhere"


def test_clusters_are_merged_split_made_and_dissolved(at_work):
    one, other = at_work.cluster(0), at_work.cluster(1)
    count = len(at_work.plan.clusters)
    at_work.select(*one.members, *other.members)
    at_work.choose("merge")
    assert len(at_work.plan.clusters) == count - 1
    at_work.select(*one.members)
    at_work.choose("split")
    assert len(at_work.plan.clusters) == count
    at_work.select(one.members[0], other.members[0])
    at_work.choose("new_cluster")
    assert len(at_work.plan.clusters) == count + 1
    at_work.choose("dissolve")
    assert len(at_work.plan.clusters) == count
    assert one.members[0] not in at_work.plan.cluster_of
    for _ in range(4):
        at_work.choose("undo")
    assert at_work.plan.clusters[one.id] == one
    assert at_work.plan.clusters[other.id] == other
    assert at_work.document.is_clean


def test_name_note_colour_and_lead_of_a_cluster_are_set_from_the_menu(at_work):
    cluster = at_work.cluster(0)
    at_work.select(cluster.members[1])
    at_work.choose("rename")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "Four villages")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    at_work.choose("note_cluster")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "Meets in May")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    at_work.choose("recolour")
    at_work.choose("lead")
    now = at_work.plan.clusters[cluster.id]
    assert (now.name, now.note, now.colour) == ("Four villages", "Meets in May", (cluster.colour + 1) % 8)
    assert now.lead == cluster.members[1]
    at_work.choose("lead")
    assert at_work.plan.clusters[cluster.id].lead is None


def test_a_note_on_a_school_and_its_leaving_out_keep_their_words(at_work):
    urn = at_work.cluster(0).members[0]
    at_work.select(urn)
    at_work.choose("note_school")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "Head retires in July")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    assert at_work.plan.school_notes[urn] == "Head retires in July"
    at_work.choose("exclude")
    dialog = at_work.dialog(ReasonDialog)
    QTest.keyClicks(dialog.editor, "closes in August")
    at_work.press_button(dialog, "Leave out")
    at_work.no_dialog()
    assert urn not in {int(one) for one in at_work.document.schools.urn[at_work.document.standing.to_place]}


def test_what_is_locked_refuses_and_offers_to_unlock_and_go_on(at_work):
    urn, target = at_work.cluster(0).members[0], at_work.cluster(1)
    at_work.select(urn)
    at_work.choose("lock_school")
    at_work.choose("remove")
    assert urn in at_work.plan.cluster_of
    assert "locked" in at_work.banner
    at_work.answer("Unlock and go on")
    assert urn not in at_work.plan.cluster_of
    at_work.choose("undo")
    assert urn in at_work.plan.cluster_of
    assert urn in at_work.plan.school_locks, "unlocking and moving are one step"

    at_work.select(*target.members)
    at_work.choose("lock_cluster")
    at_work.window.views.map.edit_requested.emit(edits.MoveSchools((at_work.cluster(2).members[0],), target.id))
    assert "locked" in at_work.banner
    at_work.choose("unlock_all")
    assert not at_work.plan.locked_clusters
    assert not at_work.plan.school_locks


def test_a_broken_rule_warns_and_is_accepted_with_a_reason(at_work):
    one, far = at_work.cluster(0), at_work.cluster(len(at_work.plan.clusters) - 1)
    at_work.select(one.members[0])
    at_work.document.do(edits.MoveSchools((one.members[0],), far.id))
    checks = at_work.window.views.checks
    at_work.window.panels.show(at_work.window.views.docks["checks"])
    violations = at_work.document.scoreboard.violations
    assert violations, "a school moved far away breaks the travel limit"
    assert "warning" in at_work.window.desk.status._summary.text()
    checks.table.setFocus() if hasattr(checks, "table") else None
    key = next(fault.key for fault in violations)
    at_work.document.do(edits.AcceptWarning(key, "The bus goes there anyway"))
    assert at_work.plan.accepted[key] == "The bus goes there anyway"
    assert not at_work.dialogs(AcceptDialog)


def test_the_context_menu_is_the_same_on_map_table_and_tree(at_work):
    urn = at_work.cluster(0).members[0]
    see(at_work, urn, at_work.cluster(0).members[1])
    texts = []
    for ask in (
        lambda: at_work.window.views.map.menu_requested.emit(frozenset({urn}), QPoint(100, 100)),
        lambda: at_work.window.views.schools.menu_requested.emit(frozenset({urn}), QPoint(100, 100)),
        lambda: at_work.window.views.clusters.menu_requested.emit(frozenset({urn}), QPoint(100, 100)),
    ):
        ask()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts.append([action.text() for action in menu.actions()])
        menu.close()
        QApplication.processEvents()
    assert texts[0] == texts[1] == texts[2]
    assert "Move &to" in texts[0]


def test_the_menu_key_on_the_map_opens_the_menu_of_the_selection(at_work):
    at_work.select(at_work.cluster(0).members[0])
    at_work.window.panels.show(None)
    from PySide6.QtGui import QContextMenuEvent

    at = at_work.window.views.map.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at_work.window.views.map.mapToGlobal(at))
    QApplication.sendEvent(at_work.window.views.map, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_nothing_selected_opens_no_menu_of_dead_entries(at_work):
    at_work.select()
    at_work.window.views.map.menu_requested.emit(frozenset(), QPoint(50, 50))
    menu = QApplication.activePopupWidget()
    if menu is not None:
        assert any(action.isEnabled() and action.text() for action in menu.actions())
        menu.close()


@pytest.mark.parametrize("command", ["rectangle", "lasso"])
def test_an_area_is_selected_by_a_command_that_can_be_found(at_work, command):
    view, port = at_work.window.views.map, at_work.window.views.map.viewport()
    view.set_animated(False)
    QApplication.processEvents()
    view.fit(frozenset(at_work.cluster().members))
    at_work.choose(command)
    top_left, low_right = QPoint(4, 4), QPoint(port.width() - 4, port.height() - 4)
    round_trip = [QPoint(low_right.x(), 4), low_right, QPoint(4, low_right.y()), QPoint(4, 30)]
    way = [top_left, *round_trip] if command == "lasso" else [top_left, low_right]
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, way[0])
    for stop in way[1:]:
        QTest.mouseMove(port, stop)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, way[-1])
    assert set(at_work.cluster().members) <= at_work.document.selection
    at_work.press(Qt.Key.Key_Escape)
    assert not at_work.window.commands[command].isChecked()


def test_rectangle_and_ctrl_select_on_the_map_and_all_views_follow(at_work):
    cluster = at_work.cluster(0)
    see(at_work, *cluster.members)
    view = at_work.window.views.map
    places = [at_work.place_of(urn) for urn in cluster.members]
    corner = QPoint(min(p.x() for p in places) - 12, min(p.y() for p in places) - 12)
    other = QPoint(max(p.x() for p in places) + 12, max(p.y() for p in places) + 12)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, corner)
    QTest.mouseMove(view.viewport(), (corner + other) / 2)
    QTest.mouseMove(view.viewport(), other)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, other)
    assert set(cluster.members) <= at_work.document.selection
    table = at_work.window.views.schools
    assert table._selected_urns() >= set(cluster.members)
    at_work.click(view.viewport(), places[0], Qt.KeyboardModifier.ControlModifier)
    assert len(set(cluster.members) & at_work.document.selection) == len(cluster.members) - 1


@pytest.mark.parametrize("command", ["merge", "split", "rename", "lead", "note_cluster", "keep_apart", "travel_pair"])
def test_a_command_that_needs_another_selection_says_so(at_work, command):
    at_work.select(*[cluster.members[0] for cluster in list(at_work.plan.clusters.values())[:3]])
    before = at_work.plan
    at_work.choose(command)
    if command == "merge":
        assert len(at_work.plan.clusters) == len(before.clusters) - 2
    else:
        assert at_work.plan is before
        assert "Select" in at_work.banner
