"""What the map shows, by keyboard and by its slots."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from helpers.roads import BOTH, network
from wolds.clustering.edits import LockSchools, MoveSchools, RecolourCluster
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.rules import RECORDED_KINDS, Barrier, CapRule, Relation, Rules
from wolds.geo.outlines import outlines_of_schools
from wolds.geo.roads.classes import RoadClass
from wolds.widgets.map import Bonds, Layer, Mode, measure_pan
from wolds.widgets.map.marks import Tint
from wolds.widgets.map.plane import plane_point
from wolds.widgets.map.roads import RoadLines


def pixels(view):
    return view.grab().toImage()


def zoom_and_settle(view, qtbot, factor: float) -> None:
    """Zoom, and wait for the sharp picture: on a busy machine a stretched one stands in for it at first."""
    view.zoom_by(factor)
    qtbot.waitUntil(lambda: not view._hurrying)


def alike(image, other) -> bool:
    """Whether two pictures are the same but for the rounding of soft edges where a repaint was clipped."""
    a, b = (np.frombuffer(i.constBits(), np.uint8).astype(int) for i in (image, other))
    return bool(np.abs(a - b).max() <= 4)


def colours_at(view, at, reach: int = 3) -> set[str]:
    image, spot = pixels(view), at.toPoint()
    return {image.pixelColor(spot + QPoint(x, y)).name() for x in range(-reach, reach + 1) for y in range(-reach, reach + 1)}


def test_schools_wear_the_colour_of_their_cluster(view, mouse):
    assert view.map_style.hue(0).fill in colours_at(view, mouse.at(900002))
    assert view.map_style.hue(1).fill in colours_at(view, mouse.at(900004))


def test_an_unplaced_school_is_hollow_with_a_red_rim(view, mouse):
    seen = colours_at(view, mouse.at(900007), reach=6)
    assert view.map_style.paper in seen
    assert view.map_style.unplaced in seen


@pytest.mark.parametrize(
    "edit",
    [MoveSchools((900003,), "C002"), MoveSchools((900001,), None), LockSchools((900002,), True), RecolourCluster("C001", 5)],
    ids=["move", "take out", "lock", "recolour"],
)
def test_a_change_leaves_the_map_as_if_it_had_been_drawn_anew(view, county, do, edit):
    change, plan, scoreboard = do(edit)
    before = view._sheet.repaints
    view.apply_change(change, plan, scoreboard)
    mended = pixels(view)
    assert view._sheet.repaints == before + 1
    view.show_plan(plan, scoreboard)
    assert alike(mended, pixels(view))


def test_undo_brings_the_old_picture_back(view, county, do):
    first = pixels(view)
    change, plan, scoreboard = do(MoveSchools((900003,), "C002"))
    view.apply_change(change, plan, scoreboard)
    assert pixels(view) != first
    view.apply_change(change.inverse, county.plan, county.scoreboard)
    assert alike(pixels(view), first)


def test_a_pan_gives_the_same_picture_as_drawing_anew(view):
    view.set_layer(Layer.LABELS, False)
    view.set_layer(Layer.PLACES, False)
    for step in (QPoint(170, 0), QPoint(40, -230), QPoint(-390, 15), QPoint(5, 333)):
        view.pan_by(step)
        view.grab()
    panned = pixels(view)
    view._sheet.forget()
    assert alike(panned, pixels(view))


def test_labels_stay_where_they_are_while_the_map_is_moved(view):
    before = {(label.wish.text, label.dx, label.dy) for label in view.live.labels}
    view.pan_by(QPoint(150, 60))
    view.grab()
    view.pan_by(QPoint(90, 40))
    view.grab()
    after = [(label.wish.text, label.dx, label.dy) for label in view.live.labels]
    assert len(after) == len(set(after))
    assert before & set(after)


def test_arrows_move_and_plus_minus_zoom_and_home_fits(view, qtbot):
    fitted = view.camera
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.camera.left > fitted.left
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.camera.top > fitted.top
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.scale < fitted.scale
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.camera.scale == pytest.approx(fitted.scale)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.camera.centre == pytest.approx(fitted.centre, abs=fitted.scale)


def test_fit_brings_all_schools_that_matter_into_sight(view, mouse, county):
    view.zoom_by(30)
    view.fit()
    for urn in county.schools.urn[:7].tolist():
        at = mouse.at(urn)
        assert 0 < at.x() < view.viewport().width()
        assert 0 < at.y() < view.viewport().height()


def test_fit_of_one_school_keeps_its_surroundings_in_sight(view, mouse):
    view.fit([900007])
    assert (mouse.at(900007) - QRectF(view.viewport().rect()).center()).manhattanLength() <= 3
    assert view.camera.scale >= 20


def test_going_to_a_point_centres_it_and_marks_it(view):
    view.go_to(505_500, 344_000, "Here")
    x, y = view.camera.centre
    assert view.live.marker[0] == pytest.approx((x, y), abs=view.camera.scale)
    view.clear_marker()
    assert view.live.marker is None


def test_an_animated_flight_arrives(view, qtbot):
    view.zoom_by(1 / 8)
    view.set_animated(True)
    goal = plane_point(510_000, 350_000)
    view.fly_to(510_000, 350_000)
    qtbot.waitUntil(lambda: view.camera.centre == pytest.approx(goal, abs=30) and view.camera.scale == pytest.approx(25))


def test_escape_clears_the_selection_when_nothing_else_is_to_be_dropped(view, qtbot):
    view.show_selection(frozenset({900001}))
    with qtbot.waitSignal(view.selection_requested) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert caught.args == [frozenset()]


def test_the_menu_key_asks_for_the_menu_of_the_selection(view, qtbot):
    view.show_selection(frozenset({900001, 900002}))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    with qtbot.waitSignal(view.menu_requested) as caught:
        QApplication.sendEvent(view.viewport(), event)
    assert caught.args[0] == frozenset({900001, 900002})


def test_the_selection_is_told_to_a_screen_reader(view):
    view.show_selection(frozenset({900002}))
    assert "Burton Primary" in view.accessibleDescription()
    view.show_selection(frozenset({900001, 900002}))
    assert view.accessibleDescription().startswith("2 school")
    assert view.accessibleName()


def test_hiding_a_layer_takes_it_off_the_map_and_out_of_the_legend(view, qtbot, mouse):
    zoom_and_settle(view, qtbot, 0.5)
    assert view.map_style.excluded in colours_at(view, mouse.at(900008))
    with qtbot.waitSignal(view.layers_changed):
        view.set_layer(Layer.EXCLUDED, False)
    assert view.map_style.excluded not in colours_at(view, mouse.at(900008))
    assert Layer.EXCLUDED not in view.layers


def test_hidden_schools_cannot_be_clicked(view, qtbot, mouse):
    view.zoom_by(0.5)
    view.set_layer(Layer.EXCLUDED, False)
    with qtbot.waitSignal(view.selection_requested) as caught:
        mouse.click(mouse.at(900008))
    assert caught.args == [frozenset()]


def test_each_layer_changes_the_picture(view, qtbot, make_county):
    haven = Barrier(name="Haven", points=((506_000, 347_000), (507_000, 355_000)))
    relations = tuple(Relation(kind=kind, urns=(900001, 900004)) for kind in RECORDED_KINDS)
    county = make_county(Rules(barriers=(haven,), relations=relations))
    view.show_plan(county.plan, county.scoreboard)
    view.set_outlines(outlines_of_schools(county.schools))
    view.set_bonds(Layer.PAIRS, Bonds("Pairs", ((900001, 900004),)))
    view.set_roads(RoadLines.of(network(([(1, 0, 21_000), (2, 12_000, 21_000)], RoadClass.PRIMARY, BOTH))))
    view.set_legend_open(False)
    zoom_and_settle(view, qtbot, 0.5)
    for layer in Layer:
        if layer in (Layer.PLACES, Layer.TRUSTS):
            continue  # this county's register names neither places nor trusts
        shown = layer in view.layers
        before = pixels(view)
        view.set_layer(layer, not shown)
        assert pixels(view) != before, layer
        view.set_layer(layer, shown)


def test_the_lead_rule_draws_spokes_in_place_of_hulls(view, mouse, make_county):
    between = (mouse.at(900004) + mouse.at(900005) + mouse.at(900006)) / 3
    hull = colours_at(view, between, reach=1)
    county = make_county(Rules(cap_rule=CapRule.LEAD))
    view.show_plan(county.plan, county.scoreboard)
    assert view.content.by_lead
    assert colours_at(view, between, reach=1) != hull


def test_a_preview_shows_the_movers_and_ends(view, county, do):
    plain = pixels(view)
    _, plan, _ = do(MoveSchools((900003,), "C002"))
    view.set_preview(plan)
    [mover] = view.live.preview.movers
    assert (mover.urn, mover.colour_from, mover.colour_to) == (900003, 0, 1)
    assert pixels(view) != plain
    view.set_preview(None)
    assert pixels(view) == plain


def test_locked_schools_wear_a_ring(view, county, do):
    change, plan, scoreboard = do(LockSchools((900002,), True))
    view.apply_change(change, plan, scoreboard)
    marks = view.content.marks
    assert marks.locked.tolist() == [urn == 900002 for urn in county.schools.urn.tolist()]


def test_another_filter_of_the_same_register_keeps_the_view_where_it_is(view, county):
    view.zoom_by(3)
    before = view.camera
    view.show_schools(county.schools, county.standing)
    view.show_plan(county.plan, county.scoreboard)
    assert view.camera == before


def test_dark_mode_changes_every_colour_but_no_position(view, mouse):
    spot = mouse.at(900004)
    view.set_dark(True)
    assert view.map_style.dark
    assert view.map_style.hue(1).fill in colours_at(view, spot)


def test_a_map_without_a_register_is_calm(qtbot):
    from wolds.widgets.map import MapView

    view = MapView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.fit()
    view.show_selection(frozenset({1}))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert not view.grab().isNull()


def test_the_view_prints_what_it_shows_as_vectors(view, tmp_path):
    writer = QPdfWriter(str(tmp_path / "map.pdf"))
    painter = QPainter(writer)
    view.print_map(painter, QRectF(0, 0, writer.width(), writer.height()), title="Scenario A")
    painter.end()
    content = (tmp_path / "map.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/Subtype /Image" not in content


def test_a_measured_pan_returns_where_it_began(view):
    before = view.camera.centre
    taken = measure_pan(view, frames=12)
    assert taken.shape == (12,)
    assert view.camera.centre == pytest.approx(before, abs=3 * view.camera.scale)


def test_optional_and_excluded_schools_are_grey_and_small(view):
    marks = view.content.marks
    assert marks.tint[7] == Tint.EXCLUDED
    assert marks.radii(1.0)[7] < marks.radii(1.0)[4]


def test_a_long_hint_is_told_in_full_beside_the_legend_on_a_narrow_map(view):
    view.resize(420, 400)
    view.set_legend_open(False)
    view.set_mode(Mode.BARRIER)
    hint, label = view._hint, view._hint._label
    assert view.rect().contains(hint.geometry())
    assert not hint.geometry().intersects(view._legend.geometry())
    view.grab()
    assert label.height() >= label.heightForWidth(label.width())


def test_the_buttons_to_zoom_stand_beside_an_open_legend_on_a_low_map(view):
    view.resize(900, 400)
    view.set_legend_open(False)
    corner = view._zoom_buttons.pos()
    view.set_legend_open(True)
    assert view.rect().contains(view._zoom_buttons.geometry())
    assert not view._zoom_buttons.geometry().intersects(view._legend.geometry())
    view.set_legend_open(False)
    assert view._zoom_buttons.pos() == corner


def test_another_filter_leaves_every_school_where_it_is(view, county):
    points = view.content.marks.points
    view.show_schools(county.schools, standing_of(county.schools, Eligibility(roll_max=100)))
    assert view.content.marks.points is points
    assert view.content.marks.tint[county.schools.position(900003)] == Tint.EXCLUDED
    assert view.content.marks.tint[county.schools.position(900001)] == Tint.UNPLACED
