"""Travel in a list or document that is handed on: km, minutes, and the words of the measure that they are in. No Qt."""

from __future__ import annotations

import math
from typing import Any, Final

from wolds.clustering.rules import minutes_of_km

ESTIMATED: Final = "straight line, minutes estimated"


def way_cells(km: float, supplied: str = "") -> tuple[float | None, float | None, str]:
    """Km, minutes and measure of a way. None = not known in that unit, or not at all.

    `km` are straight-line km; where another provider's travel is in force, `supplied` names unit and provider ("min by road,
    OSM July 2022") and `km` are those that take as long, so that only the unit in force is told.
    """
    if not math.isfinite(km):
        return None, None, supplied or ESTIMATED
    if not supplied:
        return round(km, 3), round(minutes_of_km(km), 1), ESTIMATED
    if supplied.startswith("min"):
        return None, round(minutes_of_km(km), 1), supplied
    return round(km, 3), None, supplied


def way_figures(km: float, supplied: str = "") -> dict[str, Any]:
    """The same as named values, for a document."""
    return dict(zip(("km", "minutes", "travel_measure"), way_cells(km, supplied), strict=True))
