"""The model behind the table: an array of row numbers over columns of arrays, nothing made per school up front."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits import SetSchoolNote
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import IntArray, Schools
from wolds.widgets.common.chips import chip
from wolds.widgets.common.marks import MARKS_ROLE, mark_words
from wolds.widgets.common.mime import SCHOOLS_MIME, mime_of
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.schools.columns import CLUSTER, COLUMNS, NAME, NOTE, Column
from wolds.widgets.schools.facts import Reasons, SchoolFacts
from wolds.widgets.schools.filters import SchoolFilter
from wolds.widgets.schools.order import ordered_rows

Index = QModelIndex | QPersistentModelIndex
Role_ = Qt.ItemDataRole

_FEW: Final = 200
"""Up to so many rows are put in and taken out one by one, so that the view keeps its place; more start it afresh."""


class SchoolsModel(QAbstractTableModel):
    """Rows of schools under a filter and an order. `edit_wanted` carries an edit; the plan answers by `apply_change`."""

    edit_wanted = Signal(object)
    rows_replaced = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: SchoolFacts | None = None
        self.rows: IntArray = np.zeros(0, dtype=np.int64)
        self._filter = SchoolFilter()
        self._sort = (NAME, False)

    # What is shown -----------------------------------------------------------------------------------------------

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter; then reasons stay."""
        old, self.facts = self.facts, SchoolFacts(schools, standing)
        if old is not None and old.schools is schools:
            self.facts.reasons = old.reasons
        self._arrange()

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan."""
        if self.facts is not None:
            self.facts.show_plan(plan, scoreboard)
            self._arrange()

    def show_reasons(self, reasons: Reasons) -> None:
        """Say why schools are unplaced."""
        if self.facts is not None:
            self.facts.reasons = dict(reasons)
            self._tell_columns("why")

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did, in the rows it touches. A row stays where it is until the person sorts again."""
        if self.facts is None:
            return
        touched = self.facts.apply_change(change, plan, scoreboard)
        if change.touches_settings:
            self._arrange()
            return
        wanted = self._filter.mask(self.facts)[touched]
        shown = np.isin(touched, self.rows)
        leaving, coming = touched[shown & ~wanted], touched[wanted & ~shown]
        if len(leaving) + len(coming) > _FEW:
            self._arrange()
            return
        self._take_out(leaving)
        self._put_in(coming)
        self._tell_rows(touched)

    def filter_by(self, wanted: SchoolFilter) -> None:
        """Show the schools that a filter lets through."""
        self._filter = wanted
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        if 0 <= column < len(COLUMNS):
            self._sort = (COLUMNS[column].key, order == Qt.SortOrder.DescendingOrder)
            self._arrange()

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The key of the column sorted by, and whether it runs downwards."""
        return self._sort

    def _arrange(self) -> None:
        self.beginResetModel()
        if self.facts is not None:
            self.rows = ordered_rows(self.facts, self._filter.mask(self.facts), *self._sort)
        self.endResetModel()
        self.rows_replaced.emit()

    def _take_out(self, rows: IntArray) -> None:
        for place in sorted(np.flatnonzero(np.isin(self.rows, rows)).tolist(), reverse=True):
            self.beginRemoveRows(QModelIndex(), place, place)
            self.rows = np.delete(self.rows, place)
            self.endRemoveRows()

    def _put_in(self, rows: IntArray) -> None:
        if not len(rows) or self.facts is None:
            return
        mask = np.zeros(len(self.facts.schools), dtype=bool)
        mask[self.rows], mask[rows] = True, True
        fresh = np.isin(wanted := ordered_rows(self.facts, mask, *self._sort), rows)
        for place in np.flatnonzero(fresh).tolist():
            at = min(place, len(self.rows))
            self.beginInsertRows(QModelIndex(), at, at)
            self.rows = np.insert(self.rows, at, wanted[place])
            self.endInsertRows()

    def _tell_rows(self, rows: IntArray) -> None:
        places, last = np.flatnonzero(np.isin(self.rows, rows)).tolist(), len(COLUMNS) - 1
        runs = [(place, place) for place in places] if len(places) <= _FEW else [(places[0], places[-1])]
        for first, end in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def _tell_columns(self, *keys: str) -> None:
        for number, column in enumerate(COLUMNS):
            if column.key in keys and len(self.rows):
                self.dataChanged.emit(self.index(0, number), self.index(len(self.rows) - 1, number))

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many schools are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role_.DisplayRole) -> Any:
        """Headings and what they mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Role_.DisplayRole:
            return column.title
        if role == Role_.ToolTipRole:
            return plain_tip(column.explanation)
        return _alignment(column) if role == Role_.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cluster and note can be edited; rows can be dragged onto a cluster."""
        base = super().flags(index)
        if not index.isValid():
            return base
        base |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return base | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()].key in (CLUSTER, NOTE) else base

    def data(self, index: Index, role: int = Role_.DisplayRole) -> Any:
        """A cell."""
        answer = _ANSWERS.get(role)
        if answer is None or self.facts is None or not index.isValid():
            return None
        return answer(self.facts, COLUMNS[index.column()], int(self.rows[index.row()]))

    def setData(self, index: Index, value: Any, role: int = Role_.EditRole) -> bool:
        """Ask for another note. The cell changes when the plan does."""
        if role != Role_.EditRole or self.facts is None or COLUMNS[index.column()].key != NOTE:
            return False
        row = int(self.rows[index.row()])
        if str(value).strip() == self.facts.note(row):
            return False
        self.edit_wanted.emit(SetSchoolNote(int(self.facts.schools.urn[row]), str(value).strip()))
        return True

    def mimeTypes(self) -> list[str]:
        """Rows leave as schools."""
        return [SCHOOLS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The schools of some cells."""
        return mime_of(self.urns_at({index.row() for index in indexes}))

    # Places and schools ------------------------------------------------------------------------------------------

    def urn_at(self, place: int) -> int:
        """The school in a row of the table."""
        assert self.facts is not None
        return int(self.facts.schools.urn[self.rows[place]])

    def urns_at(self, places: Iterable[int]) -> frozenset[int]:
        """The schools in some rows of the table."""
        if self.facts is None:
            return frozenset()
        return frozenset(self.facts.schools.urn[self.rows[list(places)]].tolist())

    def places_of(self, urns: frozenset[int]) -> IntArray:
        """The rows of the table that show these schools, ascending."""
        if self.facts is None or not urns:
            return np.zeros(0, dtype=np.int64)
        shown = np.isin(self.facts.schools.urn[self.rows], np.fromiter(urns, dtype=np.int64))
        return np.flatnonzero(shown).astype(np.int64)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


