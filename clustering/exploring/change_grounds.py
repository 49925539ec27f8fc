"""On what grounds a proposal changes clusters of the present plan: what is broken, who has gone, what the change brings.

A plan's worth adds up over its exchanges (see `exchanges.py`): schools left out, travel, every soft term. So an exchange of
the best plan leaves fewer schools out than keeping the present clusters that may be kept, or costs less with the weight on
little change counted in; where it does not, the limit on the number of clusters ties it to others, or the plan is not the
best or only as good. That is all a reason needs, and nothing is solved again for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Self

from wolds.clustering.build import build_problem
from wolds.clustering.checks import WHY_EXCLUDED
from wolds.clustering.costs import LITTLE_CHANGE, Costing
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring.exchanges import Exchange, Members, exchanges
from wolds.clustering.exploring.forcing import nodes_of
from wolds.clustering.exploring.let_off import LetOff
from wolds.clustering.figures import Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.problem import Solution
from wolds.clustering.rules import CapRule, Mix, Rules
from wolds.geo.travel import pairs_of

NOT_IN_REGISTER: Final = "not-in-register"
EQUAL_KM: Final = 1e-6


@dataclass(frozen=True)
class Balance:
    """What an exchange brings against keeping those of its present clusters that may be kept.

    `placed`: schools to be placed that find a place only by it; `lost`: those that lose theirs. `saved_km`: travel and
    whatever else counts, little change left out; `weight_km`: what the weight on little change asks for the pairs parted.
    """

    placed: tuple[int, ...]
    lost: tuple[int, ...]
    saved_km: float
    weight_km: float
    parted: int


@dataclass(frozen=True, eq=False)
class Grounds:
    """The unlocked present clusters beside a solution. `gone`: members that take no part any more, by cluster id."""

    context: EditContext
    solution: Solution
    costing: Costing
    rest: Mapping[str, Members]  # the members that still take part, by cluster id
    gone: Mapping[str, Members]
    faults: Mapping[str, tuple[Violation, ...]]  # what those would break as a cluster of their own, locks let off

    @classmethod
    def of(cls, context: EditContext, solution: Solution, seed: int = 0) -> Self:
        """Look at the present clusters under the rules and the register as they are now."""
        problem = build_problem(context.schools, context.standing, context.plan, seed)
        takes_part = set(problem.urn.tolist())
        free = {key: cluster for key, cluster in sorted(context.plan.clusters.items()) if not cluster.locked}
        rest = {key: tuple(urn for urn in one.members if urn in takes_part) for key, one in free.items()}
        gone = {key: tuple(urn for urn in one.members if urn not in takes_part) for key, one in free.items()}
        return cls(context, solution, Costing.of(problem), rest, gone, _faults(context, free, rest))

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What the solution does differently from the present clusters, as far as their schools still take part."""
        return exchanges((members for members in self.rest.values() if members), self.solution.clusters)

    @cached_property
    def exchange_of(self) -> Mapping[int, Exchange]:
        """The exchange of each school that is in one."""
        return {urn: exchange for exchange in self.exchanges for urn in exchange.schools}

    @cached_property
    def home(self) -> Mapping[int, str]:
        """The present unlocked cluster of each school that still takes part."""
        return {urn: key for key, members in self.rest.items() for urn in members}

    def broken(self, exchange: Exchange) -> list[str]:
        """The present clusters of an exchange that could not be kept as they are, by id."""
        return [key for key, members in self.rest.items() if members in exchange.before and self.faults[key]]

    def why_gone(self, urn: int) -> str:
        """Why a school takes no part any more: "it is not open"."""
        if urn not in self.context.schools:
            return WHY_EXCLUDED[NOT_IN_REGISTER]
        if self.context.plan.school_locks.get(urn) == "":
            return "it is locked out of every cluster"
        reason = str(self.context.standing.reason[self.context.schools.position(urn)])
        return WHY_EXCLUDED.get(reason, "left out by the filter")

    def lacks_somebody(self, key: str) -> bool:
        """Whether a cluster breaks rules for want of those who have gone, and no other rule."""
        rules, faults = self.context.plan.rules, self.faults[key]
        return bool(self.gone[key] and faults) and all(_is_want(fault, rules) for fault in faults)

    def keeps_most_clusters(self, exchange: Exchange) -> bool:
        """Whether K would hold where those of an exchange's present clusters stayed that may, and nothing else changed."""
        most, locked = self.context.plan.rules.max_clusters, self.costing.problem.locked_clusters
        others = len(self.solution.clusters) - len(exchange.after)
        return most is None or others + len(self._may_stay(exchange)) + locked <= most

    def _may_stay(self, exchange: Exchange) -> list[Members]:
        return [members for members in exchange.before if not self.faults[self.home[members[0]]]]

    def balance(self, exchange: Exchange) -> Balance:
        """What an exchange brings."""
        kept = self._may_stay(exchange)
        before, after = self._to_place(kept), self._to_place(exchange.after)
        was, now = self._parts(kept), self._parts(exchange.after)
        together = {pair for members in exchange.after for pair in pairs_of(members)}
        parted = sum(pair not in together for members in kept for pair in pairs_of(members))
        weight = now[1] - was[1]
        return Balance(tuple(sorted(after - before)), tuple(sorted(before - after)), was[0] - now[0], weight, parted)

    def _to_place(self, clusters: Iterable[Members]) -> set[int]:
        problem = self.costing.problem
        inside = {urn for members in clusters for urn in members}
        return inside & set(problem.urn[problem.to_place].tolist())

    def _parts(self, clusters: Iterable[Members]) -> tuple[float, float]:
        """What clusters cost, in km: without little change, and little change alone."""
        parts = self.costing.parts([nodes_of(self.costing.problem, members) for members in clusters])
        little = dict(parts.soft).get(LITTLE_CHANGE, 0.0)
        return parts.total_km - little, little


def _is_want(fault: Violation, rules: Rules) -> bool:
    """Whether somebody who is missing could have kept a cluster from breaking this rule."""
    if fault.rule == "size":
        return fault.value is not None and fault.value < rules.size_min
    if fault.rule == "mix":
        return rules.mix == Mix.REQUIRED
    return fault.rule in ("roll-min", "to-place") or (fault.rule == "cap" and rules.cap_rule == CapRule.LEAD)


def _faults(
    context: EditContext, free: Mapping[str, Cluster], rest: Mapping[str, Members]
) -> Mapping[str, tuple[Violation, ...]]:
    """What each cluster breaks with the members that still take part; groups that it splits count for it."""
    left = {key: replace(free[key], members=members, lead=None) for key, members in rest.items() if members}
    locked = {key: cluster for key, cluster in context.plan.clusters.items() if cluster.locked}
    scoreboard = Scoreboard.of(context.schools, context.standing, plan_with(locked | left, context.plan))
    let_off = LetOff(scoreboard.judge, context.plan)
    return {
        key: (
            *(let_off.binding(left[key], scoreboard.clusters[key].violations) if key in left else ()),
            *(fault for fault in scoreboard.plan_violations if set(fault.urns) & set(members)),
        )
        for key, members in rest.items()
    }
