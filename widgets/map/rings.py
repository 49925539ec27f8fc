"""Thins and cuts long rings to what a camera can see: coasts and borders have many more points than a screen has pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from wolds.geo.schools import FloatArray
from wolds.widgets.map.camera import Camera

_FINENESS: Final = 0.7
"""Pixels within which points of a ring count as one."""
_PIECE: Final = 48


class Rings:
    """Rings on the plane, shape (k, 2) each, kept ready for each zoom step."""

    def __init__(self, rings: Iterable[FloatArray]) -> None:
        self._rings = [ring for ring in rings if len(ring) > 2]
        self._low = np.array([ring.min(axis=0) for ring in self._rings]).reshape(-1, 2)
        self._high = np.array([ring.max(axis=0) for ring in self._rings]).reshape(-1, 2)
        self._thinned: dict[tuple[int, int], FloatArray] = {}

    def __len__(self) -> int:
        return len(self._rings)

    def seen(self, camera: Camera, margin: float, coarser: int = 0) -> Iterator[tuple[int, FloatArray]]:
        """The rings in sight, cut to the sheet grown by `margin` pixels: number of the ring, points in pixels.

        `coarser` zoom steps may be asked for where the line is broad and soft.
        """
        box = camera.grown(margin).box
        low, high = (box.left(), box.top()), (box.right(), box.bottom())
        near = (self._low < high).all(axis=1) & (self._high > low).all(axis=1)
        large = ((self._high - self._low) > camera.scale).any(axis=1)
        for number in np.flatnonzero(near & large).tolist():
            ring = cut_to_box(self._thin(number, camera.octave + coarser), box)
            if len(ring) > 2:
                yield number, camera.pixels(ring)

    def _thin(self, number: int, octave: int) -> FloatArray:
        found = self._thinned.get((number, octave))
        if found is None:
            found = self._thinned[number, octave] = thinned(self._rings[number], _FINENESS * 2.0**octave)
        return found


class Lines:
    """Long lines on the plane, cut into short pieces, so that a strip of the map pays only for the pieces in it."""

    def __init__(self, lines: Iterable[FloatArray]) -> None:
        self._lines = list(lines)
        self._by_octave: dict[int, Pieces] = {}

    def seen(self, camera: Camera, coarser: int = 0) -> Iterator[tuple[int, QPolygonF]]:
        """The pieces in sight: number of the line, points on the plane."""
        pieces = self._pieces(camera.octave + coarser)
        box = camera.grown(3.0).box
        near = (pieces.low < (box.right(), box.bottom())).all(axis=1) & (pieces.high > (box.left(), box.top())).all(axis=1)
        for place in np.flatnonzero(near).tolist():
            yield pieces.numbers[place], pieces.lines[place]

    def _pieces(self, octave: int) -> Pieces:
        if octave not in self._by_octave:
            self._by_octave[octave] = _cut_up([thinned(line, _FINENESS * 2.0**octave) for line in self._lines])
        return self._by_octave[octave]


class Pieces(NamedTuple):
    """Pieces of lines: the line that each is of, its points, and the corners of its box, shape (k, 2)."""

    numbers: list[int]
    lines: list[QPolygonF]
    low: FloatArray
    high: FloatArray


def _cut_up(lines: list[FloatArray]) -> Pieces:
    parts = [
        (number, line[start : start + _PIECE + 1])
        for number, line in enumerate(lines)
        for start in range(0, max(len(line) - 1, 0), _PIECE)
    ]
    low = np.array([part.min(axis=0) for _, part in parts]).reshape(-1, 2)
    high = np.array([part.max(axis=0) for _, part in parts]).reshape(-1, 2)
    return Pieces([number for number, _ in parts], [polygon_of(part) for _, part in parts], low, high)


def thinned(ring: FloatArray, fineness: float) -> FloatArray:
    """A ring without the points that share a square of `fineness` with the one before, shape (m, 2)."""
    cells = np.floor(ring / fineness)
    kept = np.ones(len(ring), dtype=np.bool_)
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    return ring[kept] if kept.sum() > 2 else ring[[0, len(ring) // 3, 2 * len(ring) // 3]]


def cut_to_box(ring: FloatArray, box: QRectF) -> FloatArray:
    """The part of a closed ring within a box, closed along the box's edges (Sutherland and Hodgman), shape (m, 2)."""
    sides = ((0, box.left(), 1.0), (0, box.right(), -1.0), (1, box.top(), 1.0), (1, box.bottom(), -1.0))
    for axis, limit, sign in sides:
        if not len(ring):
            break
        ring = _cut(ring, (ring[:, axis] - limit) * sign)
    return ring


def _cut(ring: FloatArray, inside: FloatArray) -> FloatArray:
    """Keep the side of a line where `inside`, the signed distance of each point from it, shape (n,), is not negative."""
    after = np.roll(inside, -1)
    if (inside >= 0).all():
        return ring
    crosses = (inside >= 0) != (after >= 0)
    span = np.where(crosses, inside - after, 1.0)
    following = np.roll(ring, -1, axis=0)
    meeting = ring + (following - ring) * (inside / span)[:, None]
    corners = np.stack([meeting, following], axis=1).reshape(-1, 2)
    return np.asarray(corners[np.stack([crosses, after >= 0], axis=1).ravel()])


def polygon_of(points: FloatArray) -> QPolygonF:
    """Points of shape (k, 2) as a polygon of Qt."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])
