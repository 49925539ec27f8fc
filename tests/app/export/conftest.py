"""A small plan to hand on, with any text in any place where text can stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from helpers.payloads import PAYLOADS
from wolds.app.export import Exported
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.problem import Unplaced
from wolds.clustering.rules import Barrier, Rules
from wolds.geo.schools import Schools, Source

FACTS = ProposalFacts(
    unplaced=1,
    unplaced_bound=1,
    cost_km=12.25,
    cost_bound_km=12.25,
    gap_percent=0.0,
    proven=True,
    ended="finished",
    solve_seconds=0.02,
    seed=7,
    made_at="2024-06-18T10:00:00",
    reasons=((100007, "no-neighbour", "No school that takes part is in reach."),),
)
ROWS = [
    # urn, name, easting, northing, roll, religion
    (100001, "Belton Primary School", 520000, 350000, 62, "Does not apply"),
    (100002, "St Mary’s Church of England Primary School", 522000, 350000, 71, "Church of England"),
    (100003, "Marsh Primary School", 521000, 352000, 55, "None"),
    (100004, "Wick Primary School", 540000, 350000, 90, ""),
    (100005, "Fen Primary School", 541000, 351000, 60, "Hindu"),
    (100006, "Dyke Primary School", 540000, 352000, 44, "Roman Catholic"),
    (100007, "Lone Primary School", 590000, 310000, 30, "Does not apply"),
    (100008, "Great Secondary School", 520500, 350500, 900, "Does not apply"),
    (100009, "Nowhere Primary School", None, None, 40, "Does not apply"),
]


@pytest.fixture(params=PAYLOADS, ids=range(len(PAYLOADS)))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def schools_with(text: str = "", *, is_sample: bool = False) -> Schools:
    frame = pd.DataFrame(ROWS, columns=["urn", "name", "easting", "northing", "roll", "religious_character"])
    frame["phase"] = ["Secondary" if urn == 100008 else "Primary" for urn in frame["urn"]]
    frame = frame.assign(status="Open", la_code="925", la_name="Lincolnshire", high_age=11.0, low_age=4.0, town="Boston")
    if text:
        text = text.encode("utf-8", "replace").decode()  # half letters cannot come from a file that was decoded
        for column in (
            "name",
            "town",
            "la_name",
            "diocese",
            "federation_name",
            "trust_name",
            "postcode",
            "religious_character",
        ):
            frame[column] = text
    source = Source(text or "edubasealldata20240617.csv", "ab" * 32, "2024-06-17", is_sample)
    return Schools.from_frame(frame, source)


@pytest.fixture
def make_exported() -> Callable[..., Exported]:
    """Makes a plan of two clusters, one unplaced, two excluded; `text` stands wherever a person or file can put text."""

    def make(text: str = "", *, is_sample: bool = False, facts: ProposalFacts | None = FACTS, **more: Any) -> Exported:
        schools = schools_with(text, is_sample=is_sample)
        barrier = Barrier(name=text or "The Wash", points=((560000, 300000), (560000, 360000)), reason=text)
        eligibility = Eligibility(exclude=(Choice(urn=100009, reason=text or "closing"),))
        clusters = {
            "C001": Cluster("C001", 1, text or "Belton partnership", (100001, 100002, 100003), 0, note=text),
            "C002": Cluster("C002", 2, text or "Fen partnership", (100004, 100005, 100006), 5, lead=100006),
        }
        plan = plan_with(clusters, Plan(name=text or "Scenario A", rules=Rules(barriers=(barrier,)), eligibility=eligibility))
        standing = standing_of(schools, eligibility)
        unplaced = (Unplaced(100007, "no-neighbour", text),) if text else ()
        said = {"version": "0.1.0", "made_at": "2024-06-18T11:00:00+01:00", "title": text or "Small schools", **more}
        return Exported(schools, standing, plan, Scoreboard.of(schools, standing, plan), unplaced, facts, **said)

    return make
