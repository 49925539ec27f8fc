"""Whether straight lines between schools meet a line drawn on the map: exact, touching included."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray

_CELLS: Final = 1_000_000
"""How many (pair, segment) cells are looked at in one go: some tens of megabytes."""
_ROUNDING: Final = 3.4e-16
"""Relative error of an orientation computed in float64 (Shewchuk's bound for four rounded differences)."""


def meets(starts: FloatArray, ends: FloatArray, line: FloatArray) -> BoolArray:
    """Whether each straight line from `starts[i]` to `ends[i]`, both (k, 2), meets the `line` (s, 2); shape (k,).

    Coordinates are metres of one grid. Touching counts, and so does a school that stands on the line. Exact: whole metres
    need no rounding, other points are settled in fractions where float64 cannot tell.

    >>> meets(np.array([[0.0, 0.0]]), np.array([[10.0, 0.0]]), np.array([[5.0, 0.0], [5.0, 9.0]])).tolist()
    [True]
    """
    met = np.zeros(len(starts), dtype=bool)
    near = np.flatnonzero(_boxes_meet(starts, ends, line.min(axis=0), line.max(axis=0)))
    step = max(1, _CELLS // len(line))
    for first in range(0, len(near), step):
        rows = near[first : first + step]
        met[rows] = _any_segment(starts[rows, None], ends[rows, None], line[None, :-1], line[None, 1:])
    return met


def _boxes_meet(a: FloatArray, b: FloatArray, low: FloatArray, high: FloatArray) -> BoolArray:
    met: BoolArray = np.logical_and.reduce((np.minimum(a, b) <= high) & (np.maximum(a, b) >= low), axis=-1)
    return met


def _any_segment(a: FloatArray, b: FloatArray, p: FloatArray, q: FloatArray) -> BoolArray:
    boxes = _boxes_meet(a, b, np.minimum(p, q), np.maximum(p, q))
    pair, segment = np.nonzero(boxes)
    a, b, p, q = a[pair, 0], b[pair, 0], p[0, segment], q[0, segment]
    crossed = (_side(p, q, a) * _side(p, q, b) <= 0) & (_side(a, b, p) * _side(a, b, q) <= 0)
    result = np.zeros(boxes.shape[0], dtype=bool)
    result[pair[crossed]] = True
    return result


def _side(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """On which side of the line a-b each c lies: -1, 0 (on it) or 1."""
    left = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1])
    right = (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    side = np.sign(left - right)
    for row in np.flatnonzero(np.abs(left - right) <= _ROUNDING * (np.abs(left) + np.abs(right))):
        side[row] = _exact_side(*a[row].tolist(), *b[row].tolist(), *c[row].tolist())
    return side


def _exact_side(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> int:
    left = (Fraction(bx) - Fraction(ax)) * (Fraction(cy) - Fraction(ay))
    right = (Fraction(by) - Fraction(ay)) * (Fraction(cx) - Fraction(ax))
    return (left > right) - (left < right)
