"""A planner looks at several good plans, takes one, and keeps another as a scenario."""

from __future__ import annotations

import pytest

from wolds.clustering import edits


@pytest.fixture
def side_by_side(at_work):
    at_work.choose("alternatives")
    window = at_work.window.alternatives.window
    window.count.setValue(1)
    at_work.click(window.find_button)
    at_work.until(lambda: window.cards and not at_work.window.alternatives.is_running, 60)
    return at_work


def members(plan) -> set[tuple[int, ...]]:
    return {cluster.members for cluster in plan.clusters.values()}


def test_a_plan_is_previewed_accepted_as_one_step_and_taken_back(side_by_side):
    planner, window = side_by_side, side_by_side.window.alternatives.window
    before, wanted = members(planner.plan), planner.window.alternatives._choices[1].alternative.clusters
    planner.click(window.cards[1].preview_button)
    assert not window.isVisible(), "it would lie on the map"
    panel = planner.window.proposing.panel
    assert panel.note.text() == "Alternative 1"
    assert members(planner.plan) == before
    planner.click(panel.accept_button)
    assert set(wanted) <= members(planner.plan)
    planner.choose("undo")
    assert members(planner.plan) == before
    planner.choose("alternatives")
    assert len(window.cards) == 2, "the plans are still there"


def test_a_plan_is_kept_as_a_scenario_beside_the_present_one(side_by_side):
    planner, window = side_by_side, side_by_side.window.alternatives.window
    first, before = planner.plan.name, members(planner.plan)
    wanted = planner.window.alternatives._choices[1].alternative.clusters
    planner.click(window.cards[1].keep_button)
    assert planner.document.scenario_names == (first, "Alternative 1")
    assert set(wanted) <= members(planner.plan)
    planner.answer(f"Back to {first}")
    assert planner.plan.name == first
    assert members(planner.plan) == before


def test_an_edit_makes_the_plans_older_and_undo_makes_them_fresh(side_by_side):
    planner, window = side_by_side, side_by_side.window.alternatives.window
    planner.document.do(edits.MoveSchools((planner.cluster(0).members[0],), None))
    assert window.stale.isVisible()
    assert not window.cards[1].keep_button.isEnabled()
    planner.choose("undo")
    assert window.cards[1].keep_button.isEnabled()


def test_the_search_is_cancelled_without_a_trace(at_work):
    at_work.choose("alternatives")
    window = at_work.window.alternatives.window
    at_work.click(window.find_button)
    assert window.jobs.isVisible()
    at_work.click(window.jobs.cancel)
    at_work.until(lambda: not at_work.window.alternatives.is_running)
    assert window.cards == []
    assert at_work.document.is_clean
