"""How much each part of the ranking counts: always in sight, changed by one step or by typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from wolds.clustering.partners import Weights
from wolds.clustering.partners.weights import PARTS
from wolds.widgets.dialogs.parts import DecimalBox, WheelGuard, button, describe, label
from wolds.widgets.theme import mark

_MOST: Final = 100.0
_NARROW: Final = 62  # pixels: "12.25" and the arrows


class WeightsForm(QWidget):
    """A box for each part of the ranking. `changed` comes with every valid change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, DecimalBox] = {}
        self._guard = WheelGuard(self)
        self.usual = button(self.tr("As &usual"), self.reset, kind="small")
        describe(self.usual, self.tr("Weights as usual"), self.tr("Go back to the usual weights"))
        self.fault = label(self.tr("Give at least one of them a weight, or nothing can be ranked."), "warning")
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, (part, name) in enumerate(self._names().items()):
            box = self._box(part, name)
            title = QLabel(name)
            title.setBuddy(box)
            mark(title, "muted")
            grid.addWidget(title, 0, place)
            grid.addWidget(box, 1, place)
        grid.addWidget(self.usual, 1, len(PARTS))
        grid.addWidget(self.fault, 2, 0, 1, len(PARTS) + 1)
        self.show_weights(Weights())

    def _names(self) -> dict[str, str]:
        return {
            "travel": self.tr("Near"),
            "relation": self.tr("Linked"),
            "roll": self.tr("Size"),
            "ages": self.tr("Ages"),
            "character": self.tr("Character"),
            "type": self.tr("Type"),
        }

    def _box(self, part: str, name: str) -> DecimalBox:
        box = self.boxes[part] = DecimalBox()
        box.setRange(0.0, _MOST)
        box.setDecimals(2)
        box.setKeyboardTracking(False)
        box.setMinimumWidth(_NARROW)
        self._guard.guard(box)
        why = self.tr("How much it counts {what}; 0 leaves it out").format(what=PARTS[part])
        describe(box, self.tr("Weight: {part}").format(part=name), why)
        box.valueChanged.connect(lambda: self._tell())
        return box

    def _tell(self) -> None:
        given = self.weights is not None
        self.fault.setVisible(not given)
        if given:
            self.changed.emit()

    @property
    def weights(self) -> Weights | None:
        """The weights, None while all of them are 0."""
        values = {part: box.value() for part, box in self.boxes.items()}
        return Weights.model_validate(values) if any(values.values()) else None

    def show_weights(self, weights: Weights) -> None:
        """Show weights without telling of a change."""
        for part, box in self.boxes.items():
            box.blockSignals(True)
            box.setValue(weights.of(part))
            box.blockSignals(False)
        self.fault.hide()

    def reset(self) -> None:
        """Back to the usual weights."""
        if self.weights != Weights():
            self.show_weights(Weights())
            self.changed.emit()
