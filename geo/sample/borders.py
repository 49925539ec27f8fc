"""The borders of the two counties as a map shows them: the coast as it is, the invented part wandering as borders do."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from wolds.geo.sample import ground
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.ground import Point, km_between

_HALVINGS: Final = 4
_SWAY: Final = 0.09
"""How far a border strays sideways, as a share of the stretch that is halved."""
_MOST_SWAY_KM: Final = 0.35
"""Less than the distance that schools keep from a border, all halvings together."""


def wandering(ring: tuple[Point, ...]) -> list[Point]:
    """A closed ring whose sides wander, but for those on the coast. Two counties get the same line where they meet."""
    coast = set(pairwise(ground.COAST))
    found: list[Point] = []
    for a, b in pairwise((*ring, ring[0])):
        found += [a] if (a, b) in coast else _wander(a, b)[:-1]
    return [*found, found[0]]


def _wander(a: Point, b: Point) -> list[Point]:
    """The same points whichever end comes first."""
    first, last = min(a, b), max(a, b)
    dice = Dice(round(sum(first) * 10) * 100_003 + round(sum(last) * 10))
    line = [first, last]
    for _ in range(_HALVINGS):
        middles = [_swayed(dice, p, q) for p, q in pairwise(line)]
        line = [point for pair in zip(line, middles, strict=False) for point in pair] + [last]
    return line if first == a else line[::-1]


def _swayed(dice: Dice, a: Point, b: Point) -> Point:
    length = km_between(a, b)
    sway = min(_MOST_SWAY_KM, _SWAY * length) * dice.between(-1, 1) / length
    return (a[0] + b[0]) / 2 - sway * (b[1] - a[1]), (a[1] + b[1]) / 2 + sway * (b[0] - a[0])
