"""Small counties for tests, stated in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from wolds.geo.schools import Schools

WEST_M, SOUTH_M = 500_000, 300_000
"""Where a county of tests has its origin, EPSG:27700."""


def open_primaries(points: Sequence[tuple[float, float]], first: int = 100_001, **columns: Any) -> Schools:
    """Open primaries of 60 pupils at points given in metres from the origin; URNs ascend from `first`.

    They are called School 1, School 2, ... `columns` change or add what the test is about.
    """
    frame = {
        "urn": range(first, first + len(points)),
        "name": [f"School {number}" for number in range(1, len(points) + 1)],
        "status": "Open",
        "phase": "Primary",
        "roll": 60,
        "easting": [WEST_M + east for east, _ in points],
        "northing": [SOUTH_M + north for _, north in points],
    }
    return Schools.from_frame(pd.DataFrame(frame | columns))
