"""A plan with something of everything in it."""

from __future__ import annotations

import pandas as pd
import pytest

from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.project import LogEntry, Project
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules
from wolds.geo.schools import Schools, Source


def _schools() -> Schools:
    count = 10
    columns = {
        "urn": range(1, count + 1),
        "name": [f"Schöol {urn} 'quoted' \"too\"; DROP TABLE x" for urn in range(1, count + 1)],
        "la_code": "990",
        "status": "Open",
        "phase": ["Primary"] * 9 + ["Secondary"],
        "roll": [40.0 + urn for urn in range(1, count)] + [float("nan")],
        "federation_code": ["F1", "F1", "", "", "", "", "", "", "F1", "F1"],
        "federation_name": ["Fen Federation", "Fen Federation", "", "", "", "", "", "", "", ""],
        "easting": [500_000.0 + 2_000 * urn for urn in range(1, count)] + [float("nan")],
        "northing": [330_000.0 + 700 * (urn % 3) for urn in range(1, count)] + [float("nan")],
    }
    return Schools.from_frame(pd.DataFrame(columns), Source("edubase.csv", "ab" * 32, "2026-01-01", True))


@pytest.fixture
def project() -> Project:
    rules = Rules(
        keep_apart=(Link(urn_a=1, urn_b=3, reason="no bridge"),),
        must_link=(Link(urn_a=4, urn_b=5, reason="one head"),),
        overrides=(PairTravel(urn_a=1, urn_b=10, minutes=3.5),),
        barriers=(Barrier(name="Wash", points=((0.0, 0.0), (1.5, 2.25), (9.0, 1.0))),),
    )
    plan = Plan(
        name="Short drives",
        rules=rules,
        eligibility=Eligibility(la_codes=("990",), optional=(Choice(urn=9, reason="anchor"),)),
        school_locks={8: "", 1: "C002"},
        school_notes={2: "head retires <b>soon</b>"},
        accepted={"cap:1+2": "bus"},
        proposals={"last": ProposalFacts(1, 1, 2.5, 2.0, 0.1, False, "time", 0.5, 7, "2026-01-01", ((6, "roll", "Too few."),))},
    )
    clusters = {
        "C002": Cluster("C002", 2, "Fen & edge", (1, 2, 3), 3, lead=2, locked=True, note="meets in May"),
        "C003": Cluster("C003", 3, "Marsh partnership", (4, 5), 1),
    }
    log = (LogEntry("2026-01-01T09:00:00", "Short drives", "Move 1 to Marsh partnership"),)
    return Project(_schools(), (Plan(), plan_with(clusters, plan)), 1, log)
