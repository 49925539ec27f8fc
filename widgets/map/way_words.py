"""What routes and reaches say of themselves: every figure with its unit and its measure."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from wolds.geo.roads.reachable import Reachable
from wolds.geo.roads.routing import By, Route, RoutePair
from wolds.geo.roads.snapping import DOUBTFUL_M


def _tr(text: str) -> str:
    return QCoreApplication.translate("WayWords", text)


def route_words(pair: RoutePair, names: tuple[str, str], measure: str) -> str:
    """The route of a pair in lines: whose it is, km and minutes by which measure, and what to know of it.

    `measure` says by what one travels: "by road, OSM July 2022".
    """
    lines = [_tr("{a} – {b}").format(a=names[0], b=names[1]), *_figures(pair, measure)]
    if any(route is not None and route.by_ferry for route in (pair.there, pair.back)):
        lines.append(_tr("The way goes by ferry."))
    for name, off_m in zip(names, pair.off_m, strict=True):
        if off_m > DOUBTFUL_M:
            lines.append(_tr("{name} stands {metres:.0f} m from the nearest road.").format(name=name, metres=off_m))
    return "\n".join(lines)


def _figures(pair: RoutePair, measure: str) -> list[str]:
    if pair.there is None or pair.back is None or pair.worse is None:
        return [_tr("There is no way {measure}.").format(measure=measure)]
    words = f"{_figure(pair.worse, pair.by)} {measure} ({_other(pair.worse, pair.by)})"
    if pair.is_same_road:
        return [words]
    ways = _tr("There {there} ({there_too}), back {back} ({back_too}): the longer way counts.")
    there, back = pair.there, pair.back
    told = ways.format(
        there=_figure(there, pair.by),
        there_too=_other(there, pair.by),
        back=_figure(back, pair.by),
        back_too=_other(back, pair.by),
    )
    return [words, told]


def _figure(route: Route, by: By) -> str:
    return minutes_words(route.minutes) if by == "minutes" else km_words(route.metres)


def _other(route: Route, by: By) -> str:
    return km_words(route.metres) if by == "minutes" else minutes_words(route.minutes)


def minutes_words(minutes: float) -> str:
    """ "17 min"."""
    return _tr("{n:.0f} min").format(n=minutes)


def km_words(metres: float) -> str:
    """ "14.2 km" from metres."""
    return _tr("{n:,.1f} km").format(n=metres / 1000)


def counted_words(km: float, shown: str) -> str:
    """What the plan counts for a pair where a person or a barrier beats the road."""
    if math.isinf(km):
        return _tr("A barrier keeps the two apart all the same.")
    return _tr("The plan counts {shown}, given by hand or by a barrier.").format(shown=shown)


def reach_words(found: Reachable, name: str, measure: str, schools: int | None) -> str:
    """What a school reaches, in lines. `schools` is how many others of the plan, None where nobody knows."""
    limit = minutes_words(found.limit) if found.by == "minutes" else km_words(found.limit)
    head = _tr("Within {limit} of {name}, there and back").format(limit=limit, name=name)
    km = _tr("{km:,.0f} km of road").format(km=found.km)
    count = "" if schools is None else _tr(", {n} other schools of the plan").format(n=schools)
    return f"{head}\n{measure[:1].upper()}{measure[1:]}: {km}{count}"
