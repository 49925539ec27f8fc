"""Widgets that lie over the map: zoom buttons, the legend with its button, and the line that says what a tool wants."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.legend import legend_entries, legend_size, paint_legend
from wolds.widgets.map.ornaments import paint_panel
from wolds.widgets.map.style import LIGHT, MapStyle

_HINT_PAD: Final = 14
_BESIDE_LEGEND: Final = 12 + 78 + 12 + 12  # pixels: the folded legend and the margins


def button_sheet(style: MapStyle) -> str:
    """The look of buttons on the map."""
    return (
        f"QToolButton {{ background: {style.paper}; color: {style.ink}; border: 1px solid {style.coast};"
        " border-radius: 5px; font-size: 15px; }"
        f"QToolButton:hover {{ border-color: {style.accent}; color: {style.accent}; }}"
        f"QToolButton:focus {{ border: 2px solid {style.accent}; }}"
    )


class ZoomButtons(QWidget):
    """In, out, and the whole plan."""

    zoomed = Signal(float)  # factor
    fitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for text, name, slot in (
            ("+", self.tr("Zoom in"), lambda: self.zoomed.emit(1.6)),
            ("−", self.tr("Zoom out"), lambda: self.zoomed.emit(1 / 1.6)),
            ("⤢", self.tr("Show the whole plan"), self.fitted.emit),
        ):
            layout.addWidget(self._button(text, name, slot))
        self.adjustSize()

    def _button(self, text: str, name: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setFixedSize(30, 30)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button


class LegendPanel(QWidget):
    """The legend under a button that folds it away. `folded` says that it takes more room now, or less."""

    folded = Signal()

    def __init__(self, parent: QWidget, content: MapContent) -> None:
        super().__init__(parent)
        self._over = parent
        self._content, self._style, self._entries = content, LIGHT, legend_entries(content, frozenset())
        self._button = QToolButton(self)
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.setText(self.tr("Legend"))
        self._button.setFixedSize(78, 26)
        self._button.setAccessibleName(self.tr("Show or hide the legend"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.toggled.connect(self._fold)
        self._button.toggled.connect(lambda: self.folded.emit())

    @property
    def is_open(self) -> bool:
        """Whether the legend can be seen."""
        return self._button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or fold the legend."""
        self._button.setChecked(is_open)

    def explain(self, style: MapStyle, shown: frozenset[Layer]) -> None:
        """Show what this map needs explained."""
        self._style, self._entries = style, legend_entries(self._content, shown)
        self.setStyleSheet(button_sheet(style).replace("font-size: 15px", "font-size: 12px"))
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription("; ".join(entry.words for entry in self._entries if entry.sign))
        self._fold()

    def _fold(self) -> None:
        self.resize(self.sizeHint())
        self._button.move(self.width() - self._button.width(), 0)
        self.move(self._over.width() - self.width() - 12, 12)
        self.update()

    def sizeHint(self) -> QSize:
        """The button, and below it the legend when open."""
        if not self.is_open:
            return self._button.size()
        size = legend_size(self._entries)
        return QSize(round(size.width()), round(size.height()) + 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend."""
        if self.is_open:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_legend(painter, QPointF(0, 32), self._entries, self._style)


class HintLine(QFrame):
    """One sentence at the top of the map, for as long as a tool wants something."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_HINT_PAD, 7, _HINT_PAD, 7)
        layout.addWidget(self._label)
        self._style = LIGHT
        self.hide()

    def dress(self, style: MapStyle) -> None:
        """Take the colours of the map."""
        self._style = style
        self._label.setStyleSheet(f"color: {style.ink};")
        self.update()

    def tell(self, text: str) -> None:
        """Show a sentence; "" hides the line."""
        self._label.setText(text)
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """Stand in the middle of the top, in as many lines as it takes beside the button of the legend."""
        self.ensurePolished()
        words = self._label.fontMetrics().horizontalAdvance(self._label.text())
        width = min(words + 2 * _HINT_PAD + 2, max(160, self._over.width() - _BESIDE_LEGEND))
        self.resize(width, self.heightForWidth(width))
        self.move(max(12, min((self._over.width() - width) // 2, self._over.width() - _BESIDE_LEGEND + 12 - width)), 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The quiet card behind the sentence."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_panel(painter, self.rect().toRectF(), self._style)
