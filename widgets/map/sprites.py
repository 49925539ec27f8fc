"""Ready-drawn symbols, so that 17,000 schools are copies of a few hundred pictures."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from wolds.geo.schools import FloatArray, IntArray
from wolds.widgets.map.marks import Look
from wolds.widgets.map.style import MapStyle
from wolds.widgets.map.symbols import draw_symbol, reach_of


class Atlas:
    """Sprites of every look asked for so far, at one zoom, style and pixel ratio. It follows the screen: make another
    one when the device pixel ratio, the style or the symbols' zoom changes.

    One small pixmap a look, copied in a plain loop: PySide passes no arrays to `drawPixmapFragments`.
    """

    def __init__(self, style: MapStyle, zoom: float, ratio: float) -> None:
        self.style, self.zoom, self.ratio = style, zoom, ratio
        self._sprites: dict[int, QPixmap] = {}
        self._halves: dict[int, float] = {}

    def is_for(self, style: MapStyle, zoom: float, ratio: float) -> bool:
        """Whether these sprites fit."""
        return (self.style, self.zoom, self.ratio) == (style, zoom, ratio)

    def draw(self, painter: QPainter, pixels: FloatArray, keys: IntArray) -> None:
        """Draw symbols at pixel positions, shape (n, 2), first to last."""
        looks, which = np.unique(keys, return_inverse=True)
        sprites = [self._sprite(key) for key in looks.tolist()]
        halves = np.array([self._halves[key] for key in looks.tolist()])
        corners = pixels - halves[which][:, None]
        draw = painter.drawPixmap
        if float(self.ratio).is_integer():
            left, top = np.round(corners).astype(np.int64).T.tolist()  # two lists: a list for each place wakes the collector
            for x, y, look in zip(left, top, which.tolist(), strict=True):
                draw(x, y, sprites[look])
        else:
            left, top = (np.round(corners * self.ratio) / self.ratio).T.tolist()
            for x, y, look in zip(left, top, which.tolist(), strict=True):
                draw(QPointF(x, y), sprites[look])

    def _sprite(self, key: int) -> QPixmap:
        sprite = self._sprites.get(key)
        return sprite if sprite is not None else self._make(key)

    def _make(self, key: int) -> QPixmap:
        look = Look.of_key(key)
        half = math.ceil(reach_of(look, self.zoom))
        sprite = QPixmap(round(2 * half * self.ratio), round(2 * half * self.ratio))
        sprite.setDevicePixelRatio(self.ratio)
        sprite.fill(Qt.GlobalColor.transparent)
        with QPainter(sprite) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(QPoint(half, half))
            draw_symbol(painter, look, self.zoom, self.style)
        self._sprites[key], self._halves[key] = sprite, float(half)
        return sprite
