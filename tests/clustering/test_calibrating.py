"""The estimate fitted to roads: on networks whose answer is known, and whatever the outliers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.roads import BOTH, BY_HAND, context_of, network
from wolds.clustering.calibrating import broken_by, calibrated, fitted_estimate
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError
from wolds.geo.estimating import DEFAULT_ESTIMATE, Estimate
from wolds.geo.progress import Unwatched
from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, RoadClass
from wolds.geo.roads.travel import RoadReach, Roads
from wolds.geo.side_by_side import SideBySide
from wolds.geo.supplied import SuppliedTravel


def supplied_for(context, km=None, minutes=None, reach_km=100.0, reach_minutes=200.0):
    """Travel by a function of the straight km and the two URNs; None or NaN leaves a pair out."""
    urn, schools = context.schools.urn, context.schools
    i, j = np.triu_indices(len(urn), 1)
    straight = np.hypot(schools.easting[i] - schools.easting[j], schools.northing[i] - schools.northing[j]) / 1000
    unknown = np.full(len(i), np.nan)
    metres = unknown if km is None else np.array([km(d) for d in straight]) * 1000
    times = unknown if minutes is None else np.array([minutes(d) for d in straight])
    kept = ~(np.isnan(metres) & np.isnan(times))
    pairs = np.column_stack([urn[i], urn[j]])[kept]
    return SuppliedTravel.of(pairs, metres[kept], times[kept], BY_HAND, urn, reach_km * 1000, reach_minutes)


LINE = [(float(x), 0.0) for x in range(8)]


def test_roads_that_are_all_alike_give_their_own_figures_and_no_error():
    context = context_of(LINE, Rules(cap_km=None, cap_minutes=20.0))
    found = calibrated(context, supplied_for(context, lambda d: 1.5 * d, lambda d: 1.5 * d / 36 * 60))
    assert found.fitted.estimate == Estimate(1.5, 36.0)
    for spread in (found.fitted.km, found.fitted.minutes):
        assert (spread.low, spread.middle, spread.high) == pytest.approx((0, 0, 0), abs=1e-9)
    assert found.default.minutes.middle == pytest.approx((1.3 / 48.2803) / (1.5 / 36) * 100 - 100)
    assert found.pairs == 28


def test_a_detour_round_a_square_is_what_walking_its_sides_comes_to():
    """Roads on a lattice, schools on its crossings: right angles are root 2 as far on a diagonal, straight lines no further."""
    points = [(0.0, 0.0), (2.0, 0.0), (0.0, 2.0), (2.0, 2.0), (4.0, 2.0), (2.0, 4.0), (4.0, 4.0)]
    numbers = {(x, y): 10 * x + y for x in range(5) for y in range(5)}
    joins = [(a, b) for a in numbers for b in numbers if a < b and abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1]
    ways = [([(numbers[p], 1e3 * p[0], 1e3 * p[1]) for p in pair], RoadClass.UNCLASSIFIED, BOTH) for pair in joins]
    context = context_of(points, Rules(cap_km=12.0))
    travel = Roads(network(*ways)).among(context.schools, RoadReach(), Unwatched()).travel
    ratios = [
        (abs(a[0] - b[0]) + abs(a[1] - b[1])) / np.hypot(a[0] - b[0], a[1] - b[1])
        for place, a in enumerate(points)
        for b in points[place + 1 :]
    ]
    found = calibrated(context, travel)
    assert found.fitted.estimate.detour == pytest.approx(np.median(ratios), abs=0.005)
    assert found.fitted.estimate.km_per_hour == pytest.approx(DEFAULT_KM_PER_HOUR[RoadClass.UNCLASSIFIED], abs=0.2)


def test_pairs_that_were_not_followed_to_their_end_count_as_slower_than_all_others():
    context = context_of(LINE, Rules(cap_km=12.0))
    half_known = supplied_for(context, lambda d: d * (1.2 if d < 3.5 else np.nan), reach_km=20.0)
    values = sorted([1.2] * (7 + 6 + 5) + [np.inf] * (4 + 3 + 2 + 1))
    assert calibrated(context, half_known).fitted.estimate.detour == pytest.approx(np.median(values))
    assert calibrated(context, half_known).fitted.km.low == -100.0


def test_pairs_that_a_table_lacks_are_left_out_since_nobody_knows_them():
    context = context_of(LINE, Rules(cap_km=12.0))
    table = supplied_for(context, lambda d: d * (1.2 if d < 3.5 else np.nan), reach_km=0.0, reach_minutes=0.0)
    found = calibrated(context, table)
    assert found.pairs == 18
    assert found.fitted.km.low == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("measure", ["km", "minutes"])
def test_a_table_of_one_measure_is_fitted_by_that_alone(measure):
    context = context_of(LINE, Rules(cap_km=12.0))
    found = calibrated(context, supplied_for(context, **{measure: lambda d: 2.0 * d})).fitted
    if measure == "km":
        assert found.estimate == Estimate(2.0, DEFAULT_ESTIMATE.km_per_hour)
        assert found.minutes is None
    else:
        assert found.estimate == Estimate(1.3, 39.0)
        assert found.km is None


def test_pairs_judged_otherwise_at_the_limit_are_counted_both_ways():
    """Limit 12 km. Pairs 5 km apart are 13 km by road, those 6 km apart 11, the one 13 km apart 11.5."""
    context = context_of([(0.0, 0.0), (5.0, 0.0), (11.0, 0.0), (24.0, 0.0)], Rules(cap_km=12.0))
    by_road = {5.0: 13.0, 6.0: 11.0, 11.0: 30.0, 13.0: 11.5}
    # ten pairs are needed for a fit: six schools far away, evenly spaced, on roads as straight as the line
    far = [(0.0, 60.0 + 2.0 * k) for k in range(6)]
    context = context_of([(0.0, 0.0), (5.0, 0.0), (11.0, 0.0), (24.0, 0.0), *far], Rules(cap_km=12.0))
    found = calibrated(context, supplied_for(context, lambda d: by_road.get(round(d, 6), d))).default.judged
    assert (found.hopeful, found.strict) == (2, 1)  # 5 and 11 km; 13 km
    assert found.pairs == 3 + 1 + 15
    assert found.share == pytest.approx(300 / 19)


def test_without_a_limit_nothing_is_judged_and_too_few_pairs_are_refused():
    context = context_of(LINE, Rules(cap_km=None))
    assert calibrated(context, supplied_for(context, lambda d: d)).fitted.judged is None
    few = context_of(LINE[:3], Rules())
    with pytest.raises(InputError, match="only 3 pairs"):
        calibrated(few, supplied_for(few, lambda d: d))


def test_clusters_that_keep_the_limit_by_the_straight_line_alone_are_listed_with_what_they_break():
    context = context_of(
        [(0, 0), (5, 0), (40, 0), (45, 0), (80, 0), (95, 0)], Rules(cap_km=12.0, size_min=2), ((0, 1), (2, 3), (4, 5))
    )
    travel = supplied_for(context, lambda d: 13.0 if d == 5 else d)
    first, second = broken_by(context, travel)  # the third is too wide by either
    assert (first.number, second.number) == (1, 2)
    assert first.urns == (100_001, 100_002)
    assert "13 km" in first.sentences[0]
    assert broken_by(context, supplied_for(context, lambda d: d)) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.floats(1.0, 30.0), min_size=11, max_size=40),
    st.floats(1.05, 3.0),
    st.floats(15.0, 90.0),
    st.data(),
)
def test_fewer_than_half_of_the_pairs_cannot_bend_the_fit(straight, detour, speed, data):
    distances = np.array(straight)
    wild = data.draw(st.integers(0, (len(straight) - 1) // 2))
    km, minutes = distances * detour, distances * detour / speed * 60
    km[:wild] = data.draw(st.sampled_from([np.inf, 1e4, 0.0]))
    minutes[:wild] = data.draw(st.sampled_from([np.inf, 1e5, 0.0]))
    urn = np.arange(len(distances))
    found = fitted_estimate(SideBySide(urn, urn + 100, distances, km, minutes, np.inf, np.inf))
    assert found.detour == pytest.approx(detour, abs=0.0051)
    # figures are rounded, the detour to hundredths and the speed to tenths: what they say of minutes is as true as the speed is
    true_minutes, told = detour / speed * 60, float(found.minutes(np.array(1.0)))
    assert told == pytest.approx(true_minutes, rel=0.0501 / found.km_per_hour)
    assert found.km_per_hour == pytest.approx(speed, abs=0.0501 + speed * 0.00501 / detour)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(1.0, 30.0), st.floats(1.0, 5.0)), min_size=11, max_size=40), st.floats(0.5, 2.0))
def test_roads_that_take_so_many_times_as_long_are_fitted_so_many_times_slower(pairs, times):
    distances, winding = np.array(pairs).T
    minutes = distances * winding
    assume(60.0 / (np.median(winding) * max(times, 1.0)) > 15.0)
    urn = np.arange(len(distances))

    def speed(values):
        found = fitted_estimate(SideBySide(urn, urn + 100, distances, distances, values, np.inf, np.inf))
        assert found.detour == 1.0
        return found.km_per_hour

    assert speed(minutes * times) == pytest.approx(speed(minutes) / times, rel=0.01)
