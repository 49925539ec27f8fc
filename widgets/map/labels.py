"""Chooses where labels stand, so that none covers another label or hides a school."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.hulls import contains
from wolds.widgets.map.lettering import Kind, size_of

_CELL: Final = 4
_RINGS: Final = (12.0, 24.0, 36.0, 50.0)
"""Pixels around its point at which the number of a cluster looks for room, one ring after the other."""
_LED_FROM: Final = 26.0
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
    rings: int = len(_RINGS)  # how far around its point a number looks for room
    air: float = 2.0  # empty pixels wanted around it
    dot: float = 0.0  # radius of the dot that marks the point itself; 0 for none
    ring: FloatArray | None = field(default=None, compare=False)  # area that the name stays in, (k, 2)


@dataclass(frozen=True)
class PlacedLabel:
    """A label and where it stands: its upper left corner is `dx`, `dy` pixels from its point."""

    wish: Wish
    dx: float
    dy: float

    @property
    def leads_away(self) -> bool:
        """Whether a number stands so far from its cluster that a line must lead to it."""
        if self.wish.kind != Kind.CLUSTER:
            return False
        size = size_of(self.wish.text, self.wish.kind)
        return math.hypot(self.dx + size.width() / 2, self.dy + size.height() / 2) > _LED_FROM


class Room:
    """Which cells of a sheet of pixels are taken."""

    def __init__(self, width: float, height: float) -> None:
        self.taken: BoolArray = np.zeros((int(height / _CELL) + 2, int(width / _CELL) + 2), dtype=np.bool_)

    def _cells(self, x: float, y: float, width: float, height: float) -> tuple[slice, slice] | None:
        rows, columns = self.taken.shape
        left, top = int(x / _CELL), int(y / _CELL)
        right, bottom = int((x + width) / _CELL) + 1, int((y + height) / _CELL) + 1
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
            self.taken[int(y / _CELL) : int(bottom / _CELL) + 1, int(x / _CELL) : int(right / _CELL) + 1] = True

    def cover_points(self, pixels: FloatArray, radius: float) -> None:
        """Take a square around each point of shape (n, 2)."""
        reach = int(np.ceil(radius / _CELL))
        offsets = np.arange(-reach, reach + 1)
        cells = (pixels / _CELL).astype(np.int64)
        for dy in offsets:
            rows, columns = cells[:, 1] + dy, cells[:, :1] + offsets
            rows = np.repeat(rows[:, None], len(offsets), axis=1)
            fits = (rows >= 0) & (rows < self.taken.shape[0]) & (columns >= 0) & (columns < self.taken.shape[1])
            self.taken[rows[fits], columns[fits]] = True


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
        wanted = _offsets(wish, width, height) if wish.ring is None else _within(camera, wish, wish.ring, width, height)
        place = next((spot for spot in wanted if room.is_free(x + spot[0], y + spot[1], wide, high)), None)
        if place is None:
            if not wish.insists:
                continue
            place = -width / 2, -height / 2
        room.cover(at.x() + place[0], at.y() + place[1], width, height)
        yield PlacedLabel(wish, *place)


def _within(camera: Camera, wish: Wish, ring: FloatArray, width: float, height: float) -> Iterator[Offset]:
    """Places where the whole name lies in its area, then those where its middle does: a county's name never stands in the
    sea or in another county.
    """
    away = np.array(_far_and_wide())
    middles = (wish.x, wish.y) + away * camera.scale
    away = away[contains(ring, middles)]
    ends = np.array([[-width / 2, 0.0], [width / 2, 0.0]])
    tips = (wish.x, wish.y) + (away[:, None, :] + ends) * camera.scale
    whole = contains(ring, tips.reshape(-1, 2)).reshape(-1, 2).all(axis=1)
    for x, y in [*away[whole].tolist(), *away[~whole].tolist()]:
        yield x - width / 2, y - height / 2


def _offsets(wish: Wish, width: float, height: float) -> Iterator[tuple[float, float]]:
    yield from ((-width / 2, -height / 2),) if wish.gap <= 0 or wish.kind == Kind.CLUSTER else ()
    if wish.kind == Kind.CLUSTER:
        for reach in _RINGS[: wish.rings]:
            for side_x, side_y in _SIDES:
                yield side_x * reach - width / 2, side_y * reach - height / 2
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