def _text(facts: SchoolFacts, column: Column, row: int) -> str:
    return column.text(facts, row)


def _edit_value(facts: SchoolFacts, column: Column, row: int) -> Any:
    if column.key == CLUSTER:
        return facts.plan.cluster_of.get(int(facts.schools.urn[row]), "")
    return facts.note(row) if column.key == NOTE else column.text(facts, row)


def _tip(facts: SchoolFacts, column: Column, row: int) -> str:
    text = facts.note(row) if column.key == NOTE else column.text(facts, row)
    if column.key == NAME:
        place = ", ".join(part for part in (facts.text("locality", row), facts.text("town", row)) if part)
        text = "\n".join(part for part in (text, place, facts.why(row)) if part)
    return plain_tip(text)


def _decoration(facts: SchoolFacts, column: Column, row: int) -> Any:
    if column.key != CLUSTER:
        return None
    cluster = facts.cluster(row)
    return None if cluster is None else chip(str(cluster.number), cluster.colour)


def _marks(facts: SchoolFacts, column: Column, row: int) -> tuple[str, ...]:
    if column.key != NAME:
        return ()
    marks = {"warning": facts.warned[row], "lock": facts.locked[row]}
    return tuple(name for name, there in marks.items() if there)


def _foreground(facts: SchoolFacts, column: Column, row: int) -> Any:
    if facts.standing.role[row] != Role.EXCLUDED:
        return None
    return QApplication.palette().brush(QPalette.ColorRole.PlaceholderText)


def _spoken(facts: SchoolFacts, column: Column, row: int) -> str:
    text = column.text(facts, row)
    if column.key == CLUSTER:
        cluster = facts.cluster(row)
        text = f"{cluster.number} {cluster.name}" if cluster else "-"
    return ", ".join([f"{column.title}: {text or '-'}", *(mark_words(name) for name in _marks(facts, column, row))])


_ANSWERS: Final[dict[int, Callable[[SchoolFacts, Column, int], Any]]] = {
    Role_.DisplayRole: _text,
    Role_.EditRole: _edit_value,
    Role_.ToolTipRole: _tip,
    Role_.DecorationRole: _decoration,
    Role_.ForegroundRole: _foreground,
    Role_.TextAlignmentRole: lambda facts, column, row: _alignment(column),
    Role_.AccessibleTextRole: _spoken,
    MARKS_ROLE: _marks,
}
