"""A county of a dozen schools in a row of villages, one of them excluded, one without a point."""

from __future__ import annotations

import pandas as pd
import pytest

from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.geo.schools import Schools

NAMES = [
    "Ashby",
    "Belton",
    "Carlby",
    "Dunsby",
    "Edenham",
    "Folkingham",
    "Grantby",
    "Horbling",
    "Irnham",
    "Jarvis",
    "Kirkby",
    "Lenton",
]


def county() -> Schools:
    count = len(NAMES)
    return Schools.from_frame(
        pd.DataFrame(
            {
                "urn": range(1, count + 1),
                "name": NAMES,
                "town": NAMES,
                "la_code": "990",
                "status": "Open",
                "phase": ["Primary"] * 10 + ["Secondary", "Primary"],
                "roll": [40 + 5 * number for number in range(count)],
                "easting": [500_000.0 + 3_000 * (number % 4) for number in range(count - 1)] + [float("nan")],
                "northing": [330_000.0 + 3_000 * (number // 4) for number in range(count - 1)] + [float("nan")],
            }
        )
    )


def small_plan() -> Plan:
    clusters = {
        "C001": Cluster("C001", 1, "Ashby partnership", (1, 2, 3), 0, lead=2, note="meets in May"),
        "C002": Cluster("C002", 2, "Edenham partnership", (4, 5, 6), 1),
        "C003": Cluster("C003", 3, "Horbling partnership", (7, 8), 2),
    }
    return plan_with(clusters, Plan(eligibility=Eligibility()))


@pytest.fixture
def context() -> EditContext:
    schools, plan = county(), small_plan()
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)
