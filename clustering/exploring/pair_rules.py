"""Which rules keep two schools from sharing a cluster, whoever else is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

from wolds.clustering.checks import Case, check_cluster
from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits.base import EditContext
from wolds.clustering.figures import Violation
from wolds.clustering.plan import Cluster
from wolds.clustering.reach import some_lead_reaches
from wolds.clustering.rules import CapRule, Mix
from wolds.clustering.wording import plain
from wolds.geo.travel import Pair

_OF_PAIRS: Final = frozenset({"cap", "barrier", "keep-apart", "same-phase", "same-la", "same-diocese"})


@dataclass(frozen=True)
class PairBlock:
    """A rule that parts a pair, and a sentence."""

    rule: str
    sentence: str


@dataclass(eq=False)
class PairJudge:
    """Judges pairs of schools under one plan's rules and locks."""

    context: EditContext
    judge: Judge
    _known: dict[Pair, tuple[PairBlock, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: EditContext) -> Self:
        """The judge of a plan."""
        return cls(context, Judge.of(context.schools, context.standing, context.plan.rules))

    def blocks(self, one: int, two: int) -> tuple[PairBlock, ...]:
        """Every rule that keeps two schools from sharing a cluster; () where they may."""
        pair = (min(one, two), max(one, two))
        if pair not in self._known:
            self._known[pair] = tuple(self._found(pair))
        return self._known[pair]

    def straight_km(self, one: int, two: int) -> float:
        """The straight line between two schools in km."""
        return self.judge.law.travel.straight_km(one, two)

    def km(self, one: int, two: int) -> float:
        """The travel in force between two schools in km, inf where a barrier keeps them apart."""
        return self.judge.law.travel.km(one, two)

    def _found(self, pair: Pair) -> list[PairBlock]:
        case = Case.of(self.judge.law, Cluster("", 0, "", pair, 0))
        faults = (fault for fault in check_cluster(case) if fault.rule in self._rules)
        found = [PairBlock(fault.rule, self._sentence(fault)) for fault in faults]
        if self.context.plan.rules.cap_rule == CapRule.LEAD and some_lead_reaches(case, self.context.standing):
            found = [block for block in found if block.rule != "cap"]
        return found + self._locks(pair)

    def _sentence(self, fault: Violation) -> str:
        return (
            f"beyond the travel limit of {plain(fault.limit, 3)} {fault.unit}"
            if fault.rule == "cap" and fault.limit
            else fault.sentence
        )

    @cached_property
    def _rules(self) -> frozenset[str]:
        return _OF_PAIRS | {"mix"} if self.context.plan.rules.mix == Mix.FORBIDDEN else _OF_PAIRS

    def _locks(self, pair: Pair) -> list[PairBlock]:
        plan, name = self.context.plan, self.context.schools.name_of
        homes = [plan.school_locks.get(urn) for urn in pair]
        found = [
            PairBlock("locked", f"{name(urn)} is locked out of every cluster")
            for urn in pair
            if plan.school_locks.get(urn) == ""
        ]
        shut = [urn for urn in pair if plan.cluster_of.get(urn) in plan.locked_clusters]
        found += [PairBlock("locked", f"{name(urn)} is in a locked cluster") for urn in shut]
        if not found and None not in homes and homes[0] != homes[1]:
            found.append(PairBlock("locked", "They are locked to different clusters"))
        return found
