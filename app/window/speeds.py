"""How fast is driven on each class of road: asked for, kept in the settings, in force in a plan that travels by road."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from wolds.app.window.desk import Desk
from wolds.geo.roads.classes import Speeds, speeds_from_words
from wolds.widgets.dialogs import SpeedsDialog


class RoadReader(Protocol):
    """Who works travel by road out anew."""

    def read_roads_again(self) -> bool:
        """Travel on the roads in force anew. False where their file is not known."""

    def ask_roads(self) -> None:
        """Which file of roads to travel on."""


class SpeedsController(QObject):
    """Shows the speeds of the plan where it travels by road, else those of the settings, and takes them over."""

    def __init__(self, desk: Desk, roads: RoadReader) -> None:
        super().__init__(desk.window)
        self._desk, self._roads = desk, roads
        desk.actions["travel_speeds"].triggered.connect(lambda _=False: self.ask())

    def ask(self) -> None:
        """Show the speeds to be changed."""
        outcome = (
            self.tr("The travel of this plan is worked out anew, as one step that can be taken back.")
            if self._by_road
            else self.tr("They are in force from the next time that roads are taken.")
        )
        dialog = SpeedsDialog(self.in_force, outcome, self._desk.window)
        dialog.given.connect(self.take)
        dialog.open()

    @property
    def in_force(self) -> Speeds:
        """The speeds that the plan travels at, else those of the settings."""
        supplied = self._desk.document.schools.supplied
        if supplied is None or not self._by_road:
            return self._desk.settings().speeds
        try:
            return speeds_from_words(supplied.source.speeds)
        except ValueError:  # a plan file may say anything
            return self._desk.settings().speeds

    def take(self, speeds: Speeds) -> None:
        """Keep the speeds, and travel by them where the plan travels by road."""
        changed = speeds.km_per_hour != self.in_force.km_per_hour
        words = speeds.changed_in_words
        self._desk.use_settings(self._desk.settings().model_copy(update={"road_speeds": words}))
        if not (changed and self._by_road):
            self._desk.feedback.say(self.tr("Speeds by class of road: {words}").format(words=words or self.tr("the defaults")))
        elif not self._roads.read_roads_again():
            text = self.tr("The plan still travels at its earlier speeds: it came without its road file. Give the roads again.")
            self._desk.feedback.ask(text, (self.tr("Choose the roads…"), self._roads.ask_roads), tone="warning")

    @property
    def _by_road(self) -> bool:
        supplied = self._desk.document.schools.supplied
        return supplied is not None and supplied.source.provider == "roads"
