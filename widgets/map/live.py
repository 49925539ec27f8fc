"""What changes from frame to frame: selection, hover, labels, preview and the marker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.labels import PlacedLabel
from wolds.widgets.map.lettering import Kind, draw_text, size_of
from wolds.widgets.map.marks import Tint, zoom_of
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.preview import Preview, paint_preview
from wolds.widgets.map.style import MapStyle, map_font

_LABEL_MARGIN: Final = 160.0
Marker = tuple[tuple[float, float], str]


class LiveLayer:
    """Holds what the person does with the map just now and draws it over the still sheet."""

    def __init__(self, content: MapContent) -> None:
        self._content = content
        self.selected: frozenset[int] = frozenset()
        self.hovered: int | None = None
        self.preview: Preview | None = None
        self.marker: Marker | None = None
        self.labels: tuple[PlacedLabel, ...] = ()
        self.furniture: Callable[[], Sequence[QRectF]] = tuple  # what lies over the map, in pixels: names keep clear of it
        self._placed_for: Camera | None = None
        self._numbered: MapContent | None = None

    def clear(self) -> None:
        """Another register: nothing of the old one is left."""
        self.selected, self.hovered, self.preview, self.marker = frozenset(), None, None, None
        self.labels = ()
        self.forget_labels()

    def forget_labels(self) -> None:
        """Labels are to be placed anew."""
        self._placed_for = self._numbered = None

    def show_preview(self, preview: Preview | None) -> None:
        """Show a proposal, with the numbers of its clusters; None ends that."""
        self.preview = preview
        self.forget_labels()

    def _content_of_labels(self) -> MapContent:
        """Whose clusters wear numbers: those of the plan, or of the proposal that is shown."""
        if self.preview is None:
            return self._content
        if self._numbered is None:
            self._numbered = self._content.numbered_as(self.preview.groups, self.preview.gone)
        return self._numbered

    def paint(self, painter: QPainter, camera: Camera, drawing: MapPainter, settled: bool) -> None:
        """All of it; labels keep their places until the map has settled."""
        if settled:
            self._place_labels(camera, drawing)
        if self.preview is not None:
            paint_preview(painter, camera, self.preview, drawing.style)
        self._paint_selection(painter, camera, drawing)
        drawing.paint_labels(painter, camera, self.labels)
        drawing.paint_way_label(painter, camera)
        self._paint_hover(painter, camera, drawing.style)
        if self.marker is not None:
            _paint_marker(painter, camera.pixel(*self.marker[0]), self.marker[1], drawing.style)

    def _place_labels(self, camera: Camera, drawing: MapPainter) -> None:
        before = self._placed_for
        same_zoom = before is not None and before.scale == camera.scale
        if before is not None and same_zoom and before.box.contains(camera.box):
            return
        region = camera.grown(_LABEL_MARGIN)
        known = before.box if before is not None and same_zoom else None
        taken = [box.translated(_LABEL_MARGIN, _LABEL_MARGIN) for box in (*_edges(camera), *self.furniture())]
        self.labels = drawing.placed_labels(region, self.labels if known else (), known, taken, self._content_of_labels())
        self._placed_for = region

    def cluster_label_at(self, camera: Camera, at: QPointF) -> str | None:
        """The id of the cluster whose number stands at a pixel."""
        for label in self.labels:
            if label.wish.kind != Kind.CLUSTER:
                continue
            corner = camera.pixel(label.wish.x, label.wish.y) + QPointF(label.dx, label.dy)
            if QRectF(corner, size_of(label.wish.text, Kind.CLUSTER)).adjusted(2, 2, -2, -2).contains(at):
                return label.wish.key if label.wish.key in self._content.groups else None
        return None

    def _paint_selection(self, painter: QPainter, camera: Camera, drawing: MapPainter) -> None:
        marks, schools = self._content.marks, self._content.schools
        if marks is None or schools is None or not self.selected:
            return
        rows = schools.positions(urn for urn in self.selected if urn in schools)
        rows = rows[camera.sees(marks.points[rows], 20.0)]
        rows = rows[np.argsort(marks.urn[rows])]
        drawing.paint_symbols(painter, camera, rows, marks.rings(rows, Tint.SELECTED))
        drawing.paint_symbols(painter, camera, rows, marks.keys[rows])

    def _paint_hover(self, painter: QPainter, camera: Camera, style: MapStyle) -> None:
        marks = self._content.marks
        if marks is None or self.hovered is None:
            return
        radius = float(marks.radii(zoom_of(camera.scale))[self.hovered]) + 4.5
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.accent), 2.2))
        painter.drawEllipse(camera.pixel(*marks.points[self.hovered].tolist()), radius, radius)


def _edges(camera: Camera) -> tuple[QRectF, ...]:
    """Thin boxes along the four edges of the view: no name that is placed anew lies across one."""
    width, height = camera.width, camera.height
    return (
        QRectF(0, -1, width, 2), QRectF(0, height - 1, width, 2), QRectF(-1, 0, 2, height), QRectF(width - 1, 0, 2, height)
    )  # fmt: skip


def _paint_marker(painter: QPainter, at: QPointF, name: str, style: MapStyle) -> None:
    """A pin with its tip on the point."""
    pin = QPainterPath(at)
    pin.cubicTo(at + QPointF(-3, -11), at + QPointF(-10, -14), at + QPointF(-10, -22))
    pin.arcTo(QRectF(at.x() - 10, at.y() - 32, 20, 20), 180, -180)
    pin.cubicTo(at + QPointF(10, -14), at + QPointF(3, -11), at)
    painter.setPen(QPen(QColor(style.halo), 1.6))
    painter.setBrush(QColor(style.accent))
    painter.drawPath(pin)
    painter.setBrush(QColor(style.halo))
    painter.drawEllipse(at + QPointF(0, -22), 3.8, 3.8)
    if name:
        draw_text(painter, name, map_font(9), style.ink, style.halo, at + QPointF(15, -18))
