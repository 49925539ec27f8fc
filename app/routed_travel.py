"""Travel as a routing engine answers it, for the schools that take part."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from wolds.app.travelling import Travelling, barrier_notes, reach_for, some, travellers
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import in_minutes, too_short
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.projection import degrees_of
from wolds.geo.routing.asking import FAR_OFF_M
from wolds.geo.routing.router import Router, TooLarge, Unconnected
from wolds.geo.routing.travel import RoutedTravel, reach_of, travel_among
from wolds.geo.schools import Schools
from wolds.geo.supplied import TravelSource

CREDIT = "Map data from OpenStreetMap contributors, where the engine runs on them"


def by_router(context: EditContext, router: Router, source: TravelSource, watch: Watch) -> Travelling:
    """Travel between the schools that take part or are in a cluster, asked for both ways.

    Raises `InputError` where the engine cannot be used, holds another region, or has not what the limit is in; `Cancelled`.
    """
    schools, rules = context.schools.subset(travellers(context)), context.plan.rules
    if not len(schools):
        raise InputError("no school that takes part has a point", remedy="Look at the filter.")
    found = travel_among(schools, router, source, reach_of(reach_for(rules), in_minutes(rules)), watch)
    short = too_short(found.travel, rules)
    if short:
        raise InputError(short, remedy="Give the limit in what the server answers.")
    return Travelling(found.travel, (*_notes(schools, found), *barrier_notes(rules)))


def try_out(context: EditContext, router: Router, name: str, watch: Watch) -> str:
    """What the engine answers of the way from a school to its nearest, in a sentence. Raises as `by_router` does."""
    schools = context.schools.subset(travellers(context))
    if not len(schools):
        raise InputError("no school that takes part has a point", remedy="Look at the filter.")
    apart = np.hypot(schools.easting - schools.easting[0], schools.northing - schools.northing[0])
    ends = [0, int(np.argsort(apart, kind="stable")[min(1, len(schools) - 1)])]
    points = degrees_of(schools.easting[ends], schools.northing[ends])
    one, two = (schools.name_of(urn) for urn in schools.urn[ends].tolist())
    try:
        found = router.table(points[:1], points[1:], watch)
    except Unconnected:
        return f"{name} answers, but knows no way from {one} to {two}: it may hold another region"
    except TooLarge as error:
        raise InputError(f"{name} answers no table at all", remedy="Ask whoever runs it for its limits.") from error
    minutes, km = found.seconds[0, 0] / 60.0, found.metres[0, 0] / 1000.0
    if math.isnan(minutes) or found.off_m[0] > FAR_OFF_M:
        return f"{name} answers, but knows no way from {one} to {two}: it may hold another region"
    return f"{name} answers: {minutes:.0f} min{'' if math.isnan(km) else f', {km:.1f} km'} from {one} to {two}"


def how_many(context: EditContext) -> int:
    """Of how many schools positions would be sent."""
    return int(travellers(context).sum())


def source_of(provider: str, name: str, day: date) -> TravelSource:
    """The label of travel that an engine answered on a day; `name` is such as "OSRM at routing.example.gov.uk"."""
    on = f"{day.day} {day:%B %Y}"
    how = (
        f"by road as {name} answered on {on}: minutes of the fastest way by car, and its metres; the worse of the two"
        " directions"
    )
    return TravelSource(provider, f"{name}, {on}", how, CREDIT)


def _notes(schools: Schools, found: RoutedTravel) -> list[str]:
    notes = []
    if len(found.unplaced):
        names = [f"{schools.name_of(urn)} (URN {urn})" for urn in found.unplaced.tolist()]
        notes.append(f"no road is known near them, so no travel is known: {some(names)}")
    if len(found.doubtful):
        pairs = zip(found.doubtful.tolist(), found.doubtful_m.tolist(), strict=True)
        names = [f"{schools.name_of(urn)} (URN {urn}, {metres:.0f} m)" for urn, metres in pairs]
        notes.append(f"over 250 m from the nearest road, so the way is doubtful: {some(names)}")
    return notes
