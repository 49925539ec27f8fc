"""Selecting many rows at once, in runs."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
)

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
    last_column = 0 if isinstance(model, QAbstractListModel) else model.columnCount(parent) - 1
    # Top rows need no check by `index`, which would ask Python four times a run.
    index = model.createIndex if not parent.isValid() else partial(_index_under, model, parent)
    selection = QItemSelection()
    for first, last in runs_of(places):
        selection.append(QItemSelectionRange(index(first, 0), index(last, last_column)))
    return selection


def _index_under(model: QAbstractItemModel, parent: QModelIndex, row: int, column: int) -> QModelIndex:
    return model.index(row, column, parent)


def select_rows(selected: QItemSelectionModel, selection: QItemSelection) -> None:
    """Make this the selection: whole rows already, so that Qt need not widen each run (which takes ten times as long)."""
    selected.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
