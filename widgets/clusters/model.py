"""The model of the tree. Groups are known by their cluster's id, so that an edit touches its own rows only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.geo.schools import Schools
from wolds.widgets.clusters import cells
from wolds.widgets.clusters.facts import UNPLACED, TreeFacts
from wolds.widgets.common.chips import NO_COLOUR, chip
from wolds.widgets.common.marks import MARKS_ROLE, mark_words
from wolds.widgets.common.mime import SCHOOLS_MIME, mime_of
from wolds.widgets.common.sync import sync_rows
from wolds.widgets.common.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_NUMBERS: Final = ("schools", "roll", "longest", "mean", "warnings")


class ClustersModel(QAbstractItemModel):
    """Clusters and their schools, and the unplaced at the end. Rows are built afresh only for another plan, search or order."""

    rows_replaced = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: TreeFacts | None = None
        self._groups: list[str] = []
        self._members: dict[str, list[int]] = {}
        self._serials: dict[str, int] = {}  # a group's children carry its serial as their internal id; top rows carry 0
        self._keys: dict[int, str] = {}
        self._rows: dict[str, int] = {}
        self._bold: frozenset[str] = frozenset()

    # What is shown -----------------------------------------------------------------------------------------------

    def show_plan(self, schools: Schools, standing: Standing, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan."""
        old = self.facts
        self.facts = TreeFacts(schools, standing, plan, scoreboard)
        if old is not None:
            self.facts.words, self.facts.order, self.facts.reasons = old.words, old.order, old.reasons
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.facts, self._groups, self._members, self._rows = None, [], {}, {}
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show the clusters and schools that fit a search."""
        if self.facts is not None:
            self.facts.words = tuple(text.casefold().split())
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the clusters by a column; the unplaced stay at the end."""
        if self.facts is not None and 0 <= column < len(cells.KEYS):
            self.facts.order = (cells.KEYS[column], order == Qt.SortOrder.DescendingOrder)
            self._arrange()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did: rows of the groups it touches come, go and are repainted; all others stay."""
        if self.facts is None:
            return
        facts, before = self.facts, self.facts.plan
        facts.plan, facts.scoreboard = plan, scoreboard
        if change.touches_settings:
            self._arrange()
            return
        touched = _groups_touched(change, before, scoreboard)
        self._leave(touched)
        self._come(touched)
        for key in touched:
            self._tell_group(key)

    def mark_groups(self, urns: frozenset[int]) -> None:
        """Set the groups that hold a selected school apart, so that a folded one shows it."""
        if self.facts is None:
            return
        bold = frozenset(self.facts.groups_of(urns)) if urns else frozenset()
        changed, self._bold = bold ^ self._bold, bold
        for key in changed:
            self._tell_top(key)

    def show_reasons(self, reasons: dict[int, tuple[str, str]]) -> None:
        """Say why schools are unplaced."""
        if self.facts is not None:
            self.facts.reasons = reasons

    def _arrange(self) -> None:
        assert self.facts is not None
        self.beginResetModel()
        self._groups = self.facts.groups()
        self._members = {key: self.facts.members(key) for key in self._groups}
        for key in self._groups:
            self._give_serial(key)
        self._count_rows()
        self.endResetModel()
        self.rows_replaced.emit()

    def _give_serial(self, key: str) -> None:
        if key not in self._serials:
            self._serials[key] = len(self._serials) + 1
            self._keys[self._serials[key]] = key

    def _count_rows(self) -> None:
        self._rows = {key: row for row, key in enumerate(self._groups)}

    def _leave(self, touched: Iterable[str]) -> None:
        """Take out schools that moved away, and groups that are gone."""
        assert self.facts is not None
        for key in [key for key in touched if key in self._rows]:
            there = key == UNPLACED or key in self.facts.plan.clusters
            if there and self.facts.shows(key):
                self._sync(key, [urn for urn in self._members[key] if urn in set(self.facts.members(key))])
            else:
                self._drop_group(key)

    def _come(self, touched: Iterable[str]) -> None:
        """Put in fresh groups, and schools that moved in."""
        assert self.facts is not None
        for key in touched:
            there = key == UNPLACED or key in self.facts.plan.clusters
            if not there or not self.facts.shows(key):
                continue
            if key in self._rows:
                self._sync(key, self.facts.members(key))
            else:
                self._add_group(key)

    def _drop_group(self, key: str) -> None:
        row = self._rows[key]
        self.beginRemoveRows(QModelIndex(), row, row)
        self._groups.pop(row)
        del self._members[key]
        self._count_rows()
        self.endRemoveRows()

    def _add_group(self, key: str) -> None:
        assert self.facts is not None
        row = self._place_for(key)
        self._give_serial(key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._groups.insert(row, key)
        self._members[key] = self.facts.members(key)
        self._count_rows()
        self.endInsertRows()

    def _place_for(self, key: str) -> int:
        """Before the first group that comes after it; the others stay where they are until the person sorts again."""
        assert self.facts is not None
        if key == UNPLACED:
            return len(self._groups)
        clusters = self.facts.plan.clusters
        own = self.facts.place(clusters[key])
        later = (
            row for row, other in enumerate(self._groups) if other not in clusters or self.facts.place(clusters[other]) > own
        )
        return next(later, len(self._groups))

    def _sync(self, key: str, wanted: Sequence[int]) -> None:
        parent, members = self.group_index(key), self._members[key]

        def remove(first: int, last: int) -> None:
            self.beginRemoveRows(parent, first, last)
            del members[first : last + 1]
            self.endRemoveRows()

        def insert(at: int, urns: Sequence[int]) -> None:
            self.beginInsertRows(parent, at, at + len(urns) - 1)
            members[at:at] = urns
            self.endInsertRows()

        if not sync_rows(tuple(members), wanted, remove, insert):
            self._arrange()

    def _tell_group(self, key: str) -> None:
        self._tell_top(key)
        if key in self._rows and key != UNPLACED and self._members[key]:
            parent, last = self.group_index(key), len(self._members[key]) - 1
            self.dataChanged.emit(self.index(0, 0, parent), self.index(last, len(cells.KEYS) - 1, parent))

    def _tell_top(self, key: str) -> None:
        if key in self._rows:
            row = self._rows[key]
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(cells.KEYS) - 1))

    # Places, clusters and schools --------------------------------------------------------------------------------

    def key_at(self, index: Index) -> str:
        """The group of a row: its own, or the one that its school stands in."""
        return self._groups[index.row()] if index.internalId() == 0 else self._keys[index.internalId()]

    def urn_at(self, index: Index) -> int | None:
        """The school of a row, None for a group."""
        return None if index.internalId() == 0 else self._members[self._keys[index.internalId()]][index.row()]

    def urns_at(self, indexes: Iterable[Index]) -> frozenset[int]:
        """The schools of some rows; a cluster stands for all its schools, shown or not."""
        assert self.facts is not None
        urns: set[int] = set()
        for index in indexes:
            urn, key = self.urn_at(index), self.key_at(index)
            if urn is not None:
                urns.add(urn)
            else:
                urns.update(self._members[UNPLACED] if key == UNPLACED else self.facts.plan.clusters[key].members)
        return frozenset(urns)

    def group_index(self, key: str) -> QModelIndex:
        """The row of a group; invalid where it is not shown."""
        return self.index(self._rows[key], 0) if key in self._rows else QModelIndex()

    def shown_members(self, key: str) -> Sequence[int]:
        """The schools of a group as shown, in order."""
        return self._members.get(key, ())

    @property
    def groups(self) -> Sequence[str]:
        """The groups as shown, in order."""
        return self._groups

    # What Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._serials[self._groups[parent.row()]] if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The group of a school."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(self._rows[self._keys[index.internalId()]], 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many groups, or schools in a group."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() > 0 or parent.internalId() != 0:
            return 0
        return len(self._members[self._groups[parent.row()]])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return len(cells.KEYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Headings and what they mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(cells.KEYS):
            return None
        heading, tip = cells.headings()[cells.KEYS[section]]
        if role == Role.DisplayRole:
            return heading
        if role == Role.ToolTipRole:
            return plain_tip(tip)
        return _alignment(cells.KEYS[section]) if role == Role.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited, schools dragged, and dropped on any row."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        school = self.urn_at(index) is not None
        if school:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0 and (school or self.key_at(index) != UNPLACED):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if self.facts is None or not index.isValid():
            return None
        column, urn, key = cells.KEYS[index.column()], self.urn_at(index), self.key_at(index)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if urn is not None:
            return _school_data(self.facts, urn, column, role)
        if role == Role.FontRole:
            return _bold_font() if key in self._bold else None
        return _unplaced_data(self.facts, column, role) if key == UNPLACED else _cluster_data(self.facts, key, column, role)

    def mimeTypes(self) -> list[str]:
        """Rows leave and come as schools."""
        return [SCHOOLS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The schools of some cells."""
        return mime_of(self.urns_at(index for index in indexes if index.column() == 0))

    def supportedDropActions(self) -> Qt.DropAction:
        """Schools are moved by the plan, never by the tree."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """As for dropping."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def _groups_touched(change: PlanChange, before: Plan, scoreboard: Scoreboard) -> list[str]:
    """The groups that a change touches, clusters in the order of their ids, the unplaced last."""
    keys = {str(record.key) for record in change.of(Table.CLUSTERS)}
    moved = bool(keys)
    for table in (Table.SCHOOL_LOCKS, Table.SCHOOL_NOTES):
        keys.update(before.cluster_of.get(int(record.key), UNPLACED) for record in change.of(table))
    accepted = {record.key for record in change.of(Table.ACCEPTED)}
    keys.update(fault.cluster for fault in scoreboard.violations if accepted and fault.key in accepted)
    return [*sorted(keys - {UNPLACED}), UNPLACED] if moved or UNPLACED in keys else sorted(keys)


