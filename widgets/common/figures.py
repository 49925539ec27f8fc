"""Numbers as people read them: km with one decimal, estimated minutes, pupils, counts. "" where nothing is known."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from wolds.clustering.rules import minutes_of_km


def _tr(text: str) -> str:
    return QCoreApplication.translate("Figures", text)


def count_text(value: float) -> str:
    """A whole number with thousands set apart; "" where it is unknown.

    >>> count_text(17000), count_text(float("nan"))
    ('17,000', '')
    """
    return f"{value:,.0f}" if math.isfinite(value) else ""


def schools_text(count: int) -> str:
    """ "1 school", "1,280 schools"."""
    return _tr("1 school") if count == 1 else _tr("{count} schools").format(count=count_text(count))


def clusters_text(count: int) -> str:
    """ "1 cluster", "41 clusters"."""
    return _tr("1 cluster") if count == 1 else _tr("{count} clusters").format(count=count_text(count))


def warnings_text(count: int) -> str:
    """ "no warnings", "1 warning", "3 warnings"."""
    if not count:
        return _tr("no warnings")
    return _tr("1 warning") if count == 1 else _tr("{count} warnings").format(count=count_text(count))


def parted_text(pairs: int) -> str:
    """Pairs that a barrier keeps apart, for a line of figures: "2 pairs kept apart, not counted"."""
    if pairs == 1:
        return _tr("1 pair kept apart, not counted")
    return _tr("{count} pairs kept apart, not counted").format(count=count_text(pairs))


def pupils_text(pupils: float) -> str:
    """ "118 pupils"; "roll unknown" where nobody knows."""
    if not math.isfinite(pupils):
        return _tr("roll unknown")
    return _tr("1 pupil") if pupils == 1 else _tr("{count} pupils").format(count=count_text(pupils))


def km_text(km: float) -> str:
    """ "8.4 km"; "kept apart" for inf, "unknown" for NaN."""
    if math.isnan(km):
        return _tr("unknown")
    return _tr("kept apart") if math.isinf(km) else _tr("{km} km").format(km=f"{km:,.1f}")


def minutes_text(km: float) -> str:
    """The minutes that straight-line km take, always told as an estimate: "about 17 min (estimate)"."""
    if not math.isfinite(km):
        return km_text(km)
    return _tr("about {minutes} min (estimate)").format(minutes=f"{minutes_of_km(km):.0f}")


def short_travel_text(km: float, in_minutes: bool) -> str:
    """Travel for a narrow column, in the unit of the cap: "8.4 km" or "17 min"."""
    if not in_minutes or not math.isfinite(km):
        return km_text(km)
    return _tr("{minutes} min").format(minutes=f"{minutes_of_km(km):.0f}")


def summed_travel_text(km: float, in_minutes: bool, by: str) -> str:
    """Travel for a line of figures, with what it is by: "28 min by road, OSM July 2022", "12.4 km straight",
    "about 17 min (estimate)". `by` is "" by the straight line."""
    if not math.isfinite(km):
        return km_text(km)
    if by:
        return f"{short_travel_text(km, in_minutes)} {by}"
    return minutes_text(km) if in_minutes else _tr("{km} straight").format(km=km_text(km))


def full_travel_text(km: float, supplied: str = "") -> str:
    """Travel in both measures: "8.4 km in a straight line, about 14 min (estimate)".

    Where another provider's travel is in force, `supplied` says in what: "17 min by road, OSM July 2022".
    """
    if not math.isfinite(km):
        return km_text(km)
    if supplied:
        in_minutes = supplied.startswith("min")
        return f"{minutes_of_km(km):.0f} {supplied}" if in_minutes else f"{km:,.1f} {supplied}"
    return _tr("{km} in a straight line, {minutes}").format(km=km_text(km), minutes=minutes_text(km))
