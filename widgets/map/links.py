"""Lines between schools: thin ones within a federation, and bonds of any sort that are told by pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wolds.clustering.eligibility import OPEN_STATUSES
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools


@dataclass(frozen=True)
class Bonds:
    """Pairs of schools (URNs) to be joined by lines: `words` stand in the legend, `colour` is one of the map's style.

    `dashes` are lengths of strokes and gaps in widths of the line, () for a whole line.
    """

    words: str
    pairs: tuple[tuple[int, int], ...]
    colour: Literal["accent", "link", "barrier", "ink"] = "accent"
    dashes: tuple[float, ...] = ()


def bond_lines(schools: Schools, points: FloatArray, pairs: Sequence[tuple[int, int]]) -> FloatArray:
    """The lines between pairs of the register's schools that both have a point, on the plane, shape (m, 2, 2)."""
    known = [pair for pair in pairs if pair[0] in schools and pair[1] in schools]
    if not known:
        return np.empty((0, 2, 2))
    ends = points[schools.positions(urn for pair in known for urn in pair)].reshape(-1, 2, 2)
    return np.asarray(ends[np.isfinite(ends).all(axis=(1, 2))])


def federation_links(schools: Schools, points: FloatArray, takes_part: BoolArray | None = None) -> FloatArray:
    """The shortest lines that join the open schools of each federation, on the plane, shape (m, 2, 2). Federations none of
    whose schools takes part, shape (n,), are left out: their lines would cover counties that nobody plans.
    """
    keys, status = schools.federation.tolist(), schools.text("status")
    wanted = set(keys if takes_part is None else schools.federation[takes_part].tolist()) - {""}
    members: dict[str, list[int]] = {}
    for row in [row for row, key in enumerate(keys) if key in wanted]:  # few, even of a country
        if status[row] in OPEN_STATUSES and np.isfinite(points[row]).all():
            members.setdefault(keys[row], []).append(row)
    parts = [points[members[key]] for key in sorted(members) if len(members[key]) > 1]
    return np.concatenate([part[shortest_tree(part)] for part in parts]) if parts else np.empty((0, 2, 2))


def joined(schools: Schools, points: FloatArray, groups: Iterable[tuple[int, ...]]) -> tuple[tuple[int, int], ...]:
    """Pairs of URNs whose lines join the schools of each group by the shortest way; schools without a point are left out."""
    pairs: list[tuple[int, int]] = []
    for group in groups:
        rows = schools.positions(urn for urn in group if urn in schools)
        rows = rows[np.isfinite(points[rows]).all(axis=1)]
        if len(rows) > 1:
            ends = schools.urn[rows[shortest_tree(points[rows])]]
            pairs += [(int(a), int(b)) for a, b in ends.tolist()]
    return tuple(pairs)


def shortest_tree(points: FloatArray) -> IntArray:
    """The edges of the least spanning tree (Prim) as places of `points`, shape (k - 1, 2)."""
    distance = np.hypot(*(points - points[0]).T)
    nearest = np.zeros(len(points), dtype=np.int64)
    left = np.arange(1, len(points))
    edges = []
    while len(left):
        here = left[np.argmin(distance[left])]
        edges.append((nearest[here], here))
        left = left[left != here]
        away = np.hypot(*(points - points[here]).T)
        closer = away < distance
        nearest[closer], distance[closer] = here, away[closer]
    return np.array(edges, dtype=np.int64).reshape(-1, 2)
