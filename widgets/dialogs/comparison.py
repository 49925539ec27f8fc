"""Figures of two plans side by side, the better one marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from wolds.clustering.figures import PlanFigures
from wolds.clustering.rules import Rules
from wolds.clustering.wording import travel_text
from wolds.widgets.dialogs.parts import describe
from wolds.widgets.icons import icon

Better = Literal["less", "more", "neither"]


@dataclass(frozen=True)
class Figure:
    """One figure of both plans: its words, both values, both as text, and which is better."""

    words: str
    before: float
    after: float
    before_text: str
    after_text: str
    better: Better

    @property
    def verdict(self) -> Literal["better", "worse", "same", ""]:
        """What the second plan makes of it, as far as the texts show; "" where neither is better."""
        if self.before_text == self.after_text:
            return "same"
        if self.better == "neither":
            return ""
        return "better" if (self.after < self.before) == (self.better == "less") else "worse"


class ComparisonTable(QTableWidget):
    """Rows of figures: before, after, and a mark where after is better or worse."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setHorizontalHeaderLabels([self.tr("Figure"), self.tr("Now"), self.tr("Proposal")])
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        describe(self, self.tr("Figures now and after the proposal"))

    def show_figures(self, before: PlanFigures, after: PlanFigures, rules: Rules) -> None:
        """Show both plans."""
        figures = list(self._figures(before, after, rules))
        self.setRowCount(len(figures))
        for at, figure in enumerate(figures):
            self._show_figure(at, figure)
        self.resizeRowsToContents()
        high = self.horizontalHeader().sizeHint().height() + sum(self.rowHeight(at) for at in range(len(figures)))
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)

    def _figures(self, before: PlanFigures, after: PlanFigures, rules: Rules) -> Iterator[Figure]:
        def count(words: str, one: int, two: int, better: Better) -> Figure:
            return Figure(words, one, two, f"{one:,}", f"{two:,}", better)

        def travel(words: str, one: float, two: float) -> Figure:
            texts = (travel_text(one, rules), travel_text(two, rules))
            if not before.clusters:
                return Figure(words, one, two, "–", texts[1], "neither")
            return Figure(words, one, two, *texts, "less")

        yield count(self.tr("Schools unplaced"), before.unplaced, after.unplaced, "less")
        yield count(self.tr("Schools placed"), before.placed, after.placed, "more")
        yield count(self.tr("Pupils placed"), before.pupils_placed, after.pupils_placed, "more")
        yield count(self.tr("Clusters"), before.clusters, after.clusters, "neither")
        yield count(self.tr("Optional schools that join"), before.optional_joined, after.optional_joined, "neither")
        yield travel(self.tr("Longest pair"), before.longest_km, after.longest_km)
        yield travel(self.tr("Mean pair"), before.mean_km, after.mean_km)
        if before.parted or after.parted:
            yield count(self.tr("Pairs kept apart, not counted"), before.parted, after.parted, "less")
        yield count(self.tr("Warnings"), before.violations, after.violations, "less")

    def _show_figure(self, at: int, figure: Figure) -> None:
        words = {"better": self.tr("better"), "worse": self.tr("worse"), "same": self.tr("the same"), "": ""}[figure.verdict]
        self.setItem(at, 0, QTableWidgetItem(figure.words))
        self.setItem(at, 1, _number(figure.before_text))
        last = _number(figure.after_text)
        last.setData(Qt.ItemDataRole.AccessibleTextRole, f"{figure.after_text} {words}".strip())
        last.setToolTip(words)
        if figure.verdict in ("better", "worse"):
            font = last.font()
            font.setBold(figure.verdict == "better")
            last.setFont(font)
            last.setIcon(icon(figure.verdict, QPalette.ColorRole.Link))
        self.setItem(at, 2, last)


def _number(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
