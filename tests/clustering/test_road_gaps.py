"""Pairs that are near by the straight line and far by road, the worst first."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.roads import BY_HAND, context_of
from wolds.clustering.road_gaps import Why, road_gaps
from wolds.clustering.rules import Rules
from wolds.geo.supplied import SuppliedTravel

POINTS = [(0.0, 0.0), (4.0, 0.0), (0.0, 5.0), (0.5, 0.0), (30.0, 0.0)]


def travel(rows, reach_m=20_000.0, reach_minutes=40.0):
    pairs = np.array([row[:2] for row in rows]) + 100_001
    metres, minutes = (np.array([row[place] for row in rows], dtype=float) for place in (2, 3))
    return SuppliedTravel.of(pairs, metres, minutes, BY_HAND, np.arange(100_001, 100_006), reach_m, reach_minutes)


@pytest.fixture
def context():
    return context_of(POINTS, Rules(cap_km=8.0), ((0, 1),))


def test_pairs_beyond_what_was_looked_at_come_with_the_least_they_can_be(context):
    rows = [(0, 1, 12_000.0, 15.0), (0, 3, 4_000.0, 5.0), (1, 2, 7_000.0, 9.0), (1, 3, 3_600.0, 5.0), (2, 3, 5_100.0, 7.0)]
    found = road_gaps(context, travel(rows))
    assert [(gap.urn_a - 100_001, gap.urn_b - 100_001) for gap in found] == [(0, 2), (0, 1), (1, 2), (1, 3), (2, 3)]
    worst, second = found[:2]
    assert (worst.ratio, worst.is_beyond, worst.km, worst.reach_km) == (4.0, True, math.inf, 20.0)
    assert (second.ratio, second.is_beyond, second.km, second.minutes) == (3.0, False, 12.0, 15.0)
    assert second.estimated_minutes == pytest.approx(4 * 1.3 / 48.2803 * 60)
    assert (worst.cluster, second.cluster) == (0, 1)


def test_neighbours_less_than_a_km_apart_and_pairs_beyond_the_limit_are_left_out(context):
    found = road_gaps(context, travel([(0, 1, 12_000.0, 15.0), (0, 3, 9_000.0, 9.0)]))
    pairs = {(gap.urn_a - 100_001, gap.urn_b - 100_001) for gap in found}
    assert (0, 3) not in pairs
    assert not any(4 in pair for pair in pairs)


def test_a_table_of_minutes_alone_is_held_against_estimated_minutes(context):
    (gap,) = road_gaps(context, travel([(0, 1, np.nan, 20.0)], 0.0, 0.0))
    assert gap.ratio == pytest.approx(20 / (4 * 1.3 / 48.2803 * 60))
    assert math.isnan(gap.km)


def test_no_more_pairs_are_given_than_asked_for_and_none_twice(context):
    rows = [(a, b, 9_000.0, 9.0) for a in range(4) for b in range(a + 1, 4)]
    found = road_gaps(context, travel(rows), 3)
    assert len({(gap.urn_a, gap.urn_b) for gap in found}) == 3


def test_a_reason_says_what_is_known_and_no_more():
    assert Why("round", "Boston").sentence == "the way goes round by Boston"
    assert Why("barrier", "The Wash").sentence == "barrier: The Wash"
    assert Why("unknown").sentence == ""
