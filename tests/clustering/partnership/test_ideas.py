"""A headteacher's idea becomes a small plan, and a planner takes it over without losing anything."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.editing import done, refusal
from helpers.neighbours import around, clustered
from wolds.clustering.edits import AddAction, LockClusters, SetLeadRole, SetModel, TakeIdea
from wolds.clustering.eligibility import standing_of
from wolds.clustering.ideas import idea_project, ideas_in
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.partnership import Action, Category, Partnership
from wolds.clustering.plan import plan_with
from wolds.clustering.records import plan_record, project_from, state_json, state_of
from wolds.geo.errors import InputError

IDEA = Partnership(
    target=Model.INFORMAL, actions=(Action(id="A1", text="Moderate maths", category=Category.TEACHING),), lead_role="Head"
)


@pytest.fixture
def context():
    return clustered(around([(1000.0 * n, 0) for n in range(6)]), (100_001, 100_002), (100_003, 100_004))


def test_an_idea_is_a_sound_plan_of_its_schools_only(context) -> None:
    project = idea_project(context, (100_002, 100_005), "Fen edge", IDEA, "From the head of School 2")
    assert project.schools.urn.tolist() == [100_002, 100_005]
    standing = standing_of(project.schools, project.plan.eligibility)
    assert standing.to_place.all()
    assert Scoreboard.of(project.schools, standing, project.plan).plan.violations == 1  # the roll floor of the plan
    assert state_of(project_from(state_json(project), project.schools)) == state_of(project)


def test_a_planner_takes_an_idea_over_in_one_step_that_can_be_undone(context) -> None:
    (edit,) = ideas_in(idea_project(context, (100_002, 100_005), "Fen edge", IDEA, "Please"), "idea.gpkg")
    change = edit.change(context)
    plan = context.plan.apply(change)
    assert change.text == "Take over the idea Fen edge from idea.gpkg"
    fresh = plan.clusters["C003"]
    assert (fresh.name, fresh.members, fresh.note) == ("Fen edge", (100_002, 100_005), "Please")
    assert plan.partnerships["C003"] == IDEA
    assert plan.clusters["C001"].members == (100_001,)
    assert plan_record(plan.apply(change.inverse)) == plan_record(context.plan)


def test_a_cluster_that_is_there_already_keeps_what_it_has_and_gains_the_rest(context) -> None:
    own = done(
        context,
        SetModel("C001", Model.SOFT_FEDERATION, Model.MANAGEMENT, None, date(2026, 9, 1)),
        AddAction("C001", Action(text="Share a bus", category=Category.TRANSPORT)),
    )
    after = done(own, TakeIdea((100_001, 100_002), "Other name", "A note", IDEA))
    held = after.plan.partnerships["C001"]
    assert after.plan.clusters["C001"].name == "Partnership 1"
    assert after.plan.clusters["C001"].note == "A note"
    assert (held.model, held.target, held.lead_role) == (Model.SOFT_FEDERATION, Model.MANAGEMENT, "Head")
    assert [action.text for action in held.actions] == ["Share a bus", "Moderate maths"]


def test_a_name_that_is_taken_gets_a_number_and_a_blank_one_is_made(context) -> None:
    after = done(context, TakeIdea((100_005, 100_006), "partnership 1"))
    assert after.plan.clusters["C003"].name == "partnership 1 2"
    assert done(context, TakeIdea((100_005, 100_006), " ")).plan.clusters["C003"].name.strip()


def test_locks_and_strangers_refuse_an_idea(context) -> None:
    assert "no school with URN 5" in str(refusal(context, TakeIdea((5, 100_001), "x")))
    locked = done(context, LockClusters(("C001",), True))
    assert refusal(locked, TakeIdea((100_002, 100_005), "x")).unlock is not None
    same = done(context, SetLeadRole("C001", "Head"))
    assert "already" in str(refusal(same, TakeIdea((100_001, 100_002), "x")))


def test_an_idea_of_one_or_of_strangers_is_refused(context) -> None:
    for urns in ((100_001,), (100_001, 5)):
        with pytest.raises(InputError):
            idea_project(context, urns, "x")


def test_a_plan_without_clusters_has_no_ideas(context) -> None:
    project = idea_project(context, (100_001, 100_002), "x")
    assert ideas_in(project.with_plan(plan_with({}, project.plan))) == ()
