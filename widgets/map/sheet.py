"""A picture of what stands still, larger than the view, so that a pan is one copy of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from wolds.widgets.map.camera import Camera

PaintPart = Callable[[QPainter, Camera], None]
_STEP: Final = 64
"""The sheet moves by whole multiples of this, so that its pixels stay on the screen's at any device pixel ratio."""
_MARGIN: Final = _STEP
_SLOW_SECONDS: Final = 0.03
_PART: Final = 256
"""Pixels that a part of a picture is wide and high, where it is made part by part."""


@dataclass(eq=False)
class _Making:
    """A picture under way: the parts still to be painted, and the boxes of the plane that were spoilt meanwhile."""

    camera: Camera
    ratio: float
    picture: QPixmap
    parts: list[QRect]
    stale: list[QRectF] = field(default_factory=list)

    def will_serve(self, camera: Camera, ratio: float) -> bool:
        """Whether it will hold all that a camera sees."""
        return self.camera.scale == camera.scale and self.ratio == ratio and _covers(self.camera, camera)


class Sheet:
    """Keeps the picture and repaints only what is new: strips after a pan, boxes after an edit, all of it after a zoom.

    All of it can be painted at once, by `draw`, or part by part where a whole country would take too long: `begin`, then
    `paint_next` until it is done, while `draw_stretched` shows the old picture.
    """

    def __init__(self, paint: PaintPart) -> None:
        self._paint = paint
        self._picture = QPixmap()
        self._camera: Camera | None = None
        self._ratio = 1.0
        self._stale: list[QRectF] = []
        self.repaints = 0
        self._full_seconds = 0.0
        self._is_out_of_date = False
        self._making: _Making | None = None

    def forget(self) -> None:
        """Everything looks different."""
        self._is_out_of_date, self._making = True, None

    def spoil(self, box: QRectF) -> None:
        """A box of the plane looks different."""
        self._stale.append(box)
        if self._making is not None:
            self._making.stale.append(box)

    def serves(self, camera: Camera, ratio: float) -> bool:
        """Whether the picture needs only strips and boxes to show what the camera sees."""
        old = self._camera
        fits = old is not None and not self._is_out_of_date and old.scale == camera.scale and ratio == self._ratio
        return fits and self._is_near(camera)

    def begin(self, camera: Camera, ratio: float) -> None:
        """Start a picture for a camera; the one under way goes on where it will serve."""
        if self._making is None or not self._making.will_serve(camera, ratio):
            around = _around(camera)
            self._making = _Making(around, ratio, _blank(around, ratio), _parts_of(around))

    @property
    def is_making(self) -> bool:
        """Whether a picture is under way."""
        return self._making is not None

    def paint_next(self) -> bool:
        """Paint one part of the picture under way; whether it is done and has taken the place of the old one."""
        making = self._making
        if making is None:
            return False
        self._paint_part(making.parts.pop(), making.camera, making.picture)
        if making.parts:
            return False
        self._camera, self._ratio, self._picture, self._stale = making.camera, making.ratio, making.picture, making.stale
        self._is_out_of_date, self._making = False, None
        return True

    def draw(self, painter: QPainter, camera: Camera, ratio: float) -> None:
        """Draw what the camera sees, repainting what is missing or spoilt."""
        self._ensure(camera, ratio)
        assert self._camera is not None
        corner = QPointF((self._camera.left - camera.left) / camera.scale, (self._camera.top - camera.top) / camera.scale)
        painter.drawPixmap(corner, self._picture)

    @property
    def is_slow(self) -> bool:
        """Whether the last full repaint took longer than a smooth zoom has time for."""
        return self._full_seconds > _SLOW_SECONDS

    def draw_stretched(self, painter: QPainter, camera: Camera, ground: str) -> bool:
        """Draw the old picture stretched, while a zoom or another picture is under way; bare ground, and False, without one."""
        painter.fillRect(QRectF(0, 0, camera.width, camera.height), QColor(ground))
        if self._camera is None:
            return False
        factor = self._camera.scale / camera.scale
        corner = camera.pixel(self._camera.left, self._camera.top)
        target = QRectF(corner.x(), corner.y(), self._camera.width * factor, self._camera.height * factor)
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
        return True

    def _ensure(self, camera: Camera, ratio: float) -> None:
        if not self.serves(camera, ratio):
            self._repaint_all(camera, ratio)
        elif self._camera is not None and not _covers(self._camera, camera):
            self._move(camera)
        self._mend()

    def _is_near(self, camera: Camera) -> bool:
        assert self._camera is not None
        return self._camera.box.intersects(camera.box)

    def _repaint_all(self, camera: Camera, ratio: float) -> None:
        start = time.perf_counter()
        self._camera, self._ratio, self._stale = _around(camera), ratio, []
        self._is_out_of_date, self._making = False, None
        self._picture = _blank(self._camera, ratio)
        self._paint_part(_whole(self._camera), self._camera, self._picture)
        self._full_seconds = time.perf_counter() - start

    def _move(self, camera: Camera) -> None:
        """Keep what is still in reach and paint the strips that are new."""
        old, old_picture = self._camera, self._picture
        assert old is not None
        self._camera = _around(camera)
        self._picture = _blank(self._camera, self._ratio)
        shift_x = round((old.left - self._camera.left) / camera.scale)
        shift_y = round((old.top - self._camera.top) / camera.scale)
        with QPainter(self._picture) as painter:
            painter.drawPixmap(shift_x, shift_y, old_picture)
        kept = QRect(shift_x, shift_y, round(old.width), round(old.height))
        for strip in strips_around(kept, _whole(self._camera)):
            self._paint_part(strip, self._camera, self._picture)

    def _mend(self) -> None:
        stale, self._stale = self._stale, []
        assert self._camera is not None
        whole = _whole(self._camera)
        for box in stale:
            part = self._camera.transform.mapRect(box).adjusted(-40, -40, 40, 40).toAlignedRect().intersected(whole)
            if not part.isEmpty():
                self._paint_part(part, self._camera, self._picture)

    def _paint_part(self, part: QRect, camera: Camera, picture: QPixmap) -> None:
        self.repaints += 1
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(part)
            painter.translate(part.topLeft())
            self._paint(painter, camera.part(QRectF(part)))