def _alignment(column: str) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


def _bold_font() -> QFont:
    font = QFont(QApplication.font())
    font.setBold(True)
    return font


def _cluster_data(facts: TreeFacts, key: str, column: str, role: int) -> Any:
    if role in (Role.DisplayRole, Role.EditRole):
        return cells.cluster_text(facts, key, column)
    if role == Role.ToolTipRole:
        return plain_tip(cells.cluster_tip(facts, key, column))
    if column != "cluster":
        return None
    cluster = facts.plan.clusters[key]
    if role == Role.DecorationRole:
        return chip(str(cluster.number), cluster.colour)
    if role == MARKS_ROLE:
        return cells.cluster_marks(facts, key)
    if role == Role.AccessibleTextRole:
        return ", ".join([f"{cluster.number} {cluster.name}", *map(mark_words, cells.cluster_marks(facts, key))])
    return None


def _school_data(facts: TreeFacts, urn: int, column: str, role: int) -> Any:
    if role == Role.DisplayRole:
        return cells.school_text(facts, urn, column)
    if role == Role.EditRole:
        return facts.plan.cluster_of.get(urn, UNPLACED)
    if role == Role.ToolTipRole:
        return plain_tip(cells.school_tip(facts, urn))
    if role == Role.ForegroundRole and column == "mix":
        return QApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
    if column != "cluster":
        return None
    if role == MARKS_ROLE:
        return cells.school_marks(facts, urn)
    if role == Role.AccessibleTextRole:
        return ", ".join([facts.schools.name_of(urn), *map(mark_words, cells.school_marks(facts, urn))])
    return None


def _unplaced_data(facts: TreeFacts, column: str, role: int) -> Any:
    if role == Role.DisplayRole:
        return cells.unplaced_text(facts, column)
    if role == Role.DecorationRole and column == "cluster":
        return chip("–", NO_COLOUR)
    return None
