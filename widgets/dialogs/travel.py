"""Asking what a person knows better than the estimate: the travel between two schools, a line that cannot be crossed."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QWidget

from wolds.clustering.rules import minutes_of_km
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import DecimalBox, describe, label, row


class PairTravelDialog(PlainDialog):
    """The travel between two schools. `given` carries (unit, value, reason); the unit is "minutes" or "km".

    `km` is the travel as it stands, in straight-line km (infinite where the two are kept apart).
    """

    given = Signal(object)

    def __init__(self, one: str, two: str, km: float, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Travel between two schools"))
        self.setMinimumWidth(440)
        self.body.addWidget(label(self.tr("{one} and {two}").format(one=one, two=two), "strong"))
        self.body.addWidget(label(self._present(km), "muted"))
        self.number, self.unit, self.reason = DecimalBox(maximum=2000, decimals=1), QComboBox(), QLineEdit()
        self.number.setValue(round(minutes_of_km(km)) if math.isfinite(km) else 30)
        for unit, words in (("minutes", self.tr("minutes")), ("km", self.tr("km"))):
            self.unit.addItem(words, unit)
        self.reason.setPlaceholderText(self.tr("Why: kept with the plan"))
        form = QFormLayout()
        self.add_row(form, self.tr("&Travel"), self.number, self.unit)
        self.add_row(form, self.tr("&Reason"), self.reason)
        self.body.addLayout(form)
        describe(self.unit, self.tr("Measured in"))
        self.add_accept(self.tr("Save"))
        self.add_reject()
        self.number.selectAll()

    def _present(self, km: float) -> str:
        if not math.isfinite(km):
            return self.tr("They are kept apart so far.")
        words = self.tr("So far {km:.1f} km, about {minutes:.0f} minutes by the estimate.")
        return words.format(km=km, minutes=minutes_of_km(km))

    def accept(self) -> None:
        """Give the travel, and close."""
        given = (str(self.unit.currentData()), round(self.number.value(), 1), self.reason.text().strip())
        super().accept()
        self.given.emit(given)


class BarrierDialog(PlainDialog):
    """Names a line drawn on the map. `given` carries (name, minutes or None, reason); None keeps the two sides apart."""

    given = Signal(object)

    def __init__(self, taken: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Barrier"))
        self.setMinimumWidth(440)
        self._taken = {name.casefold() for name in taken}
        self.name, self.reason = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("The river, the estuary, the railway"))
        self.crossed = QCheckBox(self.tr("&Crossing takes"))
        self.minutes = QDoubleSpinBox(maximum=3000, decimals=0, value=30)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setEnabled(False)
        self.crossed.toggled.connect(self.minutes.setEnabled)
        self.fault = label("", "error")
        self._arrange()
        self.save = self.add_accept(self.tr("Add"))
        self.add_reject()
        self.name.textChanged.connect(self._check)
        self._check()

    def _arrange(self) -> None:
        form = QFormLayout()
        self.add_row(form, self.tr("&Name"), self.name)
        form.addRow("", row(self.crossed, self.minutes, None))
        self.add_row(form, self.tr("&Reason"), self.reason)
        self.body.addLayout(form)
        self.body.addWidget(label(self.tr("Without a crossing time, schools on either side are kept apart."), "muted"))
        self.body.addWidget(self.fault)
        describe(self.minutes, self.tr("Minutes to cross"))

    def show_barrier(self, name: str, minutes: float | None, reason: str) -> None:
        """Begin with these, to change a barrier that is there."""
        self._taken.discard(name.casefold())
        self.setWindowTitle(self.tr("Barrier: {name}").format(name=name))
        self.name.setText(name)
        self.reason.setText(reason)
        self.crossed.setChecked(minutes is not None)
        if minutes is not None:
            self.minutes.setValue(minutes)
        self.save.setText(self.tr("Save"))

    def _check(self) -> None:
        name = self.name.text().strip()
        taken = name.casefold() in self._taken
        self.fault.setText(self.tr("There is a barrier of that name.") if taken else "")
        self.save.setEnabled(bool(name) and not taken)

    def accept(self) -> None:
        """Give the barrier, and close."""
        if self.save.isEnabled():
            minutes = self.minutes.value() if self.crossed.isChecked() else None
            given = (self.name.text().strip(), minutes, self.reason.text().strip())
            super().accept()
            self.given.emit(given)
