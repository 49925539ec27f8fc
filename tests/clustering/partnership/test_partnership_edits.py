"""The life of a partnership: each edit does what it says, can be taken back, and loses nothing."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.editing import done, refusal
from helpers.neighbours import around, clustered
from wolds.clustering.edits import (
    AddAction,
    AddAssociate,
    AddMeasure,
    ChangeAction,
    ChangeMeasure,
    DissolveCluster,
    EachPartnership,
    Edit,
    EditContext,
    ForgetConfidential,
    ForgetFormer,
    KeepConfidential,
    MergeClusters,
    MoveSchools,
    NewCluster,
    RecordReading,
    RemoveAction,
    RemoveAssociate,
    RemoveMeasure,
    SetBudget,
    SetHistory,
    SetJointRoles,
    SetLeadRole,
    SetModel,
    SetStage,
    TakeOver,
)
from wolds.clustering.edits.beside import place_name
from wolds.clustering.heirs import change_to, with_heirs
from wolds.clustering.models import Model
from wolds.clustering.partnership import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    FactKind,
    JointRole,
    Measure,
    ModelStep,
    Partnership,
    Spending,
    SpendingHead,
    Stage,
    Status,
)
from wolds.clustering.partnership.dashboard import former_partnerships
from wolds.clustering.plan import ProposalFacts
from wolds.clustering.project import Project
from wolds.clustering.records import plan_json, plan_record, project_from, state_json, state_of

DAY = date(2026, 9, 1)
MATHS = Action(text="Moderate maths together", category=Category.TEACHING)
READING = Measure(name="Reading at the expected standard", unit="%", baseline=60, target=75, agreed=True)


@pytest.fixture
def context() -> EditContext:
    return clustered(around([(1000.0 * n, 0) for n in range(7)]), (100_001, 100_002, 100_003), (100_004, 100_005))


def full(context: EditContext) -> EditContext:
    """Everything that can be said of C001."""
    return done(
        context,
        SetStage("C001", Stage.AGREED),
        SetLeadRole("C001", "Executive head"),
        SetModel("C001", Model.INFORMAL, Model.SOFT_FEDERATION, date(2027, 7, 1), DAY, "Signed in the hall"),
        SetJointRoles("C001", (JointRole(role="Maths lead", school=100_002),)),
        AddAction("C001", MATHS),
        AddMeasure("C001", READING),
        RecordReading("C001", "M1", date(2027, 1, 1), 66.0),
        SetBudget("C001", Budget(grant=20_000, spending=(Spending(head=SpendingHead.LEADERSHIP, pounds=12_000),))),
        AddAssociate(Associate(urn=100_006, cluster="C001", purpose="sport")),
        KeepConfidential(ConfidentialFact(urn=100_001, kind=FactKind.HEAD_RETIREMENT, on=date(2027, 8, 31))),
    )


def test_everything_said_stands_in_the_plan_and_comes_back_from_its_record(context: EditContext) -> None:
    after = full(context)
    held = after.plan.partnerships["C001"]
    assert (held.stage, held.lead_role, held.model, held.target) == (
        *(Stage.AGREED, "Executive head"),
        *(Model.INFORMAL, Model.SOFT_FEDERATION),
    )
    assert [(step.model, step.since, step.note) for step in held.history] == [(Model.INFORMAL, DAY, "Signed in the hall")]
    assert held.actions[0].id == "A1"
    assert held.measures[0].latest is not None
    assert held.measures[0].progress == pytest.approx(0.4)
    project = Project(after.schools, (after.plan,))
    back = project_from(state_json(project), after.schools)
    assert state_of(back) == state_of(project)
    assert back.plan.partnerships == after.plan.partnerships
    assert back.plan.confidential == after.plan.confidential


EDITS: list[Edit] = [
    SetStage("C001", Stage.RUNNING),
    SetLeadRole("C001", ""),
    SetModel("C001", Model.MANAGEMENT, None, None, date(2027, 9, 1)),
    SetHistory("C001", (ModelStep(model=None, since=DAY), ModelStep(model=Model.TRUST, since=date(2019, 9, 1)))),
    EachPartnership((SetStage("C001", Stage.TALKING), SetStage("C002", Stage.TALKING)), "Say the same of 2"),
    SetJointRoles("C001", ()),
    SetBudget("C001", Budget()),
    AddAction("C001", MATHS),
    ChangeAction("C001", MATHS.model_copy(update={"id": "A1", "status": Status.DONE})),
    RemoveAction("C001", "A1"),
    AddMeasure("C001", READING),
    ChangeMeasure("C001", READING.model_copy(update={"id": "M1", "target": 80.0})),
    RemoveMeasure("C001", "M1"),
    RecordReading("C001", "M1", date(2027, 1, 1), None),
    RecordReading("C001", "M1", date(2026, 12, 1), 63),
    AddAssociate(Associate(urn=100_007, network="Fen Sports", purpose="sport")),
    RemoveAssociate("S1"),
    KeepConfidential(ConfidentialFact(cluster="C002", text="The chair is unsure.")),
    KeepConfidential(ConfidentialFact(urn=100_001, kind=FactKind.HEAD_VACANCY, on=date(2027, 1, 1)), "F1"),
    ForgetConfidential("F1"),
    DissolveCluster("C001"),
    MergeClusters(("C001", "C002"), "C002"),
    MoveSchools((100_001, 100_002, 100_003), "C002"),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
def test_each_edit_can_be_taken_back_and_done_again(context: EditContext, edit: Edit) -> None:
    before = full(context)
    change = edit.change(before)
    after = before.plan.apply(change)
    assert change.text
    assert plan_record(after) != plan_record(before.plan)
    assert plan_record(after.apply(change.inverse)) == plan_record(before.plan)
    assert plan_record(after.apply(change.inverse).apply(change)) == plan_record(after)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (SetStage("C009", Stage.IDEA), "no cluster"),
        (SetStage("C001", Stage.AGREED), "so already"),
        (SetLeadRole("C001", "x" * 201), "at most"),
        (AddAction("C001", MATHS.model_copy(update={"text": " "})), "in words"),
        (ChangeAction("C001", MATHS.model_copy(update={"id": "A9"})), "no action A9"),
        (RemoveAction("C002", "A1"), "no action A1"),
        (RemoveMeasure("C001", "M9"), "no measure M9"),
        (RecordReading("C001", "M1", DAY, float("nan")), "a number"),
        (SetJointRoles("C001", (JointRole(role="Maths", school=5),)), "no school with URN 5"),
        (AddAssociate(Associate(urn=100_001, cluster="C001", purpose="sport")), "core member"),
        (AddAssociate(Associate(urn=100_006, cluster="C001", purpose="Sport")), "already"),
        (AddAssociate(Associate(urn=100_006, cluster="C009", purpose="sport")), "no cluster C009"),
        (RemoveAssociate("S9"), "no associate"),
        (KeepConfidential(ConfidentialFact(urn=5, text="x")), "no school"),
        (KeepConfidential(ConfidentialFact(urn=100_001, text="x"), "F9"), "no confidential fact F9"),
        (ForgetConfidential("F9"), "no confidential fact F9"),
        (TakeOver("C001", "C002"), "no former"),
        (ForgetFormer("C009"), "no former"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(context: EditContext, edit: Edit, says: str) -> None:
    assert says in str(refusal(full(context), edit))


@pytest.mark.parametrize(
    "fields",
    [
        {"urn": 1, "purpose": "sport"},
        {"urn": 1, "purpose": "sport", "cluster": "C1", "network": "Fen"},
        {"urn": 1, "purpose": "", "cluster": "C1"},
    ],
)
def test_an_associate_belongs_to_one_place_for_a_purpose(fields) -> None:
    with pytest.raises(ValueError):
        Associate(**fields)


def test_a_lock_does_not_hold_the_life_of_a_partnership(context: EditContext) -> None:
    from wolds.clustering.edits import LockClusters

    locked = done(context, LockClusters(("C001",), True))
    assert done(locked, AddAction("C001", MATHS)).plan.partnerships["C001"].actions


def test_the_sentences_of_confidential_edits_never_tell_the_fact(context: EditContext) -> None:
    fact = ConfidentialFact(urn=100_001, kind=FactKind.NOTE, text="The head is ill", on=date(2027, 5, 5))
    keep = KeepConfidential(fact).change(context)
    forget = ForgetConfidential("F1").change(done(context, KeepConfidential(fact)))
    for change in (keep, forget):
        assert "School 1" in change.text
        assert not any(secret in change.text for secret in ("ill", "2027", "note", "vacancy"))


def test_a_plan_s_document_for_the_file_holds_no_confidential_fact(context: EditContext) -> None:
    fact = ConfidentialFact(urn=100_001, text="The head is ill")
    plan = done(context, KeepConfidential(fact)).plan
    assert "The head is ill" in plan_json(plan)
    assert "The head is ill" not in plan_json(plan, confidential=False)


def test_a_second_reading_of_a_day_replaces_the_first_and_the_series_stays_in_order(context: EditContext) -> None:
    after = done(
        context,
        AddMeasure("C001", READING),
        RecordReading("C001", "M1", date(2027, 1, 1), 66),
        RecordReading("C001", "M1", date(2026, 10, 1), 61),
        RecordReading("C001", "M1", date(2027, 1, 1), 67),
    )
    series = after.plan.partnerships["C001"].measures[0].series
    assert [(reading.on.isoformat(), reading.value) for reading in series] == [("2026-10-01", 61), ("2027-01-01", 67)]


def test_a_partnership_of_which_nothing_is_said_any_more_leaves_no_record(context: EditContext) -> None:
    after = done(context, SetLeadRole("C001", "Head"), SetLeadRole("C001", ""))
    assert "C001" not in after.plan.partnerships


def test_what_was_said_of_a_cluster_that_goes_is_kept_under_its_name_and_its_id_is_not_used_again(context: EditContext) -> None:
    after = done(full(context), DissolveCluster("C001"), DissolveCluster("C002"))
    former = after.plan.partnerships["C001"]
    assert former_partnerships(after) == ("C001",)
    assert (former.former_name, former.former_members) == ("Partnership 1", (100_001, 100_002, 100_003))
    assert former.actions[0].text == MATHS.text
    assert place_name(after.plan, after.plan.associates["S1"]) == "Partnership 1"
    fresh = done(after, NewCluster((100_001, 100_002)))
    assert set(fresh.plan.clusters) == {"C002"}
    project = Project(fresh.schools, (fresh.plan,))
    assert state_of(project_from(state_json(project), fresh.schools)) == state_of(project)


def test_a_cluster_that_only_an_associate_points_to_is_remembered_too(context: EditContext) -> None:
    joined = done(context, AddAssociate(Associate(urn=100_006, cluster="C002", purpose="SEND")), DissolveCluster("C002"))
    assert joined.plan.partnerships["C002"].former_name == "Partnership 2"
    assert "C002" not in done(joined, ForgetFormer("C002"), NewCluster((100_004, 100_005))).plan.clusters


def test_another_cluster_takes_over_what_a_former_partnership_left(context: EditContext) -> None:
    both = done(
        full(context),
        AddAction("C002", MATHS.model_copy(update={"text": "Share a bus", "category": Category.TRANSPORT})),
        SetBudget("C002", Budget(grant=5_000)),
        MergeClusters(("C001", "C002"), "C002"),
    )
    assert former_partnerships(both) == ("C001",)
    change = TakeOver("C001", "C002").change(both)
    after = done(both, TakeOver("C001", "C002"))
    heir = after.plan.partnerships["C002"]
    assert former_partnerships(after) == ()
    assert [(action.id, action.text) for action in heir.actions] == [("A1", "Share a bus"), ("A2", MATHS.text)]
    assert (heir.lead_role, heir.model, heir.measures[0].name) == ("Executive head", Model.INFORMAL, READING.name)
    assert heir.budget.grant == 5_000
    assert [item.pounds for item in heir.budget.spending] == [12_000]
    assert "not added, in pounds: grant 20000" in change.text
    assert heir.former_name == ""


def test_a_proposal_hands_the_life_of_a_partnership_to_its_heir_and_keeps_what_has_none(context: EditContext) -> None:
    said = done(full(context), SetLeadRole("C002", "Head of School 4"))
    facts = ProposalFacts(0, 0, 1.0, 1.0, 0.0, True, "finished", 0.1, 0, "2026-09-01")
    proposed = [(100_001, 100_002, 100_004), (100_006, 100_007)]
    change = change_to(said.plan, with_heirs(said, proposed), facts, "Accept")
    after = said.plan.apply(change)
    assert after.clusters["C001"].members == (100_001, 100_002, 100_004)
    assert after.partnerships["C001"] == said.plan.partnerships["C001"]
    assert "C002" not in after.clusters
    assert after.partnerships["C002"].former_name == "Partnership 2"
    assert after.partnerships["C002"].lead_role == "Head of School 4"
    assert "C003" in after.clusters
    assert "C003" not in after.partnerships
    assert plan_record(after.apply(change.inverse)) == plan_record(said.plan)


def test_an_empty_partnership_says_nothing() -> None:
    assert Partnership().budget.is_empty
    assert Partnership().planned_model is None
