"""Where the name of an area stands."""

from __future__ import annotations

import numpy as np
import pytest

from wolds.widgets.map.hulls import centre_of_area, contains, place_inside

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10)], dtype=np.float64)
BAY = np.array([(0, 0), (10, 0), (10, 2), (2, 2), (2, 8), (10, 8), (10, 10), (0, 10)], dtype=np.float64)


def test_the_name_of_a_plain_area_stands_in_its_middle() -> None:
    assert place_inside(SQUARE) == pytest.approx((5, 5))


def test_the_name_of_an_area_round_a_bay_does_not_stand_in_the_bay() -> None:
    assert not contains(BAY, centre_of_area(BAY)[None])[0]
    assert contains(BAY, place_inside(BAY)[None])[0]
