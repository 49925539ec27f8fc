"""Which single relaxation places most: for the whole plan, each kind of rule loosened by a little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.choosing import Candidate
from wolds.clustering.exploring.effects import Effect
from wolds.clustering.exploring.knobs import Knob, knobs_of
from wolds.clustering.exploring.pair_relaxations import pair_candidates
from wolds.clustering.exploring.relaxations import knob_step
from wolds.clustering.exploring.school_relaxations import school_candidates
from wolds.clustering.exploring.searching import first_feasible
from wolds.clustering.exploring.steps import Step
from wolds.clustering.exploring.subproblem import could_be_placed, node_of
from wolds.geo.progress import Unwatched, Watch

LITTLE: Final = 0.1
"""A rule with a figure is loosened by this share at most, or by one where it counts schools or clusters."""
MOST_PLANS: Final = 60
_EACH: Final = 3  # pairs and schools tried for each school left out


@dataclass(frozen=True)
class PlanRelaxation:
    """One single relaxation and what it does to the best plan."""

    kind: str
    step: Step
    effect: Effect
    sentence: str


def plan_relaxations(context: EditContext, watch: Watch | None = None, seed: int = 0) -> tuple[PlanRelaxation, ...]:
    """Single relaxations that place more schools, those that place most first; ties by the lesser cost.

    Rules with a figure are loosened by a tenth at most (sizes and counts by one), each at the least figure that lets a further
    school have a cluster; pairs and schools are those nearest to the schools left out. Raises `Cancelled` where the watch says
    so.
    """
    asker = Asker(context, watch or Unwatched(), seed)
    left = [int(urn) for urn in asker.base.problem.urn[asker.base.problem.to_place] if int(urn) not in asker.base.placed]
    found: list[PlanRelaxation] = []
    candidates = list(_candidates(asker, left))[:MOST_PLANS]
    for number, (kind, candidate) in enumerate(candidates):
        asker.watch.tell(number / len(candidates), f"Trying: {candidate.step.text}")
        answer = asker.answer(asker.problem(candidate.rules, candidate.standing))
        if answer.solution.unplaced < asker.base.solution.unplaced:
            found.append(_relaxation(asker, kind, candidate.step, answer))
    asker.watch.tell(1.0, "Done")
    return tuple(sorted(_least_of_each(found), key=_most_first))


def _least_of_each(found: list[PlanRelaxation]) -> Iterator[PlanRelaxation]:
    """Without figures that loosen a rule further to the same end: those of a rule come from the tightest to the loosest."""
    seen: set[tuple[str, Effect]] = set()
    for one in found:
        same = one.kind, replace(one.effect, cost_km=round(one.effect.cost_km, 6))
        if one.kind in ("pair", "school") or same not in seen:
            yield one
        seen.add(same)


def _most_first(found: PlanRelaxation) -> tuple[int, float, str]:
    return found.effect.unplaced, round(found.effect.cost_km, 6), found.step.text


def _relaxation(asker: Asker, kind: str, step: Step, answer: Answer) -> PlanRelaxation:
    effect = Effect.of(asker.base, answer, asker.measure)
    text = step.text[0].upper() + step.text[1:]
    return PlanRelaxation(kind, step, effect, f"{text}: {effect.sentence(asker.context.schools)}.")


def _candidates(asker: Asker, left: list[int]) -> Iterator[tuple[str, Candidate]]:
    if not left:
        return
    for knob in knobs_of(asker):
        yield from ((knob.field, candidate) for candidate in _knob_candidates(asker, knob, left))
    for kind, candidates in (("pair", pair_candidates), ("school", school_candidates)):
        seen: set[tuple[int, ...]] = set()
        for urn in left:
            for candidate in _feasible(asker, urn, candidates(asker, urn)):
                if candidate.step.urns not in seen:
                    seen.add(candidate.step.urns)
                    yield kind, candidate


def _feasible(asker: Asker, urn: int, candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """The first few candidates that make a cluster with a school possible."""
    count = 0
    for candidate in candidates:
        problem = asker.problem(candidate.rules, candidate.standing)
        node = node_of(problem, urn)
        if node is not None and could_be_placed(problem, node):
            yield candidate
            count += 1
        if count == _EACH:
            return


def _knob_candidates(asker: Asker, knob: Knob, left: list[int]) -> list[Candidate]:
    """The rule, little loosened, at each figure at which a cluster with a further school is possible, and at the loosest."""
    rules = asker.context.plan.rules
    values = [value for value in knob.values if _is_little(knob, value)]
    if not values:
        return []
    ladder = [lambda value=value: knob.rules(rules, value) for value in values]
    places = {first_feasible(asker, ladder, urn) for urn in left} | {len(values) - 1}
    return [
        Candidate(knob_step(knob, rules, values[place]), knob.rules(rules, values[place]), asker.context.standing)
        for place in sorted(place for place in places if place is not None)
    ]


def _is_little(knob: Knob, value: float) -> bool:
    room = max(1.0, LITTLE * knob.now) if knob.unit in ("schools", "clusters") else LITTLE * knob.now
    return value != knob.now and abs(value - knob.now) <= room
