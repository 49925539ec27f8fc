"""Going to a place on the map: an easting and northing, a grid reference, or a school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wolds.widgets.dialogs.choosing import ChooseDialog, Row
from wolds.widgets.icons import icon


@dataclass(frozen=True)
class Place:
    """A place in EPSG:27700 metres; `urn` where it is a school."""

    name: str
    easting: float
    northing: float
    detail: str = ""
    urn: int | None = None


Finder = Callable[[str], Sequence[Place]]
"""Finds places for a text, the best first; few enough to look through."""


class GoToDialog(ChooseDialog):
    """Type a place, see what was found, Enter to go there. `place_chosen` carries a `Place`."""

    place_chosen = Signal(object)

    def __init__(self, find: Finder, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.setWindowTitle(self.tr("Go to"))
        self._find = find
        self.line.setPlaceholderText(self.tr("School, town, URN, 512345 345678, or TF 123 456"))
        self.line.setAccessibleName(self.tr("Place to go to"))
        self.list.setAccessibleName(self.tr("Places found"))
        self.go = self.add_accept(self.tr("Go"))
        self.add_reject()
        self.search("")
        self.line.setFocus()

    def search(self, text: str) -> None:
        """Show what is found for a text."""
        places = self._find(text.strip()) if text.strip() else ()
        self.show_rows([Row(place, place.name, icon=icon("school" if place.urn else "go-to")) for place in places])
        if not places:
            nothing = self.tr("Nothing like that is known.")
            self.words.setText(nothing if text.strip() else self.tr("Type a school, or where it lies."))
        self.go.setEnabled(bool(places))

    def words_about(self, row: Row) -> str:
        """Where the place lies."""
        place: Place = row.value
        where = self.tr("Easting {e}, northing {n}").format(e=f"{place.easting:.0f}", n=f"{place.northing:.0f}")
        return f"{place.detail}. {where}" if place.detail else where

    def accept(self) -> None:
        """Say which place, and close."""
        row = self.current()
        if row is not None:
            super().accept()
            self.place_chosen.emit(row.value)
