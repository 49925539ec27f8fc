"""Asking for a new scenario."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import label


class NewScenarioDialog(PlainDialog):
    """A name and which scenario it starts as a copy of. `scenario_wanted` carries both: (name, the scenario copied or "")."""

    scenario_wanted = Signal(str, str)

    def __init__(self, names: Sequence[str], active: str, proposed: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("New scenario"))
        self._names = {name.casefold() for name in names}
        self.name, self.start = QLineEdit(proposed), QComboBox()
        for name in names:
            self.start.addItem(self.tr("a copy of {name}").format(name=name), name)
        self.start.addItem(self.tr("no clusters yet, the same rules"), "")
        self.start.setCurrentIndex(max(self.start.findData(active), 0))
        self.fault = label("", "error")
        form = QFormLayout()
        self.add_row(form, self.tr("&Name"), self.name)
        self.add_row(form, self.tr("&Starts as"), self.start)
        self.body.addLayout(form)
        self.body.addWidget(self.fault)
        self.make = self.add_accept(self.tr("Make"))
        self.add_reject()
        self.name.selectAll()
        self.name.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        name = self.name.text().strip()
        taken = name.casefold() in self._names
        self.fault.setText(self.tr("There is a scenario of that name.") if taken else "")
        self.make.setEnabled(bool(name) and not taken)

    def accept(self) -> None:
        """Say what is wanted, and close."""
        if self.make.isEnabled():
            wanted = (self.name.text().strip(), str(self.start.currentData()))
            super().accept()
            self.scenario_wanted.emit(*wanted)
