"""Who already belongs together: federations, trusts, and collaborations that somebody wrote down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from wolds.geo.sample import ground, names
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft, Faith, Kind
from wolds.geo.sample.ground import Point, km_between
from wolds.geo.sample.settlements import FRINGE_LA, HOME_LA

_PLAIN_FEDERATIONS: Final = 9
_REACH_KM: Final = 9.0
_ACROSS_KM: Final = (4.0, 12.3)
_COLLABORATIONS: Final = 9
_SECULAR_TRUSTS: Final = tuple(trust for trust in names.TRUSTS if "Dioces" not in trust and "Catholic" not in trust)
_WESTERN_TRUST, _EASTERN_TRUST = (trust for trust in names.TRUSTS if "Dioces" in trust)
(_CATHOLIC_TRUST,) = (trust for trust in names.TRUSTS if "Catholic" in trust)

Test = Callable[[Draft, Draft], bool]


def federate(dice: Dice, drafts: Sequence[Draft]) -> list[Draft]:
    """The same schools, some of them in federations of two or three.

    Most are neighbours. One lies on both shores of the water, so that no rule can keep it together; one reaches into the
    next county, one holds a school too large to be called small, one is an infant and its junior school.
    """
    groups = _Groups(dice, drafts)
    groups.add(is_small, is_small, _across_water, 2)
    groups.add(is_small, lambda d: d.place.la == FRINGE_LA and d.is_small and d.kind == Kind.PRIMARY, _near, 2)
    groups.add(is_small, lambda d: d.place.la == HOME_LA and d.phase == "Primary" and not d.is_small, _near, 2)
    groups.add(lambda d: d.kind == Kind.INFANT, lambda d: d.kind == Kind.JUNIOR, _same_place, 2)
    for _ in range(_PLAIN_FEDERATIONS):
        groups.add(is_small, is_small, _near, 3 if dice.chance(0.3) else 2)
    return groups.named()


def is_small(draft: Draft) -> bool:
    """Whether it is a small primary school of the county itself."""
    return draft.place.la == HOME_LA and draft.is_small and draft.kind == Kind.PRIMARY


def km_of(draft: Draft) -> Point:
    """Where a school stands, in km of the grid."""
    assert draft.at_m is not None
    return draft.at_m[0] / 1000, draft.at_m[1] / 1000


def _near(a: Draft, b: Draft) -> bool:
    return a.place != b.place and km_between(km_of(a), km_of(b)) <= _REACH_KM and not _across(a, b)


def _across(a: Draft, b: Draft) -> bool:
    return any(ground.crosses(km_of(a), km_of(b), line) for line in (ground.WASH_AND_WELLAND, ground.WASH_AND_OUSE))


def _across_water(a: Draft, b: Draft) -> bool:
    crossed = ground.crosses(km_of(a), km_of(b), ground.WASH_AND_WELLAND)
    return crossed and _ACROSS_KM[0] <= km_between(km_of(a), km_of(b)) <= _ACROSS_KM[1]


def _same_place(a: Draft, b: Draft) -> bool:
    return a.place == b.place and a.name.split(" Infant")[0] == b.name.split(" Junior")[0]


class _Groups:
    """Finds schools for federations, each school for one at most."""

    def __init__(self, dice: Dice, drafts: Sequence[Draft]) -> None:
        self._dice, self._drafts = dice, list(drafts)
        self._order = dice.shuffled(range(len(drafts)))
        self._birds = dice.shuffled(names.FEDERATIONS)
        self._found: list[list[int]] = []

    def add(self, first: Callable[[Draft], bool], others: Callable[[Draft], bool], fit: Test, size: int) -> None:
        """A federation of a `first` school and its nearest `others` that fit to it; none where nothing fits."""
        taken = {row for group in self._found for row in group}
        free = [row for row in self._order if row not in taken and not self._drafts[row].type.is_academy]
        for row in free:
            head = self._drafts[row]
            if first(head):
                near = [r for r in free if r != row and others(self._drafts[r]) and fit(head, self._drafts[r])]
                near.sort(key=lambda r: km_between(km_of(head), km_of(self._drafts[r])))
                if near:
                    self._found.append([row, *near[: size - 1]])
                    return

    def named(self) -> list[Draft]:
        """All schools, the federated ones with the name of their federation."""
        drafts = list(self._drafts)
        for group in self._found:
            name = self._name([drafts[row] for row in group])
            for row in group:
                drafts[row] = replace(drafts[row], federation=name)
        return drafts

    def _name(self, members: list[Draft]) -> str:
        if all(member.place.invented for member in members) and len(members) == 2 and self._dice.chance(0.5):
            return "The {} and {} Federation".format(*sorted(member.place.name for member in members))
        return f"The {self._birds.pop()} Federation"


def entrust(dice: Dice, drafts: Sequence[Draft]) -> list[Draft]:
    """The same schools, the academies with their trusts: those of a diocese, else a trust seated not far away."""
    seats = {trust: dice.pick(drafts) for trust in _SECULAR_TRUSTS}
    return [replace(draft, trust=_trust(dice, draft, seats)) if draft.type.is_academy else draft for draft in drafts]


def _trust(dice: Dice, draft: Draft, seats: dict[str, Draft]) -> str:
    if draft.faith == Faith.CATHOLIC:
        return _CATHOLIC_TRUST
    if draft.faith == Faith.CHURCH_OF_ENGLAND and dice.chance(0.7):
        return _EASTERN_TRUST if draft.diocese == names.EASTERN_DIOCESE else _WESTERN_TRUST
    by_distance = sorted(seats, key=lambda trust: km_between(km_of(draft), km_of(seats[trust])))
    return by_distance[dice.weighted({0: 6, 1: 3, 2: 1})]


def collaborations(dice: Dice, drafts: Sequence[Draft]) -> list[tuple[int, int, str]]:
    """Pairs of rows that work together without being one federation, with what they do together."""
    order = [row for row in dice.shuffled(range(len(drafts))) if is_small(drafts[row]) and drafts[row].at_m]
    pairs: list[tuple[int, int, str]] = []
    used: set[int] = set()
    for row in order:
        near = [r for r in order if r not in used | {row} and _near(drafts[row], drafts[r]) and _apart(drafts[row], drafts[r])]
        if row not in used and near and len(pairs) < _COLLABORATIONS:
            partner = min(near, key=lambda r: km_between(km_of(drafts[row]), km_of(drafts[r])))
            used |= {row, partner}
            pairs.append((min(row, partner), max(row, partner), dice.pick(names.JOINT_WORK)))
    return sorted(pairs)


def _apart(a: Draft, b: Draft) -> bool:
    return not a.federation or a.federation != b.federation
