"""Names keep clear of the edges and of what lies over the map, areas are named on their own ground, and all of it fits."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from wolds.widgets.map.basemap import BaseMap, Gazetteer, Place
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.hulls import contains
from wolds.widgets.map.labels import PlacedLabel, Room, Wish, place_labels
from wolds.widgets.map.lettering import Kind, size_of
from wolds.widgets.map.preview import Mover, Preview, paint_preview
from wolds.widgets.map.style import LIGHT

ENGLAND = QRectF(-640_000, -7_520_000, 840_000, 1_110_000)


def boxes_of(view) -> dict[str, QRectF]:
    """Where each name stands, in pixels of the view."""
    return {label.wish.text: box_of(view.camera, label) for label in view.live.labels}


def box_of(camera: Camera, label: PlacedLabel) -> QRectF:
    corner = camera.pixel(label.wish.x, label.wish.y) + QPointF(label.dx, label.dy)
    return QRectF(corner, size_of(label.wish.text, label.wish.kind))


@pytest.fixture
def crowded_view(view):
    """A place every fifty pixels, also along the edges and beneath the legend."""
    camera = view.camera
    spots = [(x, y) for x in range(3, int(camera.width), 50) for y in range(3, int(camera.height), 25)]
    places = [Place(f"Town {n}", *camera.plane(*spot), 500_000.0) for n, spot in enumerate(spots)]
    view.set_base_map(BaseMap(places=Gazetteer.of(places)))
    view.set_legend_open(True)
    view.grab()
    return view


def test_no_name_is_cut_by_the_edge_of_the_map(crowded_view):
    sheet = QRectF(crowded_view.viewport().rect())
    inside = {name: box for name, box in boxes_of(crowded_view).items() if sheet.intersects(box)}
    assert len(inside) > 50
    assert all(sheet.contains(box) for box in inside.values())


def test_no_name_stands_beneath_legend_buttons_or_scale_bar(crowded_view):
    furniture = crowded_view._furniture()
    assert len(furniture) == 4
    assert not [name for name, box in boxes_of(crowded_view).items() for over in furniture if over.intersects(box)]


def test_names_take_the_room_of_a_legend_that_is_folded(crowded_view):
    legend = QRectF(crowded_view._legend.geometry())
    crowded_view.set_legend_open(False)
    crowded_view.grab()
    assert [name for name, box in boxes_of(crowded_view).items() if legend.contains(box)]


def test_an_area_is_named_on_its_own_ground_or_not_at_all():
    ring = np.array([(0, 0), (300, 0), (300, 300), (240, 300), (240, 60), (60, 60), (60, 300), (0, 300)], dtype=float)
    camera = Camera(-50, -50, 1.0, 400, 400)
    wish = Wish("Bay", Kind.AREA, 150, 30, 0.0, air=4.0, ring=ring)
    size = size_of("Bay", Kind.AREA)
    room, found = Room(400, 400), 0
    while placed := list(place_labels(camera, [wish], room)):
        (label,) = placed
        assert contains(ring, np.array([[150 + label.dx + size.width() / 2, 30 + label.dy + size.height() / 2]]))[0]
        found += 1
    assert found > 3


def test_all_of_england_fits_on_a_laptop():
    camera = Camera.fitting(ENGLAND, 590, 435)
    assert camera.box.contains(ENGLAND)


def test_an_open_legend_hides_no_school_where_there_is_room_beside_it(view, mouse, county):
    view.resize(1300, 500)
    view.set_legend_open(True)
    view.fit()
    legend = QRectF(view._legend.geometry())
    assert not [urn for urn in county.schools.urn[:7].tolist() if legend.contains(mouse.at(urn))]


def test_thousands_of_movers_are_dots_that_leave_the_map_in_sight():
    spots = np.random.default_rng(1).uniform(50, 450, size=(2_000, 2))
    movers = tuple(Mover(n, spot, 3 if n % 2 else None, n % 8, None) for n, spot in enumerate(spots))
    seen = {}
    for name, preview in (("few", Preview(movers[:300], ())), ("many", Preview(movers, ()))):
        image = QImage(500, 500, QImage.Format.Format_RGB32)
        image.fill(0)
        with QPainter(image) as painter:
            paint_preview(painter, Camera(0, 0, 1.0, 500, 500), preview, LIGHT)
        seen[name] = {image.pixelColor(x, y).name() for x in range(500) for y in range(0, 500, 3)}
    assert LIGHT.unplaced in seen["few"]
    assert LIGHT.unplaced not in seen["many"]
    assert {fill.name() for fill in LIGHT.fills[:8]} <= seen["many"]
