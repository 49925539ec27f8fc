"""The travel limit: one number in km or in minutes, with what the one means in the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from wolds.clustering.rules import km_of_minutes, minutes_of_km
from wolds.widgets.dialogs.parts import column, describe, label, row
from wolds.widgets.rules.fields import Field, NumberField

KM: Final = "km"
MINUTES: Final = "minutes"
NO_LIMIT: Final = ""

Cap = tuple[float | None, float | None]
"""`cap_km`, `cap_minutes`: at most one is a number, none means no limit."""


_NARROWEST = 72  # pixels: four digits and the arrows


class CapField(Field):
    """The cap as a number and a unit. Changing the unit keeps the distance and rounds it to a number people use."""

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberField(0, 2000, decimals=2, step=1)
        self.unit = QComboBox()
        for unit, text in (
            (KM, self.tr("km straight line")),
            (MINUTES, self.tr("minutes (estimate)")),
            (NO_LIMIT, self.tr("no limit")),
        ):
            self.unit.addItem(text, unit)
        self.number.box.setMinimumWidth(_NARROWEST)  # so that the unit is read in full in a narrow panel
        self._guard.guard(self.unit)
        self._by = ""
        self.meaning: QLabel = label("", "strong")
        beside = row(self.number, self.unit)
        beside.setStretch(1, 1)
        column(self).addLayout(beside)
        column_layout = self.layout()
        if column_layout is not None:
            column_layout.addWidget(self.meaning)
        self.setFocusProxy(self.number)
        self.number.committed.connect(self._number_changed)
        self.number.box.lineEdit().textChanged.connect(self._say_meaning)
        self.unit.activated.connect(self._unit_changed)

    def value(self) -> Cap:
        """The cap in km and in minutes; the one not chosen is None."""
        number = self.number.value()
        unit = self.unit.currentData()
        return (number if unit == KM else None, number if unit == MINUTES else None)

    def show_value(self, value: Cap) -> None:
        """Show a cap."""
        km, minutes = value
        unit = KM if km is not None else MINUTES if minutes is not None else NO_LIMIT
        with QSignalBlocker(self.unit):
            self.unit.setCurrentIndex(self.unit.findData(unit))
        self._unit_before = unit
        if unit != NO_LIMIT:
            self.number.show_value(km if km is not None else minutes)
        self._say_meaning()

    def show_provider(self, by: str) -> None:
        """Say by what one travels where that is not the straight line: "by road, OSM July 2022"; "" by the straight line."""
        self._by = by
        short = by.split(",", 1)[0]
        texts = {
            KM: self.tr("km {by}").format(by=short) if by else self.tr("km straight line"),
            MINUTES: self.tr("minutes {by}").format(by=short) if by else self.tr("minutes (estimate)"),
        }
        for unit, text in texts.items():
            self.unit.setItemText(self.unit.findData(unit), text)
        self._say_meaning()

    def _number_changed(self) -> None:
        self._say_meaning()
        self.committed.emit()

    def _unit_changed(self) -> None:
        unit, number = self.unit.currentData(), float(self.number.value() or 0)
        if (self._unit_before, unit) == (KM, MINUTES):
            self.number.show_value(round(minutes_of_km(number)))
        elif (self._unit_before, unit) == (MINUTES, KM):
            self.number.show_value(round(km_of_minutes(number), 1))
        self._unit_before = unit
        self._say_meaning()
        self.committed.emit()

    def _say_meaning(self) -> None:
        unit = self.unit.currentData()
        self.number.setVisible(unit != NO_LIMIT)
        box = self.number.box
        number = float(box.valueFromText(box.text())) if box.hasAcceptableInput() else float(box.value())
        if self._by and unit != NO_LIMIT:
            words = self._by[:1].upper() + self._by[1:]
        elif unit == MINUTES:
            words = self.tr("about {km:.1f} km straight line").format(km=km_of_minutes(number))
        elif unit == KM:
            words = self.tr("about {minutes:.0f} minutes by road").format(minutes=minutes_of_km(number))
        else:
            words = self.tr("Schools may be any distance apart.")
        self.meaning.setText(words)

    def describe(self, name: str, description: str) -> None:
        """Name the number and its unit."""
        self.number.describe(name, description)
        describe(self.unit, self.tr("{name}, measured in").format(name=name), description)

    def main_widget(self) -> QWidget:
        """The number."""
        return self.number.box
