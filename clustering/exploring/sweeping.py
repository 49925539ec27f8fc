"""Sensitivity: the best plan at each of several figures of one rule, and what becomes of the present clusters.

A sweep of the fall in roll keeps the schools that take part today and lets each have so many per cent fewer pupils.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from wolds.clustering.build import build_problem
from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits.base import EditContext
from wolds.clustering.engine import solve
from wolds.clustering.exploring.asking import Answer
from wolds.clustering.exploring.heeding import Told
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.problem import Ended
from wolds.clustering.rules import Rules
from wolds.clustering.travel import STRAIGHT, Measure, plan_measure
from wolds.clustering.validating import validated
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import PartOf, Unwatched, Watch
from wolds.geo.schools import Schools

What = Literal["cap_km", "cap_minutes", "size_min", "size_max", "roll_min", "roll_max", "little_change_km", "fall"]

UNITS: Final[Mapping[str, str]] = {
    "cap_km": "km",
    "cap_minutes": "min",
    "size_min": "schools",
    "size_max": "schools",
    "roll_min": "pupils",
    "roll_max": "pupils",
    "little_change_km": "km",
    "fall": "%",
}
"""What can be swept, and the unit of its figures."""


@dataclass(frozen=True)
class SweepRow:
    """The best plan at one figure. Counts are of schools to be placed; travel and cost are km, `measure` says of what: where it
    is in minutes of another provider's travel, they are those that take as long, and `shown` gives the minutes.

    `mean_km` is the mean over all pairs of all clusters. `still_allowed`: ids of present clusters that keep every rule at this
    figure; `kept`: of those that stand in the best plan just as they are. `proven`: no better plan exists.
    """

    what: str
    value: float
    placed: int
    unplaced: int
    unplaced_bound: int
    clusters: int
    travel_km: float
    cost_km: float
    mean_km: float
    gap_percent: float
    proven: bool
    present: int
    still_allowed: tuple[str, ...]
    kept: tuple[str, ...]
    measure: Measure = STRAIGHT
    pairs_kept_apart: int = 0  # locked together across a barrier: in no figure of travel

    def shown(self, km: float) -> float:
        """A figure of travel in the measure of the row."""
        return self.measure.value(km)


@dataclass(frozen=True, eq=False)
class SweepCase:
    """One figure of a sweep, all that its row needs: `present` are the clusters to compare with."""

    context: EditContext
    what: What
    value: float
    present: tuple[Cluster, ...]
    seed: int = 0


def row_of(case: SweepCase, watch: Watch) -> SweepRow:
    """The row of one figure. Raises `InputError` for a figure that cannot be, and `Cancelled` where the watch says so."""
    context = case_at(case.context, case.what, case.value)
    told = Told(watch, 0.0, 1.0, f"Working out the plan at {case.value:g} {UNITS[case.what]}")
    return _row(context, case.what, case.value, case.present, _solved(context, told, case.seed))


def sweep(
    context: EditContext,
    what: What,
    values: Sequence[float],
    watch: Watch | None = None,
    seed: int = 0,
    present: Sequence[Cluster] | None = None,
    on_row: Callable[[SweepRow], None] | None = None,
) -> tuple[SweepRow, ...]:
    """The best plan at each value, in the order given. `present` are the clusters to compare with: those of the plan, or of
    the best plan under its rules where it has none, unless given.

    `on_row` gets each row as soon as it is known. Raises `InputError` for figures that cannot be, before anything is solved,
    and `Cancelled` where the watch says so.
    """
    watch = watch or Unwatched()
    for value in values:
        case_at(context, what, value)
    if present is None:
        present = present_clusters(context, Told(watch, 0.0, 0.05, "Working out the plan as it is"), seed)
    rows = []
    for number, value in enumerate(values):
        part = PartOf(watch, 0.05 + 0.95 * number / len(values), 0.05 + 0.95 * (number + 1) / len(values))
        rows.append(row_of(SweepCase(context, what, value, tuple(present), seed), part))
        if on_row is not None:
            on_row(rows[-1])
    watch.tell(1.0, "Done")
    return tuple(rows)


def present_clusters(context: EditContext, watch: Watch, seed: int = 0) -> tuple[Cluster, ...]:
    """The clusters of the plan by id, else those of the best plan under its rules, named by their number."""
    if context.plan.clusters:
        return tuple(context.plan.clusters[key] for key in sorted(context.plan.clusters))
    found = _solved(context, watch, seed).solution.clusters
    return tuple(Cluster(f"C{n:03d}", n, f"Cluster {n}", members, 0) for n, members in enumerate(found, 1))


def _solved(context: EditContext, watch: Watch, seed: int) -> Answer:
    problem = build_problem(context.schools, context.standing, context.plan, seed)
    solution = solve(problem, watch)
    if solution.ended == Ended.CANCELLED:
        raise Cancelled("stopped as asked")
    return Answer(problem, solution)


def case_at(context: EditContext, what: What, value: float) -> EditContext:
    """The context at one figure. `InputError` where it cannot be."""
    if what == "fall":
        return replace(context, schools=fallen(context.schools, value))
    return replace(context, plan=replace(context.plan, rules=rules_at(context.plan.rules, what, value)))


def rules_at(rules: Rules, what: What, value: float) -> Rules:
    """The rules with one figure set. `InputError` where it cannot be."""
    if what not in UNITS or what == "fall":
        raise InputError(f"{what} cannot be swept", remedy=f"Choose one of {', '.join(UNITS)}.")
    change: dict[str, Any] = {what: value if UNITS[what] in ("km", "min") else _whole(what, value)}
    if what.startswith("cap_"):
        change = {"cap_km": None, "cap_minutes": None} | change
    return validated(Rules, rules.model_dump() | change, "the sweep")


def _whole(what: str, value: float) -> int:
    if value != int(value):
        raise InputError(f"{what} {value:g}: not a whole number", remedy="Give whole numbers.")
    return int(value)


def fallen(schools: Schools, percent: float) -> Schools:
    """The schools with so many per cent fewer pupils each: to the nearest whole pupil, halves down, one at least."""
    if not 0 <= percent < 100:
        raise InputError(f"a fall of {percent:g} %: cannot be", remedy="Give per cents from 0 to below 100.")
    rolls = schools.roll
    lower = np.where(rolls > 0, np.maximum(1.0, np.ceil(np.round(rolls * (100 - percent) / 100, 6) - 0.5)), rolls)
    return Schools(schools.frame.assign(roll=lower), schools.source, schools.supplied)


def _row(case: EditContext, what: str, value: float, present: Sequence[Cluster], answer: Answer) -> SweepRow:
    judge = Judge.of(case.schools, case.standing, case.plan.rules)
    clusters = whole_plan(case, answer)
    figures = [judge.figures(cluster) for cluster in clusters]
    made = {cluster.members for cluster in clusters}
    to_place = {int(urn) for urn in case.schools.urn[case.standing.to_place]}
    placed = len(to_place & {urn for cluster in clusters for urn in cluster.members})
    pairs = sum(one.pairs for one in figures)
    cost_km = sum(one.cost_km for one in figures)
    lost = answer.solution.unplaced - answer.solution.unplaced_bound
    return SweepRow(
        what=what,
        value=value,
        placed=placed,
        unplaced=len(to_place) - placed,
        unplaced_bound=len(to_place) - placed - lost,
        clusters=len(clusters),
        travel_km=cost_km - len(clusters) * case.plan.rules.partnership_cost_km,
        cost_km=cost_km,
        mean_km=sum(one.pairs * one.mean_km for one in figures) / max(1, pairs),
        gap_percent=answer.solution.gap_percent,
        proven=answer.solution.proven,
        present=len(present),
        still_allowed=_allowed(case, present),
        kept=tuple(cluster.id for cluster in present if cluster.members in made),
        measure=plan_measure(case.schools, case.plan.rules),
        pairs_kept_apart=sum(one.parted for one in figures),
    )


def _allowed(case: EditContext, present: Sequence[Cluster]) -> tuple[str, ...]:
    """Ids of the present clusters that keep every rule at a figure; one that splits schools to be kept together does not."""
    plan = plan_with({cluster.id: cluster for cluster in present}, case.plan)
    scoreboard = Scoreboard.of(case.schools, case.standing, plan)
    split = {urn for fault in scoreboard.plan_violations for urn in fault.urns}
    return tuple(
        cluster.id
        for cluster in present
        if not scoreboard.clusters[cluster.id].violations and split.isdisjoint(cluster.members)
    )


def whole_plan(context: EditContext, answer: Answer) -> tuple[Cluster, ...]:
    """The clusters that an answer proposes, and the locked ones, which no problem holds."""
    locked = tuple(context.plan.clusters[key] for key in sorted(context.plan.locked_clusters))
    return locked + tuple(Cluster("", 0, "", members, 0) for members in answer.solution.clusters)
