"""The look of a table of whole rows, such as a review: no grid, no row numbers, Tab leads out of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def shape_rows(table: QTableView, row_px: int, widths_px: Mapping[int, int], stretched: int, *, many: bool) -> None:
    """Give a table that has its model this look. `widths_px` are by column, `stretched` takes what is left; `many` rows
    can be selected at once or one."""
    mode = QAbstractItemView.SelectionMode
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    table.horizontalHeader().setHighlightSections(False)
    for column, width in widths_px.items():
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
