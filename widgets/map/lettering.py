"""How text is drawn on the map: fonts by kind, a halo for reading on any ground, cached pictures for the screen."""

from __future__ import annotations

import math
from enum import IntEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen, QPixmap

from wolds.widgets.map.style import MapStyle, map_font


class Kind(IntEnum):
    """What a label names, in the order in which labels find their places."""

    CLUSTER = 0
    AREA = 1
    CITY = 2
    TOWN = 3
    VILLAGE = 4


PAD: Final = 3.0
"""Pixels around text and pills for halo and warning dot."""
_AROUND: Final = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
_PILL_PAD: Final = QSizeF(4.5, 1.0)


@lru_cache(maxsize=16)
def font_of(kind: Kind) -> QFont:
    """The font of a kind of label."""
    if kind == Kind.CLUSTER:
        return map_font(8.5, QFont.Weight.Bold)
    if kind == Kind.AREA:
        font = map_font(9, QFont.Weight.Medium, italic=True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 116.0)  # absolute pixels blow up on paper
    else:
        sizes = {Kind.CITY: 10.5, Kind.TOWN: 8.5, Kind.VILLAGE: 7.5}
        font = map_font(sizes[kind], QFont.Weight.Medium if kind == Kind.CITY else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=8_192)
def size_of(text: str, kind: Kind) -> QSizeF:
    """The room a label takes, in pixels."""
    metrics = QFontMetricsF(font_of(kind))
    width, height = metrics.horizontalAdvance(text), metrics.height()
    if kind == Kind.CLUSTER:
        width, height = max(width + 2 * _PILL_PAD.width(), height + 2 * _PILL_PAD.height()), height + 2 * _PILL_PAD.height()
    return QSizeF(math.ceil(width) + 2 * PAD, math.ceil(height) + 2 * (PAD if kind == Kind.CLUSTER else 0))


def draw_label(painter: QPainter, text: str, kind: Kind, colour: int, style: MapStyle) -> None:
    """Draw a label with its upper left corner at the painter's origin. `colour` is that of a cluster, else ignored."""
    if kind == Kind.CLUSTER:
        _draw_pill(painter, text, colour, style)
    else:
        inks = {Kind.CITY: style.place, Kind.TOWN: style.place, Kind.VILLAGE: style.village, Kind.AREA: style.outline_text}
        draw_text(painter, text, font_of(kind), inks[kind], style.halo, QPointF(PAD, QFontMetricsF(font_of(kind)).ascent()))


def paint_place_dot(painter: QPainter, at: QPointF, radius: float, style: MapStyle) -> None:
    """The dot of a town."""
    painter.setPen(QPen(QColor(style.halo), 1.2))
    painter.setBrush(QColor(style.place))
    painter.drawEllipse(at, radius, radius)


def draw_text(painter: QPainter, text: str, font: QFont, ink: str, halo: str, baseline: QPointF, strength: float = 3.0) -> None:
    """Text with a halo, at a baseline. In print the halo is one stroke; on a screen copies of the text are far quicker."""
    painter.setFont(font)
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        painter.setPen(QColor(halo))
        for x, y in _AROUND:
            painter.drawText(baseline + QPointF(x, y) * strength / 2, text)
    else:
        path = QPainterPath()
        path.addText(baseline, font, text)
        painter.strokePath(path, _round_pen(halo, strength))
    painter.setPen(QColor(ink))
    painter.drawText(baseline, text)


def _round_pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _draw_pill(painter: QPainter, text: str, colour: int, style: MapStyle) -> None:
    size = size_of(text, Kind.CLUSTER)
    box = QRectF(PAD, PAD, size.width() - 2 * PAD, size.height() - 2 * PAD)
    number, locked, warned = text.rstrip("!*"), "*" in text, "!" in text
    hue = style.hue(colour)
    painter.setPen(QPen(QColor(style.halo), 1.6))
    painter.setBrush(QColor(hue.fill))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    if locked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.ink), 1.4))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setFont(font_of(Kind.CLUSTER))
    painter.setPen(QColor(hue.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
    if warned:
        painter.setPen(QPen(QColor(style.halo), 1.2))
        painter.setBrush(QColor(style.warning))
        painter.drawEllipse(QPointF(box.right() - 1.5, box.top() + 1.5), 3.8, 3.8)


class LabelPictures:
    """Labels as pictures, for one style and pixel ratio: some hundred are drawn in each frame."""

    def __init__(self, style: MapStyle, ratio: float) -> None:
        self.style, self.ratio = style, ratio
        self._pictures: dict[tuple[str, Kind, int], QPixmap] = {}

    def draw(self, painter: QPainter, at: QPointF, text: str, kind: Kind, colour: int) -> None:
        """Draw a label with its upper left corner at a pixel."""
        picture = self._pictures.get((text, kind, colour))
        if picture is None:
            picture = self._pictures[text, kind, colour] = self._make(text, kind, colour)
        painter.drawPixmap(at, picture)

    def _make(self, text: str, kind: Kind, colour: int) -> QPixmap:
        if len(self._pictures) > 6_000:
            self._pictures.clear()
        size = size_of(text, kind) * self.ratio
        picture = QPixmap(math.ceil(size.width()), math.ceil(size.height()))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_label(painter, text, kind, colour, self.style)
        return picture
