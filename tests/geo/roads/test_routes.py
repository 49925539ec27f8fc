"""The way between two schools along its roads: solvable by hand, and judged by what the table of pairs says."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.roads import BOTH, SOUTH, WEST, network, river, schools_at
from wolds.geo.progress import Unwatched
from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, RoadClass
from wolds.geo.roads.network import BACKWARD, FORWARD
from wolds.geo.roads.routing import Router
from wolds.geo.roads.travel import RoadReach, Roads


def ways(net, points, by="metres", a=1, b=2):
    return Router.of(Roads(net), schools_at(*points), by).between(100_000 + a, 100_000 + b)


def corners(route):
    return (route.line - (WEST, SOUTH)).round(3).tolist()


def test_a_way_follows_the_bridge_from_road_to_road():
    found = ways(river(), [(2500, 1040), (3500, -30)])
    assert corners(found.there) == [[2500, 1000], [3000, 1000], [4000, 1000], [4000, 0], [3500, 0]]
    assert found.there.metres == pytest.approx(1500 + 1000 + 500)
    assert found.off_m == pytest.approx((40, 30))
    assert found.is_same_road


def test_a_one_way_street_makes_the_way_back_another_and_the_longer_one_counts():
    found = ways(river(), [(0, 1000), (0, 0)])
    assert found.there.metres == pytest.approx(1200)
    assert found.back.metres == pytest.approx(9000)
    assert not found.is_same_road
    assert found.worse is found.back


def test_the_fastest_way_may_be_longer_than_the_shortest():
    net = network(
        ([(1, 0, 0), (2, 3000, 0)], RoadClass.SERVICE, BOTH),
        ([(1, 0, 0), (3, 1500, 1500), (2, 3000, 0)], RoadClass.PRIMARY, BOTH),
    )
    shortest, fastest = (ways(net, [(0, 0), (3000, 0)], by) for by in ("metres", "minutes"))
    assert shortest.there.metres == pytest.approx(3000)
    assert shortest.there.minutes == pytest.approx(3 / DEFAULT_KM_PER_HOUR[RoadClass.SERVICE] * 60)
    assert fastest.there.metres == pytest.approx(2 * 1500 * math.sqrt(2))
    assert fastest.there.minutes == pytest.approx(fastest.there.metres / 1000 / DEFAULT_KM_PER_HOUR[RoadClass.PRIMARY] * 60)


def test_two_schools_on_one_road_are_joined_along_it():
    found = ways(river(), [(1200, 1030), (1700, 970)])
    assert corners(found.there) == [[1200, 1000], [1700, 1000]]
    assert corners(found.back) == [[1700, 1000], [1200, 1000]]


def test_a_way_passes_other_schools_on_its_road():
    found = ways(river(), [(500, 1000), (3500, 1000), (1200, 1000), (1700, 1000)])
    assert found.there.metres == pytest.approx(3000)
    assert corners(found.there)[0] == [500, 1000]
    assert corners(found.there)[-1] == [3500, 1000]


def test_a_way_over_a_ferry_says_so():
    net = network(
        ([(1, 0, 0), (2, 1000, 0)], RoadClass.TERTIARY, BOTH),
        ([(2, 1000, 0), (3, 1400, 0)], RoadClass.FERRY, BOTH),
        ([(3, 1400, 0), (4, 2000, 0)], RoadClass.TERTIARY, BOTH),
    )
    assert ways(net, [(100, 0), (1900, 0)]).there.by_ferry
    assert not ways(net, [(100, 0), (900, 0)]).there.by_ferry


def test_there_is_no_way_to_a_school_without_a_road_nor_beyond_a_limit():
    assert ways(river(), [(2000, 1000), (2000, 9000)]).worse is None
    schools = schools_at((0, 0), (4000, 0))
    router = Router.of(Roads(river()), schools, "metres")
    assert router.between(100_001, 100_002, 3_999).worse is None
    assert router.between(100_001, 100_002, 4_001).worse.metres == pytest.approx(4000)
    assert router.between(100_001, 999).worse is None


def test_schools_at_one_spot_have_a_way_of_no_length():
    found = ways(river(), [(1200, 1000), (1200, 1000)])
    assert found.there.metres == pytest.approx(0, abs=0.001)
    assert len(found.there.line) == 2


@st.composite
def networks_with_schools(draw):
    """Roads of two classes between up to seven junctions, with bends and one-way streets, and schools beside them."""
    at = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=7, unique=True))
    joins = list(itertools.combinations(range(len(at)), 2))
    chosen = draw(st.lists(st.sampled_from(joins), min_size=2, max_size=12))
    roads = []
    for number, (a, b) in enumerate(chosen):
        bend = draw(st.tuples(st.integers(0, 40), st.integers(0, 40)))
        points = [(a, *at[a]), (100 + number, *bend), (b, *at[b])]
        kind = draw(st.sampled_from([RoadClass.PRIMARY, RoadClass.SERVICE, RoadClass.FERRY]))
        way = draw(st.sampled_from([FORWARD, BACKWARD, BOTH, BOTH]))
        roads.append(([(node, x * 100.0, y * 100.0) for node, x, y in points], kind, way))
    homes = draw(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000)), min_size=2, max_size=4))
    return roads, homes


@settings(max_examples=150, deadline=None)
@given(networks_with_schools(), st.sampled_from(["metres", "minutes"]))
def test_each_way_is_as_long_as_the_table_says_and_lies_on_roads_that_may_be_driven(case, by):
    roads_drawn, homes = case
    roads, schools = Roads(network(*roads_drawn)), schools_at(*homes)
    table = roads.among(schools, RoadReach(), Unwatched()).travel
    router = Router.of(roads, schools, by)
    for a, b in itertools.combinations(range(1, len(homes) + 1), 2):
        place = int(table.find(np.array(100_000 + a), np.array(100_000 + b)))
        found = router.between(100_000 + a, 100_000 + b)
        if found.worse is None:
            assert place < 0
            continue
        assert getattr(found.worse, by) == pytest.approx(float(getattr(table, by)[place]), abs=1e-4)
        for route in (found.there, found.back):
            steps = np.hypot(*np.diff(route.line, axis=0).T)
            assert steps.sum() == pytest.approx(route.metres, abs=0.01)
