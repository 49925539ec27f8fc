"""Fields of the forms: each shows one value and says `committed` once a person has settled on another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QSlider, QSpinBox, QWidget

from wolds.widgets.dialogs.parts import DecimalBox, WheelGuard, column, describe, label, row

SETTLE_MS: Final = 400
"""How long a stepping or sliding value must rest before it counts: one step of the undo history, not thirty."""


class Field(QWidget):
    """One value of a form. `committed` says that a person has set it; `show_value` never does."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guard = WheelGuard(self)
        self._later = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._later.timeout.connect(self.committed)

    def value(self) -> Any:
        """The value as it stands."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value, without saying `committed`."""
        raise NotImplementedError

    def describe(self, name: str, description: str) -> None:
        """What a screen reader says of the field."""
        describe(self.main_widget(), name, description)

    def main_widget(self) -> QWidget:
        """The widget that takes the focus."""
        return self

    def settle(self) -> None:
        """Commit now what was waiting to rest, in this field and in those it is made of."""
        for part in self.findChildren(Field):
            part.settle()
        if self._later.isActive():
            self._later.stop()
            self.committed.emit()

    def forget(self) -> None:
        """Drop what was waiting to rest: another value is shown."""
        self._later.stop()


class NumberField(Field):
    """A number with its unit; with `optional` a tick stands before it, and no tick means None."""

    def __init__(
        self,
        low: float,
        high: float,
        unit: str = "",
        *,
        decimals: int = 0,
        step: float = 1,
        optional: bool = False,
        start: float = 0,
    ) -> None:
        super().__init__()
        self._whole = decimals == 0
        self.box = _spin_box(low, high, unit, decimals, step)
        self.tick: QCheckBox | None = QCheckBox() if optional else None
        self._set(start)
        self._guard.guard(self.box)
        self.setLayout(row(*((self.tick,) if self.tick else ()), self.box))
        self._tidy()
        self.box.valueChanged.connect(lambda: self._later.start())
        self.box.editingFinished.connect(self.settle)
        if self.tick:
            self.box.setEnabled(False)
            self.tick.toggled.connect(self._toggled)

    def _tidy(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.tick or self.box)

    def _toggled(self, on: bool) -> None:
        self.box.setEnabled(on)
        self._later.stop()
        self.committed.emit()

    def value(self) -> float | int | None:
        """The number, exactly as it was shown unless a person changed it; None where it is not ticked."""
        if self.tick and not self.tick.isChecked():
            return None
        with QSignalBlocker(self.box):
            self.box.interpretText()  # also what is still being typed
        if self.box.value() == self._box_shown:
            return self._exact
        return int(self.box.value()) if self._whole else round(float(self.box.value()), 6)

    def settle(self) -> None:
        """Commit now what was being typed or waiting to rest."""
        self.box.interpretText()
        super().settle()

    def show_value(self, value: float | int | None) -> None:
        """Show a number; None takes the tick away and leaves the number for when it comes back."""
        self.forget()
        if self.tick:
            with QSignalBlocker(self.tick):
                self.tick.setChecked(value is not None)
            self.box.setEnabled(value is not None)
        if value is not None:
            with QSignalBlocker(self.box):
                self._set(value)

    def _set(self, value: float) -> None:
        self._exact = value
        if isinstance(self.box, QSpinBox):
            self.box.setValue(int(value))
        else:
            self.box.setValue(value)
        self._box_shown = self.box.value()  # may be rounded: a value that nobody touched must not change

    def describe(self, name: str, description: str) -> None:
        """Name the number, and the tick that puts it in force."""
        describe(self.box, name, description)
        if self.tick:
            describe(self.tick, self.tr("Set: {name}").format(name=name), description)

    def main_widget(self) -> QWidget:
        """The tick where there is one, else the number."""
        return self.tick or self.box


def _spin_box(low: float, high: float, unit: str, decimals: int, step: float) -> QSpinBox | QDoubleSpinBox:
    if decimals == 0:
        box: QSpinBox | QDoubleSpinBox = QSpinBox(minimum=int(low), maximum=int(high), singleStep=int(step))
        box.setGroupSeparatorShown(True)
    else:
        box = DecimalBox(decimals=decimals, minimum=low, maximum=high, singleStep=step)
    box.setSuffix(f" {unit}" if unit else "")
    box.setKeyboardTracking(False)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setMinimumWidth(96)
    return box


class ChoiceField(Field):
    """One of a few values, each with a plain name."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self.box = QComboBox()
        for value, text in options:
            self.box.addItem(text, value)
        self._guard.guard(self.box)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        column(self, self.box)
        self.setFocusProxy(self.box)
        self.box.activated.connect(lambda: self.committed.emit())

    def value(self) -> Any:
        """The value chosen."""
        return self.box.currentData()

    def show_value(self, value: Any) -> None:
        """Choose a value; one that the field does not know leaves nothing chosen."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(value))

    def main_widget(self) -> QWidget:
        """The box."""
        return self.box


class SwitchField(Field):
    """Yes or no; the rule itself is the text of the tick."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tick = QCheckBox(text)
        column(self, self.tick)
        self.setFocusProxy(self.tick)
        self.tick.clicked.connect(lambda: self.committed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def show_value(self, value: bool) -> None:
        """Tick it, or take the tick away."""
        self.tick.setChecked(value)

    def main_widget(self) -> QWidget:
        """The tick."""
        return self.tick


class SliderField(Field):
    """A slider in steps of `step` from 0, with a word at each end and the value between them in words."""

    STEPS: Final = 60

    def __init__(self, step: float, low_words: str, high_words: str, *, steps: int = STEPS) -> None:
        super().__init__()
        self._step, self._exact = step, 0.0
        self.slider: QSlider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, steps)
        self.slider.setPageStep(4)
        self._guard.guard(self.slider)
        self.words: QLabel = label("", "strong", wrap=False)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ends = QWidget()
        ends.setLayout(row(label(low_words, "muted", wrap=False), None, label(high_words, "muted", wrap=False)))
        ends_layout = ends.layout()
        if ends_layout is not None:
            ends_layout.setContentsMargins(0, 0, 0, 0)
        column(self, self.words, self.slider, ends, spacing=0)  # three rows: side by side they are wider than the panel
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self.settle)

    def words_for(self, value: float) -> str:
        """The value in words; forms put their own in its place."""
        return f"{value:g}"

    def _moved(self, position: int) -> None:
        self._exact = round(position * self._step, 6)
        self.words.setText(self.words_for(self._exact))
        self._later.start()

    def value(self) -> float:
        """The value, exactly as it was shown unless the slider was moved since."""
        return self._exact

    def show_value(self, value: float) -> None:
        """Show a value, also one between two steps or past the end."""
        self.forget()
        self._exact = value
        with QSignalBlocker(self.slider):
            self.slider.setValue(min(round(value / self._step), self.slider.maximum()))
        self.words.setText(self.words_for(value))

    def main_widget(self) -> QWidget:
        """The slider."""
        return self.slider
