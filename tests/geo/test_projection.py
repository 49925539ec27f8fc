"""Points of the grid against what pyproj's own definitions say, and there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from wolds.geo import projection

CORNERS = np.array([[90_000.0, 10_000.0], [655_000.0, 313_000.0], [400_000.0, 1_200_000.0], [533_000.0, 343_000.0]])


def apart_m(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.hypot(*(a - b).T).max())


def test_mercator_agrees_with_the_registry_of_reference_systems_within_the_accuracy_stated() -> None:
    reference = Transformer.from_crs("EPSG:27700", "EPSG:3857", always_xy=True)
    expected = np.column_stack(reference.transform(CORNERS[:, 0], CORNERS[:, 1]))
    stretched = 2.1  # Web Mercator draws a metre at 61 degrees north twice as long
    assert apart_m(projection.mercator_of(*CORNERS.T), expected) < projection.ACCURACY_M * stretched


def test_a_known_point_lies_where_the_ordnance_survey_says() -> None:
    # Ordnance Survey's worked example of its guide: 651409.903, 313177.270 is 52 39 27.2531 N, 1 43 4.5177 E on Airy; the
    # same place on WGS84 is 52 39 28.72 N, 1 42 57.79 E.
    longitude, latitude = projection.degrees_of(np.array([651_409.903]), np.array([313_177.270]))[0]
    assert longitude == pytest.approx(1 + 42 / 60 + 57.79 / 3600, abs=5e-5)
    assert latitude == pytest.approx(52 + 39 / 60 + 28.72 / 3600, abs=5e-5)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 700_000), st.floats(0, 1_300_000))
def test_each_projection_leads_back_to_the_same_metre(easting: float, northing: float) -> None:
    start = np.array([[easting, northing]])
    mercator = projection.mercator_of(start[:, 0], start[:, 1])
    assert apart_m(projection.british_of_mercator(mercator), start) < 0.01
    degrees = projection.degrees_of(start[:, 0], start[:, 1])
    assert apart_m(projection.british_of_degrees(degrees[:, 0], degrees[:, 1]), start) < 0.01
    assert apart_m(projection.mercator_of_degrees(degrees[:, 0], degrees[:, 1]), mercator) < 0.01


def test_an_unknown_point_stays_unknown_and_leaves_its_neighbours_alone() -> None:
    points = projection.mercator_of(np.array([530_000.0, np.nan]), np.array([340_000.0, 340_000.0]))
    assert np.isfinite(points[0]).all()
    assert np.isnan(points[1]).all()


def test_no_points_give_an_empty_table() -> None:
    nothing = np.empty(0)
    assert projection.mercator_of(nothing, nothing).shape == (0, 2)
    assert projection.british_of_mercator(np.empty((0, 2))).shape == (0, 2)
