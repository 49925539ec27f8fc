"""The columns of a table as its user wants them: shown, hidden, moved, as wide as they were left; kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu

_WIDEST = 2_000
_WIDEST_AT_FIRST = 420
_NARROWEST = 24


class HeaderColumns(QObject):
    """Looks after a header: its menu, and its state by the columns' keys, so that a later version may add columns."""

    changed = Signal()

    def __init__(self, header: QHeaderView, keys: Sequence[str], titles: Sequence[str], fixed: str) -> None:
        super().__init__(header)
        self._header, self._keys, self._titles, self._fixed = header, list(keys), list(titles), fixed
        self._first_state: dict[str, Any] = {}
        self._is_touched = False
        header.setSectionsMovable(True)
        header.sectionResized.connect(lambda: self._section_resized())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.popup(header.mapToGlobal(at)))

    def remember_first_state(self) -> None:
        """Take the present state as the one that "as at first" goes back to."""
        self._first_state = self.state()

    def spread(self, room: int, shares: Mapping[str, int]) -> None:
        """Share out the room that first widths leave among some columns, until a person sets a width."""
        if self._is_touched or not self._first_state:
            return
        first = {self._keys.index(key): width for key, width, _ in self._first_state["columns"]}
        sections = self.shown_sections()
        spare = max(0, room - sum(first[section] for section in sections))
        growing = {section: shares[self._keys[section]] for section in sections if self._keys[section] in shares}
        for section, share in growing.items():
            wider = first[section] + spare * share // max(1, sum(growing.values()))
            self._header.resizeSection(section, min(wider, _WIDEST_AT_FIRST))

    def _section_resized(self) -> None:
        """A width counts as a person's own where the mouse is at it."""
        if self._header.underMouse() and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._is_touched = True

    def menu(self) -> QMenu:
        """A menu with a tick for each column, and the way back."""
        menu = QMenu(self._header)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for section, title in enumerate(self._titles):
            menu.addAction(self._tick(menu, section, title))
        menu.addSeparator()
        menu.addAction(self.tr("Columns as at first"), lambda: self.restore_first())
        return menu

    def _tick(self, menu: QMenu, section: int, title: str) -> QAction:
        action = QAction(title.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(not self._header.isSectionHidden(section))
        action.setEnabled(self._keys[section] != self._fixed)
        action.toggled.connect(lambda shown: self.show_column(self._keys[section], shown))
        return action

    def popup(self, at: QPoint) -> QMenu:
        """Open the menu at a place of the screen."""
        menu = self.menu()
        menu.popup(at)
        return menu

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column; the fixed one always stays."""
        if key != self._fixed:
            self._header.setSectionHidden(self._keys.index(key), not shown)
            self.changed.emit()

    def shown_sections(self) -> list[int]:
        """The sections shown, from left to right."""
        sections = (self._header.logicalIndex(place) for place in range(self._header.count()))
        return [section for section in sections if not self._header.isSectionHidden(section)]

    def state(self) -> dict[str, Any]:
        """The columns from left to right, each with its width and whether it is shown, and the order of rows."""
        header = self._header
        sections = [header.logicalIndex(place) for place in range(header.count())]
        columns = [[self._keys[s], self._width(s), not header.isSectionHidden(s)] for s in sections]
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        sorted_by = header.sortIndicatorSection()
        key = self._keys[sorted_by] if 0 <= sorted_by < len(self._keys) else ""
        return {"version": 1, "columns": columns, "sort": [key, down]}

    def _width(self, section: int) -> int:
        header = self._header
        if not header.isSectionHidden(section):
            return header.sectionSize(section)
        header.setSectionHidden(section, False)
        width = header.sectionSize(section)
        header.setSectionHidden(section, True)
        return width

    def restore_first(self) -> None:
        """Go back to the columns as at first; widths follow the room again."""
        self.restore(self._first_state)
        self._is_touched = False
        self.changed.emit()

    def save(self) -> bytes:
        """The state as JSON."""
        return json.dumps(self.state()).encode()

    def load(self, saved: bytes) -> bool:
        """Take up a saved state; False, and nothing changed, where it cannot be read."""
        try:
            state = json.loads(saved)
        except ValueError:
            return False
        return self.restore(state)

    def restore(self, state: Any) -> bool:
        """Take up a state as `state` gives it; columns it does not know stay as they are, unknown ones are passed over."""
        columns = _known_columns(state, self._keys)
        if columns is None:
            return False
        for place, (key, width, shown) in enumerate(columns):
            section = self._keys.index(key)
            self._header.moveSection(self._header.visualIndex(section), place)
            self._header.setSectionHidden(section, not (shown or key == self._fixed))
            self._header.resizeSection(section, width)
        self._is_touched = True
        key, down = state["sort"]
        if key in self._keys:
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(self._keys.index(key), order)
        self.changed.emit()
        return True


def _known_columns(state: Any, keys: Sequence[str]) -> list[tuple[str, int, bool]] | None:
    """The columns of a saved state that are still there, widths within reason; None where the state is not one of ours."""
    try:
        if state["version"] != 1 or len(state["sort"]) != 2:
            return None
        columns = [(str(key), max(_NARROWEST, min(_WIDEST, int(width))), bool(shown)) for key, width, shown in state["columns"]]
    except (TypeError, KeyError, ValueError):
        return None
    known = [column for column in columns if column[0] in keys]
    return list({column[0]: column for column in known}.values())
