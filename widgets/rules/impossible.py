"""What the rules make impossible, with a button for each way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from wolds.widgets.dialogs.parts import button, card, clear, column, describe, label, row, tab_in_after

if TYPE_CHECKING:
    from wolds.clustering.impossible import Impossible

_MOST_IN_SIGHT = 2  # more would push the rules themselves out of sight


class ImpossiblePanel(QWidget):
    """A card for each impossible combination: its sentence, "Show on map", and its remedies. Hidden when there is none.

    `edit_requested` carries the edit of the remedy chosen, `zoom_requested` the URNs concerned.
    """

    edit_requested = Signal(object)
    zoom_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Impossible, ...] = ()
        self._all = False
        self.heading = label("", "strong")
        self.cards = QVBoxLayout()
        self.cards.setSpacing(6)
        self.more = button("", self._show_all, kind="small")
        column(self, self.heading).addLayout(self.cards)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.more)
        describe(self, self.tr("Impossible combinations"))
        self.hide()

    def show_items(self, items: Sequence[Impossible]) -> None:
        """Show these, in their order."""
        self._items, self._all = tuple(items), False
        self._fill()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        clear(self.cards)
        shown = self._items if self._all else self._items[:_MOST_IN_SIGHT]
        made: list[QPushButton] = []
        for item in shown:
            frame = self._card(item)
            self.cards.addWidget(frame)
            made += frame.findChildren(QPushButton)
        tab_in_after(self.heading, made)
        count = len(self._items)
        self.heading.setText(self.tr("These rules make {n} combinations impossible").format(n=count))
        if count == 1:
            self.heading.setText(self.tr("These rules make one combination impossible"))
        self.more.setText(self.tr("Show all {n}").format(n=count))
        self.more.setVisible(len(shown) < count)
        self.setVisible(bool(count))

    def _card(self, item: Impossible) -> QFrame:
        frame, layout = card("warning")
        layout.addWidget(label(item.sentence))
        buttons = row()
        if item.urns:
            buttons.addWidget(self._show_button(frozenset(item.urns)))
        layout.addLayout(buttons)
        for remedy in item.remedies:
            remedying = button(remedy.text, partial(self.edit_requested.emit, remedy.edit), kind="small")
            layout.addWidget(remedying, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        return frame

    def _show_button(self, urns: frozenset[int]) -> QWidget:
        made = button(self.tr("Show on map"), lambda: self.zoom_requested.emit(urns), icon_name="map", kind="small")
        made.setAccessibleDescription(self.tr("Bring these schools into sight"))
        return made
