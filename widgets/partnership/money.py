"""The money of a year: grant and levies as lines, spending as a list, and what is left over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from wolds.clustering.edits import SetBudget
from wolds.clustering.partnership.figures import money_of
from wolds.clustering.partnership.records import Budget
from wolds.widgets.dialogs.parts import column, describe, label
from wolds.widgets.partnership.members import SpendingItems
from wolds.widgets.partnership.record_list import RecordList
from wolds.widgets.partnership.section import Shown
from wolds.widgets.partnership.typed import number, number_text, pounds_text


class MoneyPage(QWidget):
    """The page. `edit_requested` carries an edit."""

    edit_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.spending = RecordList(SpendingItems(self))
        self.spending.edit_requested.connect(self.edit_requested)
        self.totals, self.problem = label("", "strong"), label("", "error")
        self.problem.hide()
        lines = QFormLayout()
        lines.setSpacing(6)
        lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lines = {
            "grant": self._line(lines, self.tr("&Grant £"), self._set),
            "levy_per_school": self._line(lines, self.tr("Levy £ a &school"), self._set),
            "levy_per_pupil": self._line(lines, self.tr("Levy £ a p&upil"), self._set),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        head = QWidget()
        above = column(head, spacing=6)
        above.setContentsMargins(8, 0, 8, 0)
        above.addLayout(lines)
        for part in (self.problem, self.totals):
            above.addWidget(part)
        layout.addWidget(head)
        layout.addWidget(self.spending, 1)

    def _line(self, lines: QFormLayout, text: str, typed: Callable[[], None]) -> QLineEdit:
        named, line = QLabel(text), QLineEdit()
        named.setBuddy(line)
        describe(line, text.replace("£", self.tr("pounds")))
        line.setPlaceholderText(self.tr("not known"))
        line.editingFinished.connect(typed)
        lines.addRow(named, line)
        return line

    def show_partnership(self, shown: Shown) -> None:
        """Show the money of a cluster's partnership."""
        other = self._shown is None or self._shown.cluster != shown.cluster
        self._shown = shown
        budget = shown.partnership.budget
        for name, line in self.lines.items():
            if other or not line.isModified():
                line.setText(number_text(getattr(budget, name)))
        self._say_problem("")
        self.spending.show_records(shown)
        self.totals.setText(self._totals(shown))

    def _totals(self, shown: Shown) -> str:
        if shown.partnership.budget == Budget():
            return self.tr("Nothing is said of money yet.")
        money = money_of(shown.context, shown.cluster)
        words = self.tr("Income {income}, spending {spending}, left over {balance} a year")
        texts = (pounds_text(value) for value in (money.income, money.spending, money.balance))
        return words.format(**dict(zip(("income", "spending", "balance"), texts, strict=True)))

    @property
    def is_touched(self) -> bool:
        """Whether something is still being typed."""
        return any(line.isModified() for line in self.lines.values())

    def settle(self) -> None:
        """Ask for what is still being typed."""
        if self.is_touched:
            self._set()

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _set(self) -> None:
        if self._shown is None:
            return
        try:
            said = {name: number(line.text(), least=0) for name, line in self.lines.items()}
        except ValueError as error:
            self._say_problem(str(error))
            return
        self._say_problem("")
        for line in self.lines.values():
            line.setModified(False)
        before = self._shown.partnership.budget
        after = Budget.model_validate(dict(before) | said)
        if after != before:
            self.edit_requested.emit(SetBudget(self._shown.cluster, after))
