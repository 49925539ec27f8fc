"""A small county of unlike schools around one headteacher's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.counties import open_primaries
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools

Around = Callable[..., EditContext]


@pytest.fixture
def around() -> Around:
    """A context of schools at points in metres from the first; columns as `open_primaries` takes them."""

    def build(points: list[tuple[float, float]], rules: Rules | None = None, **columns: Any) -> EditContext:
        defaults: dict[str, Any] = {
            "low_age": 4,
            "high_age": 11,
            "la_code": "925",
            "la_name": "Fenshire",
            "religious_character": "Does not apply",
            "type_name": "Community school",
        }
        return of(open_primaries(points, **(defaults | columns)), rules)

    return build


def of(schools: Schools, rules: Rules | None = None) -> EditContext:
    return EditContext(schools, standing_of(schools, Eligibility()), Plan(rules=rules or Rules()))
