"""The county dashboard by mouse, by keyboard, in words, and while the plan changes under it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from helpers.windows import heard
from wolds.clustering.edits import AddMeasure, DissolveCluster, SetBudget, SetModel, SetStage
from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership import Budget, Measure, Spending, SpendingHead, Stage
from wolds.clustering.partnership.dashboard import county_dashboard
from wolds.widgets.dashboard import DashboardView
from wolds.widgets.dashboard.bars import BarModel
from wolds.widgets.dashboard.charts import charts_of
from wolds.widgets.dashboard.clusters import ClusterRows
from wolds.widgets.partnership import RecordDialog

DAY = date(2026, 9, 1)


class County:
    """The page on the tiny county; what is done to the plan is shown at once."""

    def __init__(self, bench, view: DashboardView) -> None:
        self.bench, self.view = bench, view
        self.first, self.second = sorted(bench.plan.clusters)[:2]
        self.show()

    @property
    def figures(self):
        return county_dashboard(EditContext(self.bench.schools, self.bench.standing, self.bench.plan), DAY)

    def show(self) -> None:
        self.view.show_county(self.figures, "Scenario A", DAY)

    def do(self, *edits) -> None:
        for edit in edits:
            self.bench.do(edit)
        self.show()

    def undo(self) -> None:
        self.bench.undo()
        self.show()

    @property
    def listed(self) -> list[str]:
        return [one.cluster.id for one in self.view.list.rows.states]

    def bar(self, chart: str, words: str) -> int:
        return [bar.text for bar in self.view.charts[chart].bars.bars].index(words)


@pytest.fixture
def county(qtbot, bench) -> County:
    view = DashboardView()
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return County(bench, view)


def click_row(view, row: int) -> None:
    place = view.visualRect(view.model().index(row, 0)).topLeft() + QPoint(40, 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_a_bar_that_is_clicked_lists_its_clusters_and_one_of_them_clicked_is_gone_to(county):
    county.do(SetStage(county.second, Stage.RUNNING))
    click_row(county.view.charts["stage"], county.bar("stage", "Running"))
    assert county.listed == [county.second]
    assert county.view.list_title.text() == "Stage: Running (1)"
    wanted = heard(county.view.cluster_wanted)
    click_row(county.view.list, 0)
    assert wanted == [county.second]


def test_the_keyboard_goes_from_bar_to_bar_into_the_list_and_to_a_cluster(county):
    county.do(SetModel(county.first, Model.INFORMAL, None, None, DAY))
    chart = county.view.charts["model"]
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert county.listed == [county.first]
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is county.view.list
    wanted = heard(county.view.cluster_wanted)
    QTest.keyClick(county.view.list, Qt.Key.Key_Return)
    assert wanted == [county.first]


def test_tab_alone_chooses_nothing_and_meets_every_chart_and_the_list(county):
    met = []
    county.view.placed.setFocus()
    for _ in range(20):
        met.append(QApplication.focusWidget())
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
    shown = [chart for chart in county.view.charts.values() if chart.isVisible()]
    assert {*shown, county.view.list} <= set(met)
    assert [chart.key for chart in shown] == [None] * len(shown)
    assert len(county.listed) == len(county.bench.plan.clusters)


def test_what_was_chosen_stays_while_edits_and_undo_change_who_is_listed(county):
    county.view.choose("lacking", "no-measure")
    both = county.listed
    county.do(AddMeasure(county.first, Measure(name="Reading", agreed=True)))
    assert county.listed == [key for key in both if key != county.first]
    assert county.view.charts["lacking"].key == "no-measure"
    county.undo()
    assert county.listed == both


def test_a_bar_that_goes_while_it_is_chosen_leaves_a_sentence_and_nothing_to_go_to(county):
    county.do(SetModel(county.first, None, None, date(2026, 8, 1), DAY))
    QTest.mouseClick(county.view.overdue, Qt.MouseButton.LeftButton)
    assert county.listed == [county.first]
    county.view.choose("lacking", "review-overdue")
    county.do(SetModel(county.first, None, None, date(2027, 8, 1), DAY))
    assert county.listed == []
    assert county.view.listed.is_empty
    wanted = heard(county.view.cluster_wanted)
    QTest.keyClick(county.view.charts["stage"], Qt.Key.Key_Return)
    assert wanted == []


def test_a_county_without_clusters_says_what_to_do_and_offers_nothing_to_copy(county):
    county.do(*(DissolveCluster(key) for key in list(county.bench.plan.clusters)))
    assert county.view.pages.is_empty
    assert county.view.pages.empty.heading == "There are no clusters yet"
    assert not county.view.copy_button.isEnabled()
    assert not county.view.export_button.isEnabled()


def test_the_same_is_said_of_every_cluster_listed_as_one_step_and_nothing_said_is_answered_in_the_form(county):
    county.do(SetStage(county.second, Stage.RUNNING))
    county.view.edit_requested.connect(county.do)
    county.view.choose("stage", Stage.IDEA.value)
    listed = county.listed
    QTest.mouseClick(county.view.all_button, Qt.MouseButton.LeftButton)
    dialog = county.view.findChild(RecordDialog)
    dialog.accept()
    assert dialog.problem.text() == "Choose a stage, a model or a day of review."
    dialog.editors["stage"].setFocus()
    QTest.keyClicks(dialog.editors["stage"], "Talking")
    QTest.keyClicks(dialog.editors["review"], "1/9/2027")
    dialog.accept()
    known = county.bench.plan.partnerships
    assert {key: known[key].stage for key in listed} == dict.fromkeys(listed, Stage.TALKING)
    assert {known[key].review_date for key in listed} == {date(2027, 9, 1)}
    assert known[county.second].stage == Stage.RUNNING
    assert known[county.second].review_date is None
    county.undo()
    assert county.listed == listed


def test_what_a_former_partnership_left_is_handed_on_or_forgotten(county):
    assert not county.view.former_button.isVisible()
    county.do(AddMeasure(county.first, Measure(name="Reading")), DissolveCluster(county.first))
    county.view.edit_requested.connect(county.do)
    QTest.mouseClick(county.view.former_button, Qt.MouseButton.LeftButton)
    dialog = county.view.findChild(RecordDialog)
    assert dialog.editors["former"].currentText().endswith("0 actions, 1 measures, 0 joint roles")
    dialog.accept()
    assert dialog.problem.text() == "Choose the cluster that takes over."
    dialog.editors["to"].setFocus()
    QTest.keyClick(dialog.editors["to"], Qt.Key.Key_Down)
    dialog.accept()
    heir = county.view.list.rows.states[0].cluster.id
    assert [one.name for one in county.bench.plan.partnerships[heir].measures] == ["Reading"]
    assert not county.view.former_button.isVisible()
    county.undo()
    assert county.view.former_button.isVisible()


def test_money_that_nobody_named_is_not_said_rather_than_nought(county):
    tile, chart = county.view.money, county.view.charts["spending"]
    assert (tile.figure.text(), tile.words.text()) == ("Not said", "money of a year")
    assert chart.isHidden()
    county.do(SetBudget(county.first, Budget(spending=(Spending(head=SpendingHead.TRANSPORT, pounds=1250),))))
    assert (tile.figure.text(), tile.words.text()) == ("£1,250", "spent a year, income not said")
    assert not chart.isHidden()
    county.do(SetBudget(county.first, Budget(grant=0)))
    assert (tile.figure.text(), tile.words.text()) == ("£0", "income a year, spending not said")
    county.do(SetBudget(county.first, Budget(grant=0, spending=(Spending(head=SpendingHead.TRANSPORT, pounds=0),))))
    assert tile.figure.text() == "£0 of £0"


def test_every_chart_is_told_in_words_with_the_figures_that_it_draws(county):
    spending = (Spending(head=SpendingHead.TRANSPORT, pounds=1250),)
    county.do(SetStage(county.first, Stage.TALKING), SetBudget(county.first, Budget(spending=spending)))
    stage, money = county.view.charts["stage"], county.view.charts["spending"]
    assert stage.accessibleName() == "Stage"
    assert "Talking: 1 cluster" in stage.accessibleDescription()
    assert "Transport: £1,250, 1 cluster" in money.accessibleDescription()
    row = stage.model().index(county.bar("stage", "Talking"), 0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Talking: 1 cluster"
    for chart in charts_of(county.figures):
        assert chart.title in county.view.text


def test_the_page_the_chart_and_the_list_are_copied_as_tables(county):
    county.do(SetStage(county.first, Stage.TALKING))
    county.view.copy_button.click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert ["Stage", "Talking", "1", "1"] in rows
    assert {len(row) for row in rows} == {4}
    QTest.keyClick(county.view.charts["stage"], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[2] == "Stage\tTalking\t1\t1"
    QTest.keyClick(county.view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(county.bench.plan.clusters)


@pytest.mark.parametrize("size", [(1280, 660), (1920, 940)])
def test_no_bar_is_cut_off_at_the_sizes_that_are_promised(county, size):
    county.view.resize(*size)
    QApplication.processEvents()
    for chart in county.view.charts.values():
        if chart.isVisible():
            last = chart.visualRect(chart.model().index(chart.model().rowCount() - 1, 0))
            assert last.bottom() <= chart.viewport().height()
            assert chart.mapTo(county.view, chart.rect().bottomRight()).x() <= size[0]


def test_models_keep_qt_rules_while_figures_come_and_go(qtbot, county):
    bars, rows = BarModel(), ClusterRows()
    testers = [QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal) for m in (bars, rows)]
    for ids in ((), (county.first,), (county.first, county.second), (county.second,)):
        rows.show_clusters(county.figures, ids)
        bars.show_bars(charts_of(county.figures)[0].bars[: len(ids)])
    assert [tester.model().rowCount() for tester in testers] == [1, 1]


def test_a_model_that_is_aimed_at_and_reached_is_named_once(county):
    rows = county.view.list.rows
    county.do(SetModel(county.first, Model.MANAGEMENT, Model.MANAGEMENT, None, DAY))
    told = rows.facts(next(state for state in rows.states if state.cluster.id == county.first))
    assert told.count("anagement partnership") == 1
    assert "→" not in told
