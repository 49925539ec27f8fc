"""The figures of plans side by side on one ground, the better one of each marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from wolds.clustering.comparing.movers import place_of
from wolds.clustering.comparing.sides import Ground, Scored
from wolds.clustering.existing import related_pairs
from wolds.clustering.models import Model
from wolds.clustering.rules import Mix
from wolds.clustering.travel import shown_value
from wolds.geo.character import Character

Better = Literal["less", "more", "neither"]
Unit = Literal["schools", "pupils", "clusters", "km", "travel", "rules", "federations", "pairs"]


@dataclass(frozen=True)
class Measure:
    """One figure of every plan. `values` stand in the order of the plans, None = there is nothing to measure.

    `key` names it for good: "placed", "longest_km", "model:trust" ... `of` is the number that the values are a part of, where
    there is one. Travel is in km ("travel" is shown to people in the unit of the cap). Values are full;
    `decimals` says how many of them are shown, and better is judged by what is shown. `rivals` are the plans among which it is
    judged, () = all. `shown_per_km`: minutes where travel is shown in them.
    """

    key: str
    unit: Unit
    better: Better
    values: tuple[float | None, ...]
    of: int | None = None
    decimals: int = 0
    rivals: tuple[bool, ...] = ()
    shown_per_km: float = 1.0

    @property
    def best(self) -> tuple[bool, ...]:
        """Which plans have the best value of the rivals; nobody where all are as good or none is better.

        A rival that has no other to beat is marked where it beats everybody, and not where somebody is better than it.
        """
        sign = {"less": 1.0, "more": -1.0, "neither": 0.0}[self.better]
        shown = [None if value is None else sign * round(value * self.shown_per_km, self.decimals) for value in self.values]
        rivals = [value if rival else None for value, rival in zip(shown, self.rivals or (True,) * len(shown), strict=True)]
        known, among = ([value for value in some if value is not None] for some in (shown, rivals))
        if not among:
            return (False,) * len(shown)
        winner = min(among)
        beats = max(among) > winner or (max(known) > winner and min(known) == winner)
        return tuple(beats and value == winner for value in rivals)


TRAVELLED: Final = frozenset(("cost_km", "partner_km", "longest_km"))
BOUGHT: Final = frozenset(("placed", "unplaced", "pupils_placed", "least_roll", "church_unplaced"))
"""Measures beside travel that a plan can better by breaking a rule: schools and pupils."""

Count = Callable[[Scored], int]
Reckoned = Callable[[Scored], float | None]


def measures_of(ground: Ground, plans: Sequence[Scored]) -> tuple[Measure, ...]:
    """Every measure, in the order in which a table shows them."""
    return tuple(_Measuring(ground, tuple(plans)).all())


@dataclass(frozen=True, eq=False)
class _Measuring:
    ground: Ground
    plans: tuple[Scored, ...]

    def all(self) -> Iterator[Measure]:
        yield from self.coverage()
        yield self.count("broken_rules", "rules", "less", lambda one: one.scoreboard.plan.violations)
        accepted = self.count("accepted_rules", "rules", "neither", lambda one: one.scoreboard.plan.accepted)
        yield from [accepted] if any(accepted.values) else []
        yield from self.travel()
        yield from self.rolls()
        yield from self.company()
        yield from self.relations()
        yield from self.models()

    def count(self, key: str, unit: Unit, better: Better, value: Count, of: int | None = None) -> Measure:
        return Measure(key, unit, better, tuple(float(value(one)) for one in self.plans), of, rivals=self.rivals(key))

    def reckoned(self, key: str, unit: Unit, better: Better, value: Reckoned, decimals: int = 0) -> Measure:
        per_km = shown_value(1.0, self.ground.context.plan.rules) if unit == "travel" else 1.0
        return Measure(key, unit, better, tuple(map(value, self.plans)), None, decimals, self.rivals(key), per_km)

    def rivals(self, key: str) -> tuple[bool, ...]:
        """Among whom a measure is judged: what breaking a rule can buy is no merit beside a plan that keeps them all.

        Travel is judged among those that part as few pairs as any: a pair that is kept apart counts for no travel.
        """
        if key in TRAVELLED:
            return _fewest(self.honest, self.parted)
        return self.honest if key in BOUGHT else ()

    @property
    def parted(self) -> list[int]:
        """How many pairs of each plan a barrier keeps apart."""
        return [one.scoreboard.plan.parted for one in self.plans]

    @cached_property
    def honest(self) -> tuple[bool, ...]:
        """The plans that keep every rule; all where none does."""
        keeps = tuple(not one.scoreboard.plan.violations for one in self.plans)
        return keeps if any(keeps) else (True,) * len(self.plans)

    def coverage(self) -> Iterator[Measure]:
        to_place = self.ground.judge.to_place
        yield self.count("placed", "schools", "more", lambda one: one.scoreboard.plan.placed, to_place)
        yield self.count("unplaced", "schools", "less", lambda one: one.scoreboard.plan.unplaced, to_place)
        yield self.count("optional_joined", "schools", "neither", lambda one: one.scoreboard.plan.optional_joined)
        yield self.count("pupils_placed", "pupils", "more", lambda one: one.scoreboard.plan.pupils_placed)
        yield self.count("clusters", "clusters", "neither", lambda one: one.scoreboard.plan.clusters)

    def travel(self) -> Iterator[Measure]:
        """Travel is better the shorter it is; a plan in which nobody travels has none.

        Cost is judged among those only that leave as few schools over as any: leaving schools over saves travel (contract).
        """
        unit: Unit = "km" if self.ground.context.schools.supplied is None else "travel"
        cost = self.reckoned("cost_km", unit, "less", lambda one: _where_any(one, one.scoreboard.plan.cost_km), 1)
        placing = _fewest(self.honest, [one.scoreboard.plan.unplaced for one in self.plans])
        yield replace(cost, rivals=_fewest(placing, self.parted))
        yield self.reckoned("partner_km", "travel", "less", self.mean_partner_km, 1)
        yield self.reckoned("longest_km", "travel", "less", lambda one: _where_any(one, one.scoreboard.plan.longest_km), 1)
        apart = self.count("kept_apart", "pairs", "less", lambda one: one.scoreboard.plan.parted)
        yield from [apart] if any(apart.values) else []

    def mean_partner_km(self, one: Scored) -> float | None:
        """The mean over schools of the mean travel to the partners that they have travel to."""
        found = [self.partner_sum(one, key) for key, figures in one.scoreboard.clusters.items() if figures.pairs]
        schools = sum(count for count, _ in found)
        return sum(km for _, km in found) / schools if schools else None

    def partner_sum(self, one: Scored, key: str) -> tuple[int, float]:
        """How many schools of a cluster have travel to a partner, and what their means come to."""
        figures = one.scoreboard.clusters[key]
        if figures.pairs == figures.schools * (figures.schools - 1) // 2:
            return figures.schools, figures.schools * figures.mean_km  # every school has its cluster's pairs
        places = [place_of(self.ground, one, urn) for urn in one.plan.clusters[key].members]
        means = [place.mean_km for place in places if place.mean_km is not None]
        return len(means), sum(means)

    def rolls(self) -> Iterator[Measure]:
        yield self.reckoned("least_roll", "pupils", "more", lambda one: min(_rolls(one), default=None))
        yield self.reckoned("greatest_roll", "pupils", "neither", lambda one: max(_rolls(one), default=None))

    def company(self) -> Iterator[Measure]:
        """Whether mixed clusters are wanted is for the rules to say."""
        wanted: dict[Mix, Better] = {Mix.REQUIRED: "more", Mix.FORBIDDEN: "less", Mix.ANY: "neither"}
        better = wanted[self.ground.context.plan.rules.mix]
        yield self.count("mixed", "clusters", better, lambda one: _clusters_with(one, lambda f: f.church and f.community))
        church = self.church_to_place()
        yield self.count("church_unplaced", "schools", "less", lambda one: sum(u not in one.plan.cluster_of for u in church))
        yield self.count("several_las", "clusters", "neither", lambda one: _clusters_with(one, lambda f: len(f.las) > 1))
        yield self.count(
            "several_dioceses", "clusters", "neither", lambda one: _clusters_with(one, lambda f: len(f.dioceses) > 1)
        )

    def church_to_place(self) -> tuple[int, ...]:
        context = self.ground.context
        church = (context.schools.character == str(Character.CHURCH)) & context.standing.to_place
        return tuple(context.schools.urn[church].tolist())

    def relations(self) -> Iterator[Measure]:
        """What binds schools already, where anything does."""
        kept = self.ground.federations
        if kept:
            yield self.count(
                "federations_whole", "federations", "more", lambda one: sum(_is_whole(one, g.urns) for g in kept), len(kept)
            )
        every_kind = self.ground.context.plan.rules.model_copy(update={"prefer_relations": ()})
        related = related_pairs(self.ground.context.schools, self.ground.taking_part, every_kind)
        if related:
            yield self.count("relations_kept", "pairs", "more", lambda one: _pairs_within(one, related), len(related))

    def models(self) -> Iterator[Measure]:
        """Clusters by the model that they aim at or have, where any plan names one."""
        found = [self.of_model(model) for model in Model]
        named = [measure for measure in found if any(measure.values)]
        yield from [*named, self.of_model(None)] if named else []

    def of_model(self, model: Model | None) -> Measure:
        return self.count(f"model:{model or 'none'}", "clusters", "neither", lambda one: _of_model(one, model))


def _fewest(rivals: tuple[bool, ...], counts: Sequence[int]) -> tuple[bool, ...]:
    """Those of some plans that have as few of something as any of them."""
    fewest = min(count for count, is_rival in zip(counts, rivals, strict=True) if is_rival)
    return tuple(is_rival and count == fewest for count, is_rival in zip(counts, rivals, strict=True))


def _where_any(one: Scored, value: float) -> float | None:
    return value if any(figures.longest_pair for figures in one.scoreboard.clusters.values()) else None


def _rolls(one: Scored) -> list[float]:
    return [float(figures.pupils) for figures in one.scoreboard.clusters.values()]


def _clusters_with(one: Scored, wanted: Callable[..., object]) -> int:
    return sum(1 for figures in one.scoreboard.clusters.values() if wanted(figures))


def _is_whole(one: Scored, urns: Sequence[int]) -> bool:
    homes = {one.plan.cluster_of.get(urn) for urn in urns}
    return len(homes) == 1 and None not in homes


def _pairs_within(one: Scored, pairs: Sequence[tuple[int, int]]) -> int:
    home = one.plan.cluster_of
    return sum(1 for a, b in pairs if a in home and home.get(b) == home[a])


def _of_model(one: Scored, model: Model | None) -> int:
    held = one.plan.partnerships
    return sum(1 for key in one.plan.clusters if (held[key].planned_model if key in held else None) == model)
