"""A delegate for rows that are read: a heading, a sentence that wraps, and a quiet line below."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from wolds.widgets.common.chips import CHIP_SIZE

Index = QModelIndex | QPersistentModelIndex

FOOT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 41
"""The quiet line below the sentence."""
SENTENCE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 42
"""The sentence; where there is none, a row is a heading."""

PICTURE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 44
"""An icon that is drawn as a small picture at the right of a row."""

PICTURE_SIZE: Final = QSize(96, 32)
_ABOVE: Final = 5
_SIDE: Final = 6
_GAP: Final = 8
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SentenceDelegate(QStyledItemDelegate):
    """Draws `DisplayRole` as heading (in the font of `FontRole`), then `SENTENCE_ROLE`, then `FOOT_ROLE`; a chip at the left,
    a picture (`PICTURE_ROLE`) at the right.

    In a list with uniform rows a sentence has two lines at most; the tooltip has all of it.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the width there is."""
        width = _row_width(option, index)
        room = _text_width(width, index)
        height = sum(_height(text, font, room) for text, font in self._lines(option, index))
        least = PICTURE_SIZE if isinstance(index.data(PICTURE_ROLE), QIcon) else CHIP_SIZE
        return QSize(max(60, width), max(height, least.height()) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        frame = QStyleOptionViewItem(option)
        self.initStyleOption(frame, index)
        widget = frame.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, frame, painter, widget)
        painter.save()
        painter.setClipRect(option.rect)
        box = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, 0)
        box = self._paint_chip(painter, box, index)
        box = self._paint_picture(painter, box, option, index)
        self._paint_lines(painter, box, option, index)
        painter.restore()

    def _paint_chip(self, painter: QPainter, box: QRect, index: Index) -> QRect:
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(icon, QIcon):
            return box
        icon.paint(painter, QRect(box.topLeft(), CHIP_SIZE).translated(0, 1))
        return box.adjusted(CHIP_SIZE.width() + _GAP, 0, 0, 0)

    def _paint_picture(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: Index) -> QRect:
        picture = index.data(PICTURE_ROLE)
        if not isinstance(picture, QIcon):
            return box
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        place = QRect(box.right() - PICTURE_SIZE.width(), box.top(), PICTURE_SIZE.width(), PICTURE_SIZE.height())
        picture.paint(painter, place, mode=QIcon.Mode.Selected if selected else QIcon.Mode.Normal)
        return box.adjusted(0, 0, -PICTURE_SIZE.width() - _GAP, 0)

    def _paint_lines(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        lines = self._lines(option, index)
        for place, (text, font) in enumerate(lines):
            is_foot = place == len(lines) - 1 and text == index.data(FOOT_ROLE)
            quiet = QPalette.ColorRole.PlaceholderText if is_foot else QPalette.ColorRole.Text
            role = QPalette.ColorRole.HighlightedText if selected else quiet
            painter.setPen(option.palette.color(role))
            painter.setFont(font)
            height = _height(text, font, box.width())
            painter.drawText(QRect(box.left(), box.top(), box.width(), height), _WRAP, text)
            box = box.adjusted(0, height, 0, 0)

    def _lines(self, option: QStyleOptionViewItem, index: Index) -> list[tuple[str, QFont]]:
        plain = QFont(option.font)
        own = index.data(Qt.ItemDataRole.FontRole)
        found = [
            (index.data(Qt.ItemDataRole.DisplayRole), own if isinstance(own, QFont) else plain),
            (_short(index.data(SENTENCE_ROLE), option, index), _sentence_font(index, plain)),
            (index.data(FOOT_ROLE), plain),
        ]
        return [(str(text), font) for text, font in found if text]


STRUCK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 43
"""Whether the sentence is struck out: it no longer warns."""


def _sentence_font(index: Index, plain: QFont) -> QFont:
    font = QFont(plain)
    font.setStrikeOut(bool(index.data(STRUCK_ROLE)))
    return font


def _short(sentence: str | None, option: QStyleOptionViewItem, index: Index) -> str:
    """The sentence, in a list with uniform rows cut to two lines."""
    view = option.widget
    if not sentence or not isinstance(view, QListView) or not view.uniformItemSizes():
        return sentence or ""
    room = _text_width(_row_width(option, index), index)
    return QFontMetrics(option.font).elidedText(sentence, Qt.TextElideMode.ElideRight, room * 2 - 40)


def _row_width(option: QStyleOptionViewItem, index: Index) -> int:
    view = option.widget
    if isinstance(view, QTreeView):
        depth = 2 if index.parent().isValid() else 1
        return view.columnWidth(0) - view.indentation() * (depth if view.rootIsDecorated() else depth - 1)
    return view.viewport().width() if isinstance(view, QListView) else option.rect.width()


def _text_width(width: int, index: Index) -> int:
    chip = CHIP_SIZE.width() + _GAP if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon) else 0
    picture = PICTURE_SIZE.width() + _GAP if isinstance(index.data(PICTURE_ROLE), QIcon) else 0
    return max(40, width - 2 * _SIDE - chip - picture)


def _height(text: str, font: QFont, width: int) -> int:
    return _height_of(text, font.key(), width)


@lru_cache(maxsize=8192)
def _height_of(text: str, font_key: str, width: int) -> int:
    font = QFont()
    font.fromString(font_key)
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAP, text).height()
