"""A group of schools as a what-if: its figures, what each model would mean for it, and what happens if one leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.model_law import SHARED_HEAD_ROLL, MemberKind, obstacles, questions, roll_warning
from wolds.clustering.models import MODELS, Model, ModelFacts
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.plan import Cluster
from wolds.clustering.policy.judging import Consequence, consequence_of
from wolds.clustering.policy.table import Policy
from wolds.clustering.rules import minutes_of_km
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.travel import supplied_words
from wolds.clustering.wording import listed, parted_text, schools_text
from wolds.geo.errors import InputError
from wolds.geo.schools import FloatArray

KEPT_APART: Final = "none, as a barrier keeps them apart"


@dataclass(frozen=True)
class ModelView:
    """What a model would mean for the group. `obstacles` say why it cannot be formed as the schools are.

    `policy` is what the plan's policy table says of it, the law included.
    """

    model: Model
    facts: ModelFacts
    obstacles: tuple[str, ...]
    questions: tuple[str, ...]
    policy: Consequence

    @property
    def is_open(self) -> bool:
        """Whether nothing is known to stand in the way."""
        return not self.obstacles


@dataclass(frozen=True)
class Leaving:
    """The group without one of its schools."""

    urn: int
    pupils: int
    roll_unknown: int
    longest_km: float | None
    sentence: str


@dataclass(frozen=True)
class WhatIf:
    """A group of schools. Travel is in straight-line km, None where nobody knows; `pupils` counts known rolls only.

    `parted`: pairs that a barrier keeps apart. They have no travel, and are in no figure of it.

    `broken`: rules of the plan that the group breaks, as sentences. `commitments`: what its schools would step out of.
    """

    members: tuple[SchoolFacts, ...]
    pupils: int
    roll_unknown: tuple[int, ...]
    longest_km: float | None
    longest_pair: tuple[int, int] | None
    mean_km: float | None
    broken: tuple[str, ...]
    commitments: tuple[str, ...]
    models: tuple[ModelView, ...]
    leaving: tuple[Leaving, ...]
    parted: int = 0
    supplied: str = ""
    """What travel is measured in where another provider's is in force: "min by road, OSM July 2022"."""

    @property
    def longest_words(self) -> str:
        """The longest pair in words, with what it leaves out; "" where nobody knows."""
        return _longest_words(self.longest_km, self.parted, self.supplied)

    @property
    def urns(self) -> tuple[int, ...]:
        """URNs of the members, ascending."""
        return tuple(member.urn for member in self.members)

    @property
    def minutes(self) -> float | None:
        """The longest pair in estimated minutes, None where nobody knows."""
        return None if self.longest_km is None else minutes_of_km(self.longest_km)

    @property
    def sentence(self) -> str:
        """The group in one sentence, unknown figures named as such."""
        known = [member for member in self.members if member.urn not in self.roll_unknown]
        pupils = f"{self.pupils} pupils" if known else "rolls unknown"
        if known and self.roll_unknown:
            pupils += f" and {schools_text(len(self.roll_unknown))} of unknown roll"
        longest = f"longest pair {self.longest_words}" if self.longest_words else "travel unknown"
        return f"{listed([member.name for member in self.members])}: {pupils}, {longest}"


def what_if(context: EditContext, urns: Sequence[int], judge: Judge | None = None) -> WhatIf:
    """The figures of a group under the plan's rules; `judge` is that of the plan where it is at hand.

    `InputError` for fewer than two schools or one that the register lacks.
    """
    members = tuple(sorted(set(urns)))
    for urn in members:
        if urn not in context.schools:
            raise InputError(f"the register has no URN {urn}", remedy="Look at the URN.")
    if len(members) < 2:
        raise InputError("a group needs two schools", remedy="Choose a partner too.")
    judge = judge or Judge.of(context.schools, context.standing, context.plan.rules)
    km = judge.law.travel.among(members).km
    facts = tuple(SchoolFacts.of(context, urn) for urn in members)
    longest, pair, mean = _spread(members, km)
    by = supplied_words(context.schools.supplied, context.plan.rules)
    return WhatIf(
        members=facts,
        pupils=sum(fact.roll or 0 for fact in facts),
        roll_unknown=tuple(fact.urn for fact in facts if fact.roll is None),
        longest_km=longest,
        longest_pair=pair,
        mean_km=mean,
        parted=int(np.isinf(km).sum()) // 2,
        broken=tuple(fault.sentence for fault in judge.figures(Cluster("", 0, "The group", members, 0)).violations),
        commitments=tuple(_commitments(context, facts)),
        models=tuple(_models(facts, policy_of(context))),
        leaving=tuple(_leaving(facts, km, by)),
        supplied=by,
    )


