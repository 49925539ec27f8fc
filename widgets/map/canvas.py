"""The surface of the map: a graphics view over Web Mercator, its layers, where it looks and how it gets there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from wolds.geo.outlines import Outline
from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import FARTHEST, NEAREST, Camera
from wolds.widgets.map.card import HoverCard
from wolds.widgets.map.content import MapContent, box_around
from wolds.widgets.map.controls import HintLine, LegendPanel, ZoomButtons, button_sheet
from wolds.widgets.map.flight import Flight
from wolds.widgets.map.items import SCENE, LayerItem
from wolds.widgets.map.layers import SHOWN_AT_FIRST, Layer
from wolds.widgets.map.links import Bonds
from wolds.widgets.map.live import LiveLayer
from wolds.widgets.map.marks import Colouring
from wolds.widgets.map.ornaments import credits_box, paint_credits, paint_scale_bar, scale_bar_box
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.picture import Beneath, print_content
from wolds.widgets.map.plane import plane_point
from wolds.widgets.map.roads import RoadLines
from wolds.widgets.map.sheet import Sheet
from wolds.widgets.map.style import LIGHT, MapStyle, style_for
from wolds.widgets.map.ways import WayLines, way_label_box

_VILLAGE_SCALE: Final = 25.0
_SETTLE_MS: Final = 120
_LEAST_BESIDE_LEGEND: Final = 500  # pixels of map
_A_WHILE_S: Final = 0.015
_HULL: Final = 24  # pixels that a cluster's shape and number reach beyond its schools


class MapCanvas(QGraphicsView):
    """Paints a `MapContent` and moves over it. Points given are EPSG:27700 metres unless a name says plane or pixel."""

    layers_changed = Signal(object)  # frozenset[Layer]
    colouring_changed = Signal(object)  # Colouring

    def __init__(self, parent: QWidget | None = None, base: BaseMap | None = None) -> None:
        super().__init__(parent)
        self.content = MapContent(base)
        self.map_style: MapStyle = LIGHT
        self.drawing = MapPainter(self.content, LIGHT, SHOWN_AT_FIRST)
        self.live = LiveLayer(self.content)
        self._sheet = Sheet(self._paint_sheet)
        self._hurrying = self._fit_due = False
        self._animated = True
        self._prepare_scene()
        self._prepare_overlays()
        self._flight = Flight(self._look, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._settle)
        self._next_part = QTimer(self, singleShot=True, interval=0)
        self._next_part.timeout.connect(self._paint_part)

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
        self._legend.folded.connect(self._names_anew)
        self.live.furniture = self._furniture
        self._hint = HintLine(self)
        self._card = HoverCard(self)

    def _furniture(self) -> list[QRectF]:
        """What lies over the map, in pixels: names stand beside it, not under it."""
        camera, panels = self.camera, (self._zoom_buttons, self._legend)
        boxes = [QRectF(panel.geometry()) for panel in panels if panel.isVisible()]
        ways = self.content.ways
        label = [] if ways is None else [way_label_box(camera, ways)]
        return [*boxes, *label, scale_bar_box(camera), credits_box(camera, self.drawing.credits)]

    def _names_anew(self) -> None:
        self._place_zoom_buttons()
        self.live.forget_labels()
        self.refresh()

    def set_base_map(self, base: BaseMap) -> None:
        """Put other ground beneath the schools."""
        self.content.base = base
        self._all_changed()

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Attach the borders of local authorities; an empty sequence takes them off."""
        self.content.set_outlines(outlines)
        self._all_changed()

    def set_dark(self, dark: bool) -> None:
        """Take the dark or the light colours."""
        self.map_style = self.drawing.style = style_for(dark)
        self._card.dress(self.map_style)
        self._zoom_buttons.setStyleSheet(button_sheet(self.map_style))
        self._hint.dress(self.map_style)
        self._all_changed()

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
            if layer == Layer.TRUSTS and shown:
                self.content.show_trusts()
            self.drawing.shown = frozenset(layers)
            self._all_changed()
            self.layers_changed.emit(self.layers)

    @property
    def colouring(self) -> Colouring:
        """What the colours of schools say."""
        return self.content.colouring

    def set_colouring(self, colouring: Colouring) -> None:
        """Let colours say the cluster of a school, or its type."""
        if colouring != self.colouring:
            self.content.set_colouring(colouring)
            self._all_changed()
            self.colouring_changed.emit(colouring)

    def set_bonds(self, layer: Layer, bonds: Bonds | None) -> None:
        """Show other lines between pairs of schools in a layer; None takes them away."""
        self.content.set_bonds(layer, bonds)
        self._all_changed()

    def set_roads(self, roads: RoadLines | None) -> None:
        """Show other roads in their layer; None takes them away."""
        self.content.roads = roads
        self._all_changed()

    @property
    def beneath(self) -> Beneath:
        """What roads and ways are shown, for a picture of the plan."""
        return Beneath(self.content.roads if Layer.ROADS in self.layers else None, self.content.ways)

    def set_ways(self, ways: WayLines | None) -> None:
        """Show a route or what is within reach; None takes it away."""
        if ways is not self.content.ways:
            self.content.ways = ways
            self._all_changed()

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
        box = schools = self.content.everything() if urns is None else box_around(self.content.points_of(urns))
        if box.isNull():
            return
        self._fit_due = not self.isVisible()
        if urns is not None:
            room = _VILLAGE_SCALE * min(self.viewport().width(), self.viewport().height()) / 2
            grow_x, grow_y = max(0.0, room - box.width() / 2), max(0.0, room - box.height() / 2)
            box = box.adjusted(-grow_x, -grow_y, grow_x, grow_y)
        self._go(self._fitting(box, schools))

    def fit_ways(self) -> None:
        """Bring the route or the area that is shown into sight."""
        if self.content.ways is not None:
            self._go(self._fitting(self.content.ways.box, self.content.ways.box))

    def _fitting(self, box: QRectF, schools: QRectF) -> Camera:
        """The camera that shows all of a box of the plane, beside an open legend where that would hide some of the schools."""
        width, height = self.viewport().width(), self.viewport().height()
        goal, legend = Camera.fitting(box, width, height), QRectF(self._legend.geometry()).adjusted(-_HULL, 0, 0, _HULL)
        hides = self._legend.is_open and goal.transform.mapRect(schools).intersects(legend)
        room = width - self._legend.width()
        return replace(Camera.fitting(box, room, height), width=width) if hides and room >= _LEAST_BESIDE_LEGEND else goal

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
        self._hurrying = self._sheet.is_slow or self.content.is_vast
        self._settled.start()
        self._next_part.stop()

    def _settle(self) -> None:
        self._hurrying = False
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle where it was, and the overlays in their corners."""
        super().resizeEvent(event)
        old = event.oldSize()
        if self._fit_due and not self.content.everything().isNull():
            self._place_fit()
        elif old.isValid():
            self.pan_by(QPoint((old.width() - self.width()) // 2, (old.height() - self.height()) // 2))
        self._legend.explain(self.map_style, self.layers)
        self._place_zoom_buttons()
        self._hint.place()

    def _place_zoom_buttons(self) -> None:
        """In their corner, or beside an open legend that reaches down to it."""
        buttons, legend = self._zoom_buttons, self._legend
        corner = QRect(self.width() - buttons.width() - 12, self.height() - buttons.height() - 34, *buttons.size().toTuple())
        if legend.is_open and corner.intersects(legend.geometry()):
            corner.moveRight(legend.x() - 8)
        buttons.move(corner.topLeft())

    def _place_fit(self) -> None:
        goal = self._fitting(self.content.everything(), self.content.everything())
        self._place(*goal.centre, goal.scale)
        self._fit_due = not self.isVisible()

    # Painting

    def refresh(self) -> None:
        """Draw the next frame."""
        self.viewport().update()

    def _all_changed(self) -> None:
        self._sheet.forget()
        self.live.forget_labels()
        self._card.hide()
        self._legend.explain(self.map_style, self.layers)
        self._place_zoom_buttons()
        self.refresh()

    def _paint_sheet(self, painter: QPainter, camera: Camera) -> None:
        self.drawing.paint_still(painter, camera)

    def _paint_still(self, painter: QPainter) -> None:
        camera = self.camera
        self.drawing.ratio = self.viewport().devicePixelRatioF()
        if self._hurrying and self._sheet.draw_stretched(painter, camera, self.map_style.sea):
            return
        if self.content.is_large and not self._sheet.serves(camera, self.drawing.ratio):
            self._sheet.begin(camera, self.drawing.ratio)
            self._sheet.draw_stretched(painter, camera, self.map_style.sea)
            self._next_part.start()
            return
        self._sheet.draw(painter, camera, self.drawing.ratio)

    def _paint_part(self) -> None:
        """Paint some more of a picture that would hold the window for too long if it were painted at once."""
        end = time.perf_counter() + _A_WHILE_S
        while self._sheet.is_making and time.perf_counter() < end:
            self._sheet.paint_next()
        if self._sheet.is_making:
            self._next_part.start()
        else:
            self.refresh()

    @property
    def is_painted(self) -> bool:
        """Whether the picture shows what the map holds: in a vast register it is made part by part."""
        return self._sheet.serves(self.camera, self.drawing.ratio)

    def _paint_live(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        camera = self.camera
        self.live.paint(painter, camera, self.drawing, settled=not self._hurrying)
        self.paint_tool(painter, camera)

    def paint_tool(self, painter: QPainter, camera: Camera) -> None:
        """Draw what the tool in hand shows, in pixels, above everything else on the map."""

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Scale bar and credits, above everything."""
        painter.save()
        painter.resetTransform()
        paint_scale_bar(painter, self.camera, self.map_style)
        paint_credits(painter, self.camera, self.drawing.credits, self.map_style)
        painter.restore()

    def print_map(self, painter: QPainter, rect: QRectF, title: str | None = None) -> None:
        """Draw what the view shows into a rectangle of a printer's or PDF's painter, as vectors."""
        print_content(painter, rect, self.content, box=self.camera.box, title=title, shown=self.layers)
