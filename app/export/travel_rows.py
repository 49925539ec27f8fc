"""The travel between the schools of each cluster, pair by pair, each with the measure it is in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from wolds.app.export.bundle import Exported
from wolds.app.export.summary import finite
from wolds.app.export.tables import Cell
from wolds.app.export.way_cells import ESTIMATED
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import PairTravel, minutes_of_km
from wolds.clustering.travel import by_words, shown_cap, travel_of
from wolds.geo.supplied import SuppliedTravel
from wolds.geo.travel import EffectiveTravel, Pair, pairs_of

NO_POINT: Final = "unknown: a school has no point on the map"
Row = tuple[Cell, ...]
_Way = tuple[float | None, float | None, str]
"""Distance in km, minutes, and the words of the measure; None = not known in that unit."""


def travel_rows(exported: Exported) -> Iterator[Row]:
    """A row for each pair of a cluster: both schools, distance and minutes with their measure, the straight line, the limit."""
    ways = _Ways.of(exported)
    for cluster in exported.clusters:
        yield from ways.rows(cluster)


@dataclass(frozen=True, eq=False)
class _Ways:
    """How one gets from school to school: what a person gave beats barriers, both beat a provider, that the straight line."""

    exported: Exported
    travel: EffectiveTravel
    given: dict[Pair, PairTravel]
    supplied: SuppliedTravel | None

    @classmethod
    def of(cls, exported: Exported) -> Self:
        rules, schools = exported.plan.rules, exported.schools
        given = {one.pair: one for one in rules.overrides}
        return cls(exported, travel_of(schools, rules), given, schools.supplied)

    def rows(self, cluster: Cluster) -> Iterator[Row]:
        members, name_of = cluster.members, self.exported.schools.name_of
        table, place = self.travel.among(members), {urn: at for at, urn in enumerate(members)}
        limited = shown_cap(self.exported.plan.rules) is not None
        for pair in pairs_of(members):
            at = place[pair[0]], place[pair[1]]
            straight = finite(float(table.straight_km[at]))
            within = ("yes" if table.in_cap[at] else "no") if limited else ""
            way = self._way(pair, straight)
            yield (cluster.id, cluster.name, pair[0], name_of(pair[0]), pair[1], name_of(pair[1]), *way, straight, within)

    def _way(self, pair: Pair, straight_km: float | None) -> _Way:
        if pair in self.given:
            return self._by_hand(self.given[pair])
        line = self.travel.barrier_between(*pair)
        if line is not None:
            minutes = finite(minutes_of_km(line.travel.km))
            return None, minutes, f"{'kept apart by' if minutes is None else 'round'} the barrier {line.name}"
        if self.supplied is not None:
            return _supplied(self.supplied, pair)
        if straight_km is None:
            return None, None, NO_POINT
        return straight_km, minutes_of_km(straight_km), ESTIMATED

    def _by_hand(self, given: PairTravel) -> _Way:
        return given.km, given.minutes, f"given by hand: {given.reason}" if given.reason else "given by hand"


def _supplied(supplied: SuppliedTravel, pair: Pair) -> _Way:
    import numpy as np

    place = int(supplied.find(np.array(pair[0]), np.array(pair[1])))
    words = by_words(supplied)
    if place < 0:
        return None, None, f"{words}: {_beyond(supplied)}"
    km = finite(float(supplied.metres[place]) / 1000.0)
    return km, finite(float(supplied.minutes[place])), words


def _beyond(supplied: SuppliedTravel) -> str:
    """What is known of a pair that a provider lacks."""
    for reach, unit in ((supplied.reach_minutes, "min"), (supplied.reach_m / 1000.0, "km")):
        if reach > 0 and math.isfinite(reach):
            return f"further than {reach:g} {unit}"
    return "no way is known"
