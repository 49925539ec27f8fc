"""Rule sets over the small primaries of rural authorities: how soon each is proven best, from nothing and after an edit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.timing import Outcome, timed

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext
    from wolds.clustering.plan import Plan
    from wolds.clustering.problem import Solution
    from wolds.geo.schools import Schools

SMALL: Final = 209
_LINKS: Final = 4
_LEFT_FREE: Final = 4


@dataclass(frozen=True)
class Case:
    """One rule set over one authority. `links`: how many pairs of near neighbours must stay together."""

    la: str
    cap_km: float
    size: tuple[int, int]
    roll_min: int
    more: dict[str, Any] = field(default_factory=dict)
    links: int = 0

    def __str__(self) -> str:
        words = [f"{key.replace('_', '-')} {value}" for key, value in self.more.items()]
        words += [f"{self.links} must-links"] if self.links else []
        return ", ".join([f"{self.la}: {self.cap_km} km", f"{self.size[0]}-{self.size[1]}", f"roll {self.roll_min}", *words])


_HUB: Final = {"objective": "hub"}
_LEAD: Final = {"objective": "hub", "cap_rule": "lead"}

CASES: Final = (
    # Norfolk
    Case("926", 8, (3, 6), 150),
    Case("926", 10, (3, 6), 150, {"max_clusters": 50}),
    Case("926", 12, (2, 4), 105, {"partnership_cost_km": 5}),
    # North Yorkshire
    Case("815", 10, (3, 6), 150),
    Case("815", 12, (3, 6), 105, _HUB),
    Case("815", 15, (2, 4), 150, {"mix": "required"}),
    # Devon
    Case("878", 8, (2, 4), 0, {"partnership_cost_km": 3}),
    Case("878", 10, (3, 6), 150, _HUB),
    Case("878", 12, (3, 6), 250),
    # Lincolnshire
    Case("925", 12, (3, 6), 150, {"max_clusters": 40}),
    Case("925", 10, (3, 8), 250, _HUB | {"partnership_cost_km": 5}),
    Case("925", 15, (3, 6), 150, links=_LINKS),
    # Cornwall
    Case("908", 8, (3, 8), 150),
    Case("908", 12, (2, 4), 150, _HUB),
    Case("908", 10, (3, 6), 150, {"mix": "required"}),
    # Suffolk
    Case("935", 12, (3, 6), 150, {"partnership_cost_km": 10}),
    Case("935", 10, (2, 4), 105, _HUB | {"max_clusters": 40}),
    Case("935", 15, (2, 4), 250),
    # Somerset
    Case("933", 8, (3, 6), 0, _HUB),
    Case("933", 10, (3, 6), 250, links=_LINKS),
    Case("933", 12, (2, 4), 150, {"mix": "forbidden"}),
    # Gloucestershire
    Case("916", 8, (3, 6), 150, _HUB | {"mix": "required"}),
    Case("916", 10, (2, 4), 0),
    Case("916", 12, (3, 6), 105, {"max_clusters": 35}),
    # Wiltshire
    Case("865", 10, (3, 6), 150, _LEAD),
    Case("865", 12, (3, 6), 250, _HUB | {"partnership_cost_km": 5}),
    Case("865", 15, (2, 4), 105),
    # Oxfordshire
    Case("931", 8, (2, 4), 150, _LEAD),
    Case("931", 10, (3, 8), 250),
    Case("931", 12, (3, 6), 0, {"mix": "forbidden", "partnership_cost_km": 3}),
    # Shropshire
    Case("893", 12, (3, 8), 150),
    Case("893", 15, (3, 6), 250, _HUB),
    Case("893", 10, (2, 4), 150, {"max_clusters": 25}, links=_LINKS),
    # Dorset
    Case("838", 10, (3, 8), 250, {"partnership_cost_km": 5}),
    Case("838", 12, (3, 6), 150, _HUB | {"max_clusters": 20}),
    Case("838", 15, (3, 6), 105),
    # Northumberland
    Case("929", 15, (3, 6), 150, {"mix": "required"}),
    Case("929", 12, (3, 8), 0, _HUB),
    Case("929", 15, (2, 4), 250, {"partnership_cost_km": 10}),
    # Herefordshire
    Case("884", 15, (3, 8), 250),
    Case("884", 12, (3, 6), 150, _LEAD | {"max_clusters": 15}),
    Case("884", 10, (2, 4), 105, _HUB, links=_LINKS),
    # Westmorland and Furness
    Case("943", 12, (3, 6), 150),
    Case("943", 15, (3, 8), 150, _HUB | {"partnership_cost_km": 5}),
    Case("943", 10, (2, 4), 0, {"max_clusters": 28}),
)


def measure(register: str, runs: int, only: str = "") -> Outcome:
    """Propose under each rule set, then again after each of two edits; `only` keeps the cases whose words hold it."""
    from wolds.geo.registers import read_register

    schools = read_register(register).schools
    cases = [case for case in CASES if only in str(case)]
    _proposed(_context(schools, cases[0]), 1)  # libraries load once in a session
    facts = [_measured(schools, case, runs) for case in cases]
    seconds = {name: [fact[name] for fact in facts] for name in ("first", "moved", "rest")}
    return Outcome(seconds, {"cases": facts})


def _measured(schools: Schools, case: Case, runs: int) -> dict[str, Any]:
    context = _context(schools, case)
    seconds, solution = _proposed(context, runs)
    moved, _ = _proposed(replace(context, plan=_one_moved(context, solution)), runs)
    rest, _ = _proposed(replace(context, plan=_all_but_a_few_locked(context, solution)), runs)
    return {
        "case": str(case),
        "to_place": int(context.standing.to_place.sum()),
        "feasible_clusters": solution.feasible_clusters,
        "unplaced": solution.unplaced,
        "unplaced_bound": solution.unplaced_bound,
        "gap_percent": solution.gap_percent,
        "proven": solution.proven,
        "first": seconds,
        "moved": moved,
        "rest": rest,
    }


def _proposed(context: EditContext, runs: int) -> tuple[float, Solution]:
    """The median of the seconds from plan to answer, and the answer."""
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve

    taken, solution = timed(lambda: solve(build_problem(context.schools, context.standing, context.plan)), runs)
    return float(np.median(taken)), solution


def _context(schools: Schools, case: Case) -> EditContext:
    from wolds.clustering.edits.base import EditContext
    from wolds.clustering.eligibility import Eligibility, standing_of
    from wolds.clustering.plan import Plan
    from wolds.clustering.rules import Rules

    eligibility = Eligibility(la_codes=(case.la,), roll_max=SMALL)
    standing = standing_of(schools, eligibility)
    values = {"cap_km": case.cap_km, "size_min": case.size[0], "size_max": case.size[1], "roll_min": case.roll_min}
    links = [{"urn_a": a, "urn_b": b} for a, b in _neighbours(schools, np.flatnonzero(standing.to_place), case.links)]
    rules = Rules.model_validate(values | case.more | {"must_link": links})
    return EditContext(schools, standing, Plan(rules=rules, eligibility=eligibility))


def _neighbours(schools: Schools, rows: np.ndarray, count: int) -> list[tuple[int, int]]:
    """So many pairs of schools that are each other's nearest, spread over the authority by URN."""
    from scipy.spatial import cKDTree

    points = np.column_stack([schools.easting[rows], schools.northing[rows]])
    nearest = cKDTree(points).query(points, k=2)[1]
    other = np.where(nearest[:, 0] == np.arange(len(rows)), nearest[:, 1], nearest[:, 0])
    mutual = [(i, int(j)) for i, j in enumerate(other) if i < j and other[j] == i]
    step = max(1, len(mutual) // max(count, 1))
    return [(int(schools.urn[rows[i]]), int(schools.urn[rows[j]])) for i, j in mutual[::step][:count]]


def _one_moved(context: EditContext, solution: Solution) -> Plan:
    """The answer as the plan, its first school moved by hand to the nearest other cluster and locked there."""
    plan = _plan_of(context, solution)
    home = {urn: key for key, cluster in plan.clusters.items() for urn in cluster.members}
    schools = context.schools
    at = {int(urn): (float(e), float(n)) for urn, e, n in zip(schools.urn, schools.easting, schools.northing, strict=True)}
    mover = solution.clusters[0][0]
    others = [urn for urn in home if home[urn] != home[mover]]
    if not others:
        return plan
    nearest = min(others, key=lambda urn: ((at[urn][0] - at[mover][0]) ** 2 + (at[urn][1] - at[mover][1]) ** 2, urn))
    source, target = plan.clusters[home[mover]], plan.clusters[home[nearest]]
    clusters = dict(plan.clusters) | {
        source.id: replace(source, members=tuple(urn for urn in source.members if urn != mover)),
        target.id: replace(target, members=tuple(sorted((*target.members, mover)))),
    }
    locks = {mover: target.id, nearest: target.id}
    return _with(plan, clusters, locks)


def _all_but_a_few_locked(context: EditContext, solution: Solution) -> Plan:
    """The answer as the plan, every cluster locked but the first few."""
    plan = _plan_of(context, solution)
    free = set(sorted(plan.clusters)[:_LEFT_FREE])
    clusters = {key: replace(cluster, locked=key not in free) for key, cluster in plan.clusters.items()}
    return _with(plan, clusters, {})


def _plan_of(context: EditContext, solution: Solution) -> Plan:
    from wolds.clustering.plan import Cluster

    keys = [f"C{number:03d}" for number in range(1, len(solution.clusters) + 1)]
    clusters = {
        key: Cluster(key, number, f"Cluster {number}", members, number % 8)
        for number, (key, members) in enumerate(zip(keys, solution.clusters, strict=True), 1)
    }
    return _with(context.plan, clusters, {})


def _with(plan: Plan, clusters: dict[str, Any], locks: dict[int, str]) -> Plan:
    from wolds.clustering.plan import plan_with

    return plan_with(clusters, replace(plan, school_locks=MappingProxyType(locks)))
