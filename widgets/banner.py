"""A strip above the map that says one thing in plain words and offers what can be done about it, without stopping anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from wolds.widgets.dialogs.parts import tab_in_after

Choice = tuple[str, Callable[[], None]]


class MessageBanner(QFrame):
    """Hidden until `show_message`; hides itself when a choice is taken or it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 6, 6)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says."""
        return self._text.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The choices on offer."""
        return tuple(self._buttons)

    def show_message(self, text: str, choices: Sequence[Choice] = (), *, tone: str = "information") -> None:
        """Say `text`; each choice is a button's text and what it does. `tone`: "information" or "warning"."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()  # until it is deleted it would lie over the words
            button.deleteLater()
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._buttons = [self._button(*choice) for choice in choices]
        for position, button in enumerate(self._buttons):
            self._row.insertWidget(1 + position, button)
        tab_in_after(self._text, self._buttons)
        self.show()

    def _button(self, text: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)  # Enter takes it too, not the space bar alone

        def take() -> None:
            self.hide()
            action()

        button.clicked.connect(take)
        return button
