"""A picture of what stands still, larger than the view, so that a pan is one copy of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from wolds.widgets.map.camera import Camera

PaintPart = Callable[[QPainter, Camera], None]
_STEP: Final = 64
"""The sheet moves by whole multiples of this, so that its pixels stay on the screen's at any device pixel ratio."""
_MARGIN: Final = _STEP
_SLOW_SECONDS: Final = 0.03


class Sheet:
    """Keeps the picture and repaints only what is new: strips after a pan, boxes after an edit, all of it after a zoom."""

    def __init__(self, paint: PaintPart) -> None:
        self._paint = paint
        self._picture = QPixmap()
        self._camera: Camera | None = None
        self._ratio = 1.0
        self._stale: list[QRectF] = []
        self.repaints = 0
        self._full_seconds = 0.0

    def forget(self) -> None:
        """Everything looks different."""
        self._camera = None

    def spoil(self, box: QRectF) -> None:
        """A box of the plane looks different."""
        self._stale.append(box)

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
        """Draw the old picture stretched, while a zoom is under way. False where there is none."""
        if self._camera is None:
            return False
        painter.fillRect(QRectF(0, 0, camera.width, camera.height), QColor(ground))
        factor = self._camera.scale / camera.scale
        corner = camera.pixel(self._camera.left, self._camera.top)
        target = QRectF(corner.x(), corner.y(), self._camera.width * factor, self._camera.height * factor)
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
        return True

    def _ensure(self, camera: Camera, ratio: float) -> None:
        old = self._camera
        if old is None or old.scale != camera.scale or ratio != self._ratio or not self._is_near(camera):
            self._repaint_all(camera, ratio)
        elif not _covers(old, camera):
            self._move(camera)
        self._mend()

    def _is_near(self, camera: Camera) -> bool:
        assert self._camera is not None
        return self._camera.box.intersects(camera.box)

    def _repaint_all(self, camera: Camera, ratio: float) -> None:
        start = time.perf_counter()
        self._camera, self._ratio, self._stale = _around(camera), ratio, []
        self._picture = self._blank(self._camera)
        self._paint_part(QRect(0, 0, round(self._camera.width), round(self._camera.height)))
        self._full_seconds = time.perf_counter() - start

    def _blank(self, camera: Camera) -> QPixmap:
        size = QSize(math.ceil(camera.width * self._ratio), math.ceil(camera.height * self._ratio))
        picture = QPixmap(size)
        picture.setDevicePixelRatio(self._ratio)
        return picture

    def _move(self, camera: Camera) -> None:
        """Keep what is still in reach and paint the strips that are new."""
        old, old_picture = self._camera, self._picture
        assert old is not None
        self._camera = _around(camera)
        self._picture = self._blank(self._camera)
        shift_x = round((old.left - self._camera.left) / camera.scale)
        shift_y = round((old.top - self._camera.top) / camera.scale)
        with QPainter(self._picture) as painter:
            painter.drawPixmap(shift_x, shift_y, old_picture)
        kept = QRect(shift_x, shift_y, round(old.width), round(old.height))
        for strip in strips_around(kept, QRect(0, 0, round(self._camera.width), round(self._camera.height))):
            self._paint_part(strip)

    def _mend(self) -> None:
        stale, self._stale = self._stale, []
        assert self._camera is not None
        whole = QRect(0, 0, round(self._camera.width), round(self._camera.height))
        for box in stale:
            part = self._camera.transform.mapRect(box).adjusted(-40, -40, 40, 40).toAlignedRect().intersected(whole)
            if not part.isEmpty():
                self._paint_part(part)

    def _paint_part(self, part: QRect) -> None:
        assert self._camera is not None
        self.repaints += 1
        with QPainter(self._picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(part)
            painter.translate(part.topLeft())
            self._paint(painter, self._camera.part(QRectF(part)))


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
