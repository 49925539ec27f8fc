"""`--roads` and `--travel-table`: travel by another provider, in the proposal, the plan file and every output."""

from __future__ import annotations

import csv
import itertools
import json

import numpy as np
import pytest

from helpers.sheets import xlsx_of
from wolds.app.planfile import open_project, save_project
from wolds.clustering.project import Project, same_content
from wolds.geo.schools import Schools

RULES = ("--la", "990", "--max-roll", "150", "--size", "2-4", "--roll-min", "0")


@pytest.fixture
def register(tmp_path):
    from wolds.geo.sample import write_sample

    write_sample(tmp_path / "sample.csv")
    return tmp_path / "sample.csv"


@pytest.fixture
def table(tmp_path, schools):
    """A travel table of the sample county: 1.4 times the straight line, but over 40 km across the Welland."""

    def write(name="travel.csv", heading="km", factor=1.4):
        near = schools.subset(schools.has_point & (schools.text("la_code") == "990"))
        rows = []
        for i, j in itertools.combinations(range(len(near)), 2):
            km = float(np.hypot(near.easting[i] - near.easting[j], near.northing[i] - near.northing[j])) / 1000
            if km < 20:
                rows.append(f"{near.urn[i]},{near.urn[j]},{km * factor:.3f}")
        path = tmp_path / name
        path.write_text(f"URN_a,URN_b,{heading}\n" + "\n".join(rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def schools(register) -> Schools:
    from wolds.geo.registers import read_register

    return read_register(register).schools


def test_a_table_is_in_force_in_the_proposal_and_said_in_the_summary(run, register, table, tmp_path):
    out = tmp_path / "s.json"
    ran = run(
        "propose", register, *RULES, "--cap-km", "12", "--travel-table", table(), "--json", out, "--csv", tmp_path / "c.csv"
    )
    assert ran.status == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["travel_unit"], told["travel_source"], told["proven"]) == ("km", "table travel.csv", True)
    assert told["travel_cost"] == pytest.approx(1.4 * told["cost_km"], rel=1e-3)
    assert told["cost_bound_km"] is None
    assert told["violations"] == []


def test_a_near_pair_that_a_table_lacks_is_named_and_one_row_is_no_plural(run, register, table, schools, tmp_path):
    path = table()
    lines = path.read_text(encoding="utf-8").splitlines()
    points = np.column_stack([schools.easting, schools.northing])
    urns = {int(urn): place for place, urn in enumerate(schools.urn)}
    taking = set(schools.urn[(schools.roll <= 150) & (schools.text("status") == "Open")].tolist())

    def straight_km(line):
        a, b = (urns[int(urn)] for urn in line.split(",")[:2])
        return np.hypot(*(points[a] - points[b])) / 1000

    near = next(line for line in lines[1:] if straight_km(line) < 7 and {*map(int, line.split(",")[:2])} <= taking)
    kept = [line for line in lines if line != near]
    path.write_text("\n".join([*kept, kept[1]]), encoding="utf-8")
    said = run("propose", register, *RULES, "--cap-km", "7", "--travel-table", path).out
    one, other = (schools.name_of(int(urn)) for urn in near.split(",")[:2])
    lacking = next(line for line in said.splitlines() if "table lacks" in line)
    assert one in lacking
    assert other in lacking
    assert "1 row repeats a row above it" in said


def test_a_workbook_is_a_travel_table_as_a_csv_is(run, register, table, tmp_path):
    lines = [line.split(",") for line in table().read_text(encoding="utf-8").splitlines()]
    book = tmp_path / "travel.xlsx"
    book.write_bytes(xlsx_of(("Pairs", [lines[0], *([int(a), int(b), float(km)] for a, b, km in lines[1:])])))
    told = []
    for path in (tmp_path / "travel.csv", book):
        ran = run("propose", register, *RULES, "--cap-km", "7", "--travel-table", path, "--json", tmp_path / "s.json")
        assert ran.status == 0
        told.append(json.loads((tmp_path / "s.json").read_text(encoding="utf-8")))
    assert told[1]["travel_source"] == "table travel.xlsx"
    assert [one["travel_cost"] for one in told] == [told[0]["travel_cost"]] * 2


def test_a_cap_on_the_table_is_not_a_cap_on_straight_lines(run, register, table, tmp_path, schools):
    rows = tmp_path / "c.csv"
    run("propose", register, *RULES, "--cap-km", "7", "--travel-table", table(), "--csv", rows)
    together: dict[str, list[int]] = {}
    for row in csv.DictReader(rows.read_text(encoding="utf-8-sig").splitlines()):
        if row["cluster"]:
            together.setdefault(row["cluster"], []).append(int(row["URN"]))
    longest = max(
        float(np.hypot(*(schools.easting[p][0] - schools.easting[p][1], schools.northing[p][0] - schools.northing[p][1])))
        for members in together.values()
        for p in [schools.positions(pair) for pair in itertools.combinations(members, 2)]
    )
    assert longest * 1.4 <= 7_001
    assert longest > 4_500


def test_minutes_of_a_table_are_shown_as_minutes_of_that_table(run, register, table, tmp_path):
    path = table(heading="minutes")
    ran = run("propose", register, *RULES, "--cap-min", "12", "--travel-table", path, "--json", tmp_path / "s.json")
    assert "min by table travel.csv" in ran.out
    assert "straight line" not in ran.out.split("cost ")[-1]
    assert "(estimated)" not in (tmp_path / "s.json").read_text(encoding="utf-8")


def test_a_plan_carries_its_travel_and_is_checked_and_proposed_anew_by_it(run, register, table, tmp_path):
    plan = tmp_path / "p.gpkg"
    run("propose", register, *RULES, "--cap-km", "7", "--travel-table", table(), "--out", plan)
    supplied = open_project(plan).project.schools.supplied
    assert supplied is not None
    assert supplied.source.label == "table travel.csv"
    assert run("check", plan).status == 0
    again = run("propose", plan, "--json", tmp_path / "s.json")
    assert again.status == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["travel_source"] == "table travel.csv"


def test_travel_survives_saving_and_opening_as_it_was(run, register, table, tmp_path):
    plan = tmp_path / "p.gpkg"
    run("propose", register, *RULES, "--travel-table", table(), "--out", plan)
    project = open_project(plan).project
    save_project(project, tmp_path / "again.gpkg")
    again = open_project(tmp_path / "again.gpkg").project
    assert same_content(project, again)
    assert again.schools.supplied.digest == project.schools.supplied.digest
    plain = Project(project.schools.travelling_by(None), project.scenarios, project.active, project.log)
    assert not same_content(project, plain)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--travel-table", "none.csv"), "none.csv"),
        (("--roads", "none.osm.pbf"), "none.osm.pbf"),
        (("--roads", "r.osm.pbf", "--travel-table", "t.csv"), "were both given"),
        (("--roads", "r.osm.pbf"), "no OpenStreetMap extract"),
        (("--travel-table", "t.csv"), "no pair of the table is in the register"),
    ],
)
def test_bad_travel_is_one_clear_line_and_nothing_is_written(run, register, tmp_path, monkeypatch, options, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.osm.pbf").write_bytes(b"no roads here")
    (tmp_path / "t.csv").write_text("URN_a,URN_b,km\n700001,700002,3\n", encoding="utf-8")
    ran = run("propose", register, *RULES, *options, "--out", "p.gpkg")
    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "p.gpkg").exists()


