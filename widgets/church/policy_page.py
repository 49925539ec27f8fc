"""The page of the policy table: whom to ask for which partnership, edited in its cells or row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from wolds.clustering.edits import SetPolicy
from wolds.clustering.models import PROMPT_NOTE, Model
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict
from wolds.widgets.church.listing import Detail
from wolds.widgets.church.policy_form import name_fields, named, row_fields, row_of, with_row, with_rows
from wolds.widgets.church.policy_model import MODELS, PolicyModel, VerdictDelegate
from wolds.widgets.church.words import row_words
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import button, describe, label
from wolds.widgets.partnership.record_dialog import RecordDialog, Values

_MODEL_WIDE = 69
_FORM_WIDE = 600
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PolicyTable(QTableView):
    """The table. Enter changes what the keyboard is on: a verdict in its cell, a row in its form; Delete takes a row out."""

    row_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self, model: PolicyModel) -> None:
        super().__init__()
        self.setModel(model)
        self._delegate = VerdictDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.fontMetrics().lineSpacing()
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(2 * lines + 10)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(_MODEL_WIDE)
        header.setStyleSheet("QHeaderView::section { padding: 4px 2px; }")
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(MODELS) + 1):
            self.setColumnWidth(column, _MODEL_WIDE)
        describe(self, self.tr("Policy table"))
        self.setAccessibleDescription(
            self.tr("Enter changes a verdict or, in the first column, the row. Delete takes a row out.")
        )
        self.doubleClicked.connect(lambda index: self._want_row(index.row(), index.column()))

    def _want_row(self, row: int, column: int) -> None:
        if column == 0:
            self.row_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete."""
        index = self.currentIndex()
        if index.isValid() and event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            if index.column() == 0:
                self.row_wanted.emit(index.row())
            else:
                self.edit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit(index.row())
        else:
            super().keyPressEvent(event)


