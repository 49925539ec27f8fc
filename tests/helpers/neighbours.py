"""Contexts of unlike schools around one, stated in a line."""

from __future__ import annotations

from typing import Any

from helpers.counties import open_primaries
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules

DEFAULTS: dict[str, Any] = {
    "low_age": 4,
    "high_age": 11,
    "la_code": "925",
    "la_name": "Fenshire",
    "religious_character": "Does not apply",
    "type_name": "Community school",
}


def around(points: list[tuple[float, float]], rules: Rules | None = None, **columns: Any) -> EditContext:
    """A context of schools at points in metres; community schools but for the columns given."""
    schools, plan = open_primaries(points, **(DEFAULTS | columns)), Plan(rules=rules or Rules())
    return EditContext(schools, standing_of(schools, Eligibility()), plan)


def clustered(context: EditContext, *members: tuple[int, ...]) -> EditContext:
    """The context with clusters of these schools: C001, C002, ..."""
    clusters = {
        f"C{n:03d}": Cluster(f"C{n:03d}", n, f"Partnership {n}", urns, n % 8) for n, urns in enumerate(members, start=1)
    }
    return EditContext(context.schools, context.standing, plan_with(clusters, context.plan))
