"""Sums and questions over sets of blocks, column by column: rows are short, and numpy goes over short rows slowly."""

from __future__ import annotations

import numpy as np

from wolds.geo.schools import BoolArray, IntArray


def sum_over(values: IntArray, sets: IntArray) -> IntArray:
    """The sum of values (m,) over each set (c, k), (c,)."""
    total = np.zeros(len(sets), dtype=values.dtype)
    for column in sets.T:
        total += values[column]
    return total


def any_over(holds: BoolArray, sets: IntArray) -> BoolArray:
    """Whether something (m,) holds for any block of each set (c, k), (c,)."""
    found = np.zeros(len(sets), dtype=bool)
    if holds.any():
        for column in sets.T:
            found |= holds[column]
    return found


def each_once(keys: IntArray) -> IntArray:
    """The keys in order, each once: by a sort, which for millions of them takes a tenth of the time that numpy's hashes do."""
    keys = np.sort(keys)
    new = np.ones(len(keys), dtype=bool)
    new[1:] = keys[1:] != keys[:-1]
    return keys[new]
