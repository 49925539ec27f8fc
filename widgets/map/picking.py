"""Finds what lies under the pointer and asks for selections."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QMenu

from wolds.geo.schools import FloatArray, IntArray
from wolds.widgets.map import hits
from wolds.widgets.map.canvas import MapCanvas
from wolds.widgets.map.card import HoverCard, card_text
from wolds.widgets.map.groups import Group


class MapPicking(MapCanvas):
    """A map that can be pointed at. Selections are asked for, and shown once `show_selection` says so."""

    selection_requested = Signal(object)  # frozenset[int] of URNs

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

    def _urns_for_menu(self, at: QPointF) -> frozenset[int]:
        label = self.live.cluster_label_at(self.camera, at)
        if label is not None and label in self.content.plan.clusters:
            return frozenset(self.content.plan.clusters[label].members)
        return self.urns_to_drag(at)

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
