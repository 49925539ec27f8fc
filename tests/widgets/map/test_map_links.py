"""The thin lines between the schools of one federation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wolds.geo.schools import Schools
from wolds.widgets.map.links import federation_links

POINTS = np.array([[0.0, 0.0], [5.0, 0.0], [1.0, 0.0], [2.0, 0.0]])


def schools(**columns):
    return Schools.from_frame(pd.DataFrame({"urn": range(1, 5), "status": "Open"} | columns))


def test_a_federation_without_a_code_is_joined_by_its_shortest_lines() -> None:
    lines = federation_links(schools(federation_name=["Fen", "Fen", "Fen", ""]), POINTS)
    assert sorted(np.sort(lines[:, :, 0], axis=1).tolist()) == [[0.0, 1.0], [1.0, 5.0]]


def test_closed_schools_are_joined_to_nobody() -> None:
    county = schools(federation_code="F1", status=["Open", "Closed", "Closed", "Open, but proposed to close"])
    assert federation_links(county, POINTS)[:, :, 0].tolist() == [[0.0, 2.0]]


def test_a_federation_of_one_has_no_line() -> None:
    assert federation_links(schools(federation_code=["F1", "F2", "", ""]), POINTS).shape == (0, 2, 2)
