"""Existing relations as rows that are read: what each is, where its schools are, and what the plan makes of it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits.base import EditContext
from wolds.clustering.relations import FATES_IN_ORDER, Fate, TieFate
from wolds.clustering.rules import RelationKind
from wolds.clustering.wording import listed
from wolds.widgets.common.relation_words import fate_words, kind_words
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ICONS: Final = {
    Fate.KEPT: "better",
    Fate.PARTED: "split",
    Fate.BROKEN: "worse",
    Fate.UNPLACED: "unplaced",
    Fate.OUTSIDE: "unplaced",
}
BROKEN: Final = (Fate.BROKEN, Fate.PARTED)


class FatesModel(QAbstractListModel):
    """Relations and their fates, what is broken first, trusts last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: EditContext | None = None
        self.fates: list[TieFate] = []

    def show_fates(self, context: EditContext | None, fates: tuple[TieFate, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._context = context
        self.fates = sorted(fates, key=lambda one: (one.tie.kind == RelationKind.TRUST, FATES_IN_ORDER.index(one.fate)))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.fates)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A relation: kind and name, where its schools are, what was noted."""
        if not index.isValid() or self._context is None:
            return None
        one = self.fates[index.row()]
        if role == Role.DisplayRole:
            return self._title(one)
        if role == SENTENCE_ROLE:
            return self._where(one)
        if role == FOOT_ROLE:
            return " · ".join(part for part in (fate_words(one.fate), one.tie.reason) if part)
        if role == Role.DecorationRole:
            return icon(_ICONS[one.fate])
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            said = ". ".join((self._title(one), fate_words(one.fate), self._where(one)))
            return plain_tip(said) if role == Role.ToolTipRole else said
        return None

    def _title(self, one: TieFate) -> str:
        named = one.tie.relation is None or one.tie.relation.name
        return f"{kind_words(one.tie.kind)} · {one.tie.name}" if named else kind_words(one.tie.kind)

    def _where(self, one: TieFate) -> str:
        assert self._context is not None
        name_of, clusters = self._context.schools.name_of, self._context.plan.clusters
        parts = []
        for home, urns in one.places.items():
            names = listed([name_of(urn) for urn in urns], most=4)
            if home is None:
                parts.append(self.tr("{schools} in no cluster").format(schools=names))
            else:
                cluster = clusters[home]
                where = self.tr("{schools} in {n} {name}")
                parts.append(where.format(schools=names, n=cluster.number, name=cluster.name or home))
        return "; ".join(parts) or self.tr("No school of it takes part")
