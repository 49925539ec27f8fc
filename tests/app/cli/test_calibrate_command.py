"""`wolds calibrate`: the straight line beside roads or a table, from a register and from a plan."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

RULES = ("--la", "990", "--max-roll", "150", "--size", "2-4", "--roll-min", "0", "--cap-km", "12")


@pytest.fixture
def county(run, tmp_path, monkeypatch):
    """The sample register and its roads, in the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    assert run("sample", "--out", "county.csv", "--roads-out", "roads.osm.gz").status == 0
    return tmp_path


def test_a_register_is_compared_with_roads_and_its_pairs_are_written(run, county):
    ran = run("calibrate", "county.csv", *RULES, "--roads", "roads.osm.gz", "--pairs", "2", "--csv", "pairs.csv")
    assert ran.status == 0
    assert "Straight line beside travel by road, sample roads" in ran.out
    assert "default estimate: 1.3 x the straight line at 48.3 km/h" in ran.out
    assert "fitted estimate: 1.2" in ran.out
    assert "judged otherwise at the travel limit" in ran.out
    assert "Clusters" not in ran.out  # a register has none
    with Path("pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    times = [float(row["times_as_far"]) for row in rows]
    assert times == sorted(times, reverse=True)
    for row in rows:
        if not row["at_least"]:
            assert float(row["road_km"]) / float(row["straight_km"]) == pytest.approx(float(row["times_as_far"]), abs=0.01)
    assert any("ferry" in row["why"] for row in rows)
    assert ran.out.count(" times as far") == 2
    assert "by road on sample roads" in Path("pairs.csv.about.txt").read_text(encoding="utf-8")


def test_a_plan_names_the_clusters_that_would_break_and_is_not_touched(run, county):
    assert run("propose", "county.csv", *RULES, "--out", "plan.gpkg").status == 0
    before = Path("plan.gpkg").read_bytes()
    ran = run("calibrate", "plan.gpkg", "--roads", "roads.osm.gz", "--pairs", "0")
    assert ran.status == 0
    assert "break it by road, sample roads: " in ran.out
    assert "differ most" not in ran.out
    assert Path("plan.gpkg").read_bytes() == before


def test_a_plan_that_travels_by_road_needs_no_file(run, county):
    assert run("propose", "county.csv", *RULES, "--roads", "roads.osm.gz", "--out", "plan.gpkg").status == 0
    ran = run("calibrate", "plan.gpkg")
    assert ran.status == 0
    assert "beside travel by road, sample roads" in ran.out


def test_the_roads_of_a_plan_are_drawn_on_its_pictures_alone(run, county):
    assert run("propose", "county.csv", *RULES, "--roads", "roads.osm.gz", "--out", "plan.gpkg").status == 0
    size = ("--width", "600", "--height", "500")
    for name in ("map.png", "map.pdf"):
        assert run("export", "plan.gpkg", "--to", name, *size).status == 0
        plain = len(Path(name).read_bytes())
        assert run("export", "plan.gpkg", "--to", name, *size, "--with-roads").status == 0
        assert len(Path(name).read_bytes()) > 1.05 * plain
    ran = run("export", "plan.gpkg", "--to", "list.csv", "--with-roads")
    assert (ran.status, Path("list.csv").exists()) == (2, False)
    assert run("propose", "county.csv", *RULES, "--out", "straight.gpkg").status == 0
    ran = run("export", "straight.gpkg", "--to", "m.png", "--with-roads")
    assert ran.status == 2
    assert "holds no roads to draw" in ran.err


def test_too_few_pairs_are_told_and_the_rest_is_told_all_the_same(run, county):
    Path("t.csv").write_text("URN_a,URN_b,km\n900001,900002,7\n", encoding="utf-8")
    ran = run("calibrate", "county.csv", *RULES, "--travel-table", "t.csv")
    assert ran.status == 0
    assert "No figures are fitted: only " in ran.out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "there is nothing to compare the straight line with"),
        (("--roads", "missing.osm.pbf"), "there is no such file"),
        (("--roads", "roads.osm.gz", "--csv", "county.csv"), "county.csv"),
        (("--roads", "roads.osm.gz", "--pairs", "1000"), "--pairs"),
        (("--roads", "roads.osm.gz", "--travel-table", "county.csv"), "both given"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(run, county, options, says):
    ran = run("calibrate", "county.csv", *RULES, *options)
    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) == 1
