"""Asking for two schools and a reason: for schools kept together, kept apart, or with a travel of their own."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from wolds.clustering.rules import Link, PairTravel
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import label
from wolds.widgets.rules.fields import ChoiceField, NumberField
from wolds.widgets.rules.school_picker import SchoolNames, SchoolPicker


class PairDialog(PlainDialog):
    """Two schools and a reason. `pair_chosen` carries a `Link`."""

    pair_chosen = Signal(object)

    def __init__(
        self, title: str, sentence: str, names: SchoolNames, pair: tuple[int, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(title, sentence, parent)
        self.setMinimumWidth(460)
        self.first, self.second, self.reason = SchoolPicker(names), SchoolPicker(names), QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why: kept with the plan"))
        self.fault = label("", "error")
        self.form = QFormLayout()
        self.body.addLayout(self.form)
        self._add_rows()
        self.body.addWidget(self.fault)
        self.add_button = self.add_accept(self.tr("Add"))
        self.add_reject()
        for picker, urn in zip((self.first, self.second), pair, strict=False):
            picker.pick(urn)
        for picker in (self.first, self.second):
            picker.picked.connect(self._check)
        self._check()

    def _add_rows(self) -> None:
        for text, widget in (
            (self.tr("&First school"), self.first),
            (self.tr("&Second school"), self.second),
            (self.tr("&Reason"), self.reason),
        ):
            self.add_row(self.form, text, widget)

    def _check(self) -> None:
        first, second = self.first.urn(), self.second.urn()
        same = first is not None and first == second
        self.fault.setText(self.tr("These are the same school.") if same else "")
        self.add_button.setEnabled(first is not None and second is not None and not same)

    def accept(self) -> None:
        """Say which pair, and close."""
        first, second = self.first.urn(), self.second.urn()
        if first is None or second is None or first == second:
            return
        self.pair_chosen.emit(self.pair(first, second))
        super().accept()

    def pair(self, first: int, second: int) -> Link:
        """The record for two schools."""
        return Link(urn_a=first, urn_b=second, reason=self.reason.text().strip())


class TravelDialog(PairDialog):
    """Two schools and the travel between them as a person knows it. `pair_chosen` carries a `PairTravel`."""

    def _add_rows(self) -> None:
        super()._add_rows()
        self.number = NumberField(0, 2000, decimals=1, step=1)
        self.unit = ChoiceField((("minutes", self.tr("minutes")), ("km", self.tr("km"))))
        for text, field in ((self.tr("&Travel"), self.number), (self.tr("&Measured in"), self.unit)):
            self.form.insertRow(self.form.rowCount() - 1, text, field)
            field.describe(text, self.tr("Beats every estimate for this pair."))

    def pair(self, first: int, second: int) -> PairTravel:
        """The record for two schools."""
        unit: Literal["minutes", "km"] = self.unit.value()
        measure = {unit: self.number.value()}
        return PairTravel(urn_a=first, urn_b=second, reason=self.reason.text().strip(), **measure)
