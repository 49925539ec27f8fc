"""A small plan of which much is known, with any text in any place where a person or a file can put text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pandas as pd

from wolds.app.export import Exported
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    JointRole,
    Measure,
    ModelStep,
    Partnership,
    Reading,
    Spending,
    SpendingHead,
    Stage,
)
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.problem import Unplaced
from wolds.clustering.project import LogEntry
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules
from wolds.geo.schools import Schools, Source

SECRET = "The head leaves at Easter"
NOTE = "Spoke to the governors in May"
ROWS = [
    # urn, name, easting, northing, roll, religion
    (100001, "Belton Primary School", 520000, 350000, 62, "Does not apply"),
    (100002, "St Mary’s Church of England Primary School", 523000, 350000, 71, "Church of England"),
    (100003, "Marsh Primary School", 520000, 354000, 55, "None"),
    (100004, "Wick Primary School", 540000, 350000, 90, ""),
    (100005, "Fen Primary School", 541000, 351000, 60, "Hindu"),
    (100006, "Dyke Primary School", 540000, 352000, 44, "Roman Catholic"),
    (100007, "Lone Primary School", 590000, 310000, 30, "Does not apply"),
    (100008, "Great Secondary School", 520500, 350500, 900, "Does not apply"),
    (100009, "Left Primary School", 521500, 350500, 40, "Does not apply"),
]
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
    made_at="2026-06-18T10:00:00",
    reasons=((100007, "no-neighbour", "No school that takes part is in reach."),),
)


def reported(text: str = "", *, is_sample: bool = False, rules: Rules | None = None) -> tuple[Exported, tuple[LogEntry, ...]]:
    """A plan of two clusters and its log; `text` stands wherever text can stand."""
    schools, eligibility = _schools(text, is_sample), Eligibility(exclude=(Choice(urn=100009, reason=text or "closing soon"),))
    plan = Plan(name=text or "Scenario A", rules=rules or _rules(text), eligibility=eligibility)
    plan = replace(
        plan_with(_clusters(text), plan),
        partnerships=MappingProxyType({"C001": _partnership(text)}),
        associates=MappingProxyType({"N1": Associate(urn=100007, cluster="C001", purpose=text[:200] or "sport", note=text)}),
        confidential=MappingProxyType({"F1": ConfidentialFact(urn=100001, text=text or SECRET)}),
        school_notes=MappingProxyType({100002: text or NOTE}),
        proposals=MappingProxyType({"last": FACTS}),
    )
    standing = standing_of(schools, eligibility)
    scoreboard = Scoreboard.of(schools, standing, plan)
    plan = replace(plan, accepted=MappingProxyType({fault.key: text or "agreed in May" for fault in scoreboard.violations}))
    scoreboard = Scoreboard.of(schools, standing, plan)
    unplaced = (Unplaced(100007, "no-neighbour", text),) if text else ()
    told = {"version": "0.1.0", "made_at": "2026-06-18T11:00:00+01:00", "title": plan.name}
    return Exported(schools, standing, plan, scoreboard, unplaced, FACTS, **told), _log(plan.name, text)


def _schools(text: str, is_sample: bool) -> Schools:
    frame = pd.DataFrame(ROWS, columns=["urn", "name", "easting", "northing", "roll", "religious_character"])
    frame["phase"] = ["Secondary" if urn == 100008 else "Primary" for urn in frame["urn"]]
    frame = frame.assign(status="Open", la_code="925", la_name="Fenshire", high_age=11.0, low_age=4.0, town="Boston")
    for column in ("name", "town", "la_name", "diocese", "federation_name", "trust_name", "type_name", "religious_character"):
        if text:
            frame[column] = text.encode("utf-8", "replace").decode()  # half letters cannot come from a file that was decoded
    return Schools.from_frame(frame, Source(text or "edubasealldata20260617.csv", "ab" * 32, "2026-06-17", is_sample))


def _rules(text: str) -> Rules:
    barrier = Barrier(name=text or "The Wash", points=((560000, 300000), (560000, 360000)), reason=text or "deep water")
    return Rules(
        barriers=(barrier,),
        overrides=(PairTravel(urn_a=100004, urn_b=100006, km=2.5, reason=text or "a new bridge"),),
        keep_apart=(Link(urn_a=100001, urn_b=100005, reason=text or "one site each"),),
        must_link=(Link(urn_a=100001, urn_b=100002, reason=text or "one head"),),
        roll_min=190,
    )


def _clusters(text: str) -> dict[str, Cluster]:
    return {
        "C001": Cluster("C001", 1, text or "Belton partnership", (100001, 100002, 100003), 0, note=text or NOTE),
        "C002": Cluster("C002", 2, text or "Fen partnership", (100004, 100005, 100006), 5, lead=100006, locked=True),
    }


def _partnership(text: str) -> Partnership:
    words = text[:200] or "said"
    return Partnership(
        stage=Stage.TALKING,
        lead_role=text[:200] or "executive head",
        model=Model.INFORMAL,
        target=Model.SOFT_FEDERATION,
        review_date=date(2027, 7, 1),
        history=(ModelStep(model=Model.INFORMAL, since=date(2024, 9, 1), note=words),),
        roles=(JointRole(role=text[:200] or "SENCO", school=100002, note=words),),
        actions=(Action(id="A1", text=text[:200] or "Moderate writing", category=Category.TEACHING, owner=words, note=words),),
        measures=(
            Measure(
                id="M1",
                name=text[:200] or "Reading",
                unit=words,
                baseline=60,
                target=70,
                agreed=True,
                series=(Reading(on=date(2026, 5, 1), value=65),),
            ),
        ),
        budget=Budget(grant=20_000, spending=(Spending(head=SpendingHead.LEADERSHIP, pounds=9_000, note=words),)),
    )


def _log(scenario: str, text: str) -> tuple[LogEntry, ...]:
    return (
        LogEntry("2026-06-18T10:00:00+01:00", scenario, text or "Accept the proposal of 2 clusters"),
        LogEntry("2026-06-18T10:05:00+01:00", scenario, "Keep a confidential fact on Belton Primary School"),
        LogEntry("2026-06-18T10:06:00+01:00", "Another scenario", "Move Wick Primary School elsewhere"),
        LogEntry("2026-06-18T10:07:00+01:00", scenario, text or "Move Marsh Primary School to Belton partnership"),
    )
