"""Travel among schools on a road network: shortest metres and fastest minutes, each searched by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from wolds.geo.progress import PartOf, Watch
from wolds.geo.roads.classes import Speeds
from wolds.geo.roads.network import RoadNetwork
from wolds.geo.roads.searching import RoadGraph
from wolds.geo.roads.snapping import Snaps, snap
from wolds.geo.schools import FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource


@dataclass(frozen=True)
class RoadReach:
    """How far ways are searched; inf = all the way."""

    metres: float = math.inf
    minutes: float = math.inf


@dataclass(frozen=True, eq=False)
class RoadTravel:
    """What a network says of some schools: travel, and how each was snapped (`urn` (k,), the order of `snaps`)."""

    travel: SuppliedTravel
    urn: IntArray
    snaps: Snaps


@dataclass(frozen=True, eq=False)
class Roads:
    """A network, and the speeds it is driven at."""

    network: RoadNetwork
    speeds: Speeds = field(default_factory=Speeds)

    @property
    def seconds(self) -> FloatArray:
        """Seconds along each edge, (e,)."""
        net = self.network
        return self.speeds.seconds(net.length_m, net.road_class, net.limit_km_per_hour)

    @property
    def source(self) -> TravelSource:
        """The label of travel on this network."""
        origin = self.network.source
        how = (
            f"by road on {origin.label} ({origin.file}): metres of the shortest way, minutes of the fastest at stated speeds"
            f" ({self.speeds.in_words}; a lower limit that the file gives holds); the worse of the two directions"
        )
        return TravelSource("roads", origin.label, how, origin.credit, origin.sha256, self.speeds.changed_in_words)

    def among(self, schools: Schools, reach: RoadReach, watch: Watch) -> RoadTravel:
        """Travel between the schools that have a point. `Cancelled` soon after the watch says so."""
        urn = schools.urn[schools.has_point]
        points = np.column_stack([schools.easting, schools.northing])[schools.has_point]
        snaps = snap(self.network, points)
        graphs = ((self.network.length_m, reach.metres, 0.0), (self.seconds, reach.minutes * 60.0, 0.5))
        metres, seconds = (
            _worse(RoadGraph.of(self.network, weight, snaps).between_places(limit, PartOf(watch, at, at + 0.5)))
            for weight, limit, at in graphs
        )
        return RoadTravel(_supplied(urn, snaps, metres, seconds / 60.0, reach, self.source), urn, snaps)


def _worse(found: FloatArray) -> FloatArray:
    result: FloatArray = np.maximum(found, found.T)
    return result


def _supplied(
    urn: IntArray, snaps: Snaps, metres: FloatArray, minutes: FloatArray, reach: RoadReach, source: TravelSource
) -> SuppliedTravel:
    i, j = np.triu_indices(len(urn), 1)
    met = (np.isfinite(metres[i, j]) | np.isfinite(minutes[i, j])) & snaps.found[i] & snaps.found[j]
    i, j = i[met], j[met]
    pairs = np.column_stack([urn[i], urn[j]])
    metres, minutes = _known(metres[i, j]), _known(minutes[i, j])
    return SuppliedTravel.of(pairs, metres, minutes, source, urn[snaps.found], reach.metres, reach.minutes)


def _known(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, np.nan)
