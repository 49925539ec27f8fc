"""`wolds registers`: what a plan stood on before, looked into, brought out and gone back to."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from wolds.app.planfile import open_project
from wolds.clustering.records import plan_record
from wolds.geo.registers import read_register

from .conftest import HEADING, ROWS, row


def newer(name: str, **pupils: int) -> Path:
    """The register with other rolls of Belton and Wick (URN 100001 and 100004); Dyke is not there any more."""
    rows = [line for line in ROWS if line[0] not in (100_001, 100_004, 100_006)]
    rows.append(row(100_001, "Belton Primary School", 520_000, 350_000, pupils["belton"]))
    rows.append(row(200_001, "Wick Academy", 560_000, 350_000, pupils["wick"]))
    path = Path(name)
    with path.open("w", newline="", encoding="cp1252") as out:
        csv.writer(out).writerows([HEADING, *rows])
    return path


@pytest.fixture
def plan(run, register: Path) -> Path:
    """A plan that went on twice; Wick became an academy on the way."""
    Path("links.csv").write_text("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100004,200001,Wick,Successor,31-08-2026\n")
    assert run("propose", register, "--la", 925, "--out", "first.gpkg").status == 0
    for before, after, rolls in (("first", "second", 90), ("second", "third", 95)):
        file = newer(f"edubasealldata{2025 if after == 'second' else 2026}0901.csv", belton=rolls, wick=60)
        assert run("refresh", f"{before}.gpkg", file, "--links", "links.csv", "--out", f"{after}.gpkg").status == 0
    return Path("third.gpkg")


def test_the_registers_are_listed_oldest_first_with_what_is_known_of_each(run, plan: Path, register: Path) -> None:
    ran = run("registers", plan)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    then = read_register(register).schools
    assert lines[0].startswith(f"1. {register.name}, {len(then)} schools, hash {then.data_hash[:12]}, until 20")
    assert lines[1].startswith("2. edubasealldata20250901.csv of 2025-09-01, ")
    assert lines[2].startswith("Now: edubasealldata20260901.csv of 2026-09-01, ")
    assert len(lines) == 3


def test_a_former_register_is_brought_out_and_read_again_as_it_was(run, plan: Path, register: Path) -> None:
    ran = run("registers", plan, "--number", 1, "--to", "old.csv", "--review", "what.csv")
    assert (ran.status, ran.err) == (0, "")
    assert read_register(Path("old.csv")).schools.data_hash == read_register(register).schools.data_hash
    rows = list(csv.DictReader(Path("what.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {"What": "succeeded", "URN": "100004", "After": "Wick Academy (URN 200001)"}.items() <= {
        (name, text) for one in rows if one["URN"] == "100004" for name, text in one.items()
    }
    assert read_register(register).schools.data_hash in Path("old.csv.about.txt").read_text(encoding="utf-8")


def test_without_a_number_it_is_the_register_before_the_present(run, plan: Path) -> None:
    assert run("registers", plan, "--to", "old.csv").status == 0
    assert read_register(Path("old.csv")).schools.data_hash == open_project(Path("second.gpkg")).project.schools.data_hash


def test_a_school_is_told_through_all_registers_under_the_urns_of_its_predecessors(run, plan: Path, register: Path) -> None:
    ran = run("registers", plan, "--urn", 200_001)
    assert ran.out.splitlines()[-4:] == [
        "Wick Academy (URN 200001)",
        f"  {register.name}: URN 100004, name Wick Primary School",
        "  edubasealldata20250901.csv of 2025-09-01: URN 200001, name Wick Academy",
        "  edubasealldata20260901.csv of 2026-09-01: URN 200001, name Wick Academy",
    ]
    rolls = run("registers", plan, "--urn", 100_001).out.splitlines()[-3:]
    assert [line.rpartition(", ")[2] for line in rolls] == ["roll 60", "roll 90", "roll 95"]


def test_the_plan_goes_back_to_the_register_as_it_stood_then(run, plan: Path) -> None:
    ran = run("registers", plan, "--number", 1, "--out", "back.gpkg")
    assert (ran.status, ran.err) == (0, "")
    first, back = (open_project(Path(name)).project for name in ("first.gpkg", "back.gpkg"))
    assert back.schools.data_hash == first.schools.data_hash
    assert [plan_record(one) for one in back.scenarios] == [plan_record(one) for one in first.scenarios]
    assert run("check", "back.gpkg").status == run("check", "first.gpkg").status
    assert run("rerun", "back.gpkg").out.splitlines()[-1].startswith("It came out the same")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            ("third.gpkg", "--number", 3, "--to", "x.csv"),
            "there is no former register 3. Give a number from 1 to 2",
        ),
        (("first.gpkg", "--to", "x.csv"), "the plan has stood on one register alone."),
        (("third.gpkg", "--urn", 7), "URN 7 is not in the register of the plan."),
        (("third.gpkg", "--out", "third.gpkg"), "third.gpkg"),
        (("third.gpkg", "--to", "x.txt"), "x.txt"),
        (("nowhere.gpkg",), "nowhere.gpkg"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(run, plan: Path, given: tuple[object, ...], line: str) -> None:
    ran = run("registers", *given)
    assert ran.status == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert line in ran.err
    assert not Path("x.csv").exists()


def test_nothing_is_written_where_a_part_that_is_asked_for_is_damaged(run, plan: Path) -> None:
    with sqlite3.connect(plan) as file:
        file.execute("UPDATE former_registers SET plans_gz = x'1234' WHERE position = 0")
    file.close()
    ran = run("registers", plan, "--number", 1, "--to", "old.csv", "--out", "back.gpkg")
    assert (ran.status, len(ran.err.strip().splitlines())) == (2, 1)
    assert "is damaged in this plan file and cannot be read. Open one of the last saves" in ran.err
    assert not Path("old.csv").exists()
    ran = run("registers", plan, "--number", 1, "--to", "old.csv")
    assert ran.status == 0
    assert "this file is damaged: the plan as it stood cannot be read" in ran.out
