"""Finds each cluster's number a place at its own hull: on open ground where there is some, else over its own symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.groups import Group, hull_pad
from wolds.widgets.map.hulls import contains, nearest_on_rim
from wolds.widgets.map.labels import CELL, Offset, PlacedLabel, Room, Wish, cells_at
from wolds.widgets.map.lettering import PAD, size_of

_REACH: Final = 15
"""Cells around the middle of a cluster in which its number looks for a place."""
_OWN_SYMBOL, _OTHER_SYMBOL, _OTHER_HULL = 5.0, 24.0, 2.5
"""What it costs to cover a cell of a symbol of the cluster, of another symbol, of another hull. Symbols are dear: a school that
is covered cannot be picked."""
_OUTSIDE, _OFF_CENTRE = 1.5, 0.12
"""What it costs to stand a pixel outside the own hull, and a pixel off its middle."""
_LED_FROM: Final = 9.0
"""Pixels between the middle of a number and its hull from which a line leads to it."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What numbers may stand on, but would rather not, by cells of the sheet, shape (h, w): how many symbols of schools, and
    whose hull (1 + the place of its cluster, 0 for none).
    """

    symbols: IntArray
    hulls: IntArray
    groups: dict[str, tuple[int, Group]]  # clusters by id, with their places
    radius: float  # pixels of a symbol

    @classmethod
    def of(
        cls, camera: Camera, room: Room, groups: Sequence[Group], schools: FloatArray, radius: float, with_hulls: bool
    ) -> Ground:
        """The ground under a camera. `schools` are those in sight, in pixels, shape (n, 2)."""
        hulls = _hulls(camera, groups if with_hulls else (), room.taken.shape)
        places = {group.id: (place, group) for place, group in enumerate(groups)}
        return cls(_count(schools, radius, room.taken.shape), hulls, places, radius)


def _count(pixels: FloatArray, radius: float, shape: tuple[int, ...]) -> IntArray:
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, cells_at(pixels, radius, shape), 1)
    return counts


def _hulls(camera: Camera, groups: Iterable[Group], shape: tuple[int, ...]) -> IntArray:
    image = QImage(shape[1], shape[0], QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    with QPainter(image) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(1 / CELL, 1 / CELL)
        painter.setTransform(camera.transform, True)
        for number, group in enumerate(groups, start=1):
            painter.setBrush(QColor.fromRgb(number))
            painter.drawPath(group.hull(camera.octave))
    return np.frombuffer(image.constBits(), np.uint32).reshape(shape).astype(np.int64) & 0xFFFFFF


def place_numbers(camera: Camera, wishes: Iterable[Wish], room: Room, ground: Ground) -> Iterator[PlacedLabel]:
    """Give each number the place at its cluster that costs least and that no label has taken. Without any it is dropped, or, if
    it insists, stands upon the middle of its cluster.
    """
    for wish in wishes:
        size, at = size_of(wish.text, wish.kind), np.array([wish.x, wish.y])
        box = _Box(*(int(np.ceil((side - 2 * PAD + 2) / CELL)) for side in (size.width(), size.height())))
        middle = _cheapest(camera, wish, box, room.taken, ground)
        if middle is not None:
            room.taken[box.cells(middle)] = True
        elif wish.insists:
            middle = camera.pixels(at[None])[0]
        else:
            continue
        dx, dy = (middle - camera.pixels(at[None])[0]).tolist()
        yield PlacedLabel(wish, dx - size.width() / 2, dy - size.height() / 2, _line(camera, wish, middle))


@dataclass(frozen=True)
class _Box:
    """The cells that a number takes."""

    wide: int
    high: int

    def cells(self, middle: FloatArray) -> tuple[slice, slice]:
        """The cells around its middle in pixels."""
        column, row = np.rint(middle / CELL - (self.wide / 2, self.high / 2)).astype(np.int64).tolist()
        return slice(row, row + self.high), slice(column, column + self.wide)

    def sums(self, cells: FloatArray) -> FloatArray:
        """The sum of the cells of each such box, by its upper left cell."""
        total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
        total[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)
        high, wide = self.high, self.wide
        return np.asarray(total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide])


def _cheapest(camera: Camera, wish: Wish, box: _Box, taken: BoolArray, ground: Ground) -> FloatArray | None:
    """The middle, in pixels, of the best free place for a number, shape (2,)."""
    place, group = ground.groups[wish.key]
    at = camera.pixels(np.array([[wish.x, wish.y]]))[0]
    column, row = (np.maximum(at / CELL - _REACH, 0)).astype(np.int64).tolist()
    window = slice(row, row + 2 * _REACH), slice(column, column + 2 * _REACH)
    corner = np.array([column, row]) * CELL
    symbols, hulls = ground.symbols[window], ground.hulls[window]
    own = _count(camera.pixels(group.points) - corner, ground.radius, symbols.shape)
    dear = _OWN_SYMBOL * (own > 0) + _OTHER_SYMBOL * (symbols > own) + _OTHER_HULL * ((hulls > 0) & (hulls != place + 1))
    rows, columns = np.nonzero(box.sums(taken[window].astype(np.float64)) == 0)
    if not len(rows):
        return None
    middles = corner + CELL * np.column_stack([columns + box.wide / 2, rows + box.high / 2])
    costs = box.sums(dear)[rows, columns] + _OUTSIDE * _outside(camera, wish, middles)
    costs += _OFF_CENTRE * np.hypot(*(middles - at).T)
    return np.asarray(middles[costs.argmin()])


def _outside(camera: Camera, wish: Wish, pixels: FloatArray) -> FloatArray:
    """How many pixels outside the hull of its cluster these are, shape (p, 2)."""
    corners = camera.pixels(wish.corners)
    away = np.hypot(*(pixels - nearest_on_rim(corners, pixels)).T) - hull_pad(camera.scale)
    return np.where(contains(corners, pixels), 0.0, np.maximum(away, 0.0))


def _line(camera: Camera, wish: Wish, middle: FloatArray) -> Offset | None:
    """Where in the cluster the line to a number begins, from the cluster's point; None where the number needs none."""
    if _outside(camera, wish, middle[None])[0] <= _LED_FROM:
        return None
    x, y = (nearest_on_rim(camera.pixels(wish.corners), middle[None]) - camera.pixels(np.array([[wish.x, wish.y]])))[0].tolist()
    return x, y
