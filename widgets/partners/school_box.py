"""A line that a school's name can be typed into carelessly; the finder behind it is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from wolds.geo.places import Match
from wolds.widgets.dialogs.parts import describe

_ROWS: Final = 10
_WIDE: Final = 460  # pixels: a name, its place and postcode


class SchoolBox(QLineEdit):
    """Offers the schools that a text may mean; `chosen` carries the URN, `missed` a text that nothing is called."""

    chosen = Signal(int)
    missed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find: Callable[[str], Sequence[Match]] = lambda _: ()
        self._matches: dict[str, int] = {}
        self._list = QStringListModel(self)
        self.setPlaceholderText(self.tr("Type the name of your school, its village or its URN"))
        self.setClearButtonEnabled(True)
        describe(self, self.tr("My school"))
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_ROWS)
        popup = completer.popup()
        assert popup is not None
        popup.setMinimumWidth(_WIDE)
        self.chosen.connect(popup.hide)  # where the list has no keyboard of its own, Enter in the line leaves it standing
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self.textEdited.connect(self._suggest)
        self.returnPressed.connect(self._take_first)

    def set_finder(self, find: Callable[[str], Sequence[Match]]) -> None:
        """Search with this."""
        self._find = find

    def show_school(self, name: str) -> None:
        """Show the school that was chosen."""
        self.setText(name)
        self.setCursorPosition(0)  # the beginning of a long name says more than its end

    def _suggest(self, text: str) -> None:
        self._matches = {match.label: match.urn for match in self._find(text)}
        self._list.setStringList(list(self._matches))

    def _take(self, label: str) -> None:
        urn = self._matches.get(label)
        if urn is not None:
            self.chosen.emit(urn)

    def _take_first(self) -> None:
        if self.text() in self._matches:
            return  # the list has taken it already
        self._suggest(self.text())
        if self._matches:
            self.chosen.emit(next(iter(self._matches.values())))
        else:
            self.missed.emit(self.text())
