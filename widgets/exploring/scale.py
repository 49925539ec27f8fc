"""Round figures for the axes of a chart. No Qt."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int = 4, whole: bool = False) -> tuple[float, ...]:
    """Round figures, evenly spaced, from at or below `low` to at or above `high`: two at least, about `most`.

    >>> ticks(163, 172), ticks(40, 46, whole=True), ticks(5, 5)
    ((160.0, 165.0, 170.0, 175.0), (40.0, 42.0, 44.0, 46.0), (4.0, 5.0, 6.0))
    """
    if high - low < 1e-9:
        margin = 1.0 if whole or abs(low) >= 1 else 0.1
        low, high = low - margin, high + margin
    step = _step((high - low) / max(1, most - 1), whole)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(first, last + 1))


def _step(rough: float, whole: bool) -> float:
    """The least round step that is not below a rough one by much."""
    power = 10.0 ** math.floor(math.log10(rough))
    found = next(step * power for step in _STEPS if step * power >= rough * 0.999)
    return max(1.0, float(math.ceil(found))) if whole else found


def figures_between(start: float, stop: float, step: float, most: int) -> tuple[float, ...] | None:
    """The figures of a range, both ends counted where the step meets them; None where there are none or too many.

    >>> figures_between(8, 9.5, 0.5, 60), figures_between(5, 1, 1, 60)
    ((8.0, 8.5, 9.0, 9.5), None)
    """
    first, last, each = Decimal(str(start)), Decimal(str(stop)), Decimal(str(step))
    if each <= 0 or last < first:
        return None
    count = int((last - first) / each) + 1
    return tuple(float(first + place * each) for place in range(count)) if count <= most else None
