"""Roads, routes and reaches on the map: drawn where they run, as coarse as the scale asks, and in pictures alike."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from helpers.roads import BOTH, SOUTH, WEST, network
from wolds.geo.roads.classes import RoadClass
from wolds.widgets.map import Layer, render_map
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.picture import Beneath
from wolds.widgets.map.plane import plane_point
from wolds.widgets.map.roads import RoadLines, paint_roads, path_of
from wolds.widgets.map.style import DARK, LIGHT
from wolds.widgets.map.ways import WayLines, way_label_box

MAIN = [(1, 0, 0), (2, 9_000, 0)]
LANE = [(3, 0, 2_000), (4, 4_500, 2_400), (5, 9_000, 2_000)]


@pytest.fixture
def lines():
    return RoadLines.of(network((MAIN, RoadClass.PRIMARY, BOTH), (LANE, RoadClass.SERVICE, BOTH)))


def painted(roads, scale, style=LIGHT):
    """Roads on white round the middle of the main road, and the camera they are seen by."""
    camera = Camera.around(*plane_point(WEST + 4_500, SOUTH + 1_000), scale, 1200, 900)
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    with QPainter(image) as painter:
        paint_roads(painter, camera, roads, style)
    return image, camera


def is_marked(image, camera, east, north):
    pixel = camera.pixel(*plane_point(WEST + east, SOUTH + north))
    return image.pixelColor(round(pixel.x()), round(pixel.y())).lightness() < 250


def test_main_roads_are_drawn_from_afar_and_lanes_only_from_near(lines):
    far, camera = painted(lines, 150.0)
    assert is_marked(far, camera, 4_500, 0)
    assert not is_marked(far, camera, 4_500, 2_400)
    near, camera = painted(lines, 8.0)
    assert is_marked(near, camera, 4_500, 0)
    assert is_marked(near, camera, 4_500, 2_400)
    assert not is_marked(near, camera, 4_500, 1_400)


def test_a_road_keeps_its_bends_however_it_is_thinned(lines):
    image, camera = painted(lines, 8.9)
    assert is_marked(image, camera, 3_900, 2_000 + 400 * 3_900 / 4_500)
    assert not is_marked(image, camera, 3_900, 2_000)


def test_only_roads_in_sight_are_looked_at(lines):
    assert lines.seen(Camera.around(*plane_point(WEST + 8_000, SOUTH), 5.0, 200, 200)).tolist() == [0]
    assert len(lines.seen(Camera.around(*plane_point(WEST + 60_000, SOUTH), 5.0, 200, 200))) == 0


def test_a_path_handed_over_in_one_piece_is_the_one_drawn_point_by_point():
    points, starts = np.array([[0.0, 0.5], [10, 5], [3, 3], [7, 9], [8, 1]]), np.array([True, False, True, False, False])
    expected = QPainterPath()
    for (x, y), begins in zip(points.tolist(), starts.tolist(), strict=True):
        (expected.moveTo if begins else expected.lineTo)(x, y)
    assert path_of(points, starts) == expected


def test_a_network_without_roads_is_drawn_as_nothing():
    empty = RoadLines.of(network((MAIN, RoadClass.PRIMARY, BOTH)).kept(np.array([False])))
    image, _ = painted(empty, 100.0)
    assert image.pixelColor(200, 150) == QColor("#ffffff")


@pytest.fixture
def with_route(view):
    corners = np.array([[500_000.0, 350_000.0], [505_000, 349_000], [510_000, 350_000]])
    back = np.array([[510_000.0, 350_000.0], [505_000, 346_500], [500_000, 350_000]])
    view.set_ways(WayLines.route("17 min by road, by hand (11.2 km)", corners, back))
    return view


def colour_at(view, east, north):
    image, pixel = view.grab().toImage(), view.camera.pixel(*plane_point(east, north))
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(pixel.x() * ratio), round(pixel.y() * ratio))


def is_accent(colour, style=LIGHT):
    accent = QColor(style.accent)
    return abs(colour.red() - accent.red()) + abs(colour.green() - accent.green()) + abs(colour.blue() - accent.blue()) < 60


def test_a_route_is_drawn_along_its_line_and_its_label_keeps_clear_of_the_names(with_route):
    view = with_route
    view.set_layer(Layer.HULLS, False)
    assert is_accent(colour_at(view, 507_500, 349_500))
    assert way_label_box(view.camera, view.content.ways) in view.live.furniture()
    view.set_ways(None)
    assert not is_accent(colour_at(view, 507_500, 349_500))


def test_a_route_wears_the_colours_of_the_dark_map(with_route):
    with_route.set_layer(Layer.HULLS, False)
    with_route.set_dark(True)
    assert is_accent(colour_at(with_route, 507_500, 349_500), DARK)


def test_the_map_moves_to_where_a_route_runs(with_route):
    with_route.set_animated(False)
    with_route.zoom_by(8.0)
    with_route.fit_ways()
    assert with_route.camera.box.contains(with_route.content.ways.box)


def test_a_picture_shows_the_roads_and_the_reach_that_the_map_shows(view, county):
    ring = np.array([[503_000.0, 353_000.0], [508_000, 353_000], [508_000, 356_000], [503_000, 356_000], [503_000, 353_000]])
    road = np.array([[503_000.0, 354_500.0], [508_000, 354_500]])
    view.set_roads(RoadLines.of(network(([(1, 3_500, 21_000), (2, 9_500, 21_000)], RoadClass.PRIMARY, BOTH))))
    view.set_layer(Layer.ROADS, True)
    view.set_ways(WayLines.area("Within 5 min", road, np.array([0, 2]), (ring,)))
    told = (county.schools, county.standing, county.plan, county.scoreboard, 500, 400)
    plain, with_ways = render_map(*told), render_map(*told, beneath=view.beneath)
    assert plain != with_ways
    camera = Camera.fitting(view.content.everything(), 500, 400, margin=400 * 0.07)
    for east, north in ((505_500, 354_500), (508_000, 354_000), (506_500, 351_000)):  # road in reach, its edge, a main road
        pixel = camera.pixel(*plane_point(east, north))
        before, after = (image.pixelColor(round(pixel.x()), round(pixel.y())) for image in (plain, with_ways))
        assert before != after, (east, north)


def test_a_hidden_layer_of_roads_goes_into_no_picture(view, lines):
    view.set_roads(lines)
    assert view.beneath.roads is None
    assert Beneath().layers(frozenset({Layer.HULLS})) == {Layer.HULLS}
    view.set_layer(Layer.ROADS, True)
    assert view.beneath.roads is lines


def test_the_label_stands_above_the_scale_bar_whatever_the_size_of_the_map():
    ways = WayLines.route("A – B\n17 min by road", np.array([[500_000.0, 350_000.0], [505_000, 349_000]]), None)
    for width, height in ((500, 400), (1_600, 1_200)):
        box = way_label_box(Camera(0, 0, 100.0, width, height), ways)
        assert box.left() >= 0
        assert 0 < box.bottom() < height - 20
        assert box.contains(QPointF(box.center()))


def test_a_print_draws_roads_and_routes_as_wide_as_the_screen_does(view, with_route):
    """A pen of a pixel is a hair on paper of 1,200 dots an inch."""
    view.set_layer(Layer.HULLS, False)
    image = QImage(1_800, 1_400, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(192 / 0.0254))  # twice as fine as a screen
    image.setDotsPerMeterY(round(192 / 0.0254))
    with QPainter(image) as painter:
        view.print_map(painter, QRectF(0, 0, 1_800, 1_400))
    box = view.camera.box
    camera = Camera.fitting(box, 900, 700, margin=700 * 0.05)
    at = camera.pixel(*plane_point(507_500, 349_500)) * 2
    column = [image.pixelColor(round(at.x()), y) for y in range(round(at.y()) - 12, round(at.y()) + 12)]
    assert 5 <= sum(map(is_accent, column)) <= 9  # 3.2 pixels of a screen
