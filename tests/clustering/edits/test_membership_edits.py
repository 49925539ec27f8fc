from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.editing import done, refusal
from wolds.clustering.edits import (
    DissolveCluster,
    Edit,
    EditContext,
    IncludeSchool,
    LockClusters,
    LockSchools,
    MergeClusters,
    MoveSchools,
    NewCluster,
    SetSchoolNote,
    SplitCluster,
)
from wolds.clustering.plan import Plan, PlanChange, ProposalFacts, RecordChange, Table


def test_a_moved_school_is_in_its_new_cluster_only(context: EditContext) -> None:
    plan = done(context, MoveSchools((1,), "C002")).plan
    assert plan.clusters["C001"].members == (2, 3)
    assert plan.clusters["C002"].members == (1, 4, 5, 6)
    assert plan.cluster_of[1] == "C002"


def test_the_history_says_in_plain_words_what_was_moved(context: EditContext) -> None:
    assert MoveSchools((1,), "C002").change(context).text == "Move Ashby to Edenham partnership"
    assert MoveSchools((1, 2), "C002").change(context).text == "Move Ashby and Belton to Edenham partnership"
    assert MoveSchools((1, 2, 3), None).change(context).text == "Take 3 schools out of Ashby partnership"


def test_an_emptied_cluster_vanishes(context: EditContext) -> None:
    assert "C003" not in done(context, MoveSchools((7, 8), "C001")).plan.clusters


def test_a_cluster_that_loses_its_lead_school_has_no_chosen_lead(context: EditContext) -> None:
    assert done(context, MoveSchools((1,), "C002")).plan.clusters["C001"].lead == 2
    assert done(context, MoveSchools((2,), "C002")).plan.clusters["C001"].lead is None


def test_a_moved_school_keeps_its_note(context: EditContext) -> None:
    plan = done(context, SetSchoolNote(1, "head retires"), MoveSchools((1,), "C002")).plan
    assert plan.school_notes[1] == "head retires"


def test_moving_where_it_is_already_is_refused(context: EditContext) -> None:
    assert "Already there" in str(refusal(context, MoveSchools((1, 2), "C001")))
    assert "Already there" in str(refusal(context, MoveSchools((9,), None)))


def test_schools_already_there_are_passed_over(context: EditContext) -> None:
    assert MoveSchools((1, 4), "C001").change(context).text == "Move Dunsby to Ashby partnership"


@pytest.mark.parametrize("edit", [MoveSchools((99,), "C001"), MoveSchools((), "C001"), MoveSchools((1,), "C099")])
def test_unknown_schools_and_clusters_are_nonsense(context: EditContext, edit: Edit) -> None:
    assert refusal(context, edit).unlock is None


def test_an_excluded_school_is_refused_with_letting_it_in_as_the_remedy(context: EditContext) -> None:
    error = refusal(context, MoveSchools((11,), "C001"))
    assert "of another phase" in str(error)
    assert isinstance(error.unlock, IncludeSchool)
    plan = done(context, error.unlock, MoveSchools((11,), "C001")).plan
    assert plan.cluster_of[11] == "C001"


def test_a_school_without_a_point_cannot_be_let_in(context: EditContext) -> None:
    error = refusal(context, MoveSchools((12,), "C001"))
    assert "no point" in str(error)
    assert error.unlock is None


def test_a_locked_school_refuses_and_its_remedy_unlocks_it(context: EditContext) -> None:
    context = done(context, LockSchools((1,), True))
    assert context.plan.school_locks == {1: "C001"}
    error = refusal(context, MoveSchools((1,), "C002"))
    assert str(error) == "Ashby is locked in Ashby partnership."
    assert error.unlock == LockSchools((1,), False)
    assert done(context, error.unlock, MoveSchools((1,), "C002")).plan.cluster_of[1] == "C002"


def test_a_school_locked_out_stays_out(context: EditContext) -> None:
    context = done(context, LockSchools((9,), True))
    assert context.plan.school_locks == {9: ""}
    for edit in (MoveSchools((9,), "C001"), NewCluster((9, 10))):
        assert refusal(context, edit).unlock == LockSchools((9,), False)


