"""The chip of a cluster: its number on its colour, as it stands on the map. Colour alone never tells clusters apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter
from PySide6.QtWidgets import QApplication

from wolds.widgets.painted_icon import PaintedIcon
from wolds.widgets.palette import Hue, cluster_hue
from wolds.widgets.theme import colours_of

CHIP_SIZE: Final = QSize(30, 16)
NO_COLOUR: Final = -1
"""The colour of what is no cluster."""


@lru_cache(maxsize=4096)
def chip(label: str, colour: int) -> QIcon:
    """The chip of a cluster; its shade follows the theme in force when it is painted."""
    return QIcon(_ChipEngine(label, colour))


class _ChipEngine(PaintedIcon):
    def __init__(self, label: str, colour: int) -> None:
        super().__init__()
        self._label, self._colour = label, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        hue = _hue(self._colour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(hue.edge))
        painter.setBrush(QColor(hue.fill))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(hue.text))
        painter.setFont(_font(rect.height(), len(self._label)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._label)
        painter.restore()

    def clone(self) -> QIconEngine:
        return _ChipEngine(self._label, self._colour)


def _hue(colour: int) -> Hue:
    theme = colours_of(QApplication.palette())
    if colour == NO_COLOUR:
        return Hue("", fill=theme.raised, edge=theme.border, text=theme.muted)
    return cluster_hue(colour, dark=theme.is_dark)


def _font(height: int, letters: int) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(max(7, round(height * (0.7 if letters < 4 else 0.58))))
    font.setWeight(QFont.Weight.DemiBold)
    return font
