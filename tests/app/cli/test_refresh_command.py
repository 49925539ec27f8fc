"""`wolds refresh`: a plan taken to next year's register."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, SetSchoolNote
from wolds.clustering.eligibility import standing_of

from .conftest import HEADING, ROWS, row

LINKS = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    project = open_project(Path("plan.gpkg")).project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    change = SetSchoolNote(100_004, "ask the vicar").change(context)
    save_project(project.with_plan(project.plan.apply(change)), Path("plan.gpkg"))
    return Path("plan.gpkg")


@pytest.fixture
def next_year(plan: Path) -> Path:
    """Wick became an academy, Dyke is gone, Belton grew."""
    rows = [line for line in ROWS if line[0] not in (100_001, 100_004, 100_006)]
    rows.append(row(100_001, "Belton Primary School", 520_000, 350_000, 90))
    rows.append(row(100_004, "Wick Primary School", 560_000, 350_000, status="Closed"))
    rows.append(row(200_001, "Wick Academy", 560_000, 350_000))
    path = Path("next20260901.csv")
    with path.open("w", newline="", encoding="cp1252") as out:
        csv.writer(out).writerows([HEADING, *rows])
    return path


@pytest.fixture
def links() -> Path:
    path = Path("links.csv")
    path.write_text(LINKS + "100004,200001,Wick Academy,Successor,31-08-2026\n")
    return path


def test_a_plan_is_taken_to_the_new_register_and_every_change_is_told(run, plan: Path, next_year: Path, links: Path) -> None:
    ran = run("refresh", plan, next_year, "--links", links, "--out", "next.gpkg", "--csv", "r.csv", "--json", "r.json")
    assert (ran.status, ran.err) == (0, "")
    for line in (
        "- not in the register: Dyke Primary School (URN 100006): Open \u2192 not in the register",
        "- succeeded: Wick Primary School (URN 100004): Open \u2192 Wick Academy (URN 200001)",
        "- roll: Belton Primary School (URN 100001): 60 pupils \u2192 90 pupils",
        "  followed: The note on Wick Primary School (URN 100004) goes to Wick Academy (URN 200001)",
    ):
        assert line in ran.out.splitlines()
    assert "BROKEN size: " in ran.out
    project = open_project(Path("next.gpkg")).project
    assert project.plan.cluster_of[200_001] == project.plan.cluster_of[100_005]
    assert dict(project.plan.school_notes) == {200_001: "ask the vicar"}
    assert any("Before: register.csv" in entry.text for entry in project.log)
    assert project.schools.source.file == "next20260901.csv"
    rows = list(csv.reader(io.StringIO(Path("r.csv").read_text(encoding="utf-8-sig"))))
    assert {(line[1], line[2]) for line in rows[1:]} >= {
        ("succeeded", "100004"),
        ("followed: note", "100004"),
        ("opened", "200001"),
    }
    assert "Hash of the schools" in Path("r.csv.about.txt").read_text(encoding="utf-8")
    document = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert document["before"]["data_hash"] != document["after"]["data_hash"] == project.schools.data_hash
    assert [fault["rule"] for fault in document["scenarios"][0]["broken"]] == ["size", "roll-min"]


def test_without_an_output_the_review_is_only_printed(run, plan: Path, next_year: Path) -> None:
    before = plan.read_bytes()
    ran = run("refresh", plan, next_year)
    assert ran.status == 0
    assert "note: no links were given: the place of a school that closed is taken by nobody" in ran.out
    assert "leaves " in ran.out
    assert plan.read_bytes() == before
    assert not list(Path().glob("*.json"))


def test_the_same_register_changes_nothing(run, plan: Path, register: Path) -> None:
    ran = run("refresh", plan, register, "--out", "same.gpkg")
    assert "Nothing changed that concerns the plan" in ran.out
    old, new = (open_project(path).project for path in (plan, Path("same.gpkg")))
    assert (new.plan.clusters, new.log) == (old.plan.clusters, old.log)


def test_a_small_change_of_a_roll_is_told_where_it_is_asked_for(run, plan: Path, next_year: Path) -> None:
    assert "- roll:" in run("refresh", plan, next_year, "--roll-change", 50).out
    assert "- roll:" not in run("refresh", plan, next_year, "--roll-change", 51).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan.gpkg", "nowhere.csv"), "nowhere.csv: there is no such file"),
        (("links.csv", "next20260901.csv"), "links.csv"),
        (("plan.gpkg", "plan.gpkg"), "plan.gpkg"),
        (("plan.gpkg", "next20260901.csv", "--links", "next20260901.csv"), "column LinkURN: the column is missing"),
        (("plan.gpkg", "next20260901.csv", "--links", "nowhere.csv"), "nowhere.csv: there is no such file"),
        (("plan.gpkg", "next20260901.csv", "--out", "plan.gpkg"), "plan.gpkg is read by this command"),
        (("plan.gpkg", "next20260901.csv", "--out", "next.csv"), "the name must end in .gpkg"),
        (("plan.gpkg", "next20260901.csv", "--roll-change", "much"), "--roll-change much: not a number"),
        (("plan.gpkg", "devon.csv"), "the register holds none of the plan's schools"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_is_written(
    run, plan: Path, next_year: Path, links: Path, arguments: tuple[str, ...], said: str
) -> None:
    with Path("devon.csv").open("w", newline="") as out:
        csv.writer(out).writerows([HEADING, row(300_001, "Exe Primary School", 300_000, 90_000, la="878")])
    there = set(Path().iterdir())
    ran = run("refresh", *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert set(Path().iterdir()) == there
