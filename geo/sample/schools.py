"""The schools of each settlement: how many, of what kind, type and character, and how many pupils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from wolds.geo.sample import names
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft, Faith, Kind, Type
from wolds.geo.sample.ground import FRINGE, HOME
from wolds.geo.sample.naming import Namer
from wolds.geo.sample.settlements import FRINGE_LA, HOME_LA, Settlement, is_inside

_PEOPLE_PER_SCHOOL: Final = 3_300
_PAIRED_VILLAGES: Final = ("Ruskington", "Heacham")
_FIRST_SCHOOL_EAST_KM: Final = 573.0  # the neighbour's east keeps first and middle schools
_LEAST_PUPILS: Final = 17
_MOST_PUPILS: Final = 640
_INFANT_AGES: Final = {(4, 7): 3, (3, 7): 2, (5, 7): 1}
_PRIMARY_AGES: Final = {(4, 11): 64, (3, 11): 17, (5, 11): 9, (2, 11): 4}
_SITE_KM: Final = 0.35
_TO_SHORE_KM: Final = 0.25

_CHURCH_TYPES: Final = {Type.CONTROLLED: 54, Type.AIDED: 17, Type.CONVERTER: 24, Type.SPONSORED: 5}
_CATHOLIC_TYPES: Final = {Type.AIDED: 1, Type.CONVERTER: 1}
_COMMUNITY_TYPES: Final = {Type.COMMUNITY: 54, Type.CONVERTER: 28, Type.SPONSORED: 11, Type.FOUNDATION: 5, Type.FREE: 2}
_PAIR_TYPES: Final = {Type.COMMUNITY: 4, Type.FOUNDATION: 1, Type.CONVERTER: 2}


def open_schools(dice: Dice, settlements: list[Settlement]) -> list[Draft]:
    """Every open school of the primary phase, and the fringe's middle schools, place by place."""
    maker = _Maker(dice)
    catholic_towns = {place.name for place in sorted(settlements, key=lambda place: -place.people)[:6]}
    found: list[Draft] = []
    for place in settlements:
        found.extend(maker.schools_of(place, place.name in catholic_towns))
    return found


class _Maker:
    def __init__(self, dice: Dice) -> None:
        self._dice, self._namer = dice, Namer(dice)

    def schools_of(self, place: Settlement, has_catholic: bool) -> Iterator[Draft]:
        """The schools of one settlement."""
        count = max(2, round(place.people / _PEOPLE_PER_SCHOOL)) if place.is_town else 1
        if place.name in _PAIRED_VILLAGES or (place.is_town and count >= 4 and place.la == HOME_LA):
            yield from self._pair(place)
            count -= 2 if place.is_town else 1
        if has_catholic:
            yield self._primary(place, Faith.CATHOLIC)
            count -= 1
        for _ in range(count):
            yield self._primary(place, self._faith(place))
        if place.name in ("Mundford", "Methwold"):
            yield self._middle(place, Kind.MIDDLE_SECONDARY if place.name == "Mundford" else Kind.MIDDLE_PRIMARY)

    def _faith(self, place: Settlement) -> Faith:
        church = 0.26 if place.is_town else 0.38
        if self._dice.chance(church):
            return Faith.CHURCH_OF_ENGLAND
        return Faith.NONE if self._dice.chance(0.06) else Faith.NOT_APPLICABLE

    def _primary(self, place: Settlement, faith: Faith) -> Draft:
        is_first = place.la == FRINGE_LA and place.at[0] > _FIRST_SCHOOL_EAST_KM
        types: Mapping[Type, float] = _CHURCH_TYPES if faith == Faith.CHURCH_OF_ENGLAND else _COMMUNITY_TYPES
        type = self._dice.weighted(_CATHOLIC_TYPES if faith == Faith.CATHOLIC else types)
        kind = Kind.FIRST if is_first else Kind.PRIMARY
        ages = (4, 9) if is_first else self._dice.weighted(_PRIMARY_AGES)
        return self._school(place, kind, faith, type, ages, self._roll(place))

    def _pair(self, place: Settlement) -> Iterator[Draft]:
        """An infant and a junior school that share a name, a character and nearly a site."""
        common, type = self._namer.pair(), self._dice.weighted(_PAIR_TYPES)
        pupils = self._dice.skewed(190 if place.is_town else 140, 0.2, 90, 270)
        ages = self._dice.weighted(_INFANT_AGES)
        infant = self._school(place, Kind.INFANT, Faith.NOT_APPLICABLE, type, ages, pupils)
        juniors = round(pupils * self._dice.between(1.15, 1.4))
        junior = self._school(place, Kind.JUNIOR, Faith.NOT_APPLICABLE, type, (7, 11), juniors)
        assert infant.at_m is not None
        east, north = infant.at_m
        shared = (east, north) if place.name == _PAIRED_VILLAGES[0] else (east + self._dice.whole(60, 180), north - 90)
        yield replace(infant, name=f"{common} Infant School")
        yield replace(junior, name=f"{common} Junior School", at_m=shared, street=infant.street)

    def _middle(self, place: Settlement, kind: Kind) -> Draft:
        ages = (9, 13) if kind == Kind.MIDDLE_SECONDARY else (8, 12)
        return self._school(place, kind, Faith.NOT_APPLICABLE, Type.CONVERTER, ages, self._dice.whole(260, 420))

    def _school(self, place: Settlement, kind: Kind, faith: Faith, type: Type, ages: tuple[int, int], roll: int) -> Draft:
        dice = self._dice
        return Draft(
            name="" if kind in (Kind.INFANT, Kind.JUNIOR) else self._namer.name(place, kind, faith, type),
            place=place,
            at_m=site(dice, place),
            kind=kind,
            faith=faith,
            type=type,
            ages=ages,
            roll=roll,
            capacity=_capacity(dice, roll),
            urban_rural=_urban_rural(dice, place, roll),
            diocese=_diocese(place, faith),
            street=dice.pick(names.STREETS),
            postcode=_postcode(dice, place),
            meals_percent=round(max(1.5, dice.bell(22.0 if place.is_town else 15.0, 8.0)), 1),
            opened=_opened(dice, type),
        )

    def _roll(self, place: Settlement) -> int:
        """Pupils: tiny in the invented villages, larger with the place, largest in towns."""
        if place.invented:
            return self._dice.skewed(84, 0.5, _LEAST_PUPILS, 230)
        steps = ((700, 98, 0.42), (1_300, 148, 0.32), (2_200, 212, 0.28), (4_000, 272, 0.25), (6_000, 315, 0.25))
        median, spread = next(((m, s) for people, m, s in steps if place.people < people), (338, 0.3))
        return self._dice.skewed(median, spread, 40, _MOST_PUPILS)


