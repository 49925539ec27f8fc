"""The document: one way in, and every view hears the same news."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from wolds.app.document import DocumentChange, PlanDocument, Scene
from wolds.clustering import edits
from wolds.clustering.eligibility import Eligibility, Standing, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.partnership import Associate, ConfidentialFact
from wolds.clustering.policy import Policy
from wolds.clustering.project import Project
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

URNS = tuple(range(101, 109))


@pytest.fixture
def schools() -> Schools:
    count = len(URNS)
    frame = pd.DataFrame(
        {
            "urn": URNS,
            "name": [f"School {urn}" for urn in URNS],
            "la_code": "990",
            "status": "Open",
            "phase": "Primary",
            "roll": [60.0] * count,
            "easting": [500_000 + 2_000 * number for number in range(count)],
            "northing": [300_000] * count,
        }
    )
    return Schools.from_frame(frame)


@pytest.fixture
def document(qtbot: QtBot, schools: Schools) -> PlanDocument:
    made = PlanDocument()
    made.open(Project(schools))
    return made


def test_an_edit_is_told_once_and_undo_takes_the_same_path(document: PlanDocument) -> None:
    news: list[DocumentChange] = []
    document.plan_changed.connect(news.append)
    assert document.do(edits.NewCluster((101, 102, 103)))
    document.undo_group.undo()
    assert [len(change.plan.clusters) for change in news] == [1, 0]
    assert news[1].change == news[0].change.inverse
    assert document.is_clean


def test_a_refused_edit_changes_nothing_and_says_why(document: PlanDocument) -> None:
    refusals: list[edits.EditError] = []
    document.edit_refused.connect(refusals.append)
    before = document.plan
    assert not document.do(edits.MoveSchools((101,), "C999"))
    assert document.plan is before
    assert len(refusals) == 1
    assert not document.undo_group.canUndo()


def test_a_filter_that_matches_nothing_is_refused_before_it_is_done(document: PlanDocument) -> None:
    refusals: list[edits.EditError] = []
    document.edit_refused.connect(refusals.append)
    assert not document.do(edits.SetEligibility(Eligibility(la_codes=("123",))))
    assert "123" in str(refusals[0])
    assert document.plan.eligibility == Eligibility()


def test_a_changed_filter_is_looked_up_once_in_the_register(document: PlanDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Eligibility] = []

    def standing(schools: Schools, eligibility: Eligibility) -> Standing:
        asked.append(eligibility)
        return standing_of(schools, eligibility)

    for module in ("wolds.app.judging", "wolds.clustering.edits.base"):
        monkeypatch.setattr(f"{module}.standing_of", standing)
    document.do(edits.NewCluster((101, 102, 103)))
    assert document.do(edits.SetEligibility(Eligibility(roll_min=61)))
    assert asked == [Eligibility(roll_min=61)]
    assert not document.standing.to_place.any()
    assert document.plan.clusters == {}


def test_opening_a_project_with_a_foreign_filter_leaves_the_present_one_open(document: PlanDocument, schools: Schools) -> None:
    from wolds.clustering.plan import Plan

    document.do(edits.NewCluster((101, 102, 103)))
    with pytest.raises(InputError):
        document.open(Project(schools, (Plan(eligibility=Eligibility(la_codes=("123",))),)))
    assert len(document.plan.clusters) == 1


def test_other_rules_show_the_whole_plan_anew(document: PlanDocument) -> None:
    scenes: list[Scene] = []
    document.do(edits.NewCluster((101, 102, 103)))
    document.scene_replaced.connect(scenes.append)
    document.do(edits.SetRules(Rules(cap_km=1)))
    assert len(scenes) == 1
    assert scenes[0].scoreboard.plan.violations > 0


def test_scenarios_have_undo_histories_of_their_own(document: PlanDocument) -> None:
    document.do(edits.NewCluster((101, 102, 103)))
    document.duplicate("B")
    assert document.plan.name == "B"
    document.undo_group.undo()
    assert len(document.plan.clusters) == 1, "the copy has nothing to undo"
    document.do(edits.MoveSchools((101,), None))
    document.switch_to(0)
    assert document.plan.cluster_of.get(101) is not None
    document.undo_group.undo()
    assert not document.plan.clusters


def test_what_was_edited_while_a_save_ran_counts_as_unsaved(document: PlanDocument) -> None:
    document.do(edits.NewCluster((101, 102, 103)))
    point = document.save_point
    document.do(edits.MoveSchools((101,), None))
    document.mark_saved(point)
    assert not document.is_clean
    document.mark_saved(document.save_point)
    assert document.is_clean


def test_a_new_scenario_counts_as_unsaved(document: PlanDocument) -> None:
    document.duplicate("B")
    assert not document.is_clean
    document.mark_saved(document.save_point)
    assert document.is_clean


def test_unknown_schools_are_left_out_of_the_selection(document: PlanDocument) -> None:
    document.select((101, 999_999))
    assert document.selection == frozenset((101,))


EDITS = st.one_of(
    st.builds(edits.NewCluster, st.lists(st.sampled_from(URNS), min_size=1, max_size=4, unique=True).map(tuple)),
    st.builds(
        edits.MoveSchools,
        st.lists(st.sampled_from(URNS), min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from((None, "C001", "C002", "C003")),
    ),
    st.builds(
        edits.LockSchools, st.lists(st.sampled_from(URNS), min_size=1, max_size=2, unique=True).map(tuple), st.booleans()
    ),
    st.builds(edits.LockAll, st.booleans()),
    st.builds(edits.DissolveCluster, st.sampled_from(("C001", "C002"))),
    st.builds(edits.SetSchoolNote, st.sampled_from(URNS), st.sampled_from(("", "no bridge"))),
    st.just("undo"),
    st.just("redo"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(EDITS, max_size=25))
def test_figures_stay_those_of_a_plan_judged_anew_whatever_is_done_and_undone(
    schools: Schools, qtbot: QtBot, steps: list
) -> None:
    document = PlanDocument()
    document.open(Project(schools))
    for step in steps:
        if step == "undo":
            document.undo_group.undo()
        elif step == "redo":
            document.undo_group.redo()
        else:
            document.do(step)
    anew = Scoreboard.of(schools, document.standing, document.plan)
    assert dict(document.scoreboard.clusters) == dict(anew.clusters)
    assert document.scoreboard.violations == anew.violations
    while document.undo_group.canUndo():
        document.undo_group.undo()
    assert not document.plan.clusters
    assert not document.plan.school_locks


def test_a_plan_that_is_open_to_be_looked_at_takes_no_edit_until_it_is_a_copy(qtbot: QtBot, schools: Schools) -> None:
    document = PlanDocument()
    document.open(Project(schools), look_only=True)
    met: list[bool] = []
    document.look_only_met.connect(lambda: met.append(True))
    before = document.project
    assert not document.do(edits.NewCluster((101, 102, 103)))
    document.duplicate("B")
    document.remove_scenario(0)
    assert document.project is before
    assert len(met) == 3
    document.take_as_own()
    assert not document.is_clean
    assert document.do(edits.NewCluster((101, 102, 103)))


def test_what_is_said_of_partnerships_is_small_news_and_can_be_undone(document: PlanDocument, qtbot: QtBot) -> None:
    assert document.do(edits.NewCluster((101, 102, 103)))
    news: list[DocumentChange] = []
    scenes: list[Scene] = []
    document.plan_changed.connect(news.append)
    document.scene_replaced.connect(scenes.append)
    before = document.scoreboard.plan
    said = (
        edits.SetLeadRole("C001", "Executive head"),
        edits.SetPolicy(Policy(name="Ely")),
        edits.KeepConfidential(ConfidentialFact(urn=101, text="leaves at Easter")),
        edits.AddAssociate(Associate(urn=104, cluster="C001", purpose="sport")),
    )
    assert all(document.do(edit) for edit in said)
    assert (len(news), scenes) == (4, [])
    assert document.scoreboard.plan == before
    assert not any("Easter" in entry.text for entry in document.project.log)
    for _ in said:
        document.undo_group.undo()
    plan = document.plan
    assert [dict(table) for table in (plan.partnerships, plan.policies, plan.confidential, plan.associates)] == [{}] * 4


def test_scenarios_worked_out_elsewhere_are_added_under_free_names_and_the_active_one_stays(document: PlanDocument) -> None:
    document.do(edits.NewCluster((101, 102, 103)))
    told: list[bool] = []
    document.scenarios_changed.connect(lambda: told.append(True))
    active = document.plan
    names = document.add_scenarios([replace(active, name="Mixed"), replace(active, name="Mixed")])
    assert names == ("Mixed", "Mixed 2")
    assert document.scenario_names[1:] == names
    assert document.plan is active
    assert told == [True]
    assert not document.is_clean
    assert document.undo_group.canUndo(), "what was done before can still be taken back"
    document.switch_to(2)
    assert not document.undo_group.canUndo()
    assert document.do(edits.DissolveCluster(next(iter(document.plan.clusters))))


def test_a_plan_that_is_looked_at_takes_no_scenarios(document: PlanDocument) -> None:
    document.open(document.project, look_only=True)
    assert document.add_scenarios([document.plan]) == ()
    assert len(document.scenario_names) == 1


def test_whoever_hears_that_something_is_about_to_change_finds_all_as_it_was_last_told(
    document: PlanDocument, schools: Schools
) -> None:
    """What is shown step by step is shown to its end then: half of the old and half of the new would not go together."""
    last, torn = [document.scene], []

    def look() -> None:
        scene = document.scene
        is_whole = len(scene.standing.role) == len(scene.schools.urn)
        if not is_whole or (scene.schools, scene.plan) != (last[0].schools, last[0].plan):
            torn.append(scene)

    document.about_to_change.connect(look)
    document.scene_replaced.connect(lambda scene: last.__setitem__(0, scene))
    document.plan_changed.connect(lambda news: last.__setitem__(0, document.scene))
    smaller = replace(document.project, schools=schools.subset(schools.urn != schools.urn[-1]))
    document.do(edits.RenameScenario("Another"))
    document.duplicate("Copy")
    document.switch_to(0)
    document.travel_by(None, "Travel by straight line")
    document.undo_group.undo()
    document.remove_scenario(1)
    document.go_on(replace(smaller, scenarios=document.project.scenarios, active=0), "Go on")
    document.undo_group.undo()
    document.undo_group.redo()
    document.open(Project(schools))
    assert not torn
