"""Which school, cluster or selection lies under the pointer, by numpy over all points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.groups import Group
from wolds.widgets.map.hulls import contains
from wolds.widgets.map.marks import Marks, zoom_of

_SLACK = 4.0
_SAME_SPOT = 5.0


def rows_at(marks: Marks, shown: BoolArray, camera: Camera, x: float, y: float) -> list[int]:
    """Rows of the schools under a pixel: the nearest first, of equally near ones the topmost."""
    plane = np.array(camera.plane(x, y))
    reach = marks.radii(zoom_of(camera.scale)) + _SLACK
    with np.errstate(invalid="ignore"):
        distance = np.hypot(*(marks.points - plane).T) / camera.scale
        rows = np.flatnonzero((distance <= reach) & shown)
    if not len(rows):
        return []
    height = np.empty(len(marks.urn), dtype=np.int64)
    height[marks.order] = np.arange(len(marks.urn))
    best = np.lexsort((-height[rows], np.round(distance[rows])))
    return [int(row) for row in rows[best]]


def rows_on_same_spot(marks: Marks, rows: list[int], camera: Camera) -> list[int]:
    """Of the rows under a pixel, those that the eye cannot tell from the first one."""
    if not rows:
        return []
    gap = np.hypot(*(marks.points[rows] - marks.points[rows[0]]).T) / camera.scale
    return [row for row, distance in zip(rows, gap.tolist(), strict=True) if distance <= _SAME_SPOT]


def rows_in_polygon(marks: Marks, shown: BoolArray, camera: Camera, pixels: FloatArray) -> IntArray:
    """Rows of the schools whose point lies within a polygon of pixels, shape (m, 2)."""
    if len(pixels) < 3:
        return np.empty(0, dtype=np.int64)
    at = camera.pixels(marks.points)
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    with np.errstate(invalid="ignore"):
        near = np.flatnonzero(((at >= low) & (at <= high)).all(axis=1) & shown)
    return np.asarray(near[contains(pixels, at[near])]) if len(near) else near


def group_at(groups: Iterable[Group], camera: Camera, x: float, y: float) -> Group | None:
    """The cluster whose hull holds a pixel, the smallest one where several do."""
    px, py = camera.plane(x, y)
    held = [group for group in groups if _is_near(group, px, py, camera) and group.holds(px, py, camera.octave)]
    return min(held, key=lambda group: (group.span, group.id), default=None)


def _is_near(group: Group, x: float, y: float, camera: Camera) -> bool:
    reach = 40 * camera.scale
    (left, top), (right, bottom) = group.low, group.high
    return left - reach <= x <= right + reach and top - reach <= y <= bottom + reach
