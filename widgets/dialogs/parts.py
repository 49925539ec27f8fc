"""Small parts that forms, pages and dialogs are put together from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from wolds.widgets.icons import icon
from wolds.widgets.theme import mark


def label(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows its text as it is: names of schools are never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        mark(made, kind)
    return made


def button(text: str, pressed: Callable[[], object] | None = None, *, icon_name: str = "", kind: str = "") -> QPushButton:
    """A push button; `kind` "primary" is the one that matters, "small" goes into lists."""
    made = QPushButton(text)
    if icon_name:
        role = QPalette.ColorRole.HighlightedText if kind == "primary" else QPalette.ColorRole.ButtonText
        made.setIcon(icon(icon_name, role))
        made.setIconSize(QSize(16, 16))
    if kind:
        mark(made, kind)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def card(kind: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A framed box and its layout."""
    frame = QFrame()
    mark(frame, kind)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 10, 12, 10)
    layout.setSpacing(6)
    return frame, layout


def line() -> QFrame:
    """A thin line between parts."""
    frame = QFrame()
    mark(frame, "line")
    return frame


def row(*widgets: QWidget | None, spacing: int = 6) -> QHBoxLayout:
    """Widgets side by side; None is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, widgets, spacing)
    return layout


def column(parent: QWidget, *widgets: QWidget | None, margin: int = 0, spacing: int = 6) -> QVBoxLayout:
    """Widgets one below the other in a parent; None is a stretch."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    _fill(layout, widgets, spacing)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, widgets: tuple[QWidget | None, ...], spacing: int) -> None:
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def tab_in_after(place: QWidget, made: Sequence[QWidget]) -> None:
    """Let the Tab key meet widgets that were just made where they stand, after `place`, and not at the end of the window."""
    before: QWidget | None = place
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
        if before is place:
            return
    last = before or place
    for widget in made:
        QWidget.setTabOrder(last, widget)
        last = widget


def describe(widget: QWidget, name: str, description: str = "") -> None:
    """Give a widget the name and description that a screen reader says, and the description as its tooltip."""
    widget.setAccessibleName(name.replace("&", ""))
    if description:
        widget.setAccessibleDescription(description)
        widget.setToolTip(f"<qt>{_escaped(description)}</qt>")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class DecimalBox(QDoubleSpinBox):
    """A box of decimals without idle noughts."""

    def textFromValue(self, value: float) -> str:
        """12, not 12.00."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class WheelGuard(QObject):
    """Keeps the wheel for scrolling: a box or slider turns with it only while it has the focus."""

    def guard(self, widget: QWidget) -> None:
        """Guard one more widget."""
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on to what lies around an unfocused box."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
