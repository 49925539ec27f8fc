"""Thin lines between the schools of one federation."""

from __future__ import annotations

import numpy as np

from wolds.clustering.eligibility import OPEN_STATUSES
from wolds.geo.schools import FloatArray, Schools


def federation_links(schools: Schools, points: FloatArray) -> FloatArray:
    """The shortest lines that join the open schools of each federation, on the plane, shape (m, 2, 2)."""
    keys = schools.federation.astype(str)
    is_open = np.isin(schools.text("status").astype(str), OPEN_STATUSES)
    rows = np.flatnonzero((keys != "") & is_open & np.isfinite(points).all(axis=1))
    order = rows[np.argsort(keys[rows], kind="stable")]
    _, starts = np.unique(keys[order], return_index=True)
    parts = [points[part] for part in np.split(order, starts[1:]) if len(part) > 1]
    return np.concatenate([_shortest_tree(part) for part in parts]) if parts else np.empty((0, 2, 2))


def _shortest_tree(points: FloatArray) -> FloatArray:
    """The edges of the least spanning tree (Prim), shape (k - 1, 2, 2)."""
    distance = np.hypot(*(points - points[0]).T)
    nearest = np.zeros(len(points), dtype=np.int64)
    left = np.arange(1, len(points))
    edges = []
    while len(left):
        here = left[np.argmin(distance[left])]
        edges.append((points[nearest[here]], points[here]))
        left = left[left != here]
        away = np.hypot(*(points - points[here]).T)
        closer = away < distance
        nearest[closer], distance[closer] = here, away[closer]
    return np.array(edges)
