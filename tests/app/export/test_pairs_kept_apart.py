"""Pairs that a barrier keeps apart in everything that is handed on: left out of travel, and counted where it stands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from math import dist

import openpyxl
import pytest

from wolds.app.export import Exported
from wolds.app.export.about import about_facts
from wolds.app.export.comparison import ComparedPlans, comparison_json, movers_csv
from wolds.app.export.summary import summary_of
from wolds.app.export.workbook import workbook_bytes
from wolds.clustering.comparing import Side, compare
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import plan_with
from wolds.clustering.rules import Barrier, Rules

Make = Callable[..., Exported]
WASH = Barrier(name="The Wash", points=((521_500, 300_000), (521_500, 400_000)))  # St Mary's from Belton and Marsh
BELTON_TO_MARSH_KM = dist((520_000, 350_000), (521_000, 352_000)) / 1000


@pytest.fixture
def parted(make_exported: Make) -> Exported:
    """The plan with a line drawn through its first cluster; nobody proposed it so."""
    made = make_exported(facts=None)
    plan = replace(made.plan, rules=Rules(barriers=(WASH,)))
    return replace(made, plan=plan, scoreboard=Scoreboard.of(made.schools, made.standing, plan))


def sheet(exported: Exported, name: str) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(workbook_bytes(exported)))[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_sheet_of_clusters_and_the_sheet_of_travel_tell_one_story(parted: Exported) -> None:
    first, second = sheet(parted, "Clusters")
    assert first["Pairs kept apart, not counted"] == 2
    assert second["Pairs kept apart, not counted"] == 0
    kept = [row for row in sheet(parted, "Travel") if str(row["Measure"]).startswith("kept apart")]
    assert len(kept) == 2
    counted = [row["Distance, km"] for row in sheet(parted, "Travel") if row["Cluster"] == "C001" and row not in kept]
    assert counted == [pytest.approx(BELTON_TO_MARSH_KM)]
    for figure in ("Longest pair, straight-line km", "Mean pair, straight-line km", "Cost, km"):
        assert first[figure] == pytest.approx(BELTON_TO_MARSH_KM), figure  # of the cost, 2 x the one pair / (3 - 1)


def test_summary_and_about_say_how_many_pairs_no_figure_has(parted: Exported, make_exported: Make) -> None:
    summary = summary_of(parted)
    assert summary["pairs_kept_apart"] == 2
    assert [fault["rule"] for fault in summary["violations"]].count("barrier") == 2
    assert ("Pairs kept apart by a barrier", "2: no travel, so that no figure counts them") in about_facts(parted)
    assert summary_of(make_exported())["pairs_kept_apart"] == 0
    assert "Pairs kept apart by a barrier" not in dict(about_facts(make_exported()))


def test_a_comparison_says_it_where_the_travel_of_a_mover_is_not_to_be_had(parted: Exported) -> None:
    clusters = {"C001": replace(parted.plan.clusters["C001"], members=(100001, 100002))}
    sides = [Side(name, plan, parted.schools) for name, plan in (("A", parted.plan), ("B", plan_with(clusters, parted.plan)))]
    compared = ComparedPlans.of(compare(replace(parted.context, plan=replace(parted.plan, name="A")), sides))
    places = {one["urn"]: one for one in json.loads(comparison_json(compared))["changes"][0]["schools"]}
    assert (places[100001]["before"]["kept_apart"], places[100001]["before"]["mean_km"]) == (
        1,
        pytest.approx(BELTON_TO_MARSH_KM),
    )
    assert (places[100001]["after"]["kept_apart"], places[100001]["after"]["mean_km"]) == (1, None)
    head, *rows = csv.reader(io.StringIO(movers_csv(compared).decode("utf-8-sig")))
    said = dict(zip(head, next(row for row in rows if row[2] == "100001"), strict=True))
    assert (said["Partners kept apart before"], said["Partners kept apart after"]) == ("1", "1")
