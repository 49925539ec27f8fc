"""A list of records with buttons to add, change and remove; Enter or a double click changes, Delete removes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from wolds.clustering.edits import Edit
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.common.sentences import FOOT_ROLE, PICTURE_ROLE, SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.dialogs.parts import button, row
from wolds.widgets.partnership.record_dialog import RecordDialog, Values
from wolds.widgets.partnership.section import Row, Section, Shown

Role = Qt.ItemDataRole


class _Records(SentenceList):
    remove_wanted = Signal()
    copy_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)


class RecordList(QWidget):
    """The records of a section. `edit_requested` carries an edit, `school_requested` the URN of a school to show."""

    edit_requested = Signal(object)
    school_requested = Signal(int)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.shown: list[Row] = []
        self._about: Shown | None = None
        self.add_button = button(section.add_words or self.tr("Add…"), lambda: self.ask(""), icon_name="add", kind="small")
        self.change_button = button(self.tr("Change…"), self._change, icon_name="edit", kind="small")
        self.remove_button = button(self.tr("Remove"), self._remove, icon_name="delete", kind="small")
        self.add_button.setAccessibleName(self.tr("Add: {what}").format(what=section.one))
        self.change_button.setAccessibleName(self.tr("Change: {what}").format(what=section.one))
        self.remove_button.setAccessibleName(self.tr("Remove: {what}").format(what=section.one))
        self.model, self.list = QStandardItemModel(self), _Records()
        self._shape()
        self.pages = OrEmpty(self.list, section.icon_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(row(self.add_button, self.change_button, self.remove_button, None))
        layout.addWidget(self.pages, 1)

    def _shape(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.section.title)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._able())
        self.list.doubleClicked.connect(lambda _: self._change())
        self.list.zoom_wanted.connect(self._change)
        self.list.remove_wanted.connect(self._remove)
        self.list.copy_wanted.connect(self.copy)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_records(self, shown: Shown) -> None:
        """Show the records of a cluster; what was selected stays so."""
        before, place = self.key, self.place
        same = self._about is not None and self._about.cluster == shown.cluster
        self._about, self.shown = shown, self.section.rows(shown)
        self.model.clear()
        for one in self.shown:
            self.model.appendRow(_item(one))
        if same and self.shown and place >= 0:
            keys = [one.key for one in self.shown]
            self.select(keys.index(before) if before and before in keys else min(place, len(keys) - 1))
        if self.shown:
            self.pages.show_content()
        else:
            self.pages.show_empty(*self.section.empty)
        self._able()

    def select(self, place: int) -> None:
        """Select a row."""
        self.list.setCurrentIndex(self.model.index(place, 0))

    @property
    def place(self) -> int:
        """The selected row, -1 for none."""
        rows = self.list.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    @property
    def key(self) -> str:
        """The key of the selected record, "" for none and for one that is changed elsewhere."""
        return self.shown[self.place].key if 0 <= self.place < len(self.shown) else ""

    def _able(self) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(bool(self.key))

    def copy(self) -> None:
        """Put the records on the clipboard, for a spreadsheet."""
        headings = (self.section.title, self.tr("Facts"), self.tr("Note"))
        rows = ((one.heading, one.facts, one.note) for one in self.shown)
        QGuiApplication.clipboard().setText(tsv_of(headings, rows))

    # Asking ------------------------------------------------------------------------------------------------------

    def ask(self, key: str) -> None:
        """Show the form of a record, "" for a new one."""
        shown = self._about
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
        elif 0 <= self.place < len(self.shown) and self.shown[self.place].urn:
            self.school_requested.emit(self.shown[self.place].urn)

    def _remove(self) -> None:
        if self.key and self._about is not None:
            self.edit_requested.emit(self.section.removal(self._about, self.key))


def _item(one: Row) -> QStandardItem:
    item, strong = QStandardItem(one.heading), QFont()
    strong.setWeight(QFont.Weight.DemiBold)
    item.setEditable(False)
    item.setFont(strong)
    item.setToolTip(plain_tip(one.told or one.text))
    item.setData(one.text, Role.AccessibleTextRole)
    for role, value in ((SENTENCE_ROLE, one.facts), (FOOT_ROLE, one.note), (PICTURE_ROLE, one.picture)):
        if value:
            item.setData(value, role)
    if one.mark is not None:
        item.setIcon(one.mark)
    return item
