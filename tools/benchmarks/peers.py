"""A proposal beside complete linkage of scikit-learn, on the same schools under the rules that both can be judged by."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.linkage import Limits, Linkage
from benchmarks.planning import plain_context
from benchmarks.timing import Outcome, side_by_side

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext


def measure(register: str, runs: int, cap_km: float = 12.0, la: str = "") -> Outcome:
    """Both in turns; without scikit-learn the facts say so and nothing is measured."""
    if find_spec("sklearn") is None:
        return Outcome(facts={"missing": True})
    context = plain_context(register, cap_km, **({"la_codes": [la]} if la else {}))
    linkage = _linkage(context, cap_km)
    last: dict[str, Any] = {}
    works = {"wolds": lambda: last.update(wolds=_solve(context)), "linkage": lambda: last.update(linkage=_group(linkage))}
    side_by_side(works, 1)
    seconds = side_by_side(works, runs)
    solution, (raw, mended) = last["wolds"], last["linkage"]
    count = int(context.standing.to_place.sum())
    facts = {
        "to_place": count,
        "wolds": {"unplaced": solution.unplaced, "clusters": len(solution.clusters), "cost_km": solution.parts.cost_km},
        "proven": solution.proven,
        "gap_percent": solution.gap_percent,
        "linkage": {"unplaced": count - sum(map(len, mended)), "clusters": len(mended), "cost_km": linkage.cost_km(mended)},
        "raw_clusters": sum(len(group) > 1 for group in raw),
        "raw_broken": linkage.broken(raw),
        "raw_alone": sum(len(group) == 1 for group in raw),
    }
    return Outcome(seconds, facts)


def _linkage(context: EditContext, cap_km: float) -> Linkage:
    schools, rules = context.schools, context.plan.rules
    rows = np.flatnonzero(context.standing.to_place)
    points = np.column_stack([schools.easting[rows], schools.northing[rows]]) / 1000
    assert rules.size_max is not None
    assert rules.roll_min is not None
    return Linkage(points, schools.roll[rows], Limits(cap_km, rules.size_min, rules.size_max, rules.roll_min))


def _solve(context: EditContext) -> Any:
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve

    return solve(build_problem(context.schools, context.standing, context.plan))


def _group(linkage: Linkage) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    raw = linkage.groups()
    return raw, linkage.repaired(raw)
