"""The models of a sweep: its rows as a table, and what becomes of each present cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.exploring import SweepRow
from wolds.clustering.plan import Cluster
from wolds.widgets.common.chips import chip
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.exploring.sweep_words import columns, runs_text

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("SweepModel", text)


class SweepModel(QAbstractTableModel):
    """One row for each figure that was tried, in the order in which they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SweepRow] = []

    def clear(self) -> None:
        """Start afresh."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, row: SweepRow) -> None:
        """One more figure is known."""
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many figures are known."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The same columns for whatever is varied."""
        return 0 if parent.isValid() else len(columns())

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        column, row = columns()[index.column()], self.rows[index.row()]
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.TextAlignmentRole and column is not columns()[-1]:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return f"{column.title}: {column.text(row)}" if role == Role.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles and what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        texts = {Role.DisplayRole: columns()[section].title, Role.ToolTipRole: plain_tip(columns()[section].tip)}
        return texts.get(Role(role))

    def as_text(self, places: Sequence[int]) -> str:
        """Some rows with headings, for a spreadsheet."""
        cells = ([column.value(self.rows[place]) for column in columns()] for place in places)
        return tsv_of([column.title for column in columns()], cells)


class SurvivalModel(QAbstractListModel):
    """The present clusters, those first that stand at most figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clusters: list[Cluster] = []
        self._rows: Sequence[SweepRow] = ()
        self._kept: Counter[str] = Counter()

    def show_rows(self, clusters: Sequence[Cluster], rows: Sequence[SweepRow]) -> None:
        """Show what becomes of these clusters over these rows."""
        kept = Counter(key for row in rows for key in row.kept)
        allowed = Counter(key for row in rows for key in row.still_allowed)
        self.beginResetModel()
        self._rows, self._kept = tuple(rows), kept
        self.clusters = sorted(clusters, key=lambda one: (-kept[one.id], -allowed[one.id], one.number))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many clusters there are."""
        return 0 if parent.isValid() else len(self.clusters)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cluster: its chip, its name, and at which figures it stands."""
        if not index.isValid():
            return None
        cluster = self.clusters[index.row()]
        if role == Role.DisplayRole:
            return cluster.name
        if role == Role.DecorationRole:
            return chip(str(cluster.number), cluster.colour)
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == SENTENCE_ROLE:
            return self._stands(cluster)
        if role == FOOT_ROLE:
            return self._allowed(cluster)
        return f"{cluster.name}. {self._stands(cluster)} {self._allowed(cluster)}" if role == Role.AccessibleTextRole else None

    def _stands(self, cluster: Cluster) -> str:
        count = self._kept[cluster.id]
        if count in (0, len(self._rows)):
            return _tr("Stands just so at every figure.") if count else _tr("Stands just so at no figure.")
        figures = runs_text(self._rows, lambda row: cluster.id in row.kept)
        words = _tr("Stands just so at {count} of {all} figures: {figures}.")
        return words.format(count=count, all=len(self._rows), figures=figures)

    def _allowed(self, cluster: Cluster) -> str:
        broken = runs_text(self._rows, lambda row: cluster.id not in row.still_allowed)
        if not broken:
            return _tr("Keeps every rule at every figure.")
        return _tr("Breaks a rule at {figures}.").format(figures=broken)