@pytest.mark.parametrize(
    "edit",
    [
        MoveSchools((1,), "C002"),
        MoveSchools((4,), "C001"),
        MoveSchools((1,), None),
        NewCluster((1, 9)),
        MergeClusters(("C001", "C002")),
        MergeClusters(("C001", "C002"), into="C002"),
        SplitCluster("C001", (1,)),
        DissolveCluster("C001"),
    ],
)
def test_a_locked_cluster_gains_and_loses_nothing(context: EditContext, edit: Edit) -> None:
    context = done(context, LockClusters(("C001",), True))
    error = refusal(context, edit)
    assert "Ashby partnership is locked" in str(error)
    assert error.unlock == LockClusters(("C001",), False)


@pytest.mark.parametrize("edit", [MergeClusters(("C001", "C002"), "C002"), SplitCluster("C001", (3,)), DissolveCluster("C001")])
def test_a_locked_school_holds_against_edits_of_its_cluster(context: EditContext, edit: Edit) -> None:
    context = done(context, LockSchools((3,), True))
    assert refusal(context, edit).unlock == LockSchools((3,), False)


def test_a_locked_school_stays_when_others_merge_into_its_cluster(context: EditContext) -> None:
    plan = done(context, LockSchools((3,), True), MergeClusters(("C001", "C002"), "C001")).plan
    assert plan.clusters["C001"].members == (1, 2, 3, 4, 5, 6)


def test_a_new_cluster_has_the_next_number_a_place_name_and_a_colour_of_its_own(context: EditContext) -> None:
    change = NewCluster((9, 10)).change(context)
    fresh = context.plan.apply(change).clusters["C004"]
    assert (fresh.number, fresh.members) == (4, (9, 10))
    assert fresh.name == "Jarvis partnership"
    assert fresh.colour not in {0, 1, 2}
    assert change.text == "New Jarvis partnership with Irnham and Jarvis"


def test_a_new_cluster_takes_the_name_given_unless_another_has_it(context: EditContext) -> None:
    assert done(context, NewCluster((9,), "  Fen   edge ")).plan.clusters["C004"].name == "Fen edge"
    assert "another cluster called" in str(refusal(context, NewCluster((9,), "ashby Partnership")))


def test_a_new_cluster_of_just_the_schools_of_one_is_refused(context: EditContext) -> None:
    assert "Already there" in str(refusal(context, NewCluster((7, 8))))


def test_merging_keeps_the_larger_cluster_and_both_notes(context: EditContext) -> None:
    context = done(context, MoveSchools((9,), "C002"))
    plan = done(context, MergeClusters(("C001", "C002"))).plan
    assert plan.clusters["C002"].members == (1, 2, 3, 4, 5, 6, 9)
    assert plan.clusters["C002"].note == "Ashby partnership: meets in May"
    assert "C001" not in plan.clusters


@pytest.mark.parametrize("edit", [MergeClusters(("C001", "C001")), MergeClusters(("C001",), into="C001"), MergeClusters(())])
def test_a_cluster_cannot_merge_with_itself(context: EditContext, edit: Edit) -> None:
    assert "two different" in str(refusal(context, edit))


def test_a_split_makes_a_cluster_of_the_schools_named(context: EditContext) -> None:
    plan = done(context, SplitCluster("C001", (2, 3))).plan
    assert plan.clusters["C001"].members == (1,)
    assert plan.clusters["C004"].members == (2, 3)


@pytest.mark.parametrize("edit", [SplitCluster("C001", (1, 2, 3)), SplitCluster("C001", (4,)), SplitCluster("C001", ())])
def test_a_split_that_leaves_or_takes_nothing_is_refused(context: EditContext, edit: Edit) -> None:
    refusal(context, edit)


def test_a_dissolved_cluster_leaves_its_schools_in_none(context: EditContext) -> None:
    plan = done(context, DissolveCluster("C001")).plan
    assert "C001" not in plan.clusters
    assert not {1, 2, 3} & set(plan.cluster_of)


def test_what_the_engine_said_is_dropped_by_a_hand_edit_and_comes_back_with_undo(context: EditContext) -> None:
    facts = ProposalFacts(0, 0, 1.0, 1.0, 0.0, True, "finished", 0.1, 0, "2026-01-01T00:00:00")
    said = PlanChange("", (RecordChange(Table.PROPOSALS, "last", None, facts),))
    before: Plan = context.plan.apply(said)
    change = MoveSchools((1,), "C002").change(replace(context, plan=before))
    assert not before.apply(change).proposals
    assert before.apply(change).apply(change.inverse).proposals == {"last": facts}
