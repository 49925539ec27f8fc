"""spopt's MaxP: as many groups as possible above a floor; cap and ceiling are not known to it.

MaxP knows one floor. A school counts the lesser of its share of the least roll and of the least size, so that a group that
sums to one has enough of both. Neighbours are the schools within the cap, nearest first. Schools whose neighbourhood cannot
come to one are left out beforehand, as no region can hold them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.judging import Places, by_label
from benchmarks.ways import Answer


def answer(places: Places, problem: Path, seconds: float) -> Answer:
    """Regions of the schools that any region can hold."""
    share = np.minimum(places.roll / places.limits.roll_min, 1 / places.limits.size_min + 1e-9)
    neighbours = _neighbours(places)
    rows = _enough(neighbours, share)
    if not len(rows):
        return Answer([])
    return Answer(by_label(_regions(places, rows, share, neighbours), rows))


def _regions(places: Places, rows: np.ndarray, share: np.ndarray, neighbours: list[list[int]]) -> np.ndarray:
    import geopandas as gpd
    from libpysal.weights import W
    from spopt.region import MaxPHeuristic

    number = {int(row): place for place, row in enumerate(rows)}
    graph = W({place: [number[other] for other in neighbours[row]] for row, place in number.items()}, silence_warnings=True)
    east, north = (places.points_m[rows] / 1000.0).T
    frame = gpd.GeoDataFrame({"east": east, "north": north, "share": share[rows]}, geometry=gpd.points_from_xy(east, north))
    np.random.seed(0)  # its only source of chance
    model = MaxPHeuristic(frame, graph, ["east", "north"], "share", 1.0, top_n=2)
    model.solve()
    return np.asarray(model.labels_)


def _neighbours(places: Places) -> list[list[int]]:
    from scipy.spatial import cKDTree

    near = cKDTree(places.points_m).query_ball_point(places.points_m, places.limits.cap_m + 0.5)
    return [
        sorted((other for other in others if other != row), key=lambda other: (places.squared_m(row, other), other))
        for row, others in enumerate(near)
    ]


def _enough(neighbours: list[list[int]], share: np.ndarray) -> np.ndarray:
    """Rows of components of the neighbour graph that come to one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(share)
    pairs = [(row, other) for row, others in enumerate(neighbours) for other in others]
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    label = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(n, n)), directed=False)[1]
    return np.flatnonzero(np.bincount(label, weights=share)[label] >= 1.0)
