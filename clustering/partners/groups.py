"""The best groups of each size that include one school, found by the engine.

The school alone is to be placed and its possible partners may join, so a whole plan of the engine is one group: the best one
for this school under the rules and the reach. What the group does to others is another question: `exploring.next_best`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, Role, Standing
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.next_best import next_best_of
from wolds.clustering.partners.ranking import PartnerSearch
from wolds.clustering.partners.what_if import WhatIf, what_if
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.progress import PartOf, Unwatched, Watch

SIZES: Final = (2, 3, 4, 5, 6)
MOST_NEAR: Final = 30
"""So many of the nearest possible partners are tried: in a town every group of them would be millions."""
_FREE_OF_PLAN: Final = {"max_clusters": None, "little_change_km": 0.0, "partnership_cost_km": 0.0, "objective": "closeness"}


@dataclass(frozen=True)
class GroupsOfSize:
    """The best groups of one size, best first; `every` says that there are no more."""

    size: int
    groups: tuple[WhatIf, ...]
    every: bool


@dataclass(frozen=True)
class BestGroups:
    """The best groups of each size. `tried` of the `in_reach` schools with a known roll were candidates, nearest first."""

    by_size: tuple[GroupsOfSize, ...]
    tried: int
    in_reach: int
    roll_min: int | None
    roll_known: bool = True  # of the school itself

    @property
    def notes(self) -> tuple[str, ...]:
        """How the groups were found, in sentences."""
        floor = f"at least {self.roll_min} pupils" if self.roll_min else "no floor of pupils"
        notes = [f"Groups keep the rules of the plan, with {floor}, and are the closest together of their size."]
        if not self.roll_known and self.roll_min:
            notes.append("The school's own roll is unknown, so its partners alone have to meet the floor.")
        if self.tried < self.in_reach:
            notes.append(f"The {self.tried} nearest of {self.in_reach} schools in reach were tried.")
        return tuple(notes)


def best_groups(
    context: EditContext,
    found: PartnerSearch,
    count: int = 1,
    sizes: Sequence[int] = SIZES,
    watch: Watch | None = None,
) -> BestGroups:
    """The `count` best groups of each size that include the school of a search, proven by the engine.

    Schools of unknown roll cannot be judged by a floor and are left out; so are schools that the plan locks elsewhere.
    Raises `Cancelled` where the watch says so.
    """
    urn = found.school.urn
    fit = [partner for partner in found.partners if partner.facts.roll and not context.plan.is_locked(partner.facts.urn)]
    near = sorted(fit, key=lambda partner: (partner.km, partner.facts.urn))[:MOST_NEAR]
    standing = _standing(context, urn, [partner.facts.urn for partner in near])
    whole, by_size = watch or Unwatched(), []
    judge = Judge.of(context.schools, context.standing, context.plan.rules)
    for number, size in enumerate(sizes):
        part = PartOf(whole, number / len(sizes), (number + 1) / len(sizes))
        rules = found.reach.over(context.plan.rules, size_min=size, size_max=size, **_FREE_OF_PLAN)
        by_size.append(_of_size(judge, context, standing, rules, _Question(urn, count, part)))
    return BestGroups(tuple(by_size), len(near), len(fit), context.plan.rules.roll_min, bool(found.school.roll))


@dataclass(frozen=True)
class _Question:
    """For whom groups are sought, how many, and who watches."""

    urn: int
    count: int
    watch: Watch


def _standing(context: EditContext, urn: int, near: Sequence[int]) -> Standing:
    """The school alone to be placed, those near it optional, everybody else left out."""
    role = np.full(len(context.schools), int(Role.EXCLUDED), dtype=np.int64)
    role[context.schools.positions(near)] = int(Role.OPTIONAL)
    role[context.schools.position(urn)] = int(Role.TO_PLACE)
    reason = np.where(role == int(Role.EXCLUDED), "user", "").astype(object)
    return Standing(role, reason)


def _of_size(judge: Judge, context: EditContext, standing: Standing, rules: Rules, question: _Question) -> GroupsOfSize:
    urn, count, watch = question.urn, question.count, question.watch
    asker = Asker(EditContext(context.schools, standing, Plan(rules=rules, eligibility=Eligibility())), watch)
    groups = [members for members in _found(asker, urn, count) if len(members) == rules.size_min]
    return GroupsOfSize(rules.size_min, tuple(what_if(context, one, judge) for one in groups), len(groups) < count)


def _found(asker: Asker, urn: int, count: int) -> Iterator[tuple[int, ...]]:
    best = next((cluster for cluster in asker.base.solution.clusters if urn in cluster), ())
    if not best:
        return
    yield best
    if count > 1:
        yield from (other.members for other in next_best_of(asker, urn, count - 1).clusters)
