"""Choosing by keyboard where schools go, with what the move would do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wolds.clustering.plan import Cluster, Plan
from wolds.widgets.common.figures import schools_text
from wolds.widgets.dialogs.choosing import ChooseDialog, Row
from wolds.widgets.icons import icon

if TYPE_CHECKING:
    from wolds.widgets.view import Impact

NEW_CLUSTER: Final = object()
"""What the row "A new cluster" stands for."""


class MoveToDialog(ChooseDialog):
    """Where shall these schools go? `chosen` carries the cluster's id or None for out of every cluster;
    `new_cluster_chosen` comes instead where they are to make a cluster of their own.

    `impact` is asked for the row that the keys stand on. Locked clusters are listed, and say that they are locked.
    `away_km` says how far away the nearest school of each cluster is: the nearest clusters come first.
    """

    chosen = Signal(object)
    new_cluster_chosen = Signal()

    def __init__(
        self,
        plan: Plan,
        impact: Impact,
        urns: frozenset[int],
        parent: QWidget | None = None,
        away_km: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__("", "", "", parent)
        self._impact, self._urns, self._away_km = impact, urns, away_km or {}
        one = self.tr("Move the school to")
        self.setWindowTitle(one if len(urns) == 1 else self.tr("Move {n} schools to").format(n=len(urns)))
        self.line.setPlaceholderText(self.tr("Number or part of a cluster's name"))
        self.line.setAccessibleName(self.tr("Search clusters"))
        self.list.setAccessibleName(self.tr("Clusters"))
        self.add_accept(self.tr("Move"))
        self.add_reject()
        self.show_rows(self._rows(plan))
        self.line.setFocus()

    def _rows(self, plan: Plan) -> tuple[Row, ...]:
        homes = {plan.cluster_of.get(urn) for urn in self._urns}
        clusters = sorted(plan.clusters.values(), key=lambda cluster: (self._away(cluster), cluster.number))
        rows = [self._row(cluster) for cluster in clusters if homes != {cluster.id}]
        rows.append(Row(NEW_CLUSTER, self.tr("A new cluster"), icon=icon("new")))
        if homes != {None}:
            rows.append(Row(None, self.tr("Out of every cluster"), icon=icon("unplaced")))
        return tuple(rows)

    def _row(self, cluster: Cluster) -> Row:
        words = self.tr("{number}  {name}  ({schools})")
        if math.isfinite(self._away(cluster)):
            words = self.tr("{number}  {name}  ({schools}, {km:.1f} km away)")
        schools = schools_text(len(cluster.members))
        words = words.format(number=cluster.number, name=cluster.name, schools=schools, km=self._away(cluster))
        return Row(cluster.id, words, icon("lock" if cluster.locked else "cluster"))

    def _away(self, cluster: Cluster) -> float:
        return self._away_km.get(cluster.id, math.inf)

    def words_about(self, row: Row) -> str:
        """What the move would do."""
        if row.value is NEW_CLUSTER:
            return self.tr("These schools make a cluster of their own.")
        parts = self._impact(self._urns, row.value).split("; ")  # a line for each cluster and each broken rule
        return "\n".join(part[:1].upper() + part[1:] for part in parts)

    def accept(self) -> None:
        """Say where, and close."""
        row = self.current()
        if row is None:
            return
        super().accept()
        if row.value is NEW_CLUSTER:
            self.new_cluster_chosen.emit()
        else:
            self.chosen.emit(row.value)
