"""Dragging schools onto another cluster, with what it would do told before the drop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.card import name_with_number
from wolds.widgets.map.groups import Group
from wolds.widgets.map.marks import zoom_of
from wolds.widgets.map.readings import paint_reading

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView


class _Nowhere:
    """The target of a drag over its own cluster: a drop there does nothing."""


_NOWHERE: Final = _Nowhere()
Target = str | _Nowhere | None


class SchoolDrag:
    """One drag of some schools. Over a cluster it would join that; over empty ground it would leave its own."""

    def __init__(self, view: MapView, urns: frozenset[int], start: QPointF) -> None:
        self.view, self.urns, self._start, self._here = view, urns, start, start
        self.target: Target = _NOWHERE
        self.sentence = ""

    def move(self, here: QPointF) -> None:
        """Follow the pointer; ask for the impact where the target is another one."""
        self._here = here
        target = self._target_at(here)
        if target != self.target:
            self.target, self.sentence = target, self._sentence(target)
        self.view.refresh()

    def drop(self, here: QPointF) -> None:
        """Ask for the move, if it leads anywhere."""
        self.move(here)
        if self.target is not _NOWHERE:
            from wolds.clustering.edits import MoveSchools

            to = self.target if isinstance(self.target, str) else None
            self.view.edit_requested.emit(MoveSchools(tuple(sorted(self.urns)), to))
        self.view.refresh()

    def _homes(self) -> set[str | None]:
        return {self.view.content.plan.cluster_of.get(urn) for urn in self.urns}

    def _target_at(self, here: QPointF) -> Target:
        group = self.view.cluster_under(here, without=self.urns)
        target = group.id if group else None
        return _NOWHERE if self._homes() == {target} else target

    def _sentence(self, target: Target) -> str:
        if target is _NOWHERE:
            return self.view.tr("Drop on another cluster, or on empty ground to take it out. Esc cancels.")
        where = self._where(target if isinstance(target, str) else None)
        impact = self.view.impact(self.urns, target if isinstance(target, str) else None)
        lines = impact.replace("; ", "\n")  # a line for each cluster and each broken rule
        return f"{where}\n{lines}" if impact else where

    def _where(self, target: str | None) -> str:
        if target is None:
            return self.view.tr("Take out of its cluster", "", len(self.urns))
        cluster = self.view.content.plan.clusters[target]
        return self.view.tr("Move to {cluster}").format(cluster=name_with_number(cluster.number, cluster.name))

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """The schools at the pointer, the cluster they would join, and the sentence."""
        group = self.view.content.groups.get(self.target) if isinstance(self.target, str) else None
        if group is not None:
            self._paint_target(painter, camera, group)
        self._paint_ghosts(painter, camera)
        paint_reading(painter, self._here, self.sentence, camera, self.view.map_style)

    def _paint_target(self, painter: QPainter, camera: Camera, group: Group) -> None:
        style = self.view.map_style
        painter.save()
        painter.setTransform(camera.transform, True)
        glow = QColor(style.accent)
        glow.setAlpha(40)
        pen = QPen(QColor(style.accent), 2.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(glow)
        painter.drawPath(group.hull(camera.octave))
        painter.restore()

    def _paint_ghosts(self, painter: QPainter, camera: Camera) -> None:
        content = self.view.content
        assert content.schools is not None
        assert content.marks is not None
        rows = content.schools.positions(sorted(self.urns))
        shift = self._here - self._start
        style = self.view.map_style
        painter.setPen(QPen(QColor(style.accent), 1.4))
        radius = content.marks.radii(zoom_of(camera.scale))
        ghosts = content.marks.points[rows]
        for (x, y), r in zip(camera.pixels(ghosts).tolist(), radius[rows].tolist(), strict=True):
            if np.isfinite(x):
                painter.drawLine(QPointF(x, y), QPointF(x, y) + shift)
                painter.setBrush(QColor(style.paper))
                painter.drawEllipse(QPointF(x, y) + shift, r + 2, r + 2)
        painter.save()
        painter.setOpacity(0.85)
        painter.translate(shift)
        seen = rows[np.isfinite(ghosts).all(axis=1)]
        self.view.drawing.paint_symbols(painter, camera, seen, content.marks.keys[seen])
        painter.restore()
