"""Ways on roads: a river with one bridge, one-way streets, and an oracle that tries everything."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.roads import BOTH, network, river, schools_at
from wolds.geo.errors import Cancelled
from wolds.geo.progress import Unwatched
from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, RoadClass, Speeds
from wolds.geo.roads.network import BACKWARD, FORWARD
from wolds.geo.roads.travel import RoadReach, Roads


def travel(net, schools, reach=None, speeds=None):
    return Roads(net, speeds or Speeds()).among(schools, reach or RoadReach(), Unwatched())


def metres(found, a, b):
    place = found.travel.find(np.array(100_000 + a), np.array(100_000 + b))
    return None if place < 0 else float(found.travel.metres[place])


def minutes(found, a, b):
    return float(found.travel.minutes[found.travel.find(np.array(100_000 + a), np.array(100_000 + b))])


def test_a_river_is_crossed_by_its_bridge_and_not_straight():
    found = travel(river(), schools_at((2000, 1000), (2000, 0)))
    assert metres(found, 1, 2) == pytest.approx(2000 + 1000 + 2000)


def test_the_worse_direction_counts_where_a_street_is_one_way():
    found = travel(river(), schools_at((0, 1000), (0, 0)))
    assert metres(found, 1, 2) == pytest.approx(4000 + 1000 + 4000)  # down the street 1,200 m, back by the bridge


def test_minutes_are_those_of_the_fastest_way_at_the_speeds_of_each_class():
    found = travel(river(), schools_at((4000, 1000), (0, 0)))
    lane, main = DEFAULT_KM_PER_HOUR[RoadClass.UNCLASSIFIED], DEFAULT_KM_PER_HOUR[RoadClass.PRIMARY]
    assert minutes(found, 1, 2) == pytest.approx(60 * (1 / lane + 4 / main))


def test_a_person_may_change_the_speed_of_a_class():
    slow = Speeds({**DEFAULT_KM_PER_HOUR, RoadClass.PRIMARY: 30.0})
    found = travel(river(), schools_at((4000, 0), (0, 0)), speeds=slow)
    assert minutes(found, 1, 2) == pytest.approx(8.0)


@pytest.mark.parametrize("speed", [0.0, -5.0, 500.0, math.nan])
def test_a_speed_that_nobody_drives_is_refused(speed):
    with pytest.raises(ValueError, match="must be from 1 to 130"):
        Speeds({**DEFAULT_KM_PER_HOUR, RoadClass.FERRY: speed})


def test_two_schools_on_one_edge_are_as_far_apart_as_they_stand_along_it():
    found = travel(river(), schools_at((1200, 1030), (1700, 970)))
    assert metres(found, 1, 2) == pytest.approx(500)
    assert found.snaps.off_m.tolist() == pytest.approx([30, 30])


def test_two_schools_on_a_one_way_street_need_the_way_round_for_the_way_back():
    found = travel(river(), schools_at((0, 1000), (-331.66247903554, 500)))
    assert metres(found, 1, 2) == pytest.approx(600 + 4000 + 1000 + 4000)


def test_schools_at_one_spot_are_no_way_apart():
    found = travel(river(), schools_at((1200, 1000), (1200, 1000)))
    assert metres(found, 1, 2) == pytest.approx(0, abs=0.001)


def test_pairs_beyond_the_reach_are_not_there():
    found = travel(river(), schools_at((2000, 1000), (2000, 0), (1000, 0)), RoadReach(4999, 0.0))
    assert metres(found, 1, 2) is None
    assert metres(found, 2, 3) == pytest.approx(1000)
    assert found.travel.reach_m == 4999


def test_a_school_far_from_any_road_has_no_travel_and_one_somewhat_off_is_doubtful():
    found = travel(river(), schools_at((2000, 1000), (2000, 1300), (2000, 9000)))
    assert found.snaps.found.tolist() == [True, True, False]
    assert found.snaps.doubtful.tolist() == [False, True, False]
    assert found.travel.urns.tolist() == [100_001, 100_002]
    assert len(found.travel) == 1


def test_an_island_of_roads_falls_away_with_a_dead_end_that_only_leads_in():
    net = network(
        ([(1, 0, 0), (2, 1000, 0), (3, 2000, 0)], RoadClass.TERTIARY, BOTH),
        ([(3, 2000, 0), (4, 2000, 900)], RoadClass.TERTIARY, FORWARD),
        ([(8, 0, 5000), (9, 400, 5000)], RoadClass.SERVICE, BOTH),
    )
    main = net.largest_part()
    assert main.length_m.tolist() == [2000.0]


def test_of_two_roads_between_the_same_junctions_the_shorter_is_taken():
    bend = [(1, 0, 0), (5, 500, 800), (2, 1000, 0)]
    net = network(([(1, 0, 0), (2, 1000, 0)], RoadClass.TERTIARY, BOTH), (bend, RoadClass.TERTIARY, BOTH))
    assert metres(travel(net, schools_at((0, 0), (1000, 0))), 1, 2) == pytest.approx(1000)


def test_a_clip_keeps_the_roads_that_meet_the_box():
    net = river()
    clipped = net.clipped(net.box[0], net.box[1], net.box[2], net.box[1] + 100)
    assert sorted(clipped.length_m.round().tolist()) == [1000.0, 1200.0, 4000.0]


def test_searching_stops_when_it_is_asked_to():
    class Stopped(Unwatched):
        def should_stop(self):
            return True

    with pytest.raises(Cancelled):
        Roads(river()).among(schools_at((0, 0), (1000, 0)), RoadReach(), Stopped())


@st.composite
def small_networks(draw):
    """Up to seven junctions on a plane, roads between some of them, and schools on junctions or along roads."""
    count = draw(st.integers(2, 7))
    at = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=count, max_size=count, unique=True))
    joins = list(itertools.combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(joins), min_size=1, max_size=10, unique=True))
    ways = [draw(st.sampled_from([FORWARD, BACKWARD, BOTH])) for _ in chosen]
    roads = [
        ([(a, at[a][0] * 100.0, at[a][1] * 100.0), (b, at[b][0] * 100.0, at[b][1] * 100.0)], RoadClass.TERTIARY, way)
        for (a, b), way in zip(chosen, ways, strict=True)
    ]
    used = sorted({node for pair in chosen for node in pair})
    return at, list(zip(chosen, ways, strict=True)), roads, draw(st.lists(st.sampled_from(used), min_size=2, max_size=4))


def tried_out(count, joins, at):
    """Every way between junctions, by Floyd and Warshall: no heap, no sparse array, nothing of ours."""
    far = [[0.0 if a == b else math.inf for b in range(count)] for a in range(count)]
    for (a, b), way in joins:
        length = 100 * math.dist(at[a], at[b])
        if way & FORWARD:
            far[a][b] = min(far[a][b], length)
        if way & BACKWARD:
            far[b][a] = min(far[b][a], length)
    for via, a, b in itertools.product(range(count), repeat=3):
        far[a][b] = min(far[a][b], far[a][via] + far[via][b])
    return far


@settings(max_examples=150, deadline=None)
@given(small_networks())
def test_ways_are_those_that_trying_everything_finds(case):
    at, joins, roads, homes = case
    crossing_free = network(*roads)
    found = travel(crossing_free, schools_at(*[(at[home][0] * 100.0, at[home][1] * 100.0) for home in homes]))
    far = tried_out(len(at), joins, at)
    for (i, a), (j, b) in itertools.combinations(enumerate(homes, 1), 2):
        expected = max(far[a][b], far[b][a])
        got = metres(found, i, j)
        if _on_another_road(at, joins, a) or _on_another_road(at, joins, b):
            continue  # a junction that lies on a road that does not stop there may be snapped to that road
        assert (got is None) == math.isinf(expected)
        assert got is None or got == pytest.approx(expected, abs=0.01)


def _on_another_road(at, joins, node):
    return any(node not in pair and _distance(at[node], at[pair[0]], at[pair[1]]) < 1e-6 for pair, _ in joins)


def _distance(point, a, b):
    length = math.dist(a, b) ** 2
    along = sum((p - q) * (r - q) for p, q, r in zip(point, a, b, strict=True)) / length
    along = min(1.0, max(0.0, along))
    return math.dist(point, [q + along * (r - q) for q, r in zip(a, b, strict=True)])
