"""Picking a school by typing a part of its name, its place or its URN."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from wolds.geo.schools import Schools


class SchoolNames:
    """The schools that may be picked, one line each: "Name, Town (123456)". Lines are made when first asked for."""

    def __init__(self, schools: Schools | None = None, urns: Iterable[int] | None = None) -> None:
        """All schools of the register unless `urns` names those that may be picked."""
        self.schools = schools
        self._wanted = urns

    @cached_property
    def lines(self) -> dict[str, int]:
        """Each line with its URN, in alphabetical order."""
        if self.schools is None:
            return {}
        schools = self.schools
        rows = range(len(schools)) if self._wanted is None else schools.positions(self._wanted).tolist()
        name, town, urn = schools.text("name").tolist(), schools.text("town").tolist(), schools.urn.tolist()
        return dict(sorted((_line(name[row], town[row], urn[row]), urn[row]) for row in rows))

    @cached_property
    def model(self) -> QStringListModel:
        """The lines for a completer: searched by Qt itself, so that 50,000 take no time."""
        return QStringListModel(list(self.lines))

    @cached_property
    def _by_urn(self) -> dict[int, str]:
        return {urn: line for line, urn in self.lines.items()}

    @cached_property
    def _folded(self) -> dict[str, int]:
        return {line.casefold(): urn for line, urn in self.lines.items()}

    def urn_of(self, text: str) -> int | None:
        """The school that a text names beyond doubt: a whole line, a URN, or a part that only one line has."""
        wanted = text.strip()
        if wanted in self.lines:
            return self.lines[wanted]
        if wanted.isdecimal() and int(wanted) in self._by_urn:
            return int(wanted)
        return self._only_match(wanted.casefold()) if len(wanted) > 2 else None

    def _only_match(self, part: str) -> int | None:
        hits = [urn for line, urn in self._folded.items() if part in line]
        return hits[0] if len(hits) == 1 else None

    def line_of(self, urn: int) -> str:
        """The line of a school, or "URN 123456" where it may not be picked."""
        return self._by_urn.get(urn, f"URN {urn}")

    def name_of(self, urn: int) -> str:
        """The name of a school, or "URN 123456" where the register does not know it."""
        return self.schools.name_of(urn) if self.schools is not None else f"URN {urn}"


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
        completer = QCompleter(names.model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        popup = completer.popup()
        if isinstance(popup, QListView):
            popup.setUniformItemSizes(True)  # else Qt measures every line that matches the first letter
        self.setCompleter(completer)
        self.textChanged.connect(lambda: self.picked.emit(self.urn()))

    def urn(self) -> int | None:
        """The school picked."""
        return self._names.urn_of(self.text())

    def pick(self, urn: int) -> None:
        """Show a school as picked."""
        self.setText(self._names.line_of(urn))
