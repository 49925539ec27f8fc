"""Several of many values: a list to tick, with how many schools each has, and a line to search it where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from wolds.widgets.dialogs.base import ListDriver
from wolds.widgets.dialogs.parts import column, describe, label
from wolds.widgets.rules.fields import Field

_LONG: Final = 9
_ROWS_IN_SIGHT: Final = 7


@dataclass(frozen=True)
class Option:
    """A value that may be ticked, its name, and how many schools have it."""

    value: str
    name: str
    schools: int


class TickList(QListWidget):
    """A list whose current row is ticked by Space or Enter as well as by the mouse."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class SearchLine(QLineEdit):
    """A search line in which Enter is for the list while anything is typed, and never for the dialog around it."""

    ticked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says `ticked`; with nothing typed it goes on to whoever wants it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.ticked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class MultiChoiceField(Field):
    """A tuple of values. None ticked means that any will do, and the words under the list say so."""

    def __init__(self, any_words: str) -> None:
        super().__init__()
        self._any_words = any_words
        self._value: tuple[str, ...] = ()
        self._options: tuple[Option, ...] = ()
        self.search = SearchLine(placeholderText=self.tr("Type to search; Enter ticks"), clearButtonEnabled=True)
        self.list = TickList()
        self.words = label("", "strong")
        column(self, self.search, self.list, self.words, spacing=3)
        self._driver = ListDriver(self.search, self.list)
        self.search.textChanged.connect(self._search)
        self.search.ticked.connect(self._tick_current)
        self.list.itemChanged.connect(self._ticked)
        self.show_options(())

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer these values, those in force first. Values that the register lacks stay in the list, with no school."""
        known = {option.value for option in options}
        lost = [Option(value, value, 0) for value in self._value if value not in known]
        self._options = tuple(sorted((*lost, *options), key=lambda option: option.value not in self._value))
        with QSignalBlocker(self.list):
            self.list.clear()
            for option in self._options:
                self.list.addItem(self._item(option))
        self.search.setVisible(len(self._options) > _LONG)
        self.list.setVisible(bool(self._options))
        self._search(self.search.text())
        self._fit()
        self._say()

    def _item(self, option: Option) -> QListWidgetItem:
        item = QListWidgetItem(f"{option.name}  ({option.schools:,})")
        item.setData(Qt.ItemDataRole.UserRole, option.value)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setSizeHint(QSize(0, self.list.fontMetrics().height() + 8))
        item.setCheckState(Qt.CheckState.Checked if option.value in self._value else Qt.CheckState.Unchecked)
        return item

    def _fit(self) -> None:
        rows = max(1, min(self.list.count(), _ROWS_IN_SIGHT))
        row_height = self.list.fontMetrics().height() + 8
        self.list.setFixedHeight(rows * row_height + 2 * self.list.frameWidth() + 4)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _search(self, text: str) -> None:
        part = text.strip().casefold()
        for item in self._items():
            item.setHidden(bool(part) and part not in item.text().casefold())
        shown = [item for item in self._items() if not item.isHidden()]
        if part:
            self.list.setCurrentRow(self.list.row(shown[0]) if shown else -1)

    def _tick_current(self) -> None:
        """Tick what was searched for, and be ready for the next word: another Enter must not take the tick away."""
        item = self.list.currentItem()
        if item is not None:
            self.list.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
            self.search.clear()
            self.list.setCurrentRow(-1)
            self.list.scrollToItem(item)

    def _ticked(self) -> None:
        self._value = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        )
        self._say()
        self._later.start()

    def _say(self) -> None:
        if not self._options:
            self.words.setText(self.tr("The register has none."))
            return
        names = [option.name for option in self._options if option.value in self._value]
        many = self.tr("{n} chosen").format(n=len(names))
        self.words.setText(self._any_words if not names else ", ".join(names) if len(names) <= 3 else many)

    def value(self) -> tuple[str, ...]:
        """The values ticked, in the order of the list."""
        return self._value

    def show_value(self, value: tuple[str, ...]) -> None:
        """Tick these and no others."""
        self.forget()
        self._value = tuple(value)
        self.show_options([option for option in self._options if option.schools or option.value in self._value])

    def describe(self, name: str, description: str) -> None:
        """Name the list and its search line."""
        describe(self.list, name, description)
        describe(self.search, self.tr("Search {name}").format(name=name))

    def main_widget(self) -> QWidget:
        """The list."""
        return self.list
