from __future__ import annotations

import pytest

from helpers.editing import done, refusal
from wolds.clustering.edits import (
    AcceptWarning,
    AddBarrier,
    AddKeepApart,
    AddMustLink,
    AddOverride,
    Edit,
    EditContext,
    ExcludeSchool,
    IncludeSchool,
    LockAll,
    LockClusters,
    LockSchools,
    MakeOptional,
    MoveSchools,
    RecolourCluster,
    RemoveBarrier,
    RemoveKeepApart,
    RemoveMustLink,
    RemoveOverride,
    RenameCluster,
    RenameScenario,
    SetClusterNote,
    SetEligibility,
    SetLead,
    SetRules,
    SetSchoolNote,
    Together,
    WithdrawAcceptance,
)
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules

WASH = Barrier(name="Wash", points=((0.0, 0.0), (1.0, 1.0)))


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (RenameCluster("C001", "Fen edge"), "Rename Ashby partnership to Fen edge"),
        (RecolourCluster("C001", 7), "Recolour Ashby partnership"),
        (SetLead("C001", 1), "Make Ashby the lead school of Ashby partnership"),
        (SetLead("C001", None), "Choose no lead school for Ashby partnership"),
        (SetClusterNote("C001", "x"), "Note on Ashby partnership"),
        (SetSchoolNote(1, "x"), "Note on Ashby"),
        (LockSchools((1,), True), "Lock Ashby"),
        (LockClusters(("C001", "C002"), True), "Lock 2 clusters"),
        (LockAll(True), "Lock every cluster"),
        (AcceptWarning("cap:1+2", "bus"), "Accept a warning: bus"),
        (SetRules(Rules(cap_km=8.0)), "Change the rules"),
        (SetEligibility(Eligibility(roll_max=50)), "Change who is to be placed (5 schools out of the plan)"),
        (AddKeepApart(1, 2, "no bridge"), "Keep Ashby and Belton apart"),
        (AddMustLink(1, 2, "one head"), "Keep Ashby and Belton together"),
        (AddOverride(PairTravel(urn_a=1, urn_b=2, minutes=9)), "Set the travel between Ashby and Belton"),
        (AddBarrier(WASH), "Add the barrier Wash"),
        (IncludeSchool(11, "asked"), "Let Kirkby in"),
        (ExcludeSchool(9, "closing"), "Leave Irnham out"),
        (MakeOptional(11, "anchor"), "Make Kirkby optional"),
        (RenameScenario("Short drives"), "Rename the scenario to Short drives"),
    ],
)
def test_the_history_says_what_was_done_and_doing_it_twice_is_refused(context: EditContext, edit: Edit, text: str) -> None:
    change = edit.change(context)
    assert change.text == text
    refusal(after(context, change), edit)


@pytest.mark.parametrize(
    "edit",
    [
        RenameCluster("C001", " "),
        RenameCluster("C001", "x" * 121),
        RenameCluster("C001", "EDENHAM partnership"),
        RecolourCluster("C001", 8),
        RecolourCluster("C001", -1),
        SetLead("C001", 4),
        SetLead("C001", 99),
        SetSchoolNote(99, "x"),
        SetSchoolNote(1, ""),
        SetSchoolNote(1, "x" * 20_001),
        LockSchools((11,), True),
        LockSchools((1,), False),
        LockClusters((), True),
        LockClusters(("C001",), False),
        LockAll(False),
        AcceptWarning("cap:1+2", "  "),
        AcceptWarning("", "bus"),
        WithdrawAcceptance("cap:1+2"),
        SetRules(Rules(keep_apart=(Link(urn_a=1, urn_b=99),))),
        SetEligibility(Eligibility(la_codes=("123",))),
        AddKeepApart(1, 1, "x"),
        AddKeepApart(1, 99, "x"),
        AddMustLink(1, 1, "x"),
        AddOverride(PairTravel(urn_a=1, urn_b=99, km=3)),
        AddBarrier(WASH.model_copy(update={"name": " "})),
        RemoveBarrier("Wash"),
        RemoveKeepApart(1, 2),
        RemoveMustLink(1, 2),
        RemoveOverride(1, 2),
        IncludeSchool(1, "x"),
        IncludeSchool(12, "x"),
        MakeOptional(12, "x"),
        ExcludeSchool(11, "x"),
        RenameScenario(""),
        Together(()),
    ],
)
def test_nonsense_is_refused_without_a_remedy(context: EditContext, edit: Edit) -> None:
    assert refusal(context, edit).unlock is None


