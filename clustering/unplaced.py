"""Why each unplaced school is unplaced: the first code of the contract that applies, and one plain sentence.

The rules are put in force one after the other: reach, size, roll, then each rule in turn, then the locks. The first at which no
group with the school is left names the reason. Only groups that hold the school are searched, so the answer is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from wolds.clustering.costs import NodeTravel
from wolds.clustering.engine.existence import Neighbourhoods
from wolds.clustering.engine.pairs import node_pairs_within_cap
from wolds.clustering.problem import Ended, Problem, Solution, Unplaced
from wolds.clustering.rules import CapRule, Mix, Rules
from wolds.clustering.travel import shown_cap, shown_unit, shown_value
from wolds.clustering.wording import above, plain
from wolds.geo.schools import BoolArray, IntArray

NO_NEIGHBOUR: Final = "no-neighbour"
NO_GROUP: Final = "no-group"
ROLL: Final = "roll"
LOCKED: Final = "locked"
COMPETITION: Final = "competition"
STOPPED_EARLY: Final = "stopped-early"
RULES_IN_ORDER: Final = (
    "keep-apart",
    "barrier",
    "same-phase",
    "mix",
    "same-la",
    "same-diocese",
    # Last, so that schools which could be placed one by one, but not together, are told that it is for their federation.
    "federation",
    "must-link",
)

_SENTENCES: Final = {
    "federation": "There are groups for this school alone, but none that takes in its whole federation.",
    "must-link": "There are groups for this school alone, but none with all the schools it must stay with.",
    "keep-apart": "Every group it could join holds two schools that are to be kept apart.",
    "barrier": "Every group it could join lies on both sides of a barrier.",
    "same-phase": "Every group it could join mixes first or middle schools with primary schools.",
    "mix-required": "No group it could join has both a church school and a community school.",
    "mix-forbidden": "Every group it could join mixes church and community schools.",
    "same-la": "Every group it could join crosses the border of a local authority.",
    "same-diocese": "Every group it could join holds schools of two dioceses.",
    LOCKED: "There are groups it could join, but locked schools stand in the way of each.",
}


def explain_unplaced(problem: Problem, solution: Solution, goes_on: Callable[[], bool] = lambda: True) -> tuple[Unplaced, ...]:
    """The reason for each school to be placed that the solution leaves out, by URN.

    Once `goes_on()` is false the rest are "stopped-early": a person who stopped the work does not wait for reasons.
    """
    placed = np.isin(problem.urn, [urn for cluster in solution.clusters for urn in cluster])
    left = np.flatnonzero(problem.to_place & ~placed)
    if not len(left):
        return ()
    explainer = _Explainer(problem, solution)
    return tuple(explainer.explain(int(node)) if goes_on() else explainer.not_looked_for(int(node)) for node in left)


@dataclass(eq=False)
class _Explainer:
    """Explains the schools of one problem; each stage of rules is built once, when first asked for."""

    problem: Problem
    solution: Solution

    def explain(self, node: int) -> Unplaced:
        """The reason for one school."""
        code, sentence = self._reason(node)
        return Unplaced(int(self.problem.urn[node]), code, sentence)

    def not_looked_for(self, node: int) -> Unplaced:
        """What is said of a school once the work was stopped."""
        return Unplaced(int(self.problem.urn[node]), STOPPED_EARLY, "The work was stopped before its reason was looked for.")

    def _reason(self, node: int) -> tuple[str, str]:
        if self._full.holds(node):
            return self._lost_out()
        if not self._in_reach[node]:
            return NO_NEIGHBOUR, self._nearest_sentence(node)
        for code, stage, sentence in self._stages:
            if not stage.holds(node):
                return code, sentence(node)
        return LOCKED, _SENTENCES[LOCKED]

    @cached_property
    def _full(self) -> Neighbourhoods:
        return Neighbourhoods(self.problem)

    @cached_property
    def _in_reach(self) -> IntArray:
        """How many other schools are within the cap of each, (n,)."""
        pairs, _ = node_pairs_within_cap(self.problem, NodeTravel.of(self.problem))
        return np.bincount(pairs.ravel(), minlength=len(self.problem))

    @cached_property
    def _stages(self) -> list[tuple[str, Neighbourhoods, Callable[[int], str]]]:
        """Code, groups under the rules up to there, and sentence, in the order of the contract."""
        rules = self.problem.rules
        stages: list[tuple[str, Neighbourhoods, Callable[[int], str]]] = [
            (NO_GROUP, self._bare_groups, self._group_sentence),
            (ROLL, Neighbourhoods(_relaxed(self.problem, 0)), self._roll_sentence),
        ]
        for number, name in enumerate(RULES_IN_ORDER, start=1):
            if _is_in_force(self.problem, name):
                text = _SENTENCES[f"mix-{rules.mix}" if name == "mix" else name]
                stages.append((f"rule:{name}", Neighbourhoods(_relaxed(self.problem, number)), _always(text)))
        return stages

    @cached_property
    def _bare_groups(self) -> Neighbourhoods:
        """Groups that keep size and cap, whatever else."""
        bare = _relaxed(self.problem, 0)
        return Neighbourhoods(replace(bare, rules=bare.rules.model_copy(update={"roll_min": None, "roll_max": None})))

    def _nearest_sentence(self, node: int) -> str:
        others = np.delete(np.arange(len(self.problem)), node)
        if not len(others):
            return "There is no other eligible school."
        rules = self.problem.rules
        nearest = shown_value(float(NodeTravel.of(self.problem).km(np.full(len(others), node), others).min()), rules)
        cap, unit = shown_cap(rules), shown_unit(rules)
        shown = plain(nearest) if cap is None else above(nearest, cap, 1)
        away = f"{shown} {unit} away{_as_estimate(self.problem)}"
        return f"No eligible school is in reach: the nearest is {away}, the travel limit is {_plain(cap)} {unit}."

    def _group_sentence(self, node: int) -> str:
        rules, near = self.problem.rules, int(self._in_reach[node])
        schools = "1 eligible school is" if near == 1 else f"{near} eligible schools are"
        return f"{schools} in reach, but no group of {rules.size_min} with {_reach_words(self.problem)}."

    def _roll_sentence(self, node: int) -> str:
        rules = self.problem.rules
        if rules.roll_max is None:
            most = self._bare_groups.most_pupils(node)
            return f"The largest group it could join has {most} pupils, {rules.roll_min} are needed."
        return f"No group it could join has between {rules.roll_min or 0} and {rules.roll_max} pupils."

    def _lost_out(self) -> tuple[str, str]:
        solution, most = self.solution, self.problem.rules.max_clusters
        if solution.ended != Ended.FINISHED:
            return STOPPED_EARLY, "It could join a cluster; the search was stopped before it found the best plan."
        limit = "" if most is None else f" with at most {most} cluster{'' if most == 1 else 's'}"
        if solution.unplaced == solution.unplaced_bound:
            proof = f"it is proven that no plan{limit} leaves fewer than {solution.unplaced} out"
        else:
            proof = f"not proven: a plan{limit} that leaves {solution.unplaced_bound} out is not ruled out"
        return COMPETITION, f"It could join a cluster, but the best plan found needs the other schools elsewhere; {proof}."


def _relaxed(problem: Problem, stage: int) -> Problem:
    """The problem without locks, with size, cap, roll and only the first `stage` rules of the order in force."""
    on = set(RULES_IN_ORDER[:stage])
    unit, bound = _units_under(problem, on)
    apart = np.isin(problem.apart_rule.astype(str), sorted(on))
    return replace(
        problem,
        rules=_relaxed_rules(problem.rules, on),
        unit=unit,
        cap_exempt=problem.cap_exempt & bound,
        size_exempt=problem.size_exempt & bound,
        anchor=np.full(len(problem), -1, dtype=np.int64),
        apart=problem.apart[apart],
        apart_rule=problem.apart_rule[apart],
    )


def _units_under(problem: Problem, on: set[str]) -> tuple[IntArray, BoolArray]:
    """Units (n,) under some of the rules that keep schools together, and who is in one of several schools (n,)."""
    alone = len(problem) + np.arange(len(problem))
    if "must-link" in on or problem.federation_unit is None:
        bound: BoolArray = np.isin(problem.unit_rule.astype(str), sorted(on))
        return np.where(bound, problem.unit, alone), bound
    if "federation" not in on:
        return alone, np.zeros(len(problem), dtype=bool)
    size = np.bincount(problem.federation_unit)
    bound = size[problem.federation_unit] > 1
    return np.where(bound, problem.federation_unit, alone), bound


def _relaxed_rules(rules: Rules, on: set[str]) -> Rules:
    off: dict[str, Any] = {"max_clusters": None}
    if "same-phase" not in on:
        off["same_phase"] = False
    if "mix" not in on:
        off["mix"] = Mix.ANY
    if "same-la" not in on:
        off["same_la"] = False
    if "same-diocese" not in on:
        off["same_diocese"] = False
    return rules.model_copy(update=off)


def _is_in_force(problem: Problem, name: str) -> bool:
    rules = problem.rules
    switched = {
        "same-phase": rules.same_phase,
        "mix": rules.mix != Mix.ANY,
        "same-la": rules.same_la,
        "same-diocese": rules.same_diocese,
    }
    if name in ("federation", "must-link"):
        return bool((problem.unit_rule != "").any())
    named: BoolArray = problem.apart_rule == name
    return switched.get(name, bool(named.any()))


def _always(text: str) -> Callable[[int], str]:
    return lambda _node: text


def _reach_words(problem: Problem) -> str:
    rules = problem.rules
    if rules.cap_in_km is None:
        return "no travel limit"
    who = (
        "every member within the travel limit of one of them"
        if rules.cap_rule == CapRule.LEAD
        else "every pair within the travel limit"
    )
    return f"{who} of {_plain(shown_cap(rules))} {shown_unit(rules)}{_as_estimate(problem)}"


def _as_estimate(problem: Problem) -> str:
    """Minutes that come from straight lines are never shown without saying so."""
    return " (estimated)" if shown_unit(problem.rules) == "min" and problem.straight_in_force else ""


def _plain(value: float | None) -> str:
    return "none" if value is None else plain(value, 2)
