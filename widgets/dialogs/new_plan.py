"""The first questions about a fresh register: whose schools, how small, and which rules to start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget

from wolds.clustering.eligibility import Eligibility
from wolds.clustering.presets import PRESETS, Preset
from wolds.geo.schools import Schools
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label, row

_SMALL = 209  # fewer than 210 pupils: a small school
_BUFFER_KM = 5


@dataclass(frozen=True)
class Start:
    """Where a plan starts from: a filter, and a preset of rules."""

    eligibility: Eligibility
    preset: Preset


class NewPlanDialog(PlainDialog):
    """Asks who takes part in a new plan. `given` carries a `Start`; everything in it can be changed later.

    `count_of` says how many schools a filter would place, so that a person sees it before choosing.
    """

    given = Signal(object)

    def __init__(self, schools: Schools, count_of: Callable[[Eligibility], int], parent: QWidget | None = None) -> None:
        from wolds.widgets.rules.multi_choice import MultiChoiceField
        from wolds.widgets.rules.register_options import authority_options

        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("A new plan"))
        self.setMinimumWidth(520)
        self._count_of = count_of
        self.body.addWidget(label(self.tr("Whose schools shall be planned?"), "heading"))
        self.authorities = MultiChoiceField(self.tr("None ticked: every authority"))
        self.authorities.show_options(authority_options(schools))
        self.authorities.describe(self.tr("Local authorities"), self.tr("Space ticks an authority."))
        self.body.addWidget(self.authorities)
        self._add_details()
        self.count = label("", "strong")
        self.body.addWidget(self.count)
        self.start = self.add_accept(self.tr("&Start the plan"))
        self.add_reject(self.tr("Every school in the register"))
        self.authorities.list.itemChanged.connect(lambda: self._say())
        self._say()
        (self.authorities.search if len(authority_options(schools)) > 1 else self.start).setFocus()

    def _add_details(self) -> None:
        form = QFormLayout()
        self.small = QCheckBox(self.tr("Only schools with at &most"))
        self.small.setChecked(True)
        self.roll = QSpinBox(minimum=1, maximum=5000, value=_SMALL, suffix=self.tr(" pupils"))
        describe(self.roll, self.tr("Largest roll of one school"))
        form.addRow(row(self.small, self.roll, None))
        self.neighbours = QCheckBox(self.tr("Let &neighbours across the boundary join, within"))
        self.neighbours.setChecked(True)
        self.buffer = QSpinBox(minimum=1, maximum=100, value=_BUFFER_KM, suffix=self.tr(" km"))
        describe(self.buffer, self.tr("How far neighbours may lie"))
        form.addRow(row(self.neighbours, self.buffer, None))
        self.preset = QComboBox()
        for preset in PRESETS:
            self.preset.addItem(preset.name, preset.key)
        describe(self.preset, self.tr("Rules to start from"))
        self.sentence = label("", "muted")
        form.addRow(self.tr("&Rules to start from"), self.preset)
        form.addRow(self.sentence)
        self.body.addLayout(form)
        self.small.toggled.connect(self.roll.setEnabled)
        self.small.toggled.connect(lambda: self._say())
        self.neighbours.toggled.connect(self.buffer.setEnabled)
        self.roll.valueChanged.connect(lambda: self._say())
        self.preset.currentIndexChanged.connect(lambda: self._say())

    def _say(self) -> None:
        self.sentence.setText(PRESETS[self.preset.currentIndex()].sentence)
        count = self._count_of(self.eligibility)
        self.count.setText(self.tr("{count} schools to be placed").format(count=f"{count:,}"))
        self.start.setEnabled(count > 0)

    @property
    def eligibility(self) -> Eligibility:
        """The filter as it is set."""
        chosen = self.authorities.value()
        return Eligibility(
            la_codes=chosen,
            roll_max=self.roll.value() if self.small.isChecked() else None,
            buffer_km=float(self.buffer.value()) if self.neighbours.isChecked() and chosen else 0.0,
        )

    def accept(self) -> None:
        """Start with what is set."""
        start = Start(self.eligibility, PRESETS[self.preset.currentIndex()])
        super().accept()
        self.given.emit(start)