def test_names_notes_colours_and_leads_of_locked_clusters_can_be_changed(context: EditContext) -> None:
    context = done(context, LockAll(True))
    plan = done(context, RenameCluster("C001", "A"), SetLead("C001", 1), RecolourCluster("C001", 6)).plan
    assert (plan.clusters["C001"].name, plan.clusters["C001"].lead, plan.clusters["C001"].locked) == ("A", 1, True)


def test_a_lock_of_the_cluster_is_named_when_its_school_is_to_be_unlocked(context: EditContext) -> None:
    context = done(context, LockClusters(("C001",), True))
    error = refusal(context, LockSchools((1,), False))
    assert str(error) == "Ashby is held by the lock of Ashby partnership."
    assert error.unlock == LockClusters(("C001",), False)


def test_lifting_every_lock_lifts_those_of_schools_too(context: EditContext) -> None:
    plan = done(context, LockSchools((1, 9), True), LockClusters(("C002",), True), LockAll(False)).plan
    assert (dict(plan.school_locks), plan.locked_clusters) == ({}, frozenset())


def test_excluded_schools_of_a_selection_are_passed_over_when_locking(context: EditContext) -> None:
    assert dict(done(context, LockSchools((1, 11), True)).plan.school_locks) == {1: "C001"}


def test_a_school_left_out_leaves_its_cluster_and_the_other_lists(context: EditContext) -> None:
    context = done(context, MakeOptional(1, "anchor"), ExcludeSchool(1, "closing"))
    assert 1 not in context.plan.cluster_of
    eligibility = context.plan.eligibility
    assert (eligibility.exclude, eligibility.optional) == ((Choice(urn=1, reason="closing"),), ())
    context = done(context, IncludeSchool(1, "back"))
    assert context.plan.eligibility.exclude == ()
    assert context.plan.eligibility.include == (Choice(urn=1, reason="back"),)


def test_a_locked_school_is_not_left_out(context: EditContext) -> None:
    context = done(context, LockSchools((1,), True))
    assert refusal(context, ExcludeSchool(1, "closing")).unlock == LockSchools((1,), False)


def test_a_narrower_filter_takes_schools_out_of_clusters_but_not_out_of_locks(context: EditContext) -> None:
    context = done(context, LockClusters(("C002",), True), SetEligibility(Eligibility(roll_max=50)))
    assert {key: cluster.members for key, cluster in context.plan.clusters.items()} == {"C001": (1, 2, 3), "C002": (4, 5, 6)}


def test_a_second_rule_for_a_pair_replaces_the_first_whichever_way_round(context: EditContext) -> None:
    rules = done(context, AddKeepApart(1, 2, "river"), AddKeepApart(2, 1, "no bridge")).plan.rules
    assert [link.reason for link in rules.keep_apart] == ["no bridge"]


@pytest.mark.parametrize(
    ("add", "remove"),
    [
        (AddKeepApart(1, 2, "x"), RemoveKeepApart(2, 1)),
        (AddMustLink(1, 2, "x"), RemoveMustLink(2, 1)),
        (AddOverride(PairTravel(urn_a=1, urn_b=2, km=1)), RemoveOverride(2, 1)),
        (AddBarrier(WASH), RemoveBarrier("Wash")),
        (AcceptWarning("k", "r"), WithdrawAcceptance("k")),
    ],
)
def test_what_was_added_can_be_removed(context: EditContext, add: Edit, remove: Edit) -> None:
    plan = done(context, add, remove).plan
    assert plan.rules == context.plan.rules
    assert dict(plan.accepted) == {}


def test_another_barrier_of_the_same_name_is_refused(context: EditContext) -> None:
    refusal(done(context, AddBarrier(WASH)), AddBarrier(WASH.model_copy(update={"name": "wash", "minutes": 3})))


def test_several_edits_are_one_step_and_none_of_them_is_done_where_one_refuses(context: EditContext) -> None:
    context = done(context, LockSchools((1,), True))
    change = Together((LockSchools((1,), False), MoveSchools((1,), "C002")), "Unlock and move Ashby").change(context)
    assert change.text == "Unlock and move Ashby"
    assert context.plan.apply(change).cluster_of[1] == "C002"
    refusal(context, Together((RenameScenario("B"), MoveSchools((1,), "C002"))))
    refusal(context, Together((LockSchools((1,), False), LockSchools((1,), True))))
