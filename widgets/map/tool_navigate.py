"""The everyday tool: click selects, dragging the ground pans, dragging a school moves it to another cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.dragging import SchoolDrag
from wolds.widgets.map.tool_area import AreaTool
from wolds.widgets.map.tools import Tool, distance_between

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView

_SHIFT, _ALT, _CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class NavigateTool(Tool):
    """Turns a press into a click, a pan, a drag of schools or an area, depending on what it hits and how it goes on."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._pressed: QPointF | None = None
        self._last = QPoint()
        self._panning = False
        self._drag: SchoolDrag | None = None
        self._area: AreaTool | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a drag or an area is under way."""
        return self._drag is not None or self._area is not None

    def press(self, event: QMouseEvent) -> None:
        """Wait and see, unless a modifier asks for an area."""
        if event.modifiers() & (_SHIFT | _ALT):
            self._area = AreaTool(self.view, lasso=bool(event.modifiers() & _ALT))
            self._area.press(event)
            return
        self._pressed, self._last, self._panning = event.position(), event.position().toPoint(), False

    def move(self, event: QMouseEvent) -> None:
        """Go on with whatever began."""
        if self._area is not None:
            self._area.move(event)
        elif self._drag is not None:
            self._drag.move(event.position())
        elif self._panning:
            self._pan(event)
        elif self._pressed is not None:
            self._maybe_begin(event)
        else:
            self.view.hover_at(event.position())

    def _maybe_begin(self, event: QMouseEvent) -> None:
        assert self._pressed is not None
        if distance_between(self._pressed, event.position()) < QApplication.startDragDistance():
            return
        urns = self.view.urns_to_drag(self._pressed)
        if urns:
            self._drag = SchoolDrag(self.view, urns, self._pressed)
            self._drag.move(event.position())
        else:
            self._panning = True
            self.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(event)

    def _pan(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        self.view.pan_by(self._last - here)
        self._last = here

    def release(self, event: QMouseEvent) -> None:
        """End it: a press that went nowhere is a click."""
        area, drag, pressed, panned = self._area, self._drag, self._pressed, self._panning
        self._forget()
        if area is not None:
            area.release(event)
        elif drag is not None:
            drag.drop(event.position())
        elif pressed is not None and not panned:
            self.view.click_at(pressed, add=bool(event.modifiers() & _CTRL))

    def double_click(self, event: QMouseEvent) -> None:
        """On the ground, zoom in; a school is brought near."""
        self.view.zoom_by(2.0, event.position())

    def cancel(self) -> None:
        """Drop the drag or the area."""
        self._forget()
        self.view.refresh()

    def _forget(self) -> None:
        self._area = self._drag = self._pressed = None
        self._panning = False
        self.view.viewport().setCursor(self.cursor)

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """The drag or the area so far."""
        if self._area is not None:
            self._area.paint(painter, camera)
        if self._drag is not None:
            self._drag.paint(painter, camera)
