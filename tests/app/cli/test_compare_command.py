"""`wolds compare`: plans side by side on the register, filter and rules of the first."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, MoveSchools, RenameScenario
from wolds.clustering.eligibility import standing_of
from wolds.clustering.project import Project


def edited(project: Project, *edits) -> Project:
    for edit in edits:
        context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
        project = project.with_plan(project.plan.apply(edit.change(context)))
    return project


@pytest.fixture
def plan(run, register: Path) -> Path:
    """A plan with the scenario A of the engine, and B in which Marsh was moved from the west to the east."""
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    project = open_project(Path("plan.gpkg")).project
    home = project.plan.cluster_of[100_004]
    both = edited(project.duplicated(0), MoveSchools((100_003,), home))
    save_project(both, Path("plan.gpkg"))
    return Path("plan.gpkg")


def table(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(Path(path).read_text(encoding="utf-8-sig"))))


def test_all_scenarios_of_a_plan_are_compared_and_the_better_one_is_starred(run, plan: Path) -> None:
    ran = run("compare", plan)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Scored on the register, filter and rules of Scenario A; travel in straight-line km"
    assert lines[1].startswith(
        "note: Broken rules: 5 in Scenario B; schools, pupils and travel are marked better only in a plan"
    )
    assert lines[2].split() == ["Scenario", "A", "Scenario", "B"]
    rows = {line[:40].split("  ")[0]: line.split() for line in lines}
    assert rows["Broken rules"][-2:] == ["0*", "5"]  # too few schools and pupils, and Marsh is far from three others
    assert rows["Fewest pupils in a cluster"][-2:] == ["180*", "120"]
    assert "From Scenario A to Scenario B. Schools: 1 moved, 0 joined, 0 left, 5 stay" in ran.out
    moved = next(line for line in lines if line.startswith("- Marsh Primary School moves from"))
    assert "mean travel 4.5 km → " in moved
    assert "pupils 180 → 240" in moved
    assert "does not assess any school for closure" in lines[-1]


def test_todays_federations_stand_beside_plans_of_several_files(run, county, plan: Path) -> None:
    together = {100_001: "F1", 100_002: "F1"}
    rows = [county.row(*r[:1], r[3], r[13], r[14], r[10], la=r[1], federation=together.get(r[0], "")) for r in county.rows[:8]]
    other = county.write(Path("other.csv"), rows)
    assert run("propose", other, "--la", 925, "--size", "2-6", "--roll-min", 0, "--out", "next.gpkg").status == 0
    ran = run("compare", "next.gpkg", "plan.gpkg:scenario a", "--today", "--out", "c.json", "--from", "Scenario A")
    assert ran.status == 2
    assert "names several plans" in ran.err
    ran = run("compare", "next.gpkg", "plan.gpkg:scenario a", "--today", "--out", "c.json")
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(Path("c.json").read_text())
    assert [one["name"] for one in document["plans"]] == ["Today's federations", "next: Scenario A", "plan: Scenario A"]
    assert document["scored_on"] == "next: Scenario A"
    whole = next(one for one in document["measures"] if one["key"] == "federations_whole")
    assert (whole["of"], whole["values"]) == (1, dict.fromkeys([one["name"] for one in document["plans"]], 1))
    assert [change["from"] for change in document["changes"]] == ["Today's federations"] * 2
    (difference,) = document["registers"]
    assert (difference["name"], difference["only_there"]) == ("plan: Scenario A", 4)
    assert "note: plan: Scenario A was made under other rules" in ran.out
    assert "note: plan: Scenario A was made with another register, which tells the schools to be placed alike." in ran.out


def test_every_file_says_what_it_is_of(run, plan: Path) -> None:
    ran = run(
        "compare", plan, "--from", "scenario b", "--out", "c.csv", "--out", "c.xlsx", "--out", "c.json", "--movers", "m.csv"
    )
    assert (ran.status, ran.err) == (0, "")
    project = open_project(plan).project
    document = json.loads(Path("c.json").read_text())
    assert document["data_hash"] == project.schools.data_hash
    assert document["rules"] == project.plan.rules.model_dump(mode="json")
    assert (document["version"] != "", document["made_at"][:2]) == (True, "20")
    assert [(one["seed"], one["proof"]) for one in document["plans"]] == [(0, "Proven best"), (None, None)]
    for name in ("c.csv", "m.csv"):
        headings = next(csv.reader(Path(name).read_text(encoding="utf-8-sig").splitlines()))
        assert len(headings) == len(set(headings)), headings
    for name in ("c.csv.about.txt", "m.csv.about.txt"):
        about = Path(name).read_text()
        assert f"Hash of the schools: {project.schools.data_hash}" in about
        assert "Rule: travel limit: 12 km" in about
        assert "Plan: Scenario A: plan.gpkg, Scenario A: Proven best; seed 0; proposed 20" in about
        assert "Made with: Wolds" in about
    book = openpyxl.load_workbook("c.xlsx")
    assert book.sheetnames == ["Measures", "Movers", "Clusters", "About"]
    assert [cell.value for cell in book["Measures"][1]][3:5] == ["Scenario A", "Scenario B"]
    assert next(row[2].value for row in book["Movers"].iter_rows(2)) == 100_003
    measures = {row[0]: row for row in table("c.csv")}
    assert measures["least_roll"][3:7] == ["180", "120", "more", "Scenario A"]
    mover = dict(zip(*table("m.csv")[:2], strict=True))
    assert (mover["From plan"], mover["URN"], mover["Change"]) == ("Scenario B", "100003", "moves")
    assert mover["Partners gained"] == "100001 100002"
    assert mover["Mean travel after, straight-line km"] == "4.5"


def test_what_a_name_holds_stays_text(run, plan: Path) -> None:
    project = open_project(plan).project
    save_project(edited(project, RenameScenario("=1+1 <r>")), plan)
    assert run("compare", plan, "--out", "c.csv", "--out", "c.xlsx").status == 0
    assert table("c.csv")[0][4] == "'=1+1 <r>"
    heading = openpyxl.load_workbook("c.xlsx")["Measures"]["E1"]
    assert (heading.data_type, heading.value) == ("s", "'=1+1 <r>")


@pytest.mark.parametrize(
    "arguments",
    [
        ("no.gpkg", "plan.gpkg"),
        ("plan.gpkg:Scenario Z",),
        ("plan.gpkg:Scenario A",),
        ("plan.gpkg:Scenario A", "plan.gpkg:scenario a"),
        ("plan.gpkg", "register.csv"),
        ("plan.gpkg", "--out", "x.pdf"),
        ("plan.gpkg", "--out", "plan.gpkg"),
        ("plan.gpkg", "--out", "x.csv", "--movers", "x.csv"),
        ("plan.gpkg", "--movers", "x.xlsx"),
        ("plan.gpkg", "--out", "nowhere/x.csv"),
        ("plan.gpkg", "--from", "nobody"),
        ("one.gpkg",),
        ("many.gpkg",),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_writes_nothing(run, plan: Path, arguments: tuple[str, ...]) -> None:
    project = open_project(plan).project
    save_project(replace(project, scenarios=project.scenarios[:1], active=0), Path("one.gpkg"))
    for _ in range(5):
        project = project.duplicated(0)
    save_project(project, Path("many.gpkg"))
    ran = run("compare", *arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert not list(Path().glob("x.*"))


def test_the_file_that_is_there_wins_over_a_scenario_after_a_colon(run, plan: Path) -> None:
    odd = Path("plan.gpkg:Scenario A")
    try:
        odd.write_bytes(plan.read_bytes())
    except OSError:
        pytest.skip("this system allows no colon in names")
    ran = run("compare", odd)
    assert (ran.status, ran.err) == (0, "")
    assert "Scenario B" in ran.out


@pytest.fixture
def by_table(run, register: Path, plan: Path) -> Path:
    """The plan's schools by a council's table of minutes: each pair of the west is 11 minutes apart, of the east 12."""
    lines = ["URN_a,URN_b,minutes"]
    for minutes, group in ((11, (100_001, 100_002, 100_003)), (12, (100_004, 100_005, 100_006))):
        lines += [f"{a},{b},{minutes}" for a in group for b in group if a < b]
    Path("travel.csv").write_text("\n".join(lines))
    ran = run("propose", register, "--la", 925, "--cap-min", 15, "--travel-table", "travel.csv", "--out", "table.gpkg")
    assert ran.status == 0, ran
    return Path("table.gpkg")


def test_plans_are_scored_by_the_travel_of_the_first_and_that_is_said(run, plan: Path, by_table: Path) -> None:
    ran = run("compare", by_table, "plan.gpkg:Scenario A", "--out", "c.csv", "--out", "c.json", "--movers", "m.csv")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(
        "Scored on the register, filter and rules of table: Scenario A; travel in min by table travel.csv"
    )
    assert "plan: Scenario A: made by other travel than scored by here (min by table travel.csv)." in ran.out
    rows = {row[0]: row for row in table("c.csv")}
    assert rows["longest_km"][2:5] == ["min by table travel.csv", "12.0", "12.0"]
    assert rows["cost_km"][2:5] == ["min by table travel.csv", "69.0", "69.0"]
    assert "Travel: min by table travel.csv" in Path("m.csv.about.txt").read_text()
    document = json.loads(Path("c.json").read_text())
    longest = next(one for one in document["measures"] if one["key"] == "longest_km")
    assert (longest["unit"], set(longest["values"].values())) == ("min", {12.0})
    back = run("compare", "plan.gpkg:Scenario A", by_table)
    assert "table: Scenario A: made by other travel than scored by here (straight-line km)." in back.out


def test_plans_without_a_school_in_common_are_refused_in_one_line_that_names_the_way_out(run, county, plan: Path) -> None:
    rows = [county.row(number, f"School {number}", 600_000 + number, 300_000, 60, la=926) for number in range(1, 7)]
    other = county.write(Path("far.csv"), rows)
    assert run("propose", other, "--la", 926, "--out", "far.gpkg").status == 0
    ran = run("compare", plan, "far.gpkg", "--out", "c.json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip().count("\n") == 0
    assert "far: Scenario A has no school in common with plan: Scenario B: none of its 6 schools takes part there" in ran.err
    assert "Compare plans for the same schools" in ran.err
    assert not Path("c.json").exists()


def test_a_plan_beside_itself_on_next_years_register_is_followed_to_successors(run, county, plan: Path) -> None:
    rows = [county.row(*r[:1], r[3], r[13], r[14], r[10], la=r[1]) for r in county.rows if r[0] != 100_004]
    rows.append(county.row(100_004, "Wick Primary School", 560_000, 350_000, 60, status="Closed"))
    rows.append(county.row(200_001, "Wick Academy", 560_000, 350_000, 60))
    register = county.write(Path("next.csv"), rows)
    Path("links.csv").write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100004,200001,Wick Academy,Successor,31-08-2026\n"
    )
    assert run("refresh", plan, register, "--links", "links.csv", "--out", "next.gpkg").status == 0
    ran = run("compare", f"{plan}:Scenario A", "next.gpkg:Scenario B", "--out", "c.json", "--movers", "m.csv")
    assert (ran.status, ran.err) == (0, "")
    said = "Followed by the links that the plans keep: 1 school of next: Scenario B: Wick Primary School (now URN 200001)."
    assert f"note: {said}" in ran.out.splitlines()
    rows = table("m.csv")
    assert rows[0][5] == "URN in the other plan"
    assert {line[2]: line[5] for line in rows[1:]}["100004"] == "now URN 200001"
    document = json.loads(Path("c.json").read_text())
    shift = next(one for one in document["changes"][0]["schools"] if one["urn"] == 100_004)
    assert (shift["known_as"], shift["way"]) == ("now URN 200001", "stayed")
    assert {"kept_apart", "absent"} <= shift["after"].keys()
