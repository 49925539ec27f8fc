"""Paints what a plan adds to the ground: hulls or spokes, federation links, barriers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wolds.geo.schools import FloatArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent, PlaneLine
from wolds.widgets.map.groups import HULL_PAD, Group
from wolds.widgets.map.links import Bonds
from wolds.widgets.map.rings import polygon_of
from wolds.widgets.map.style import MapStyle

_SMALLEST: Final = 18.0
"""Hulls narrower than this many pixels are left out of a crowd: the colour of the schools says it."""
_NEAR: Final = 100.0
"""Scale from which a crowd of clusters is no longer drawn in full."""


def groups_in_sight(content: MapContent, camera: Camera) -> list[Group]:
    """The clusters whose shape reaches into sight, in the order of their numbers."""
    box = camera.grown(4 * HULL_PAD).box
    groups, low, high = content.group_boxes
    near = (low <= (box.right(), box.bottom())).all(axis=1) & (high >= (box.left(), box.top())).all(axis=1)
    return [groups[place] for place in np.flatnonzero(near).tolist()]


def least_span(content: MapContent, camera: Camera) -> float:
    """The least width on the plane of a cluster that is drawn with hull and number, alike all over the map."""
    return _SMALLEST * camera.scale if content.is_crowded and camera.scale > _NEAR else 0.0


def paint_hulls(painter: QPainter, camera: Camera, groups: Iterable[Group], style: MapStyle) -> None:
    """Rounded hulls, softly filled, their edges as wide on paper as on the screen: a cosmetic pen is one dot of a printer."""
    painter.save()
    painter.setTransform(camera.transform, True)
    for group in groups:
        fill = style.fill_of(group.colour)
        fill.setAlpha(style.hull_alpha)
        edge = style.edge_of(group.colour)
        edge.setAlpha(215)
        painter.setPen(QPen(edge, (2.2 if group.locked else 1.2) * camera.scale))
        painter.setBrush(fill)
        painter.drawPath(group.hull(camera.octave))
    painter.restore()


def paint_spokes(painter: QPainter, camera: Camera, groups: Iterable[Group], style: MapStyle) -> None:
    """Lines from the lead school to each member, with a disc beneath the lead school."""
    for group in groups:
        hub = camera.pixel(*group.lead_point.tolist())
        edge = style.edge_of(group.colour)
        painter.setPen(QPen(QColor(style.halo), 4.0))
        lines = [QLineF(hub, QPointF(x, y)) for x, y in camera.pixels(group.points).tolist()]
        painter.drawLines(lines)
        painter.setPen(QPen(edge, 2.6 if group.locked else 1.7))
        painter.drawLines(lines)
        soft = QColor(edge)
        soft.setAlpha(70)
        painter.setPen(QPen(edge, 1.2))
        painter.setBrush(soft)
        painter.drawEllipse(hub, HULL_PAD, HULL_PAD)


def paint_links(painter: QPainter, camera: Camera, links: FloatArray, style: MapStyle) -> None:
    """Thin lines within federations; `links` are on the plane, shape (m, 2, 2)."""
    if not len(links):
        return
    ends = camera.pixels(links.reshape(-1, 2)).reshape(-1, 2, 2)
    near = ((ends.min(axis=1) < (camera.width, camera.height)) & (ends.max(axis=1) > 0)).all(axis=1)
    lines = [QLineF(ax, ay, bx, by) for (ax, ay), (bx, by) in ends[near].tolist()]
    colour = QColor(style.link)
    painter.setPen(QPen(QColor(style.halo), 3.0))
    painter.drawLines(lines)
    colour.setAlpha(190)
    painter.setPen(QPen(colour, 1.1))
    painter.drawLines([moved for line in lines for moved in _twin(line)])


def _twin(line: QLineF) -> tuple[QLineF, QLineF]:
    """A double line: it cannot be taken for the edge of a hull."""
    normal = line.normalVector().unitVector()
    shift = QPointF(normal.dx(), normal.dy())
    return line.translated(shift), line.translated(-shift)


def paint_bonds(painter: QPainter, camera: Camera, bonds: Bonds, lines: FloatArray, style: MapStyle) -> None:
    """Lines between pairs of schools; `lines` are on the plane, shape (m, 2, 2)."""
    if not len(lines):
        return
    ends = camera.pixels(lines.reshape(-1, 2)).reshape(-1, 2, 2)
    near = ((ends.min(axis=1) < (camera.width, camera.height)) & (ends.max(axis=1) > 0)).all(axis=1)
    paint_bond_lines(painter, [QLineF(ax, ay, bx, by) for (ax, ay), (bx, by) in ends[near].tolist()], bonds, style)


def paint_bond_lines(painter: QPainter, lines: Sequence[QLineF], bonds: Bonds, style: MapStyle) -> None:
    """Lines in pixels as bonds of a sort are drawn: with a halo, so that they stand out from the hulls."""
    painter.setPen(QPen(QColor(style.halo), 4.6))
    painter.drawLines(lines)
    pen = QPen(QColor(getattr(style, bonds.colour)), 2.2)
    if bonds.dashes:
        pen.setDashPattern(list(bonds.dashes))
    painter.setPen(pen)
    painter.drawLines(lines)


def paint_barriers(painter: QPainter, camera: Camera, barriers: Sequence[PlaneLine], style: MapStyle) -> None:
    """Lines that travel cannot cross, with teeth."""
    for barrier in barriers:
        line = polygon_of(camera.pixels(barrier.points))
        if not line.boundingRect().adjusted(-5, -5, 5, 5).intersects(QRectF(0, 0, camera.width, camera.height)):
            continue
        paint_barrier_line(painter, line, style)


def paint_barrier_line(painter: QPainter, line: QPolygonF, style: MapStyle) -> None:
    """One barrier, a polygon of pixels: a line with short teeth across it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(style.halo), 5.0))
    painter.drawPolyline(line)
    painter.setPen(QPen(QColor(style.barrier), 1.8))
    painter.drawPolyline(line)
    teeth = QPen(QColor(style.barrier), 7.0, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    teeth.setDashPattern([0.2, 1.3])
    painter.setPen(teeth)
    painter.drawPolyline(line)
