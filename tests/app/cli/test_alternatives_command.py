"""`wolds alternatives`: plans side by side, as lines, tables and scenarios."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from wolds.app.planfile import open_project

PAIRS = ("--la", 925, "--la", 926, "--cap-km", 5, "--size", "2-4", "--roll-min", 100)


def table(path: str) -> list[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_plans_come_side_by_side_in_every_output(run, register: Path) -> None:
    ran = run(
        *("alternatives", register, *PAIRS, "--count", 2, "--least-difference", 20, "--most-dearer", "any"),
        *("--csv", "a.csv", "--json", "a.json", "--out", "a.gpkg"),
    )
    assert (ran.status, ran.err) == (0, "")
    document, rows = json.loads(Path("a.json").read_text(encoding="utf-8")), table("a.csv")
    plans = document["plans"]
    assert len(plans) == len(rows) == ran.out.count("% of the best possible") + 1 == 3
    assert [float(row["cost_km"]) for row in rows] == [plan["cost_km"] for plan in plans] == sorted(p["cost_km"] for p in plans)
    assert all(min(plan["difference_percent"]) >= 20 for plan in plans[1:])
    assert {"rules", "eligibility", "seed", "data_hash", "version"} <= set(document)
    project = open_project(Path("a.gpkg")).project
    assert project.names == ("Best plan", "Alternative 1", "Alternative 2")
    for scenario, plan in zip(project.scenarios, plans, strict=True):
        assert sorted(cluster.members for cluster in scenario.clusters.values()) == [tuple(m) for m in plan["members"]]
        assert run("check", "a.gpkg", "--scenario", scenario.name).status == 0
    assert [scenario.proposals["last"].proven for scenario in project.scenarios] == [True, False, False]


def test_the_alternatives_of_a_plan_obey_its_rules(run, register: Path) -> None:
    assert run("propose", register, *PAIRS, "--out", "plan.gpkg").status == 0
    from_plan = run("alternatives", "plan.gpkg", "--count", 1, "--least-difference", 20, "--most-dearer", "any")
    from_register = run("alternatives", register, *PAIRS, "--count", 1, "--least-difference", 20, "--most-dearer", "any")
    assert from_plan.status == from_register.status == 0
    assert from_plan.out.splitlines()[-2:] == from_register.out.splitlines()[-2:]


def test_where_there_is_no_other_plan_it_is_said(run, register: Path) -> None:
    ran = run("alternatives", register, "--la", 925, "--cap-km", 5)
    assert ran.status == 0
    assert ran.out.splitlines()[-1].startswith("No further plan was found that differs by 30 % or more")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--count", "0"), "--count 0"),
        (("--count", "99"), "--count 99"),
        (("--least-difference", "101"), "--least-difference 101"),
        (("--least-difference", "0"), "1 to 100 %"),
        (("--most-dearer", "lots"), "--most-dearer lots"),
        (("--csv", "a.txt"), "must end in .csv"),
        (("--out", "a.csv"), "must end in .gpkg"),
        (("--csv", "register.csv"), "is read by this command"),
        (("--la", "999"), "999"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, register: Path, options: tuple[str, ...], words: str) -> None:
    before = sorted(Path().iterdir())
    ran = run("alternatives", register, *options)
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before
