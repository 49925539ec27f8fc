"""Roads of a loaded network beneath the plan: wide ones from afar, lanes and streets from near, so that a pan stays smooth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import RoadNetwork
from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.plane import plane_of
from wolds.widgets.map.style import MapStyle

_FINENESS: Final = 0.8
"""Pixels within which points of a road count as one."""
_MANY: Final = 5_000
"""Roads from which a map of them is painted part by part."""
_MAIN: Final = RoadClass.SECONDARY
_ELEMENT: Final = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


@dataclass(frozen=True)
class _Stroke:
    """How a class of roads is drawn: pixels wide, and the coarsest scale (plane units a pixel) that it is drawn at."""

    width: float
    coarsest: float


_STROKES: Final = {
    RoadClass.SERVICE: _Stroke(0.7, 9.0),
    RoadClass.RESIDENTIAL: _Stroke(1.0, 26.0),
    RoadClass.UNCLASSIFIED: _Stroke(1.0, 130.0),
    RoadClass.TERTIARY: _Stroke(1.3, 330.0),
    RoadClass.FERRY: _Stroke(1.2, 500.0),
    RoadClass.SECONDARY: _Stroke(1.7, 600.0),
    RoadClass.PRIMARY: _Stroke(2.2, 1_500.0),
    RoadClass.TRUNK: _Stroke(2.5, 3_000.0),
    RoadClass.MOTORWAY: _Stroke(3.0, 5_000.0),
}
"""In the order of drawing: the widest lie on top. Quiet: clusters and schools are to be seen upon them."""


@dataclass(frozen=True, eq=False)
class RoadLines:
    """The roads of a network on the plane: `line` (p, 2), road i being `line[start[i]:start[i + 1]]`; `road_class` (e,); the
    box of each road, `west` to `south` (e,); whose roads they are."""

    line: FloatArray
    start: IntArray
    road_class: np.ndarray
    west: FloatArray
    north: FloatArray
    east: FloatArray
    south: FloatArray
    credits: str

    @classmethod
    def of(cls, network: RoadNetwork) -> RoadLines:
        """The roads of a network. Takes a second for a county: not for the thread of the window."""
        line = plane_of(network.line[:, 0], network.line[:, 1])
        first = network.start[:-1]
        west, north = (np.minimum.reduceat(line[:, axis], first) if len(first) else line[:, axis] for axis in (0, 1))
        east, south = (np.maximum.reduceat(line[:, axis], first) if len(first) else line[:, axis] for axis in (0, 1))
        return cls(line, network.start, network.road_class, west, north, east, south, network.source.credit)

    @property
    def is_large(self) -> bool:
        """Whether there are so many that to paint them at once could be felt."""
        return len(self.road_class) > _MANY

    def seen(self, camera: Camera) -> IntArray:
        """The numbers of the roads in sight."""
        box = camera.grown(4.0).box
        across = (self.west <= box.right()) & (self.east >= box.left())
        return np.flatnonzero(across & (self.north <= box.bottom()) & (self.south >= box.top()))

    def path(self, roads: IntArray, camera: Camera) -> QPainterPath:
        """Some roads, by their numbers, thinned to what pixels show, in pixels."""
        if not len(roads):
            return QPainterPath()
        points, starts = self._points(roads)
        kept = _told_apart(points, starts, camera)
        return path_of(camera.pixels(points[kept]), starts[kept])

    def _points(self, which: IntArray) -> tuple[FloatArray, BoolArray]:
        """The points of some roads one after another, (m, 2), and whether a road starts at each, (m,)."""
        size = np.diff(self.start)[which]
        first = np.cumsum(size) - size
        place = np.arange(size.sum()) - np.repeat(first, size) + np.repeat(self.start[which], size)
        starts = np.zeros(len(place), dtype=bool)
        starts[first] = True
        return self.line[place], starts


def _told_apart(points: FloatArray, starts: BoolArray, camera: Camera) -> BoolArray:
    """Which points of roads are drawn, (m,): both ends of each road, and what lies in another pixel than the point before."""
    cells = np.floor(points / (_FINENESS * 2.0**camera.octave))
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    kept[starts] = True
    kept[:-1] |= starts[1:]
    kept[-1:] = True
    return kept


def path_of(points: FloatArray, starts: BoolArray) -> QPainterPath:
    """Lines through points (m, 2) as a path; `starts` (m,) says where a line begins. Handed to Qt as one piece of bytes, in the
    form in which it writes paths itself: point by point would take longer than to draw them."""
    elements = np.empty(len(points), dtype=_ELEMENT)
    elements["kind"] = np.where(starts, 0, 1)  # move there, or draw a line there
    elements["x"], elements["y"] = points.T
    size = np.array([len(points)], dtype=">i4")
    tail = np.array([np.flatnonzero(starts)[-1], Qt.FillRule.OddEvenFill.value], dtype=">i4")
    written = QByteArray(size.tobytes() + elements.tobytes() + tail.tobytes())  # held here: a stream does not keep it alive
    path, stream = QPainterPath(), QDataStream(written)
    stream >> path
    return path


def paint_roads(painter: QPainter, camera: Camera, roads: RoadLines, style: MapStyle) -> None:
    """The roads that are drawn at the camera's scale; ferries are dashed."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    seen = roads.seen(camera)
    classes = roads.road_class[seen]
    for kind, stroke in _STROKES.items():
        if camera.scale <= stroke.coarsest:
            painter.setPen(_pen(kind, stroke, camera, style))
            painter.drawPath(roads.path(seen[classes == kind], camera))
    painter.restore()


def _pen(kind: RoadClass, stroke: _Stroke, camera: Camera, style: MapStyle) -> QPen:
    nearer = min(2.0, max(1.0, (120.0 / camera.scale) ** 0.25))
    colour = style.coast if kind == RoadClass.FERRY else style.main_road if kind <= _MAIN else style.road
    pen = QPen(QColor(colour), stroke.width * nearer)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if kind == RoadClass.FERRY:
        pen.setDashPattern([3.0, 2.5])
    return pen