def test_a_table_without_the_measure_of_the_limit_is_refused(run, register, table, tmp_path):
    ran = run("propose", register, *RULES, "--cap-min", "12", "--travel-table", table())
    assert ran.status == 2
    assert "has distances and no minutes" in ran.err


@pytest.mark.real_data
def test_rutland_by_road(run, real_data, tmp_path):
    register, roads = real_data / "gias" / "england_primary_open_2024.csv.gz", real_data / "roads" / "rutland-latest.osm.pbf"
    plan, told = tmp_path / "p.gpkg", tmp_path / "s.json"
    rules = ("--la", "857", "--max-roll", "400", "--cap-min", "15", "--size", "2-5", "--roll-min", "0")
    ran = run("propose", register, *rules, "--roads", roads, "--out", plan, "--json", told)
    assert ran.status == 0
    found = json.loads(told.read_text(encoding="utf-8"))
    assert (found["placed"], found["proven"], found["travel"]) == (17, True, "min by road, OSM July 2022")
    assert "OpenStreetMap contributors" in found["travel_credit"]
    assert run("check", plan).status == 0
    longer = run("propose", plan, "--cap-min", "50")
    assert longer.status == 2
    assert "worked out up to 30 min" in longer.err


def test_the_sample_county_can_be_proposed_by_its_own_roads(run, tmp_path):
    register, roads, told = tmp_path / "register.csv", tmp_path / "roads.osm.gz", tmp_path / "s.json"
    assert run("sample", "--out", register, "--roads-out", roads).status == 0
    ran = run("propose", register, *RULES, "--cap-min", "20", "--roads", roads, "--json", told)
    assert ran.status == 0
    found = json.loads(told.read_text(encoding="utf-8"))
    assert (found["travel"], found["travel_credit"]) == ("min by road, sample roads", "made up")
    assert found["proven"]


