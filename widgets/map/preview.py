"""A proposal shown against the present plan: who moves, from which colour to which, and the clusters that come of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from wolds.clustering.plan import Plan
from wolds.geo.schools import FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.groups import Group, groups_of
from wolds.widgets.map.style import MapStyle

_SHORTEST = 16.0
_CROWD: Final = 600  # movers in sight
_DOT: Final = 3  # pixels, the radius of a dot with its rim


@dataclass(frozen=True, eq=False)
class Mover:
    """A school that would change its cluster. Colours are None for "in no cluster"; `to` is the shape of its new cluster."""

    urn: int
    point: FloatArray  # (2,) on the plane
    colour_from: int | None
    colour_to: int | None
    to: Group | None


@dataclass(frozen=True, eq=False)
class Preview:
    """All movers of a proposal, the shapes of the clusters that would change, and the ids of those that would be gone."""

    movers: tuple[Mover, ...]
    groups: tuple[Group, ...]
    gone: frozenset[str] = frozenset()

    @cached_property
    def is_first(self) -> bool:
        """Whether nobody moves away from a cluster: schools are shown in their new colours alone."""
        return all(mover.colour_from is None for mover in self.movers)

    @cached_property
    def points(self) -> FloatArray:
        """Where the movers are on the plane, shape (n, 2)."""
        return np.array([mover.point for mover in self.movers], dtype=np.float64).reshape(-1, 2)

    @cached_property
    def colours_to(self) -> IntArray:
        """The new colour of each mover, -1 for "in no cluster", shape (n,)."""
        return np.array([-1 if mover.colour_to is None else mover.colour_to % 8 for mover in self.movers], dtype=np.int64)


def preview_of(content: MapContent, proposed: Plan) -> Preview:
    """Compare the plan on the map with a proposed one."""
    if content.schools is None or content.marks is None or content.scoreboard is None:
        return Preview((), ())
    present = content.plan
    urns = [u for u in content.schools.urn.tolist() if present.cluster_of.get(u) != proposed.cluster_of.get(u)]
    changed = {proposed.cluster_of[urn] for urn in urns if urn in proposed.cluster_of}
    changed |= {present.cluster_of[urn] for urn in urns if present.cluster_of.get(urn) in proposed.clusters}
    shapes = groups_of(proposed, content.schools, content.marks.points, content.scoreboard, sorted(changed))
    groups = {key: replace(shape, warnings=0) for key, shape in shapes.items()}  # those known are of the present clusters
    points = content.marks.points[content.schools.positions(urns)]
    known = np.asarray(np.isfinite(points).all(axis=1)).tolist()
    movers = (
        Mover(urn, point, _colour_in(present, urn), _colour_in(proposed, urn), groups.get(proposed.cluster_of.get(urn, "")))
        for urn, point, has_point in zip(urns, points, known, strict=True)
        if has_point
    )
    return Preview(tuple(movers), tuple(groups.values()), frozenset(present.clusters) - frozenset(proposed.clusters))


def _colour_in(plan: Plan, urn: int) -> int | None:
    cluster = plan.cluster_at(urn)
    return cluster.colour if cluster else None


def paint_preview(painter: QPainter, camera: Camera, preview: Preview, style: MapStyle) -> None:
    """Dashed outlines of the clusters to be, and for each mover an arrow from its old colour to its new one; only a dot in its
    new colour where nobody was in a cluster before.

    Where thousands are in sight, as for a whole country, each mover is a dot in its new colour: rings would hide the map.
    """
    seen = np.flatnonzero(camera.sees(preview.points, 60.0))
    if len(seen) > _CROWD:
        _paint_dots(painter, camera, preview, seen, style)
        return
    painter.save()
    painter.setTransform(camera.transform, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = camera.grown(60.0).box
    for group in preview.groups:
        if box.intersects(QRectF(QPointF(*group.low), QPointF(*group.high)).adjusted(-1, -1, 1, 1)):
            pen = QPen(style.edges[group.colour % 8], 2.2, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(group.hull(camera.octave))
    painter.restore()
    for mover, at in zip([preview.movers[row] for row in seen.tolist()], camera.pixels(preview.points[seen]), strict=True):
        if preview.is_first:
            _paint_newcomer(painter, camera, mover, QPointF(*at.tolist()), style)
        else:
            _paint_mover(painter, camera, mover, QPointF(*at.tolist()), style)


def _paint_dots(painter: QPainter, camera: Camera, preview: Preview, seen: IntArray, style: MapStyle) -> None:
    """One small picture for each colour, copied: a whole country is painted within a frame."""
    corners = np.round(camera.pixels(preview.points[seen]) - _DOT).astype(np.int64)
    goals, ratio = preview.colours_to[seen], painter.device().devicePixelRatioF()
    for colour in np.unique(goals).tolist():
        dot = _dot(_colour(colour if colour >= 0 else None, style), style, ratio)
        for x, y in corners[goals == colour].tolist():
            painter.drawPixmap(x, y, dot)


def _dot(colour: QColor, style: MapStyle, ratio: float) -> QPixmap:
    size = math.ceil(2 * _DOT * ratio)
    picture = QPixmap(size, size)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.halo), 1.0))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(_DOT, _DOT), _DOT - 1, _DOT - 1)
    return picture


def _colour(index: int | None, style: MapStyle) -> QColor:
    return QColor(style.unplaced) if index is None else style.fills[index % 8]


def _paint_mover(painter: QPainter, camera: Camera, mover: Mover, at: QPointF, style: MapStyle) -> None:
    before, after = _colour(mover.colour_from, style), _colour(mover.colour_to, style)
    if mover.to is not None:
        _paint_arrow(painter, at, camera.pixel(*mover.to.centre.tolist()), before, after, style)
    radius = _ring_radius(camera)
    box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(style.halo), 0.7 * radius))
    painter.drawEllipse(box)
    for colour, start in ((before, 90), (after, -90)):
        painter.setPen(QPen(colour, 0.45 * radius, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, start * 16, 180 * 16)


def _paint_newcomer(painter: QPainter, camera: Camera, mover: Mover, at: QPointF, style: MapStyle) -> None:
    radius = 0.6 * _ring_radius(camera) + 1
    painter.setPen(QPen(QColor(style.halo), 1.2))
    painter.setBrush(_colour(mover.colour_to, style))
    painter.drawEllipse(at, radius, radius)


def _ring_radius(camera: Camera) -> float:
    """Rings shrink with a whole county in sight, where a hundred of them would hide each other and the map."""
    near, far = 150.0, 450.0  # metres of the plane a pixel
    share = min(1.0, max(0.0, (camera.scale - near) / (far - near)))
    return 9.0 - 5.0 * share


def _paint_arrow(painter: QPainter, start: QPointF, goal: QPointF, before: QColor, after: QColor, style: MapStyle) -> None:
    span = goal - start
    length = float(np.hypot(span.x(), span.y()))
    if length < _SHORTEST:
        return
    along = QPointF(span.x() / length, span.y() / length)
    across = QPointF(-along.y(), along.x())
    neck = goal - along * 9
    fade = QLinearGradient(start, goal)
    fade.setColorAt(0.1, before)
    fade.setColorAt(0.9, after)
    for brush, width in ((QBrush(QColor(style.halo)), 5.5), (QBrush(fade), 2.8)):
        painter.setPen(QPen(brush, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start + along * 11, neck)
    painter.setPen(QPen(QColor(style.halo), 1.2))
    painter.setBrush(after)
    painter.drawPolygon(QPolygonF([goal, neck - along * 1.5 + across * 5.5, neck - along * 1.5 - across * 5.5]))
