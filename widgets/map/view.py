"""The map to look at and to edit on: a graphics view whose scene is Web Mercator, painted in layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QMenu, QWidget

from wolds.clustering.eligibility import Standing
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.outlines import Outline
from wolds.geo.schools import FloatArray, IntArray, Schools
from wolds.widgets.map import hits
from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import FARTHEST, NEAREST, Camera
from wolds.widgets.map.card import HoverCard, card_text
from wolds.widgets.map.content import SHOWN_AT_FIRST, Layer, MapContent, box_around
from wolds.widgets.map.controls import HintLine, LegendPanel, ZoomButtons, button_sheet
from wolds.widgets.map.flight import Flight
from wolds.widgets.map.groups import Group
from wolds.widgets.map.items import SCENE, LayerItem
from wolds.widgets.map.live import LiveLayer
from wolds.widgets.map.ornaments import paint_credits, paint_scale_bar
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.picture import print_content
from wolds.widgets.map.plane import plane_point
from wolds.widgets.map.preview import preview_of
from wolds.widgets.map.sheet import Sheet
from wolds.widgets.map.style import LIGHT, MapStyle, style_for
from wolds.widgets.map.tool_area import AreaTool
from wolds.widgets.map.tool_line import BarrierTool, MeasureTool
from wolds.widgets.map.tool_navigate import NavigateTool
from wolds.widgets.map.tools import Mode, Tool
from wolds.widgets.view import Impact

if TYPE_CHECKING:
    from wolds.clustering.metrics import Scoreboard

_WHEEL_STEP: Final = 1.25
_PAN_STEP: Final = 90
_VILLAGE_SCALE: Final = 25.0
_SETTLE_MS: Final = 120
_ARROWS: Final = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class MapView(QGraphicsView):
    """Shows schools, clusters and attached layers; asks for selections, moves, menus and barriers. See `View`.

    Points taken and given are EPSG:27700 metres unless a name says plane or pixel.
    """

    selection_requested = Signal(object)  # frozenset[int] of URNs
    edit_requested = Signal(object)  # an Edit
    menu_requested = Signal(object, QPoint)  # frozenset[int] of URNs, global position
    barrier_drawn = Signal(object)  # tuple of (easting, northing) in metres, EPSG:27700
    distance_measured = Signal(float)  # straight km
    mode_changed = Signal(object)  # Mode
    layers_changed = Signal(object)  # frozenset[Layer]

    def __init__(self, parent: QWidget | None = None, base: BaseMap | None = None) -> None:
        super().__init__(parent)
        self.content = MapContent(base)
        self.map_style: MapStyle = LIGHT
        self.drawing = MapPainter(self.content, LIGHT, SHOWN_AT_FIRST)
        self.live = LiveLayer(self.content)
        self._sheet = Sheet(self._paint_sheet)
        self._impact: Impact | None = None
        self._hurrying = self._fit_due = False
        self._animated = True
        self._known_hash = ""
        self._prepare_scene()
        self._prepare_overlays()
        self._tool: Tool = NavigateTool(self)
        self._mode = Mode.NAVIGATE
        self._flight = Flight(self._look, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._settle)
        self._describe()
        self.set_dark(False)

    def _prepare_scene(self) -> None:
        scene = QGraphicsScene(SCENE, self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(LayerItem(self._paint_still))
        scene.addItem(LayerItem(self._paint_live))
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self._place(*plane_point(430_000, 370_000), 900.0)

    def _prepare_overlays(self) -> None:
        self._zoom_buttons = ZoomButtons(self)
        self._zoom_buttons.zoomed.connect(self.zoom_by)
        self._zoom_buttons.fitted.connect(self.fit)
        self._legend = LegendPanel(self, self.content)
        self._hint = HintLine(self)
        self._card = HoverCard(self)

    # What to show

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter."""
        self.live.clear()
        self.content.show_schools(schools, standing)
        if schools.data_hash != self._known_hash:
            self._known_hash = schools.data_hash
            self.fit()
        self._all_changed()

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan as a whole."""
        self.live.preview = None
        self.content.show_plan(plan, scoreboard)
        self._all_changed()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Repaint what a change touched."""
        box = self.content.apply_change(change, plan, scoreboard)
        if box is None:
            self._all_changed()
            return
        self._sheet.spoil(box)
        self._labels_stale()
        self._card.hide()
        self.refresh()

    def show_selection(self, urns: frozenset[int]) -> None:
        """Ring these schools."""
        self.live.selected = frozenset(urns)
        self._describe()
        self.refresh()

    def set_base_map(self, base: BaseMap) -> None:
        """Put other ground beneath the schools."""
        self.content.base = base
        self._all_changed()

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Attach the borders of local authorities; an empty sequence takes them off."""
        self.content.set_outlines(outlines)
        self._all_changed()

    def set_preview(self, proposed: object | None) -> None:
        """Show who would move under a proposed `Plan`; None ends the preview."""
        self.live.preview = preview_of(self.content, proposed) if isinstance(proposed, Plan) else None
        self.refresh()

    def set_dark(self, dark: bool) -> None:
        """Take the dark or the light colours."""
        self.map_style = self.drawing.style = style_for(dark)
        self._card.dress(self.map_style)
        self._zoom_buttons.setStyleSheet(button_sheet(self.map_style))
        self._hint.tell(self._tool.hint, self.map_style)
        self._all_changed()

    def set_impact(self, impact: Impact | None) -> None:
        """Take the function that says what a move would do; it is asked while schools are dragged."""
        self._impact = impact

    def impact(self, urns: frozenset[int], to: str | None) -> str:
        """What moving these schools would do, in a sentence; "" where nobody can tell."""
        return self._impact(urns, to) if self._impact else ""

    def set_animated(self, animated: bool) -> None:
        """Whether the map flies to where it is sent, or is there at once."""
        self._animated = animated

    @property
    def layers(self) -> frozenset[Layer]:
        """The layers that are shown."""
        return self.drawing.shown

    def set_layer(self, layer: Layer, shown: bool) -> None:
        """Show or hide a layer."""
        layers = self.layers | {layer} if shown else self.layers - {layer}
        if layers != self.layers:
            self.drawing.shown = frozenset(layers)
            self._all_changed()
            self.layers_changed.emit(self.layers)

    def set_legend_open(self, is_open: bool) -> None:
        """Unfold or fold the legend."""
        self._legend.set_open(is_open)

    # Where to look

    @property
    def camera(self) -> Camera:
        """The part of the plane in sight."""
        view, port = self.viewportTransform(), self.viewport()
        scale = 1 / view.m11()
        return Camera(-view.dx() * scale, -view.dy() * scale, scale, port.width(), port.height())

    def fit(self, urns: Iterable[int] | None = None) -> None:
        """Bring schools into sight: these, or all that matter to the plan."""
        box = self.content.everything() if urns is None else box_around(self.content.points_of(urns))
        if box.isNull():
            return
        self._fit_due = not self.isVisible()
        if urns is not None:
            room = _VILLAGE_SCALE * min(self.viewport().width(), self.viewport().height()) / 2
            grow_x, grow_y = max(0.0, room - box.width() / 2), max(0.0, room - box.height() / 2)
            box = box.adjusted(-grow_x, -grow_y, grow_x, grow_y)
        self._go(Camera.fitting(box, self.viewport().width(), self.viewport().height()))

    def fly_to(self, easting: float, northing: float) -> None:
        """Bring a point into the middle, near enough to see a village."""
        x, y = plane_point(easting, northing)
        scale = min(self.camera.scale, _VILLAGE_SCALE)
        self._go(Camera.around(x, y, scale, self.viewport().width(), self.viewport().height()))

    def go_to(self, easting: float, northing: float, name: str = "") -> None:
        """Fly to a point and leave a marker there, until `clear_marker`."""
        self.live.marker = (plane_point(easting, northing), name)
        self.fly_to(easting, northing)

    def clear_marker(self) -> None:
        """Take the marker away."""
        self.live.marker = None
        self.refresh()

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom in (factor above 1) or out, keeping the ground under a pixel in place; the middle by default."""
        camera = self.camera
        anchor = anchor or QPointF(camera.width / 2, camera.height / 2)
        scale = min(max(camera.scale / factor, NEAREST), FARTHEST)
        x, y = camera.plane(anchor.x(), anchor.y())
        self._hurry()
        self._place(x - (anchor.x() - camera.width / 2) * scale, y - (anchor.y() - camera.height / 2) * scale, scale)

    def pan_by(self, pixels: QPoint) -> None:
        """Move the view over the ground."""
        self._flight.stop()
        self._card.hide()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + pixels.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + pixels.y())

    def _go(self, goal: Camera) -> None:
        if self._animated and self.isVisible():
            self._flight.fly(self.camera, goal)
        else:
            self._flight.stop()
            self._place(*goal.centre, goal.scale)

    def _look(self, x: float, y: float, scale: float) -> None:
        self._hurry()
        self._place(x, y, scale)

    def _place(self, x: float, y: float, scale: float) -> None:
        self.setTransform(QTransform.fromScale(1 / scale, 1 / scale))
        self.centerOn(x, y)
        self.refresh()

    def _hurry(self) -> None:
        """For now a stretched picture is good enough, where a sharp one takes long."""
        self._hurrying = self._sheet.is_slow
        self._settled.start()

    def _settle(self) -> None:
        self._hurrying = False
        self.refresh()

    # Painting

    def refresh(self) -> None:
        """Draw the next frame."""
        self.viewport().update()

    def _all_changed(self) -> None:
        self._sheet.forget()
        self._labels_stale()
        self._card.hide()
        self._legend.explain(self.map_style, self.layers)
        self.refresh()

    def _labels_stale(self) -> None:
        self.live.forget_labels()

    def _paint_sheet(self, painter: QPainter, camera: Camera) -> None:
        self.drawing.paint_still(painter, camera)

    def _paint_still(self, painter: QPainter) -> None:
        camera = self.camera
        self.drawing.ratio = self.viewport().devicePixelRatioF()
        if self._hurrying and self._sheet.draw_stretched(painter, camera, self.map_style.sea):
            return
        self._sheet.draw(painter, camera, self.drawing.ratio)

    def _paint_live(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        camera = self.camera
        self.live.paint(painter, camera, self.drawing, settled=not self._hurrying)
        self._tool.paint(painter, camera)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Scale bar and credits, above everything."""
        painter.save()
        painter.resetTransform()
        paint_scale_bar(painter, self.camera, self.map_style)
        paint_credits(painter, self.camera, self.content.base.credits, self.map_style)
        painter.restore()

    def print_map(self, painter: QPainter, rect: QRectF, title: str | None = None) -> None:
        """Draw what the view shows into a rectangle of a printer's or PDF's painter, as vectors."""
        print_content(painter, rect, self.content, box=self.camera.box, title=title, shown=self.layers)

    # What lies where

    def _rows_at(self, at: QPointF) -> list[int]:
        marks = self.content.marks
        return hits.rows_at(marks, self.drawing.is_shown(marks), self.camera, at.x(), at.y()) if marks else []

    def rows_within(self, pixels: FloatArray) -> IntArray:
        """Rows of the shown schools within a polygon of pixels, shape (m, 2)."""
        marks = self.content.marks
        if marks is None:
            return np.empty(0, dtype=np.int64)
        return hits.rows_in_polygon(marks, self.drawing.is_shown(marks), self.camera, pixels)

    def _urn(self, row: int) -> int:
        assert self.content.schools is not None
        return int(self.content.schools.urn[row])

    def school_point_at(self, at: QPointF) -> tuple[float, float] | None:
        """The plane point of the school under a pixel."""
        rows = self._rows_at(at)
        marks = self.content.marks
        if not rows or marks is None:
            return None
        x, y = marks.points[rows[0]].tolist()
        return x, y

    def urns_to_drag(self, at: QPointF) -> frozenset[int]:
        """The schools that a drag from a pixel moves: the one there, with the selection where it is part of that."""
        rows = self._rows_at(at)
        if not rows:
            return frozenset()
        urn = self._urn(rows[0])
        return self.live.selected if urn in self.live.selected else frozenset({urn})

    def cluster_under(self, at: QPointF, without: frozenset[int] = frozenset()) -> Group | None:
        """The cluster at a pixel: of its label, of the nearest school but `without`, else of the smallest hull."""
        label = self.live.cluster_label_at(self.camera, at)
        if label is not None:
            return self.content.groups.get(label)
        for row in self._rows_at(at):
            if self._urn(row) not in without:
                return self.content.groups.get(self.content.plan.cluster_of.get(self._urn(row), ""))
        return hits.group_at(self.content.groups.values(), self.camera, at.x(), at.y())

    # Selecting

    def click_at(self, at: QPointF, add: bool = False) -> None:
        """Select what is at a pixel: a school, a cluster by its number, nothing on empty ground."""
        rows = self._rows_at(at)
        label = self.live.cluster_label_at(self.camera, at)
        if label is not None and label in self.content.plan.clusters:
            self._request(frozenset(self.content.plan.clusters[label].members), add)
            return
        marks = self.content.marks
        stacked = hits.rows_on_same_spot(marks, rows, self.camera) if marks else []
        if len(stacked) > 1:
            self._offer(stacked, at, add)
        elif rows:
            self._request(frozenset({self._urn(rows[0])}), add)
        elif not add:
            self._request(frozenset(), add=False)

    def _offer(self, rows: list[int], at: QPointF, add: bool) -> None:
        """A little list of schools that lie upon each other."""
        assert self.content.schools is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Schools at this point"))
        for row in rows[:20]:
            urn = self._urn(row)
            name = self.content.schools.name_of(urn).replace("&", "&&")
            menu.addAction(name).triggered.connect(lambda _=False, urn=urn: self._request(frozenset({urn}), add))
        menu.addSeparator()
        everyone = frozenset(self._urn(row) for row in rows)
        menu.addAction(self.tr("All {0}").format(len(rows))).triggered.connect(lambda: self._request(everyone, add))
        menu.popup(self.viewport().mapToGlobal(at.toPoint()))

    def _request(self, urns: frozenset[int], add: bool) -> None:
        """Ask for a selection. With Ctrl, schools that are all selected already are taken out of it."""
        selected = self.live.selected
        if add:
            urns = selected - urns if urns <= selected else selected | urns
        self.selection_requested.emit(urns)

    def select_rows(self, rows: IntArray, add: bool) -> None:
        """Ask to select these rows, or to add them to the selection."""
        urns = frozenset(self._urn(row) for row in rows.tolist())
        self.selection_requested.emit(self.live.selected | urns if add else urns)

    def hover_at(self, at: QPointF) -> None:
        """Show the card of the school at a pixel."""
        rows = self._rows_at(at)
        row = rows[0] if rows else None
        if row != self.live.hovered:
            self.live.hovered = row
            self._card.hide()
            self.refresh()
        if row is None:
            self._card.hide()
        elif not self._card.isVisible():
            self._card.show_at(at.toPoint(), card_text(self.content, row))

    @property
    def card(self) -> HoverCard:
        """The card that hovers over schools."""
        return self._card

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
        self._hint.tell(self._tool.hint, self.map_style)
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
        self.setAccessibleDescription(" ".join(part for part in (text, self._tool_hint(), help_text) if part))

    def _tool_hint(self) -> str:
        return self._tool.hint if hasattr(self, "_tool") else ""

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

    def _urns_for_menu(self, at: QPointF) -> frozenset[int]:
        label = self.live.cluster_label_at(self.camera, at)
        if label is not None and label in self.content.plan.clusters:
            return frozenset(self.content.plan.clusters[label].members)
        return self.urns_to_drag(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle where it was, and the overlays in their corners."""
        super().resizeEvent(event)
        old = event.oldSize()
        if self._fit_due and not self.content.everything().isNull():
            self._place_fit()
        elif old.isValid():
            self.pan_by(QPoint((old.width() - self.width()) // 2, (old.height() - self.height()) // 2))
        self._zoom_buttons.move(
            self.width() - self._zoom_buttons.width() - 12, self.height() - self._zoom_buttons.height() - 34
        )
        self._legend.explain(self.map_style, self.layers)
        self._hint.place()

    def _place_fit(self) -> None:
        goal = Camera.fitting(self.content.everything(), self.viewport().width(), self.viewport().height())
        self._place(*goal.centre, goal.scale)
        self._fit_due = not self.isVisible()
