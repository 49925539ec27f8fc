"""Figures as they stand in the tables."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np


def median(values: Sequence[float]) -> float:
    """The middle of the runs."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 stay under."""
    return float(np.percentile(values, 95))


def seconds(values: Sequence[float]) -> str:
    """Median with the span of the runs where there are several, in the unit that fits."""
    factor, unit = (1000, "ms") if median(values) < 1 else (1, "s")
    low, middle, high = (_three(value * factor) for value in (min(values), median(values), max(values)))
    return f"{middle} {unit} ({low}–{high})" if len(values) > 1 else f"{middle} {unit}"


def milliseconds(value: float) -> str:
    """Seconds as milliseconds."""
    return f"{_three(value * 1000)} ms"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """How many times as long ours takes, from the medians."""
    return f"{median(ours) / median(theirs):.2f}"


def _three(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: words left, figures right."""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)
