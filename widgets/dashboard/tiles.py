"""A figure that matters as a card to press: a number, what it counts, and where it helps its share of the whole as a bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from wolds.widgets.dialogs.parts import describe, label
from wolds.widgets.theme import colours_of, mark


class Tile(QPushButton):
    """The card. `share` is how much of the whole the figure is, 0 to 1, None for no bar."""

    def __init__(self, pressed: Callable[[], object], tip: str) -> None:
        super().__init__()
        describe(self, tip)
        self.figure, self.words = label("", "heading", wrap=False), label("", "muted", wrap=False)
        self.share: float | None = None
        self._tip = tip
        mark(self, "big")
        self.setCheckable(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 9)
        layout.setSpacing(0)
        for part in (self.figure, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.clicked.connect(lambda: pressed())

    def sizeHint(self) -> QSize:
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(120, 60)

    def minimumSizeHint(self) -> QSize:
        """Its words are read whole."""
        return self.sizeHint()

    def say(self, figure: str, words: str, *, bad: bool = False, share: float | None = None) -> None:
        """Show a figure; a bad one stands out."""
        self.share = share
        self.figure.setText(figure)
        self.words.setText(words)
        _repaint_as(self.figure, "heading-warning" if bad else "heading")
        describe(self, f"{figure} {words}", self._tip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and its bar at the foot."""
        super().paintEvent(event)
        if self.share is None:
            return
        theme = colours_of(self.palette())
        track = QRectF(12, self.height() - 8, self.width() - 24, 3)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, share in ((theme.border, 1.0), (theme.good, self.share)):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, track.height()), 1.5, 1.5)


def _repaint_as(shown: QLabel, kind: str) -> None:
    if shown.property("kind") != kind:
        mark(shown, kind)
        shown.style().polish(shown)
