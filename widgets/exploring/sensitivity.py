"""The window of sensitivity: what another figure of a rule, or a fall in roll, would make of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QSplitter, QTableView, QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.exploring import SweepRow
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import Rules
from wolds.widgets.common.copy_key import CopyKey
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.dialogs.parts import button, column, describe, row
from wolds.widgets.exploring.chart import SweepChart
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.exploring.sweep_form import SweepForm
from wolds.widgets.exploring.sweep_model import SurvivalModel, SweepModel
from wolds.widgets.pages.job_bar import JobBar

_MEASURED_AT_MOST = 400
"""More rows than this get one height for all: measuring each would be felt."""


class SensitivityWindow(QDialog):
    """Chart and table of a sweep, and the clusters that survive. It stays open beside the main window."""

    run_requested = Signal(str, object)  # What, tuple of figures
    show_requested = Signal(object)  # frozenset[int] of URNs, to be selected and shown on the map
    export_requested = Signal(object)  # tuple of SweepRow
    figure_requested = Signal(str, float)  # What and the figure to be put into the rules

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sensitivity"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._present: tuple[Cluster, ...] = ()
        self._rules = self._in_force = Rules()
        self.form, self.jobs, self.stale = SweepForm(), JobBar(), StaleStrip()
        self.chart, self.table, self.survivors = SweepChart(), QTableView(), SentenceList()
        self.model, self.survival = SweepModel(self), SurvivalModel(self)
        self._make_buttons()
        self._shape()
        self._put_together()
        self._connect()
        self.forget()
        self.resize(1160, 680)

    def _make_buttons(self) -> None:
        self.copy_button = button(self.tr("&Copy the table"), self.copy, icon_name="copy")
        self.export_button = button(self.tr("&Save as CSV…"), self._export, icon_name="export")
        self.use_button = button(self.tr("&Put this figure into the rules"), self._use, icon_name="rules")
        self.copy_button.setToolTip(self.tr("Copy the rows selected, or all, for a spreadsheet (Ctrl+C)"))
        self.use_button.setToolTip(self.tr("One step, which can be undone; the clusters stay as they are"))

    def _shape(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self._fit_columns()
        self.table.horizontalHeader().setStretchLastSection(True)
        CopyKey(self.table, self.copy)
        describe(self.table, self.tr("Figures of the sweep"))
        self.survivors.setModel(self.survival)
        describe(self.survivors, self.tr("Which of the present clusters survive"))
        self.survivors.setAccessibleDescription(self.tr("Enter shows the cluster on the map."))

    def _fit_columns(self) -> None:
        """Wide enough for every row: rows that come later do not widen a column by themselves."""
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _put_together(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, self.tr("Figures"))
        self.tabs.addTab(self.survivors, self.tr("Which clusters survive"))
        self.tabs.tabBar().setAccessibleName(self.tr("Results"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.chart)
        split.addWidget(self.tabs)
        split.setSizes([430, 720])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self.content = OrEmpty(split, "rules")
        layout = column(self, self.form, self.jobs, self.stale, margin=12, spacing=8)
        layout.addWidget(self.content, 1)
        layout.addLayout(row(self.use_button, None, self.copy_button, self.export_button))
        assert isinstance(layout, QVBoxLayout)
        for one in (self.use_button, self.copy_button, self.export_button, self.stale.button, self.jobs.cancel):
            one.setAutoDefault(False)

    def _connect(self) -> None:
        self.form.run_requested.connect(self.run_requested)
        self.stale.ask_again.connect(self.form.run)
        self.chart.chosen.connect(self._choose_row)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._row_chosen(now.row()))
        self.survivors.clicked.connect(lambda: self._show())
        self.survivors.zoom_wanted.connect(self._show)

    # What is shown -----------------------------------------------------------------------------------------------

    def show_rules(self, rules: Rules) -> None:
        """Start from the rules in force."""
        self.form.show_rules(rules)

    def forget(self) -> None:
        """Show no sweep."""
        self.begin(Rules())
        self.end()

    def end(self) -> None:
        """A sweep has ended, well or not: where no figure is known it is said how to begin."""
        if self.model.rows:
            return
        sentence = self.tr(
            "What another limit, size or floor, or fewer pupils, would make of the plan. Each is worked out anew."
        )
        self.content.show_empty(self.tr("Choose what to vary, and run"), sentence)

    def begin(self, rules: Rules) -> None:
        """A sweep begins under these rules: rows follow."""
        self._rules, self._in_force, self._present = rules, rules, ()
        self.model.clear()
        self.survival.show_rows((), ())
        self.chart.show_rows((), None)
        self.content.show_content()
        self.set_stale(False)
        self._tell()

    def show_present(self, clusters: Sequence[Cluster]) -> None:
        """The clusters whose survival is followed."""
        self._present = tuple(clusters)
        self.survivors.setUniformItemSizes(len(self._present) > _MEASURED_AT_MOST)

    def add_row(self, swept: SweepRow) -> None:
        """One more figure is known."""
        self.model.add(swept)
        self._fit_columns()
        self.chart.show_rows(self.model.rows, self._now(swept.what))
        self.survival.show_rows(self._present, self.model.rows)
        self._tell()

    def _now(self, what: str) -> float | None:
        return _figure_in(self._rules, what)

    def set_stale(self, stale: bool) -> None:
        """Mark the sweep as one of an earlier plan, or of the present one."""
        self.stale.setVisible(stale and bool(self.model.rows))

    def show_in_force(self, rules: Rules) -> None:
        """The rules in force by now: the chart keeps those that the sweep began under."""
        self._in_force = rules
        self._tell()

    def _tell(self) -> None:
        for one in (self.copy_button, self.export_button):
            one.setEnabled(bool(self.model.rows))
        at = self.table.currentIndex().row()
        swept = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        can_use = swept is not None and swept.what != "fall" and swept.value != _figure_in(self._in_force, swept.what)
        self.use_button.setEnabled(can_use)

    # What a person does ------------------------------------------------------------------------------------------

    def _choose_row(self, place: int) -> None:
        self.table.selectRow(place)
        self.tabs.setCurrentWidget(self.table)

    def _row_chosen(self, place: int) -> None:
        self.chart.choose(place)
        self._tell()

    def copy(self) -> None:
        """Put the rows selected (all where none is) on the clipboard, with headings."""
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self.model.as_text(chosen or range(len(self.model.rows))))

    def _export(self) -> None:
        self.export_requested.emit(tuple(self.model.rows))

    def _use(self) -> None:
        swept = self.model.rows[self.table.currentIndex().row()]
        self.figure_requested.emit(swept.what, swept.value)

    def _show(self) -> None:
        rows = self.survivors.selectionModel().selectedRows(0)
        if urns := frozenset(urn for index in rows for urn in self.survival.clusters[index.row()].members):
            self.show_requested.emit(urns)


def _figure_in(rules: Rules, what: str) -> float | None:
    """The figure of what is varied under some rules; today's rolls have fallen by nothing."""
    return 0.0 if what == "fall" else getattr(rules, what)
