"""Whatever is done in whatever order: nothing but EditError, no school in two clusters, locks hold, undo takes all back."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.clustering.edits import (
    AcceptWarning,
    AddAction,
    AddAssociate,
    AddKeepApart,
    AddMeasure,
    AddMustLink,
    AddToNote,
    ChangeAction,
    ChangeMeasure,
    DissolveCluster,
    Edit,
    EditContext,
    EditError,
    ExcludeSchool,
    ForgetConfidential,
    ForgetFormer,
    ForgetRelation,
    IncludeSchool,
    KeepConfidential,
    LockAll,
    LockClusters,
    LockSchools,
    MakeOptional,
    MergeClusters,
    MoveSchools,
    NewCluster,
    PlaceSchools,
    Placing,
    RecolourCluster,
    RecordReading,
    RemoveAction,
    RemoveAssociate,
    RemoveMeasure,
    RenameCluster,
    RenameClusters,
    RenameScenario,
    SetBudget,
    SetClusterNote,
    SetEligibility,
    SetJointRoles,
    SetLead,
    SetLeadRole,
    SetModel,
    SetPolicy,
    SetRules,
    SetSchoolNote,
    SetStage,
    SplitCluster,
    TakeIdea,
    TakeOver,
    TakeRelations,
    Together,
    WithdrawAcceptance,
)
from wolds.clustering.edits.standing import left_out_members
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import Eligibility, standing_of
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
    Partnership,
    Spending,
    SpendingHead,
    Stage,
    Status,
)
from wolds.clustering.plan import Cluster, Plan, PlanChange, plan_with
from wolds.clustering.policy import Policy
from wolds.clustering.project import Project
from wolds.clustering.records import plan_record, project_from, state_json, state_of
from wolds.clustering.rules import RECORDED_KINDS, Relation, Rules
from wolds.geo.schools import Schools

urn = st.sampled_from([*range(1, 11), *range(1, 11), 11, 12, 13])
urns = st.lists(urn, min_size=1, max_size=3).map(tuple)
key = st.sampled_from(["C001", "C002", "C003", "C004", "C005", "C009"])
keys = st.lists(key, min_size=2, max_size=3).map(tuple)
words = st.sampled_from(["", "Fen edge", "Marsh", "a note"])
entry = st.integers(1, 2)
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
models = st.none() | st.sampled_from(list(Model))
money = st.none() | st.floats(0, 30_000)
items = st.lists(st.builds(Spending, head=st.sampled_from(SpendingHead), pounds=st.floats(0, 9_999)), max_size=2).map(tuple)
budgets = st.builds(Budget, grant=money, levy_per_school=money, levy_per_pupil=money, spending=items)
actions = st.builds(
    Action,
    id=entry.map(lambda n: f"A{n}"),
    text=st.sampled_from(["Maths", " "]),
    category=st.sampled_from(Category),
    status=st.sampled_from(Status),
)
measures = st.builds(Measure, id=entry.map(lambda n: f"M{n}"), name=st.just("Reading"), baseline=money, target=money)
placings = st.one_of(
    st.builds(Placing, urn, key),
    st.builds(Placing, urn),
    st.builds(Placing, urn, new=st.sampled_from(["new", "other"]), name=words, leads=st.booleans()),
)
membership: st.SearchStrategy[Edit] = st.one_of(
    st.builds(MoveSchools, urns, st.none() | key),
    st.builds(MoveSchools, urns, key),
    st.builds(NewCluster, urns),
    st.builds(NewCluster, urns, words),
    st.builds(MergeClusters, keys, st.none() | key),
    st.builds(SplitCluster, key, urn.map(lambda one: (one,))),
    st.builds(DissolveCluster, key),
    st.builds(PlaceSchools, st.lists(placings, min_size=1, max_size=6).map(tuple)),
)
relations = st.builds(
    Relation, kind=st.sampled_from(RECORDED_KINDS), urns=st.sets(urn, min_size=2, max_size=4).map(sorted).map(tuple), name=words
)
vacancies = st.builds(ConfidentialFact, urn=urn, kind=st.just(FactKind.HEAD_VACANCY), on=days)
other: st.SearchStrategy[Edit] = st.one_of(
    st.builds(LockSchools, urns, st.booleans()),
    st.builds(LockClusters, keys, st.booleans()),
    st.builds(LockAll, st.booleans()),
    st.builds(RenameCluster, key, words),
    st.builds(RenameClusters, st.lists(st.tuples(key, words), min_size=1, max_size=3).map(tuple)),
    st.builds(AddToNote, key | urn, words),
    st.builds(RecolourCluster, key, st.integers(-1, 8)),
    st.builds(SetLead, key, st.none() | urn),
    st.builds(SetClusterNote, key, words),
    st.builds(SetSchoolNote, urn, words),
    st.builds(AcceptWarning, words, words),
    st.builds(WithdrawAcceptance, words),
    st.builds(SetRules, st.builds(Rules, cap_km=st.sampled_from([8.0, 12.0]))),
    st.builds(SetEligibility, st.builds(Eligibility, roll_max=st.sampled_from([None, 60, 80]))),
    st.builds(AddKeepApart, urn, urn, words),
    st.builds(AddMustLink, urn, urn, words),
    st.builds(TakeRelations, st.lists(relations, max_size=2).map(tuple), st.lists(vacancies, max_size=2).map(tuple), words),
    st.builds(ForgetRelation, relations),
    st.builds(IncludeSchool, urn, words),
    st.builds(ExcludeSchool, urn, words),
    st.builds(MakeOptional, urn, words),
    st.builds(RenameScenario, words),
    st.builds(SetStage, key, st.sampled_from(Stage)),
    st.builds(SetLeadRole, key, words),
    st.builds(SetModel, key, models, models, st.none() | days, days, words),
    st.builds(
        SetJointRoles, key, st.lists(st.builds(JointRole, role=st.just("SENCO"), school=st.none() | urn), max_size=2).map(tuple)
    ),
    st.builds(SetBudget, key, budgets),
    st.builds(AddAction, key, actions),
    st.builds(ChangeAction, key, actions),
    st.builds(RemoveAction, key, entry.map(lambda n: f"A{n}")),
    st.builds(AddMeasure, key, measures),
    st.builds(ChangeMeasure, key, measures),
    st.builds(RemoveMeasure, key, entry.map(lambda n: f"M{n}")),
    st.builds(RecordReading, key, entry.map(lambda n: f"M{n}"), days, st.none() | st.floats(-10, 200)),
    st.builds(AddAssociate, st.builds(Associate, urn=urn, cluster=key, purpose=st.sampled_from(["sport", "SEND"]))),
    st.builds(AddAssociate, st.builds(Associate, urn=urn, network=st.just("Fen"), purpose=st.just("sport"))),
    st.builds(RemoveAssociate, entry.map(lambda n: f"S{n}")),
    st.builds(KeepConfidential, st.builds(ConfidentialFact, urn=urn, on=days), st.sampled_from(["", "", "F1"])),
    st.builds(KeepConfidential, st.builds(ConfidentialFact, cluster=key, text=st.just("secret"))),
    st.builds(ForgetConfidential, entry.map(lambda n: f"F{n}")),
    st.builds(TakeOver, key, key),
    st.builds(TakeIdea, urns, words, words, st.builds(Partnership, lead_role=words)),
    st.builds(ForgetFormer, key),
    st.builds(SetPolicy, st.none() | st.builds(Policy, name=words.filter(bool))),
)
simple = membership | other
edits = st.lists(simple | st.builds(Together, st.tuples(simple, simple)), min_size=6, max_size=30)


def _start() -> EditContext:
    """A dozen schools in three rows, one of another phase, one without a point; three clusters."""
    columns = {
        "urn": range(1, 13),
        "name": [f"School {urn}" for urn in range(1, 13)],
        "town": [f"Town {urn // 3}" for urn in range(1, 13)],
        "status": "Open",
        "phase": ["Primary"] * 10 + ["Secondary", "Primary"],
        "roll": [35.0 + 5 * urn for urn in range(1, 13)],
        "easting": [500_000.0 + 3_000 * (urn % 4) for urn in range(1, 12)] + [float("nan")],
        "northing": [330_000.0 + 3_000 * (urn // 4) for urn in range(1, 12)] + [float("nan")],
    }
    clusters = {
        "C001": Cluster("C001", 1, "Ashby partnership", (1, 2, 3), 0, lead=2, note="meets in May"),
        "C002": Cluster("C002", 2, "Edenham partnership", (4, 5, 6), 1),
        "C003": Cluster("C003", 3, "Horbling partnership", (7, 8), 2),
    }
    schools, plan = Schools.from_frame(pd.DataFrame(columns)), plan_with(clusters)
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


START = _start()


def _holds(context: EditContext) -> None:
    plan = context.plan
    members = [urn for cluster in plan.clusters.values() for urn in cluster.members]
    assert len(members) == len(set(members))
    assert dict(plan.cluster_of) == {urn: key for key, cluster in plan.clusters.items() for urn in cluster.members}
    for key, cluster in plan.clusters.items():
        assert cluster.id == key
        assert cluster.members
        assert cluster.lead is None or cluster.lead in cluster.members
    assert len({cluster.name.casefold() for cluster in plan.clusters.values()}) == len(plan.clusters)
    assert len({cluster.number for cluster in plan.clusters.values()}) == len(plan.clusters)
    assert all(plan.cluster_of.get(urn, "") == home for urn, home in plan.school_locks.items())
    for key, partnership in plan.partnerships.items():
        assert bool(partnership.former_name) == (key not in plan.clusters)
    _same_standing(context)


def _same_standing(context: EditContext) -> None:
    fresh = standing_of(context.schools, context.plan.eligibility)
    assert (fresh.role == context.standing.role).all()


def _held(plan: Plan) -> dict[int, str]:
    return {urn: plan.cluster_of.get(urn, "") for urn in range(1, 13) if plan.is_locked(urn)}


@settings(max_examples=80, deadline=None)
@given(edits)
def test_any_run_of_edits_keeps_the_plan_sound_and_can_be_undone(run: list[Edit]) -> None:
    context = START
    done: list[PlanChange] = []
    before: list[dict[str, object]] = []
    for edit in run:
        try:
            change = edit.change(context)
        except EditError:
            continue
        assert change.records
        assert change.text
        before.append(plan_record(context.plan))
        held = _held(context.plan)
        context = after(context, change)
        if not isinstance(edit, Together):  # which may lift a lock first
            assert held.items() <= {urn: context.plan.cluster_of.get(urn, "") for urn in range(1, 13)}.items()
        _holds(context)
        if isinstance(edit, SetEligibility):  # who is left out has left, but for those that a lock holds
            assert all(context.plan.is_locked(urn) for urn in left_out_members(context, context.standing))
        done.append(change)
    project = Project(context.schools, (context.plan,))
    assert state_of(project_from(state_json(project), context.schools)) == state_of(project)
    plan = context.plan
    for change, record in zip(reversed(done), reversed(before), strict=True):
        again = plan.apply(change.inverse)
        assert plan_record(again) == record
        assert plan_record(again.apply(change)) == plan_record(plan)
        plan = again


@settings(max_examples=80, deadline=None)
@given(edits)
def test_the_remedy_of_a_refusal_can_be_done(run: list[Edit]) -> None:
    context = START
    for edit in run:
        try:
            context = after(context, edit.change(context))
        except EditError as error:
            if error.unlock is not None and not isinstance(edit, Together):
                context = after(context, error.unlock.change(context))
        _holds(context)
