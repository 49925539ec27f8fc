"""The straight line beside roads or a table: the fit, pairs that differ most and why, schools and roads. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.app.ground import land_around
from wolds.app.road_networks import area_of, read_network, roads_in_force
from wolds.app.travelling import by_table, reach_for, travellers
from wolds.app.ways import measure_by
from wolds.clustering.calibrating import BrokenCluster, Calibration, broken_by, calibrated
from wolds.clustering.edits import EditContext
from wolds.clustering.road_gaps import RoadGap, Why, road_gaps
from wolds.clustering.travel import travel_of
from wolds.geo.errors import InputError
from wolds.geo.estimating import Estimate, estimated_travel
from wolds.geo.progress import PartOf, Watch, stop_if_asked
from wolds.geo.projection import degrees_of
from wolds.geo.roads.classes import Speeds
from wolds.geo.roads.routing import Route, Router
from wolds.geo.roads.snapping import Snaps, snap
from wolds.geo.roads.travel import Roads
from wolds.geo.schools import FloatArray, Schools
from wolds.geo.supplied import SuppliedTravel

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ROUNDED: Final = 1.001
"""A way is looked for as far as it is known to be, and a little further."""
_READING, _SEARCHING, _FOLLOWING = 0.4, 0.7, 0.95
"""Shares of the work: until roads are read, until travel is known, until ways are looked at."""


@dataclass(frozen=True)
class Footing:
    """How a school meets the road: `off_m` from it, NaN where none is within 2 km."""

    urn: int
    off_m: float
    is_doubtful: bool

    @property
    def has_road(self) -> bool:
        """Whether a road is near at all."""
        return not np.isnan(self.off_m)


@dataclass(frozen=True, eq=False)
class Compared:
    """What roads or a table say beside the straight line. `calibration` is None where `unfitted` says why. `footings` are those
    of all schools, the furthest from a road first; none where no network is at hand."""

    travel: SuppliedTravel
    calibration: Calibration | None
    unfitted: str
    broken: tuple[BrokenCluster, ...]
    gaps: tuple[RoadGap, ...]
    footings: tuple[Footing, ...]
    roads: Roads | None


def compare_in_force(context: EditContext, watch: Watch) -> Compared:
    """With the travel that the plan goes by. Raises `InputError` where that is the straight line; `Cancelled`."""
    supplied = context.schools.supplied
    if supplied is None:
        raise InputError("the plan travels by the straight line", remedy="Choose roads or a table to compare it with.")
    return _compared(context, supplied, _network_at_hand(context, watch), watch)


def compare_with_roads(context: EditContext, path: Path, speeds: Speeds, watch: Watch) -> Compared:
    """With the roads of a file. Raises `InputError` for a file that will not do; `Cancelled` soon after the watch says so."""
    schools = context.schools.subset(travellers(context))
    roads = Roads(read_network(path, area_of(context), PartOf(watch, 0.0, _READING)), speeds)
    found = roads.among(schools, reach_for(context.plan.rules), PartOf(watch, _READING, _SEARCHING))
    return _compared(context, found.travel, roads, watch)


def compare_with_table(context: EditContext, path: Path, watch: Watch) -> Compared:
    """With a travel table. Raises `InputError`, naming file, row and column."""
    return _compared(context, by_table(context, path).travel, None, watch)


def _network_at_hand(context: EditContext, watch: Watch) -> Roads | None:
    """The roads that the plan travels by; None where they are not on this computer, or it travels by a table."""
    try:
        return roads_in_force(context, PartOf(watch, 0.0, _READING))
    except InputError:
        return None  # figures hold without: only ways and how schools meet the road are not shown


def _compared(context: EditContext, travel: SuppliedTravel, roads: Roads | None, watch: Watch) -> Compared:
    stop_if_asked(watch)
    watch.tell(_SEARCHING, "Putting both side by side")
    calibration, unfitted = _calibration(context, travel)
    gaps = _with_reasons(context, road_gaps(context, travel), roads, PartOf(watch, _SEARCHING, _FOLLOWING))
    stop_if_asked(watch)
    watch.tell(_FOLLOWING, "Judging the plan by road")
    footings = () if roads is None else _footings(context.schools.subset(travellers(context)), roads)
    return Compared(travel, calibration, unfitted, broken_by(context, travel), gaps, footings, roads)


def _calibration(context: EditContext, travel: SuppliedTravel) -> tuple[Calibration | None, str]:
    try:
        return calibrated(context, travel), ""
    except InputError as error:
        return None, str(error)


def _footings(schools: Schools, roads: Roads) -> tuple[Footing, ...]:
    snaps = snap(roads.network, np.column_stack([schools.easting, schools.northing]))
    far = np.where(snaps.found, snaps.off_m, np.inf)
    return tuple(_footing(schools, snaps, place) for place in np.lexsort((schools.urn, -far)).tolist())


def _footing(schools: Schools, snaps: Snaps, place: int) -> Footing:
    off_m = float(snaps.off_m[place]) if snaps.found[place] else float("nan")
    return Footing(int(schools.urn[place]), off_m, bool(snaps.doubtful[place]))


def estimate_for(context: EditContext, estimate: Estimate, fitted_to: str) -> SuppliedTravel:
    """Travel by an estimate among the schools that take part, as far as ways are worked out under the rules."""
    reach, by_minutes = reach_for(context.plan.rules), context.plan.rules.cap_minutes is not None
    most_km = estimate.reach_km(reach.minutes) if by_minutes else reach.metres / 1000.0 / estimate.detour
    return estimated_travel(context.schools.subset(travellers(context)), estimate, most_km, fitted_to)


# Why pairs differ -----------------------------------------------------------------------------------------------------


def _with_reasons(context: EditContext, gaps: tuple[RoadGap, ...], roads: Roads | None, watch: Watch) -> tuple[RoadGap, ...]:
    """The pairs with why the road is so much longer: what is drawn, what the ground says, else what the way itself says."""
    barriers, land = _barriers_between(context, gaps), _land(context)
    router = None if roads is None else Router.of(roads, context.schools.subset(travellers(context)), measure_by(context))
    told = []
    for place, gap in enumerate(gaps):
        stop_if_asked(watch)
        watch.tell(place / len(gaps), "Looking why pairs differ")
        why = Why("barrier", barriers[place]) if barriers[place] else _of_the_ground(context.schools, gap, land)
        if why is None and router is not None:
            why = _of_the_way(context.schools, gap, router)
        told.append(replace(gap, why=why or Why("unknown")))
    return tuple(told)


def _barriers_between(context: EditContext, gaps: tuple[RoadGap, ...]) -> list[str]:
    travel = travel_of(context.schools, context.plan.rules)
    between = [travel.barrier_between(gap.urn_a, gap.urn_b) for gap in gaps]
    return ["" if barrier is None else barrier.name for barrier in between]


def _land(context: EditContext) -> BaseGeometry | None:
    import shapely

    land = land_around(context.schools, context.standing)
    return None if land is None else shapely.geometry.shape(land)


def _of_the_ground(schools: Schools, gap: RoadGap, land: BaseGeometry | None) -> Why | None:
    """Water, where the straight line leaves the land between two schools that stand on it."""
    import shapely

    if land is None:
        return None
    rows = schools.positions((gap.urn_a, gap.urn_b))
    ends = degrees_of(schools.easting[rows], schools.northing[rows])
    on_land = shapely.contains_xy(land, ends[:, 0], ends[:, 1]).all()
    return Why("water") if on_land and not land.covers(shapely.LineString(ends)) else None


def _of_the_way(schools: Schools, gap: RoadGap, router: Router) -> Why | None:
    known = gap.minutes if router.by == "minutes" else gap.km * 1000.0
    pair = router.between(gap.urn_a, gap.urn_b, known * _ROUNDED if np.isfinite(known) else np.inf)
    if pair.worse is None:
        return None
    return Why("ferry") if pair.worse.by_ferry else Why("round", _place_round(schools, gap, pair.worse))


def _place_round(schools: Schools, gap: RoadGap, route: Route) -> str:
    """The town or village of the school nearest to where the way is furthest from the straight line; "" where unknown."""
    rows = schools.positions((gap.urn_a, gap.urn_b))
    ends = np.column_stack([schools.easting, schools.northing])[rows]
    turn = route.line[int(np.argmax(_off_line(route.line, ends[0], ends[1])))]
    away = np.hypot(schools.easting - turn[0], schools.northing - turn[1])
    row = int(np.nanargmin(away))
    return str(schools.text("locality")[row]) or str(schools.text("town")[row])


def _off_line(points: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """How far points (p, 2) are from the straight line between two points."""
    along = end - start
    share = np.clip((points - start) @ along / max(float(along @ along), 1e-9), 0.0, 1.0)
    off: FloatArray = np.hypot(*(points - start - share[:, None] * along).T)
    return off