class PolicyPage(QWidget):
    """The policy table in force. `edit_requested` carries a `SetPolicy`; opening and saving files is asked for."""

    edit_requested = Signal(object)
    open_requested = Signal()
    save_requested = Signal(object)  # Policy

    def __init__(self) -> None:
        super().__init__()
        self._dioceses: tuple[str, ...] = ()
        self._characters: tuple[str, ...] = ()
        self.model = PolicyModel(self)
        self.table = PolicyTable(self.model)
        self.title, self.note = label("", "strong"), label("", "muted")
        self.detail = Detail(self.tr("Reason and source of the row"), 5)
        self.problem = label("", "error")
        self.problem.hide()
        self._make_buttons()
        self._put_together()
        self._connect()
        self.show_policy(DEFAULT_POLICY)

    def _make_buttons(self) -> None:
        small = "small"
        self.add = button(self.tr("&Add a row…"), lambda: self.ask(None), icon_name="add", kind=small)
        self.change = button(self.tr("Chan&ge…"), lambda: self._ask_current(), icon_name="edit", kind=small)
        self.remove = button(self.tr("&Remove"), lambda: self._remove(self.place), icon_name="delete", kind=small)
        self.up = button(self.tr("&Up"), lambda: self._move(-1), kind=small)
        self.down = button(self.tr("&Down"), lambda: self._move(1), kind=small)
        self.name = button(self.tr("&Name and note…"), self.ask_name, icon_name="rename", kind=small)
        self.open = button(self.tr("&Open a table…"), self.open_requested.emit, icon_name="open", kind=small)
        self.save = button(self.tr("&Save the table…"), self._save, icon_name="save", kind=small)
        self.restart = button(self.tr("Starting &table"), self._restart, icon_name="undo", kind=small)
        for made, what in (
            (self.add, self.tr("Add a row on top of the table: it holds before all others")),
            (self.change, self.tr("Change the row: schools, verdicts, reason and source")),
            (self.remove, self.tr("Take the row out of the table")),
            (self.up, self.tr("Move the row up: the first row that fits a school holds")),
            (self.down, self.tr("Move the row down: the first row that fits a school holds")),
            (self.name, self.tr("Give the table a name and a note")),
            (self.open, self.tr("Read a table that somebody has saved or sent")),
            (self.save, self.tr("Write the table as a file that others can read, edit and open")),
            (self.restart, self.tr("Go back to the table that Wolds comes with")),
        ):
            describe(made, made.text(), what)

    def _put_together(self) -> None:
        self.pages = OrEmpty(self.table, "rules")
        edits, files = FlowLayout(spacing=6), FlowLayout(spacing=6)
        for made in (self.add, self.change, self.remove, self.up, self.down):
            edits.addWidget(made)
        for made in (self.name, self.open, self.save, self.restart):
            files.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        for widget in (self.title, self.note):
            layout.addWidget(widget)
        layout.addLayout(files)
        layout.addWidget(self.pages, 1)
        layout.addLayout(edits)
        layout.addWidget(self.problem)
        layout.addWidget(self.detail)
        layout.addWidget(label(PROMPT_NOTE, "muted"))

    def _connect(self) -> None:
        self.table.row_wanted.connect(self.ask)
        self.table.removal_wanted.connect(self._remove)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._able())
        self.model.verdict_given.connect(self._give)
        self.model.modelReset.connect(self._able)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_policy(self, policy: Policy) -> None:
        """Show the table in force; the keyboard stays on its cell."""
        place = self.table.currentIndex()
        row, column = max(0, place.row()), max(0, place.column())
        self.model.show_policy(policy)
        self.title.setText(policy.name)
        order = self.tr("Read from the top: for each model the first row that fits a school holds.")
        self.note.setText(f"{policy.note} {order}".strip())
        self.problem.hide()
        if policy.rows:
            self.pages.show_content()
            self.table.setCurrentIndex(self.model.index(min(row, len(policy.rows) - 1), column))
        else:
            self.pages.show_empty(self.tr("The table is empty"), self.tr("Add a row, or go back to the starting table."))
        self.restart.setEnabled(policy != DEFAULT_POLICY)
        self._able()

    def offer(self, dioceses: Sequence[str], characters: Sequence[str]) -> None:
        """Offer the register's dioceses and religious characters in the form of a row."""
        self._dioceses, self._characters = tuple(dioceses), tuple(characters)

    @property
    def policy(self) -> Policy:
        """The table that is shown."""
        return self.model.policy

    @property
    def place(self) -> int:
        """The row that the keyboard is on, -1 for none."""
        return self.table.currentIndex().row()

    def _able(self) -> None:
        last, place = len(self.policy.rows) - 1, self.place
        for made, able in (
            *((one, place >= 0) for one in (self.change, self.remove)),
            *((self.up, place > 0), (self.down, 0 <= place < last)),
        ):
            made.setEnabled(able)
        self.detail.tell(self._detail(place) if 0 <= place <= last else "")

    def _detail(self, place: int) -> str:
        row = self.policy.rows[place]
        lines = [row_words(self.policy, place), row.reason]
        lines += [self.tr("Source: {source}").format(source=row.source)] if row.source else []
        return "\n".join(line for line in lines if line)

    # Editing -----------------------------------------------------------------------------------------------------

    def _give(self, place: int, model: Model, verdict: Verdict | None) -> None:
        row = self.policy.rows[place].model_copy(update={str(model): verdict})
        if all(row.verdict(one) is None for one in Model):
            self.problem.setText(self.tr("A row says something of at least one model. Take the row out instead."))
            self.problem.show()
            return
        self.edit_requested.emit(with_row(self.policy, place, row))

    def _ask_current(self) -> None:
        if self.place >= 0:
            self.ask(self.place)

    def ask(self, place: int | None) -> None:
        """Show the form of a row, None for a new one."""
        row: PolicyRow | None = None if place is None else self.policy.rows[place]
        fields = row_fields(row, self._dioceses, self._characters)

        def make(values: Values) -> SetPolicy:
            return with_row(self.policy, place, row_of(values))

        title = self.tr("Add a row") if row is None else self.tr("Change the row")
        sentence = self.tr("The first row that fits a school holds. A new row stands on top.")
        self._open(RecordDialog(title, fields, make, sentence, self))

    def ask_name(self) -> None:
        """Show the form of name and note."""
        make = self.policy
        self._open(RecordDialog(self.tr("Name of the table"), name_fields(make), lambda values: named(make, values), "", self))

    def _open(self, dialog: RecordDialog) -> None:
        dialog.setMinimumWidth(_FORM_WIDE)
        dialog.given.connect(self.edit_requested)
        dialog.open()

    def _remove(self, place: int) -> None:
        rows = self.policy.rows
        self.edit_requested.emit(with_rows(self.policy, (*rows[:place], *rows[place + 1 :])))

    def _move(self, step: int) -> None:
        rows, place = list(self.policy.rows), self.place
        rows[place], rows[place + step] = rows[place + step], rows[place]
        self.table.setCurrentIndex(self.model.index(place + step, max(0, self.table.currentIndex().column())))
        self.edit_requested.emit(with_rows(self.policy, tuple(rows)))

    def _restart(self) -> None:
        self.edit_requested.emit(SetPolicy(None))

    def _save(self) -> None:
        self.save_requested.emit(self.policy)
