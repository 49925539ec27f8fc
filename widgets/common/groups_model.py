"""A model of groups with rows in them, both known by keys, so that news takes out and puts in only what it must."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from wolds.widgets.common.sync import sync_rows

Index = QModelIndex | QPersistentModelIndex
Child = TypeVar("Child", bound=Hashable)
_ONE_BY_ONE: Final = 100


class GroupsModel(QAbstractItemModel, Generic[Child]):
    """Groups by key, each with children by key. A group's children carry its serial as internal id; top rows carry 0."""

    rows_replaced = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self._children: dict[str, list[Child]] = {}
        self._serials: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._rows: dict[str, int] = {}

    # Changing rows -----------------------------------------------------------------------------------------------

    def replace_rows(self, wanted: Mapping[str, Sequence[Child]]) -> None:
        """Start afresh with these groups, in order."""
        self.beginResetModel()
        self._groups = list(wanted)
        self._children = {key: list(children) for key, children in wanted.items()}
        for key in wanted:
            self._give_serial(key)
        self._count_rows()
        self.endResetModel()
        self.rows_replaced.emit()

    def sync_all(self, wanted: Mapping[str, Sequence[Child]]) -> None:
        """Come to these groups and children by as few steps as it takes."""

        def remove(first: int, last: int) -> None:
            for key in reversed(self._groups[first : last + 1]):
                self.drop_group(key)

        def insert(at: int, keys: Sequence[str]) -> None:
            for place, key in enumerate(keys):
                self.add_group(key, wanted[key], at + place)

        if not sync_rows(tuple(self._groups), list(wanted), remove, insert):
            self.replace_rows(wanted)
            return
        for key, children in wanted.items():
            if self._children[key] != list(children):
                self.sync_group(key, children)

    def drop_group(self, key: str) -> None:
        """Take out a group and all in it."""
        row = self._rows[key]
        self.beginRemoveRows(QModelIndex(), row, row)
        self._groups.pop(row)
        del self._children[key]
        self._count_rows()
        self.endRemoveRows()

    def add_group(self, key: str, children: Sequence[Child], row: int) -> None:
        """Put in a group before the group that stands at `row`."""
        self._give_serial(key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._groups.insert(row, key)
        self._children[key] = list(children)
        self._count_rows()
        self.endInsertRows()

    def sync_group(self, key: str, wanted: Sequence[Child]) -> bool:
        """Come to these children of a group; False, and nothing done, where those that stay change their order."""
        parent, children = self.group_index(key), self._children[key]

        def remove(first: int, last: int) -> None:
            self.beginRemoveRows(parent, first, last)
            del children[first : last + 1]
            self.endRemoveRows()

        def insert(at: int, keys: Sequence[Child]) -> None:
            self.beginInsertRows(parent, at, at + len(keys) - 1)
            children[at:at] = keys
            self.endInsertRows()

        return sync_rows(tuple(children), wanted, remove, insert)

    def tell_group(self, key: str) -> None:
        """Have the row of a group repainted."""
        if key in self._rows:
            row = self._rows[key]
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def tell_groups(self, keys: Collection[str]) -> None:
        """Have the rows of some groups repainted; of very many, all at once."""
        if len(keys) <= _ONE_BY_ONE:
            for key in keys:
                self.tell_group(key)
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._groups) - 1, self.columnCount() - 1))

    def tell_children(self, key: str) -> None:
        """Have the rows in a group repainted."""
        if self._children.get(key):
            parent = self.group_index(key)
            last = self.index(len(self._children[key]) - 1, self.columnCount() - 1, parent)
            self.dataChanged.emit(self.index(0, 0, parent), last)

    def _give_serial(self, key: str) -> None:
        if key not in self._serials:
            self._serials[key] = len(self._serials) + 1
            self._keys[self._serials[key]] = key

    def _count_rows(self) -> None:
        self._rows = {key: row for row, key in enumerate(self._groups)}

    # Places and keys ---------------------------------------------------------------------------------------------

    @property
    def groups(self) -> Sequence[str]:
        """The groups, in order."""
        return self._groups

    def children_of(self, key: str) -> Sequence[Child]:
        """The children of a group, in order; none where it is not shown."""
        return self._children.get(key, ())

    def group_index(self, key: str) -> QModelIndex:
        """The row of a group; invalid where it is not shown."""
        return self.index(self._rows[key], 0) if key in self._rows else QModelIndex()

    def group_at(self, index: Index) -> str:
        """The group of a row: its own, or the one it stands in."""
        return self._groups[index.row()] if index.internalId() == 0 else self._keys[index.internalId()]

    def child_at(self, index: Index) -> Child | None:
        """The key of a child's row, None for a group's."""
        return None if index.internalId() == 0 else self._children[self._keys[index.internalId()]][index.row()]

    # What Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._serials[self._groups[parent.row()]] if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The group of a child."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(self._rows[self._keys[index.internalId()]], 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many groups, or children in a group."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() > 0 or parent.internalId() != 0:
            return 0
        return len(self._children[self._groups[parent.row()]])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One column, unless a subclass has more."""
        return 1
