"""`wolds sweep`: ranges, tables, and refusals."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from wolds.app.cli.ranges import values_of
from wolds.geo.errors import InputError


def table(path: str) -> list[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_range_of_the_cap_gives_a_row_for_each_figure(run, register: Path) -> None:
    ran = run("sweep", register, "--la", 925, "--cap-km", "3:6:1", "--csv", "a.csv", "--json", "a.json")
    assert (ran.status, ran.err) == (0, "")
    rows = table("a.csv")
    assert [(row["value"], row["placed"], row["clusters"]) for row in rows] == [
        *(("3", "0", "0"), ("4", "0", "0"), ("5", "6", "2"), ("6", "6", "2")),
    ]
    document = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert [row["placed"] for row in document["rows"]] == [0, 0, 6, 6]
    assert len(document["present"]) == 2
    assert {"rules", "seed", "data_hash", "version"} <= set(document)
    assert ran.out.count("proven best") == 4


def test_several_sweeps_come_one_after_the_other_with_the_rest_as_it_is(run, register: Path) -> None:
    ran = run("sweep", register, "--la", 925, "--fall", "5,20", "--roll-min", "150,180", "--cap-km", "5", "--csv", "a.csv")
    assert ran.status == 0
    assert [(row["what"], row["value"], row["placed"]) for row in table("a.csv")] == [
        *(("roll_min", "150", "6"), ("roll_min", "180", "6"), ("fall", "5", "6"), ("fall", "20", "0")),
    ]


def test_minutes_and_sizes_can_be_swept(run, register: Path) -> None:
    ran = run("sweep", register, "--la", 925, "--cap-min", "5:10:5", "--size-min", "2,3", "--size-max", "3", "--csv", "a.csv")
    assert ran.status == 0
    assert [(row["what"], row["unit"]) for row in table("a.csv")] == [
        *(("cap_minutes", "min"), ("cap_minutes", "min"), ("size_min", "schools"), ("size_min", "schools")),
        ("size_max", "schools"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--cap-km", "12"),
        ("--cap-km", "8:x"),
        ("--cap-km", "8:9:0"),
        ("--cap-km", "8:9:1:1"),
        ("--cap-km", "8:2000:0.1"),
        ("--cap-km", "8,8"),
        ("--cap-km", "-3:5"),
        ("--fall", "100"),
        ("--size-max", "1:2"),
        ("--roll-min", "1.5,2"),
        ("--roll-max", "lots"),
        ("--la", "999", "--fall", "5"),
        ("--fall", "5", "--csv", "a.txt"),
        ("--fall", "5", "--json", "no/such/folder/a.json"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, register: Path, options: tuple[str, ...]) -> None:
    before = sorted(Path().iterdir())
    ran = run("sweep", register, *options)
    assert ran.status == 2
    assert ran.err.startswith("wolds: ")
    assert ran.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before


def test_the_register_is_not_written_over(run, register: Path) -> None:
    assert run("sweep", register, "--fall", "5", "--csv", register).status == 2


def test_ranges_are_exact_and_go_either_way() -> None:
    assert values_of("--cap-km", "0.1:0.5:0.1") == (0.1, 0.2, 0.3, 0.4, 0.5)
    assert values_of("--cap-km", "10:8") == (10.0, 9.0, 8.0)
    with pytest.raises(InputError, match="--cap-km"):
        values_of("--cap-km", "8:")


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--fall", "-5,10", "-5 is negative"),
        ("--cap-km", "nan,3", "nan is not a figure"),
        ("--cap-km", "8:x", "x is not a figure"),
        ("--cap-km", "8,,9", "a figure is missing"),
        ("--size-max", "--3,4", "--3 is not a figure"),
    ],
)
def test_the_bad_figure_of_a_list_is_named(option: str, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        values_of(option, text)
    assert f"{option} {text}: {words}" in str(caught.value)


def test_sweeping_and_explaining_import_no_qt() -> None:
    code = "import sys, wolds.app.cli.sweep, wolds.app.cli.explain; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_heading_says_where_the_present_clusters_come_from(run, register: Path) -> None:
    told = run("sweep", register, "--la", 925, "--cap-km", "5:6:1", "--roll-min", "150:160:10", "--fall", "5,10").out
    figures = "placed, not placed, clusters, travel in straight-line km"
    assert f"travel limit, km: {figures}; of 2 present clusters (the best plan at 12 km)" in told
    assert f"roll floor, pupils: {figures}; of 2 present clusters (the best plan at 150" in told
    assert "(the best plan at today's rolls)" in told
    assert "(the best plan with no roll ceiling)" in run("sweep", register, "--la", 925, "--roll-max", "400,500").out


def test_the_heading_says_that_the_present_clusters_are_those_of_the_plan(run, register: Path) -> None:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    assert "of 2 present clusters (those of the plan)" in run("sweep", "plan.gpkg", "--cap-km", "5:6:1").out
