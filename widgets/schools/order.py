"""The order of rows."""

from __future__ import annotations

import numpy as np

from wolds.geo.schools import BoolArray, IntArray
from wolds.widgets.schools.columns import BY_KEY, COLUMNS
from wolds.widgets.schools.facts import SchoolFacts


def ordered_rows(facts: SchoolFacts, mask: BoolArray, key: str, descending: bool) -> IntArray:
    """The rows where `mask` is true, sorted by a column; blanks last both ways, ties by URN; shape (k,)."""
    rows = np.flatnonzero(mask)
    ranks = COLUMNS[BY_KEY[key]].ranks(facts)[rows]
    order = np.argsort(-ranks if descending else ranks, kind="stable")
    sorted_rows: IntArray = rows[order].astype(np.int64)
    return sorted_rows
