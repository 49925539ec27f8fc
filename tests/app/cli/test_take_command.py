"""From a headteacher's what-if to the planner's plan: `wolds partners --out` and `wolds take`."""

from __future__ import annotations

from pathlib import Path

import pytest

from wolds.app.planfile import open_project
from wolds.clustering.models import Model


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


@pytest.fixture
def idea(run, register: Path) -> Path:
    made = run(
        "partners", register, 100003, "--with", 100006, "--groups", 0, "--out", "idea.gpkg", "--model", "soft federation"
    )
    assert (made.status, made.err) == (0, "")
    return Path("idea.gpkg")


def test_an_idea_travels_from_the_head_to_the_planner(run, plan: Path, idea: Path) -> None:
    assert run("check", idea).status in (0, 1)
    ran = run("take", plan, idea, "--out", "both.gpkg")
    assert (ran.status, ran.err) == (0, "")
    assert "Take over the idea" in ran.out
    broken = [line for line in ran.out.splitlines() if line.startswith("Breaks a rule: ")]
    assert broken
    assert f"{len(broken)} broken rules in all" in ran.out  # the plan broke none before
    taken = open_project(Path("both.gpkg")).project
    cluster = taken.plan.cluster_at(100_003)
    assert cluster is not None
    assert cluster.members == (100_003, 100_006)
    assert taken.plan.partnerships[cluster.id].target == Model.SOFT_FEDERATION
    assert taken.log[-1].text.endswith("from idea.gpkg")
    assert len(open_project(plan).project.plan.clusters) == 2


def test_of_an_idea_only_what_differs_is_taken_and_the_same_is_told(run, plan: Path, register: Path) -> None:
    of_one = open_project(plan).project.plan.clusters["C001"].members
    assert run("partners", register, of_one[0], "--with", of_one[1], "--groups", 0, "--out", "two.gpkg").status == 0
    assert run("take", plan, "two.gpkg", "--out", "both.gpkg").status == 0
    mine, theirs = (open_project(Path(name)).project.plan.clusters.values() for name in ("plan.gpkg", "both.gpkg"))
    same = [one.name for one in theirs if one.members in {other.members for other in mine}]
    assert 0 < len(same) < len(theirs)
    ran = run("take", plan, "both.gpkg", "--out", "x.gpkg")
    assert (ran.status, ran.err) == (0, "")
    told = [line for line in ran.out.splitlines() if line.startswith("The same: ")]
    assert told == [f"The same: {name} is in the plan already, with all of that." for name in same]
    assert f"{len(theirs) - len(same)} taken into x.gpkg, {len(same)} the same already; " in ran.out
    groups = {one.members for one in open_project(Path("x.gpkg")).project.plan.clusters.values()}
    assert {one.members for one in theirs} <= groups
    assert len(open_project(Path("x.gpkg")).project.log) == len(open_project(plan).project.log) + len(theirs) - len(same)


def test_an_idea_that_the_plan_has_wholly_is_told_and_nothing_is_written(run, plan: Path, idea: Path) -> None:
    assert run("take", plan, idea, "--out", "both.gpkg").status == 0
    ran = run("take", "both.gpkg", idea, "--out", "x.gpkg")
    assert ran.status == 2
    assert ran.err == "wolds: idea.gpkg: the plan has all of this idea already. There is nothing to take over.\n"
    assert not Path("x.gpkg").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("take", "no.gpkg", "idea.gpkg", "--out", "x.gpkg"),
        ("take", "plan.gpkg", "no.gpkg", "--out", "x.gpkg"),
        ("take", "plan.gpkg", "idea.gpkg", "--out", "plan.gpkg"),
        ("take", "plan.gpkg", "idea.gpkg", "--out", "x.csv"),
        ("take", "plan.gpkg", "register.csv", "--out", "x.gpkg"),
        ("take", "idea.gpkg", "plan.gpkg", "--out", "x.gpkg"),
        ("partners", "register.csv", "100003", "--out", "x.gpkg"),
        ("partners", "register.csv", "100003", "--with", "100006", "--out", "x.gpkg", "--model", "x"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_writes_nothing(
    run, plan: Path, idea: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert not Path("x.gpkg").exists()
