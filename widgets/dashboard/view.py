"""The county dashboard: figures and charts of a plan's partnerships; the clusters behind the figure that is chosen.

Told what to show; asks for what it wants. It works nothing out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wolds.clustering.edits import Edit
from wolds.clustering.partnership.dashboard import CountyDashboard, Ids
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.figures import clusters_text, count_text
from wolds.widgets.common.tsv import Cell, tsv_of
from wolds.widgets.dashboard.bars import BarChart
from wolds.widgets.dashboard.charts import CHARTS, Chart, chart_title, charts_of
from wolds.widgets.dashboard.clusters import ClusterList
from wolds.widgets.dashboard.deeds import edit_for_all, edit_for_former, fields_for_all, fields_for_former
from wolds.widgets.dashboard.tiles import Tile
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.partnership.record_dialog import Field, RecordDialog, Values
from wolds.widgets.partnership.typed import day_text, pounds_text
from wolds.widgets.rules.scrolling import scrolled

_COLUMNS: Final = (("model", "target", "spending"), ("stage", "review", "lacking"))
_ALL: Final = ("", "all")
_OVERDUE: Final = ("", "overdue")


class DashboardView(QWidget):
    """The page.

    `cluster_wanted` carries the id of a cluster to go to, `edit_requested` an edit; `example_requested` asks for the sample
    county's partnerships to be filled with an invented example, `unplaced_wanted` asks for the list of schools not placed,
    `export_requested` for the figures as a file, `left` for the way back to the map.
    """

    cluster_wanted = Signal(str)
    edit_requested = Signal(object)
    example_requested = Signal()
    unplaced_wanted = Signal()
    export_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.county: CountyDashboard | None = None
        self._today = date.min
        self._chosen = _ALL
        self.title, self.sentence = label(self.tr("How the partnerships are doing"), "title"), label("", "muted")
        self.copy_button = button(self.tr("Copy as a &table"), self.copy, icon_name="copy")
        self.export_button = button(self.tr("Save as C&SV…"), self.export_requested.emit, icon_name="export")
        self.back_button = button(self.tr("&Back to the map"), self.left.emit, icon_name="map")
        self.example_button = button(self.tr("Fill in a&n example"), self.example_requested.emit, icon_name="sample")
        self.example_button.setToolTip(self.tr("The sample county alone: invented partnerships, one step that can be undone"))
        self.former_button = button(self.tr("Fo&rmer partnerships…"), self.ask_former, icon_name="history", kind="small")
        self.former_button.setToolTip(self.tr("Hand on what a cluster that is gone left, or forget it"))
        self.all_button = button(self.tr("Say the same of a&ll of these…"), self.ask_for_all, icon_name="edit", kind="small")
        self.all_button.setToolTip(self.tr("Stage, models or review of every cluster listed, as one step that can be undone"))
        self.copy_button.setToolTip(self.tr("Every figure of this page, for a spreadsheet"))
        self.placed = Tile(self.unplaced_wanted.emit, self.tr("Shows the schools that are not placed"))
        self.all = Tile(lambda: self.choose(*_ALL), self.tr("Lists every cluster"))
        self.overdue = Tile(
            lambda: self.choose(*_OVERDUE),
            self.tr("Lists the clusters where the review of the model, or of a measure, is overdue"),
        )
        measure_tip = self.tr("Lists the clusters without an agreed measure of progress")
        self.measures = Tile(lambda: self.choose("lacking", "no-measure"), measure_tip)
        self.money = Tile(lambda: self.choose("", "money"), self.tr("Lists the clusters that have or spend money"))
        self.charts = {name: BarChart() for name in CHARTS}
        self.titles = {name: label("", "strong") for name in CHARTS}
        self.list_title, self.list = label("", "strong"), ClusterList()
        self.listed = OrEmpty(self.list, "accept")
        self._put_together()
        self._connect()
        self._name()
        self.forget()

    def _name(self) -> None:
        """Everything that can be used has a name, also before there is a plan."""
        for name, chart in self.charts.items():
            describe(chart, chart_title(name))
        self.list.setAccessibleName(self.tr("Clusters"))

    # Putting together --------------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        figures = QWidget()
        across = QHBoxLayout(figures)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(22)
        charts = QWidget()
        columns = QHBoxLayout(charts)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(22)
        for names in _COLUMNS:
            columns.addLayout(self._column(names), 1)
        holder = QWidget()
        scrolled(holder, charts)
        across.addWidget(holder, 17)
        across.addLayout(self._list_column(), 10)
        body = QWidget()
        below = QVBoxLayout(body)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(14)
        below.addLayout(row(self.placed, self.all, self.overdue, self.measures, self.money, spacing=12))
        below.addWidget(figures, 1)
        self.pages = OrEmpty(body, "cluster")
        head = row(self.title, None, self.example_button, self.copy_button, self.export_button, self.back_button, spacing=8)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 14, 24, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(row(self.sentence, self.former_button))
        layout.addWidget(self.pages, 1)
        self.title.setWordWrap(False)
        outer = scrolled(self, page)  # the page asks for no width: it would make the window wider, panels and all
        outer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        describe(self, self.tr("County dashboard"))

    def _column(self, names: tuple[str, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for name in names:
            column.addWidget(self.titles[name])
            column.addWidget(self.charts[name])
            column.addSpacing(12)
        column.addStretch(1)
        return column

    def _list_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.list_title)
        column.addWidget(self.listed, 1)
        column.addLayout(row(self.all_button, None))
        hint = label(self.tr("Click a cluster, or press Enter on it, to go to it on the map and to its partnership."), "muted")
        column.addWidget(hint)
        return column

    def _connect(self) -> None:
        self.list.wanted.connect(self.cluster_wanted)
        for name, chart in self.charts.items():
            chart.chosen.connect(lambda key, name=name: self.choose(name, key))
            chart.entered.connect(self._go_to_list)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the charts. A focus proxy would let the Tab key pass by all that stands above them."""
        super().focusInEvent(event)
        self.charts[CHARTS[0]].setFocus(event.reason())

    # Showing -----------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """No plan is open."""
        self.county = None
        self._chosen = _ALL
        self.example_button.hide()
        self.former_button.hide()
        self.pages.show_empty(self.tr("No plan is open"), self.tr("Open a plan or a register first."))
        self._able(False)

    def show_waiting(self) -> None:
        """The figures are being worked out."""
        self.pages.show_empty(self.tr("Working out the figures"))
        self._able(False)

    def show_county(self, county: CountyDashboard, plan_name: str, today: date, *, example: bool = False) -> None:
        """Show the figures of a plan on a day. What was chosen stays chosen. `example`: one can be filled in."""
        self.county, self._today = county, today
        self.example_button.setVisible(example)
        self.former_button.setVisible(bool(county.former))
        self.sentence.setText(self._opening(county, plan_name, today))
        if not county.states:
            sentence = self.tr("Propose clusters (F5), or make one of selected schools, and come back.")
            self.pages.show_empty(self.tr("There are no clusters yet"), sentence)
            self._able(False)
            return
        self._able(True)
        self.pages.show_content()
        self._say_tiles(county)
        for chart in charts_of(county):
            self.titles[chart.name].setText(chart.title)
            self.charts[chart.name].show_chart(chart)
            shown = bool(chart.bars)
            self.titles[chart.name].setVisible(shown)
            self.charts[chart.name].setVisible(shown)
        self._show_list()

    def _opening(self, county: CountyDashboard, plan_name: str, today: date) -> str:
        words = [self.tr("{plan} on {day}.").format(plan=plan_name, day=day_text(today))]
        if county.states and all(state.partnership.model is None for state in county.states.values()):
            words.append(self.tr("No partnership has a model yet: go to a cluster to say how far it is, and the charts fill."))
        if county.associates:
            words.append(self.tr("Memberships beside the core: {n}.").format(n=count_text(county.associates)))
        if county.former:
            words.append(self.tr("Former partnerships whose records are kept: {n}.").format(n=count_text(len(county.former))))
        return " ".join(words)

    def _able(self, able: bool) -> None:
        for made in (self.copy_button, self.export_button):
            made.setEnabled(able)

    def _say_tiles(self, county: CountyDashboard) -> None:
        of = self.tr("{n} of {all}").format(n=count_text(county.placed), all=count_text(county.to_place))
        self.placed.say(of, self.tr("schools placed"), share=county.placed / max(1, county.to_place))
        count = len(county.states)
        self.all.say(count_text(count), self.tr("partnership") if count == 1 else self.tr("partnerships"))
        late, without = len(county.overdue), len(county.warned.get("no-measure", ()))
        self.overdue.say(count_text(late), self.tr("with a review overdue"), bad=late > 0)
        self.measures.say(count_text(without), self.tr("without an agreed measure"), bad=without > 0)
        self._say_money(county)

    def _say_money(self, county: CountyDashboard) -> None:
        """What nobody named is said to be not said: it is no nought."""
        spent, unknown = sum(county.spending.values()), len(county.income_unknown)
        if not (county.says_income or county.says_spending):
            self.money.say(self.tr("Not said"), self.tr("money of a year"))
        elif not county.says_income:
            self.money.say(pounds_text(spent), self.tr("spent a year, income not said"))
        elif not county.says_spending:
            self.money.say(pounds_text(county.income), self.tr("income a year, spending not said"))
        else:
            figure = self.tr("{spent} of {income}").format(spent=pounds_text(spent), income=pounds_text(county.income))
            words = self.tr("spent a year, {n} incomes unknown").format(n=unknown) if unknown else self.tr("spent a year")
            self.money.say(figure, words, bad=spent > county.income and not unknown)

    # Choosing ----------------------------------------------------------------------------------------------------

    def choose(self, chart: str, key: str) -> None:
        """List the clusters behind a bar, or behind a card ("" for the chart)."""
        self._chosen = (chart, key)
        self._show_list()

    def _show_list(self) -> None:
        if self.county is None:
            return
        name, key = self._chosen
        for other, chart in self.charts.items():
            chart.choose(key if other == name else None)
        title, ids = self._behind(self.county)
        self.list_title.setText(f"{title} ({count_text(len(ids))})")
        self.list.setAccessibleName(title)
        self.list.show_clusters(self.county, ids)
        self.all_button.setEnabled(bool(ids))
        if ids:
            self.listed.show_content()
        else:
            self.listed.show_empty(self.tr("No cluster is here"), self.tr("Choose another bar or card."))

    def _behind(self, county: CountyDashboard) -> tuple[str, Ids]:
        name, key = self._chosen
        chart = next((one for one in self._shown() if one.name == name), None)
        if chart is not None and (bar := chart.bar(key)) is not None:
            return chart.list_title.format(what=bar.text), bar.clusters
        if name == "lacking":
            return self.tr("Nothing of the kind is missing"), ()
        if self._chosen == _OVERDUE:
            return self.tr("Review of the model or of a measure overdue"), county.overdue
        if key == "money":
            with_money = (one_key for one_key, one in county.states.items() if not one.partnership.budget.is_empty)
            return self.tr("Clusters with money"), tuple(with_money)
        return self.tr("Every cluster"), tuple(county.states)

    def _shown(self) -> list[Chart]:
        return [chart.chart for chart in self.charts.values() if chart.chart is not None]

    def _go_to_list(self) -> None:
        if self.list.rows.states:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.rows.index(0))

    # Deeds -------------------------------------------------------------------------------------------------------

    def ask_for_all(self) -> None:
        """Ask what to say of every cluster that is listed."""
        states, today = tuple(self.list.rows.states), self._today
        title = self.tr("Say the same of {clusters}").format(clusters=clusters_text(len(states)))
        self._ask(title, fields_for_all(), lambda values: edit_for_all(states, values, today))

    def ask_former(self) -> None:
        """Ask what becomes of a former partnership."""
        if self.county is not None and self.county.former:
            fields = fields_for_former(dict(self.county.former), self.county.states.values())
            sentence = self.tr("Its cluster is gone; what was written down of it is kept until you hand it on or forget it.")
            self._ask(self.tr("Former partnerships"), fields, edit_for_former, sentence)

    def _ask(self, title: str, fields: tuple[Field, ...], make: Callable[[Values], Edit], sentence: str = "") -> None:
        dialog = RecordDialog(title, fields, make, sentence, self)
        dialog.given.connect(self.edit_requested)
        dialog.open()

    # Taking away -------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put every figure of the page on the clipboard, for a spreadsheet."""
        if self.county is None:
            return
        rows: list[tuple[Cell, ...]] = [
            (self.tr("Coverage"), self.tr("Schools to place"), self.county.to_place, None),
            (self.tr("Coverage"), self.tr("Schools placed"), self.county.placed, len(self.county.states)),
            (
                self.tr("Money, pounds a year"),
                self.tr("Known income"),
                self.county.income if self.county.says_income else None,
                None,
            ),
            *(each for chart in charts_of(self.county) for each in chart.rows()),
        ]
        QGuiApplication.clipboard().setText(tsv_of(self.charts[CHARTS[0]].headings(), rows))

    @property
    def text(self) -> str:
        """The page in words: what a screen reader is told of the charts."""
        return "\n".join(f"{chart.title}: {chart.sentence}" for chart in self._shown())
