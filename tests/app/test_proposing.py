"""The use case of a proposal: how it ends when it is stopped."""

from __future__ import annotations

import pandas as pd

from wolds.app.proposing import propose
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Plan
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
