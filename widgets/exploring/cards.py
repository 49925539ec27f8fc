"""Cards one below the other, each reached with Tab or the arrow keys, with buttons for what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import button, clear, describe, label
from wolds.widgets.exploring.parts import Heading, Part, Parts
from wolds.widgets.theme import mark

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Card(QFrame):
    """One part of an answer. Enter shows it on the map."""

    show_wanted = Signal(object)  # frozenset[int] of URNs
    deed_wanted = Signal(object)
    left_by_arrow = Signal(int)  # -1 up, 1 down
    entered = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        mark(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(part.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        for line in part.lines:
            column.addWidget(label(line.text, line.kind))
        self.map_button, self.deed_button = self._map_button(), self._deed_button()
        buttons = [one for one in (self.map_button, self.deed_button) if one is not None]
        if buttons:
            flow = FlowLayout(spacing=6)
            for one in buttons:
                flow.addWidget(one)
            column.addLayout(flow)

    def _map_button(self) -> QPushButton | None:
        if not self.part.urns:
            return None
        made = button(self.tr("Show on the map"), self._show, icon_name="go-to", kind="small")
        made.setAccessibleName(self.tr("Show on the map: {what}").format(what=self.part.lines[0].text))
        self.setAccessibleDescription(self.tr("Enter shows it on the map."))
        return made

    def _deed_button(self) -> QPushButton | None:
        if self.part.deed is None:
            return None
        part = self.part
        made = button(part.deed_words, lambda: self.deed_wanted.emit(part.deed), icon_name=part.deed_icon, kind="small")
        describe(made, "", part.deed_tip)
        made.setAccessibleName(f"{part.deed_words}: {part.lines[0].text}")  # names of schools may hold an ampersand
        return made

    def _show(self) -> None:
        if self.part.urns:
            self.show_wanted.emit(frozenset(self.part.urns))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows it on the map, the arrows go to its neighbours."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._show()
        elif key in _ARROWS:
            self.left_by_arrow.emit(_ARROWS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into sight."""
        super().focusInEvent(event)
        self.entered.emit()


class CardColumn(QScrollArea):
    """Headings and cards, as wide as there is room and as high as they need."""

    show_wanted = Signal(object)  # frozenset[int] of URNs
    deed_wanted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._inner = QWidget()
        self.cards: list[Card] = []
        mark(self, "plain")
        mark(self._inner, "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(10, 2, 10, 10)
        self._column.setSpacing(8)
        self.setWidget(self._inner)

    def show_parts(self, parts: Parts) -> None:
        """Show another answer, from its top."""
        clear(self._column)
        self.cards = []
        for part in parts:
            for widget in self._heading(part) if isinstance(part, Heading) else [self._card(part)]:
                self._column.addWidget(widget)
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _heading(self, heading: Heading) -> Iterable[QWidget]:
        made = label(heading.text, "strong")
        made.setContentsMargins(0, 6, 0, 0)
        return [made, label(heading.sentence, "muted")] if heading.sentence else [made]

    def _card(self, part: Part) -> Card:
        card = Card(part)
        place = len(self.cards)
        card.show_wanted.connect(self.show_wanted)
        card.deed_wanted.connect(self.deed_wanted)
        card.left_by_arrow.connect(lambda step: self._go(place + step))
        card.entered.connect(lambda: self.ensureWidgetVisible(card, 0, 8))
        self.cards.append(card)
        return card

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def allow_deeds(self, allowed: bool) -> None:
        """Whether what the cards offer still fits the plan."""
        for card in self.cards:
            if card.deed_button is not None:
                card.deed_button.setEnabled(allowed)