def _whole(camera: Camera) -> QRect:
    return QRect(0, 0, round(camera.width), round(camera.height))


def _parts_of(camera: Camera) -> list[QRect]:
    """A sheet cut into parts, the last one to be painted first: from the upper left on."""
    whole = _whole(camera)
    corners = [(left, top) for top in range(0, whole.height(), _PART) for left in range(0, whole.width(), _PART)]
    return [QRect(left, top, _PART, _PART).intersected(whole) for left, top in reversed(corners)]


def _blank(camera: Camera, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(math.ceil(camera.width * ratio), math.ceil(camera.height * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


def strips_around(kept: QRect, whole: QRect) -> list[QRect]:
    """The parts of a rectangle that another one leaves free: above, below, left and right of it."""
    middle = kept.intersected(whole)
    strips = [
        QRect(whole.left(), whole.top(), whole.width(), middle.top() - whole.top()),
        QRect(whole.left(), middle.bottom() + 1, whole.width(), whole.bottom() - middle.bottom()),
        QRect(whole.left(), middle.top(), middle.left() - whole.left(), middle.height()),
        QRect(middle.right() + 1, middle.top(), whole.right() - middle.right(), middle.height()),
    ]
    return [strip for strip in strips if not strip.isEmpty()]


def _around(camera: Camera) -> Camera:
    left = math.floor(camera.left / camera.scale / _STEP) * _STEP - _MARGIN
    top = math.floor(camera.top / camera.scale / _STEP) * _STEP - _MARGIN
    width = (math.ceil(camera.width / _STEP) + 1) * _STEP + 2 * _MARGIN
    height = (math.ceil(camera.height / _STEP) + 1) * _STEP + 2 * _MARGIN
    return Camera(left * camera.scale, top * camera.scale, camera.scale, width, height)


def _covers(sheet: Camera, camera: Camera) -> bool:
    slack = 0.01 * camera.scale
    return sheet.box.adjusted(-slack, -slack, slack, slack).contains(camera.box)
