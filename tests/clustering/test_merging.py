"""Another officer's plan merged into ours: what is said otherwise, item by item, taken or left as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.counties import open_primaries
from helpers.editing import done
from helpers.neighbours import around, clustered
from wolds.clustering.edits import (
    AddAssociate,
    EditContext,
    EditError,
    ExcludeSchool,
    KeepConfidential,
    LockClusters,
    LockSchools,
    RenameCluster,
    SetClusterNote,
    SetEligibility,
    SetLead,
    SetModel,
    SetSchoolNote,
)
from wolds.clustering.merging import MergeReview
from wolds.clustering.models import Model
from wolds.clustering.partnership import Associate, ConfidentialFact
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules

FIRST = 100_001
ROW = [(1000.0 * x, 0.0) for x in range(8)]
FREE = Rules(cap_km=None, size_min=1, size_max=None, roll_min=None)


def urns(*places):
    return tuple(FIRST + place for place in places)


def ours(*groups, **columns) -> EditContext:
    return clustered(around(ROW, FREE, **columns), *(urns(*group) for group in groups))


def review(context: EditContext, other: EditContext) -> MergeReview:
    return MergeReview.of(context, other.plan, other.schools, "theirs.gpkg")


def groups_of(plan: Plan) -> set[tuple[int, ...]]:
    return {tuple(urn - FIRST for urn in cluster.members) for cluster in plan.clusters.values()}


def test_a_plan_says_nothing_that_it_does_not_say_otherwise():
    found = review(ours((0, 1), (2, 3)), ours((2, 3), (0, 1)))
    assert [item.kind for item in found.items] == ["name", "name"], "the same schools, under names the other way round"
    assert all(item.blocked for item in found.items)
    assert review(ours((0, 1)), ours((0, 1))).items == ()


def test_clusters_that_differ_are_told_in_parts_that_can_be_taken_one_by_one():
    context = ours((0, 1), (2, 3), (4, 5))
    other = ours((0, 2), (1, 3), (4, 5), (6, 7))
    found = review(context, other)
    clusters = [item for item in found.items if item.kind == "clusters"]
    assert [(item.urns, item.is_conflict) for item in clusters] == [(urns(0, 1, 2, 3), True), (urns(6, 7), False)]
    assert clusters[0].ours == "Partnership 1 (School 1 and School 2); Partnership 2 (School 3 and School 4)"
    assert clusters[1].ours == "no cluster"
    assert found.additions == {1}
    after = done(context, found.edit({1})).plan
    assert groups_of(after) == {(0, 1), (2, 3), (4, 5), (6, 7)}
    assert groups_of(done(context, found.edit({0, 1})).plan) == groups_of(other.plan)


def test_taking_is_one_step_and_can_be_taken_back():
    context = ours((0, 1), (2, 3))
    other = done(ours((0, 1, 2)), SetSchoolNote(FIRST + 7, "ask the vicar"))
    found = review(context, other)
    change = found.edit(found.takeable).change(context)
    assert change.text == "Merge 2 of 2 differences from theirs.gpkg"
    after = context.plan.apply(change)
    assert (groups_of(after), after.school_notes[FIRST + 7]) == ({(0, 1, 2)}, "ask the vicar")
    back = after.apply(change.inverse)
    assert (back.clusters, back.school_notes) == (context.plan.clusters, context.plan.school_notes)


def test_clusters_taken_keep_our_identity_where_they_share_most_and_bring_what_theirs_say():
    context = done(ours((0, 1, 2)), SetClusterNote("C001", "our note"))
    there = done(ours((5,), (0, 1, 2, 3)), RenameCluster("C002", "The Hill"), SetLead("C002", FIRST + 3))
    there = done(there, SetModel("C002", Model.INFORMAL, None, None, date(2026, 9, 1)))
    found = review(context, there)
    place = next(n for n, item in enumerate(found.items) if FIRST in item.urns)
    after = done(context, found.edit({place})).plan
    cluster = after.clusters["C001"]
    assert (cluster.name, cluster.note, cluster.lead) == ("The Hill", "our note", FIRST + 3)
    assert after.partnerships["C001"].model == Model.INFORMAL


def test_what_theirs_leave_without_a_cluster_is_a_conflict():
    context = ours((0, 1), (2, 3))
    found = review(context, ours((2, 3)))
    assert [(item.ours.split(" (")[0], item.theirs, item.is_conflict) for item in found.items if item.kind == "clusters"] == [
        ("Partnership 1", "no cluster", True)
    ]
    names = [item for item in found.items if item.kind == "name"]
    assert len(names) == 1
    after = done(context, found.edit({0})).plan
    assert groups_of(after) == {(2, 3)}


def test_a_heads_idea_says_nothing_of_schools_that_it_does_not_know():
    context = ours((0, 1, 2), (3, 4), (5, 6))
    idea = ours((2, 3))
    schools = idea.schools.subset(np.isin(idea.schools.urn, urns(2, 3)))
    found = MergeReview.of(context, idea.plan, schools, "idea.gpkg")
    assert [item.urns for item in found.items] == [urns(2, 3)]
    assert found.items[0].moves == (
        "School 3 from Partnership 1 to another cluster that they call Partnership 1; "
        "School 4 from Partnership 2 to Partnership 1"
    ), "the others stay, and are not said to go"
    assert groups_of(done(context, found.edit({0})).plan) == {(0, 1), (2, 3), (4,), (5, 6)}


def test_names_notes_leads_partnerships_and_notes_on_schools_are_items_of_their_own():
    context = done(ours((0, 1)), SetClusterNote("C001", "may"), SetSchoolNote(FIRST, "old roof"))
    other = done(
        ours((0, 1)),
        RenameCluster("C001", "The Fen"),
        SetClusterNote("C001", "june"),
        SetLead("C001", FIRST + 1),
        SetModel("C001", Model.INFORMAL, Model.TRUST, None, date(2026, 9, 1)),
        SetSchoolNote(FIRST, "new roof"),
        SetSchoolNote(FIRST + 1, "no head"),
        AddAssociate(Associate(urn=FIRST + 2, network="Fen Sports", purpose="sport")),
    )
    found = review(context, other)
    told = {(item.kind, item.title): (item.ours, item.theirs, item.is_conflict) for item in found.items}
    assert told == {
        ("name", "Partnership 1"): ("Partnership 1", "The Fen", True),
        ("note", "Partnership 1"): ("may", "june", True),
        ("lead school", "Partnership 1"): ("nothing", "School 2", False),
        ("partnership", "Partnership 1"): ("nothing", "idea, informal collaboration → multi-academy trust", False),
        ("note on a school", "School 1"): ("old roof", "new roof", True),
        ("note on a school", "School 2"): ("nothing", "no head", False),
        ("associate", "School 3"): ("nothing", "Fen Sports: sport", False),
    }
    after = done(context, found.edit(found.additions)).plan
    assert (after.clusters["C001"].note, after.clusters["C001"].lead) == ("may", FIRST + 1)
    assert after.partnerships["C001"] == other.plan.partnerships["C001"]
    assert dict(after.school_notes) == {FIRST: "old roof", FIRST + 1: "no head"}
    whole = done(context, found.edit(found.takeable)).plan
    assert (whole.clusters["C001"].name, whole.clusters["C001"].note) == ("The Fen", "june")
    assert review(done(context, found.edit(found.takeable)), other).items == (), "then nothing is said otherwise"


@pytest.mark.parametrize("lock", [LockClusters(("C001",), True), LockSchools((FIRST,), True)])
def test_what_a_lock_holds_cannot_be_taken(lock):
    context = done(ours((0, 1), (2, 3)), lock)
    found = review(context, ours((0, 2), (1, 3), (4, 5)))
    assert "locked" in found.items[0].blocked
    assert found.takeable == {1}
    with pytest.raises(EditError, match="cannot be taken over: School 1"):
        found.edit({0})
    with pytest.raises(EditError, match="locked") as caught:
        found.items[0].edit.change(context)
    assert caught.value.unlock is not None


def test_schools_that_our_register_lacks_or_our_filter_leaves_out_cannot_be_taken():
    other = ours((0, 1), (2, 3))
    fewer = open_primaries(ROW[1:], first=FIRST + 1, low_age=4, high_age=11)
    context = replace(clustered(around(ROW, FREE)), schools=fewer)
    context = EditContext(fewer, replace(context.standing, role=context.standing.role[1:]), context.plan)
    found = review(context, other)
    assert found.items[0].blocked == "our register lacks School 1"
    assert "Their register has 1 school that ours lacks." in found.notes
    left_out = done(ours(), ExcludeSchool(FIRST + 2, "closing"))
    assert review(left_out, other).items[1].blocked == "our filter leaves out School 3"


def test_what_is_not_merged_is_said():
    other = done(
        ours((0, 1), (2, 3)),
        AddAssociate(Associate(urn=FIRST + 2, cluster="C001", purpose="sport")),
        KeepConfidential(ConfidentialFact(urn=FIRST, text="leaves at Easter")),
        SetEligibility(around(ROW).plan.eligibility.model_copy(update={"roll_max": 300})),
    )
    notes = " ".join(review(ours((0, 1), (2, 3)), other).notes)
    assert "ours hold" in notes
    assert "Confidential facts" in notes
    assert "Associates of their clusters" in notes
    assert "Easter" not in notes


HOMES = st.lists(st.integers(0, 4), min_size=8, max_size=8)


def grouped(homes):
    return [[place for place, home in enumerate(homes) if home == number] for number in sorted({*homes} - {0})]


@given(HOMES, HOMES, st.sets(st.integers(0, 7)))
def test_whatever_is_taken_every_school_is_where_one_of_the_two_has_it(mine, theirs, chosen):
    context, other = ours(*grouped(mine)), ours(*grouped(theirs))
    found = review(context, other)
    parts = [place for place, item in enumerate(found.items) if item.kind == "clusters"]
    taken = {place for place in parts if place in chosen}
    if not taken:
        return
    after = done(context, found.edit(taken)).plan
    moved = {urn for place in taken for urn in found.items[place].urns}
    for urn in urns(*range(8)):
        source = other.plan if urn in moved else context.plan
        here, there = after.cluster_at(urn), source.cluster_at(urn)
        assert (here and here.members) == (there and there.members)
    names = [cluster.name for cluster in after.clusters.values()]
    assert len(set(names)) == len(names)


@given(HOMES, HOMES)
def test_taking_everything_ends_every_difference_of_membership(mine, theirs):
    context, other = ours(*grouped(mine)), ours(*grouped(theirs))
    found = review(context, other)
    parts = {place for place, item in enumerate(found.items) if item.kind == "clusters"}
    after = done(context, found.edit(parts)) if parts else context
    assert groups_of(after.plan) == groups_of(other.plan)


def test_a_plan_without_clusters_of_ours_takes_all_of_theirs_as_additions():
    empty = EditContext(ours().schools, ours().standing, replace(Plan(rules=FREE), school_notes=MappingProxyType({})))
    found = review(empty, ours((0, 1), (2, 3)))
    assert found.additions == {0, 1}


def test_who_moves_is_said_by_name_and_where_a_cluster_goes_on_nobody_does():
    found = review(ours((0, 1, 2), (3, 4, 5)), ours((0, 1), (2, 3, 4, 5)))
    assert found.items[0].moves == "School 3 from Partnership 1 to Partnership 2"
    swapped = review(ours((0, 1, 2), (3, 4, 5)), ours((0, 4, 2), (3, 1, 5)))
    assert swapped.items[0].moves == (
        "School 2 from Partnership 1 to Partnership 2; School 5 from Partnership 2 to Partnership 1"
    )
    assert review(ours((0, 1)), ours((0, 1), (2, 3))).items[0].moves == "", "what only adds says it all"


def test_a_school_that_an_older_register_lacks_stays_with_most_of_its_cluster():
    context = ours((0, 1), (2, 3, 4))
    there = ours((0,), (1, 3, 4))
    known = [n for n in range(8) if n != 2]
    found = MergeReview.of(context, there.plan, there.schools.subset(np.isin(there.schools.urn, urns(*known))), "older.gpkg")
    assert "Their file lacks 1 school of our clusters: it says nothing of them, and they stay." in found.notes
    after = done(context, found.edit({0})).plan
    assert groups_of(after) == {(0,), (1, 2, 3, 4)}
    assert found.items[0].moves == "School 2 from Partnership 1 to Partnership 2"


def test_what_an_older_register_says_of_a_cluster_is_told_though_it_lacks_one_of_its_schools():
    context = ours((0, 1, 2))
    there = done(ours((0, 1)), RenameCluster("C001", "The Fen"))
    schools = there.schools.subset(np.isin(there.schools.urn, urns(0, 1)))
    found = MergeReview.of(context, there.plan, schools, "older.gpkg")
    assert [(item.kind, item.theirs) for item in found.items] == [("name", "The Fen")]


@given(HOMES, HOMES, st.sets(st.integers(0, 7)))
def test_a_school_that_they_lack_is_with_nobody_new_but_those_who_came_to_its_own(mine, theirs, lacking):
    context, other = ours(*grouped(mine)), ours(*grouped([0 if n in lacking else home for n, home in enumerate(theirs)]))
    schools = other.schools.subset(~np.isin(other.schools.urn, urns(*sorted(lacking))))
    found = MergeReview.of(context, other.plan, schools, "older.gpkg")
    parts = {place for place, item in enumerate(found.items) if item.kind == "clusters" and not item.blocked}
    after = done(context, found.edit(parts)).plan if parts else context.plan
    for n in lacking:
        urn = FIRST + n
        before = context.plan.cluster_at(urn)
        assert (before is None) == (after.cluster_at(urn) is None), "nobody is placed or taken out unasked"
    for n in set(range(8)) - lacking:
        home = other.plan.cluster_at(FIRST + n)
        here = after.cluster_at(FIRST + n)
        known = None if here is None else tuple(urn for urn in here.members if urn - FIRST not in lacking)
        assert known == (None if home is None else home.members), "the others are as theirs has them"
