"""`wolds relations`: a planner's sheet into a plan, doubts told, faults refused; what a plan keeps and breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wolds.app.planfile import open_project
from wolds.clustering.rules import RelationKind

GOOD = "URN_a,URN_b,Kind,Notes\n100003,100006,Collaboration,maths\n"


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def test_a_sheet_goes_into_a_copy_of_the_plan_and_from_there_into_every_list(run, plan: Path) -> None:
    Path("mine.csv").write_text(GOOD, encoding="utf-8")
    ran = run("relations", plan, "--sheet", "mine.csv", "--out", "with.gpkg", "--csv", "all.csv")
    assert (ran.status, ran.err) == (0, "")
    assert "Bring in 1 recorded relation from mine.csv" in ran.out
    project = open_project(Path("with.gpkg")).project
    (relation,) = project.plan.rules.relations
    assert (relation.kind, relation.urns, relation.reason) == (RelationKind.COLLABORATION, (100_003, 100_006), "maths")
    assert project.log[-1].text.endswith("from mine.csv")
    assert "100003 100006" in Path("all.csv").read_text(encoding="utf-8-sig")
    assert "Existing relations: 1 " in run("relations", "with.gpkg").out
    assert run("export", "with.gpkg", "--to", "with.json").status == 0
    assert sum(json.loads(Path("with.json").read_bytes())["relations"]["counts"].values()) == 1
    assert open_project(plan).project.plan.rules.relations == ()


def test_a_kept_kind_holds_in_the_next_proposal(run, plan: Path) -> None:
    Path("mine.csv").write_text(GOOD, encoding="utf-8")
    assert run("relations", plan, "--sheet", "mine.csv", "--out", "with.gpkg").status == 0
    ran = run("propose", "with.gpkg", "--keep-relations", "collaboration", "--out", "kept.gpkg")
    assert ran.status == 0
    kept = open_project(Path("kept.gpkg")).project.plan
    assert kept.cluster_of.get(100_003) == kept.cluster_of.get(100_006)


def test_a_kind_that_nobody_records_is_refused(run, plan: Path) -> None:
    ran = run("propose", plan, "--keep-relations", "federation", "--out", "x.gpkg")
    assert ran.status == 2
    assert "keep_relations" in ran.err
    assert ran.err.count("\n") == 1
    assert not Path("x.gpkg").exists()


def test_the_sample_county_brings_its_sheet(run) -> None:
    assert run("sample", "--out", "county.csv", "--relations-out", "sheet.csv").status == 0
    assert run("propose", "county.csv", "--la", 990, "--max-roll", 209, "--out", "plan.gpkg").status == 0
    ran = run("relations", "plan.gpkg", "--sheet", "sheet.csv", "--out", "with.gpkg", "--skip-bad", "--take-likely")
    assert (ran.status, ran.err) == (0, "")
    assert "Bring in 11 recorded relations and 3 confidential facts" in ran.out


def test_vacancies_stay_out_of_the_history_and_of_exports(run, plan: Path) -> None:
    Path("mine.csv").write_text("URN,Head vacancy\n100003,Easter 2027 secret\n", encoding="utf-8")
    ran = run("relations", plan, "--sheet", "mine.csv", "--out", "with.gpkg")
    assert ran.status == 0
    assert "1 confidential fact" in ran.out
    assert "secret" not in ran.out
    assert run("export", "with.gpkg", "--to", "with.json").status == 0
    assert "secret" not in Path("with.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sheet", "arguments", "words"),
    [
        (GOOD, ("--sheet", "mine.csv"), "--sheet and --out"),
        (GOOD, ("--sheet", "mine.csv", "--out", "plan.gpkg"), "is read by this command"),
        (GOOD, ("--sheet", "none.csv", "--out", "x.gpkg"), "no such file"),
        (GOOD, ("--sheet", "mine.csv", "--out", "x.csv"), ".gpkg"),
        (GOOD, ("--sheet", "mine.csv", "--out", "x.gpkg", "--kind", "twins"), "--kind twins"),
        ("Colour\nred\n", ("--sheet", "mine.csv", "--out", "x.gpkg"), "no column"),
        ("", ("--sheet", "mine.csv", "--out", "x.gpkg"), "empty"),
        ("URN_a,URN_b\n100003,999999\n", ("--sheet", "mine.csv", "--out", "x.gpkg"), "line 2: URN 999999"),
        ("URN_a,URN_b\n100003,999999\n", ("--sheet", "mine.csv", "--out", "x.gpkg", "--skip-bad"), "nothing in the sheet"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_writes_nothing(
    run, plan: Path, sheet: str, arguments: tuple[str, ...], words: str
) -> None:
    Path("mine.csv").write_text(sheet, encoding="utf-8")
    before = sorted(Path().iterdir())
    ran = run("relations", plan, *arguments)
    assert ran.status == 2, ran
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before
