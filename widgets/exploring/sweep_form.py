"""What to vary, from where to where: a line of fields with the button that starts it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from wolds.clustering.exploring.sweeping import UNITS, What
from wolds.clustering.rules import Rules
from wolds.clustering.travel import in_minutes
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import DecimalBox, button, describe, label
from wolds.widgets.exploring.scale import figures_between
from wolds.widgets.exploring.sweep_words import what_words

MOST_FIGURES: Final = 60
_Range = tuple[float, float, float]

_AT_FIRST: Final[dict[What, Callable[[Rules], _Range]]] = {
    "cap_km": lambda rules: _around(rules.cap_km or 12, 4, 1, 1),
    "cap_minutes": lambda rules: _around(rules.cap_minutes or 20, 6, 2, 1),
    "size_min": lambda rules: (2, max(3, rules.size_max or 6), 1),
    "size_max": lambda rules: (max(rules.size_min, 2), (rules.size_max or 6) + 3, 1),
    "roll_min": lambda rules: _around(rules.roll_min or 150, 100, 25, 0),
    "roll_max": lambda rules: _around(rules.roll_max or 800, 300, 100, max(1, rules.roll_min or 1)),
    "fall": lambda _: (0, 20, 5),
}
_MOST: Final[dict[What, float]] = {"cap_km": 200, "cap_minutes": 600, "size_min": 50, "size_max": 50, "fall": 99}
_MOST_ROLL: Final = 20_000
_LEAST: Final[dict[What, float]] = {"size_min": 1, "size_max": 1, "roll_max": 1}


def _around(now: float, room: float, step: float, least: float) -> _Range:
    """A range round a figure, which it meets, and not below the least."""
    steps = int(min(room, now - least) / step)
    return now - steps * step, now + room, step


class SweepForm(QWidget):
    """`run_requested` carries what is varied and the figures to try."""

    run_requested = Signal(str, object)  # What, tuple of figures

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = Rules()
        self.what = QComboBox()
        self.start, self.stop, self.step = DecimalBox(), DecimalBox(), DecimalBox()
        self.count = label("", "muted", wrap=False)
        self.run_button = button(self.tr("&Run"), self.run, icon_name="propose", kind="primary")
        flow = FlowLayout(self, spacing=6)
        words = (self.tr("&Vary"), self.tr("&from"), self.tr("&to"), self.tr("&in steps of"))
        for text, field in zip(words, (self.what, self.start, self.stop, self.step), strict=True):
            flow.addWidget(self._labelled(text, field))
        self.count.setMinimumHeight(self.run_button.sizeHint().height())
        for widget in (self.run_button, self.count):
            flow.addWidget(widget)
        self._fill()
        self._connect()
        self.show_rules(self._rules)

    def _labelled(self, text: str, field: QWidget) -> QWidget:
        named = QLabel(text)
        named.setBuddy(field)
        describe(field, text)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 6, 0)
        line.setSpacing(5)
        line.addWidget(named)
        line.addWidget(field)
        return holder

    def _fill(self) -> None:
        for what, words in what_words().items():
            self.what.addItem(words, what)

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(lambda: self._suggest())
        for box in (self.start, self.stop, self.step):
            box.valueChanged.connect(lambda: self._tell())
            box.lineEdit().returnPressed.connect(self.run)
        self.run_button.setAutoDefault(False)  # else Enter anywhere in the window would start anew

    # What is shown -----------------------------------------------------------------------------------------------

    def show_rules(self, rules: Rules) -> None:
        """Suggest a range round the figure in force, of the travel limit first."""
        self._rules = rules
        self.what.setCurrentIndex(self.what.findData("cap_minutes" if in_minutes(rules) else "cap_km"))
        self._suggest()

    @property
    def chosen(self) -> What:
        """What is varied."""
        what: What = self.what.currentData()
        return what

    @property
    def figures(self) -> tuple[float, ...] | None:
        """The figures to try; None where they are none or too many."""
        return figures_between(self.start.value(), self.stop.value(), self.step.value(), MOST_FIGURES)

    def _suggest(self) -> None:
        what = self.chosen
        whole, unit = not what.startswith("cap_"), UNITS[what]
        for box, value in zip((self.start, self.stop, self.step), _AT_FIRST[what](self._rules), strict=True):
            box.setDecimals(0 if whole else 2)
            least = _LEAST.get(what, 0) if box is not self.step else (1 if whole else 0.01)
            box.setRange(least, _MOST.get(what, _MOST_ROLL))
            box.setSuffix(f" {unit}")
            box.setValue(value)
        self._tell()

    def _tell(self) -> None:
        figures = self.figures
        self.run_button.setEnabled(figures is not None)
        if figures is None:
            self.count.setText(self.tr("Give a range of 1 to {most} figures.").format(most=MOST_FIGURES))
        else:
            words = self.tr("1 plan to work out") if len(figures) == 1 else self.tr("{n} plans to work out")
            self.count.setText(words.format(n=len(figures)))

    def run(self) -> None:
        """Ask for the sweep that the fields describe."""
        for box in (self.start, self.stop, self.step):
            box.interpretText()
        if (figures := self.figures) is not None:
            self.run_requested.emit(self.chosen, figures)
