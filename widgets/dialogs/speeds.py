"""The speed that is driven on each class of road, as a table that a person changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QDoubleSpinBox, QGridLayout, QLabel, QWidget

from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, FASTEST_KM_PER_HOUR, SLOWEST_KM_PER_HOUR, RoadClass, Speeds
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import DecimalBox, button, describe, label

_KM_PER_MILE: Final = 1.609344
_NAMES: Final[Mapping[RoadClass, str]] = {
    RoadClass.MOTORWAY: "&Motorway",
    RoadClass.TRUNK: "&Trunk road",
    RoadClass.PRIMARY: "&A road",
    RoadClass.SECONDARY: "&B road",
    RoadClass.TERTIARY: "&Classified minor road",
    RoadClass.UNCLASSIFIED: "Country &lane",
    RoadClass.RESIDENTIAL: "&Street",
    RoadClass.SERVICE: "Ser&vice road",
    RoadClass.FERRY: "&Ferry",
}


class SpeedsDialog(PlainDialog):
    """Shows speeds in km/h, with what they are in miles an hour. `given` carries the `Speeds` as they are to be.

    `outcome` says in a sentence what a change will do to the plan that is open.
    """

    given = Signal(object)

    def __init__(self, speeds: Speeds, outcome: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Speeds by class of road"))
        self.setMinimumWidth(520)
        self.body.addWidget(
            label(
                self.tr(
                    "Minutes by road are worked out at these speeds. They are assumptions for a day on rural roads, below the"
                    " limits to allow for bends, villages and junctions. Where the road file gives a lower limit, that holds."
                )
            )
        )
        self.boxes: dict[RoadClass, QDoubleSpinBox] = {}
        self._miles: dict[RoadClass, QLabel] = {}
        self.body.addLayout(self._table(speeds))
        self.outcome = label(outcome, "muted")
        self.outcome.setVisible(bool(outcome))
        self.body.addWidget(self.outcome)
        self.add_accept(self.tr("Use these speeds"))
        self.add_reject()
        self.reset = button(self.tr("&Reset to defaults"), self._reset)
        self.reset.setAutoDefault(False)
        self.buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        self._show_changes()
        self.boxes[RoadClass.MOTORWAY].selectAll()

    def _table(self, speeds: Speeds) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        headings = (self.tr("Class of road"), self.tr("Speed"), self.tr("Miles an hour"), self.tr("Default"))
        for column, heading in enumerate(headings):
            grid.addWidget(label(heading, "muted", wrap=False), 0, column)
        for line, kind in enumerate(RoadClass, 1):
            for column, widget in enumerate(self._row(kind, speeds.km_per_hour[kind])):
                grid.addWidget(widget, line, column)
        return grid

    def _row(self, kind: RoadClass, speed: float) -> tuple[QWidget, ...]:
        text = QCoreApplication.translate("SpeedsDialog", _NAMES[kind])
        named, box = QLabel(text), DecimalBox(decimals=1, minimum=SLOWEST_KM_PER_HOUR, maximum=FASTEST_KM_PER_HOUR)
        box.setSuffix(self.tr(" km/h"))
        box.setValue(speed)
        default = self.tr("{speed:g} km/h").format(speed=DEFAULT_KM_PER_HOUR[kind])
        describe(box, text, self.tr("The default is {speed}").format(speed=default))
        named.setBuddy(box)
        box.valueChanged.connect(self._show_changes)
        self.boxes[kind] = box
        self._miles[kind] = label("", wrap=False)
        self._miles[kind].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return named, box, self._miles[kind], label(default, "muted", wrap=False)

    def _show_changes(self) -> None:
        """The other unit, and whether there is anything to reset."""
        for kind, box in self.boxes.items():
            self._miles[kind].setText(self.tr("{speed:.0f} mph").format(speed=box.value() / _KM_PER_MILE))
        self.reset.setEnabled(any(map(self._is_changed, self.boxes)))

    def _is_changed(self, kind: RoadClass) -> bool:
        return self.boxes[kind].value() != DEFAULT_KM_PER_HOUR[kind]

    def _reset(self) -> None:
        for kind, box in self.boxes.items():
            box.setValue(DEFAULT_KM_PER_HOUR[kind])

    def accept(self) -> None:
        """Give the speeds, and close."""
        speeds = Speeds.with_changes({kind: box.value() for kind, box in self.boxes.items()})
        super().accept()
        self.given.emit(speeds)
