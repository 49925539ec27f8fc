"""The travel between schools and their combined roll in words that say what kind of number it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from wolds.clustering.edits.base import EditContext
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.travel import supplied_words, travel_of
from wolds.clustering.wording import parted_text, schools_text
from wolds.geo.travel import EffectiveTravel


@dataclass(frozen=True, eq=False)
class Ways:
    """The travel in force, by the rules of a plan; `supplied` names unit and provider, "" for the straight line.

    `by_hand` counts the pairs whose travel a person gave.
    """

    travel: EffectiveTravel
    supplied: str
    by_hand: int = 0

    @classmethod
    def of(cls, context: EditContext) -> Self:
        """The travel of a plan."""
        rules = context.plan.rules
        supplied = supplied_words(context.schools.supplied, rules)
        return cls(travel_of(context.schools, rules), supplied, len(rules.overrides))

    def words(self, one: int, other: int) -> str:
        """The way between two schools: "4 km (about 6 min)"; what nobody knows is said to be so."""
        return self._words(self.travel.km(one, other))

    def _words(self, km: float) -> str:
        if math.isnan(km):
            return "not known"
        return travel_words(km, self.supplied) if math.isfinite(km) else "none: a barrier lies between"

    @property
    def measure(self) -> str:
        """How the figures came about, in a sentence."""
        given = f"; {self.by_hand} {'pair' if self.by_hand == 1 else 'pairs'} as given by hand" if self.by_hand else ""
        if self.supplied:
            return f"Travel is in {self.supplied}{given}."
        how = "km in a straight line; minutes are an estimate from it (1.3 times as far, at 30 miles an hour)"
        return f"Travel is in {how}{given}."

    def longest_pair(self, urns: Sequence[int]) -> tuple[int, int] | None:
        """The two of some schools with the longest way between them; None where some way is not known.

        Two that a barrier keeps apart have no way between them: they are named only where no others have.
        """
        pairs = list(combinations(urns, 2))
        km = [self.travel.km(*pair) for pair in pairs]
        if not km or any(map(math.isnan, km)):
            return None
        return pairs[km.index(max([way for way in km if math.isfinite(way)], default=math.inf))]

    def longest_words(self, urns: Sequence[int]) -> str:
        """The longest way between two of some schools in words, and which pairs it leaves out."""
        pair = self.longest_pair(urns)
        return "not known" if pair is None else f"{self.words(*pair)}{self.left_out(urns)}"

    def left_out(self, urns: Sequence[int]) -> str:
        """What figures of these schools leave out: "; 1 pair kept apart by a barrier is not counted"; "" where nothing."""
        km = [self.travel.km(*pair) for pair in combinations(urns, 2)]
        parted = sum(map(math.isinf, km))
        return f"; {parted_text(parted)}" if 0 < parted < len(km) else ""

    def mean_words(self, urns: Sequence[int]) -> str:
        """The mean of all ways between some schools; "" where some way is not known, or there is none."""
        ways = [self.travel.km(*pair) for pair in combinations(urns, 2)]
        km = [way for way in ways if not math.isinf(way)]
        return self._words(math.fsum(km) / len(km)) if km and not any(map(math.isnan, km)) else ""


def pupils_words(members: Sequence[SchoolFacts]) -> str:
    """A combined roll: "171 pupils", unknown rolls counted and named as such."""
    known = [facts.roll for facts in members if facts.roll is not None]
    unknown = len(members) - len(known)
    if not known:
        return "an unknown number of pupils"
    more = f" and those of {schools_text(unknown)} of unknown roll" if unknown else ""
    return f"{sum(known):,} {'pupil' if sum(known) == 1 else 'pupils'}{more}"
