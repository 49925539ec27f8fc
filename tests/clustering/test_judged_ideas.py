"""What an idea would do, told before it is done: where its schools are, the figures, and what stands in the way."""

from __future__ import annotations

from helpers.counties import open_primaries
from wolds.clustering.edits import EditContext, TakeIdea
from wolds.clustering.eligibility import standing_of
from wolds.clustering.ideas import judged_ideas
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.records import plan_json
from wolds.clustering.rules import Rules

A, B, C, D, E = range(100_001, 100_006)


def context_of(**changes) -> EditContext:
    schools = open_primaries([(0, 0), (1_000, 0), (2_000, 0), (3_000, 0), (4_000, 0)])
    west = Cluster("C1", 1, "West", (A, B, C), 0, **changes)
    plan = plan_with({"C1": west}, Plan(rules=Rules(size_min=2, roll_min=None)))
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


def judged(context: EditContext, *ideas: TakeIdea):
    board = Scoreboard.of(context.schools, context.standing, context.plan)
    return judged_ideas(board, context, ideas)


def test_an_idea_tells_where_its_schools_are_and_what_it_does_to_both_clusters() -> None:
    context = context_of()
    before = plan_json(context.plan)
    (one,) = judged(context, TakeIdea((C, D), "East"))
    assert one.where == {"C1": (C,), None: (D,)}
    assert "East: new, 2 schools" in one.impact
    assert "West: " in one.impact
    assert one.refusal == ""
    assert plan_json(context.plan) == before


def test_a_second_idea_is_judged_after_the_first() -> None:
    first, second = judged(context_of(), TakeIdea((C, D), "East"), TakeIdea((D, E), "Far"))
    assert first.refusal == second.refusal == ""
    assert "East: " in second.impact


def test_what_a_lock_or_the_register_forbids_is_told_and_the_next_is_judged_all_the_same() -> None:
    locked, unknown, good = judged(
        context_of(locked=True), TakeIdea((C, D), "East"), TakeIdea((D, 999_999), "Where"), TakeIdea((D, E), "Far")
    )
    assert "locked" in locked.refusal
    assert "999999" in unknown.refusal
    assert (good.refusal, locked.impact) == ("", "")
    assert "2 schools" in good.impact
