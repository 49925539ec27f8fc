"""The table of movers: from where to where, and what it does to each school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from wolds.clustering.comparing import Shift
from wolds.clustering.comparing.words import (
    from_to,
    mean_text,
    partners_text,
    place_text,
    pupils_text,
    school_text,
    sentence_of,
    to_text,
    way_of,
)
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import Cell, tsv_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("Movers", text)


@dataclass(frozen=True)
class MoverColumn:
    """A column: its title, what it means, its width in pixels, its text, and what it is sorted by."""

    title: str
    tip: str
    width: int
    text: Callable[[Shift, Rules], str]
    order: Callable[[Shift], Any]


@cache
def mover_columns() -> tuple[MoverColumn, ...]:
    """The columns, in order."""
    return (
        MoverColumn(
            _tr("School"), _tr("A click shows it on the map"), 180, lambda s, _: school_text(s), lambda s: s.name.casefold()
        ),
        MoverColumn(_tr("From"), _tr("Its cluster in the first plan"), 130, lambda s, _: place_text(s.before), _before),
        MoverColumn(_tr("To"), _tr("Its cluster in the second plan"), 130, lambda s, _: to_text(s), _after),
        MoverColumn(
            _tr("Mean travel"),
            _tr("Mean travel to its partners in the first and in the second plan"),
            140,
            lambda s, rules: from_to(s, lambda place: mean_text(place, rules)),
            _more_travel,
        ),
        MoverColumn(
            _tr("Pupils"),
            _tr("Pupils of its cluster in the first and in the second plan"),
            92,
            lambda s, _: from_to(s, pupils_text),
            lambda s: (s.after.pupils or 0) - (s.before.pupils or 0),
        ),
        MoverColumn(
            _tr("Partners"),
            _tr("Partners that it loses and gains"),
            220,
            lambda s, _: partners_text(s),
            lambda s: (len(s.lost), len(s.gained)),
        ),
        MoverColumn(_tr("Change"), _tr("What the school does"), 70, lambda s, _: way_of(s), lambda s: s.way),
    )


def _before(shift: Shift) -> str:
    return shift.before.name.casefold()


def _after(shift: Shift) -> str:
    return shift.after.name.casefold()


def _more_travel(shift: Shift) -> float:
    return (shift.after.mean_km or 0.0) - (shift.before.mean_km or 0.0)


class MoversModel(QAbstractTableModel):
    """Schools that are elsewhere; those that stay and have other partners too, where they are wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shifts: list[Shift] = []
        self.rules = Rules()
        self._schools: Schools | None = None

    def show_shifts(self, shifts: Sequence[Shift], rules: Rules, schools: Schools | None) -> None:
        """Show others."""
        self.beginResetModel()
        self.shifts, self.rules, self._schools = list(shifts), rules, schools
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many schools there are."""
        return 0 if parent.isValid() else len(self.shifts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The same columns always."""
        return 0 if parent.isValid() else len(mover_columns())

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        shift, cells = self.shifts[index.row()], mover_columns()[index.column()]
        if role == Role.DisplayRole:
            return cells.text(shift, self.rules)
        if role == Role.ToolTipRole:
            return plain_tip(self.sentence_at(index.row()))
        if role == Role.AccessibleTextRole:
            return self.sentence_at(index.row()) if index.column() == 0 else f"{cells.title}: {cells.text(shift, self.rules)}"
        return None

    def sentence_at(self, row: int) -> str:
        """A row in one sentence."""
        shift = self.shifts[row]
        return sentence_of(shift, self.rules, self._schools.name_of) if self._schools is not None else shift.name

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles and what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        texts = {Role.DisplayRole: mover_columns()[section].title, Role.ToolTipRole: plain_tip(mover_columns()[section].tip)}
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return texts.get(Role(role))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the schools in another order."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.shifts[index.row()].urn) for index in self.persistentIndexList()]
        self.shifts.sort(key=mover_columns()[column].order, reverse=order == Qt.SortOrder.DescendingOrder)
        rows = {shift.urn: place for place, shift in enumerate(self.shifts)}
        for index, urn in kept:
            self.changePersistentIndex(index, self.index(rows[urn], index.column()))
        self.layoutChanged.emit()

    def as_text(self) -> str:
        """The table with headings, for a spreadsheet."""
        titles = [_tr("URN"), *(one.title for one in mover_columns())]
        return tsv_of(titles, (self._cells(shift) for shift in self.shifts))

    def _cells(self, shift: Shift) -> list[Cell]:
        return [shift.urn, *(one.text(shift, self.rules) for one in mover_columns())]