def test_changed_speeds_change_minutes_and_are_said_in_every_measure(run, tmp_path):
    register, roads, told = tmp_path / "register.csv", tmp_path / "roads.osm.gz", tmp_path / "s.json"
    assert run("sample", "--out", register, "--roads-out", roads).status == 0
    (tmp_path / "slow.toml").write_text("country_lane = 20\na_road = 40\n", encoding="utf-8")
    plan, cap = tmp_path / "p.gpkg", ("--cap-min", "20")
    usual = run("propose", register, *RULES, *cap, "--roads", roads, "--json", told)
    assert usual.status == 0
    placed = json.loads(told.read_text(encoding="utf-8"))["placed"]
    slow = run(
        *("propose", register, *RULES, *cap, "--roads", roads, "--speeds", tmp_path / "slow.toml"),
        *("--json", told, "--out", plan),
    )
    assert slow.status == 0
    found = json.loads(told.read_text(encoding="utf-8"))
    assert found["travel"] == "min by road, sample roads, speeds changed"
    assert "A road 40 km/h" in found["travel_how"]
    assert found["placed"] < placed
    assert "changed speeds: A road 40 km/h, country lane 20 km/h" in slow.out
    source = open_project(plan).project.schools.supplied.source
    assert source.speeds == "A road 40 km/h, country lane 20 km/h"
    in_km = run(
        "propose", register, *RULES, "--cap-km", "9", "--roads", roads, "--speeds", tmp_path / "slow.toml", "--json", told
    )
    assert in_km.status == 0
    assert json.loads(told.read_text(encoding="utf-8"))["travel"] == "km by road, sample roads"  # metres know no speed


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--speeds", "s.toml"), "--speeds was given without --roads"),
        (("--speeds", "s.toml", "--travel-table", "t.csv"), "--speeds was given without --roads"),
        (("--speeds", "none.toml", "--roads", "r.osm.pbf"), "none.toml: there is no such file"),
        (("--speeds", "s.toml", "--roads", "r.osm.pbf"), "s.toml, column a_road: nobody drives 200 km/h there"),
    ],
)
def test_bad_speeds_are_one_clear_line(run, register, tmp_path, monkeypatch, options, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.osm.pbf").write_bytes(b"")
    (tmp_path / "t.csv").write_text("", encoding="utf-8")
    (tmp_path / "s.toml").write_text("a_road = 200\n", encoding="utf-8")
    ran = run("propose", register, *RULES, *options)
    assert (ran.status, len(ran.err.strip().splitlines())) == (2, 1)
    assert says in ran.err
