"""Where the map is looked at from: which part of the plane fills a sheet of pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from wolds.geo.schools import BoolArray, FloatArray

NEAREST: Final = 0.5
FARTHEST: Final = 5_000.0
"""Limits of `scale`, plane units per pixel: from a village green to all of England on a map of a few hundred pixels."""


@dataclass(frozen=True)
class Camera:
    """`left`, `top` are the plane coordinates of the upper left corner; `scale` is plane units per logical pixel."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, x: float, y: float, scale: float, width: float, height: float) -> Camera:
        """The camera with a plane point in its middle."""
        return cls(x - width * scale / 2, y - height * scale / 2, scale, width, height)

    @classmethod
    def fitting(cls, box: QRectF, width: float, height: float, margin: float = 48.0) -> Camera:
        """The camera that shows all of a box of the plane, with a margin in pixels."""
        room_x, room_y = max(width - 2 * margin, 40.0), max(height - 2 * margin, 40.0)
        scale = max(box.width() / room_x, box.height() / room_y, NEAREST)
        return cls.around(box.center().x(), box.center().y(), min(scale, FARTHEST), width, height)

    @property
    def centre(self) -> tuple[float, float]:
        """The plane point in the middle."""
        return self.left + self.width * self.scale / 2, self.top + self.height * self.scale / 2

    @property
    def box(self) -> QRectF:
        """The part of the plane in sight."""
        return QRectF(self.left, self.top, self.width * self.scale, self.height * self.scale)

    @property
    def octave(self) -> int:
        """The zoom step, one for each doubling: shapes with a width in pixels are kept by it."""
        return round(math.log2(self.scale))

    @property
    def transform(self) -> QTransform:
        """From the plane to pixels."""
        factor = 1 / self.scale
        return QTransform(factor, 0, 0, factor, -self.left * factor, -self.top * factor)

    def pixels(self, points: FloatArray) -> FloatArray:
        """Plane points, shape (n, 2), in pixels."""
        return (points - (self.left, self.top)) / self.scale

    def pixel(self, x: float, y: float) -> QPointF:
        """One plane point in pixels."""
        return QPointF((x - self.left) / self.scale, (y - self.top) / self.scale)

    def plane(self, x: float, y: float) -> tuple[float, float]:
        """One pixel on the plane."""
        return self.left + x * self.scale, self.top + y * self.scale

    def sees(self, points: FloatArray, margin: float = 0.0) -> BoolArray:
        """Which plane points lie in sight, with a margin in pixels; NaN does not, shape (n,)."""
        low = np.array([self.left, self.top]) - margin * self.scale
        high = low + np.array([self.width, self.height]) * self.scale + 2 * margin * self.scale
        return np.asarray(((points >= low) & (points <= high)).all(axis=1), dtype=np.bool_)

    def grown(self, margin: float) -> Camera:
        """The same view with `margin` more pixels on each side."""
        shift = margin * self.scale
        return replace(
            self, left=self.left - shift, top=self.top - shift, width=self.width + 2 * margin, height=self.height + 2 * margin
        )

    def part(self, pixels: QRectF) -> Camera:
        """The camera of a rectangle of this one's pixels."""
        left, top = self.plane(pixels.x(), pixels.y())
        return Camera(left, top, self.scale, pixels.width(), pixels.height())
