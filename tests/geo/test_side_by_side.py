"""Pairs by the straight line and by a provider, and the estimate with figures of one's own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.roads import schools_at
from wolds.geo.estimating import DEFAULT_ESTIMATE, Estimate, estimated_travel
from wolds.geo.side_by_side import SideBySide, near_pairs
from wolds.geo.supplied import SuppliedTravel, TravelSource

SOURCE = TravelSource("roads", "by hand", "by hand")


def supplied(rows, urns, reach_m=0.0, reach_minutes=0.0):
    pairs = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    metres, minutes = (np.array([row[place] for row in rows], dtype=float) for place in (2, 3))
    return SuppliedTravel.of(pairs, metres, minutes, SOURCE, urns, reach_m, reach_minutes)


def test_pairs_of_roads_that_are_missing_are_beyond_and_those_of_a_table_are_left_out():
    schools = schools_at((0, 0), (3_000, 4_000), (6_000, 0))
    rows = [(100_001, 100_002, 6_000.0, 9.0)]
    by_road = SideBySide.of(schools, supplied(rows, schools.urn, 20_000.0, 40.0), 12.0)
    assert by_road.straight_km.tolist() == [5.0, 6.0, 5.0]
    assert by_road.km.tolist() == [6.0, math.inf, math.inf]
    assert by_road.minutes.tolist() == [9.0, math.inf, math.inf]
    by_table = SideBySide.of(schools, supplied(rows, schools.urn), 12.0)
    assert list(zip(by_table.urn_a, by_table.urn_b, strict=True)) == [(100_001, 100_002)]


def test_a_measure_that_a_provider_lacks_stays_unknown():
    schools = schools_at((0, 0), (3_000, 4_000))
    found = SideBySide.of(schools, supplied([(100_001, 100_002, np.nan, 9.0)], schools.urn, 20_000.0, 40.0), 12.0)
    assert np.isnan(found.km).all()
    assert found.minutes.tolist() == [9.0]


def test_schools_that_a_provider_does_not_know_and_pairs_further_apart_are_not_there():
    schools = schools_at((0, 0), (3_000, 4_000), (0, 13_000))
    travel = supplied([(100_001, 100_002, 6_000.0, 9.0)], [100_001, 100_002], 20_000.0, 40.0)
    assert len(SideBySide.of(schools, travel, 12.0)) == 1
    assert len(SideBySide.of(schools, travel, 4.9)) == 0
    assert len(SideBySide.of(schools_at((0, 0)), travel, 4.9)) == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12), st.integers(0, 30))
def test_near_pairs_are_those_that_trying_all_finds(points, most):
    found = near_pairs(np.array(points, dtype=float).reshape(-1, 2), float(most))
    expected = [
        (i, j) for i in range(len(points)) for j in range(i + 1, len(points)) if math.dist(points[i], points[j]) <= most
    ]
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


@pytest.mark.parametrize("figures", [(0.9, 48.0), (11.0, 48.0), (1.3, 0.5), (1.3, 140.0), (math.nan, 48.0)])
def test_figures_that_no_road_has_are_refused(figures):
    with pytest.raises(ValueError, match=r"straight line|speed"):
        Estimate(*figures)


def test_the_default_estimate_is_that_of_the_contract():
    assert DEFAULT_ESTIMATE.reach_km(20) == pytest.approx(20 / 60 * 48.2803 / 1.3)
    assert float(DEFAULT_ESTIMATE.minutes(np.array(12.38))) == pytest.approx(20, abs=0.01)
    assert DEFAULT_ESTIMATE.in_words == "1.3 x the straight line at 48.3 km/h"


def test_travel_by_an_estimate_holds_every_pair_in_reach_and_says_where_its_figures_come_from():
    schools = schools_at((0, 0), (3_000, 4_000), (0, 13_000))
    found = estimated_travel(schools, Estimate(1.2, 36.0), 10.0, "OSM July 2022")
    assert found.metres.tolist() == pytest.approx([6_000.0, 1.2 * math.hypot(3_000, 9_000)])
    assert found.minutes.tolist() == pytest.approx([10.0, 2 * math.hypot(3, 9)])
    assert (found.reach_m, found.reach_minutes) == pytest.approx((12_000.0, 20.0))
    assert found.urns.tolist() == [100_001, 100_002, 100_003]
    assert found.source.label == "estimate, 1.2 x the straight line at 36 km/h"
    assert "OSM July 2022" in found.source.how
