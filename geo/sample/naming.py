"""What the schools of the sample county are called."""

from __future__ import annotations

from wolds.geo.sample import names
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Faith, Kind, Type
from wolds.geo.sample.settlements import Settlement


class Namer:
    """Hands out names, each once. Schools of invented villages bear the village's name, others an invented one."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._features = dice.shuffled(names.NEW_TOWN_FEATURES)
        self._taken: set[str] = set()

    def name(self, place: Settlement, kind: Kind, faith: Faith, type: Type) -> str:
        """A name that no other school has."""
        while True:
            name = self._any_name(place, kind, faith, type)
            if name not in self._taken:
                self._taken.add(name)
                return name

    def pair(self) -> str:
        """What an infant and a junior school have in common."""
        return self._features.pop()

    def _any_name(self, place: Settlement, kind: Kind, faith: Faith, type: Type) -> str:
        if kind not in (Kind.PRIMARY, Kind.FIRST):
            return f"{self._features.pop()} {kind}"
        school = _school(self._dice, kind, type)
        if faith == Faith.CATHOLIC:
            return f"{self._dice.pick(names.CATHOLIC_SAINTS)} Catholic {_catholic(school)}, {place.name}"
        if faith == Faith.CHURCH_OF_ENGLAND:
            return self._church(place, school, type)
        return f"{place.name if place.invented else self._features.pop()} {school}"

    def _church(self, place: Settlement, school: str, type: Type) -> str:
        words = self._dice.weighted({"Church of England": 6, "CofE": 3})
        if type in (Type.CONTROLLED, Type.AIDED) and self._dice.chance(0.25):
            words += " VC" if type == Type.CONTROLLED else " VA"
        saint = self._dice.pick(names.SAINTS)
        apostrophe = "\u2019" if self._dice.chance(0.4) else "'"  # curly ones are pasted in
        if not place.invented:
            return f"{self._features.pop()} {words} {school}"
        pattern = self._dice.weighted({"plain": 5, "article": 2, "saint": 3, "of": 2})
        if pattern == "saint":
            return f"{place.name} {saint} {words} {school}"
        if pattern == "of" and saint.startswith("St "):
            return f"{saint}{apostrophe}s {words} {school}, {place.name}"
        return f"The {place.name} {words} {school}" if pattern == "article" else f"{place.name} {words} {school}"


def _school(dice: Dice, kind: Kind, type: Type) -> str:
    if kind == Kind.FIRST:
        return "First School"
    if type.is_academy:
        return dice.weighted({"Primary Academy": 5, "Academy": 3, "Primary School": 4})
    if type == Type.COMMUNITY:
        return dice.weighted(
            {"Primary School": 6, "Community Primary School": 3, "Primary and Nursery School": 1, "School": 0.6}
        )
    return dice.weighted({"Primary School": 8, "Primary and Nursery School": 1, "School": 1})


def _catholic(school: str) -> str:
    return school if "Primary" in school else "Primary School"