def site(dice: Dice, place: Settlement) -> tuple[int, int]:
    """Easting and northing in metres, on land: near the middle of a village, anywhere in a town (larger towns are wider)."""
    reach = 0.45 * (place.people / 1_000) ** 0.5 if place.is_town else _SITE_KM
    while True:
        east, north = (coordinate + dice.bell(0, reach / 1.6) for coordinate in place.at)
        if is_inside((east, north), FRINGE if place.la == FRINGE_LA else HOME, _TO_SHORE_KM):
            return round(east * 1000), round(north * 1000)


def _capacity(dice: Dice, roll: int) -> int:
    """A round number a little above the roll, seldom below it."""
    return max(20, 5 * round(roll / dice.between(0.72, 1.04) / 5))


def _urban_rural(dice: Dice, place: Settlement, roll: int) -> str:
    if place.people >= 10_000:
        return "(England/Wales) Urban city and town"
    words = "Rural town and fringe" if place.people >= 1_700 else "Rural village"
    if place.invented and roll < 70 and dice.chance(0.45):
        words = "Rural hamlet and isolated dwellings"
    sparse = " in a sparse setting" if place.at[1] > 358 and dice.chance(0.5) else ""
    return f"(England/Wales) {words}{sparse}"


def _diocese(place: Settlement, faith: Faith) -> str:
    if faith == Faith.CATHOLIC:
        return names.CATHOLIC_DIOCESE
    if faith == Faith.CHURCH_OF_ENGLAND:
        return names.EASTERN_DIOCESE if place.is_eastern or place.la == FRINGE_LA else names.WESTERN_DIOCESE
    return "Not applicable"


def _postcode(dice: Dice, place: Settlement) -> str:
    """A code in an area "FN" that the post does not have; the district goes by the post town."""
    district = sum(place.town.encode()) % 40 + 1
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"FN{district} {dice.whole(0, 9)}{dice.pick(letters)}{dice.pick(letters)}"


def _opened(dice: Dice, type: Type) -> str:
    """Old schools have no date, as in the register; academies opened on the first of a month."""
    if not type.is_academy:
        return "" if dice.chance(0.85) else f"01-09-{dice.whole(1958, 2009)}"
    return f"01-{dice.pick(('09', '09', '04', '02', '11'))}-{dice.whole(2011, 2023)}"
