"""Geometry of the map: hulls, cut rings, label room, the plane."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.hulls import centre_of_area, contains, convex_hull, rounded
from wolds.widgets.map.labels import Room
from wolds.widgets.map.ornaments import scale_bar_metres, scale_bar_text
from wolds.widgets.map.plane import british_of, plane_of, plane_per_metre, straight_km
from wolds.widgets.map.rings import cut_to_box, thinned
from wolds.widgets.map.sheet import strips_around

points = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=9).map(
    lambda pairs: np.array(pairs, dtype=np.float64)
)


@settings(max_examples=150)
@given(points)
def test_a_rounded_hull_holds_every_school_with_room_around_it(at):
    hull = rounded(convex_hull(at), pad=3.0)
    for angle in np.linspace(0, 2 * np.pi, 7):
        assert contains(hull, at + 2.7 * np.array([np.cos(angle), np.sin(angle)])).all()


@settings(max_examples=100)
@given(points)
def test_no_corner_of_a_hull_is_farther_from_the_schools_than_its_pad(at):
    hull = rounded(convex_hull(at), pad=3.0)
    reach = at.max(axis=0) + 3.0001, at.min(axis=0) - 3.0001
    assert (hull <= reach[0]).all()
    assert (hull >= reach[1]).all()


def test_the_centre_of_an_l_shape_is_its_centre_of_gravity():
    shape = np.array([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)], dtype=float)
    assert centre_of_area(shape) == pytest.approx([9.5 / 7, 9.5 / 7])


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=12, unique=True))
def test_a_cut_ring_holds_the_same_points_of_the_box(pairs):
    ring = np.array(pairs, dtype=np.float64)
    cut = cut_to_box(ring, QRectF(-20, -10, 37, 31))
    probes = np.random.default_rng(1).uniform((-19.9, -9.9), (16.9, 20.9), (60, 2))
    inside = contains(cut, probes) if len(cut) > 2 else np.zeros(60, dtype=bool)
    assert (inside == contains(ring, probes)).all()


def test_thinning_keeps_the_ends_and_drops_what_shares_a_pixel():
    ring = np.column_stack([np.linspace(0, 10, 1001), np.zeros(1001)])
    assert len(thinned(ring, 1.0)) == 11
    assert thinned(ring, 1.0)[0].tolist() == [0, 0]


def test_strips_cover_what_a_moved_sheet_lacks_and_nothing_twice():
    whole = QRect(0, 0, 40, 30)
    for kept in (QRect(-7, 5, 40, 30), QRect(3, -2, 40, 30), QRect(0, 0, 40, 30)):
        cover = np.zeros((30, 40), dtype=int)
        middle = kept.intersected(whole)
        for part in (*strips_around(kept, whole), middle):
            cover[part.top() : part.bottom() + 1, part.left() : part.right() + 1] += 1
        assert (cover == 1).all()


def test_a_label_finds_no_room_where_a_school_stands():
    room = Room(200, 100)
    room.cover_points(np.array([[50.0, 50.0], [-900.0, 4.0]]), 6)
    assert not room.is_free(45, 45, 20, 10)
    assert room.is_free(100, 45, 20, 10)
    room.cover(100, 45, 20, 10)
    assert not room.is_free(110, 50, 30, 10)
    assert not room.is_free(190, 45, 30, 10), "labels stay on the sheet"


def test_the_plane_keeps_british_points_to_a_millimetre_there_and_back():
    british = np.array([[533_000.0, 343_000.0], [400_000.0, 100_000.0]])
    assert british_of(plane_of(british[:, 0], british[:, 1])) == pytest.approx(british, abs=0.001)
    assert straight_km(map(tuple, plane_of(british[:, 0], british[:, 1]).tolist())) == pytest.approx(
        float(np.hypot(133_000, 243_000)) / 1000, abs=1e-6
    )


def test_a_scale_bar_is_a_round_length_that_is_true_on_the_ground():
    x, y = plane_of(np.array([520_000.0]), np.array([350_000.0]))[0].tolist()
    camera = Camera.around(x, y, 100.0, 1200, 800)
    metres = scale_bar_metres(camera)
    pixels = metres * plane_per_metre(y) / camera.scale
    a, b = british_of(np.array([camera.plane(600, 400), camera.plane(600 + pixels, 400)]))
    assert np.hypot(*(a - b)) == pytest.approx(metres, rel=0.005)
    assert scale_bar_text(metres) == "5 km"


def test_zooming_out_never_loses_the_middle():
    camera = Camera.fitting(QRectF(0, 0, 1000, 500), 800, 600)
    assert camera.centre == pytest.approx((500, 250))
    assert camera.box.contains(QRectF(0, 0, 1000, 500))
