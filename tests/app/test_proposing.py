"""The use case of a proposal: how it ends when it is stopped, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.neighbours import around, clustered
from wolds.app.proposing import propose
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools


class StoppedAtTheReasons:
    """A person who stops just when the reasons are looked for."""

    def __init__(self) -> None:
        self.stopped = False

    def tell(self, fraction: float, message: str = "") -> None:
        self.stopped = self.stopped or "left over" in message

    def should_stop(self) -> bool:
        return self.stopped


def lonely_schools(count: int) -> EditContext:
    """Schools 30 km from each other."""
    frame = pd.DataFrame({"urn": range(1, count + 1), "status": "Open", "phase": "Primary", "roll": 50.0})
    frame["easting"] = [100_000 + 30_000 * (n % 15) for n in range(count)]
    frame["northing"] = [100_000 + 30_000 * (n // 15) for n in range(count)]
    schools, plan = Schools.from_frame(frame), Plan(rules=Rules())
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


def test_a_county_still_gets_its_reasons_when_the_work_is_stopped() -> None:
    proposal = propose(lonely_schools(3), watch=StoppedAtTheReasons())
    assert {reason.code for reason in proposal.unplaced} == {"no-neighbour"}


def test_a_country_that_is_stopped_does_not_wait_for_reasons_and_says_so() -> None:
    proposal = propose(lonely_schools(1_200), watch=StoppedAtTheReasons())
    assert len(proposal.unplaced) == 1_200
    assert {reason.code for reason in proposal.unplaced} == {"stopped-early"}
    assert "before its reason was looked for" in proposal.unplaced[0].sentence


def test_the_cost_of_a_proposal_is_that_of_the_whole_plan_locked_clusters_and_all() -> None:
    rules = Rules(size_min=2, size_max=3, roll_min=0, partnership_cost_km=5.0)
    points = [(0, 0), (3_000, 0), (0, 4_000), (50_000, 0), (52_000, 0)]
    free = clustered(around(points, rules, roll=[60.0] * 5), (100_001, 100_002, 100_003), (100_004, 100_005))
    key = free.plan.cluster_of[100_001]
    held = replace(free.plan.clusters[key], locked=True)
    locked = replace(free, plan=plan_with({**free.plan.clusters, key: held}, free.plan))
    asked, whole = (propose(context).preview.facts for context in (locked, free))
    assert whole.cost_km == pytest.approx((3.5 + 4 + 4.5) + (2 + 2) + 2 * 5)
    for name in ("cost_km", "cost_bound_km", "partnership_km", "objective_bound_km", "gap_percent"):
        assert getattr(asked, name) == pytest.approx(getattr(whole, name)), name
