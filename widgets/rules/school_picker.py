"""Picking a school by typing a part of its name, its place or its URN."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from wolds.geo.schools import Schools


class SchoolNames(QAbstractListModel):
    """The schools that may be picked, one line each: "Name, Town (123456)"."""

    def __init__(self, schools: Schools | None = None, urns: Iterable[int] | None = None) -> None:
        super().__init__()
        self.schools = schools
        self._lines, self._urns = _lines(schools, urns)
        self._by_line = dict(zip(self._lines, self._urns, strict=True))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many schools there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line of a school, and its URN as user data."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._lines[index.row()]
        return self._urns[index.row()] if role == Qt.ItemDataRole.UserRole else None

    def urn_of(self, text: str) -> int | None:
        """The school that a text names beyond doubt: a whole line, a URN, or a part that only one line has."""
        wanted = text.strip()
        if wanted in self._by_line:
            return self._by_line[wanted]
        if wanted.isdecimal() and int(wanted) in self._urns:
            return int(wanted)
        return self._only_match(wanted.casefold()) if wanted else None

    def _only_match(self, part: str) -> int | None:
        hits = [urn for line, urn in self._by_line.items() if part in line.casefold()]
        return hits[0] if len(hits) == 1 else None

    def line_of(self, urn: int) -> str:
        """The line of a school, or "URN 123456" where it may not be picked."""
        return self._lines[self._urns.index(urn)] if urn in self._urns else f"URN {urn}"

    def name_of(self, urn: int) -> str:
        """The name of a school, or "URN 123456" where the register does not know it."""
        return self.schools.name_of(urn) if self.schools is not None else f"URN {urn}"


def _lines(schools: Schools | None, urns: Iterable[int] | None) -> tuple[list[str], list[int]]:
    if schools is None:
        return [], []
    rows = range(len(schools)) if urns is None else schools.positions(urns).tolist()
    name, town, urn = schools.text("name"), schools.text("town"), schools.urn
    made = sorted((_line(name[row], town[row], int(urn[row])), int(urn[row])) for row in rows)
    return [line for line, _ in made], [number for _, number in made]


def _line(name: str, town: str, urn: int) -> str:
    return f"{name}, {town} ({urn})" if town else f"{name} ({urn})"


class SchoolPicker(QLineEdit):
    """A line that completes any part of a school's name, town or URN. `picked` says which school, None while it is unclear."""

    picked = Signal(object)

    def __init__(self, names: SchoolNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.setPlaceholderText(self.tr("Part of a name, a town, or a URN"))
        self.setClearButtonEnabled(True)
        completer = QCompleter(names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.textChanged.connect(lambda: self.picked.emit(self.urn()))

    def urn(self) -> int | None:
        """The school picked."""
        return self._names.urn_of(self.text())

    def pick(self, urn: int) -> None:
        """Show a school as picked."""
        self.setText(self._names.line_of(urn))
