"""Selecting and editing on the map with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from wolds.clustering.edits import MoveSchools, SetPolicy
from wolds.clustering.policy import Policy, PolicyRow
from wolds.widgets.map.tools import Mode

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
EMPTY = QPointF(30, 30)


@pytest.fixture
def asked(view):
    """What the view asked for, in order."""
    found = []
    view.selection_requested.connect(lambda urns: found.append(("select", urns)))
    view.edit_requested.connect(lambda edit: found.append(("edit", edit)))
    view.menu_requested.connect(lambda urns, at: found.append(("menu", urns)))
    view.barrier_drawn.connect(lambda points: found.append(("barrier", points)))
    return found


def test_a_click_on_a_school_asks_to_select_it(view, mouse, asked):
    mouse.click(mouse.at(900004))
    assert asked == [("select", frozenset({900004}))]


def test_showing_a_selection_does_not_ask_for_it_again(view, asked):
    view.show_selection(frozenset({900001, 900004}))
    view.grab()
    assert asked == []


def test_ctrl_click_adds_a_school_and_takes_it_out_again(view, mouse, asked):
    view.show_selection(frozenset({900001}))
    mouse.click(mouse.at(900004), CTRL)
    view.show_selection(frozenset({900001, 900004}))
    mouse.click(mouse.at(900004), CTRL)
    assert asked == [("select", frozenset({900001, 900004})), ("select", frozenset({900001}))]


def test_a_click_on_empty_ground_clears_the_selection(view, mouse, asked):
    view.show_selection(frozenset({900001}))
    mouse.click(EMPTY)
    assert asked == [("select", frozenset())]


def test_a_click_on_a_clusters_number_selects_the_cluster(view, mouse, asked):
    label = next(label for label in view.live.labels if label.wish.key == "C002")
    at = view.camera.pixel(label.wish.x, label.wish.y) + QPointF(label.dx + 12, label.dy + 10)
    mouse.click(at)
    assert asked == [("select", frozenset({900004, 900005, 900006}))]


def test_dragging_the_ground_pans_and_selects_nothing(view, mouse, asked):
    before = view.camera.centre
    mouse.drag(EMPTY, QPointF(130, 80))
    after = view.camera.centre
    assert after[0] == pytest.approx(before[0] - 100 * view.camera.scale)
    assert after[1] == pytest.approx(before[1] - 50 * view.camera.scale)
    assert asked == []


def test_dragging_a_school_onto_another_cluster_asks_for_the_move(view, mouse, asked):
    mouse.drag(mouse.at(900003), mouse.at(900004))
    assert asked == [("edit", MoveSchools((900003,), "C002"))]


def test_a_drop_between_the_schools_of_a_cluster_counts_as_a_drop_on_it(view, mouse, asked):
    inside = (mouse.at(900004) + mouse.at(900005) + mouse.at(900006)) / 3
    mouse.drag(mouse.at(900007), inside)
    assert asked == [("edit", MoveSchools((900007,), "C002"))]


def test_dragging_a_selected_school_moves_the_whole_selection(view, mouse, asked):
    view.show_selection(frozenset({900002, 900003}))
    mouse.drag(mouse.at(900002), mouse.at(900005))
    assert asked == [("edit", MoveSchools((900002, 900003), "C002"))]


def test_a_drop_on_empty_ground_takes_the_school_out_of_its_cluster(view, mouse, asked):
    mouse.drag(mouse.at(900001), EMPTY)
    assert asked == [("edit", MoveSchools((900001,), None))]


def test_a_drop_within_its_own_cluster_asks_for_nothing(view, mouse, asked):
    mouse.drag(mouse.at(900001), mouse.at(900002))
    assert asked == []


def test_an_unplaced_school_dropped_on_empty_ground_stays_unplaced_without_an_edit(view, mouse, asked):
    mouse.drag(mouse.at(900007), EMPTY)
    assert asked == []


def test_the_impact_is_told_before_the_drop(view, mouse, asked):
    told = []
    view.set_impact(lambda urns, to: told.append((urns, to)) or "Longest pair 14 → 31 min")
    mouse.drag(mouse.at(900003), mouse.at(900004), drop=False)
    view.grab()
    assert told[-1] == (frozenset({900003}), "C002")
    assert asked == []
    assert len(told) == len(set(told)), "the impact is asked for once for each target"


def test_escape_drops_a_drag(view, mouse, asked, qtbot):
    mouse.drag(mouse.at(900003), mouse.at(900004), drop=False)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    mouse.release(mouse.at(900004))
    assert asked == []


def test_shift_drag_selects_a_rectangle(view, mouse, asked):
    corner = mouse.at(900001) + QPointF(-30, 60)
    mouse.drag(corner, QPointF(mouse.at(900002).x() + 30, mouse.at(900003).y() - 30), keys=SHIFT)
    assert asked == [("select", frozenset({900001, 900002, 900003}))]


def test_the_lasso_takes_what_it_encloses(view, mouse, asked):
    view.set_mode(Mode.LASSO)
    middle = mouse.at(900006)
    mouse.drag(middle + QPointF(-20, 20), middle + QPointF(0, -25), middle + QPointF(20, 20))
    assert asked == [("select", frozenset({900006}))]


def test_ctrl_in_rectangle_mode_adds_to_the_selection(view, mouse, asked):
    view.show_selection(frozenset({900001}))
    view.set_mode(Mode.RECTANGLE)
    mouse.drag(mouse.at(900007) + QPointF(-15, -15), mouse.at(900007) + QPointF(15, 15), keys=CTRL)
    assert asked == [("select", frozenset({900001, 900007}))]


def context_menu(view, at: QPointF) -> None:
    spot = at.toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)


def test_a_right_click_selects_the_school_and_asks_for_its_menu(view, mouse, asked):
    context_menu(view, mouse.at(900005))
    assert asked == [("select", frozenset({900005})), ("menu", frozenset({900005}))]


def test_a_right_click_on_a_selected_school_keeps_the_selection(view, mouse, asked):
    view.show_selection(frozenset({900004, 900005}))
    context_menu(view, mouse.at(900005))
    assert asked == [("menu", frozenset({900004, 900005}))]


def test_the_card_gives_names_as_plain_text(view, mouse):
    mouse.move(mouse.at(900001), held=False)
    text = view.card.text()
    assert view.card.isVisible()
    assert text.startswith("Ashby & <b>Bold</b> Primary\nURN 900001 · 40 pupils\nChurch of England\nCluster 1: West")
    mouse.move(EMPTY, held=False)
    assert not view.card.isVisible()


def test_the_card_says_whom_the_schools_of_a_cluster_have_to_ask(view, mouse, do):
    rows = (PolicyRow(character="church", company="mixed", informal="approval needed", reason="The board decides."),)
    view.apply_change(*do(SetPolicy(Policy(rows=(*rows, PolicyRow(informal="allowed"))))))
    mouse.move(mouse.at(900002), held=False)
    assert "As informal collaboration: approval needed for Ashby & <b>Bold</b> Primary: The board decides" in view.card.text()
    view.apply_change(*do(SetPolicy(Policy(rows=(PolicyRow(informal="allowed"),)))))
    mouse.move(EMPTY, held=False)
    mouse.move(mouse.at(900002), held=False)
    assert "As informal" not in view.card.text()


def test_a_barrier_is_handed_over_in_british_metres(view, mouse, asked, qtbot):
    view.set_mode(Mode.BARRIER)
    mouse.click(mouse.at(900001))
    mouse.click(mouse.at(900004))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    [(kind, points)] = asked
    assert kind == "barrier"
    assert points[0] == pytest.approx((500_000, 350_000), abs=60)
    assert points[1] == pytest.approx((510_000, 350_000), abs=60)


def test_a_double_click_ends_a_barrier_without_doubling_its_last_point(view, mouse, asked):
    view.set_mode(Mode.BARRIER)
    mouse.click(EMPTY)
    mouse.double_click(QPointF(200, 300))
    [(_, points)] = asked
    assert len(points) == 2


def test_escape_drops_a_barrier_and_then_leaves_the_mode(view, mouse, asked, qtbot):
    view.set_mode(Mode.BARRIER)
    mouse.click(EMPTY)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.mode == Mode.BARRIER
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.mode == Mode.NAVIGATE
    assert asked == []


def test_a_measured_distance_is_that_of_the_national_grid_from_school_to_school(view, mouse, qtbot):
    view.set_mode(Mode.MEASURE)
    mouse.click(mouse.at(900001) + QPointF(3, 2))
    with qtbot.waitSignal(view.distance_measured) as caught:
        mouse.click(mouse.at(900004) + QPointF(-2, 3))
    assert caught.args[0] == pytest.approx(10.0, abs=0.001)


def test_schools_upon_each_other_are_offered_in_a_list(view, mouse, asked, qtbot):
    view.zoom_by(1 / 200)
    view.grab()
    mouse.click(mouse.at(900001))
    menu = view.findChild(QMenu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert "Ashby && <b>Bold</b> Primary" in names
    menu.actions()[names.index("Burton Primary")].trigger()
    menu.close()
    assert asked == [("select", frozenset({900002}))]


def test_a_wheel_zooms_at_the_pointer(view, mouse):
    from PySide6.QtGui import QWheelEvent

    at = mouse.at(900004)
    before = view.camera.scale
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.camera.scale < before
    assert (mouse.at(900004) - at).manhattanLength() <= 2
