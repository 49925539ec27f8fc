"""`wolds pairings` and `wolds policy`: what they print, write and refuse; and the table that travels with a plan."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, SetPolicy
from wolds.clustering.eligibility import standing_of
from wolds.clustering.policy import Policy, PolicyRow, Verdict, parse_policy


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def test_pairs_and_schools_left_are_printed_and_written(run, register: Path) -> None:
    ran = run("pairings", register, "--km", 6, "--csv", "p.csv", "--json", "p.json")
    assert (ran.status, ran.err) == (0, "")
    assert "1 church school paired" in ran.out
    rows = list(csv.DictReader(Path("p.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0]["URN"] == "100002"
    assert rows[0]["partner_URN"] == "100008"
    assert all(row["reason"] for row in rows[1:])
    document = json.loads(Path("p.json").read_text("utf-8"))
    assert document["pairs"][0]["community"] == 100_008
    assert [one["urn"] for one in document["church_without_church"]] == [100_002]


def test_authority_and_roll_narrow_who_takes_part(run, register: Path) -> None:
    assert run("pairings", register, "--la", 925, "--max-roll", 80, "--km", 6, "--json", "p.json").status == 0
    assert json.loads(Path("p.json").read_text("utf-8"))["pairs"][0]["community"] == 100_001


def test_the_printed_table_is_a_table_that_can_be_read_and_edited(run) -> None:
    text = run("policy").out
    Path("mine.toml").write_text(text.replace('informal = "allowed"', 'informal = "approval needed"'), encoding="utf-8")
    assert parse_policy(text.encode()).name == "Starting table"
    assert 'informal = "approval needed"' in run("policy", "mine.toml").out
    assert "properties" in json.loads(run("policy", "--schema").out)


def test_a_plan_s_clusters_are_judged_and_listed(run, plan: Path) -> None:
    ran = run("policy", plan, "--model", "hard federation", "--csv", "c.csv")
    assert ran.status == 0
    assert "not legal advice" in ran.out
    rows = list(csv.DictReader(Path("c.csv").read_text("utf-8-sig").splitlines()))
    assert {row["cluster"] for row in rows} == {"C001", "C002"}
    assert all(row["model"] == "hard federation" for row in rows)


def test_a_table_set_in_a_plan_is_saved_shown_and_obeyed(run, plan: Path) -> None:
    project = open_project(plan).project
    strict = Policy(name="Strict", rows=(PolicyRow(informal=Verdict.FORBIDDEN, reason="No."),))
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    save_project(project.with_plan(project.plan.apply(SetPolicy(strict).change(context))), plan)
    assert open_project(plan).project.plan.policies["policy"] == strict
    with sqlite3.connect(plan) as connection:
        (document,) = connection.execute("SELECT document FROM policies").fetchone()
    connection.close()
    assert parse_policy(document.encode()) == strict
    assert "not allowed" in run("policy", plan).out
    assert "0 church schools paired" in run("pairings", plan, "--km", 6).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("pairings", "register.csv", "--diocese", "Ely"),
        ("pairings", "register.csv", "--la", "999"),
        ("pairings", "register.csv", "--model", "marriage"),
        ("pairings", "register.csv", "--policy", "no.toml"),
        ("pairings", "register.csv", "--policy", "register.csv"),
        ("pairings", "register.csv", "--km", "0"),
        ("pairings", "register.csv", "--csv", "x.json"),
        ("pairings", "plan.gpkg", "--max-roll", "100"),
        ("pairings", "no.csv"),
        ("policy", "no.toml"),
        ("policy", "register.csv"),
        ("policy", "no.gpkg"),
        ("policy", "--model", "informal"),
        ("policy", "plan.gpkg", "--model", "x"),
        ("policy", "plan.gpkg", "--schema"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, register: Path, plan: Path, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_three_scenarios_are_proposed_in_one_step_beside_the_plan(run, plan: Path) -> None:
    Path("strict.toml").write_text(
        '[[row]]\ncompany = "mixed"\ninformal = "not allowed"\nhard_federation = "allowed"\n', "utf-8"
    )
    ran = run("policy", plan, "--policy", "strict.toml", "--scenarios", "three.gpkg")
    assert (ran.status, ran.err) == (0, "")
    project = open_project(Path("three.gpkg")).project
    assert project.names == ("Scenario A", "Church schools only", "Mixed, informal", "Mixed, formal")
    assert project.active == 0
    placed = [len(scenario.cluster_of) for scenario in project.scenarios]
    assert placed == [6, 3, 3, 6]  # the west's church school must not mix, but in a hard federation
    assert "1 church school left over" in ran.out
    assert "proven best" in ran.out
    assert all(scenario.policies["policy"].rows for scenario in project.scenarios[1:])
    assert not open_project(plan).project.scenarios[1:]


@pytest.mark.parametrize("more", [("--csv", "x.csv"), ("--scenario", "Scenario A"), ("--model", "x"), ("--policy", "no.toml")])
def test_three_scenarios_refuse_what_does_not_go_together(run, plan: Path, more: tuple[str, ...]) -> None:
    ran = run("policy", plan, "--scenarios", "three.gpkg", *more)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert not Path("three.gpkg").exists()


def test_an_empty_diocese_is_refused_and_not_taken_for_all_of_them(run, register: Path) -> None:
    ran = run("pairings", register, "--diocese", "")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "wolds: --diocese: the name is empty. Give a part of the name, or leave the option out.\n"
