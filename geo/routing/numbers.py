"""Figures of a server's answer, taken only where they are figures, as many as were asked for, and such as can be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from wolds.geo.schools import FloatArray

_LARGEST: Final = 1e8
"""Seconds of three years, and metres round the earth twice."""


class NotATable(Exception):
    """What was answered is no table of the size that was asked for: what it is instead, in words after "it"."""


def grid(rows: Any, shape: tuple[int, int]) -> FloatArray:
    """A matrix of that shape, NaN for null. `NotATable` for another size, for text, and for figures below nought."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise NotATable("is no table")
    if len(rows) != shape[0] or any(len(row) != shape[1] for row in rows):
        widths = {len(row) for row in rows}
        raise NotATable(f"has {len(rows)} rows of {'/'.join(map(str, sorted(widths)))} in place of {shape[0]} of {shape[1]}")
    return np.array([[_figure(cell) for cell in row] for row in rows], dtype=np.float64).reshape(shape)


def offs(given: Sequence[Any], count: int, least: float = 0.0) -> FloatArray:
    """Figures of points, such as how far each was moved, NaN where that is not said, or not of every point."""
    if len(given) != count:
        return np.full(count, np.nan)
    return np.array([_figure(value, least) for value in given], dtype=np.float64)


def _figure(cell: Any, least: float = 0.0) -> float:
    if cell is None:
        return math.nan
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise NotATable("has text where figures belong")
    if not least <= cell <= _LARGEST:
        raise NotATable(f"has the figure {str(cell)[:20]}, which cannot be")
    return float(cell)
