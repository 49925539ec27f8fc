"""Where people live in the sample county: real towns and larger villages, and invented villages in the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wolds.geo.sample import ground, names
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.ground import Point, km_between, km_to_line, within

HOME_LA, FRINGE_LA = "990", "991"
TOWN_PEOPLE: Final = 6_000
"""A place of so many people is a town with several schools."""
HOME_VILLAGES, FRINGE_VILLAGES = 119, 21
"""How many villages are invented in each county."""

_EAST_KM: Final = 562.0  # east of here villages bear names in the manner of Norfolk
_TO_EDGE_KM: Final = 0.9
_APART_KM: Final = 2.5
_FROM_TOWN_KM: Final = 3.2
_THROWS: Final = 20_000


@dataclass(frozen=True)
class Settlement:
    """A place with schools. `at` is its middle in km of the grid; `town` is the post town it belongs to."""

    name: str
    at: Point
    people: int
    la: str
    town: str
    invented: bool

    @property
    def is_town(self) -> bool:
        """Whether it is large enough for several schools."""
        return self.people >= TOWN_PEOPLE

    @property
    def is_eastern(self) -> bool:
        """Whether it lies on the Norfolk side."""
        return self.at[0] >= _EAST_KM


def settle(dice: Dice) -> list[Settlement]:
    """All settlements: the real places of both counties, then the invented villages."""
    towns = [(row[0], (row[1], row[2])) for row in (*ground.HOME_PLACES, *ground.FRINGE_PLACES) if row[3] >= TOWN_PEOPLE]
    real = [*_real(ground.HOME_PLACES, HOME_LA, towns), *_real(ground.FRINGE_PLACES, FRINGE_LA, towns)]
    western, eastern = dice.shuffled(names.WESTERN_VILLAGES), dice.shuffled(names.EASTERN_VILLAGES)
    found = list(real)
    for ring, la, count in ((ground.HOME, HOME_LA, HOME_VILLAGES), (ground.FRINGE, FRINGE_LA, FRINGE_VILLAGES)):
        for _ in range(count):
            at = _free_spot(dice, ring, found)
            name = (eastern if at[0] >= _EAST_KM else western).pop()
            found.append(Settlement(name, at, dice.skewed(420, 0.55, 120, 1_400), la, _nearest(at, towns), True))
    return found


def _real(rows: Sequence[tuple[str, float, float, int]], la: str, towns: list[tuple[str, Point]]) -> list[Settlement]:
    return [Settlement(name, (x, y), people, la, _nearest((x, y), towns), False) for name, x, y, people in rows]


def _nearest(at: Point, towns: list[tuple[str, Point]]) -> str:
    return min(towns, key=lambda town: km_between(at, town[1]))[0]


def _free_spot(dice: Dice, ring: tuple[Point, ...], taken: list[Settlement]) -> Point:
    """A spot on land, off the shore and the border, and well away from every other settlement."""
    low = tuple(min(point[axis] for point in ring) for axis in (0, 1))
    high = tuple(max(point[axis] for point in ring) for axis in (0, 1))
    for _ in range(_THROWS):
        at = (round(dice.between(low[0], high[0]), 2), round(dice.between(low[1], high[1]), 2))
        if is_inside(at, ring, _TO_EDGE_KM) and _is_dry(at) and _is_free(at, taken):
            return at
    raise RuntimeError("the sample county is full: no room for another village")


def is_inside(at: Point, ring: tuple[Point, ...], margin_km: float) -> bool:
    """Whether a spot lies in a ring and at least so far from its edge."""
    return within(at, ring) and km_to_line(at, (*ring, ring[0])) >= margin_km


def _is_dry(at: Point) -> bool:
    return min(km_to_line(at, line) for line in (ground.WASH_AND_WELLAND, ground.WASH_AND_OUSE)) >= _TO_EDGE_KM


def _is_free(at: Point, taken: list[Settlement]) -> bool:
    return all(km_between(at, other.at) >= (_FROM_TOWN_KM if other.is_town else _APART_KM) for other in taken)
