"""`wolds partnerships`, and confidential facts: kept apart in the file, and out of every export unless ticked."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import (
    AddAction,
    AddAssociate,
    AddMeasure,
    EditContext,
    KeepConfidential,
    RecordReading,
    SetBudget,
    SetModel,
)
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.models import Model
from wolds.clustering.partnership import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    Measure,
)
from wolds.clustering.project import same_content

SECRET = "The head leaves at Easter"
EDITS = (
    SetModel("C001", Model.INFORMAL, Model.HARD_FEDERATION, date(2027, 7, 1), date(2026, 9, 1)),
    AddAction("C001", Action(text="=Moderate maths", category=Category.TEACHING, owner="Maths lead")),
    AddMeasure("C001", Measure(name="Reading", unit="%", baseline=60, target=70, agreed=True)),
    RecordReading("C001", "M1", date(2027, 1, 1), 65),
    SetBudget("C001", Budget(grant=20_000)),
    AddAssociate(Associate(urn=100_007, network="Fen Sports", purpose="sport", note="on Fridays")),
    KeepConfidential(ConfidentialFact(urn=100_001, text=SECRET)),
)


@pytest.fixture
def plan(run, register: Path) -> Path:
    """A plan file with one cluster of which much is known."""
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    project = open_project(Path("plan.gpkg")).project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    for edit in EDITS:
        change = edit.change(context)
        context, project = after(context, change), project.logged(change.text)
    save_project(project.with_plan(context.plan), Path("plan.gpkg"))
    return Path("plan.gpkg")


def test_how_each_partnership_stands_is_printed_and_written(run, plan: Path) -> None:
    ran = run(
        "partnerships",
        plan,
        "--on",
        "2027-07-02",
        "--csv",
        "p.csv",
        "--actions",
        "a.csv",
        "--measures",
        "m.csv",
        "--json",
        "p.json",
    )
    assert (ran.status, ran.err) == (0, "")
    assert "informal collaboration, aiming at hard federation" in ran.out
    assert "The review of 1 July 2027 is overdue" in ran.out
    assert "six weeks" in ran.out
    rows = {name: list(csv.DictReader(Path(f"{name}.csv").read_text("utf-8-sig").splitlines())) for name in "pam"}
    assert [row["Cluster"] for row in rows["p"]] == ["C001", "C002"]
    assert rows["a"][0]["What"] == "'=Moderate maths"
    assert (rows["m"][0]["Latest"], rows["m"][0]["Way to target"]) == ("65.0", "50%")
    document = json.loads(Path("p.json").read_text("utf-8"))
    assert document["partnerships"][0]["money"]["income"] == 20_000
    assert document["associates"][0]["partnership"] == "Fen Sports"
    assert SECRET not in ran.out + "".join(Path(f"{name}.csv").read_text("utf-8") for name in "pam")
    assert SECRET not in Path("p.json").read_text("utf-8")


def test_the_county_is_written_with_the_clusters_behind_each_figure(run, plan: Path) -> None:
    ran = run("partnerships", plan, "--on", "2027-07-02", "--county", "c.csv", "--json", "c.json")
    assert (ran.status, ran.err) == (0, "")
    rows = list(csv.DictReader(Path("c.csv").read_text("utf-8-sig").splitlines()))
    said = {(row["Figure"], row["Of"]): (row["Value"], row["Unit"], row["Which clusters"]) for row in rows}
    assert said["Model now", "informal collaboration"] == ("1", "clusters", "C001")
    assert said["Model now", "no model"] == ("1", "clusters", "C002")
    assert said["Next review", "overdue"] == ("1", "clusters", "C001")
    assert said["Missing", "no measure"] == ("1", "clusters", "C002")
    assert said["Money", "known income"] == ("20000.0", "pounds a year", "")
    assert said["Spending", "transport"] == ("", "pounds a year", ""), "nobody said what is spent"
    assert "Pounds a year: income 20,000; spending: not said." in ran.out
    assert SECRET not in Path("c.csv").read_text("utf-8")
    county = json.loads(Path("c.json").read_text("utf-8"))["county"]
    assert county["overdue"] == county["by_review"]["overdue"] == ["C001"]
    assert county["associates"] == 1


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".geojson", ".json", ".html"])
def test_no_export_holds_a_confidential_fact_unless_it_is_ticked(run, plan: Path, suffix: str) -> None:
    out = Path(f"out{suffix}")
    assert run("export", plan, "--to", out).status == 0
    assert SECRET not in everything(out)
    ticked = run("export", plan, "--to", out, "--confidential")
    if suffix in (".xlsx", ".json"):
        assert ticked.status == 0
        assert SECRET in everything(out)
        if suffix == ".xlsx":
            hidden = openpyxl.load_workbook(out)["Wolds"]
            assert SECRET not in "".join(str(cell) for row in hidden.iter_rows(values_only=True) for cell in row)
    else:
        assert ticked.status == 2
        assert SECRET not in everything(out)


def everything(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_workbook_has_sheets_for_what_is_known_and_none_without(run, plan: Path, register: Path) -> None:
    assert run("export", plan, "--to", "full.xlsx").status == 0
    names = openpyxl.load_workbook("full.xlsx").sheetnames
    assert names[6:] == ["County", "Partnerships", "Actions", "Measures", "Joint roles", "Associates", "About", "Wolds"]
    assert run("propose", register, "--la", 925, "--out", "bare.gpkg").status == 0
    assert run("export", "bare.gpkg", "--to", "bare.xlsx").status == 0
    assert "Partnerships" not in openpyxl.load_workbook("bare.xlsx").sheetnames


def test_confidential_facts_stand_in_one_table_of_the_file_and_can_be_taken_out(plan: Path) -> None:
    before = open_project(plan).project
    assert [fact.text for fact in before.plan.confidential.values()] == [SECRET]
    with sqlite3.connect(plan) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        holding = [
            table for table in tables if any(SECRET in str(row) for row in connection.execute(f'SELECT * FROM "{table}"'))
        ]
        assert holding == ["confidential"]
        connection.execute("DROP TABLE confidential")
        connection.commit()
        connection.execute("VACUUM")
    connection.close()
    assert SECRET.encode() not in plan.read_bytes()
    after_all = open_project(plan).project
    assert not after_all.plan.confidential
    assert after_all.plan.partnerships == before.plan.partnerships


def test_of_money_that_nobody_named_no_nought_is_said(run, register: Path) -> None:
    assert run("propose", register, "--la", 925, "--out", "bare.gpkg").status == 0
    ran = run("partnerships", "bare.gpkg", "--county", "c.csv", "--json", "c.json")
    assert "Pounds" not in ran.out
    rows = [row for row in csv.DictReader(Path("c.csv").read_text("utf-8-sig").splitlines()) if row["Unit"] == "pounds a year"]
    assert rows
    assert {row["Value"] for row in rows} == {""}
    county = json.loads(Path("c.json").read_text("utf-8"))["county"]
    assert (county["income"], county["spending"]) == (None, None)


def test_a_copy_to_share_holds_everything_but_the_confidential_facts(run, plan: Path) -> None:
    ran = run("partnerships", plan, "--share", "copy.gpkg")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == ["Copy without confidential facts written to copy.gpkg"]
    assert SECRET.encode() not in Path("copy.gpkg").read_bytes()
    shared, own = open_project(Path("copy.gpkg")).project, open_project(plan).project
    assert same_content(shared, own.without_confidential())
    assert shared.plan.partnerships == own.plan.partnerships
    assert own.plan.confidential


def test_the_life_of_a_partnership_opens_as_tables_in_a_gis(plan: Path) -> None:
    import pyogrio

    actions = pyogrio.read_dataframe(plan, layer="actions")
    assert actions["owner_role"].tolist() == ["Maths lead"]
    members = pyogrio.read_dataframe(plan, layer="memberships")
    associate = members[members["kind"] == "associate"].iloc[0]
    assert (associate["urn"], associate["cluster_name"], associate["purpose"]) == (100_007, "Fen Sports", "sport")
    assert associate["note"] == "on Fridays"
    assert pyogrio.read_dataframe(plan, layer="partnerships")["target"].tolist() == ["hard federation"]
    assert pyogrio.read_dataframe(plan, layer="readings")["value"].tolist() == [65.0]


def test_it_survives_save_and_reopen_and_the_check_stays_clean(run, plan: Path) -> None:
    project = open_project(plan).project
    save_project(project, Path("again.gpkg"))
    assert same_content(open_project(Path("again.gpkg")).project, project)
    assert run("check", "again.gpkg").status == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE confidential SET document = 'x'",
        'UPDATE confidential SET document = \'{"urn":5,"text":"x"}\'',
        "UPDATE confidential SET scenario_position = 9",
        "UPDATE confidential SET id = 'x'",
        "INSERT INTO confidential (scenario_position, id, document) SELECT scenario_position, id, document FROM confidential",
    ],
)
def test_a_table_of_confidential_facts_that_was_tampered_with_is_refused(run, plan: Path, statement: str) -> None:
    connection = sqlite3.connect(plan)
    connection.execute(statement)
    connection.commit()
    connection.close()
    ran = run("partnerships", plan)
    assert ran.status == 2
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("no.gpkg",),
        ("plan.gpkg", "--on", "tomorrow"),
        ("plan.gpkg", "--confidential"),
        ("plan.gpkg", "--csv", "x.txt"),
        ("plan.gpkg", "--county", "x.xlsx"),
        ("plan.gpkg", "--county", "same.csv", "--csv", "same.csv"),
        ("plan.gpkg", "--share", "plan.gpkg"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, plan: Path, arguments: tuple[str, ...]) -> None:
    ran = run("partnerships", *arguments)
    assert ran.status == 2
    assert ran.err.count("\n") == 1
