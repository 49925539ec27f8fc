"""The sheet of travel: each pair of each cluster, with the measure that its figures are in."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import dist

import numpy as np
import openpyxl
import pytest

from wolds.app.export import Exported
from wolds.app.export.workbook import workbook_bytes
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.rules import Barrier, PairTravel, Rules
from wolds.geo.supplied import SuppliedTravel, TravelSource

Make = Callable[..., Exported]
POINTS = {
    **{100001: (520000, 350000), 100002: (522000, 350000), 100003: (521000, 352000)},
    **{100004: (540000, 350000), 100005: (541000, 351000), 100006: (540000, 352000)},
}
CLUSTERS = {"C001": (100001, 100002, 100003), "C002": (100004, 100005, 100006)}
ROADS = TravelSource("roads", "OSM July 2022", "by the roads")


def travel(exported: Exported) -> dict[tuple[int, int], tuple[object, ...]]:
    """What the sheet says of each pair: distance, minutes, measure, straight line, within the limit."""
    rows = openpyxl.load_workbook(io.BytesIO(workbook_bytes(exported)))["Travel"].iter_rows(min_row=2, values_only=True)
    return {(row[2], row[4]): (row[0], *row[6:]) for row in rows}  # type: ignore[misc]


def under(exported: Exported, rules: Rules, supplied: SuppliedTravel | None = None) -> Exported:
    schools, plan = exported.schools.travelling_by(supplied), replace(exported.plan, rules=rules)
    scoreboard = Scoreboard.of(schools, exported.standing, plan)
    return replace(exported, schools=schools, plan=plan, scoreboard=scoreboard)


def test_each_pair_of_each_cluster_stands_once_and_no_other(make_exported: Make) -> None:
    wanted = {pair: key for key, members in CLUSTERS.items() for pair in combinations(members, 2)}
    assert {pair: said[0] for pair, said in travel(make_exported()).items()} == wanted


def test_estimates_say_that_they_are_estimates(make_exported: Make) -> None:
    for pair, (_, km, minutes, measure, straight, within) in travel(under(make_exported(), Rules(cap_km=2.0))).items():
        metres = dist(POINTS[pair[0]], POINTS[pair[1]])
        assert km == straight == pytest.approx(metres / 1000)
        assert minutes == pytest.approx(metres / 1000 * 1.3 / 48.2803 * 60, rel=1e-5)
        assert measure == "straight line, minutes estimated"
        assert within == ("yes" if metres <= 2000 else "no")


def test_travel_by_road_names_the_roads_and_says_what_lies_beyond_them(make_exported: Make) -> None:
    pairs, known = np.array([(100001, 100002)]), list(POINTS)
    roads = SuppliedTravel.of(pairs, np.array([3456.0]), np.array([7.5]), ROADS, known, reach_m=30_000.0, reach_minutes=25.0)
    said = travel(under(make_exported(), Rules(cap_km=None, cap_minutes=20.0), roads))
    assert said[100001, 100002][1:4] == (3.456, 7.5, "by road, OSM July 2022")
    assert said[100001, 100003][1:4] == (None, None, "by road, OSM July 2022: further than 25 min")
    assert (said[100001, 100002][5], said[100001, 100003][5]) == ("yes", "no")


def test_what_a_person_gave_and_barriers_are_named(make_exported: Make) -> None:
    ferry = PairTravel(urn_a=100001, urn_b=100002, minutes=12.5, reason="ferry")
    plain = PairTravel(urn_a=100001, urn_b=100003, km=4.0)
    river = Barrier(name="River", points=((539000, 351500), (540700, 351500)), minutes=9.0)
    wall = Barrier(name="Wall", points=((540500, 349000), (540500, 350900)))
    said = travel(under(make_exported(), Rules(cap_km=12.0, overrides=(ferry, plain), barriers=(river, wall))))
    assert said[100001, 100002][1:4] == (None, 12.5, "given by hand: ferry")
    assert said[100001, 100003][1:4] == (4, None, "given by hand")
    assert said[100004, 100006][1:4] == (None, pytest.approx(9.0), "round the barrier River")
    assert said[100004, 100005][1:4] == (None, None, "kept apart by the barrier Wall")
    assert said[100004, 100005][5] == "no"


def test_without_a_limit_nothing_is_said_of_it_and_a_school_without_a_point_is_told(make_exported: Make) -> None:
    exported = make_exported()
    grown = replace(exported.plan.clusters["C001"], members=(100001, 100009))
    homes = {100001: "C001", 100009: "C001"}
    exported = replace(exported, plan=replace(exported.plan, clusters={"C001": grown}, cluster_of=homes))
    said = travel(under(exported, Rules(cap_km=None)))
    assert said == {(100001, 100009): ("C001", None, None, "unknown: a school has no point on the map", None, None)}
