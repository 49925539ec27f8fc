"""The window in which plans are compared: chosen on the left; measures with a chart, and what differs with a map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from wolds.clustering.comparing import Comparison, Pairing
from wolds.widgets.common.copy_key import CopyKey
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.comparing.chart import TradeOffChart
from wolds.widgets.comparing.choices import PlanChoice, PlanChoices
from wolds.widgets.comparing.differences import DifferencesPage
from wolds.widgets.comparing.measures import MeasuresDelegate, MeasuresModel
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.pages.job_bar import JobBar

_ROW = 25  # pixels
_NARROWEST = 96  # pixels of a column: five figures with their marks have room, or the table is scrolled
_LEAST, _MOST = QSize(1180, 700), QSize(1640, 940)


class CompareWindow(QDialog):
    """Two to five plans side by side. It stays open beside the main window."""

    compare_requested = Signal(object, int)  # tuple of places among the choices, and the place of the ground's plan
    add_requested = Signal()
    remove_requested = Signal(int)
    pairing_requested = Signal(int, int)  # places of two of the plans that are compared
    show_requested = Signal(object)  # frozenset[int] of URNs, to be selected and shown on the map
    export_requested = Signal(int)  # the place of the plan that changes are told from

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare plans"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.choices, self.jobs, self.stale = PlanChoices(), JobBar(), StaleStrip()
        self.notes, self.said, self.spoken = (label("", "muted") for _ in range(3))
        self.model, self.table, self.chart = MeasuresModel(self), QTableView(), TradeOffChart()
        self.differences, self.tabs = DifferencesPage(), QTabWidget()
        self.copy_button = button(self.tr("&Copy the table"), self.copy, icon_name="copy")
        self.export_button = button(self.tr("Sa&ve the comparison…"), self._export, icon_name="export")
        self.copy_button.setToolTip(self.tr("Copy the table in sight for a spreadsheet (Ctrl+C)"))
        self.export_button.setToolTip(self.tr("As a workbook, a table of measures or a document for other programs"))
        self._shape()
        self._put_together()
        self._connect()
        self.forget()
        self.resize(_size_on(self.screen().availableSize()))

    def _shape(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setItemDelegate(MeasuresDelegate(self.table))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 8)  # names of plans wrap
        describe(self.table, self.tr("Measures of the plans"))
        self.table.setAccessibleDescription(self.tr("A sign and bold figures mark the better plan of each measure."))
        for one in (self.table, self.differences.table, self.differences.list):
            CopyKey(one, self.copy)

    def _put_together(self) -> None:
        measures = QSplitter(Qt.Orientation.Vertical)
        measures.addWidget(self.table)
        measures.addWidget(self.chart)
        measures.setStretchFactor(0, 1)
        measures.setStretchFactor(1, 0)
        measures.setChildrenCollapsible(False)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._explained(measures), self.tr("Measures"))
        self.tabs.addTab(self.differences, self.tr("What differs"))
        self.tabs.tabBar().setAccessibleName(self.tr("Results"))
        self.content = OrEmpty(self.tabs, "compare")
        result = QWidget()
        right = QVBoxLayout(result)
        right.setContentsMargins(0, 0, 0, 0)
        for one in (self.jobs, self.stale, self.notes):
            right.addWidget(one)
        right.addWidget(self.content, 1)
        below = row(self.said, self.copy_button, self.export_button)
        below.setStretch(0, 1)
        right.addLayout(below)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.choices)
        split.addWidget(result)
        split.setSizes([240, 920])
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(split)
        for pressed in (self.copy_button, self.export_button, self.stale.button, self.jobs.cancel):
            pressed.setAutoDefault(False)  # else Enter anywhere in the window would press one of them

    def _explained(self, measures: QWidget) -> QWidget:
        """Table and chart, and below them in words what the chart shows."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(measures, 1)
        layout.addWidget(self.spoken)
        return holder

    def _connect(self) -> None:
        self.choices.compare_requested.connect(self.compare_requested)
        self.choices.add_requested.connect(self.add_requested)
        self.choices.remove_requested.connect(self.remove_requested)
        self.choices.ticks_changed.connect(lambda: self.stale.button.setEnabled(self.choices.can_compare))
        self.stale.ask_again.connect(self.choices.compare)
        self.differences.pairing_requested.connect(self.pairing_requested)
        self.differences.show_requested.connect(self.show_requested)
        self.chart.chosen.connect(self._choose_cell)
        self.chart.described.connect(self.spoken.setText)
        self.table.selectionModel().currentChanged.connect(lambda now, _: self._cell_chosen(now.row(), now.column()))

    # What is shown -----------------------------------------------------------------------------------------------

    def show_choices(self, choices: Sequence[PlanChoice], ticked: Sequence[int], ground: int = -1) -> None:
        """The plans that can be compared, the places of those that are ticked, and of the one that all are scored by."""
        self.choices.show_choices(choices, ticked, ground)

    def forget(self) -> None:
        """Show no comparison."""
        self._show(None)
        sentence = self.tr(
            "Tick two to five plans: scenarios of this plan, today's federations, or other plan files. All are scored by the "
            "same register and rules."
        )
        self.content.show_empty(self.tr("Choose what to compare"), sentence)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a comparison; its differences follow."""
        self._show(comparison)
        self.content.show_content()

    def _show(self, comparison: Comparison | None) -> None:
        self.model.show_comparison(comparison)
        self.chart.show_comparison(comparison)
        self.differences.show_comparison(comparison)
        notes = () if comparison is None else (self._ground_words(comparison), *comparison.notes)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        for one in (self.copy_button, self.export_button):
            one.setEnabled(comparison is not None)
        self.set_stale(False)
        self.say("")
        header = self.table.horizontalHeader()
        if comparison is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def _ground_words(self, comparison: Comparison) -> str:
        words = self.tr("Scored by the rules and the register of {name}; travel in {measure}.")
        return words.format(name=comparison.ground.context.plan.name, measure=comparison.travel.words)

    def show_pairing(self, start: int, end: int, pairing: Pairing) -> None:
        """Show what differs between two of the plans."""
        self.differences.show_pairing(start, end, pairing)

    def set_stale(self, stale: bool) -> None:
        """Mark the comparison as one of earlier plans, or of the present ones."""
        self.stale.setVisible(stale and self.model.comparison is not None)

    # What a person does ------------------------------------------------------------------------------------------

    def _choose_cell(self, key: str, plan: int) -> None:
        self.table.setCurrentIndex(self.model.index(self.model.row_of(key), plan + 1))

    def _cell_chosen(self, place: int, column: int) -> None:
        if 0 <= place < len(self.model.measures):
            self.chart.choose(self.model.measures[place].key, column - 1)

    def copy(self) -> None:
        """Put the table in sight on the clipboard, with headings."""
        in_sight = self.model if self.tabs.currentIndex() == 0 else self.differences
        text = in_sight.as_text()
        QGuiApplication.clipboard().setText(text)
        self.say(self.tr("Copied for a spreadsheet, rows: %n.", "", text.count("\n") - 1))

    def say(self, words: str) -> None:
        """Say what was done, beside the buttons that do it."""
        self.said.setText(words)

    def _export(self) -> None:
        self.export_requested.emit(max(0, self.differences.start.currentIndex()))


def _size_on(screen: QSize) -> QSize:
    """Nine tenths of the screen, as far as that is of use."""
    return (screen * 0.92).expandedTo(_LEAST).boundedTo(_MOST)
