"""`wolds rerun`: the proposal that a plan records, repeated, and whether it comes out the same."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, ExcludeSchool, LockAll, LockSchools, MoveSchools, SetRules
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.project import Project
from wolds.clustering.rules import PairTravel

from .conftest import ROWS

PAIRS = ("--la", 925, "--size", "2-2", "--roll-min", 0, "--cap-km", 6)


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg", "--seed", 3).status == 0
    return Path("plan.gpkg")


def changed(path: Path, *edits) -> None:
    project = open_project(path).project
    for edit in edits:
        context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
        project = project.with_plan(project.plan.apply(edit.change(context)))
    save_project(project, path)


def rewritten(path: Path, *groups: tuple[int, ...], **facts: object) -> None:
    """Put other clusters into a plan that says it is a proposal's, as nobody but a forger would."""
    project: Project = open_project(path).project
    clusters = {f"C{n:03}": Cluster(f"C{n:03}", n, f"No {n}", members, n) for n, members in enumerate(groups, 1)}
    last = replace(project.plan.proposals["last"], **facts)
    forged = replace(plan_with(clusters or project.plan.clusters, project.plan), proposals=MappingProxyType({"last": last}))
    save_project(project.with_plan(forged), path)


def test_a_proposal_is_repeated_and_comes_out_the_same(run, plan: Path) -> None:
    ran = run("rerun", plan, "--json", "again.json")
    assert (ran.status, ran.err) == (0, "")
    assert "It came out the same: 2 clusters, 6 schools placed, 1 not" in ran.out
    assert f"Wolds {version('wolds')}, seed 3, schools " in ran.out
    assert "note:" not in ran.out
    document = json.loads(Path("again.json").read_text())
    facts = open_project(plan).project.plan.proposals["last"]
    assert (document["same"], document["seed"], document["elsewhere"]) == (True, 3, [])
    assert document["recorded"] == document["repeated"]
    assert document["recorded"]["data_hash"] == facts.data_hash == open_project(plan).project.schools.data_hash


def test_locks_that_came_after_it_change_nothing(run, plan: Path) -> None:
    changed(plan, LockAll(True))
    assert run("rerun", plan).status == 0


def test_other_clusters_than_the_engines_are_found_out(run, plan: Path) -> None:
    rewritten(plan, (100_001, 100_002, 100_006), (100_003, 100_004, 100_005))
    ran = run("rerun", plan)
    assert ran.status == 1
    assert "It came out otherwise." in ran.out
    assert "- Marsh Primary School moves" in ran.out or "- Dyke Primary School moves" in ran.out


def test_little_change_is_measured_from_the_plan_it_went_on_from_not_from_its_result(run, county) -> None:
    square = county.write(
        Path("square.csv"),
        [county.row(100_001 + n, f"School {n}", 500_000 + east, 300_000 + north) for n, (east, north) in enumerate(CORNERS)],
    )
    assert run("propose", square, *PAIRS, "--out", "first.gpkg").status == 0
    assert run("propose", "first.gpkg", "--little-change-km", 9, "--out", "next.gpkg").status == 0
    facts = open_project(Path("next.gpkg")).project.plan.proposals["last"]
    assert facts.present == ((100_001, 100_002), (100_003, 100_004))
    assert run("rerun", "next.gpkg").status == 0
    rewritten(Path("next.gpkg"), (100_001, 100_003), (100_002, 100_004))
    assert run("rerun", "next.gpkg").status == 1, "measured from itself, any plan would stay as it is"


CORNERS = ((0, 0), (1000, 0), (0, 2000), (1000, 2000))


def test_schools_that_were_changed_since_are_noted(run, plan: Path) -> None:
    with sqlite3.connect(plan) as connection:
        connection.execute("DROP TRIGGER IF EXISTS rtree_schools_geom_update6")
        connection.execute("UPDATE schools SET roll = 61 WHERE urn = 100001")
    connection.close()
    ran = run("rerun", plan)
    assert "note: The schools in the file were changed since the proposal." in ran.out
    assert ran.status == 0


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        ({"data_hash": "", "version": ""}, "does not record from which schools and with which version"),
        ({"version": "0.0.9"}, "made with Wolds 0.0.9; this is"),
        ({"ended": "time"}, "stopped early; it is repeated to the end"),
    ],
)
def test_what_may_make_a_difference_is_noted(run, plan: Path, facts: dict[str, object], note: str) -> None:
    rewritten(plan, **facts)
    ran = run("rerun", plan)
    assert ran.status == 0
    assert note in ran.out


def test_an_alternative_that_was_taken_is_told_from_a_proposal(run, plan: Path) -> None:
    rewritten(plan, (100_001, 100_002, 100_003), proven=False)
    ran = run("rerun", plan)
    assert ran.status == 1
    assert "an alternative or a what-if that was taken comes out otherwise" in ran.out


def told(run, path: Path) -> list[str]:
    ran = run("rerun", path)
    assert (ran.status, ran.err) == (0, ""), ran
    assert "It came out the same" in ran.out
    return [line.removeprefix("note: ") for line in ran.out.splitlines() if line.startswith("note: ")]


