"""A few schools by hand for the forms."""

from __future__ import annotations

import pandas as pd
import pytest

from wolds.geo.schools import Schools


@pytest.fixture(scope="session")
def few_schools() -> Schools:
    """Five schools in two authorities, two of one federation, one large and one closed."""
    return Schools.from_frame(
        pd.DataFrame(
            {
                "urn": [900001, 900002, 900003, 900004, 900005],
                "name": ["Belton Primary School", "Marsh St Mary's School", "Holme Infants", "Wick <b>Juniors</b>", "Old Fen"],
                "town": ["Belton", "Marsh", "", "Wick", "Fen"],
                "la_code": ["990", "990", "990", "991", "991"],
                "la_name": ["Washland", "Washland", "Washland", "Fenland", "Fenland"],
                "status": ["Open", "Open", "Open", "Open", "Closed"],
                "phase": "Primary",
                "religious_character": ["None", "Church of England", "None", "Jewish", ""],
                "diocese": ["", "Diocese of Lincoln", "", "", ""],
                "federation_code": ["F1", "F1", "", "", ""],
                "federation_name": ["Belton and Marsh federation", "Belton and Marsh federation", "", "", ""],
                "high_age": 11.0,
                "roll": [52.0, 43.0, 110.0, 260.0, 30.0],
                "easting": [500_000.0, 503_000.0, 506_000.0, 540_000.0, 509_000.0],
                "northing": 350_000.0,
            }
        )
    )
