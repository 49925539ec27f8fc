"""The model behind the list of schools that are not placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.eligibility import Standing
from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools
from wolds.widgets.common.figures import pupils_text
from wolds.widgets.common.school_texts import texts_of
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.common.sync import sync_rows
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.words import unplaced_words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class UnplacedModel(QAbstractListModel):
    """Schools to be placed that are in no cluster, by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schools: Schools | None = None
        self._in_order: list[int] = []
        self.urns: list[int] = []
        self.reasons: Mapping[int, tuple[str, str]] = {}

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Take another register, or the same one under another filter: its schools to be placed, sorted by name once."""
        texts = texts_of(schools)
        self.beginResetModel()
        self.reasons = self.reasons if self._schools is schools else {}
        self._schools, self.urns = schools, []
        self._in_order = schools.urn[texts.by_name(np.flatnonzero(standing.to_place))].tolist()
        self.endResetModel()

    def show_plan(self, plan: Plan) -> None:
        """Show who is in no cluster of a plan: rows that stay are left alone."""
        wanted = [urn for urn in self._in_order if urn not in plan.cluster_of]
        if wanted != self.urns and not sync_rows(tuple(self.urns), wanted, self._remove, self._insert):
            self.beginResetModel()
            self.urns = wanted
            self.endResetModel()

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        del self.urns[first : last + 1]
        self.endRemoveRows()

    def _insert(self, at: int, urns: Iterable[int]) -> None:
        fresh = list(urns)
        self.beginInsertRows(QModelIndex(), at, at + len(fresh) - 1)
        self.urns[at:at] = fresh
        self.endInsertRows()

    def show_reasons(self, reasons: Mapping[int, tuple[str, str]]) -> None:
        """Say why."""
        self.reasons = dict(reasons)
        if self.urns:
            self.dataChanged.emit(self.index(0), self.index(len(self.urns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.urns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A school: name, reason, town and roll."""
        if self._schools is None or not index.isValid():
            return None
        urn = self.urns[index.row()]
        if role == Role.DisplayRole:
            return self._schools.name_of(urn)
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == SENTENCE_ROLE:
            return self.sentence(urn)
        if role == FOOT_ROLE:
            return self._foot(urn)
        if role == Role.AccessibleTextRole:
            return f"{self._schools.name_of(urn)}. {self.sentence(urn)} {self._foot(urn)}"
        return plain_tip(f"{self._schools.name_of(urn)}\n{self.sentence(urn)}") if role == Role.ToolTipRole else None

    def sentence(self, urn: int) -> str:
        """Why a school is unplaced: the code in words and the sentence; "" where nobody has said."""
        code, sentence = self.reasons.get(urn, ("", ""))
        return ". ".join(part for part in (unplaced_words(code) if code else "", sentence) if part)

    def _foot(self, urn: int) -> str:
        assert self._schools is not None
        row = self._schools.position(urn)
        town = str(self._schools.text("town")[row])
        return " · ".join(part for part in (town, pupils_text(float(self._schools.roll[row])), f"URN {urn}") if part)
