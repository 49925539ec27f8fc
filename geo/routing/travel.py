"""Travel among schools as a routing engine answers it: the worse of the two directions, as from every provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.projection import degrees_of
from wolds.geo.roads.travel import RoadReach
from wolds.geo.routing.asking import FAR_OFF_M, Asking, Ways
from wolds.geo.routing.blocks import blocks_of
from wolds.geo.routing.router import Router
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource

FASTEST_M_PER_MINUTE: Final = 70 * 1609.344 / 60
"""Nobody is faster as the crow flies than the national speed limit of 70 miles an hour."""
_FASTEST_CAR_M_PER_MINUTE: Final = 130_000 / 60
_MOST_WAYS: Final = 4_000_000
_DOUBTFUL_M: Final = 250.0


@dataclass(frozen=True, eq=False)
class RoutedTravel:
    """Travel, the schools that the engine has no road for, and those that lie doubtfully far from one, with metres."""

    travel: SuppliedTravel
    unplaced: IntArray
    doubtful: IntArray
    doubtful_m: FloatArray


def reach_of(wanted: RoadReach, in_minutes: bool) -> RoadReach:
    """How far ways are known where all pairs are asked for that could be in the reach wanted, in the measure of the limit.

    A pair is out of reach where it is too far as the crow flies, at 70 miles an hour where the limit is in minutes.
    """
    metres = wanted.minutes * FASTEST_M_PER_MINUTE if in_minutes else wanted.metres
    return RoadReach(metres, metres / FASTEST_M_PER_MINUTE)


def travel_among(schools: Schools, router: Router, source: TravelSource, reach: RoadReach, watch: Watch) -> RoutedTravel:
    """Travel between the schools that have a point, both ways asked for, the worse counted.

    `reach` is from `reach_of`. Raises `InputError` where the engine cannot be used or has no roads there, `Cancelled`.
    """
    urn = schools.urn[schools.has_point]
    points = np.column_stack([schools.easting, schools.northing])[schools.has_point]
    _refuse_too_many(points, reach.metres)
    ways = Asking(router, points, degrees_of(points[:, 0], points[:, 1]), watch).ask(reach.metres)
    known = np.ones(len(urn), dtype=bool)
    known[list(ways.unplaced)] = False
    if not known.any():
        raise InputError("there is no road near any school", remedy="The server or its tiles are of another region.")
    doubtful = known & (ways.off_m > _DOUBTFUL_M)
    travel = _supplied(urn, ways, known, source, reach)
    _refuse_impossible(schools, travel)
    return RoutedTravel(travel, urn[~known], urn[doubtful], ways.off_m[doubtful])


def _refuse_too_many(points: FloatArray, reach_m: float) -> None:
    wanted = sum(block.cells for block in blocks_of(points, reach_m, 500)) if len(points) > 2_000 else 0
    if wanted > _MOST_WAYS:
        remedy = "Take fewer schools, a smaller travel limit, or the roads of a file."
        raise InputError(f"some {wanted / 1e6:.0f} million ways are too many to ask a server for", remedy=remedy)


def _refuse_impossible(schools: Schools, travel: SuppliedTravel) -> None:
    """`InputError` where a way is shorter than the crow flies, or faster than any car: other units, or no answer at all.

    Both schools may have been moved onto a road, each by as much as counts as known.
    """
    one, two = schools.positions(travel.urn_a), schools.positions(travel.urn_b)
    flown = np.hypot(schools.easting[one] - schools.easting[two], schools.northing[one] - schools.northing[two])
    least = flown - 2 * FAR_OFF_M
    bad = (travel.metres < least) | (travel.minutes * _FASTEST_CAR_M_PER_MINUTE < least)
    if bad.any():
        at = int(np.argmax(bad))
        far = "" if np.isnan(travel.metres[at]) else f"{travel.metres[at] / 1000:.1f} km and "
        raise InputError(
            f"the server answers {far}{travel.minutes[at]:.1f} min for {schools.name_of(int(travel.urn_a[at]))} and"
            f" {schools.name_of(int(travel.urn_b[at]))}, which are {flown[at] / 1000:.1f} km apart as the crow flies",
            remedy="Look at the kind of the server, or ask whoever runs it.",
        )


def _supplied(urn: IntArray, ways: Ways, known: BoolArray, source: TravelSource, reach: RoadReach) -> SuppliedTravel:
    ends = np.concatenate(ways.ends) if ways.ends else np.empty((0, 2), dtype=np.int64)
    seconds, metres = (np.concatenate(parts) if parts else np.empty(0) for parts in (ways.seconds, ways.metres))
    pairs, (seconds, metres) = _worse_way(ends, known, seconds, metres)
    minutes = seconds / 60.0
    near = ~np.isnan(seconds) & ((minutes <= reach.minutes) | (metres <= reach.metres))
    return SuppliedTravel.of(urn[pairs[near]], metres[near], minutes[near], source, urn[known], reach.metres, reach.minutes)


def _worse_way(ends: IntArray, known: BoolArray, *figures: FloatArray) -> tuple[IntArray, list[FloatArray]]:
    """Each pair once, low place first, with the larger of both directions; NaN where either way is missing."""
    counted = (ends[:, 0] != ends[:, 1]) & known[ends].all(axis=1)
    pairs, place, ways = np.unique(np.sort(ends[counted], axis=1), axis=0, return_inverse=True, return_counts=True)
    worst = []
    for values in figures:
        found = np.zeros(len(pairs))
        np.maximum.at(found, place.reshape(-1), np.where(np.isnan(values), np.inf, values)[counted])
        worst.append(np.where((ways == 2) & np.isfinite(found), found, np.nan))
    return pairs, worst
