"""`wolds partners`: from a register or a plan, by URN or name, to a ranked list."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest


def test_a_school_finds_its_partners_in_a_register(run, register: Path) -> None:
    ran = run("partners", register, "belton", "--km", 6, "--csv", "p.csv", "--json", "p.json")
    assert (ran.status, ran.err) == (0, "")
    assert "4 possible partners within 6 straight-line km" in ran.out
    assert "Weights: travel 3" in ran.out
    rows = list(csv.DictReader(Path("p.csv").read_text("utf-8-sig").splitlines()))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]
    blank = next(row for row in rows if row["URN"] == "100012")
    assert (blank["roll"], blank["part_roll"]) == ("", "")
    assert "roll" in blank["unknown"]
    document = json.loads(Path("p.json").read_text("utf-8"))
    assert [partner["urn"] for partner in document["partners"]] == [int(row["URN"]) for row in rows]
    assert document["unmeasured"] == [100_011]
    assert [size["size"] for size in document["best_groups"]] == [2, 3, 4, 5, 6]


def test_a_plan_says_where_partners_are_already(run, register: Path) -> None:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    ran = run("partners", "plan.gpkg", 100008, "--minutes", 10, "--groups", 0)
    assert "In this plan it is in" in ran.out


def test_a_what_if_tells_models_and_leaving(run, register: Path) -> None:
    out = run("partners", register, 100001, "--with", "marsh", "--with", 100002).out
    assert "and Marsh Primary School: 180 pupils" in out
    assert "hard federation" in out
    assert "at least six weeks" in out
    assert "SI 2012/1035" in out
    assert "not legal advice" in out
    assert "Without Marsh Primary School: 2 schools, 120 pupils" in out


def test_weights_are_changed_on_the_command_line_and_shown(run, register: Path) -> None:
    assert (
        "Weights: travel 0, relation 1, roll 9.5"
        in run("partners", register, 100001, "--weight", "travel=0", "--weight", "roll=9.5").out
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("999999",),
        ("primary school",),
        ("zzzz",),
        ("100009",),
        ("100011",),
        ("100001", "--minutes", "0"),
        ("100001", "--minutes", "-5"),
        ("100001", "--minutes", "20", "--km", "5"),
        ("100001", "--weight", "travel"),
        ("100001", "--weight", "luck=1"),
        ("100001", "--weight", "travel=much"),
        ("100001", "--weight", "travel=-1"),
        ("100001", "--weight", "travel=nan"),
        ("100001", "--with", "100001"),
        ("100001", "--scenario", "A"),
        ("100001", "--csv", "list.txt"),
        ("100001", "--csv", "no/list.csv"),
        ("100001", "--model", "soft_federation"),  # of no file
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, register: Path, arguments: tuple[str, ...]) -> None:
    ran = run("partners", register, *arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_a_register_that_is_not_there_is_refused(run) -> None:
    assert run("partners", "no.csv", "x").status == 2
    assert run("partners", "no.gpkg", "x").status == 2
