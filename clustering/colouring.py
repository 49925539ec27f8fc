"""Colours for clusters, so that neighbours differ: at most eight, and the same answer every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from wolds.clustering.plan import Cluster
from wolds.geo.schools import FloatArray, IntArray, Schools

COLOURS: Final = 8
"""How many colours the palette has."""


def colour_for(schools: Schools, members: Iterable[int], clusters: Iterable[Cluster]) -> int:
    """A colour for one new cluster among others: the one whose nearest use lies farthest away, the lowest of equals."""
    nearest_m = np.full(COLOURS, np.inf)
    here = _points(schools, members)
    others = list(clusters)
    there = _points(schools, [urn for cluster in others for urn in cluster.members])
    if len(here) == 0 or len(there) == 0:
        return 0
    colours = np.array([cluster.colour for cluster in others for _ in cluster.members])
    for point in here:
        distance_m = np.nan_to_num(np.hypot(*(there - point).T), nan=np.inf)
        np.minimum.at(nearest_m, colours, distance_m)
    return int(np.argmax(nearest_m))


def _points(schools: Schools, urns: Iterable[int]) -> FloatArray:
    """Points of schools in EPSG:27700 metres, shape (k, 2)."""
    rows = schools.positions(urns)
    return np.column_stack([schools.easting[rows], schools.northing[rows]])


def colours_for(
    schools: Schools, clusters: Sequence[tuple[int, ...]], fixed: Mapping[int, int] | None = None
) -> tuple[int, ...]:
    """A colour for each cluster (a tuple of URNs). `fixed` holds the colours, by position, that must stay.

    Neighbours are clusters that an edge of the Delaunay triangulation of the schools joins; the order of colouring is
    "smallest last", which needs six colours on a planar graph. Where fixed colours leave no free one, the colour that
    fewest neighbours have is taken.
    """
    neighbours = neighbours_of(schools, clusters)
    colours = dict(fixed or {})
    for cluster in _smallest_last(neighbours, set(colours)):
        used = [colours[other] for other in neighbours[cluster] if other in colours]
        counts = np.bincount(np.array(used, dtype=np.int64), minlength=COLOURS)
        colours[cluster] = int(np.argmin(counts))
    return tuple(colours[position] for position in range(len(clusters)))


def neighbours_of(schools: Schools, clusters: Sequence[tuple[int, ...]]) -> list[set[int]]:
    """The positions of each cluster's neighbours; schools without a point count for nothing."""
    owner = np.repeat(np.arange(len(clusters)), [len(members) for members in clusters]).astype(np.int64)
    points = _points(schools, [urn for members in clusters for urn in members])
    known = ~np.isnan(points).any(axis=1)
    neighbours: list[set[int]] = [set() for _ in clusters]
    for a, b in _edges(points[known], owner[known]).tolist():
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    return neighbours


def _edges(points: FloatArray, owner: IntArray) -> IntArray:
    """Pairs of owners whose points are joined, shape (m, 2)."""
    if len(points) < 2:
        return np.empty((0, 2), dtype=np.int64)
    places, place_of = np.unique(points, axis=0, return_inverse=True)
    # Several schools may share one point: each is a neighbour of the first there, and the first stands for the place.
    first = np.full(len(places), -1, dtype=np.int64)
    first[place_of[::-1]] = owner[::-1]
    shared = np.column_stack([owner, first[place_of]])
    return np.concatenate([shared, first[_joined_places(places)]])


def _joined_places(places: FloatArray) -> IntArray:
    """Edges of the Delaunay triangulation, shape (m, 2); a chain where all places lie on a line."""
    from scipy.spatial import Delaunay, QhullError

    chain = np.column_stack([np.arange(len(places) - 1), np.arange(1, len(places))])
    if len(places) < 4:
        return np.concatenate([chain, [[0, len(places) - 1]]]).astype(np.int64)
    try:
        triangles = Delaunay(places - places.mean(axis=0)).simplices
    except QhullError:
        return chain.astype(np.int64)
    return np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]).astype(np.int64)


def _smallest_last(neighbours: list[set[int]], done: set[int]) -> list[int]:
    """The clusters without a colour, in the order to colour them: the one with fewest neighbours left goes last."""
    left = {cluster: len(near) for cluster, near in enumerate(neighbours) if cluster not in done}
    order: list[int] = []
    buckets: dict[int, set[int]] = {}
    for cluster, degree in left.items():
        buckets.setdefault(degree, set()).add(cluster)
    while left:
        degree = min(degree for degree, bucket in buckets.items() if bucket)
        cluster = min(buckets[degree])
        buckets[degree].discard(cluster)
        del left[cluster]
        order.append(cluster)
        for other in neighbours[cluster]:
            if other in left:
                buckets[left[other]].discard(other)
                left[other] -= 1
                buckets.setdefault(left[other], set()).add(other)
    return order[::-1]
