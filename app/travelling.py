"""Travel by another provider than the straight line, for the schools that take part: roads out of a file, or a table. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from wolds.app.home import data_folder
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Role
from wolds.clustering.figures import Violation
from wolds.clustering.rules import CapRule, Rules
from wolds.clustering.travel import in_minutes, too_short
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError
from wolds.geo.progress import PartOf, Watch
from wolds.geo.roads.area import Area
from wolds.geo.roads.cache import RoadCache
from wolds.geo.roads.classes import Speeds
from wolds.geo.roads.travel import RoadReach, Roads, RoadTravel
from wolds.geo.schools import BoolArray, Schools
from wolds.geo.side_by_side import near_pairs
from wolds.geo.supplied import SuppliedTravel

_BEYOND: Final = {CapRule.PAIRS: 2.0, CapRule.LEAD: 3.0}
"""Ways are searched up to so many times the travel limit: room for looser limits, and under a lead for pairs beside it."""
_KM_PER_MINUTE: Final = 1.0
_MINUTES_PER_KM: Final = 2.0
"""How far the other measure is searched beside the one that the limit is in: a fast road and a slow one."""
_WITHOUT_LIMIT: Final = RoadReach(100_000.0, 120.0)
_NAMED: Final = 5
_NEAR_KM: Final = 20.0
"""Where there is no travel limit, pairs of a table are missed up to so far apart."""


@dataclass(frozen=True, eq=False)
class Travelling:
    """Travel to put in force, and what a person should know of it, as sentences."""

    travel: SuppliedTravel
    notes: tuple[str, ...]


def by_roads(context: EditContext, path: Path, watch: Watch, speeds: Speeds | None = None) -> Travelling:
    """Travel on the roads of a file among the schools that take part or are in a cluster.

    Raises `InputError` for a file that is no road network or has no roads there, `Cancelled` soon after the watch says so.
    """
    from wolds.geo.roads.reading import read_roads

    schools = context.schools.subset(travellers(context))
    area = Area.round(schools)
    if area is None:
        raise InputError("no school that takes part has a point", remedy="Look at the filter.")
    network = read_roads(path, area, PartOf(watch, 0.0, 0.6), RoadCache(data_folder() / "roads"))
    found = Roads(network, speeds or Speeds()).among(schools, reach_for(context.plan.rules), PartOf(watch, 0.6, 1.0))
    if not found.snaps.found.any():
        remedy = "Choose the file of the right region."
        raise InputError("no school stands near a road of the file", file=path.name, remedy=remedy)
    notes = (*_speed_notes(found.travel), *_road_notes(schools, found), *barrier_notes(context.plan.rules))
    return Travelling(found.travel, notes)


def by_table(context: EditContext, path: Path) -> Travelling:
    """Travel as a table of the council's own says. Raises `InputError`, naming file, row and column."""
    from wolds.geo.travel_tables import read_travel_table

    reading = read_travel_table(path, context.schools)
    short = too_short(reading.travel, context.plan.rules)
    if short:
        raise InputError(short, file=path.name, remedy="Give the limit in what the table has.")
    notes = list(_table_notes(context, reading.travel))
    if reading.unknown_urns:
        named = some(map(str, reading.unknown_urns))
        notes.append(
            f"pairs with schools that the register lacks are left out (the first in row {reading.unknown_row}): URN {named}"
        )
    if reading.uneven:
        most = f"row {reading.uneven_row} differs most from the way back"
        pairs = "1 pair takes" if reading.uneven == 1 else f"{reading.uneven:,} pairs take"
        notes.append(f"{pairs} over a tenth longer one way than the other ({most}): the longer way counts")
    if reading.repeated:
        notes.append(
            "1 row repeats a row above it" if reading.repeated == 1 else f"{reading.repeated:,} rows repeat a row above them"
        )
    return Travelling(reading.travel, (*notes, *barrier_notes(context.plan.rules)))


def reach_for(rules: Rules) -> RoadReach:
    """How far ways are searched under the rules."""
    times = _BEYOND[rules.cap_rule]
    if rules.cap_minutes is not None:
        minutes = times * rules.cap_minutes
        return RoadReach(minutes * _KM_PER_MINUTE * 1000.0, minutes)
    if rules.cap_km is not None:
        return RoadReach(times * rules.cap_km * 1000.0, times * rules.cap_km * _MINUTES_PER_KM)
    return _WITHOUT_LIMIT


