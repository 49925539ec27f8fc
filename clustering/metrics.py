"""The scoreboard: every live figure of a plan, kept up edit by edit by judging the touched clusters only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Self

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.eligibility import Standing, standing_of
from wolds.clustering.figures import ClusterFigures, PlanFigures, Violation
from wolds.clustering.impact import impact_of
from wolds.clustering.ledger import Ledger, Swap
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.clustering.plan_checks import check_count
from wolds.geo.schools import Schools

__all__ = ["Scoreboard", "impact_of"]


@dataclass(frozen=True, eq=False)
class Scoreboard:
    """Figures and broken rules of a plan. `clusters` maps each cluster id to its figures.

    Nothing is changed in place: `after` gives the next scoreboard. Faults of the plan (groups split, too many clusters)
    stand in `plan_violations`, those of a cluster with its figures, `violations` has all.
    """

    judge: Judge
    ledger: Ledger
    split: Mapping[int, Violation]
    clusters: Mapping[str, ClusterFigures]
    plan: PlanFigures
    plan_violations: tuple[Violation, ...]

    @classmethod
    def of(cls, schools: Schools, standing: Standing, plan: Plan) -> Self:
        """Judge a whole plan."""
        return cls.by(Judge.of(schools, standing, plan.rules), plan)

    @classmethod
    def by(cls, judge: Judge, plan: Plan) -> Self:
        """Judge a whole plan by a judge of its filter and rules, who may know most of its clusters already."""
        ledger = Ledger.of(judge, plan.clusters)
        return cls._made(judge, ledger, _checked({}, range(len(judge.together.groups)), judge, plan), plan)

    @property
    def schools(self) -> Schools:
        """The schools that are judged."""
        return self.judge.schools

    @property
    def standing(self) -> Standing:
        """Who is to be placed, optional or excluded."""
        return self.judge.standing

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Every broken rule: clusters in the order of their ids, then the plan's."""
        of_clusters = (fault for key in sorted(self.ledger.faulty) for fault in self.clusters[key].violations)
        return (*of_clusters, *self.plan_violations)

    def after(self, change: PlanChange, plan: Plan) -> Scoreboard:
        """The scoreboard of `plan`, which `change` made of the plan judged here."""
        settings = {record.key for record in change.of(Table.SETTINGS)}
        if "eligibility" in settings:
            return Scoreboard.by(self.judge.under(plan.rules, standing_of(self.schools, plan.eligibility)), plan)
        if "rules" in settings:
            return Scoreboard.by(self.judge.under(plan.rules), plan)
        swaps: list[Swap] = [(record.before, record.after) for record in change.of(Table.CLUSTERS)]
        ledger = self.ledger.after(self.judge, swaps) if swaps else self.ledger
        return Scoreboard._made(self.judge, ledger, self._resplit(swaps, plan), plan)

    @classmethod
    def _made(cls, judge: Judge, ledger: Ledger, split: Mapping[int, Violation], plan: Plan) -> Self:
        faults = (*(split[number] for number in sorted(split)), *check_count(len(ledger.figures), plan.rules))
        of_plan = {fault.key for fault in faults}
        accepted = sum(key in ledger.keys or key in of_plan for key in plan.accepted)
        figures = _plan_figures(judge, ledger, sum(ledger.keys.values()) + len(faults), accepted)
        return cls(judge, ledger, split, MappingProxyType(ledger.figures), figures, faults)

    def _resplit(self, swaps: Iterable[Swap], plan: Plan) -> Mapping[int, Violation]:
        touched = {urn for swap in swaps for cluster in swap if cluster is not None for urn in cluster.members}
        numbers = self.judge.together.touched_by(touched)
        return _checked(self.split, numbers, self.judge, plan) if numbers else self.split


def _checked(split: Mapping[int, Violation], numbers: Iterable[int], judge: Judge, plan: Plan) -> Mapping[int, Violation]:
    """The faults of groups kept together, by number of the group, with those of `numbers` judged anew."""
    result = dict(split)
    for number in numbers:
        fault = judge.together.check(number, plan.cluster_of.get, plan.clusters)
        result.pop(number, None)
        if fault is not None:
            result[number] = fault
    return result


def _plan_figures(judge: Judge, ledger: Ledger, violations: int, accepted: int) -> PlanFigures:
    sums = ledger.sums
    return PlanFigures(
        read=len(judge.schools),
        to_place=judge.to_place,
        placed=sums.to_place,
        unplaced=judge.to_place - sums.to_place,
        optional_joined=sums.optional,
        excluded=judge.excluded,
        clusters=len(ledger.figures),
        pupils_placed=sums.pupils,
        cost_km=sums.cost_km,
        longest_km=ledger.longest_km,
        mean_km=sums.mean_km,
        parted=sums.parted,
        violations=violations,
        accepted=accepted,
    )
