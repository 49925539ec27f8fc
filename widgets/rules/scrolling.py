"""A form in a scroll area, as wide as its dock and as high as it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from wolds.widgets.theme import mark


def scrolled(outer: QWidget, inner: QWidget) -> QScrollArea:
    """Fill `outer` with `inner` in a scroll area; Tab brings each field into sight."""
    scroll = QScrollArea()
    mark(scroll, "plain")
    mark(inner, "plain")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    layout = QVBoxLayout(outer)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scroll)
    return scroll