def test_a_proposal_is_repeated_under_its_own_rules_and_what_changed_since_is_listed(run, plan: Path) -> None:
    rules = open_project(plan).project.plan.rules
    ferry = PairTravel(urn_a=100_001, urn_b=100_002, minutes=90)
    changed(plan, SetRules(rules.model_copy(update={"cap_km": 1.5, "roll_min": None, "same_la": True, "overrides": (ferry,)})))
    assert told(run, plan) == [
        "The plan was changed since: what is repeated is the proposal, not the plan as it stands now.",
        "The rules of the plan were changed since; it is repeated under those of the proposal. Changed: "
        "travel limit in km: 12 to 1.5; travel given for pairs: none to 1 given; fewest pupils: 150 to none; "
        "one local authority: no to yes.",
    ]


def test_who_takes_part_and_locks_that_changed_since_are_listed(run, plan: Path) -> None:
    changed(plan, ExcludeSchool(100_006, "closing"), LockSchools((100_001, 100_002), True))
    notes = told(run, plan)
    assert notes[1:] == [
        "Who takes part was changed since; it is repeated under those of the proposal. "
        "Changed: schools left out by hand: none to 1 given.",
        "Locks were changed since, of 2 schools; it is repeated with those of the proposal.",
    ]


def test_a_plan_whose_clusters_were_edited_by_hand_still_has_its_proposal_to_repeat(run, plan: Path) -> None:
    changed(plan, MoveSchools((100_001,), None))
    assert told(run, plan) == ["The plan was changed since: what is repeated is the proposal, not the plan as it stands now."]


def test_after_a_refresh_it_is_repeated_on_the_register_of_the_proposal(run, plan: Path, county) -> None:
    rows = [line for line in ROWS if line[0] != 100_006]
    newer = county.write(Path("edubasealldata20260901.csv"), rows)
    assert run("refresh", plan, newer, "--out", "next.gpkg").status == 0
    then = open_project(plan).project.schools
    notes = told(run, Path("next.gpkg"))
    assert notes[1] == (
        "The plan stands on edubasealldata20260901.csv of 2026-09-01 now: it is repeated on the register of the proposal, "
        f"{then.source.file}, which the file keeps."
    )
    assert run("rerun", "next.gpkg", "--json", "r.json").status == 0
    document = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert document["repeated"]["data_hash"] == then.data_hash
    assert document["changed_since"] == notes[:2]


def test_where_the_register_of_the_proposal_is_damaged_there_is_one_clear_line(run, plan: Path, county) -> None:
    newer = county.write(Path("edubasealldata20260901.csv"), [line for line in ROWS if line[0] != 100_006])
    assert run("refresh", plan, newer, "--out", "next.gpkg").status == 0
    with sqlite3.connect("next.gpkg") as file:
        file.execute("UPDATE former_registers SET schools_gz = x'00'")
    file.close()
    ran = run("rerun", "next.gpkg")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert "names schools that the file does not hold: URN 100006" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("no.gpkg",),
        ("register.csv",),
        ("never.gpkg",),
        ("plan.gpkg", "--scenario", "Z"),
        ("plan.gpkg", "--json", "plan.gpkg"),
        ("plan.gpkg", "--json", "x.csv"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, plan: Path, arguments: tuple[str, ...]) -> None:
    project = open_project(plan).project
    nothing = MappingProxyType[str, Any]({})
    save_project(project.with_plan(replace(project.plan, proposals=nothing, asked=nothing)), Path("never.gpkg"))
    ran = run("rerun", *arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1


def test_the_travel_that_it_was_made_by_is_recorded_and_missed_where_it_is_gone(run, register: Path) -> None:
    pairs = [f"{a},{b},9" for group in (WEST, EAST) for a in group for b in group if a < b]
    Path("travel.csv").write_text("\n".join(["URN_a,URN_b,km", *pairs]))
    assert run("propose", register, "--la", 925, "--travel-table", "travel.csv", "--out", "table.gpkg").status == 0
    ran = run("rerun", "table.gpkg")
    assert ran.status == 0
    assert "note: The travel" not in ran.out
    project = open_project(Path("table.gpkg")).project
    save_project(replace(project, schools=project.schools.travelling_by(None)), Path("straight.gpkg"))
    ran = run("rerun", "straight.gpkg")
    assert ran.status == 0
    assert "note: The travel in the file is not known to be that of the proposal." in ran.out


WEST, EAST = (100_001, 100_002, 100_003), (100_004, 100_005, 100_006)


def test_after_a_refresh_it_is_repeated_by_the_travel_of_then(run, register: Path, county) -> None:
    """A school that moved is unknown to the travel of the newer register; that of the proposal stays in the file's history."""
    pairs = [f"{a},{b},9" for group in (WEST, EAST) for a in group for b in group if a < b]
    Path("travel.csv").write_text("\n".join(["URN_a,URN_b,km", *pairs]))
    assert run("propose", register, "--la", 925, "--travel-table", "travel.csv", "--out", "table.gpkg").status == 0
    rows = [line for line in ROWS if line[0] != WEST[0]]
    newer = county.write(Path("edubasealldata20260901.csv"), rows)
    assert run("refresh", "table.gpkg", newer, "--out", "next.gpkg").status == 0
    ran = run("rerun", "next.gpkg")
    assert (ran.status, "note: The travel" in ran.out) == (0, False), ran
    assert "note: The plan stands on edubasealldata20260901.csv" in ran.out
