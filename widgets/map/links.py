"""Thin lines between the schools of one federation."""

from __future__ import annotations

import numpy as np

from wolds.geo.schools import FloatArray, Schools


def federation_links(schools: Schools, points: FloatArray) -> FloatArray:
    """The shortest lines that join the schools of each federation, on the plane, shape (m, 2, 2)."""
    codes = schools.text("federation_code").astype(str)
    rows = np.flatnonzero((codes != "") & np.isfinite(points).all(axis=1))
    order = rows[np.argsort(codes[rows], kind="stable")]
    _, starts = np.unique(codes[order], return_index=True)
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
