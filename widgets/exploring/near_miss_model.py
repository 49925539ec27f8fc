"""The model behind the list of near misses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.exploring import NearMiss
from wolds.clustering.wording import above, listed
from wolds.geo.schools import Schools
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

KINDS: Final[dict[str, Callable[[NearMiss], bool]]] = {
    "all": lambda miss: True,
    "helps": lambda miss: bool(miss.helps),
    "pair": lambda miss: miss.kind == "pair",
    "cluster": lambda miss: miss.kind == "cluster",
    "group": lambda miss: miss.kind == "group",
}
"""What a person may want to see, by name."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("NearMisses", text)


class NearMissModel(QAbstractListModel):
    """Near misses of one kind, in the order of the engine: what concerns a school left out first, then the nearest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schools: Schools | None = None
        self._all: tuple[NearMiss, ...] = ()
        self._kind = "all"
        self.misses: list[NearMiss] = []

    def show_misses(self, misses: Sequence[NearMiss], schools: Schools) -> None:
        """Show others."""
        self._schools, self._all = schools, tuple(misses)
        self._sift()

    def show_kind(self, kind: str) -> None:
        """Show only one of `KINDS`."""
        self._kind = kind
        self._sift()

    def count(self, kind: str) -> int:
        """How many there are of one of `KINDS`."""
        return sum(map(KINDS[kind], self._all))

    def _sift(self) -> None:
        self.beginResetModel()
        self.misses = list(filter(KINDS[self._kind], self._all))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many are shown."""
        return 0 if parent.isValid() else len(self.misses)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A near miss: what it is, the sentence, how far beyond the rule and whom it concerns."""
        if not index.isValid():
            return None
        miss = self.misses[index.row()]
        texts = {Role.DisplayRole: self.heading, SENTENCE_ROLE: lambda one: one.sentence, FOOT_ROLE: self.foot}
        if role in texts:
            return texts[role](miss)
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Role.AccessibleTextRole:
            return f"{self.heading(miss)}. {miss.sentence} {self.foot(miss)}"
        return plain_tip(f"{miss.sentence}\n{self.foot(miss)}") if role == Role.ToolTipRole else None

    def heading(self, miss: NearMiss) -> str:
        """What it is and which rule it misses: "Pair just beyond the travel limit"."""
        whats = {"pair": _tr("Pair"), "cluster": _tr("Cluster of the plan"), "group": _tr("Possible group")}
        misses = {
            "cap": _tr("{what} just beyond the travel limit"),
            "roll-min": _tr("{what} just short of pupils"),
            "roll-max": _tr("{what} with just too many pupils"),
        }
        return misses[miss.rule].format(what=whats[miss.kind])

    def foot(self, miss: NearMiss) -> str:
        """How far beyond the rule it is, and which schools left out it concerns."""
        unit = miss.unit[:-1] if miss.unit == "pupils" and miss.beyond == 1 else miss.unit
        ways = {"km": _tr("{n} {unit} too far"), "min": _tr("{n} {unit} too long"), "pupils": _tr("{n} {unit} too many")}
        beyond = _tr("{n} {unit} short") if miss.rule == "roll-min" else ways[miss.unit]
        far = beyond.format(n=above(miss.beyond, 0.0, 1), unit=unit)
        if not miss.helps or self._schools is None:
            return far
        names = listed([self._schools.name_of(urn) for urn in miss.helps])
        return f"{far} · {_tr('in no cluster: {names}').format(names=names)}"
