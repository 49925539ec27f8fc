"""Choosing a named set of rules."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from wolds.clustering.presets import PRESETS
from wolds.clustering.rules import Rules
from wolds.widgets.dialogs.parts import column, describe, label


class PresetBox(QWidget):
    """A box of presets with the sentence of the one in force. `preset_chosen` carries the `Rules` wanted.

    What a person typed about single schools (pairs, barriers, federations let off) stays when a preset is chosen.
    """

    preset_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rules = Rules()
        self.box = QComboBox()
        self.box.addItem(self.tr("Rules of your own"), None)
        for preset in PRESETS:
            self.box.addItem(preset.name, preset)
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        named = QLabel(self.tr("P&reset"))
        named.setBuddy(self.box)
        self.sentence = label("", "muted")
        column(self, named, self.box, self.sentence, spacing=3)
        describe(self.box, self.tr("Preset"), self.tr("A named set of rules to start from"))
        self.box.activated.connect(self._choose)

    def _choose(self) -> None:
        preset = self.box.currentData()
        if preset is not None:
            self.preset_chosen.emit(preset.over(self._rules))

    def show_rules(self, rules: Rules) -> None:
        """Show which preset these rules are, if any."""
        self._rules = rules
        found = next((at for at, preset in enumerate(PRESETS) if preset.over(rules) == rules), -1)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(found + 1)
        self.sentence.setText(PRESETS[found].sentence if found >= 0 else self.tr("Choose a preset to start from."))
