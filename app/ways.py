"""Routes of pairs and what schools reach, on the roads that a plan travels by. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.edits import EditContext
from wolds.clustering.travel import in_minutes, shown_cap, travel_of
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.roads.reachable import Reachable, reachable_from
from wolds.geo.roads.routing import By, RoutePair, Router
from wolds.geo.roads.travel import Roads

_SAME_KM: Final = 0.001


@dataclass(frozen=True, eq=False)
class PairWays:
    """The routes of a pair. `counted_km` is what the plan counts instead, where a person or a barrier beats the road, in
    km as `EffectiveTravel` has them; None where the road counts."""

    routes: RoutePair
    counted_km: float | None


def measure_by(context: EditContext) -> By:
    """What ways are the least of: that which the travel limit is in."""
    return "minutes" if in_minutes(context.plan.rules) else "metres"


def ways_between(context: EditContext, roads: Roads, urn_a: int, urn_b: int, watch: Watch) -> PairWays:
    """The routes of two schools there and back: the fastest where the limit is in minutes, else the shortest."""
    watch.tell(0.2, "Finding the way")
    schools = context.schools.subset(np.isin(context.schools.urn, (urn_a, urn_b)))
    router = Router.of(roads, schools, measure_by(context))
    stop_if_asked(watch)
    return PairWays(router.between(urn_a, urn_b), _counted(context, urn_a, urn_b))


def _counted(context: EditContext, urn_a: int, urn_b: int) -> float | None:
    schools, rules = context.schools, context.plan.rules
    counted = travel_of(schools, rules).km(urn_a, urn_b)
    plain = travel_of(schools, rules.model_copy(update={"overrides": (), "barriers": ()})).km(urn_a, urn_b)
    return None if abs(counted - plain) < _SAME_KM or counted == plain else counted


def reach_of(context: EditContext, roads: Roads, urn: int, minutes: float | None, watch: Watch) -> Reachable:
    """What a school reaches within some minutes, or within the travel limit (None), there and back.

    Raises `InputError` where there is no limit, or no road near the school; `Cancelled` soon after the watch says so.
    """
    row = context.schools.position(urn)
    point = (float(context.schools.easting[row]), float(context.schools.northing[row]))
    by, limit = _limit(context, minutes)
    found = None if np.isnan(point).any() else reachable_from(roads, urn, point, by, limit, watch)
    if found is None:
        name = context.schools.name_of(urn)
        raise InputError(f"no road of the network is within 2 km of {name}", remedy="Look at its point in the register.")
    return found


def _limit(context: EditContext, minutes: float | None) -> tuple[By, float]:
    if minutes is not None:
        return "minutes", minutes
    cap = shown_cap(context.plan.rules)
    if cap is None:
        raise InputError("the rules have no travel limit", remedy="Choose 10, 20 or 30 minutes instead.")
    return ("minutes", cap) if in_minutes(context.plan.rules) else ("metres", cap * 1000.0)


def schools_within(context: EditContext, found: Reachable) -> int | None:
    """How many other schools the provider's table has within a reach; None where the table does not go so far."""
    supplied = context.schools.supplied
    if supplied is None:
        return None
    values, reach = (supplied.minutes, supplied.reach_minutes) if found.by == "minutes" else (supplied.metres, supplied.reach_m)
    if found.limit > reach:
        return None
    mine = (supplied.urn_a == found.urn) | (supplied.urn_b == found.urn)
    return int((mine & (values <= found.limit)).sum())
