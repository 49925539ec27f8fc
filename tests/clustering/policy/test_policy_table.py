"""The policy table: which row holds, what it means for a cluster, and how it is written, read, set and kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.editing import done, refusal
from helpers.neighbours import around, clustered
from wolds.clustering.edits import SetPolicy
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.models import Model
from wolds.clustering.partners import SchoolFacts
from wolds.clustering.plan import Plan
from wolds.clustering.policy import (
    DEFAULT_POLICY,
    Company,
    Policy,
    PolicyRow,
    Verdict,
    consequence_of,
    consequences,
    dump_policy,
    parse_policy,
)
from wolds.clustering.policy.views import crossing, triggering
from wolds.clustering.project import Project
from wolds.clustering.records import plan_from, plan_json, plan_record, project_from, state_json
from wolds.geo.errors import InputError
from wolds.geo.kinds import SchoolKind

CHURCH, NONE = "Church of England", "Does not apply"
AIDED, CONTROLLED, COMMUNITY, ACADEMY = (
    *("Voluntary aided school", "Voluntary controlled school"),
    *("Community school", "Academy converter"),
)


def members(*schools: tuple[str, str], **columns) -> list[SchoolFacts]:
    """Schools of these types and characters."""
    context = around(
        [(1000.0 * n, 0) for n in range(len(schools))],
        type_name=[kind for kind, _ in schools],
        religious_character=[character for _, character in schools],
        **columns,
    )
    return [SchoolFacts.of(context, int(urn)) for urn in context.schools.urn]


@pytest.mark.parametrize(
    ("schools", "model", "verdict"),
    [
        # informal mixing is allowed, whoever mixes
        ([(AIDED, CHURCH), (COMMUNITY, NONE)], Model.INFORMAL, Verdict.ALLOWED),
        ([(AIDED, "Roman Catholic"), (COMMUNITY, NONE)], Model.INFORMAL, Verdict.ALLOWED),
        # formal mixing with aided or Catholic schools needs approval
        ([(AIDED, CHURCH), (COMMUNITY, NONE)], Model.HARD_FEDERATION, Verdict.APPROVAL),
        ([(AIDED, CHURCH), (COMMUNITY, NONE)], Model.MANAGEMENT, Verdict.APPROVAL),
        ([(ACADEMY, "Roman Catholic"), (ACADEMY, NONE)], Model.TRUST, Verdict.APPROVAL),
        ([(CONTROLLED, CHURCH), (CONTROLLED, "Roman Catholic")], Model.MANAGEMENT, Verdict.APPROVAL),
        ([(CONTROLLED, CHURCH), (COMMUNITY, NONE)], Model.MANAGEMENT, Verdict.ADVICE),
        # among themselves
        ([(AIDED, CHURCH), (CONTROLLED, CHURCH)], Model.SOFT_FEDERATION, Verdict.ALLOWED),
        ([(AIDED, CHURCH), (CONTROLLED, CHURCH)], Model.HARD_FEDERATION, Verdict.ADVICE),
        ([(CONTROLLED, "Church of England/Methodist"), (CONTROLLED, "Methodist")], Model.SOFT_FEDERATION, Verdict.ALLOWED),
        ([(COMMUNITY, NONE), (COMMUNITY, NONE)], Model.HARD_FEDERATION, Verdict.ALLOWED),
        # the law
        ([(COMMUNITY, NONE), (ACADEMY, NONE)], Model.HARD_FEDERATION, Verdict.FORBIDDEN),
        ([(ACADEMY, NONE), (ACADEMY, NONE)], Model.HARD_FEDERATION, Verdict.FORBIDDEN),
        ([(COMMUNITY, NONE), (ACADEMY, NONE)], Model.SOFT_FEDERATION, Verdict.ALLOWED),
        ([(COMMUNITY, NONE), ("", NONE)], Model.MANAGEMENT, Verdict.ADVICE),
    ],
)
def test_the_starting_table_says_what_the_field_says(schools, model: Model, verdict: Verdict) -> None:
    assert consequence_of(members(*schools), DEFAULT_POLICY, model).verdict == verdict


def test_the_strongest_consequence_comes_first_with_its_reason_and_source() -> None:
    said = consequence_of(
        members((AIDED, CHURCH), (ACADEMY, NONE), (CONTROLLED, CHURCH)), DEFAULT_POLICY, Model.HARD_FEDERATION
    )
    assert [finding.verdict for finding in said.findings] == [Verdict.FORBIDDEN, Verdict.APPROVAL, Verdict.APPROVAL]
    assert "cannot share one governing body" in said.why
    assert "SI 2012/1035" in said.why
    assert "foundation governors" in said.findings[1].sentence
    assert "Lichfield" in said.findings[1].source
    assert any("majority" in question for question in said.questions)


def test_a_diocese_s_own_row_above_the_others_holds_for_its_schools_only() -> None:
    own = PolicyRow(diocese="diocese of ELY", character="church", informal=Verdict.APPROVAL, reason="Its board decides.")
    policy = DEFAULT_POLICY.model_copy(update={"rows": (own, *DEFAULT_POLICY.rows)})
    pair = members((CONTROLLED, CHURCH), (COMMUNITY, NONE), diocese=["Diocese of Ely", ""])
    other = members((CONTROLLED, CHURCH), (COMMUNITY, NONE), diocese=["Diocese of Lincoln", ""])
    blank = members((CONTROLLED, CHURCH), (COMMUNITY, NONE), diocese="")
    assert consequence_of(pair, policy, Model.INFORMAL).verdict == Verdict.APPROVAL
    assert "Its board decides" in consequence_of(pair, policy, Model.INFORMAL).why
    assert consequence_of(other, policy, Model.INFORMAL).verdict == Verdict.ALLOWED
    said = consequence_of(blank, policy, Model.INFORMAL)
    assert said.verdict == Verdict.ALLOWED
    assert any("names no diocese for School 1" in question for question in said.questions)


def test_a_row_that_leaves_a_model_out_lets_a_lower_row_speak() -> None:
    rows = (
        PolicyRow(school=SchoolKind.COMMUNITY, trust=Verdict.FORBIDDEN),
        PolicyRow(informal=Verdict.ALLOWED, trust=Verdict.ALLOWED),
    )
    policy = Policy(rows=rows)
    pair = members((COMMUNITY, NONE), (COMMUNITY, NONE))
    assert consequence_of(pair, policy, Model.INFORMAL).verdict == Verdict.ALLOWED
    assert consequence_of(pair, policy, Model.TRUST).verdict == Verdict.FORBIDDEN


def test_where_no_row_fits_advice_is_sought_rather_than_silence_kept() -> None:
    said = consequence_of(members((COMMUNITY, NONE), (COMMUNITY, NONE)), Policy(), Model.INFORMAL)
    assert said.verdict == Verdict.ADVICE
    assert "says nothing" in said.why


def test_clusters_are_judged_by_their_own_models_and_listed_by_what_they_trigger() -> None:
    context = around(
        [(1000.0 * n, 0) for n in range(6)],
        type_name=[AIDED, COMMUNITY, COMMUNITY, COMMUNITY, ACADEMY, COMMUNITY],
        religious_character=[CHURCH, NONE, NONE, NONE, NONE, NONE],
        la_code=["925", "926", "925", "925", "925", "925"],
        la_name=["Fenshire", "Ashshire", "Fenshire", "Fenshire", "Fenshire", "Fenshire"],
    )
    context = clustered(context, (100_001, 100_002), (100_003, 100_004), (100_005, 100_006))
    found = consequences(context, DEFAULT_POLICY, lambda _: Model.HARD_FEDERATION)
    assert [one.consequence.verdict for one in found] == [Verdict.APPROVAL, Verdict.ALLOWED, Verdict.FORBIDDEN]
    assert [one.cluster for one in triggering(found)] == ["C003", "C001"]
    assert [one.cluster for one in crossing(found)] == ["C001"]
    informal = consequences(context, DEFAULT_POLICY, lambda _: Model.INFORMAL)
    assert triggering(informal) == ()


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
named = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
verdicts = st.none() | st.sampled_from(list(Verdict))
rows = st.builds(
    PolicyRow,
    diocese=st.just("any") | named,
    school=st.just("any") | st.sampled_from(list(SchoolKind)),
    character=st.just("any") | named,
    company=st.sampled_from(list(Company)),
    informal=st.sampled_from(list(Verdict)),
    reason=words,
    source=words,
    **{model.value: verdicts for model in Model if model != Model.INFORMAL},
)
policies = st.builds(Policy, name=named, note=words, rows=st.lists(rows, min_size=1, max_size=4).map(tuple))


@given(policies)
def test_a_table_comes_back_from_its_document_and_from_a_plan(policy: Policy) -> None:
    policy = Policy.model_validate(policy.model_dump())
    back = parse_policy(dump_policy(policy).encode())
    assert back.rows == tuple(row.model_copy(update={}) for row in policy.rows)
    plan = Plan(policies={"policy": policy})
    assert plan_from(plan_json(plan)).policies["policy"] == policy


def test_the_starting_table_comes_back_whole() -> None:
    assert parse_policy(dump_policy(DEFAULT_POLICY).encode()) == DEFAULT_POLICY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe", "not a text file"),
        (b"[[row]", "not TOML"),
        (b"name = 'x'", "no row"),
        (b"version = 9\n[[row]]\ninformal = 'allowed'", "newer Wolds"),
        (b"[[row]]\ninformal = 'perhaps'", "not known"),
        (b"[[row]]\nschool = 'grammar'\ninformal = 'allowed'", "school"),
        (b"[[row]]\ndiocese = 'Ely'", "says nothing of any model"),
        (b"[[row]]\nformal = 'allowed'", "no such field"),
        (b"row = 3", "row"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_a_plain_line(text: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        parse_policy(text, "mine.toml")
    assert "mine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_setting_a_table_can_be_undone_and_is_kept_with_the_plan() -> None:
    start = clustered(around([(0, 0), (1000, 0)]), (100_001, 100_002))
    policy = Policy(name="Ely 2026", rows=(PolicyRow(informal=Verdict.APPROVAL),))
    change = SetPolicy(policy).change(start)
    after = done(start, SetPolicy(policy))
    assert policy_of(after) == policy
    assert not change.touches_settings
    assert plan_record(after.plan.apply(change.inverse)) == plan_record(start.plan)
    project = Project(after.schools, (after.plan,))
    assert project_from(state_json(project), after.schools).plan.policies["policy"] == policy
    assert policy_of(done(after, SetPolicy(None))) == DEFAULT_POLICY


def test_setting_what_holds_already_is_refused() -> None:
    start = around([(0, 0)])
    for same in (None, DEFAULT_POLICY):
        assert "so already" in str(refusal(start, SetPolicy(same)))
    assert "so already" in str(refusal(replace(done(start, SetPolicy(Policy()))), SetPolicy(Policy())))
