"""Names and notes that hold HTML are shown as they are: nothing in the window takes them for a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from helpers.every_text import project_of_every_text, urns_of
from helpers.payloads import EVERYWHERE
from helpers.putting_away import put_away
from wolds.app.window.actions import SPECS

MARKS = tuple(text for text in EVERYWHERE if "<" in text and len(text) < 200)
"""Texts with marks of a page in them."""
COMMANDS = [spec.id for spec in SPECS if spec.id not in ("", "quit", "open_log", "open_sample", "close")]
ROWS = 70


def alive(text: str) -> bool:
    """Whether a text would be laid out as rich text, with a mark of ours in it that was not escaped."""
    return Qt.mightBeRichText(text) and any(mark in text for mark in MARKS)


def faults_of(top: QWidget) -> Iterator[str]:
    for widget in (one for one in (top, *top.findChildren(QWidget)) if one.isVisible()):
        where = f"{type(widget).__name__} {widget.objectName()}"
        if alive(widget.toolTip()) or alive(widget.whatsThis()):
            yield f"{where}: the tooltip {widget.toolTip()[:80]!r}"
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and alive(widget.text()):
            yield f"{where}: the label {widget.text()[:80]!r}"
        if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText and alive(widget.text()):
            yield f"{where}: the message {widget.text()[:80]!r}"
        if isinstance(widget, QTextEdit) and any(mark not in widget.toPlainText() for mark in MARKS if mark in widget.toHtml()):
            yield f"{where}: the page {widget.toHtml()[:80]!r}"
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            yield from (f"{where}: {fault}" for fault in _model_faults(widget.model()))
    for action in top.findChildren(QAction):
        if alive(action.toolTip()):
            yield f"action {action.objectName()}: the tooltip {action.toolTip()[:80]!r}"


def _model_faults(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            tip: Any = index.data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and alive(tip):
                yield f"the tooltip of row {row}, column {column}: {tip[:80]!r}"
        if not isinstance(model, (QAbstractListModel, QAbstractTableModel)):
            yield from _model_faults(model, model.index(row, 0, parent))


def test_there_are_marks_that_qt_would_take_for_a_page() -> None:
    assert len(MARKS) >= 10
    assert sum(Qt.mightBeRichText(mark) for mark in MARKS) >= 3


@pytest.mark.timeout(300)
def test_no_command_shows_a_hostile_text_as_a_page(planner) -> None:
    planner.take(project_of_every_text()[0])
    faults: set[str] = set()
    chosen = [urns_of(EVERYWHERE.index(mark))[0] for mark in MARKS]
    for place, name in enumerate(one for one in COMMANDS if one != "propose"):
        planner.select(chosen[place % len(chosen)])
        planner.window.commands[name].trigger()
        for _ in range(3):
            QApplication.processEvents()
        for top in QApplication.topLevelWidgets():
            faults.update(f"{name}: {fault}" for fault in faults_of(top))
        put_away(planner)
        while planner.window.commands["undo"].isEnabled():
            planner.window.commands["undo"].trigger()
        planner.window.show_plan()
    assert sorted(faults) == []
