"""Lists in forms: records with their reasons, added by a dialog and removed by a key or a button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton, QWidget

from wolds.clustering.rules import Barrier, FederationExemption, Link, PairTravel
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import button, column, describe, label
from wolds.widgets.rules.fields import Field
from wolds.widgets.rules.school_picker import SchoolNames

_MOST_ROWS_IN_SIGHT = 5


class RecordList(QListWidget):
    """A list as high as its rows, up to a few. Delete asks to remove the current row, Enter to edit it."""

    remove_asked = Signal()
    edit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda: self.edit_asked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter; all else moves through the list."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew, so the height may change."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = range(min(self.count(), _MOST_ROWS_IN_SIGHT))
        self.setFixedHeight(sum(self._row_height(at) for at in rows) + 2 * self.frameWidth() + 4)

    def _row_height(self, at: int) -> int:
        """The height of a row once its words are wrapped: the list's own hint comes before it knows its width."""
        wide = QRect(0, 0, self.viewport().width() - 8, 10_000)
        words = self.fontMetrics().boundingRect(wide, Qt.TextFlag.TextWordWrap, self.item(at).text())
        return words.height() + 4

    def sizeHint(self) -> QSize:
        """Narrow: the form sets the width."""
        return QSize(160, self.height())


class RecordsField(Field):
    """A tuple of records of the rules. What a record says in words and how one is added is up to each kind."""

    add_asked = Signal()

    def __init__(self, none_yet: str, add_words: str, *, icon_name: str = "add") -> None:
        super().__init__()
        self._records: tuple[Any, ...] = ()
        self.names = SchoolNames()
        self.list = RecordList()
        self.empty = label(none_yet, "muted")
        self.add = button(add_words, self.add_asked.emit, icon_name=icon_name, kind="small")
        self.remove = button(self.tr("Remove"), self._remove, icon_name="delete", kind="small")
        self.tools = FlowLayout()  # a narrow panel has no room for three beside each other
        for made in (self.add, *self.more_buttons(), self.remove):
            self.tools.addWidget(made)
        layout = column(self, self.empty, self.list)
        layout.addLayout(self.tools)
        self.setFocusProxy(self.add)
        self.list.remove_asked.connect(self._remove)
        self.list.currentRowChanged.connect(self._offer_remove)
        self._fill()

    def more_buttons(self) -> tuple[QPushButton, ...]:
        """Buttons between Add and Remove."""
        return ()

    def words(self, record: Any) -> str:
        """A record in plain words."""
        raise NotImplementedError

    def value(self) -> tuple[Any, ...]:
        """The records."""
        return self._records

    def show_value(self, value: tuple[Any, ...]) -> None:
        """Show records; the current row stays where it was."""
        self._records = tuple(value)
        self._fill()

    def show_names(self, names: SchoolNames) -> None:
        """Name the schools by another register."""
        self.names = names
        self._fill()

    def append(self, record: Any) -> None:
        """Add a record as a person's wish."""
        self.show_value((*self._records, record))
        self.list.setCurrentRow(len(self._records) - 1)
        self.committed.emit()

    def replace_current(self, record: Any) -> None:
        """Put a record in the place of the current one, as a person's wish."""
        at = self.list.currentRow()
        self.show_value((*self._records[:at], record, *self._records[at + 1 :]))
        self.committed.emit()

    def current(self) -> Any | None:
        """The record of the current row."""
        at = self.list.currentRow()
        return self._records[at] if 0 <= at < len(self._records) else None

    def _fill(self) -> None:
        at = self.list.currentRow()
        self.list.clear()
        for record in self._records:
            self.list.addItem(QListWidgetItem(self.words(record)))
        self.list.setCurrentRow(min(at, len(self._records) - 1))
        self.list.setVisible(bool(self._records))
        self.empty.setVisible(not self._records)
        self.list.fit()
        self._offer_remove()

    def _offer_remove(self) -> None:
        self.remove.setVisible(bool(self._records))
        self.remove.setEnabled(self.current() is not None)

    def _remove(self) -> None:
        at = self.list.currentRow()
        if self.current() is not None:
            self.show_value((*self._records[:at], *self._records[at + 1 :]))
            self.committed.emit()

    def describe(self, name: str, description: str) -> None:
        """Name the list and its buttons."""
        describe(self.list, name, description)
        describe(self.add, f"{name}: {self.add.text()}", description)
        self.remove.setAccessibleName(f"{name}: {self.remove.text()}")

    def main_widget(self) -> QWidget:
        """The button that adds."""
        return self.add


def _with_reason(text: str, reason: str) -> str:
    return f"{text}\n{reason}" if reason else text


class LinksField(RecordsField):
    """Pairs of schools kept together or apart."""

    def words(self, record: Link) -> str:
        """Both names, and the reason below."""
        pair = f"{self.names.name_of(record.urn_a)} – {self.names.name_of(record.urn_b)}"
        return _with_reason(pair, record.reason)


class OverridesField(RecordsField):
    """Pairs of schools whose travel a person knows better."""

    def words(self, record: PairTravel) -> str:
        """Both names with the travel, and the reason below."""
        measure = f"{record.km:g} km" if record.km is not None else self.tr("{n:g} min").format(n=record.minutes)
        pair = f"{self.names.name_of(record.urn_a)} – {self.names.name_of(record.urn_b)}: {measure}"
        return _with_reason(pair, record.reason)


class BarriersField(RecordsField):
    """Lines that cannot be crossed straight. `add_asked` wants one drawn on the map; `edit_asked` the crossing time set."""

    edit_asked = Signal()

    def more_buttons(self) -> tuple[QPushButton, ...]:
        """The button for the crossing time."""
        self.edit = button(self.tr("Edit…"), self.edit_asked.emit, icon_name="edit", kind="small")
        return (self.edit,)

    def _fill(self) -> None:
        super()._fill()
        self.list.edit_asked.connect(self.edit_asked, Qt.ConnectionType.UniqueConnection)

    def _offer_remove(self) -> None:
        super()._offer_remove()
        self.edit.setVisible(bool(self._records))
        self.edit.setEnabled(self.current() is not None)

    def words(self, record: Barrier) -> str:
        """The name with what crossing it means, and the reason below."""
        if record.minutes is None:
            meaning = self.tr("{name}: schools across it are kept apart").format(name=record.name)
        else:
            meaning = self.tr("{name}: crossing takes {n:g} min").format(name=record.name, n=record.minutes)
        return _with_reason(meaning, record.reason)


class ExemptionsField(RecordsField):
    """What federations are let off. `federation_names` turns the code of a federation into its name."""

    def __init__(self, none_yet: str, add_words: str) -> None:
        self.federation_names: dict[str, str] = {}
        super().__init__(none_yet, add_words)

    def words(self, record: FederationExemption) -> str:
        """The federation with what it is let off, and the reason below."""
        meaning = {
            "cap": self.tr("stays together beyond the travel limit"),
            "size": self.tr("stays together whatever the size"),
            "release": self.tr("may be split"),
        }[record.exempt]
        name = self.federation_names.get(record.federation, record.federation)
        return _with_reason(f"{name}: {meaning}", record.reason)
