"""A list of URNs from a file that stands in for other filters, such as the designated rural schools."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wolds.widgets.dialogs.parts import button, column, describe, label, row
from wolds.widgets.rules.fields import Field


class UrnListField(Field):
    """A tuple of URNs, or None for no list. `file_asked` wants one read from a file, and then `take`n."""

    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._urns: tuple[int, ...] | None = None
        self.words = label("", "strong")
        self.file = button(self.tr("List from a file…"), self.file_asked.emit, icon_name="open", kind="small")
        self.drop = button(self.tr("Forget the list"), self._forget_list, icon_name="delete", kind="small")
        column(self, self.words).addLayout(row(self.file, self.drop, None))
        self.show_value(None)

    def value(self) -> tuple[int, ...] | None:
        """The URNs."""
        return self._urns

    def show_value(self, value: tuple[int, ...] | None) -> None:
        """Say how many URNs the list has."""
        self._urns = value
        none = self.tr("No list: every school may count.")
        self.words.setText(none if value is None else self.tr("Only the {n} schools of the list").format(n=f"{len(value):,}"))
        self.drop.setVisible(value is not None)

    def take(self, urns: tuple[int, ...]) -> None:
        """Take a list as a person's wish."""
        self.show_value(tuple(urns))
        self.committed.emit()

    def _forget_list(self) -> None:
        self.show_value(None)
        self.committed.emit()

    def describe(self, name: str, description: str) -> None:
        """Name the buttons."""
        describe(self.file, f"{name}: {self.file.text()}", description)
        describe(self.drop, f"{name}: {self.drop.text()}", description)

    def main_widget(self) -> QWidget:
        """The button that asks for a file."""
        return self.file
