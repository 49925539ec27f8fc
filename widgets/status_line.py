"""A status bar that shortens what is said to the room beside its figures."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizeGrip, QStatusBar, QStyle, QStyleOption, QWidget

from wolds.widgets.common.tips import plain_tip

_GAP = 10  # pixels before the first figure
_EDGE = 6


class StatusLine(QStatusBar):
    """Messages end with an ellipsis where figures begin: else the two read as one sentence. The tooltip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messageChanged.connect(lambda text: self.setToolTip(plain_tip(text)))

    @property
    def room(self) -> QRect:
        """Where a message may stand."""
        parts = (part for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly))
        starts = [part.x() for part in parts if part.isVisible() and not isinstance(part, QSizeGrip)]
        return self.rect().adjusted(_EDGE, 0, min([self.width(), *starts]) - _GAP - self.width(), 0)

    def shown(self) -> str:
        """The message as it is drawn."""
        return self.fontMetrics().elidedText(self.currentMessage(), Qt.TextElideMode.ElideRight, self.room.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the message as far as there is room."""
        with QPainter(self) as painter:
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown())
