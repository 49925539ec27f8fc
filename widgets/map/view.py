"""The map to look at and to edit on: shows a plan, and turns mouse and keys into requests."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools
from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.picking import MapPicking
from wolds.widgets.map.preview import preview_of
from wolds.widgets.map.tool_area import AreaTool
from wolds.widgets.map.tool_line import BarrierTool, MeasureTool
from wolds.widgets.map.tool_navigate import NavigateTool
from wolds.widgets.map.tools import Mode, Tool
from wolds.widgets.view import Impact

_WHEEL_STEP: Final = 1.25
_PAN_STEP: Final = 90
_MUCH: Final = 0.25
_ARROWS: Final = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class MapView(MapPicking):
    """Shows schools, clusters and attached layers; asks for selections, moves, menus and barriers. See `View`.

    Points taken and given are EPSG:27700 metres unless a name says plane or pixel.
    """

    edit_requested = Signal(object)  # an Edit
    menu_requested = Signal(object, QPoint)  # frozenset[int] of URNs, global position
    barrier_drawn = Signal(object)  # tuple of (easting, northing) in metres, EPSG:27700
    distance_measured = Signal(float)  # straight km
    mode_changed = Signal(object)  # Mode

    def __init__(self, parent: QWidget | None = None, base: BaseMap | None = None) -> None:
        super().__init__(parent, base)
        self._impact: Impact | None = None
        self._known_hash = ""
        self._pan_from = QPoint()
        self._tool: Tool = NavigateTool(self)
        self._mode = Mode.NAVIGATE
        self._describe()
        self.set_dark(False)

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter."""
        self.live.clear()
        self.content.show_schools(schools, standing)
        if Layer.TRUSTS in self.layers:
            self.content.show_trusts()
        if schools.data_hash != self._known_hash:
            self._known_hash = schools.data_hash
            self.fit()
        self._all_changed()

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan as a whole."""
        self.live.show_preview(None)
        self.content.show_plan(plan, scoreboard)
        self._all_changed()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Repaint what a change touched."""
        box = self.content.apply_change(change, plan, scoreboard)
        if box is None or (self.content.is_vast and self._fills_the_view(box)):
            self._all_changed()
            return
        self._sheet.spoil(box)
        self.live.forget_labels()
        self._card.hide()
        self.refresh()

    def _fills_the_view(self, box: QRectF) -> bool:
        """Whether a box of the plane takes up so much of what is in sight that it is better painted part by part."""
        seen, part = self.camera.box, self.camera.box.intersected(box)
        return part.width() * part.height() > _MUCH * seen.width() * seen.height()

    def show_selection(self, urns: frozenset[int]) -> None:
        """Ring these schools."""
        self.live.selected = frozenset(urns)
        self._describe()
        self.refresh()

    def set_preview(self, proposed: object | None) -> None:
        """Show who would move under a proposed `Plan`; None ends the preview."""
        self.live.show_preview(preview_of(self.content, proposed) if isinstance(proposed, Plan) else None)
        self.refresh()

    def set_impact(self, impact: Impact | None) -> None:
        """Take the function that says what a move would do; it is asked while schools are dragged."""
        self._impact = impact

    def impact(self, urns: frozenset[int], to: str | None) -> str:
        """What moving these schools would do, in a sentence; "" where nobody can tell."""
        return self._impact(urns, to) if self._impact else ""

    # Modes

    @property
    def mode(self) -> Mode:
        """What a drag or click is for."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Take up another tool; what was half done is dropped."""
        self._tool.cancel()
        self._tool, self._mode = self._tool_for(Mode(mode)), Mode(mode)
        self.viewport().setCursor(self._tool.cursor)
        self._hint.tell(self._tool.hint)
        self._describe()
        self._card.hide()
        self.refresh()
        self.mode_changed.emit(self._mode)

    def _tool_for(self, mode: Mode) -> Tool:
        makers = {Mode.MEASURE: MeasureTool, Mode.BARRIER: BarrierTool, Mode.NAVIGATE: NavigateTool}
        return makers[mode](self) if mode in makers else AreaTool(self, lasso=mode == Mode.LASSO)

    def _describe(self) -> None:
        """Keep what a screen reader says of the map up to date."""
        self.setAccessibleName(self.tr("Map of schools and clusters"))
        selected, schools = self.live.selected, self.content.schools
        if schools is not None and len(selected) == 1:
            text = self.tr("Selected: {0}.").format(schools.name_of(next(iter(selected))))
        else:
            text = self.tr("%n school(s) selected.", "", len(selected))
        help_text = self.tr(
            "Arrows move the map, plus and minus zoom, Home shows the whole plan. All edits are in the school table."
        )
        self.setAccessibleDescription(" ".join(part for part in (text, self._tool.hint, help_text) if part))

    def paint_tool(self, painter: QPainter, camera: Camera) -> None:
        """The tool in hand draws itself."""
        self._tool.paint(painter, camera)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left is the tool's, the middle button pans."""
        self._card.hide()
        self._flight.stop()
        if event.button() == Qt.MouseButton.LeftButton:
            self._tool.press(event)
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan with the middle button, else the tool's."""
        if event.buttons() & Qt.MouseButton.MiddleButton:
            here = event.position().toPoint()
            self.pan_by(self._pan_from - here)
            self._pan_from = here
        else:
            self._tool.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tool's."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._tool.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The tool's."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._tool.double_click(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self.live.hovered = None
        self._card.hide()
        self.refresh()
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The card belongs to the pointer and goes with the focus."""
        self._card.hide()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer; two fingers on a touchpad pan, with Ctrl they zoom."""
        fingers = not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        if fingers and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan_by(-event.pixelDelta())
        elif event.angleDelta().y():
            self.zoom_by(_WHEEL_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching zooms."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return bool(super().viewportEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, fit and cancel; the tool has the first word."""
        if self._tool.key(event) or self._take_key(event):
            event.accept()
        else:
            event.ignore()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            faster = 4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.pan_by(_ARROWS[key] * _PAN_STEP * faster)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1.6)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_by(1 / 1.6)
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _escape(self) -> None:
        """Drop what is half done, else leave the mode, else the marker, else the selection."""
        if self._tool.is_busy:
            self._tool.cancel()
        elif self._mode != Mode.NAVIGATE:
            self.set_mode(Mode.NAVIGATE)
        elif self.live.marker is not None:
            self.clear_marker()
        elif self.live.selected:
            self.selection_requested.emit(frozenset())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or of the selection when the menu key was pressed."""
        self._card.hide()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_requested.emit(self.live.selected, self.viewport().mapToGlobal(self.viewport().rect().center()))
            return
        urns = self._urns_for_menu(QPointF(event.pos()))
        if urns and not urns <= self.live.selected:
            self.selection_requested.emit(urns)
        self.menu_requested.emit(urns, event.globalPos())
