"""How long ways on roads take: a made-up network of a given size, or a file with an independent computation beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.timing import Outcome, peak_mb, timed

_STEP_M = 160.0
_KEPT = 0.75
_CORNER = (400_000.0, 300_000.0)


def measure(
    nodes: int = 0, schools: int = 0, reach_minutes: float = 0.0, runs: int = 5, roads: str = "", **more: Any
) -> Outcome:
    """Ways among schools on a made-up network, or the ways of a file."""
    if roads:
        return _agreement(Path(roads), Path(more["register"]), Path(more["pairs"]), runs)
    return _made_up(nodes, schools, reach_minutes, runs)


def _made_up(nodes: int, count: int, reach_minutes: float, runs: int) -> Outcome:
    from wolds.geo.progress import Unwatched
    from wolds.geo.roads.travel import RoadReach, Roads

    network = _lattice(nodes)
    schools = _schools(count, nodes)
    reach = RoadReach(reach_minutes * 1_000, reach_minutes)
    loading, _ = timed(lambda: network.tree, 1)  # what comes with loading: the index that schools are snapped with
    seconds, found = timed(lambda: Roads(network).among(schools, reach, Unwatched()), runs)
    route, _ = timed(lambda: _route(Roads(network), schools), runs)
    reach_s, _ = timed(lambda: _reach(Roads(network), schools, reach_minutes), runs)
    facts = {
        "nodes": network.nodes,
        "edges": len(network),
        "schools": count,
        "pairs": len(found.travel),
        "minutes": reach_minutes,
    }
    return Outcome({"index": loading, "ways": seconds, "route": route, "reach": reach_s}, facts, peak_mb())


def _route(roads: Any, schools: Any) -> Any:
    """The route of one pair, there and back, as the map asks for it."""
    import numpy as np

    from wolds.geo.roads.routing import Router

    two = schools.urn[:2]
    return Router.of(roads, schools.subset(np.isin(schools.urn, two)), "minutes").between(int(two[0]), int(two[1]))


def _reach(roads: Any, schools: Any, minutes: float) -> Any:
    """What one school reaches, with the area about it, as the map asks for it."""
    from wolds.geo.progress import Unwatched
    from wolds.geo.roads.reachable import reachable_from

    point = (float(schools.easting[0]), float(schools.northing[0]))
    return reachable_from(roads, int(schools.urn[0]), point, "minutes", minutes, Unwatched())


def _lattice(nodes: int) -> Any:
    """A lattice of crossroads, shaken, with a quarter of its roads left out; the largest part."""
    import numpy as np

    from wolds.geo.roads.network import RoadNetwork, RoadSource

    side, dice = round(nodes**0.5), np.random.default_rng(1)
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    points = np.column_stack([x.ravel(), y.ravel()]) * _STEP_M + dice.uniform(-40, 40, (side * side, 2)) + _CORNER
    number = np.arange(side * side).reshape(side, side)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    ends = np.concatenate([across, down])
    ends = ends[dice.random(len(ends)) < _KEPT]
    length = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)
    kinds, limits = dice.integers(2, 7, len(ends)).astype(np.uint8), np.zeros(len(ends), dtype=np.uint8)
    both, start = np.full(len(ends), 3, dtype=np.uint8), np.arange(0, 2 * len(ends) + 1, 2)
    source = RoadSource("lattice", "", "lattice", "")
    made = RoadNetwork(
        side * side, ends.astype(np.int64), length, kinds, limits, both, points[ends].reshape(-1, 2), start, source
    )
    return made.largest_part()


def _schools(count: int, nodes: int) -> Any:
    import numpy as np
    import pandas as pd

    from wolds.geo.schools import Schools

    dice, wide = np.random.default_rng(2), round(nodes**0.5) * _STEP_M
    east, north = (corner + dice.uniform(0, wide, count) for corner in _CORNER)
    return Schools.from_frame(pd.DataFrame({"urn": 100_001 + np.arange(count), "easting": east, "northing": north}))


def _agreement(roads: Path, register: Path, pairs: Path, runs: int) -> Outcome:
    """The ways of a file beside those that another program computed on the same roads."""
    import numpy as np
    import pandas as pd

    from wolds.geo.progress import Unwatched
    from wolds.geo.registers import read_register
    from wolds.geo.roads.reading import read_roads
    from wolds.geo.roads.travel import RoadReach, Roads

    given = pd.read_csv(pairs)
    schools = read_register(register).schools
    schools = schools.subset(np.isin(schools.urn, np.union1d(given["URN_a"], given["URN_b"])))
    reading, network = timed(lambda: read_roads(roads, None, Unwatched()), runs)
    seconds, found = timed(lambda: Roads(network).among(schools, RoadReach(), Unwatched()), runs)
    place = found.travel.find(given["URN_a"].to_numpy(), given["URN_b"].to_numpy())
    apart = (np.abs(found.travel.metres[place] / given["road_m"] - 1) * 100).to_numpy()
    winding = found.travel.metres[place] / given["straight_m"].to_numpy()
    facts = {
        "nodes": network.nodes,
        "edges": len(network),
        "schools": len(schools),
        "pairs": int((place >= 0).sum()),
        "apart_median": float(np.median(apart)),
        "apart_p95": float(np.quantile(apart, 0.95)),
        "apart_most": float(apart.max()),
        "winding": float(np.median(winding)),
        "label": network.source.label,
    }
    return Outcome({"reading": reading, "ways": seconds}, facts, peak_mb())
