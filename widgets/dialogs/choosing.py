"""A list to search by typing, with a sentence about the row that the keys stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from wolds.widgets.dialogs.base import ListDriver, PlainDialog
from wolds.widgets.dialogs.parts import card, describe, label


@dataclass(frozen=True)
class Row:
    """A row that may be chosen: what it stands for, and its words."""

    value: Any
    words: str
    icon: QIcon | None = None


class ChooseDialog(PlainDialog):
    """Type to search, move by the arrow keys, Enter to choose. Subclasses say what `choose` does with the row."""

    highlighted = Signal(object)

    def __init__(self, title: str, sentence: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(title, sentence, parent)
        self.resize(480, 460)
        self._offered: tuple[Row, ...] = ()
        self.line = QLineEdit(placeholderText=hint, clearButtonEnabled=True)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.words = label("")
        frame, inside = card()
        inside.addWidget(self.words)
        self.frame = frame
        describe(self.line, hint)
        describe(self.list, title)
        for widget in (self.line, self.list, frame):
            self.body.addWidget(widget)
        self._driver = ListDriver(self.line, self.list)
        self.line.textChanged.connect(self.search)
        self.list.currentItemChanged.connect(self._current_changed)
        self.list.itemDoubleClicked.connect(lambda: self.accept())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Offer these rows."""
        self.list.clear()
        self._offered = tuple(rows)
        for row in rows:
            item = QListWidgetItem(row.words)
            if row.icon is not None:
                item.setIcon(row.icon)
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)

    def search(self, text: str) -> None:
        """Show the rows that hold every word typed, and stand on the first."""
        parts = text.casefold().split()
        first = None
        for at in range(self.list.count()):
            item = self.list.item(at)
            found = all(part in self._offered[at].words.casefold() for part in parts)
            item.setHidden(not found)
            first = item if found and first is None else first
        self.list.setCurrentItem(first)  # type: ignore[arg-type]

    def current(self) -> Row | None:
        """The row that the keys stand on, None where nothing was found."""
        item = self.list.currentItem()
        return self._offered[self.list.row(item)] if item is not None and not item.isHidden() else None

    def _current_changed(self) -> None:
        row = self.current()
        self.words.setText(self.words_about(row) if row is not None else self.tr("Nothing like that."))
        self.list.setAccessibleDescription(self.words.text())
        self.highlighted.emit(row)

    def words_about(self, row: Row) -> str:
        """The sentence about a row."""
        return row.words
