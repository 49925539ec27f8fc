"""The example of the page on the method: what stands there is what Wolds makes of it, and what a pencil makes of it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from wolds.app.cli import main
from wolds.geo.estimating import DEFAULT_ESTIMATE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
LEAST_PUPILS, FURTHEST_KM, SIZES = 100, 5.0, (2, 3)


def block(beginning: str) -> str:
    """An indented block of the page, by how it begins."""
    found = re.search(rf"(?m)^    {re.escape(beginning)}.*\n(?:    .*\n)*", PAGE)
    assert found is not None
    return re.sub(r"(?m)^    ", "", found[0])


def rows_below(heading: str) -> list[list[str]]:
    """The rows of the table whose first heading this is."""
    table = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


SCHOOLS = list(csv.DictReader(io.StringIO(block("Number,Name"))))
PLACE = {row["Name"]: int(row["Easting"]) / 1000 for row in SCHOOLS}  # all stand on one line from west to east
PUPILS = {row["Name"]: int(row["Pupils"]) for row in SCHOOLS}


def is_allowed(group: tuple[str, ...]) -> bool:
    """By the three rules of the example, and nothing of Wolds."""
    near = all(abs(PLACE[a] - PLACE[b]) <= FURTHEST_KM for a, b in itertools.combinations(group, 2))
    return near and sum(PUPILS[name] for name in group) >= LEAST_PUPILS


def travel(group: tuple[str, ...]) -> float:
    """Each school's mean distance to its partners, added up, in km."""
    return sum(abs(PLACE[a] - PLACE[b]) for a, b in itertools.permutations(group, 2)) / (len(group) - 1)


GROUPS = [group for size in SIZES for group in itertools.combinations(sorted(PLACE), size) if is_allowed(group)]


def plans() -> list[list[tuple[str, ...]]]:
    """Every choice of groups in which no school stands twice."""
    choices = (list(chosen) for count in range(len(GROUPS) + 1) for chosen in itertools.combinations(GROUPS, count))
    return [chosen for chosen in choices if len(set(itertools.chain(*chosen))) == sum(map(len, chosen))]


def name_of(group: tuple[str, ...]) -> str:
    return " and ".join((", ".join(group[:-1]), group[-1]))


def test_the_partnerships_that_keep_the_rules_are_those_that_the_page_lists_with_their_figures() -> None:
    listed = {row[0]: (int(row[1]), float(row[2].removesuffix(" km"))) for row in rows_below("partnership")}
    assert listed == {name_of(group): (sum(PUPILS[one] for one in group), travel(group)) for group in GROUPS}


def test_the_plans_that_the_page_weighs_are_all_plans_and_the_best_is_first() -> None:
    listed = [(row[0], int(row[1]), float(row[2].removesuffix(" km"))) for row in rows_below("plan")]
    weighed = [
        ("; ".join(map(name_of, plan)) or "none", len(PLACE) - sum(map(len, plan)), sum(map(travel, plan))) for plan in plans()
    ]
    assert sorted(listed) == sorted(weighed)
    assert listed[0] == min(weighed, key=lambda one: one[1:])


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the command of the page was given with the register of the page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.csv").write_text(block("Number,Name"), encoding="utf-8")
    assert main(shlex.split(block("wolds propose"))[1:]) == 0
    return tmp_path


def test_wolds_proposes_what_the_page_says_that_it_does(made: Path) -> None:
    summary = json.loads((made / "summary.json").read_text(encoding="utf-8"))
    best = rows_below("plan")[0]
    assert (summary["unplaced"], summary["unplaced_bound"]) == (int(best[1]), int(best[1]))
    assert summary["cost_km"] == summary["cost_bound_km"] == float(best[2].removesuffix(" km"))
    assert summary["proven"]
    together: dict[str, list[str]] = {}
    for row in cluster_list(made):
        together.setdefault(row["cluster"], []).append(row["EstablishmentName"])
    assert together.pop("") == [row[0] for row in rows_below("school left over")]
    assert "; ".join(name_of(tuple(names)) for names in together.values()) == best[0]


def test_the_reasons_on_the_page_are_the_reasons_in_the_list(made: Path) -> None:
    told = {row["EstablishmentName"]: row["reason"] for row in cluster_list(made) if row["reason"]}
    assert told == {row[0]: f"{row[1]} - {row[2]}" for row in rows_below("school left over")}


def test_the_estimate_of_minutes_is_the_one_on_the_page() -> None:
    by_hand = 5 * 1.3 / (30 * 1.609344) * 60
    assert f"5 km are {by_hand:.1f} minutes" in PAGE
    assert f"{float(DEFAULT_ESTIMATE.minutes(np.array(5.0))):.1f}" == f"{by_hand:.1f}"


def cluster_list(folder: Path) -> list[dict[str, str]]:
    with (folder / "clusters.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
