"""Selecting many rows at once, in runs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QItemSelection, QItemSelectionModel, QModelIndex

from wolds.geo.schools import IntArray


def runs_of(places: IntArray) -> list[tuple[int, int]]:
    """Ascending places as runs (first, last).

    >>> runs_of(np.array([1, 2, 3, 7]))
    [(1, 3), (7, 7)]
    """
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > 1)
    firsts = places[np.concatenate([[0], breaks + 1])]
    lasts = places[np.concatenate([breaks, [len(places) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def selection_of(model: QAbstractItemModel, places: IntArray, parent: QModelIndex = QModelIndex()) -> QItemSelection:  # noqa: B008
    """Whole rows under a parent as a selection."""
    selection = QItemSelection()
    last_column = 0 if isinstance(model, QAbstractListModel) else model.columnCount(parent) - 1
    for first, last in runs_of(places):
        selection.select(model.index(first, 0, parent), model.index(last, last_column, parent))
    return selection


def select_rows(selected: QItemSelectionModel, selection: QItemSelection) -> None:
    """Make this the selection."""
    flags = QItemSelectionModel.SelectionFlag
    selected.select(selection, flags.ClearAndSelect | flags.Rows)
