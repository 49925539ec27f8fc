"""What can be reached from a school: solvable by hand on the river, and never more or less than the ways say."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.roads import BOTH, SOUTH, WEST, network, river
from wolds.geo.errors import Cancelled
from wolds.geo.progress import Unwatched
from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, RoadClass
from wolds.geo.roads.network import BACKWARD, FORWARD
from wolds.geo.roads.reachable import reachable_from
from wolds.geo.roads.travel import Roads


def reach(net, point, limit, by="metres"):
    return reachable_from(Roads(net), 100_001, (WEST + point[0], SOUTH + point[1]), by, limit, Unwatched())


def drawn(found):
    lines = [shapely.LineString(line - (WEST, SOUTH)) for line in np.split(found.line, found.start[1:-1])]
    return shapely.union_all(lines)


def area(found):
    shape = shapely.Polygon()
    for ring in found.rings:
        shape = shape.symmetric_difference(shapely.Polygon(ring - (WEST, SOUTH)))
    return shape


def test_the_far_bank_is_within_reach_only_over_the_bridge():
    found = reach(river(), (3500, 1000), 2_000)
    roads = drawn(found)
    # 1,500 m west on the north road but not round by the one-way street; over the bridge and 500 m along the south road
    assert roads.length == pytest.approx(2_500 + 1_000 + 500, abs=0.1)
    assert roads.distance(shapely.Point(1500, 1000)) < 0.1
    assert roads.distance(shapely.Point(3500, 0)) < 0.1
    assert roads.distance(shapely.Point(3000, 0)) == pytest.approx(500, abs=0.1)


def test_minutes_count_at_the_speed_of_each_road():
    minutes = 60 / DEFAULT_KM_PER_HOUR[RoadClass.UNCLASSIFIED] + 60 * 2 / DEFAULT_KM_PER_HOUR[RoadClass.PRIMARY]
    roads = drawn(reach(river(), (4000, 1000), minutes, "minutes"))
    assert roads.distance(shapely.Point(2000, 0)) < 0.1
    assert roads.distance(shapely.Point(1990, 0)) > 9


def test_a_street_that_only_leads_there_is_out_of_reach():
    net = network(
        ([(1, 0, 0), (2, 1000, 0)], RoadClass.TERTIARY, BOTH),
        ([(2, 1000, 0), (3, 1000, 800)], RoadClass.TERTIARY, FORWARD),
    )
    assert drawn(reach(net, (500, 0), 5_000)).length == pytest.approx(1_000, abs=0.1)


def test_a_one_way_street_between_two_near_ends_is_reached_only_as_far_as_one_is_back_in_time():
    # Both ends are 500 m off; the street between them is 2,000 m long, so that from its start it takes 2,500 m to be out of it.
    net = network(
        ([(1, 0, 0), (2, 500, 0), (3, 1000, 0)], RoadClass.TERTIARY, BOTH),
        ([(1, 0, 0), (4, 0, 500), (5, 1000, 500), (3, 1000, 0)], RoadClass.TERTIARY, FORWARD),
    )
    assert drawn(reach(net, (500, 0), 1_200)).length == pytest.approx(1_000, abs=0.1)
    # With 2,000 m one gets 1,500 m into it, and back from the last 1,500 m of it: the 1,000 m between are within reach.
    assert drawn(reach(net, (500, 0), 2_000)).length == pytest.approx(1_000 + 1_000, abs=0.1)


def test_one_may_come_by_one_end_of_a_road_and_go_back_by_the_other():
    # A ring of one-way streets with a two-way road across: there by its start, back by its end.
    net = network(
        ([(1, 0, 0), (2, 1000, 0)], RoadClass.TERTIARY, FORWARD),
        ([(2, 1000, 0), (3, 1000, 1000)], RoadClass.TERTIARY, BOTH),
        ([(3, 1000, 1000), (4, 0, 1000), (1, 0, 0)], RoadClass.TERTIARY, FORWARD),
    )
    assert drawn(reach(net, (500, 0), 2_400)).distance(shapely.Point(1000, 500)) > 499
    assert drawn(reach(net, (500, 0), 3_000)).distance(shapely.Point(1000, 500)) < 0.1


def test_a_reach_that_ends_before_the_first_junction_is_a_piece_of_the_schools_own_road():
    found = reach(river(), (1500, 1000), 200)
    assert drawn(found).length == pytest.approx(400, abs=0.1)
    assert len(found.rings) == 1


def test_a_school_without_a_road_reaches_nothing():
    assert reach(river(), (2000, 9000), 2_000) is None


def test_a_reach_is_given_up_when_it_is_asked_to():
    class Stopped(Unwatched):
        def should_stop(self):
            return True

    with pytest.raises(Cancelled):
        reachable_from(Roads(river()), 1, (float(WEST), float(SOUTH)), "metres", 900.0, Stopped())


def lattice(side, drop):
    """Crossroads 1 km apart, some roads between them missing."""
    points = {(i, j): i * side + j for i, j in itertools.product(range(side), repeat=2)}
    ends = [((i, j), (i + 1, j)) for i, j in points if i + 1 < side] + [((i, j), (i, j + 1)) for i, j in points if j + 1 < side]
    kept = [pair for number, pair in enumerate(ends) if number not in drop]
    roads = [
        ([(points[a], a[0] * 1e3, a[1] * 1e3), (points[b], b[0] * 1e3, b[1] * 1e3)], RoadClass.TERTIARY, BOTH) for a, b in kept
    ]
    return network(*roads), kept


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 39), max_size=25), st.integers(0, 24), st.integers(300, 9_000))
def test_every_road_within_reach_is_drawn_and_none_beyond_and_the_area_holds_them_all(drop, home, limit):
    net, kept = lattice(5, drop)
    start = divmod(home, 5)
    found = reach(net, (start[0] * 1e3, start[1] * 1e3), limit)
    if not any(start in pair for pair in kept):
        return  # the school stands on no road's end: it is snapped elsewhere
    far = walked(kept, start)
    roads, shape = drawn(found), area(found).buffer(0.5)
    assert shape.covers(roads)
    for (a, b), share in itertools.product(kept, (0.25, 0.75)):
        at = shapely.Point(*((np.array(a) * (1 - share) + np.array(b) * share) * 1e3))
        metres = min(far.get(a, np.inf) + share * 1e3, far.get(b, np.inf) + (1 - share) * 1e3)
        if abs(metres - limit) > 1:
            assert (roads.distance(at) < 0.01) == (metres < limit)


def walked(kept, start):
    """Metres from a crossroads to each other, going round by round: every road is 1 km."""
    far, edge = {start: 0.0}, [start]
    while edge:
        following = []
        for here in edge:
            for pair in kept:
                other = pair[1] if pair[0] == here else pair[0] if pair[1] == here else None
                if other is not None and other not in far:
                    far[other] = far[here] + 1e3
                    following.append(other)
        edge = following
    return far


@settings(max_examples=80, deadline=None)
@given(
    st.sets(st.integers(0, 39), max_size=15),
    st.lists(st.sampled_from((BOTH, FORWARD, BACKWARD)), min_size=40, max_size=40),
    st.integers(0, 24),
    st.integers(300, 9_000),
)
def test_one_way_streets_are_drawn_exactly_where_one_gets_in_time_and_back_in_time(drop, ways, home, limit):
    _, kept = lattice(5, drop)
    start = divmod(home, 5)
    if not any(start in pair for pair in kept):
        return
    directed = list(zip(kept, ways, strict=False))
    net = network(
        *(([(a[0] * 5 + a[1], a[0] * 1e3, a[1] * 1e3), (b[0] * 5 + b[1], b[0] * 1e3, b[1] * 1e3)], RoadClass.TERTIARY, way)
          for (a, b), way in directed)
    )  # fmt: skip
    roads = drawn(reach(net, (start[0] * 1e3, start[1] * 1e3), limit))
    there, back = driven(directed, start, FORWARD, BACKWARD), driven(directed, start, BACKWARD, FORWARD)
    for (a, b), quarter in itertools.product(kept, (1, 2, 3)):
        at = shapely.Point(*((np.array(a) * (4 - quarter) + np.array(b) * quarter) / 4 * 1e3))
        metres = max(far.get((a, b, quarter), np.inf) for far in (there, back))
        if abs(metres - limit) > 1:
            assert (roads.distance(at) < 0.01) == (metres < limit)


def driven(directed, start, ahead, behind):
    """Metres from a crossroads to each quarter of each road, by steps of 250 m as the streets allow."""
    steps = {}
    for (a, b), way in directed:
        line = [a, (a, b, 1), (a, b, 2), (a, b, 3), b]
        for here, other in itertools.pairwise(line):
            if way & ahead:
                steps.setdefault(here, []).append(other)
            if way & behind:
                steps.setdefault(other, []).append(here)
    far, edge = {start: 0.0}, [start]
    while edge:
        new = {other: far[here] + 250.0 for here in edge for other in steps.get(here, ()) if other not in far}
        far.update(new)
        edge = list(new)
    return far
