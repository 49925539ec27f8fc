"""Pairs whose road differs most from the straight line, as lines and as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import Final

from wolds.app.export.dead_text import formula_safe
from wolds.clustering.road_gaps import RoadGap
from wolds.geo.schools import Schools

COLUMNS: Final = (
    *("URN_a", "school_a", "URN_b", "school_b", "straight_km", "estimated_minutes", "road_km", "road_minutes"),
    *("times_as_far", "at_least", "cluster", "why"),
)


def road_gaps_csv(schools: Schools, gaps: Sequence[RoadGap]) -> bytes:
    """The pairs as UTF-8 with BOM. What is beyond the provider's reach is left empty, and `at_least` says yes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for gap in gaps:
        names = (formula_safe(schools.name_of(urn)) for urn in (gap.urn_a, gap.urn_b))
        figures = (_plain(value, 3) for value in (gap.straight_km, gap.estimated_minutes, gap.km, gap.minutes))
        name_a, name_b = names
        beyond, cluster = "yes" if gap.is_beyond else "", str(gap.cluster or "")
        row = (
            gap.urn_a,
            name_a,
            gap.urn_b,
            name_b,
            *figures,
            _plain(gap.ratio, 2),
            beyond,
            cluster,
            formula_safe(gap.why.sentence),
        )
        writer.writerow(row)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}" if math.isfinite(value) else ""


def gap_line(schools: Schools, gap: RoadGap) -> str:
    """A pair in a line: "A and B: 6.1 km straight (about 10 min), by road 27.0 km, 35 min: 4.4 times as far; barrier: ..."."""
    names = " and ".join(schools.name_of(urn) for urn in (gap.urn_a, gap.urn_b))
    figures = [_figure(gap.km, gap.reach_km, "km", 1), _figure(gap.minutes, gap.reach_minutes, "min", 0)]
    road = ", ".join(figure for figure in figures if figure)
    times = "" if math.isinf(gap.ratio) else f": {'over ' if gap.is_beyond else ''}{gap.ratio:.1f} times as far"
    why = f"; {gap.why.sentence}" if gap.why.sentence else ""
    return f"{names}: {gap.straight_km:.1f} km straight (about {gap.estimated_minutes:.0f} min), by road {road}{times}{why}"


def _figure(value: float, reach: float, unit: str, decimals: int) -> str:
    if math.isnan(value):
        return ""
    if math.isfinite(value):
        return f"{value:.{decimals}f} {unit}"
    return f"over {reach:g} {unit}" if math.isfinite(reach) else "no way"
