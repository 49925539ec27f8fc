"""Who moves under a proposal, as a list that words only the rows in sight: a country has thousands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

if TYPE_CHECKING:
    from wolds.clustering.heirs import Mover, ProposalPreview

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
URNS = Role.UserRole


class MoversModel(QAbstractListModel):
    """A row for each school that moves: its name, and from which cluster to which. `URNS` gives the school of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: ProposalPreview | None = None
        self._movers: tuple[Mover, ...] = ()
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        self._height = 0

    def show_preview(self, preview: ProposalPreview, font: QFont) -> None:
        """Show another proposal."""
        self.beginResetModel()
        self._preview, self._movers = preview, preview.movers
        self._height = 2 * QFontMetrics(font).lineSpacing() + 8
        self._before = {key: cluster.name for key, cluster in preview.context.plan.clusters.items()}
        self._after = {cluster.id: cluster.name for cluster in preview.clusters}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many move."""
        return 0 if parent.isValid() else len(self._movers)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A row."""
        if not index.isValid():
            return None
        mover = self._movers[index.row()]
        if role == Role.DisplayRole:
            return self._in_words(mover)
        if role == URNS:
            return frozenset({mover.urn})
        return QSize(0, self._height) if role == Role.SizeHintRole else None

    def _in_words(self, mover: Mover) -> str:
        assert self._preview is not None
        none = self.tr("no cluster")
        origin = self._before[mover.origin] if mover.origin is not None else none
        to = self._after[mover.to] if mover.to is not None else none
        school = self._preview.context.schools.name_of(mover.urn)
        return self.tr("{school}\n{origin} → {to}").format(school=school, origin=origin, to=to)
