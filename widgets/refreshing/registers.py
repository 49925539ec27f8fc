"""The registers that a plan has stood on: which, how many schools, until when; and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTableView, QWidget

from wolds.widgets.common.row_tables import shape_rows
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, card, describe, label, row

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_WIDTHS: Final = {0: 330, 1: 100, 2: 90, 3: 130}
_SIZE: Final = (860, 460)
_ROW: Final = 28  # pixels
_SHOWN: Final = 12  # characters of a hash


@dataclass(frozen=True)
class ShownRegister:
    """One register in words. `place` is its place among the former ones, None = the plan stands on it.

    `until` is the day on which the plan left it, `damage` says what cannot be read of it, "" where all is whole.
    """

    place: int | None
    file: str
    dated: str
    schools: int
    data_hash: str
    until: str
    links: str = ""
    damage: str = ""


class RegistersModel(QAbstractTableModel):
    """The registers, the present one first."""

    def __init__(self, registers: Sequence[ShownRegister], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.registers = tuple(registers)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many registers."""
        return 0 if parent.isValid() else len(self.registers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Register, date, schools, hash, until."""
        return 0 if parent.isValid() else len(self._titles())

    def _titles(self) -> tuple[str, ...]:
        hash_title = self.tr("Hash of the schools")
        return (self.tr("Register"), self.tr("Dated"), self.tr("Schools"), hash_title, self.tr("The plan stood on it"))

    def cells(self, one: ShownRegister) -> tuple[str, ...]:
        """The words of a row."""
        until = self.tr("now") if one.place is None else self.tr("until {day}").format(day=one.until)
        return (one.file, one.dated or self.tr("unknown"), f"{one.schools:,}", one.data_hash[:_SHOWN], until)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        one, column = self.registers[index.row()], index.column()
        if role == Role.DisplayRole:
            return self.cells(one)[column]
        if role == Role.ToolTipRole:
            return plain_tip(one.data_hash if column == 3 else self.cells(one)[column])
        if role == Role.FontRole and one.place is None:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.TextAlignmentRole and column == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return ". ".join(self.cells(one)) if role == Role.AccessibleTextRole and column == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return self._titles()[section] if role == Role.DisplayRole else None


class RegistersDialog(PlainDialog):
    """Each signal carries the place of a former register: its review is wanted, it is to be saved, the plan is to go back."""

    review_requested = Signal(int)
    save_requested = Signal(int)
    back_requested = Signal(int)

    def __init__(self, registers: Sequence[ShownRegister], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Earlier registers"))
        self.model, self.table = RegistersModel(registers, self), QTableView()
        self.details, self.damage, self.said = label("", "muted"), label("", "error"), label("", "muted")
        self.review = button(self.tr("&What changed then…"), lambda: self._ask(self.review_requested), icon_name="school")
        self.save = button(self.tr("&Save as CSV…"), lambda: self._ask(self.save_requested), icon_name="save")
        self.back = button(self.tr("&Go back to it…"), lambda: self._ask(self.back_requested), icon_name="history")
        self._shape()
        self._put_together()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.table.selectRow(1 if len(registers) > 1 else 0)
        self.resize(*_SIZE)
        self.table.setFocus()

    def _shape(self) -> None:
        table = self.table
        table.setModel(self.model)
        shape_rows(table, _ROW, _WIDTHS, 4, many=False)
        describe(table, self.tr("Registers that the plan has stood on"))

    def _put_together(self) -> None:
        self.body.addWidget(label(self.tr("The registers that this plan has stood on"), "heading"))
        words = self.tr(
            "When the plan goes on with a newer register, the earlier one stays in its file, whole, with the plan as it stood. "
            "To see one school through all of them, select it and choose Explore > In earlier registers."
        )
        self.body.addWidget(label(words))
        self.body.addWidget(self.table, 1)
        frame, inside = card()
        inside.addWidget(self.details)
        inside.addWidget(self.damage)
        inside.addLayout(row(self.review, self.save, self.back, None))
        self.body.addWidget(frame)
        self.body.addWidget(self.said)
        self.said.hide()
        for one in (self.review, self.save, self.back):
            one.setAutoDefault(False)
        self.add_reject(self.tr("&Close"))

    def tell(self, sentence: str) -> None:
        """Say how it goes with what was asked for, where the person looks."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def tell_saved(self, path: object) -> None:
        """Say that a register was written."""
        self.tell(self.tr("Saved to {path}").format(path=path))

    def tell_failed(self, _why: object) -> None:
        """Say no more that a register is being written: another dialog says why not."""
        self.tell("")

    @property
    def current(self) -> ShownRegister:
        """The register that is selected."""
        return self.model.registers[max(self.table.currentIndex().row(), 0)]

    def _look(self) -> None:
        one = self.current
        self.tell("")
        for each in (self.review, self.save, self.back):
            each.setEnabled(one.place is not None)
        self.details.setText(self._details(one))
        self.damage.setText(one.damage)
        self.damage.setVisible(bool(one.damage))

    def _details(self, one: ShownRegister) -> str:
        if len(self.model.registers) == 1:
            return self.tr("The plan has stood on this register alone.")
        if one.place is None:
            return self.tr("The plan stands on this register now.")
        links = self.tr(" Who took whose place was told by {links}.").format(links=one.links) if one.links else ""
        return self.tr("Hash of its schools: {hash}.").format(hash=one.data_hash) + links

    def _ask(self, wanted: SignalInstance) -> None:
        if self.current.place is not None:
            wanted.emit(self.current.place)
