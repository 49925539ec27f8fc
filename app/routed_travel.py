"""Travel as a routing engine answers it, for the schools that take part."""

from __future__ import annotations

from datetime import date

from wolds.app.travelling import Travelling, barrier_notes, reach_for, some, travellers
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import in_minutes, too_short
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.routing.router import Router
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
