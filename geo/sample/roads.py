"""The roads of the sample county: between neighbouring settlements, round the water, over one bridge and one ferry.

They are invented, as the villages are: which settlements are joined, how roads wander, and where the river runs above King's
Lynn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from wolds.geo.sample import ground
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft
from wolds.geo.sample.ground import Point, crosses, km_between
from wolds.geo.sample.settlements import TOWN_PEOPLE, Settlement

RIVER: Final[tuple[Point, ...]] = (
    (561.0, 319.9), (560.6, 316.5), (559.9, 312.0), (559.6, 307.5), (559.9, 303.0), (560.3, 298.0), (560.8, 293.0),
    (561.2, 284.0),
)  # fmt: skip
"""The Great Ouse above its outfall as the sample has it, in km: nothing crosses it but the bridge and the ferry."""
BRIDGE: Final[tuple[Point, ...]] = ((561.7, 319.8), (561.4, 318.6), (560.2, 318.5), (559.2, 320.2))
"""The bridge at King's Lynn: from the town over the river to Clenchwarton."""
FERRY: Final[tuple[Point, ...]] = ((560.6, 304.2), (559.1, 304.2))
"""The ferry below Downham Market: from landing to landing."""

_WATER: Final = (ground.COAST, ground.WASH_AND_WELLAND, ground.WASH_AND_OUSE, RIVER)
_LONGEST_KM: Final = 30.0
_HALVINGS: Final = 3
_SWAY: Final = 0.16
_LARGE: Final = 2_000
_RING_KM: Final = 0.25
_RING: Final = ((1.0, 0.0), (0.5, 0.87), (-0.5, 0.87), (-1.0, 0.0), (-0.5, -0.87), (0.5, -0.87))
_SHORT_OF_KM: Final = 0.02


@dataclass(frozen=True)
class Road:
    """A road in km of the grid, with its tags as OpenStreetMap has them."""

    line: tuple[Point, ...]
    tags: tuple[tuple[str, str], ...]


def roads_of(seed: int, places: Sequence[Settlement], schools: Iterable[Draft]) -> list[Road]:
    """All roads, the same for the same seed."""
    dice = Dice(seed)
    found = [_road(dice, a, b) for a, b in _joined(places)]
    found.append(Road(BRIDGE, (("highway", "primary"), ("bridge", "yes"))))
    found += _ferry(dice, places)
    found += [road for place in places if place.is_town for road in _one_way_round(place.at)]
    found += [_lane_to(dice, draft, places) for draft in schools if draft.at_m is not None]
    return found


def _road(dice: Dice, a: Settlement, b: Settlement) -> Road:
    line = _wandering(dice, a.at, b.at)
    return Road(line, (("highway", _class_between(a, b)),))


def _class_between(a: Settlement, b: Settlement) -> str:
    smaller, larger = sorted((a.people, b.people))
    if smaller >= TOWN_PEOPLE:
        return "primary"
    if smaller >= _LARGE:
        return "secondary"
    return "tertiary" if larger >= _LARGE else "unclassified"


def _joined(places: Sequence[Settlement]) -> list[tuple[Settlement, Settlement]]:
    """Neighbours: no third settlement lies within the circle that two span, and no water between them. Parts that this leaves
    apart are joined by the shortest dry road, where there is one."""
    near = [(a, b) for a, b in combinations(places, 2) if 0 < km_between(a.at, b.at) <= _LONGEST_KM]
    joined = [(a, b) for a, b in near if _is_dry(a.at, b.at) and not _between(a, b, places)]
    part = {place.at: number for number, place in enumerate(places)}
    for a, b in joined:
        _unite(part, a.at, b.at)
    for a, b in sorted(near, key=lambda pair: km_between(pair[0].at, pair[1].at)):
        if part[a.at] != part[b.at] and _is_dry(a.at, b.at):
            joined.append((a, b))
            _unite(part, a.at, b.at)
    return joined


def _unite(part: dict[Point, int], a: Point, b: Point) -> None:
    one, other = part[a], part[b]
    if one != other:
        part.update({at: one for at, number in part.items() if number == other})


def _between(a: Settlement, b: Settlement, places: Sequence[Settlement]) -> bool:
    middle, radius = ((a.at[0] + b.at[0]) / 2, (a.at[1] + b.at[1]) / 2), km_between(a.at, b.at) / 2
    return any(km_between(middle, other.at) < radius - 1e-9 for other in places if other.at not in (a.at, b.at))


def _is_dry(a: Point, b: Point) -> bool:
    return not any(crosses(a, b, water) for water in _WATER)


def _wandering(dice: Dice, a: Point, b: Point) -> tuple[Point, ...]:
    """A road that strays from the straight line; straight where it would stray into the water."""
    line = [a, b]
    for _ in range(_HALVINGS):
        middles = [_swayed(dice, p, q) for p, q in pairwise(line)]
        line = [point for pair in zip(line, middles, strict=False) for point in pair] + [b]
    return tuple(line) if all(_is_dry(p, q) for p, q in pairwise(line)) else (a, b)


def _swayed(dice: Dice, a: Point, b: Point) -> Point:
    sway = _SWAY * dice.between(-1.0, 1.0)
    return (a[0] + b[0]) / 2 - sway * (b[1] - a[1]), (a[1] + b[1]) / 2 + sway * (b[0] - a[0])


def _ferry(dice: Dice, places: Sequence[Settlement]) -> Iterator[Road]:
    """The ferry, and a road from each landing to the nearest settlement on its side."""
    yield Road(FERRY, (("route", "ferry"), ("motor_vehicle", "yes")))
    for landing in FERRY:
        dry = [place for place in places if _is_dry(landing, place.at)]
        nearest = min(dry, key=lambda place: km_between(landing, place.at))
        yield Road(_wandering(dice, landing, nearest.at), (("highway", "unclassified"),))


def _one_way_round(middle: Point) -> Iterator[Road]:
    """A one-way street round the middle of a town, with two streets that lead to it."""
    ring = [(middle[0] + _RING_KM * x, middle[1] + _RING_KM * y) for x, y in _RING]
    yield Road((*ring, ring[0]), (("highway", "residential"), ("oneway", "yes"), ("maxspeed", "20 mph")))
    for at in (ring[0], ring[3]):
        yield Road((middle, at), (("highway", "residential"), ("maxspeed", "30 mph")))


def _lane_to(dice: Dice, draft: Draft, places: Sequence[Settlement]) -> Road:
    """The street from the middle of a school's settlement, or of the nearest on its side of the water, to just short of it."""
    assert draft.at_m is not None
    end = (draft.at_m[0] / 1000, draft.at_m[1] / 1000)
    start = draft.place.at
    if not _is_dry(start, end):
        start = min((place.at for place in places if _is_dry(place.at, end)), key=lambda at: km_between(at, end))
    far = km_between(start, end)
    share = max(0.0, 1.0 - _SHORT_OF_KM / far) if far else 0.0
    gate = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    bend = _swayed(dice, start, gate)
    line = (start, bend, gate) if _is_dry(start, bend) and _is_dry(bend, gate) else (start, gate)
    return Road(line, (("highway", "residential"), ("maxspeed", "30 mph")))
