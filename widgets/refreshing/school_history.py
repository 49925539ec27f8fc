"""One school through the registers that a plan has stood on: a column for each, what changed first and in bold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QTableView, QWidget

from wolds.clustering.refreshing.school_history import SchoolRecord, changed_columns
from wolds.geo.schools import COLUMNS
from wolds.widgets.common.copy_key import CopyKey
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_SIZE: Final = (820, 520)
_LEAST_WIDTH: Final = 150  # pixels


def _tr(text: str) -> str:
    return QCoreApplication.translate("SchoolHistory", text)


@cache
def column_words() -> dict[str, str]:
    """Each column of a register, in words."""
    return {
        "urn": _tr("URN"),
        "name": _tr("Name"),
        "la_code": _tr("Local authority (code)"),
        "la_name": _tr("Local authority"),
        "status": _tr("Status"),
        "open_date": _tr("Opened"),
        "close_date": _tr("Closed"),
        "phase": _tr("Phase"),
        "type_name": _tr("Type"),
        "type_group": _tr("Group of types"),
        "low_age": _tr("Lowest age"),
        "high_age": _tr("Highest age"),
        "religious_character": _tr("Religious character"),
        "diocese": _tr("Diocese"),
        "urban_rural": _tr("Urban or rural"),
        "capacity": _tr("Capacity"),
        "roll": _tr("Pupils on roll"),
        "federation_code": _tr("Federation (code)"),
        "federation_name": _tr("Federation"),
        "trust_code": _tr("Trust (code)"),
        "trust_name": _tr("Trust"),
        "street": _tr("Street"),
        "locality": _tr("Locality"),
        "town": _tr("Town"),
        "postcode": _tr("Postcode"),
        "easting": _tr("Easting"),
        "northing": _tr("Northing"),
    }


class SchoolHistoryModel(QAbstractTableModel):
    """A row for each column of the registers, a column for each record."""

    def __init__(self, records: Sequence[SchoolRecord], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records = tuple(records)
        numbers = {record.values["urn"] for record in records if record.values}
        self.changed = (*(("urn",) if len(numbers) > 1 else ()), *changed_columns(records))
        self.names: tuple[str, ...] = ()
        self.show_all(not self.changed)

    def show_all(self, wanted: bool) -> None:
        """Show every column of the registers, or only those that changed; what changed stands first."""
        self.beginResetModel()
        self.names = (*self.changed, *(name for name in COLUMNS if wanted and name not in self.changed))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns of the registers are shown."""
        return 0 if parent.isValid() else len(self.names)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What, and each record."""
        return 0 if parent.isValid() else 1 + len(self.records)

    def words(self, name: str, column: int) -> str:
        """A cell in words."""
        if column == 0:
            return column_words()[name]
        record = self.records[column - 1]
        return record.values[name] if record.values else self.tr("not in it")

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        name, column = self.names[index.row()], index.column()
        if role == Role.DisplayRole:
            return self.words(name, column)
        if role == Role.ToolTipRole:
            return plain_tip(self.words(name, column))
        if role == Role.FontRole and name in self.changed and column:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.AccessibleTextRole and column == 0:
            return ". ".join((self.words(name, 0), *(f"{self.title(n)}: {self.words(name, n)}" for n in self._columns())))
        return None

    def _columns(self) -> range:
        return range(1, 1 + len(self.records))

    def title(self, column: int) -> str:
        """The heading of a record: the date of its register, or its file, and whether it is the present one."""
        source, left_at = self.records[column - 1].source, self.records[column - 1].left_at
        named = source.register_date or source.file or self.tr("a register")
        return named if left_at else self.tr("{register} (now)").format(register=named)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole and section:
            return plain_tip(self.records[section - 1].source.file)
        if role != Role.DisplayRole:
            return None
        return self.title(section) if section else self.tr("What the registers say")

    def as_text(self) -> str:
        """The table with its headings, for a spreadsheet."""
        heading = [self.headerData(column, Qt.Orientation.Horizontal) for column in range(self.columnCount())]
        return tsv_of(heading, ([self.words(name, n) for n in range(self.columnCount())] for name in self.names))


class SchoolHistoryDialog(PlainDialog):
    """What each register says of a school, under its own number or that of the school whose place it took."""

    def __init__(self, name: str, records: Sequence[SchoolRecord], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("In earlier registers"))
        self.model, self.table = SchoolHistoryModel(records, self), QTableView()
        self.every = QCheckBox(self.tr("Show what did &not change too"))
        self.every.setChecked(not self.model.changed)
        self.every.toggled.connect(self.model.show_all)
        self.body.addWidget(label(name, "heading"))
        self.body.addWidget(label(self._sentence()))
        self._shape()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.every)
        self.add_reject(self.tr("&Close"))
        CopyKey(self.table, self.copy)
        self.resize(*_SIZE)
        self.table.setFocus()

    def _sentence(self) -> str:
        if not self.model.changed:
            return self.tr("The registers that the plan has stood on say the same of this school.")
        names = [column_words()[name].lower() if name != "urn" else "URN" for name in self.model.changed]
        return self.tr("Changed: {what}.").format(what=", ".join(names))

    def _shape(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        describe(table, self.tr("What each register says of the school"))

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.model.as_text())
