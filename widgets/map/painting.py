"""Puts the painter layers together: window, picture and print all draw through this, there is no second renderer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.ground import paint_ground, paint_outlines
from wolds.widgets.map.labels import PlacedLabel, Room, keep_labels, place_labels
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.lettering import Kind, LabelPictures, draw_label, paint_place_dot, size_of
from wolds.widgets.map.marks import RADII, Look, Marks, Tint, zoom_of
from wolds.widgets.map.numbers import Ground, place_numbers
from wolds.widgets.map.roads import paint_roads
from wolds.widgets.map.shapes import (
    groups_in_sight,
    least_span,
    paint_barriers,
    paint_bonds,
    paint_hulls,
    paint_links,
    paint_spokes,
)
from wolds.widgets.map.sprites import Atlas
from wolds.widgets.map.style import MapStyle
from wolds.widgets.map.symbols import draw_symbol
from wolds.widgets.map.ways import paint_area, paint_route, paint_way_label
from wolds.widgets.map.wishes import wishes_for

_CROWD: Final = 150
"""Clusters in sight from which their numbers are placed quickly rather than well."""


class MapPainter:
    """Paints a `MapContent` for any camera, from sprites on a screen of some pixel ratio or, in print, as vectors."""

    def __init__(self, content: MapContent, style: MapStyle, shown: frozenset[Layer], ratio: float = 1.0) -> None:
        self.content, self.style, self.shown, self.ratio = content, style, shown, ratio
        self.vectors = False
        self._atlas: Atlas | None = None
        self._pictures: LabelPictures | None = None

    def paint_still(self, painter: QPainter, camera: Camera) -> None:
        """Everything that stands still while the map is moved: ground, borders, clusters, links, barriers, schools."""
        content, style = self.content, self.style
        paint_ground(painter, camera, content.base, style)
        if Layer.ROADS in self.shown and content.roads is not None:
            paint_roads(painter, camera, content.roads, style)
        if content.ways is not None:
            paint_area(painter, camera, content.ways, style)
        if Layer.OUTLINES in self.shown:
            paint_outlines(painter, camera, content.outlines, style)
        if Layer.HULLS in self.shown:
            least = least_span(content, camera)
            groups = [group for group in groups_in_sight(content, camera) if group.span >= least]
            (paint_spokes if content.by_lead else paint_hulls)(painter, camera, groups, style)
        if Layer.LINKS in self.shown:
            paint_links(painter, camera, content.links, style)
        for layer, (bonds, lines) in content.bonds.items():
            if layer in self.shown:
                paint_bonds(painter, camera, bonds, lines, style)
        if Layer.BARRIERS in self.shown:
            paint_barriers(painter, camera, content.barriers, style)
        if content.ways is not None:
            paint_route(painter, camera, content.ways, style)
        self.paint_schools(painter, camera)

    @property
    def credits(self) -> str:
        """Whose ground and roads are drawn."""
        return self.content.credits if Layer.ROADS in self.shown else self.content.base.credits

    def paint_schools(self, painter: QPainter, camera: Camera) -> None:
        """All schools in sight, the important ones on top."""
        marks = self.content.marks
        if marks is None:
            return
        rows = self.rows_in_sight(marks, camera)
        if Layer.UNPLACED in self.shown:
            lost = rows[marks.tint[rows] == Tint.UNPLACED]
            self.paint_symbols(painter, camera, lost, marks.rings(lost, Tint.GLOW))
        self.paint_symbols(painter, camera, rows, marks.keys[rows])

    def rows_in_sight(self, marks: Marks, camera: Camera, margin: float = 20.0) -> IntArray:
        """Rows of the schools that are shown and in sight, in the order of drawing."""
        seen = camera.sees(marks.points, margin) & self.is_shown(marks)
        return np.asarray(marks.order[seen[marks.order]])

    def is_shown(self, marks: Marks) -> BoolArray:
        """Which schools are shown at all, shape (n,)."""
        if Layer.EXCLUDED in self.shown:
            return np.ones(len(marks.urn), dtype=np.bool_)
        return np.asarray(marks.tint != Tint.EXCLUDED)

    def paint_symbols(self, painter: QPainter, camera: Camera, rows: IntArray, keys: IntArray) -> None:
        """Symbols or rings with these keys at the points of these rows."""
        marks = self.content.marks
        if marks is None or not len(rows):
            return
        zoom, pixels = zoom_of(camera.scale), camera.pixels(marks.points[rows])
        if not self.vectors:
            self._atlas_for(zoom).draw(painter, pixels, keys)
            return
        for (x, y), key in zip(pixels.tolist(), keys.tolist(), strict=True):
            painter.save()
            painter.translate(x, y)
            draw_symbol(painter, Look.of_key(key), zoom, self.style)
            painter.restore()

    def _atlas_for(self, zoom: float) -> Atlas:
        if self._atlas is None or not self._atlas.is_for(self.style, zoom, self.ratio):
            self._atlas = Atlas(self.style, zoom, self.ratio)
        return self._atlas

    def placed_labels(
        self,
        camera: Camera,
        kept: Sequence[PlacedLabel] = (),
        known: QRectF | None = None,
        taken: Iterable[QRectF] = (),
        content: MapContent | None = None,
    ) -> tuple[PlacedLabel, ...]:
        """Where the labels in sight stand; none stands on what is `taken`, in pixels of the camera. `content` is given where
        other clusters wear numbers than those that are drawn.

        After a pan, labels `kept` stay where they are, and only points outside the `known` box of the plane ask for new ones:
        labels do not jump, and a pan pays for what is new alone.
        """
        room, schools = Room(camera.width, camera.height), self._symbols_in_sight(camera)
        for box in taken:
            room.cover(box.x(), box.y(), box.width(), box.height())
        stay = tuple(keep_labels(camera, kept, room))
        content = content or self.content
        wishes = sorted(wishes_for(content, camera, self.shown, known), key=lambda wish: wish.kind)
        ground = self._ground_of_numbers(content, camera, room, schools)
        with_care = [wish for wish in wishes if ground and wish.kind == Kind.CLUSTER]
        numbers = tuple(place_numbers(camera, with_care, room, ground)) if ground else ()
        room.cover_points(schools, RADII[3] * zoom_of(camera.scale) * 0.8)
        return (*stay, *numbers, *place_labels(camera, wishes[len(with_care) :], room))

    def _ground_of_numbers(self, content: MapContent, camera: Camera, room: Room, schools: FloatArray) -> Ground | None:
        """What numbers are placed upon with care; None where there are too many for that."""
        groups, with_hulls = groups_in_sight(content, camera), Layer.HULLS in self.shown and not content.by_lead
        if len(groups) > _CROWD:
            return None
        return Ground.of(camera, room, groups, schools, RADII[3] * zoom_of(camera.scale), with_hulls)

    def _symbols_in_sight(self, camera: Camera) -> FloatArray:
        """Where schools stand that a label would hide, in pixels, shape (n, 2): excluded ones may be hidden."""
        marks = self.content.marks
        if marks is None:
            return np.empty((0, 2))
        rows = self.rows_in_sight(marks, camera)
        return camera.pixels(marks.points[rows[marks.tint[rows] != Tint.EXCLUDED]])

    def paint_labels(self, painter: QPainter, camera: Camera, labels: Sequence[PlacedLabel]) -> None:
        """Labels where they were placed; names that the edge would cut wait until there is room for all of them."""
        if self._pictures is None or (self._pictures.style, self._pictures.ratio) != (self.style, self.ratio):
            self._pictures = LabelPictures(self.style, self.ratio)
        sheet = QRectF(0, 0, camera.width, camera.height)
        self._paint_leaders(painter, camera, labels)
        for label in reversed(labels):
            wish, at = label.wish, camera.pixel(label.wish.x, label.wish.y)
            corner = QPointF(round(at.x() + label.dx), round(at.y() + label.dy))
            box = QRectF(corner, size_of(wish.text, wish.kind))
            if not (sheet.intersects(box) if wish.kind == Kind.CLUSTER else sheet.contains(box)):
                continue
            if wish.dot:
                paint_place_dot(painter, at, wish.dot, self.style)
            if not self.vectors:
                self._pictures.draw(painter, corner, wish.text, wish.kind, wish.colour)
                continue
            painter.save()
            painter.translate(corner)
            draw_label(painter, wish.text, wish.kind, wish.colour, self.style)
            painter.restore()

    def paint_way_label(self, painter: QPainter, camera: Camera) -> None:
        """What the route or the area in sight says of itself."""
        if self.content.ways is not None:
            paint_way_label(painter, camera, self.content.ways, self.style)

    def _paint_leaders(self, painter: QPainter, camera: Camera, labels: Iterable[PlacedLabel]) -> None:
        """Lines from clusters to numbers that found room only beside them."""
        for label in labels:
            if label.led_from is not None:
                size, point = size_of(label.wish.text, label.wish.kind), camera.pixel(label.wish.x, label.wish.y)
                start = point + QPointF(*label.led_from)
                end = point + QPointF(label.dx + size.width() / 2, label.dy + size.height() / 2)
                for colour, width in ((self.style.halo, 3.2), (self.style.hue(label.wish.colour).fill, 1.4)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawLine(start, end)
