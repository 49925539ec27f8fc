"""A brief for governors: what the group is, what its model means, what to mind and whom to ask; no assessment of a school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.neighbours import around, clustered
from helpers.reports import texts_of, words_of
from wolds.clustering.edits import EditContext
from wolds.clustering.models import MODELS, Model
from wolds.clustering.partnership.records import Action, Category, ConfidentialFact, Measure, Partnership, Status
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.reporting.brief import (
    MAP,
    ROOMS,
    brief_of,
    subject_of_cluster,
    subject_of_group,
    subject_of_school,
)
from wolds.clustering.reporting.brief.room import short
from wolds.clustering.reporting.document import Bullets, Heading, Report, Table
from wolds.clustering.rules import Barrier, Rules
from wolds.geo.errors import InputError

DAY = date(2026, 11, 26)
HOME, NEAR, FAR, ALONE = 100_001, 100_002, 100_003, 100_004


@pytest.fixture
def county() -> EditContext:
    """An aided school with a community school and an academy in a trust; a school far away in no cluster."""
    context = around(
        [(0, 0), (3000, 0), (0, 4000), (50_000, 0)],
        roll=[62, 70, 30, 40],
        religious_character=["Church of England", "None", "None", "None"],
        diocese=["Diocese of Ely", "", "", ""],
        type_name=["Voluntary aided school", "Community school", "Academy converter", "Community school"],
        trust_name=["", "", "Fen Trust", ""],
    )
    return clustered(context, (HOME, NEAR, FAR))


def aiming(context: EditContext, partnership: Partnership) -> EditContext:
    return replace(context, plan=replace(context.plan, partnerships=MappingProxyType({"C001": partnership})))


def under(report: Report, title: str) -> list[str]:
    """The texts below a heading, up to the next."""
    found: list[str] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, Heading):
            inside = block.text == title
        elif inside:
            found += texts_of(block)
    return found


def test_it_begins_with_the_own_school_and_says_how_far_each_partner_is(county) -> None:
    report = brief_of(subject_of_school(county, NEAR), DAY)
    table = next(block for block in report.blocks if isinstance(block, Table))
    at = [column.header for column in table.columns].index("From your school")
    assert [(row[1], row[at]) for row in table.rows] == [
        ("School 2", "your school"),
        ("School 1", "3 km (about 5 min)"),
        ("School 3", "5 km (about 8 min)"),
    ]
    assert report.title == "Brief for governors: School 2"
    assert [figure.name for figure in report.figures] == [MAP]


def test_it_tells_the_combined_roll_the_longest_way_and_its_measure(county) -> None:
    told = under(brief_of(subject_of_school(county, HOME), DAY), "The schools")
    assert "3 schools, 162 pupils" in told
    assert "5 km (about 8 min), between School 2 and School 3" in told
    assert any("minutes are an estimate" in text for text in told)


def test_the_planned_model_says_what_becomes_of_name_budget_governors_and_head(county) -> None:
    report = brief_of(subject_of_school(aiming(county, Partnership(target=Model.MANAGEMENT)), HOME), DAY)
    told = under(report, "What a management partnership means")
    facts = MODELS[Model.MANAGEMENT]
    assert {facts.school_name, facts.budget, facts.governors, facts.head} <= set(told)


def test_every_model_is_judged_for_these_schools_and_the_planned_one_is_marked(county) -> None:
    report = brief_of(subject_of_school(county, HOME), DAY)
    table = next(block for block in report.blocks if isinstance(block, Table) and block.columns[0].header == "Model")
    judged = {row[0]: row[2] for row in table.rows}
    assert judged["Informal collaboration (this brief)"] == "Allowed"
    assert judged["Hard federation"] == "Not allowed"
    assert judged["Soft federation"] == "Seek advice"


def test_policy_and_law_are_told_with_their_sources(county) -> None:
    report = brief_of(subject_of_school(aiming(county, Partnership(target=Model.HARD_FEDERATION)), HOME), DAY)
    told = "\n".join(under(report, "Whom to ask first"))
    assert "This is not allowed for these schools as they are" in told
    assert "School 3 is an academy" in told
    assert "SI 2012/1035" in told
    assert "Approval needed for School 1 (Diocese of Ely)" in told
    assert "Source: Hertfordshire" in told
    assert "no legal advice" in told or "not legal advice" in told


def test_what_to_mind_says_a_thing_of_several_schools_once(county) -> None:
    told = under(brief_of(subject_of_school(county, HOME), DAY), "What to mind")
    church = [text for text in told if "a church and a school that is none" in text]
    assert church == ["For each of School 2 and School 3: a church and a school that is none: speak to Diocese of Ely first."]
    assert any("Fen Trust decides on partnerships" in text for text in told)


def test_a_school_that_would_take_the_shared_head_with_it_is_named(county) -> None:
    told = under(brief_of(subject_of_school(county, HOME), DAY), "If one school leaves")
    assert sum("too few for one shared head" in text for text in told) == 3


def test_it_is_no_assessment_for_closure_and_says_so(county) -> None:
    for subject in (subject_of_school(county, HOME), subject_of_school(county, ALONE, "too far")):
        assert "does not assess any school for closure" in words_of(brief_of(subject, DAY))


def test_a_school_in_no_cluster_learns_why_and_who_is_near(county) -> None:
    alone = subject_of_school(around([(0, 0), (3000, 0)], roll=[40, 50]), HOME, "No group has 150 pupils")
    report = brief_of(alone, DAY)
    assert "Why: No group has 150 pupils." in words_of(report)
    assert "School 2" in "\n".join(under(report, "Schools near by"))
    assert list(report.figures) == []
    nobody = brief_of(subject_of_school(county, ALONE), DAY)
    assert "No open school of the same phase is within 30 estimated minutes." in words_of(nobody)
    assert "lies in the rules" not in words_of(nobody), "nobody knows that where no reason is told"


def test_a_school_without_a_point_gets_a_brief_too() -> None:
    context = around([(float("nan"), float("nan")), (0, 0)])
    assert "no point in the register" in words_of(brief_of(subject_of_school(context, HOME), DAY))
    together = brief_of(subject_of_school(clustered(context, (HOME, NEAR)), HOME), DAY)
    assert "not known" in words_of(together)


def test_a_barrier_between_two_schools_is_told_as_no_way(county) -> None:
    estuary = Barrier(name="Estuary", points=((501_500.0, 290_000.0), (501_500.0, 310_000.0)))
    apart = replace(county, plan=replace(county.plan, rules=Rules(barriers=(estuary,))))
    told = words_of(brief_of(subject_of_school(apart, HOME), DAY))
    assert "none: a barrier lies between" in told
    assert "2 pairs kept apart by a barrier are not counted" in told


def test_a_cluster_and_a_what_if_have_a_brief_for_all_their_governors(county) -> None:
    cluster = brief_of(subject_of_cluster(county, "C001"), DAY)
    assert cluster.title == "Brief for governors: Partnership 1"
    assert "From your school" not in words_of(cluster)
    idea = brief_of(subject_of_group(county, (NEAR, ALONE), "Two villages", Model.SOFT_FEDERATION, own=NEAR), DAY)
    assert "The idea is that School 2 (70 pupils) works with School 4" in words_of(idea)
    assert "School 2 would step out of Partnership 1 of this plan" in words_of(idea)


def test_what_is_planned_is_told_and_what_was_dropped_is_not(county) -> None:
    actions = (
        Action(id="A1", text="Joint maths", category=Category.TEACHING),
        Action(id="A2", text="Shared bus", category=Category.TRANSPORT, status=Status.DROPPED),
    )
    known = Partnership(actions=actions, measures=(Measure(id="M1", name="Reading at seven"),), review_date=date(2027, 9, 1))
    told = words_of(brief_of(subject_of_school(aiming(county, known), HOME), DAY))
    assert "Joint maths (teaching, planned)" in told
    assert "Reading at seven" in told
    assert "1 September 2027" not in told or "Next review" in told
    assert "Shared bus" not in told


def test_nothing_confidential_and_no_note_is_in_it(county) -> None:
    plan = replace(
        county.plan,
        clusters=MappingProxyType({"C001": replace(county.plan.clusters["C001"], note="SECRET")}),
        confidential=MappingProxyType({"F1": ConfidentialFact(cluster="C001", text="SECRET")}),
        school_notes=MappingProxyType({HOME: "SECRET"}),
    )
    assert "SECRET" not in words_of(brief_of(subject_of_school(replace(county, plan=plan), HOME), DAY))


def test_an_unknown_cluster_is_answered_with_those_there_are_and_how_many_more(county: EditContext) -> None:
    clusters = {f"C{n:03d}": Cluster(f"C{n:03d}", n, f"Cluster {n}", (), 0) for n in range(1, 31)}
    many = replace(county, plan=plan_with(clusters, county.plan))
    with pytest.raises(InputError, match=r"It has C001, .*, C011 and 19 more\."):
        subject_of_cluster(many, "C999")


@pytest.mark.parametrize("wrong", [lambda c: subject_of_school(c, 999_999), lambda c: subject_of_cluster(c, "C999")])
def test_who_is_not_in_the_plan_is_refused_in_words(county, wrong) -> None:
    with pytest.raises(InputError):
        wrong(county)


@given(st.integers(2, 14), st.text(min_size=1, max_size=200), st.sampled_from(ROOMS))
def test_whatever_the_names_are_what_has_no_room_is_counted(count, name, room) -> None:
    context = around([(1000.0 * n, 0.0) for n in range(count)], name=[f"{name} {n}" for n in range(count)])
    context = clustered(context, tuple(range(HOME, HOME + count)))
    report = brief_of(subject_of_school(context, HOME), DAY, room=room)
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert len(table.rows) == min(count, room.schools)
    left = count - len(table.rows)
    assert (f"And {left} " in words_of(report)) == bool(left)
    assert all(len(row[1]) <= room.name for row in table.rows)
    assert all(len(block.items) <= max(room.sentences, 1) for block in report.blocks if isinstance(block, Bullets))


@given(st.text(max_size=300), st.integers(5, 120))
def test_a_shortened_text_is_never_longer_and_begins_alike(text, most) -> None:
    told = short(text, most)
    assert len(told) <= most
    assert told == text or text.startswith(told.removesuffix("…"))


@pytest.mark.parametrize(
    ("rolls", "says"),
    [
        ([100, 100, 100], "Whichever school leaves, the others have enough pupils"),
        ([20, 30, 40], "Together they have fewer pupils than pay for one shared head (about 150), whoever stays."),
        ([100, 100, None], "Some rolls are unknown, so that nobody can say"),
        ([100, 30, 40], "Without School 1: 2 schools, 70 pupils"),
        ([40, 50], "Without School 1 only School 2 is left: there is no partnership any more"),
    ],
)
def test_what_one_leaving_school_would_mean_is_never_claimed_beyond_what_is_known(rolls, says) -> None:
    context = around([(1000.0 * n, 0.0) for n in range(len(rolls))], roll=rolls)
    group = clustered(context, tuple(range(HOME, HOME + len(rolls))))
    told = "\n".join(under(brief_of(subject_of_school(group, HOME), DAY), "If one school leaves"))
    assert says in told
    assert ("Whichever" in told) == says.startswith("Whichever")
