"""Answers of the engine about the tiny county: East is short of nothing once the floor is lower; one school has no partner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wolds.clustering.edits.base import EditContext
from wolds.clustering.plan import plan_with
from wolds.clustering.rules import Rules


@pytest.fixture
def context(bench) -> EditContext:
    """Two clusters of three; Goxhill, near both, is in none for want of a cap that reaches."""
    rules = Rules(cap_km=7.0, size_min=2, size_max=6, roll_min=150)
    plan = plan_with(dict(bench.plan.clusters), replace(bench.plan, rules=rules))
    return EditContext(bench.schools, bench.standing, plan)
