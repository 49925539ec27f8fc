"""The table of possible partners: Space ticks a row, Enter shows it on the map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from wolds.widgets.dialogs.parts import describe
from wolds.widgets.partners.columns import columns
from wolds.widgets.partners.model import PartnerModel


class PartnerTable(QTableView):
    """Ranked partners. `row_wanted` asks for a row to be shown on the map; `row_reached` says where the keyboard is."""

    row_wanted = Signal(int)
    row_reached = Signal(int)

    def __init__(self, model: PartnerModel) -> None:
        super().__init__()
        self._partners = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(columns()):
            self.setColumnWidth(place, column.width)
        describe(self, self.tr("Possible partners"))
        self.setAccessibleDescription(self.tr("Space ticks a school, Enter shows it on the map."))
        self.doubleClicked.connect(lambda index: self.row_wanted.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.row_reached.emit(now.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter, whichever column the keyboard is in."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Space:
            self._partners.toggle(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_wanted.emit(row)
        else:
            super().keyPressEvent(event)
