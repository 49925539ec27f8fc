"""Chooses where labels stand, so that none covers another label or hides a school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.hulls import contains
from wolds.widgets.map.lettering import Kind, size_of

CELL: Final = 4
_BESIDE: Final = 12.0
"""Pixels beside its point at which the number of a cluster looks for room in a crowd."""
_FAR_X, _FAR_Y = 240.0, 200.0
"""Pixels that the name of an area may stand away from the middle of the area."""
Offset = tuple[float, float]
_SIDES: Final = ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0))


@dataclass(frozen=True)
class Wish:
    """A label that would like a place near a point of the plane. `gap` is its distance in pixels from that point,
    0 = centred upon it. `insists`: it is drawn even where it must cover something.
    """

    text: str
    kind: Kind
    x: float
    y: float
    gap: float
    colour: int = 0
    key: str = ""
    insists: bool = False
    air: float = 2.0  # empty pixels wanted around it
    dot: float = 0.0  # radius of the dot that marks the point itself; 0 for none
    ring: FloatArray | None = field(default=None, compare=False)  # area that it names, (k, 2) on the plane; None = the point

    @property
    def corners(self) -> FloatArray:
        """The area that it names on the plane, shape (k, 2); its point alone where that is all."""
        return np.array([[self.x, self.y]]) if self.ring is None else self.ring


@dataclass(frozen=True)
class PlacedLabel:
    """A label and where it stands: its upper left corner is `dx`, `dy` pixels from its point. A number that found no room at
    its cluster has a line: `led_from` is where in the cluster the line begins, in pixels from the same point.
    """

    wish: Wish
    dx: float
    dy: float
    led_from: Offset | None = None


class Room:
    """Which cells of a sheet of pixels are taken."""

    def __init__(self, width: float, height: float) -> None:
        rows, columns = int(height / CELL), int(width / CELL)
        self.taken: BoolArray = np.zeros((rows + 2, columns + 2), dtype=np.bool_)
        self.taken[rows:] = self.taken[:, columns:] = True  # the cells that the edge cuts

    def _cells(self, x: float, y: float, width: float, height: float) -> tuple[slice, slice] | None:
        rows, columns = self.taken.shape
        left, top = int(x / CELL), int(y / CELL)
        right, bottom = int((x + width) / CELL) + 1, int((y + height) / CELL) + 1
        if x < 0 or y < 0 or right > columns or bottom > rows:
            return None
        return slice(top, bottom), slice(left, right)

    def is_free(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether a box lies on the sheet and nothing stands in it."""
        cells = self._cells(x, y, width, height)
        return cells is not None and not self.taken[cells].any()

    def cover(self, x: float, y: float, width: float, height: float) -> None:
        """Take a box, as far as it lies on the sheet."""
        right, bottom = x + width, y + height
        x, y = max(x, 0.0), max(y, 0.0)
        if right > x and bottom > y:
            self.taken[int(y / CELL) : int(bottom / CELL) + 1, int(x / CELL) : int(right / CELL) + 1] = True

    def cover_points(self, pixels: FloatArray, radius: float) -> None:
        """Take a square around each point of shape (n, 2)."""
        self.taken[cells_at(pixels, radius, self.taken.shape)] = True


def cells_at(pixels: FloatArray, radius: float, shape: tuple[int, ...]) -> tuple[IntArray, IntArray]:
    """Rows and columns of the cells that a square around each point of shape (n, 2) touches; a cell stands there once for each
    point.
    """
    low, high = (np.floor((pixels + shift) / CELL).astype(np.int64) for shift in (-radius, radius))
    steps = np.arange(int((high - low).max(initial=0)) + 1)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    cells = low[:, None] + offsets
    fits = ((cells <= high[:, None]) & (cells >= 0) & (cells < (shape[1], shape[0]))).all(axis=2)
    columns, rows = cells[fits].T
    return rows, columns


def keep_labels(camera: Camera, labels: Iterable[PlacedLabel], room: Room) -> Iterator[PlacedLabel]:
    """The labels whose point is still on the sheet, where they were."""
    for label in labels:
        if camera.box.contains(label.wish.x, label.wish.y):
            size, at = size_of(label.wish.text, label.wish.kind), camera.pixel(label.wish.x, label.wish.y)
            room.cover(at.x() + label.dx, at.y() + label.dy, size.width(), size.height())
            yield label


def place_labels(camera: Camera, wishes: Iterable[Wish], room: Room) -> Iterator[PlacedLabel]:
    """Give each wish, first come first served, the first free place around its point; wishes without room are dropped."""
    for wish in wishes:
        at = camera.pixel(wish.x, wish.y)
        size = size_of(wish.text, wish.kind)
        width, height = size.width(), size.height()
        x, y, wide, high = at.x() - wish.air, at.y() - wish.air, width + 2 * wish.air, height + 2 * wish.air
        wanted = (_within if wish.kind == Kind.AREA else _offsets)(camera, wish, width, height)
        place = next((spot for spot in wanted if room.is_free(x + spot[0], y + spot[1], wide, high)), None)
        if place is None:
            if not wish.insists:
                continue
            place = -width / 2, -height / 2
        room.cover(at.x() + place[0], at.y() + place[1], width, height)
        yield PlacedLabel(wish, *place)


def _within(camera: Camera, wish: Wish, width: float, height: float) -> Iterator[Offset]:
    """Places where the whole name lies in its area, then those where its middle does: a county's name never stands in the
    sea or in another county.
    """
    away, ring = np.array(_far_and_wide()), wish.corners
    middles = (wish.x, wish.y) + away * camera.scale
    away = away[contains(ring, middles)]
    ends = np.array([[-width / 2, 0.0], [width / 2, 0.0]])
    tips = (wish.x, wish.y) + (away[:, None, :] + ends) * camera.scale
    whole = contains(ring, tips.reshape(-1, 2)).reshape(-1, 2).all(axis=1)
    for x, y in [*away[whole].tolist(), *away[~whole].tolist()]:
        yield x - width / 2, y - height / 2


def _offsets(_camera: Camera, wish: Wish, width: float, height: float) -> Iterator[Offset]:
    yield from ((-width / 2, -height / 2),) if wish.gap <= 0 or wish.kind == Kind.CLUSTER else ()
    if wish.kind == Kind.CLUSTER:
        for side_x, side_y in _SIDES:
            yield side_x * _BESIDE - width / 2, side_y * _BESIDE - height / 2
    elif wish.gap > 0:
        for side_x, side_y in _SIDES:
            lift = wish.gap if side_x == 0 else wish.gap * 0.6
            yield side_x * (wish.gap + width / 2 - 3) - width / 2, side_y * (lift + height / 2 - 2) - height / 2


@cache
def _far_and_wide() -> tuple[Offset, ...]:
    """Places around a point where the name of an area may stand, the nearest first."""
    reach_x, reach_y = np.arange(-_FAR_X, _FAR_X + 1, 20.0), np.arange(-_FAR_Y, _FAR_Y + 1, 8.0)
    places = np.stack(np.meshgrid(reach_x, reach_y), axis=-1).reshape(-1, 2)
    nearest = np.argsort(np.hypot(places[:, 0], places[:, 1] * 1.5), kind="stable")
    return tuple((float(x), float(y)) for x, y in places[nearest])
