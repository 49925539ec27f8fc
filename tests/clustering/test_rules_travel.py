"""The cap judged in the unit that each travel was given in."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from wolds.clustering.rules import Barrier, PairTravel, Rules
from wolds.clustering.travel import km_in_cap, minutes_in_cap, travel_of
from wolds.geo.schools import Schools

A, B = 100001, 100002


def two_schools(metres):
    return Schools.from_frame(pd.DataFrame({"urn": [A, B], "easting": [500000, 500000 + metres], "northing": [3e5, 3e5]}))


@pytest.mark.parametrize(("metres", "within"), [(12379, True), (12380, False)])
def test_twenty_minutes_are_12_379_whole_metres(metres, within):
    rules = Rules(cap_km=None, cap_minutes=20)
    assert travel_of(two_schools(metres), rules).within_cap(A, B) is within


@pytest.mark.parametrize(("km", "within"), [(8.1, True), (8.100001, False), (8.0, True)])
def test_an_override_in_km_meets_a_cap_in_km_at_equality(km, within):
    rules = Rules(cap_km=8.1, overrides=(PairTravel(urn_a=B, urn_b=A, km=km),))
    assert travel_of(two_schools(50_000), rules).within_cap(A, B) is within


@pytest.mark.parametrize(("minutes", "within"), [(20.1, True), (20.2, False)])
def test_an_override_in_minutes_meets_a_cap_in_minutes_at_equality(minutes, within):
    rules = Rules(cap_km=None, cap_minutes=20.1, overrides=(PairTravel(urn_a=A, urn_b=B, minutes=minutes),))
    assert travel_of(two_schools(50_000), rules).within_cap(A, B) is within


def test_units_are_turned_exactly_into_one_another():
    assert minutes_in_cap(18, Rules(cap_km=18 / 60 * 48.2803 / 1.3 + 1e-9))
    assert km_in_cap(12.379, Rules(cap_km=None, cap_minutes=20))
    assert not km_in_cap(12.38, Rules(cap_km=None, cap_minutes=20))
    assert minutes_in_cap(3000, Rules(cap_km=None))


def test_the_later_of_two_overrides_of_a_pair_holds():
    rules = Rules(overrides=(PairTravel(urn_a=A, urn_b=B, km=3), PairTravel(urn_a=B, urn_b=A, km=4)))
    assert travel_of(two_schools(1000), rules).km(A, B) == 4


def test_a_barrier_takes_its_minutes_or_keeps_apart():
    points = ((500500.0, 299000.0), (500500.0, 301000.0))
    apart = Rules(barriers=(Barrier(name="The Wash", points=points),))
    slow = Rules(cap_km=None, cap_minutes=20, barriers=(Barrier(name="The Wash", points=points, minutes=20),))
    assert math.isinf(travel_of(two_schools(1000), apart).km(A, B))
    assert travel_of(two_schools(1000), slow).within_cap(A, B)
    assert travel_of(two_schools(1000), slow).km(A, B) == pytest.approx(12.3796, abs=1e-4)
