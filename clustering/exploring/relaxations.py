"""The smallest relaxation of each kind that places a school, and what it does to others.

Two figures for each: where a cluster with the school first becomes feasible, and where the best plan first places it. The
second may need more: a cluster that is feasible still has to be worth it for the whole plan. Each figure is checked by
working the plan out again at it and just below it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.rules import SetRules
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.effects import Effect
from wolds.clustering.exploring.forcing import cluster_with
from wolds.clustering.exploring.knobs import Knob, knobs_of
from wolds.clustering.exploring.pair_relaxations import pair_relaxation
from wolds.clustering.exploring.rule_relaxations import rule_relaxations
from wolds.clustering.exploring.school_relaxations import school_relaxation
from wolds.clustering.exploring.searching import FirstPlaced, Found, first_feasible
from wolds.clustering.exploring.steps import Placing, Relaxation, Step
from wolds.clustering.exploring.subproblem import node_of
from wolds.clustering.rules import Rules
from wolds.geo.progress import Unwatched, Watch

_Question = Callable[[Asker, int], Relaxation | None]


def relaxations_for(context: EditContext, urn: int, watch: Watch | None = None, seed: int = 0) -> tuple[Relaxation, ...]:
    """The smallest relaxation of each kind for a school that the best plan leaves out; none where it is placed or no node.

    Raises `Cancelled` where the watch says so.
    """
    return relaxations_of(Asker(context, watch or Unwatched(), seed), urn)


def relaxations_of(asker: Asker, urn: int) -> tuple[Relaxation, ...]:
    """`relaxations_for` with an asker that may know answers already."""
    if node_of(asker.base.problem, urn) is None or urn in asker.base.placed:
        return ()
    asked: list[tuple[str, _Question]] = [
        (f"How far the {knob.name} would have to go", partial(knob_relaxation, knob=knob)) for knob in knobs_of(asker)
    ]
    asked.append(("Which pair would have to be allowed", pair_relaxation))
    asked.append(("Which school would have to be let in", school_relaxation))
    asked += rule_relaxations(asker, urn)
    found = []
    for number, (what, ask) in enumerate(asked):
        asker.watch.tell(number / len(asked), what)
        found.append(ask(asker, urn))
    asker.watch.tell(1.0, "Done")
    return tuple(relaxation for relaxation in found if relaxation is not None)


def knob_relaxation(asker: Asker, urn: int, knob: Knob) -> Relaxation:
    """The smallest relaxation of one rule with a figure."""
    rules = asker.context.plan.rules
    ladder = [_rung(knob, rules, value) for value in knob.values]
    start = first_feasible(asker, ladder, urn)
    if start is None:
        way = "up to" if knob.furthest > knob.now else "down to"
        sentence = f"No {knob.name} {way} {knob.text(knob.furthest)} makes a cluster with it possible."
        return Relaxation(knob.field, urn, None, None, sentence)
    found = FirstPlaced(asker, ladder, urn).from_place(start)
    feasible = knob_step(knob, rules, knob.values[start])
    placing = None if found is None else _placing(asker, knob, urn, found)
    return Relaxation(knob.field, urn, feasible, placing, _sentence(asker, knob, urn, feasible, placing))


def _rung(knob: Knob, rules: Rules, value: float) -> Callable[[], Rules]:
    return lambda: rules if value == knob.now else knob.rules(rules, value)


def knob_step(knob: Knob, rules: Rules, value: float) -> Step:
    """The change of a rule to another figure."""
    if value == knob.now:
        return Step(f"{knob.name} {knob.text(value)}, as it is", (), value)
    text = f"{knob.name} {knob.text(knob.now)} → {knob.text(value)}"
    return Step(text, (SetRules(knob.rules(rules, value)),), value)


def _placing(asker: Asker, knob: Knob, urn: int, found: Found) -> Placing:
    return Placing(
        step=knob_step(knob, asker.context.plan.rules, knob.values[found.place]),
        effect=Effect.of(asker.base, found.answer, asker.measure),
        partners=cluster_with(found.answer.solution, urn),
        first=found.first,
    )


def _sentence(asker: Asker, knob: Knob, urn: int, feasible: Step, placing: Placing | None) -> str:
    assert feasible.value is not None
    name = knob.name
    now = feasible.value == knob.now
    begun = f"{name[0].upper()}{name[1:]} {knob.text(knob.now)}: "
    begun += (
        "a cluster with it is possible as it is" if now else f"a cluster with it is possible from {knob.text(feasible.value)}"
    )
    if placing is None or placing.step.value is None:
        return f"{begun}; the best plan does not place it at any figure to {knob.text(knob.furthest)}."
    where = f"the best plan places it from {knob.text(placing.step.value)}"
    if not placing.first:
        where += " (an earlier figure is not ruled out)"
    return f"{begun}; {where}: {placing.effect.sentence(asker.context.schools, urn)}."
