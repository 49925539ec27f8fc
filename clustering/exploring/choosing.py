"""The first of some single changes, least first, that places a school: for changes that have no figure to turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wolds.clustering.eligibility import Standing
from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.effects import Effect
from wolds.clustering.exploring.forcing import cluster_with, meets
from wolds.clustering.exploring.steps import Placing, Relaxation, Step
from wolds.clustering.exploring.subproblem import could_be_placed, node_of
from wolds.clustering.rules import Rules

MOST_PLANS: Final = 12


@dataclass(frozen=True, eq=False)
class Candidate:
    """One change, with the rules and the standing after it."""

    step: Step
    rules: Rules
    standing: Standing


def least_candidate(
    asker: Asker, urn: int, kind: str, candidates: Iterable[Candidate], what: str, most_plans: int = MOST_PLANS
) -> Relaxation:
    """The first candidate that makes a cluster with the school feasible, and the first with which the best plan places it."""
    feasible: Step | None = None
    tried = 0
    for candidate in candidates:
        problem = asker.problem(candidate.rules, candidate.standing)
        node = node_of(problem, urn)
        if node is None or not could_be_placed(problem, node):
            continue
        feasible = feasible or candidate.step
        tried += 1
        answer = asker.answer(problem)
        if urn in answer.placed and meets(problem, answer.solution, urn):
            placing = _placing(asker, urn, candidate.step, answer)
            return Relaxation(kind, urn, feasible, placing, _sentence(asker, urn, what, feasible, placing, tried))
        if tried == most_plans:
            break
    return Relaxation(kind, urn, feasible, None, _sentence(asker, urn, what, feasible, None, tried))


def _placing(asker: Asker, urn: int, step: Step, answer: Answer) -> Placing:
    return Placing(step, Effect.of(asker.base, answer, asker.measure), cluster_with(answer.solution, urn), first=True)


def _sentence(asker: Asker, urn: int, what: str, feasible: Step | None, placing: Placing | None, tried: int) -> str:
    if feasible is None:
        return f"{what} makes no cluster with it possible."
    if placing is None:
        least = "" if tried > 1 else f" ({feasible.text})"
        return f"{what} makes a cluster with it possible{least}, but the best plan still leaves it out; {tried} tried."
    begun = "" if placing.step == feasible else f"{what}: a cluster with it is possible if you {feasible.text}; "
    does = f"the best plan places it if you {placing.step.text}"
    does = does if begun else f"{what}: {does}"
    return f"{begun}{does}: {placing.effect.sentence(asker.context.schools, urn)}."
