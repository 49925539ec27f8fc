"""What the rows of the tree answer when Qt asks for a role."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from wolds.widgets.clusters import cells
from wolds.widgets.clusters.facts import UNPLACED, TreeFacts
from wolds.widgets.common.chips import NO_COLOUR, chip
from wolds.widgets.common.marks import MARKS_ROLE, mark_words
from wolds.widgets.common.tips import plain_tip

Role = Qt.ItemDataRole

_NUMBERS: Final = ("schools", "roll", "longest", "mean", "warnings")
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def alignment(column: str) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left."""
    return _RIGHT if column in _NUMBERS else _LEFT


def bold_font() -> QFont:
    """The font of a cluster that holds a selected school."""
    font = QFont(QApplication.font())
    font.setBold(True)
    return font


def of_cluster(facts: TreeFacts, key: str, column: str, role: int) -> Any:
    """A cell of a cluster."""
    if role in (Role.DisplayRole, Role.EditRole):
        return cells.cluster_text(facts, key, column)
    if role == Role.ToolTipRole:
        return plain_tip(cells.cluster_tip(facts, key, column))
    if column != "cluster":
        return None
    cluster = facts.plan.clusters[key]
    if role == Role.DecorationRole:
        return chip(str(cluster.number), cluster.colour)
    if role == MARKS_ROLE:
        return cells.cluster_marks(facts, key)
    if role == Role.AccessibleTextRole:
        return ", ".join([f"{cluster.number} {cluster.name}", *map(mark_words, cells.cluster_marks(facts, key))])
    return None


def of_school(facts: TreeFacts, urn: int, column: str, role: int) -> Any:
    """A cell of a school."""
    if role == Role.DisplayRole:
        return cells.school_text(facts, urn, column)
    if role == Role.EditRole:
        return facts.plan.cluster_of.get(urn, UNPLACED)
    if role == Role.ToolTipRole:
        return plain_tip(cells.school_tip(facts, urn))
    if role == Role.ForegroundRole and column == "mix":
        return QApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
    if column != "cluster":
        return None
    if role == MARKS_ROLE:
        return cells.school_marks(facts, urn)
    if role == Role.AccessibleTextRole:
        return ", ".join([facts.texts.name(urn), *map(mark_words, cells.school_marks(facts, urn))])
    return None


def of_unplaced(facts: TreeFacts, column: str, role: int) -> Any:
    """A cell of the group of the unplaced."""
    if role == Role.DisplayRole:
        return cells.unplaced_text(facts, column)
    if role == Role.DecorationRole and column == "cluster":
        return chip("–", NO_COLOUR)
    return None
