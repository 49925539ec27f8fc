"""A delegate that draws small marks (lock, lead school, note) behind the text of a cell, and keeps chips to their size."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex

MARKS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 40
"""A tuple of icon names (see `wolds.widgets.icons.GLYPHS`) to draw behind the text."""
_SIDE: Final = 14
_GAP: Final = 3
_NUMBER_ROOM: Final = 6
_ROW_ROOM: Final = 6


def mark_words(name: str) -> str:
    """What a mark says to a screen reader and in a tooltip."""
    return _words()[name]


@cache
def _words() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        "lock": tr("Marks", "Locked"),
        "star": tr("Marks", "Lead school"),
        "warning": tr("Marks", "Has warnings"),
        "note": tr("Marks", "Has a note"),
    }


class MarksDelegate(QStyledItemDelegate):
    """Draws what `MARKS_ROLE` names at the right end of a cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, then its marks. The cell is asked once for what it shows: a table has hundreds in sight."""
        names: tuple[str, ...] = index.data(MARKS_ROLE) or ()
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        room = len(names) * (_SIDE + _GAP) + _GAP if names else _edge_room(cell)
        style, widget = _style_of(option), _widget_of(option)
        if room:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, cell, painter, widget)
            cell.rect = option.rect.adjusted(0, 0, -room, 0)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        if names:
            self._paint_marks(painter, option, names, room)

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, names: tuple[str, ...], room: int) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
        left = option.rect.right() - room + _GAP
        for name in names:
            box = QRect(left, option.rect.center().y() - _SIDE // 2 + 1, _SIDE, _SIDE)
            icon(name, QPalette.ColorRole.Text).paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
            left += _SIDE + _GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as text and marks together, rows not too close."""
        size = super().sizeHint(option, index)
        names = index.data(MARKS_ROLE) or ()
        height = max(size.height(), option.fontMetrics.height() + _ROW_ROOM)
        return QSize(size.width() + len(names) * (_SIDE + _GAP), height)


def _edge_room(cell: QStyleOptionViewItem) -> int:
    """Room at the right of a number, so that it does not run into the text of the next column."""
    return _NUMBER_ROOM if cell.displayAlignment & Qt.AlignmentFlag.AlignRight else 0


def _widget_of(option: QStyleOptionViewItem) -> QWidget | None:
    widget = option.widget
    return widget if isinstance(widget, QWidget) else None


def _style_of(option: QStyleOptionViewItem) -> QStyle:
    widget = _widget_of(option)
    return widget.style() if widget is not None else QApplication.style()
