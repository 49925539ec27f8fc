"""The names of pages side by side, going on in the next line where the width ends: none is ever scrolled out of sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.theme import mark

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _PageButton(QToolButton):
    step_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:  # Qt's own steps end where a line ends
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)


class PageBar(QWidget):
    """One button a page; the arrow keys go from one to the next. `chosen` carries the place of a page."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idToggled.connect(lambda place, on: self.chosen.emit(place) if on else None)
        self._flow = FlowLayout(self, spacing=0)
        self._titles: list[str] = []
        self.setAccessibleName(name)

    def add(self, title: str) -> None:
        """Add a page at the end; the first one is chosen."""
        made, place = _PageButton(), len(self.buttons)
        made.setCheckable(True)
        mark(made, "page")
        self._titles.append(title)
        made.step_wanted.connect(lambda step: self._go(place + step))
        self._group.addButton(made, place)
        self.buttons.append(made)
        self._flow.addWidget(made)
        self.count(place, 0)
        made.setChecked(place == 0)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.buttons):
            self.choose(place)
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def count(self, place: int, number: int) -> None:
        """Say how many records stand on a page; none is not said."""
        words = f"{self._titles[place]} ({number})" if number else self._titles[place]
        if self.buttons[place].text() != words:
            self.buttons[place].setText(words)
            self.buttons[place].setAccessibleName(words)

    def choose(self, place: int) -> None:
        """Choose a page."""
        self.buttons[place].setChecked(True)