def refuse_too_short(schools: Schools, rules: Rules) -> None:
    """`InputError` where the travel that the schools carry does not reach as far as the rules ask."""
    short = too_short(schools.supplied, rules)
    if short:
        raise InputError(short, remedy="Give the roads or the table again, or another limit.")


def travellers(context: EditContext) -> BoolArray:
    """The schools that take part or are in a cluster, and have a point, (n,)."""
    placed = np.isin(context.schools.urn, list(context.plan.cluster_of))
    taking: BoolArray = (context.standing.role != Role.EXCLUDED) | placed
    return taking & context.schools.has_point


def _speed_notes(travel: SuppliedTravel) -> list[str]:
    return [f"minutes are at changed speeds: {travel.source.speeds}"] if travel.source.speeds else []


def _road_notes(schools: Schools, found: RoadTravel) -> list[str]:
    notes = []
    off, doubtful = ~found.snaps.found, found.snaps.doubtful
    if off.any():
        notes.append(f"no road within 2 km, so no travel is known: {_schools(schools, found, off)}")
    if doubtful.any():
        notes.append(f"over 250 m from the nearest road, so the way is doubtful: {_schools(schools, found, doubtful, True)}")
    return notes


def _schools(schools: Schools, found: RoadTravel, which: BoolArray, with_metres: bool = False) -> str:
    """The schools by name, the furthest from a road first."""
    places = np.flatnonzero(which)
    places = places[np.argsort(-found.snaps.off_m[places], kind="stable")]
    names = [
        f"{schools.name_of(urn)} (URN {urn}{f', {metres:.0f} m' if with_metres else ''})"
        for urn, metres in zip(found.urn[places].tolist(), found.snaps.off_m[places].tolist(), strict=True)
    ]
    return some(names)


def _table_notes(context: EditContext, travel: SuppliedTravel) -> list[str]:
    schools = context.schools
    missing = travellers(context) & ~np.isin(schools.urn, travel.urns)
    names = [f"{schools.name_of(urn)} (URN {urn})" for urn in schools.urn[missing].tolist()]
    left_out = [f"not in the table, so no travel is known: {some(names)}"] if names else []
    return [*left_out, *_gap_notes(context, travel)]


def _gap_notes(context: EditContext, travel: SuppliedTravel) -> list[str]:
    """Pairs near enough by the straight line of which a table says nothing, though it knows both schools."""
    rules, schools = context.plan.rules, context.schools
    known = schools.subset(travellers(context) & np.isin(schools.urn, travel.urns))
    points = np.column_stack([known.easting, known.northing])
    one, other = near_pairs(points, (rules.cap_in_km or _NEAR_KM) * 1000.0)
    values = np.append(travel.minutes if in_minutes(rules) else travel.metres, np.nan)
    lacking = np.flatnonzero(np.isnan(values[travel.find(known.urn[one], known.urn[other])]))
    if not len(lacking):
        return []
    pairs = zip(known.urn[one[lacking]].tolist(), known.urn[other[lacking]].tolist(), strict=True)
    names = some(f"{known.name_of(a)} with {known.name_of(b)}" for a, b in pairs)
    return [f"pairs within the travel limit by the straight line that the table lacks count as out of reach: {names}"]


def newly_broken(before: Iterable[Violation], now: Iterable[Violation]) -> tuple[Violation, ...]:
    """The faults of now whose rule held before at the same place, whatever else was mended."""
    known = {_place(fault) for fault in before}
    return tuple(fault for fault in now if _place(fault) not in known)


def _place(fault: Violation) -> tuple[str, str]:
    """What is broken, and where."""
    return fault.rule, fault.cluster or fault.key


def barrier_notes(rules: Rules) -> list[str]:
    """That barriers still hold, where there are any."""
    if not rules.barriers:
        return []
    return [f"barriers still hold and beat the travel given: {listed([barrier.name for barrier in rules.barriers])}"]


def some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more
