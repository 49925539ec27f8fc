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
from wolds.geo.roads.network import FORWARD
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
