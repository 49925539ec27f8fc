"""`wolds merge PLAN WORKBOOK`: what a colleague changed in a workbook or list, listed, and taken over where wanted."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from helpers.edited_sheets import Book
from wolds.app.planfile import open_project

WEST, EAST = {100_001, 100_002, 100_003}, {100_004, 100_005, 100_006}


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


@pytest.fixture
def workbook(run, plan: Path) -> Path:
    """A colleague moved Dyke to the west, renamed the west, and wrote a URN that nobody has."""
    assert run("export", plan, "--to", "plan.xlsx").status == 0
    book, home = Book(openpyxl.load_workbook("plan.xlsx")), open_project(plan).project.plan.cluster_of
    book.put("Memberships", 100_006, "Cluster", home[100_001])
    book.put("Clusters", home[100_001], "Name", "The Fen")
    book.add("Memberships", URN=55, School="Nowhere", Cluster=home[100_001])
    book.book.save("edited.xlsx")
    return Path("edited.xlsx")


def clusters(path: str) -> set[frozenset[int]]:
    return {frozenset(cluster.members) for cluster in open_project(Path(path)).project.plan.clusters.values()}


def test_changes_of_a_workbook_are_listed_with_row_and_column(run, plan: Path, workbook: Path) -> None:
    ran = run("merge", plan, workbook, "--csv", "list.csv")
    assert (ran.status, ran.err) == (0, "")
    assert "1. [theirs] cluster of Dyke Primary School" in ran.out
    assert "cannot be taken: the register has no school 55" in ran.out
    assert "in:     Memberships, row 8, column URN" in ran.out
    with Path("list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["What"], row["Taken"]) for row in rows] == [("cluster of a school", "yes"), ("cells", ""), ("name", "yes")]
    assert rows[0]["Where"].startswith("Memberships, row ")


def test_they_are_taken_over_as_one_step_and_then_nothing_differs(run, plan: Path, workbook: Path) -> None:
    ran = run("merge", plan, workbook, "--out", "merged.gpkg")
    assert (ran.status, ran.err) == (0, "")
    assert clusters("merged.gpkg") == {frozenset(WEST | {100_006}), frozenset(EAST - {100_006})}
    project = open_project(Path("merged.gpkg")).project
    assert project.log[-1].text == "Bring back 2 of 3 changes from edited.xlsx"
    assert "The Fen" in {cluster.name for cluster in project.plan.clusters.values()}
    again = run("merge", "merged.gpkg", workbook)
    assert "note: The plan was changed since it went out" in again.out
    assert "[theirs]" not in again.out


def test_a_list_comes_back_too_and_one_that_nobody_edited_says_nothing(run, plan: Path) -> None:
    assert run("export", plan, "--to", "plan.csv").status == 0
    assert run("merge", plan, "plan.csv").out.endswith("plan.csv says nothing otherwise\n")
    text = Path("plan.csv").read_text("utf-8-sig")
    home = open_project(plan).project.plan.cluster_of
    line = next(line for line in text.splitlines() if line.startswith("100006,"))
    Path("edited.csv").write_text(text.replace(line, line.replace(f",{home[100_006]},", f",{home[100_001]},")), "utf-8")
    assert run("merge", plan, "edited.csv", "--out", "merged.gpkg").status == 0
    assert clusters("merged.gpkg") == {frozenset(WEST | {100_006}), frozenset(EAST - {100_006})}


@pytest.mark.parametrize(
    "arguments",
    [
        ("edited.xlsx", "--their-scenario", "Scenario A"),
        ("edited.xlsx", "--take", "2", "--out", "x.gpkg"),
        ("broken.xlsx",),
        ("register.csv", "--out", "x.gpkg"),
        ("missing.xlsx",),
        ("edited.xlsx", "--out", "edited.xlsx"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, plan: Path, workbook: Path, arguments: tuple[str, ...]) -> None:
    Path("broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    ran = run("merge", plan, *arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert not list(Path().glob("x.*"))
