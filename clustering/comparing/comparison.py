"""Two to five plans side by side on one ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wolds.clustering.comparing.fates import Fate, Kind, fates_between
from wolds.clustering.comparing.honesty import few_words, marking_words, refuse_other_schools, unknown_words
from wolds.clustering.comparing.matching import Shares
from wolds.clustering.comparing.measures import Measure, measures_of
from wolds.clustering.comparing.movers import Shift, Way, shifts_between
from wolds.clustering.comparing.sides import (
    FEWEST_SIDES,
    MOST_SIDES,
    Ground,
    RegisterDifference,
    Scored,
    Side,
    register_difference,
    register_sentences,
    scored,
)
from wolds.clustering.edits.base import EditContext
from wolds.clustering.refreshing.former import FormerRegister
from wolds.clustering.travel import Measure as Travel
from wolds.clustering.travel import measure_of
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


@dataclass(frozen=True, eq=False)
class Pairing:
    """What differs from one plan to another: schools and clusters. The other way round everything is turned about."""

    before: Scored
    after: Scored
    shares: Shares
    shifts: tuple[Shift, ...]
    fates: tuple[Fate, ...]

    @cached_property
    def movers(self) -> tuple[Shift, ...]:
        """The schools that are elsewhere: without those that stayed where they were while partners came or went."""
        return tuple(shift for shift in self.shifts if shift.way != "stayed")

    def count(self, kind: Kind | Way) -> int:
        """How many fates or shifts there are of a kind."""
        return self._kinds[kind]

    @cached_property
    def _kinds(self) -> Counter[str]:
        kinds: Counter[str] = Counter(fate.kind for fate in self.fates)
        kinds.update(shift.way for shift in self.shifts)
        return kinds

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.shifts

    @cached_property
    def sentence(self) -> str:
        """The whole in plain words."""
        start = f"From {self.before.name} to {self.after.name}"
        if self.is_empty:
            return f"{start}: every school has the same partners."
        count = sum(shift.is_closed for shift in self.shifts)
        closed = f" ({count} of them closed)" if count else ""
        return (
            f"{start}. Schools: {self.count('moved')} moved, {self.count('joined')} joined, {self.count('left')} left{closed}, "
            f"{self.count('stayed')} stay and have other partners. Clusters: {self.count('kept')} kept, "
            f"{self.count('changed')} changed, {self.count('split')} split, {self.count('merged')} merged, "
            f"{self.count('new')} new, {self.count('gone')} gone."
        )


@dataclass(frozen=True, eq=False)
class Comparison:
    """Plans on one ground, their measures, and how their registers differ from the ground's."""

    ground: Ground
    plans: tuple[Scored, ...]
    measures: tuple[Measure, ...]
    registers: tuple[RegisterDifference, ...]

    def pairing(self, before: int, after: int) -> Pairing:
        """What differs from one plan to another, by their positions."""
        one, other = self.plans[before], self.plans[after]
        shares = Shares(one.plan, other.plan, self.ground.context.schools)
        return Pairing(one, other, shares, shifts_between(self.ground, one, other, shares), fates_between(shares))

    @property
    def names(self) -> tuple[str, ...]:
        """What the plans are called."""
        return tuple(plan.name for plan in self.plans)

    @cached_property
    def other_rules(self) -> tuple[str, ...]:
        """Plans that were made under other rules, or for other schools, than those that they are scored by here."""
        ground = self.ground.context.plan
        return tuple(
            one.name
            for one in self.plans
            if one.side.plan.rules != ground.rules or one.side.plan.eligibility != ground.eligibility
        )

    @cached_property
    def other_travel(self) -> tuple[str, ...]:
        """Plans whose files have other travel than the one that they are scored by here."""
        here = _digest(self.ground.context.schools)
        return tuple(one.name for one in self.plans if _digest(one.side.schools) != here)

    @property
    def travel(self) -> Travel:
        """What travel is measured in."""
        return measure_of(self.ground.context.schools.supplied, self.ground.context.plan.rules)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of the comparison: broken rules, other schools, rules or registers; plain sentences."""
        names = self.other_rules
        verb = "was" if len(names) == 1 else "were"
        few = [said for one in self.plans if (said := few_words(self.ground, one))]
        rules = [f"{listed(names)} {verb} made under other rules or for other schools than scored by here."] if names else []
        if self.other_travel:
            rules.append(f"{listed(self.other_travel)}: made by other travel than scored by here ({self.travel.words}).")
        name_of = self.ground.context.schools.name_of
        marked = (*marking_words(self.plans), *unknown_words(self.ground, self.plans), *few)
        return (*marked, *rules, *(said for found in self.registers for said in register_sentences(found, name_of)))


def _digest(schools: Schools) -> str:
    return "" if schools.supplied is None else schools.supplied.digest


def compare(context: EditContext, sides: Sequence[Side], formers: tuple[FormerRegister, ...] = ()) -> Comparison:
    """Score plans on the register, rules and filter of the plan of `context`, which stood on `formers` before.

    `InputError` for fewer than two or more than five, for two of one name, or for one of other schools altogether.
    """
    if not FEWEST_SIDES <= len(sides) <= MOST_SIDES:
        raise InputError(f"{len(sides)} plans to compare", remedy=f"Choose {FEWEST_SIDES} to {MOST_SIDES}.")
    doubled = [name for name, count in Counter(side.name for side in sides).items() if count > 1]
    if doubled:
        raise InputError(f"two plans are called {doubled[0]}", remedy="Give each its own name.")
    ground = Ground.of(context, formers)
    plans = tuple(scored(ground, side) for side in sides)
    for one in plans:
        refuse_other_schools(ground, one)
    registers = tuple(found for one in plans if (found := register_difference(ground, one)) is not None)
    return Comparison(ground, plans, measures_of(ground, plans), registers)
