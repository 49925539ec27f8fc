"""A plan taken back to a register that it stood on: as it stood then, with nothing of today lost."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.counties import open_primaries
from wolds.app.planfile.opening import project_from_bytes
from wolds.app.planfile.writing import project_bytes
from wolds.clustering.partnership.records import ConfidentialFact
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project, same_content
from wolds.clustering.records import plan_record
from wolds.clustering.refreshing import gone_back, heirs_of, refresh
from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import Schools, Source
from wolds.geo.supplied import SuppliedTravel, TravelSource

A, B, C, NEW, FRESH = 100_001, 100_002, 100_003, 200_001, 200_002
OLD = open_primaries([(0, 0), (1_000, 0), (2_000, 0)])
THEN = "2026-11-26T12:00:00+00:00"
LATER = "2026-11-27T12:00:00+00:00"


def newer() -> Schools:
    """A became an academy, C is not there, another opened."""
    frame = OLD.frame.set_index("urn", drop=False)
    rows = [{**frame.loc[A].to_dict(), "status": "Closed"}, frame.loc[B].to_dict()]
    rows += [{**frame.loc[A].to_dict(), "urn": NEW, "name": "Academy"}, {**frame.loc[C].to_dict(), "urn": FRESH}]
    return Schools.from_frame(pd.DataFrame(rows), Source("new.csv", "ab", "2026-09-01"))


LINKS = SchoolLinks({A: {NEW: LinkKind.SUCCESSOR}}, "links.csv", "cd", 1)


def plan_of(**fields: Any) -> Plan:
    plan = plan_with({"C1": Cluster("C1", 1, "Fen", (A, B, C), 0, lead=A, note="meets in May")}, Plan())
    return replace(plan, **{name: MappingProxyType(value) for name, value in fields.items()})


@pytest.fixture
def before() -> Project:
    return Project(OLD, (plan_of(school_notes={C: "asks to join"}), Plan(name="Other")), 0)


@pytest.fixture
def after(before: Project) -> Project:
    return refresh(before, newer(), LINKS, at=THEN).project


def test_the_plan_is_as_it_stood_on_the_register_as_it_was(before: Project, after: Project) -> None:
    edited = after.with_plan(replace(after.plan, school_notes=MappingProxyType({B: "typed since"})))
    back = gone_back(edited, 0, LATER)
    pd.testing.assert_frame_equal(back.schools.frame, before.schools.frame)
    assert back.schools.source == before.schools.source
    assert [plan_record(plan) for plan in back.scenarios] == [plan_record(plan) for plan in before.scenarios]
    assert back.log[-1].text.startswith("Back to a former register: ")
    assert back.log[-1].at == LATER
    assert len(back.log) == len(after.log) + 1


def test_one_can_go_forward_again_to_what_was_typed_since(after: Project) -> None:
    edited = after.with_plan(replace(after.plan, school_notes=MappingProxyType({B: "typed since"})))
    again = gone_back(gone_back(edited, 0), 1)
    assert [plan_record(plan) for plan in again.scenarios] == [plan_record(plan) for plan in edited.scenarios]
    assert again.schools.data_hash == edited.schools.data_hash
    assert [former.source.file for former in again.formers] == [OLD.source.file, "new.csv", OLD.source.file]


def test_who_stands_in_whose_place_follows_the_way_back_too(after: Project) -> None:
    back = gone_back(after, 0)
    assert heirs_of(after.formers, A) == (NEW,)
    assert heirs_of(back.formers, A) == (A,)
    assert heirs_of(gone_back(back, 1).formers, A) == (NEW,)


def test_confidential_facts_are_those_of_today_and_not_in_the_history(after: Project) -> None:
    facts = {
        "F1": ConfidentialFact(urn=NEW, text="the head retires"),
        "F2": ConfidentialFact(urn=FRESH, text="no deputy"),
        "F3": ConfidentialFact(cluster="C1", text="a quarrel"),
        "F4": ConfidentialFact(cluster="C9", text="old quarrel"),
    }
    today = after.with_plan(replace(after.plan, confidential=MappingProxyType(facts)))
    back = gone_back(today, 0)
    assert [(key, fact.urn, fact.cluster, fact.text) for key, fact in sorted(back.plan.confidential.items())] == [
        ("F1", A, None, "the head retires"),
        ("F2", None, f"S{FRESH}", "no deputy"),
        ("F3", None, "C1", "a quarrel"),
        ("F4", None, "C9", "old quarrel"),
    ]
    assert back.plan.partnerships[f"S{FRESH}"].former_members == (FRESH,)
    assert all("quarrel" not in former.packed_plans.text("") for former in back.formers)


def test_confidential_facts_of_a_scenario_that_was_not_there_go_to_the_active_one(after: Project) -> None:
    fact = ConfidentialFact(urn=B, text="the head retires")
    more = after.added(Plan(name="Added since", confidential=MappingProxyType({"F1": fact})))
    more = more.switched(0).with_plan(replace(after.plan, confidential=MappingProxyType({"F1": fact, "F2": fact})))
    back = gone_back(more, 0)
    assert back.names == ("Scenario A", "Other")
    assert set(back.plan.confidential.values()) == {fact}


def test_what_is_otherwise_on_the_way_back_is_kept_like_any_review(after: Project) -> None:
    review = gone_back(after, 0).formers[-1].review
    assert {(row.kind, row.urn) for row in review.rows} >= {("succeeded", NEW), ("opened", C), ("status", A)}
    assert review.facts[1] == "The plan went back to the earlier register, and to how it stood on 2026-11-26."


def test_travel_of_today_holds_where_a_school_stood_on_the_same_spot(after: Project) -> None:
    source = TravelSource("roads", "by road", "", "", "", "")
    ends = np.array([[B, NEW], [B, FRESH]])
    travel = SuppliedTravel.of(ends, np.array([900.0, 800.0]), np.array([2.0, 3.0]), source, np.array([B, NEW, FRESH]))
    today = replace(after, schools=after.schools.travelling_by(travel))
    supplied = gone_back(today, 0).schools.supplied
    assert supplied is not None
    assert supplied.urns.tolist() == [A, B]
    assert (supplied.urn_a.tolist(), supplied.urn_b.tolist(), supplied.minutes.tolist()) == ([A], [B], [2.0])


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_travel_of_then_is_found_again_with_schools_that_were_gone_or_moved(seed: int, is_saved: bool) -> None:
    """Schools close, move, become academies on the spot; the travel of then comes back to the last digit."""
    dice = np.random.default_rng(seed)
    urns = OLD.urn.tolist()
    pairs = np.array([(a, b) for a in urns for b in urns if a < b and dice.random() < 0.8] or [(A, B)])
    minutes = np.where(dice.random(len(pairs)) < 0.2, np.nan, dice.uniform(0, 40, len(pairs)))
    source = TravelSource("roads", "by road", "worked out", "", "ef" * 32, "")
    travel = SuppliedTravel.of(pairs, dice.uniform(0, 9_000, len(pairs)), minutes, source, urns, 9_000.0, 40.0)
    project = Project(OLD.travelling_by(travel), (plan_of(),))
    moved = newer().frame.assign(easting=newer().easting + dice.choice([0.0, 500.0], len(newer())))
    project = refresh(project, Schools.from_frame(moved, Source("new.csv", "ab")), LINKS).project
    if is_saved:
        project = project_from_bytes(project_bytes(project), "plan.gpkg").project
    supplied = gone_back(project, 0).schools.supplied
    assert supplied is not None
    assert supplied.digest == travel.digest


def roads_among(schools: Schools, dice: np.random.Generator) -> SuppliedTravel:
    pairs = np.array([(a, b) for a in schools.urn.tolist() for b in schools.urn.tolist() if a < b])
    metres, minutes = dice.uniform(0, 9_000, len(pairs)), dice.uniform(0, 40, len(pairs))
    source = TravelSource("roads", "by road", "worked out", "", "ef" * 32, "")
    return SuppliedTravel.of(pairs, metres, minutes, source, schools.urn, 9_000.0, 40.0)


@pytest.mark.parametrize("is_saved", [False, True])
def test_travel_of_then_is_found_again_where_two_schools_became_one_on_the_spot_of_one(is_saved: bool) -> None:
    travel = roads_among(OLD, np.random.default_rng(5))
    frame = newer().frame.set_index("urn", drop=False)
    frame.loc[B, "status"] = "Closed"
    links = SchoolLinks({A: {NEW: LinkKind.MERGED}, B: {NEW: LinkKind.MERGED}}, "links.csv", "cd", 2)
    project = Project(OLD.travelling_by(travel), (plan_of(),))
    project = refresh(project, Schools.from_frame(frame, Source("new.csv", "ab")), links).project
    if is_saved:
        project = project_from_bytes(project_bytes(project), "plan.gpkg").project
    supplied = gone_back(project, 0).schools.supplied
    assert supplied is not None
    assert supplied.digest == travel.digest


def test_travel_of_then_is_found_again_where_the_heir_of_a_school_moved_a_year_later() -> None:
    travel = roads_among(OLD, np.random.default_rng(6))
    project = refresh(Project(OLD.travelling_by(travel), (plan_of(),)), newer(), LINKS).project
    frame = newer().frame.set_index("urn", drop=False)
    frame.loc[[NEW, B], "easting"] += 700.0
    project = refresh(project, Schools.from_frame(frame, Source("third.csv", "cd")), LINKS).project
    assert gone_back(project, 1).schools.supplied is not None
    supplied = gone_back(project, 0).schools.supplied
    assert supplied is not None
    assert supplied.digest == travel.digest


def test_going_back_changes_nothing_of_the_plan_that_it_was_asked_of(after: Project) -> None:
    copy = replace(after)
    gone_back(after, 0)
    assert same_content(after, copy)
