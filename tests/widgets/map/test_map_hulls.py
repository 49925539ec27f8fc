"""Where the name of an area stands, and how wide hulls are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.groups import Group
from wolds.widgets.map.hulls import centre_of_area, contains, nearest_on_rim, place_inside
from wolds.widgets.map.marks import RADII, zoom_of
from wolds.widgets.map.shapes import paint_hulls
from wolds.widgets.map.style import LIGHT

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10)], dtype=np.float64)
BAY = np.array([(0, 0), (10, 0), (10, 2), (2, 2), (2, 8), (10, 8), (10, 10), (0, 10)], dtype=np.float64)


def test_the_name_of_a_plain_area_stands_in_its_middle() -> None:
    assert place_inside(SQUARE) == pytest.approx((5, 5))


def test_the_name_of_an_area_round_a_bay_does_not_stand_in_the_bay() -> None:
    assert not contains(BAY, centre_of_area(BAY)[None])[0]
    assert contains(BAY, place_inside(BAY)[None])[0]


@pytest.mark.parametrize("scale", [20.0, 28.0, 29.0, 40.0, 57.0, 80.0, 160.0, 350.0])
def test_a_hull_never_cuts_through_the_symbols_of_its_schools(scale: float) -> None:
    camera = Camera(0.0, -7_000_000.0, scale, 400, 400)
    spots = np.array([camera.plane(100, 100), camera.plane(300, 120), camera.plane(200, 300)])
    group = Group("C1", 1, 0, 0, locked=False, warnings=0, key=tuple(spots.ravel().tolist()))
    rim = camera.pixels(np.array([(point.x(), point.y()) for point in group.hull(camera.octave).toFillPolygon()]))
    away = np.hypot(*(nearest_on_rim(rim, camera.pixels(spots)) - camera.pixels(spots)).T)
    assert away.min() > RADII[6] * zoom_of(scale), "a school of 400 pupils"


def edge_width(dots: int) -> int:
    """How many dots wide the edge of a hull is on paper with so many dots to a pixel of the screen."""
    camera = Camera(0.0, -7_000_000.0, 50.0, 200, 200)
    spots = np.array([camera.plane(60, 60), camera.plane(140, 60), camera.plane(60, 140), camera.plane(140, 140)])
    group = Group("C1", 1, 0, 0, locked=False, warnings=0, key=tuple(spots.ravel().tolist()))
    paper = QImage(200 * dots, 200 * dots, QImage.Format.Format_RGB32)
    paper.fill(QColor("#ffffff"))
    with QPainter(paper) as painter:
        painter.scale(dots, dots)
        paint_hulls(painter, camera, [group], LIGHT)
    across = [paper.pixelColor(x, 100 * dots).lightness() for x in range(100 * dots)]
    inside = across[-1]
    return sum(lightness < inside - 10 for lightness in across)


def test_the_edge_of_a_hull_is_as_wide_on_paper_as_on_the_screen() -> None:
    assert edge_width(1) >= 1
    assert edge_width(10) == pytest.approx(12, abs=1)
