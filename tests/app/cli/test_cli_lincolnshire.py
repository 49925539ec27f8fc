"""Lincolnshire from the raw register, judged by a reader of its own: plain csv, the contract, and the independent checker."""

from __future__ import annotations

import csv
import gzip
import io
import json
from itertools import groupby
from pathlib import Path

import pytest

from independent.brute import reason_code
from independent.checker import broken_in_plan, plan_cost_km
from independent.world import Place, World, in_reach, travel_km

REGISTER = Path("gias") / "edubasealldata20240617_reconstructed.csv.gz"
OPEN = ("Open", "Open, but proposed to close")
CHURCH = ("Church of England", "Roman Catholic", "Methodist", "Christian")


@pytest.fixture(scope="module")
def schools(real_data: Path) -> list[dict[str, str]]:
    """Every row of the raw register."""
    with gzip.open(real_data / REGISTER) as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("cp1252"), newline="")))


def number(text: str) -> int:
    return int(float(text)) if text.strip() else 0


def is_eligible(row: dict[str, str]) -> bool:
    return (
        row["LA (code)"] == "925"
        and row["EstablishmentStatus (name)"] in OPEN
        and row["PhaseOfEducation (name)"] == "Primary"
        and number(row["Easting"]) > 0
        and number(row["Northing"]) > 0
        and 0 < number(row["NumberOfPupils"]) <= 209
    )


def place(row: dict[str, str]) -> Place:
    faith = row["ReligiousCharacter (name)"]
    return Place(
        urn=int(row["URN"]),
        easting=number(row["Easting"]),
        northing=number(row["Northing"]),
        roll=number(row["NumberOfPupils"]),
        character="church" if faith.startswith(CHURCH) else "community" if faith in ("None", "Does not apply") else "unknown",
        la=row["LA (code)"],
        federation=row["Federations (code)"],
    )


def contract_lead(world: World, group: frozenset[int]) -> int:
    """The member with the least sum of distances; ties: larger roll, then lower URN."""
    far = {one: sum(travel_km(world, one, other) for other in group if other != one) for one in group}
    return min(group, key=lambda urn: (round(far[urn], 9), -world.by_urn[urn].roll, urn))


def around(world: World, urn: int) -> World:
    """A school and everybody within its cap: no group with it reaches further."""
    near = tuple(p for p in world.places if p.urn == urn or in_reach(world, urn, p.urn))
    return World(near, world.rules)


@pytest.mark.real_data
@pytest.mark.parametrize(("cap_km", "unplaced"), [(8, 27), (12, 0)])
def test_lincolnshire_is_what_the_contract_says(run, real_data: Path, schools, cap_km: int, unplaced: int) -> None:
    ran = run(
        *("propose", real_data / REGISTER, "--la", 925, "--max-roll", 209, "--cap-km", cap_km),
        *("--csv", "clusters.csv", "--json", "summary.json"),
    )
    assert (ran.status, ran.err) == (0, "")
    summary = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    world = World(tuple(place(row) for row in schools if is_eligible(row)), summary["rules"])
    assert Path("clusters.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with Path("clusters.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))

    raw = {row["URN"]: row for row in schools}
    assert [int(row["URN"]) for row in rows] == sorted(world.by_urn)
    for row in rows:
        original = raw[row["URN"]]
        assert row["EstablishmentName"] == " ".join(original["EstablishmentName"].split())
        assert [row[key] for key in ("easting", "northing", "roll")] == [
            str(number(original[key])) for key in ("Easting", "Northing", "NumberOfPupils")
        ]
        assert (row["cluster"] == "") == (row["lead"] == "") == (row["reason"] != "")

    by_cluster = groupby(
        sorted((row for row in rows if row["cluster"]), key=lambda r: r["cluster"]), key=lambda r: r["cluster"]
    )
    members = {key: list(group) for key, group in by_cluster}
    clusters = {key: frozenset(int(row["URN"]) for row in group) for key, group in members.items()}
    assert not broken_in_plan(world, list(clusters.values()))
    for key, group in clusters.items():
        assert {int(row["lead"]) for row in members[key]} == {contract_lead(world, group)}

    left = [row for row in rows if not row["cluster"]]
    assert len(left) == unplaced
    for row in left:
        code = row["reason"].split(" ")[0]
        assert code == reason_code(around(world, int(row["URN"])), int(row["URN"])), row

    assert summary["read"] == len(schools)
    assert summary["read"] == summary["eligible"] + sum(summary["excluded"].values())
    assert summary["excluded"]["la"] == sum(
        1
        for row in schools
        if row["EstablishmentStatus (name)"] in OPEN
        and row["PhaseOfEducation (name)"] == "Primary"
        and row["LA (code)"] != "925"
    )
    assert (summary["eligible"], summary["unplaced"], summary["unplaced_bound"]) == (173, unplaced, unplaced)
    assert (summary["placed"], summary["clusters"]) == (173 - unplaced, len(clusters))
    assert (summary["proven"], summary["violations"]) == (True, [])
    assert summary["cost_km"] == pytest.approx(plan_cost_km(world, list(clusters.values())), abs=1e-6)
    assert summary["cost_bound_km"] <= summary["cost_km"] + 1e-9
    assert summary["gap_percent"] <= 0.0001
