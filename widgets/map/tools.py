"""What the mouse does on the map: one tool at a time, each told of presses, moves and keys."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from wolds.widgets.map.camera import Camera

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView


class Mode(StrEnum):
    """What a drag or click on the map is for."""

    NAVIGATE = "navigate"  # pan, select, drag schools; Shift drags a rectangle, Alt a lasso
    RECTANGLE = "rectangle"
    LASSO = "lasso"
    MEASURE = "measure"
    BARRIER = "barrier"


class Tool:
    """A tool that does nothing; the others say what they add. A pixel is a point of the map's viewport."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: MapView) -> None:
        self.view = view

    @property
    def hint(self) -> str:
        """One sentence on what to do now; "" for none."""
        return ""

    @property
    def is_busy(self) -> bool:
        """Whether something is half done, which Esc would drop."""
        return False

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without a button."""

    def release(self, event: QMouseEvent) -> None:
        """The left button went up."""

    def double_click(self, event: QMouseEvent) -> None:
        """The left button was double-clicked."""

    def key(self, event: QKeyEvent) -> bool:
        """A key went down; whether the tool took it."""
        return False

    def cancel(self) -> None:
        """Drop what is half done."""

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw what the tool shows, in pixels."""


def distance_between(a: QPointF, b: QPointF) -> float:
    """Pixels between two points by the longer axis and the shorter: as `QLineF.length`, without a line."""
    return float(((a.x() - b.x()) ** 2 + (a.y() - b.y()) ** 2) ** 0.5)