def _spread(urns: tuple[int, ...], km: FloatArray) -> tuple[float | None, tuple[int, int] | None, float | None]:
    """Longest pair in km, that pair, and the mean, without pairs that are kept apart; all None where travel is unknown."""
    rows, columns = np.triu_indices(len(urns), 1)
    pairs = km[rows, columns]
    has_way = np.isfinite(pairs)
    if np.isnan(pairs).any() or not has_way.any():
        return None, None, None
    at = int(np.where(has_way, pairs, -1.0).argmax())
    return float(pairs[at]), (urns[int(rows[at])], urns[int(columns[at])]), float(pairs[has_way].mean())


def _longest_words(longest_km: float | None, parted: int, supplied: str) -> str:
    if longest_km is not None:
        return f"{travel_words(longest_km, supplied)}{f'; {parted_text(parted)}' if parted else ''}"
    return KEPT_APART if parted else ""


def _commitments(context: EditContext, facts: tuple[SchoolFacts, ...]) -> Iterator[str]:
    urns = {fact.urn for fact in facts}
    for key in sorted({fact.federation_key for fact in facts} - {""}):
        rows = np.flatnonzero(np.equal(context.schools.federation, key))
        yield from _parted(context, urns, [int(context.schools.urn[row]) for row in rows], _federation(facts, key))
    for key in sorted({fact.cluster for fact in facts} - {""}):
        cluster = context.plan.clusters[key]
        yield from _parted(context, urns, list(cluster.members), f"{cluster.name} of this plan")


def _federation(facts: tuple[SchoolFacts, ...], key: str) -> str:
    return next(fact.federation for fact in facts if fact.federation_key == key)


def _parted(context: EditContext, urns: set[int], whole: list[int], name: str) -> Iterator[str]:
    status = context.schools.text("status")
    left = [urn for urn in whole if urn not in urns and not str(status[context.schools.position(urn)]).startswith("Closed")]
    inside = [context.schools.name_of(urn) for urn in whole if urn in urns]
    if left:
        others = listed([context.schools.name_of(urn) for urn in left], 4)
        yield f"{listed(inside, 4)} would step out of {name}, which leaves {others}"


def _models(facts: tuple[SchoolFacts, ...], policy: Policy) -> Iterator[ModelView]:
    members = [MemberKind(fact.name, fact.kind) for fact in facts]
    pupils, unknown = sum(fact.roll or 0 for fact in facts), sum(fact.roll is None for fact in facts)
    for model, meaning in MODELS.items():
        small = roll_warning(model, pupils, unknown)
        asked = questions(members, model) + ((small,) if small else ())
        yield ModelView(model, meaning, obstacles(members, model), asked, consequence_of(facts, policy, model))


def _leaving(facts: tuple[SchoolFacts, ...], km: FloatArray, by: str) -> Iterator[Leaving]:
    for place, gone in enumerate(facts):
        stay = [at for at in range(len(facts)) if at != place]
        rest = tuple(facts[at] for at in stay)
        pupils, unknown = sum(fact.roll or 0 for fact in rest), sum(fact.roll is None for fact in rest)
        ways = km[np.ix_(stay, stay)]
        longest, _, _ = _spread(tuple(fact.urn for fact in rest), ways)
        words = _longest_words(longest, int(np.isinf(ways).sum()) // 2, by)
        yield Leaving(
            gone.urn,
            pupils,
            unknown,
            longest,
            _without(gone, rest, pupils, unknown, words),
        )


def _without(gone: SchoolFacts, rest: tuple[SchoolFacts, ...], pupils: int, unknown: int, longest: str) -> str:
    if len(rest) == 1:
        return f"Without {gone.name} only {rest[0].name} is left: there is no partnership any more"
    figures = [f"{pupils} pupils" + (f" and {schools_text(unknown)} of unknown roll" if unknown else "")]
    figures.append(f"longest pair {longest}" if longest else "travel unknown")
    short = pupils < SHARED_HEAD_ROLL <= pupils + (gone.roll or 0) and not unknown
    more = f"; too few for one shared head (about {SHARED_HEAD_ROLL})" if short else ""
    return f"Without {gone.name}: {schools_text(len(rest))}, {', '.join(figures)}{more}"
