"""A list of records with buttons to add, change and remove; Enter or a double click changes, Delete removes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from wolds.clustering.edits import Edit
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.parts import button, describe, row
from wolds.widgets.partnership.record_dialog import RecordDialog, Values
from wolds.widgets.partnership.section import Row, Section, Shown

_LEAST_FIRST = 160  # pixels: what a record is about can be read, the rest is scrolled to
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Table(QTableWidget):
    change_wanted = Signal()
    remove_wanted = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """The first column takes the room that the others leave."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(column) for column in range(1, header.count()))
        header.resizeSection(0, max(_LEAST_FIRST, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.change_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class RecordTable(QWidget):
    """The records of a section. `edit_requested` carries an edit."""

    edit_requested = Signal(object)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self._shown: Shown | None = None
        self._keys: list[str] = []
        self.add_button = button(self.tr("Add…"), lambda: self.ask(""), icon_name="add", kind="small")
        self.change_button = button(self.tr("Change…"), self._change, icon_name="edit", kind="small")
        self.remove_button = button(self.tr("Remove"), self._remove, icon_name="delete", kind="small")
        for made, what in ((self.add_button, "Add"), (self.change_button, "Change"), (self.remove_button, "Remove")):
            describe(made, f"{self.tr(what)}: {section.one}")
        self.table = self._table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(row(self.add_button, self.change_button, self.remove_button, None))
        layout.addWidget(self.table, 1)

    def _table(self) -> _Table:
        table = _Table(0, len(self.section.columns))
        table.setHorizontalHeaderLabels(list(self.section.columns))
        table.setAccessibleName(self.section.title)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setIconSize(QSize(56, 18))
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(60)
        table.itemSelectionChanged.connect(self._able)
        table.itemDoubleClicked.connect(lambda _: self._change())
        table.change_wanted.connect(self._change)
        table.remove_wanted.connect(self._remove)
        return table

    # Showing -----------------------------------------------------------------------------------------------------

    def show_records(self, shown: Shown) -> None:
        """Show the records of a cluster; what was selected stays so."""
        before, place = self.key, self.table.currentRow()
        same = self._shown is not None and self._shown.cluster == shown.cluster
        self._shown, rows = shown, self.section.rows(shown)
        self._keys = [one.key for one in rows]
        self.table.clearSelection()
        self.table.setRowCount(len(rows))
        for place_of, one in enumerate(rows):
            self._fill(place_of, one)
        self.table.share_width()
        if same and rows and place >= 0:
            self.table.selectRow(self._keys.index(before) if before in self._keys else min(place, len(rows) - 1))
        self._able()

    def _fill(self, place: int, one: Row) -> None:
        for column, text in enumerate(one.cells):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(one.tip))
            icon = one.icons[column] if column < len(one.icons) else None
            if icon is not None:
                item.setIcon(icon)
            self.table.setItem(place, column, item)

    @property
    def key(self) -> str:
        """The key of the selected record, "" for none."""
        rows = self.table.selectionModel().selectedRows()
        return self._keys[rows[0].row()] if rows and rows[0].row() < len(self._keys) else ""

    def _able(self) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(bool(self.key))

    # Asking ------------------------------------------------------------------------------------------------------

    def ask(self, key: str) -> None:
        """Show the form of a record, "" for a new one."""
        shown = self._shown
        if shown is None:
            return
        what = self.tr("Change the {what}") if key else self.tr("Add: {what}")

        def make(values: Values) -> Edit:
            return self.section.edit(shown, key, values)

        title, fields = what.format(what=self.section.one), self.section.fields(shown, key)
        dialog = RecordDialog(title, fields, make, self.section.sentence, self)
        dialog.given.connect(self.edit_requested)
        dialog.open()

    def _change(self) -> None:
        if self.key:
            self.ask(self.key)

    def _remove(self) -> None:
        if self.key and self._shown is not None:
            self.edit_requested.emit(self.section.removal(self._shown, self.key))
