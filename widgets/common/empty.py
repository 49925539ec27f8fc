"""What a list says while it has nothing to show, instead of an empty white box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from wolds.widgets.icons import icon
from wolds.widgets.theme import mark


class EmptyState(QWidget):
    """An icon, a heading and a sentence in the middle."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a screen reader reads it where there is no list to read
        self._picture = self._line("")
        self._picture.setPixmap(
            icon(icon_name, QPalette.ColorRole.PlaceholderText).pixmap(QSize(40, 40), self.devicePixelRatio())
        )
        self._heading = self._line("strong")
        self._sentence = self._line("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for line in (self._picture, self._heading, self._sentence):
            layout.addWidget(line)
        layout.addStretch(3)

    def _draw(self) -> None:
        picture = icon(self._icon_name, QPalette.ColorRole.PlaceholderText)
        self._picture.setPixmap(picture.pixmap(QSize(40, 40), self.devicePixelRatio()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_picture"):
            self._draw()

    def _line(self, kind: str) -> QLabel:
        made = QLabel(self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        made.setWordWrap(True)
        if kind:
            mark(made, kind)
        return made

    def say(self, heading: str, sentence: str = "") -> None:
        """Say this."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{heading} {sentence}".strip())

    @property
    def heading(self) -> str:
        """What the heading says."""
        return self._heading.text()


class OrEmpty(QStackedWidget):
    """A widget, or an empty state in its place."""

    def __init__(self, content: QWidget, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = EmptyState(icon_name)
        self.addWidget(content)
        self.addWidget(self.empty)

    def show_content(self) -> None:
        """Show the widget itself."""
        self.setCurrentIndex(0)

    def show_empty(self, heading: str, sentence: str = "") -> None:
        """Show the empty state in its place."""
        self.empty.say(heading, sentence)
        self.setCurrentIndex(1)

    @property
    def is_empty(self) -> bool:
        """Whether the empty state is shown."""
        return self.currentIndex() == 1
