"""The list of recent files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from wolds.widgets.dialogs.parts import column, describe, label
from wolds.widgets.icons import icon


@dataclass(frozen=True)
class RecentFile:
    """A file opened before. The window says whether it is still there: a page touches no files."""

    path: str
    is_there: bool = True
    opened: str = ""  # "yesterday", as it is shown


class _List(QListWidget):
    def __init__(self, owner: RecentList) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.open_current()
        elif event.key() == Qt.Key.Key_Delete:
            self._owner.forget_current()
        else:
            super().keyPressEvent(event)


class RecentList(QWidget):
    """Recent files: a click or Enter asks for one, Delete takes it out of the list. Missing ones are greyed and stay still."""

    recent_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[RecentFile, ...] = ()
        self.empty = label(self.tr("Plans and registers that you open will be listed here."), "muted")
        self.list = _List(self)
        self.list.setIconSize(QSize(20, 20))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(lambda: self.open_current())
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self, self.empty, self.list)
        describe(self.list, self.tr("Recent files"), self.tr("Enter opens a file, Delete takes it out of this list."))
        self.list.setToolTip("")
        self.show_files(())

    def show_files(self, files: Sequence[RecentFile]) -> None:
        """Show these files, in their order."""
        self._files = tuple(files)
        self.list.clear()
        for file in self._files:
            self.list.addItem(self._item(file))
        self.list.setVisible(bool(self._files))
        self.empty.setVisible(not self._files)
        high = (2 * self.fontMetrics().height() + 14) * min(len(self._files), 8)
        self.list.setFixedHeight(high + 2 * self.list.frameWidth() + 4)

    def _item(self, file: RecentFile) -> QListWidgetItem:
        path = Path(file.path)
        below = self.tr("not found: {folder}") if not file.is_there else "{folder}"
        opened = f", {file.opened}" if file.opened and file.is_there else ""
        item = QListWidgetItem(f"{path.name}{opened}\n{below.format(folder=path.parent)}")
        item.setIcon(icon("plan" if path.suffix == ".gpkg" else "register"))
        item.setToolTip(f"<qt>{str(path).replace('&', '&amp;').replace('<', '&lt;')}</qt>")
        item.setSizeHint(QSize(0, 2 * self.fontMetrics().height() + 14))
        if not file.is_there:
            item.setForeground(self.palette().placeholderText())
            item.setIcon(icon("unplaced"))
        return item

    def changeEvent(self, event: QEvent) -> None:
        """Grey missing files in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._files:
            self.show_files(self._files)

    def _current(self) -> RecentFile | None:
        at = self.list.currentRow()
        return self._files[at] if 0 <= at < len(self._files) else None

    def open_current(self) -> None:
        """Ask for the current file, if it is there."""
        file = self._current()
        if file is not None and file.is_there:
            self.recent_requested.emit(file.path)

    def forget_current(self) -> None:
        """Ask for the current file to leave the list."""
        file = self._current()
        if file is not None:
            self.forget_requested.emit(file.path)

    def _menu(self, where: QPoint) -> None:
        if self._current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("open"), self.tr("Open"), self.open_current)
        menu.addAction(icon("delete"), self.tr("Take out of this list"), self.forget_current)
        menu.popup(self.list.viewport().mapToGlobal(where))
