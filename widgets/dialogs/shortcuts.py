"""Every command with its keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from wolds.widgets.dialogs.base import ListDriver, PlainDialog
from wolds.widgets.dialogs.parts import describe


class ShortcutsDialog(PlainDialog):
    """Lists commands as (menu, words, keys), by menu, with a line to search them."""

    def __init__(self, rows: Iterable[tuple[str, str, QKeySequence]], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(560, 560)
        self.line = QLineEdit(placeholderText=self.tr("Search commands"), clearButtonEnabled=True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.tree.setUniformRowHeights(True)
        self.tree.setRootIsDecorated(False)
        self._commands: dict[str, tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = {}
        self._fill(rows)
        self.tree.setColumnWidth(0, 360)
        describe(self.line, self.tr("Search commands"))
        describe(self.tree, self.tr("Commands and their keys"))
        self.body.addWidget(self.line)
        self.body.addWidget(self.tree, 1)
        self._driver = ListDriver(self.line, self.tree)
        self.line.textChanged.connect(self._search)
        self.add_accept(self.tr("Close"))

    def _fill(self, rows: Iterable[tuple[str, str, QKeySequence]]) -> None:
        for name, words, keys in rows:
            menu, commands = self._commands.get(name) or self._menu(name)
            commands.append(QTreeWidgetItem(menu, [words, keys.toString(QKeySequence.SequenceFormat.NativeText)]))
        self.tree.expandAll()

    def _menu(self, name: str) -> tuple[QTreeWidgetItem, list[QTreeWidgetItem]]:
        item = QTreeWidgetItem(self.tree, [name])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._commands[name] = (item, [])
        return self._commands[name]

    def _search(self, text: str) -> None:
        part = text.strip().casefold()
        for menu, commands in self._commands.values():
            found = [part in f"{item.text(0)} {item.text(1)}".casefold() for item in commands]
            for item, is_found in zip(commands, found, strict=True):
                item.setHidden(not is_found)
            menu.setHidden(not any(found))
