"""The list of warnings: what breaks which rule, where; and room to accept it with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QMenu, QPushButton, QTreeView, QVBoxLayout, QWidget

from wolds.clustering.edits import AcceptWarning, Edit, Together, WithdrawAcceptance
from wolds.clustering.eligibility import Standing
from wolds.clustering.figures import Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools
from wolds.widgets.common.chips import CHIP_SIZE
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.figures import count_text, warnings_text
from wolds.widgets.common.sentences import SentenceDelegate
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon
from wolds.widgets.lists.accept_dialog import AcceptDialog
from wolds.widgets.lists.violations import ACCEPTED, ViolationsModel
from wolds.widgets.theme import mark

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_MEASURED_AT_MOST: Final = 400
"""Warnings up to which the list scrolls by pixels."""


class _Tree(QTreeView):
    """Rows that wrap at the width there is. Enter is like a click."""

    entered_by_key = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered_by_key.emit()
        else:
            super().keyPressEvent(event)


class ChecksView(QWidget):
    """Warnings by rule (see `wolds.widgets.view.View` for its slots and signals)."""

    selection_requested = Signal(object)
    edit_requested = Signal(object)
    zoom_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = _Tree(self)
        self.model = ViolationsModel(self)
        self.summary = QLabel(self)
        self.accept_button = self._button("accept", self.tr("Accept with a reason…"))
        self.withdraw_button = self._button("undo", self.tr("Withdraw"))
        self.accept_button.setToolTip(plain_tip(self.tr("Say why the warning is all right; it then stops warning")))
        self.withdraw_button.setToolTip(plain_tip(self.tr("Take the reason back, so that it warns again")))
        self._asked: frozenset[int] = frozenset()
        self._has_plan = False
        self._shape_tree()
        self._put_together()
        self._connect()
        self._tell()

    def _button(self, icon_name: str, text: str) -> QPushButton:
        button = QPushButton(icon(icon_name), text, self)
        button.setIconSize(QSize(16, 16))
        mark(button, "small")
        return button

    def _shape_tree(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(SentenceDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIconSize(CHIP_SIZE)
        self.tree.setIndentation(14)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setAccessibleName(self.tr("Warnings"))
        self.tree.setAccessibleDescription(self.tr("Enter shows the schools of a warning on the map."))

    def _put_together(self) -> None:
        self._pages = OrEmpty(self.tree, "accept", self)
        self.summary.setContentsMargins(8, 6, 8, 4)
        self.summary.setAccessibleName(self.tr("Count of warnings"))
        mark(self.summary, "muted")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(6, 4, 6, 6)
        buttons.setSpacing(6)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.withdraw_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self.ask_reason)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.tree.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.tree.clicked.connect(self._clicked)
        self.tree.entered_by_key.connect(self._zoom)
        self.tree.customContextMenuRequested.connect(self._popup)
        self.model.rowsInserted.connect(self._unfold_fresh)
        self.model.rows_replaced.connect(self._unfold_all)

    # The slots of a view -----------------------------------------------------------------------------------------

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Nothing to show before `show_plan` follows."""

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show the warnings of another plan."""
        self._has_plan = True
        self.model.show_plan(plan, scoreboard)
        self._tell()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change mended or broke; warnings that stay keep their rows."""
        self.model.show_plan(plan, scoreboard)
        self._tell()

    def show_selection(self, urns: frozenset[int]) -> None:
        """Let go of the warning selected once other schools are selected elsewhere."""
        if urns != self._asked:
            self._asked = urns
            self.tree.selectionModel().blockSignals(True)
            self.tree.selectionModel().clearSelection()
            self.tree.selectionModel().blockSignals(False)
            self.tree.viewport().update()
            self._tell_buttons()

    # What a person does ------------------------------------------------------------------------------------------

    def selected_faults(self, *, accepted: bool | None = None) -> list[Violation]:
        """The warnings selected: all of them, or only those that are (not) accepted."""
        indexes = sorted(self.tree.selectionModel().selectedRows(0), key=lambda i: (i.parent().row(), i.row()))
        faults = [fault for fault in map(self.model.fault_at, indexes) if fault is not None]
        return [fault for fault in faults if accepted is None or self.model.is_accepted(fault) == accepted]

    def ask_reason(self) -> AcceptDialog | None:
        """Ask why the warnings selected are all right; None where there is none to accept."""
        faults = self.selected_faults(accepted=False)
        if not faults:
            return None
        dialog = AcceptDialog(faults, self)
        dialog.reason_given.connect(lambda reason: self._accept(faults, reason))
        dialog.open()
        return dialog

    def _accept(self, faults: Sequence[Violation], reason: str) -> None:
        keys = dict.fromkeys(fault.key for fault in faults)
        self._ask([AcceptWarning(key, reason) for key in keys], self.tr("Accept {count} warnings: {reason}"), reason)

    def withdraw(self) -> None:
        """Ask to let the accepted warnings selected warn again."""
        keys = dict.fromkeys(fault.key for fault in self.selected_faults(accepted=True))
        self._ask([WithdrawAcceptance(key) for key in keys], self.tr("Withdraw the acceptance of {count} warnings"))

    def _ask(self, edits: Sequence[Edit], text: str, reason: str = "") -> None:
        plan, then = self.model.plan, self._row_after()
        if len(edits) == 1:
            self.edit_requested.emit(edits[0])
        elif edits:
            self.edit_requested.emit(Together(tuple(edits), text.format(count=len(edits), reason=reason)))
        if self.model.plan is not plan:
            self._go_on_with(then)

    def _row_after(self) -> Violation | None:
        """The warning to go on with once those selected stand elsewhere: the next of their kind, else the one before."""
        rows = self.tree.selectionModel().selectedRows(0)
        if not rows:
            return None
        last = max(rows, key=lambda index: (index.parent().row(), index.row()))
        taken = {index.row() for index in rows if index.parent() == last.parent()}
        count = self.model.rowCount(last.parent())
        places = [*range(last.row() + 1, count), *range(last.row() - 1, -1, -1)]
        free = next((place for place in places if place not in taken), None)
        return None if free is None else self.model.fault_at(last.siblingAtRow(free))

    def _go_on_with(self, fault: Violation | None) -> None:
        """Keep the keyboard in the list, so that nobody walks to the next warning from the top."""
        index = self.model.index_of(fault) if fault is not None else QModelIndex()
        if index.isValid():
            self.tree.setCurrentIndex(index)
        self.tree.setFocus()

    def _selected(self) -> None:
        self._tell_buttons()
        urns = frozenset(urn for fault in self.selected_faults() for urn in fault.urns)
        if urns and urns != self._asked:
            self._asked = urns
            self.selection_requested.emit(urns)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.fault_at(index) is None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        else:
            self._zoom()

    def _zoom(self) -> None:
        urns = frozenset(urn for fault in self.selected_faults() for urn in fault.urns)
        if urns:
            self.zoom_requested.emit(urns)

    def menu(self) -> QMenu:
        """What can be done with the warnings selected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("go-to"), self.tr("Show on the map"), self._zoom)
        accept = menu.addAction(icon("accept"), self.tr("Accept with a reason…"), self.ask_reason)
        withdraw = menu.addAction(icon("undo"), self.tr("Withdraw the acceptance"), self.withdraw)
        accept.setEnabled(self.accept_button.isEnabled())
        withdraw.setEnabled(self.withdraw_button.isEnabled())
        return menu

    def _popup(self, at: QPoint) -> None:
        if self.selected_faults():
            self.menu().popup(self.tree.viewport().mapToGlobal(at))

    # Inside ------------------------------------------------------------------------------------------------------

    def _unfold_fresh(self, parent: QModelIndex, first: int, last: int) -> None:
        if not parent.isValid():
            for row in range(first, last + 1):
                self._unfold(row)

    def _unfold_all(self) -> None:
        for row in range(len(self.model.groups)):
            self._unfold(row)

    def _unfold(self, row: int) -> None:
        self.tree.setExpanded(self.model.index(row, 0), self.model.groups[row] != ACCEPTED)

    def _tell(self) -> None:
        total = len(self.model.faults)
        accepted = sum(self.model.is_accepted(fault) for fault in self.model.faults.values())
        text = warnings_text(total - accepted).capitalize()
        if accepted:
            text = self.tr("{warnings}, {count} accepted").format(warnings=text, count=count_text(accepted))
        self.summary.setText(text)
        self.summary.setVisible(total > 0)
        for button in (self.accept_button, self.withdraw_button):
            button.setVisible(total > 0)
        self._tell_buttons()
        self._tell_page(total)

    def _tell_page(self, total: int) -> None:
        modes = QAbstractItemView.ScrollMode  # by pixels every row is measured at once, which is felt where there are thousands
        self.tree.setVerticalScrollMode(modes.ScrollPerItem if total > _MEASURED_AT_MOST else modes.ScrollPerPixel)
        if total:
            self._pages.show_content()
        elif self._has_plan and self.model.plan.clusters:
            self._pages.show_empty(self.tr("No warnings"), self.tr("Every cluster keeps to the rules."))
        else:
            sentence = self.tr("Once there are clusters, each rule that one breaks is listed here.")
            self._pages.show_empty(self.tr("Nothing to check yet"), sentence)

    def _tell_buttons(self) -> None:
        self.accept_button.setEnabled(bool(self.selected_faults(accepted=False)))
        self.withdraw_button.setEnabled(bool(self.selected_faults(accepted=True)))
