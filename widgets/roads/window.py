"""The window that puts the straight line beside roads or a table: the fit, pairs that differ most, schools and their roads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.calibrating import BrokenCluster, Calibration
from wolds.clustering.road_gaps import RoadGap
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import button, column, label, row
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.pages.job_bar import JobBar
from wolds.widgets.roads.calibration import CalibrationPage
from wolds.widgets.roads.columns import FootingLike, NameOf, footing_columns, gap_columns
from wolds.widgets.roads.rows import RowsTable


class RoadsWindow(QDialog):
    """It stays open beside the main window. Signals want something to be asked, shown or done."""

    roads_wanted = Signal()  # compare with the roads of a file
    table_wanted = Signal()  # compare with a travel table
    again_wanted = Signal()
    route_wanted = Signal(int, int)  # the URNs of a pair whose route is to be drawn
    shown_wanted = Signal(object)  # frozenset[int] of URNs to be selected and shown on the map
    figures_wanted = Signal()
    travel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Straight line and road"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._names: NameOf = str
        self.jobs, self.stale, self.calibration = JobBar(), StaleStrip(), CalibrationPage()
        self.gaps = RowsTable(gap_columns(self._name), self.tr("Pairs that differ most"))
        self.footings = RowsTable(footing_columns(self._name), self.tr("Schools and their roads"))
        self.gap_words, self.footing_words = label("", "muted"), label("", "muted")
        self.roads_button = button(self.tr("Compare with the &roads of a file…"), self.roads_wanted.emit)
        self.table_button = button(self.tr("Compare with a travel ta&ble…"), self.table_wanted.emit)
        self.copy_button = button(self.tr("&Copy the table"), self._copy, icon_name="copy")
        self._put_together()
        self._connect()
        self.forget()
        self.resize(1180, 640)

    def _put_together(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.calibration, self.tr("The &estimate"))
        self.tabs.addTab(_page(self.gap_words, self.gaps), self.tr("Pairs that &differ most"))
        self.tabs.addTab(_page(self.footing_words, self.footings), self.tr("&Schools and their roads"))
        self.tabs.tabBar().setAccessibleName(self.tr("What roads say"))
        self.content = OrEmpty(self.tabs, "map")
        layout = column(self, self.jobs, self.stale, margin=12, spacing=8)
        layout.addWidget(self.content, 1)
        layout.addLayout(row(self.roads_button, self.table_button, None, self.copy_button))
        page = self.calibration
        for one in (self.roads_button, self.table_button, self.copy_button, page.use_button, page.travel_button):
            one.setAutoDefault(False)
        for one in (self.stale.button, self.jobs.cancel):
            one.setAutoDefault(False)

    def _connect(self) -> None:
        self.stale.ask_again.connect(self.again_wanted)
        self.calibration.figures_wanted.connect(self.figures_wanted)
        self.calibration.travel_wanted.connect(self.travel_wanted)
        self.calibration.shown_wanted.connect(self.shown_wanted)
        self.gaps.wanted.connect(lambda gap: self.route_wanted.emit(gap.urn_a, gap.urn_b))
        self.footings.wanted.connect(lambda one: self.shown_wanted.emit(frozenset({one.urn})))
        self.tabs.currentChanged.connect(lambda _: self._tell())

    def _name(self, urn: int) -> str:
        return self._names(urn)

    def show_tab(self, place: int) -> None:
        """Bring a tab to the front: 0 the estimate, 1 pairs that differ most, 2 schools and their roads."""
        self.tabs.setCurrentIndex(place)

    def forget(self) -> None:
        """Show nothing yet."""
        sentence = self.tr(
            "How well the estimate from the straight line does, where roads go round water, and which clusters would break."
            " Choose the roads of a file, or a travel table."
        )
        self.content.show_empty(self.tr("Nothing was compared yet"), sentence)
        self.set_stale(False)
        self._tell()

    def show_estimate(
        self, found: Calibration | None, unfitted: str, broken: Sequence[BrokenCluster], by: str, in_force: bool
    ) -> None:
        """Show the fit; `by` says by what one travels, `in_force` whether the plan does already."""
        self.calibration.show_calibration(found, unfitted, broken, by, in_force)
        self.content.show_content()
        self.set_stale(False)

    def show_pairs(
        self, gaps: Sequence[RoadGap], footings: Sequence[FootingLike], names: NameOf, has_roads: bool, by: str
    ) -> None:
        """Show pairs that differ most, and how schools meet the road where the roads are at hand; `by` as for the estimate."""
        self._names = names
        self.gaps.show_rows(gaps)
        self.footings.show_rows(footings)
        none = self.tr("No pair within the travel limit by the straight line is known by road.")
        click = self.tr(
            "Pairs within the travel limit by the straight line, beside travel {by}, the worst first. A click draws the route"
            " on the map."
        ).format(by=by)
        self.gap_words.setText(click if gaps else none)
        self.footing_words.setText(self._footing_text(footings, has_roads))
        self._tell()

    def _footing_text(self, footings: Sequence[FootingLike], has_roads: bool) -> str:
        if not has_roads:
            return self.tr("The roads themselves are not at hand, so nobody can say how schools meet them.")
        lost = sum(one.off_m != one.off_m for one in footings)
        doubtful = sum(one.is_doubtful for one in footings)
        words = self.tr("{n} schools: {doubtful} over 250 m from any road (doubtful), {lost} with no road within 2 km.")
        return words.format(n=len(footings), doubtful=doubtful, lost=lost)

    def set_stale(self, stale: bool) -> None:
        """Mark what is shown as one of an earlier plan, or of the present one."""
        self.stale.setVisible(stale and not self.content.is_empty)

    def _tell(self) -> None:
        table = self._table()
        self.copy_button.setEnabled(not self.content.is_empty and bool(table.rows.rows))

    def _table(self) -> RowsTable:
        return (self.calibration.broken, self.gaps, self.footings)[self.tabs.currentIndex()]

    def _copy(self) -> None:
        self._table().copy()


def _page(words: QWidget, table: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(4, 10, 4, 4)
    layout.setSpacing(8)
    layout.addWidget(words)
    layout.addWidget(table, 1)
    return page
