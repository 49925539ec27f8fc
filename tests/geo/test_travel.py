"""Travel between schools: the straight line, overrides, barriers, and the cap met exactly."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.geo.crossing import meets
from wolds.geo.schools import Schools
from wolds.geo.travel import BarrierLine, EffectiveTravel, GivenTravel, pairs_of


def schools_at(*points):
    frame = pd.DataFrame(
        {
            "urn": range(100001, 100001 + len(points)),
            "easting": [point[0] for point in points],
            "northing": [point[1] for point in points],
        }
    )
    return Schools.from_frame(frame)


A, B, C = 100001, 100002, 100003
APART = GivenTravel(math.inf, False)


def barrier(*points, travel=APART, name="The Wash"):
    return BarrierLine(name, np.array(points, dtype=float), travel)


def test_distances_are_pythagorean():
    travel = EffectiveTravel.of(schools_at((500000, 300000), (503000, 304000), (500000, 300000)))
    assert travel.km(A, B) == 5.0
    assert travel.km(A, C) == 0.0
    assert travel.among([A, B, C]).km.tolist() == [[0, 5, 0], [5, 0, 5], [0, 5, 0]]


@pytest.mark.parametrize(("east", "within"), [(503000, True), (503001, False), (502999, True)])
def test_a_pair_on_the_cap_is_within_it_and_a_metre_more_is_not(east, within):
    travel = EffectiveTravel.of(schools_at((500000, 300000), (east, 304000)), cap_m_squared=5000**2)
    assert travel.within_cap(A, B) is within
    assert travel.within_cap(B, A) is within


def test_without_a_cap_every_pair_is_within_it():
    assert EffectiveTravel.of(schools_at((0, 0), (600000, 900000))).within_cap(A, B)


def test_a_school_without_a_point_is_at_an_unknown_distance_and_within_no_cap():
    travel = EffectiveTravel.of(schools_at((0, 0), (math.nan, math.nan)), cap_m_squared=10**18)
    assert math.isnan(travel.km(A, B))
    assert not travel.within_cap(A, B)
    assert math.isnan(travel.km(A, 999999))


def test_an_override_beats_the_straight_line_either_way_round():
    travel = EffectiveTravel.of(
        schools_at((0, 0), (3000, 4000)), cap_m_squared=5000**2, overrides={(A, B): GivenTravel(9.0, False)}
    )
    assert travel.km(B, A) == travel.km(A, B) == 9.0
    assert travel.straight_km(A, B) == 5.0
    assert not travel.within_cap(B, A)


def test_a_barrier_keeps_apart_the_pairs_that_cross_it_and_no_other():
    travel = EffectiveTravel.of(schools_at((0, 0), (2000, 0), (0, 2000)), barriers=[barrier((1000, -500), (1000, 500))])
    assert math.isinf(travel.km(A, B))
    assert not travel.within_cap(A, B)
    assert travel.km(A, C) == 2.0
    assert travel.barrier_between(B, A).name == "The Wash"
    assert travel.barrier_between(A, C) is None


def test_figures_stay_numbers_where_a_barrier_keeps_a_pair_apart():
    travel = EffectiveTravel.of(schools_at((0, 0), (2000, 0)), barriers=[barrier((1000, -500), (1000, 500))])
    assert travel.among([A, B]).finite_km[0, 1] == 2.0


def test_a_barrier_with_minutes_gives_its_travel():
    slow = barrier((1000, -500), (1000, 500), travel=GivenTravel(18.0, False))
    travel = EffectiveTravel.of(schools_at((0, 0), (2000, 0)), cap_m_squared=12000**2, barriers=[slow])
    assert travel.km(A, B) == 18.0
    assert not travel.within_cap(A, B)


def test_of_two_barriers_the_harder_one_counts():
    lines = [barrier((1000, -9), (1000, 9), travel=GivenTravel(7.0, True), name="Drain"), barrier((1500, -9), (1500, 9))]
    assert EffectiveTravel.of(schools_at((0, 0), (2000, 0)), barriers=lines).barrier_between(A, B).name == "The Wash"


def test_an_override_beats_a_barrier():
    travel = EffectiveTravel.of(
        schools_at((0, 0), (2000, 0)),
        overrides={(A, B): GivenTravel(6.5, True)},
        barriers=[barrier((1000, -500), (1000, 500))],
    )
    assert travel.km(A, B) == 6.5
    assert travel.barrier_between(A, B) is None


@pytest.mark.parametrize(
    ("line", "met"),
    [
        (((1000, 0), (1000, 500)), True),  # its end lies on the straight line
        (((1000, 1), (1000, 500)), False),  # a metre short
        (((0, 0), (0, 500)), True),  # starts at the school
        (((500, 0), (600, 0)), True),  # runs along it
        (((2001, 0), (3000, 0)), False),  # runs on beyond it
        (((-10, -10), (-10, 50), (50, 50), (50, -50)), True),  # a later stretch crosses
    ],
)
def test_touching_a_barrier_is_meeting_it(line, met):
    travel = EffectiveTravel.of(schools_at((0, 0), (2000, 0)), barriers=[barrier(*line)])
    assert math.isinf(travel.km(A, B)) is met


_whole = st.tuples(st.integers(0, 12), st.integers(0, 12))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_whole, _whole), min_size=1, max_size=6), st.lists(_whole, min_size=2, max_size=4))
def test_meeting_a_line_agrees_with_shapely_on_every_touch(pairs, line):
    from shapely import LineString, Point

    def shape(points):
        return Point(points[0]) if len(set(points)) == 1 else LineString(points)

    expected = [shape(pair).intersects(shape(line)) for pair in pairs]
    starts, ends = (np.array([pair[end] for pair in pairs], dtype=float) for end in (0, 1))
    assert meets(starts, ends, np.array(line, dtype=float)).tolist() == expected


def test_points_between_whole_metres_are_settled_exactly():
    third = 1 / 3  # 3 x (1/3 in binary) lies a hair below 1: the line from (0, 0) to (3, 1) passes just above the point
    start, end = np.array([[0.0, 0.0]]), np.array([[3.0, 1.0]])
    assert not meets(start, end, np.array([[1.0, third], [1.0, 0.0]])).any()
    assert meets(start, end, np.array([[1.0, np.nextafter(third, 1)], [1.0, 0.0]])).all()


def test_rows_of_a_table_are_judged_by_the_barrier_they_cross():
    schools = schools_at((0, 0), (2000, 0), (0, 2000))
    travel = EffectiveTravel.of(schools, barriers=[barrier((1000, -500), (1000, 500))])
    assert travel.crossings(np.array([0, 0, 1]), np.array([1, 2, 2])).tolist() == [0, -1, -1]


def test_pairs_are_listed_lower_urn_first():
    assert pairs_of([5, 2, 9]) == [(2, 5), (2, 9), (5, 9)]
