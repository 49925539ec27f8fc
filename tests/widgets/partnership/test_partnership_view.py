"""The panel of a partnership: it shows what is in sight, keeps what is being typed, and fits where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel

from helpers.windows import heard
from wolds.clustering.edits import AddAction, AddAssociate, AddMeasure, SetBudget, SetModel
from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.care import consequence_for
from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Budget,
    Category,
    Measure,
    Reading,
    Spending,
    SpendingHead,
)
from wolds.widgets.common.sentences import PICTURE_ROLE, SENTENCE_ROLE
from wolds.widgets.partnership import PartnershipView, RecordDialog
from wolds.widgets.partnership.members import Members
from wolds.widgets.partnership.section import Shown

DAY = date(2027, 9, 1)


class Panel:
    """The panel on the first cluster of the tiny county; what it asks for is done at once."""

    def __init__(self, bench, view: PartnershipView) -> None:
        self.bench, self.view = bench, view
        self.cluster = next(iter(bench.plan.clusters))
        view.edit_requested.connect(self.do)
        self.show()

    @property
    def context(self) -> EditContext:
        return EditContext(self.bench.schools, self.bench.standing, self.bench.plan)

    def show(self) -> None:
        self.view.show_cluster(self.context, self.cluster, DAY)

    def do(self, edit) -> None:
        self.bench.do(edit)
        self.show()

    @property
    def budget(self) -> Budget:
        return self.bench.plan.partnerships[self.cluster].budget


@pytest.fixture
def panel(qtbot, bench) -> Panel:
    view = PartnershipView()
    qtbot.addWidget(view)
    view.resize(400, 640)
    view.show()
    return Panel(bench, view)


def test_only_the_page_in_sight_is_brought_up_to_date(panel):
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT)))
    records = panel.view.action_plan
    assert records.shown == []
    panel.view.show_page(records)
    assert records.list.model().index(0, 0).data() == "Share a minibus"


def test_a_panel_out_of_sight_works_nothing_out_until_it_is_shown(panel):
    panel.view.show_page(panel.view.action_plan)
    panel.view.hide()
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT)))
    assert panel.view.action_plan.list.model().rowCount() == 0
    panel.view.show()
    assert panel.view.action_plan.list.model().rowCount() == 1


def test_money_typed_on_a_page_left_behind_is_added_to_what_holds_now(panel):
    panel.view.show_page(panel.view.money)
    QTest.keyClicks(panel.view.money.lines["grant"], "12,000")
    panel.view.show_page(panel.view.overview)
    spending = (Spending(head=SpendingHead.LEADERSHIP, pounds=500),)
    panel.do(SetBudget(panel.cluster, Budget(spending=spending)))
    panel.view.settle()
    assert panel.budget == Budget(grant=12_000, spending=spending)


@pytest.mark.parametrize(
    ("width", "direction"), [(400, QBoxLayout.Direction.TopToBottom), (900, QBoxLayout.Direction.LeftToRight)]
)
def test_what_it_lacks_stands_below_the_form_where_there_is_no_room_beside_it(panel, width, direction):
    panel.view.resize(width, 640)
    assert panel.view.overview.both.direction() == direction


def test_a_narrow_panel_shows_a_sum_of_money_whole_and_reads_an_action_out_in_full(panel):
    panel.view.show_page(panel.view.money)
    line = panel.view.money.lines["grant"]
    assert line.width() > line.fontMetrics().horizontalAdvance("1,000,000,000") + 20
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT, owner="lead head")))
    panel.view.show_page(panel.view.action_plan)
    records = panel.view.action_plan.list
    assert not records.horizontalScrollBar().isVisible()
    row = records.model().index(0, 0)
    assert row.data(SENTENCE_ROLE) == "Planned · Medium priority · Transport · lead head"
    assert records.visualRect(row).height() >= 2 * records.fontMetrics().height()


@pytest.mark.parametrize("width", [400, 500, 900])
def test_every_page_is_named_in_sight_and_reached_by_arrow_keys(panel, width):
    panel.view.resize(width, 640)
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT)))
    QApplication.processEvents()
    buttons, bar = panel.view.bar.buttons, panel.view.bar
    assert all(bar.rect().contains(one.geometry()) and one.width() >= one.sizeHint().width() for one in buttons)
    assert "Actions (1)" in [one.text() for one in buttons]
    buttons[0].setFocus()
    met = [panel.view.front.currentIndex()]
    for _ in buttons[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        met.append(panel.view.front.currentIndex())
    assert met == list(range(len(buttons)))


def test_core_members_stand_before_associates_and_enter_shows_one_in_the_window(panel):
    outsider = next(int(urn) for urn in panel.bench.schools.urn if int(urn) not in panel.bench.plan.cluster_of)
    core = panel.bench.plan.clusters[panel.cluster].members
    panel.do(AddAssociate(Associate(urn=outsider, cluster=panel.cluster, purpose="sport")))
    panel.do(AddAssociate(Associate(urn=core[0], network="Fen hub", purpose="SEND")))
    panel.view.show_page(panel.view.members)
    facts = [row.facts for row in panel.view.members.shown]
    assert [one.startswith("Core member") for one in facts] == [True] * len(core) + [False] * 2
    assert facts[len(core) :] == ["Associate here for sport", "Also in Fen hub for SEND"]
    assert sum("leads the partnership" in one for one in facts) == 1
    asked = heard(panel.view.selection_requested)
    panel.view.members.select(0)
    assert not panel.view.members.remove_button.isEnabled()
    QTest.keyClick(panel.view.members.list, Qt.Key.Key_Delete)
    QTest.keyClick(panel.view.members.list, Qt.Key.Key_Return)
    assert asked == [frozenset({panel.view.members.shown[0].urn})]
    assert len(panel.bench.plan.associates) == 2


def test_a_measure_says_in_words_what_its_line_draws(panel):
    series = (Reading(on=date(2026, 7, 1), value=62), Reading(on=date(2027, 7, 1), value=66))
    panel.do(AddMeasure(panel.cluster, Measure(name="Reading", unit="%", baseline=60, target=70, series=series)))
    panel.view.show_page(panel.view.measures)
    row = panel.view.measures.list.model().index(0, 0)
    said = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "66 on 1/7/2027 · from 60 · aim 70" in said
    assert "60 % of the way" in said
    assert "1/7/2026: 62" in said
    assert row.data(PICTURE_ROLE) is not None


def test_a_wrong_reading_is_taken_away_by_its_day_alone_and_an_unknown_day_is_answered(panel):
    readings = (Reading(on=date(2026, 7, 1), value=62), Reading(on=date(2027, 7, 1), value=666))
    panel.do(AddMeasure(panel.cluster, Measure(name="Reading", series=readings)))
    panel.view.show_page(panel.view.measures)
    panel.view.measures.ask("M1")
    dialog = panel.view.findChild(RecordDialog)
    QTest.keyClicks(dialog.editors["on"], "2/7/2027")
    dialog.accept()
    assert dialog.problem.text() == "A reading needs both its value and its day."
    dialog.editors["on"].selectAll()
    QTest.keyClicks(dialog.editors["on"], "1/7/2027")
    dialog.accept()
    (measure,) = panel.bench.plan.partnerships[panel.cluster].measures
    assert measure.series == readings[:1]


def test_an_earlier_step_is_added_in_its_place_and_the_model_of_now_stays(panel):
    panel.do(SetModel(panel.cluster, Model.SOFT_FEDERATION, None, None, DAY))
    panel.view.show_page(panel.view.steps)
    panel.view.steps.ask("")
    dialog = panel.view.findChild(RecordDialog)
    dialog.accept()
    assert dialog.problem.text() == "Say since which day."
    QTest.keyClicks(dialog.editors["since"], "1/9/2019")
    QTest.keyClicks(dialog.editors["note"], "after the flood")
    dialog.accept()
    known = panel.bench.plan.partnerships[panel.cluster]
    assert [(step.model, step.since) for step in known.history] == [
        (Model.INFORMAL, date(2019, 9, 1)),
        (Model.SOFT_FEDERATION, DAY),
    ]
    assert known.model == Model.SOFT_FEDERATION
    panel.view.steps.select(0)
    QTest.keyClick(panel.view.steps.list, Qt.Key.Key_Delete)
    assert [step.since for step in panel.bench.plan.partnerships[panel.cluster].history] == [DAY]


def test_a_page_without_records_says_what_would_stand_there(panel):
    panel.view.show_page(panel.view.measures)
    assert panel.view.measures.pages.empty.heading == "No measures yet"
    assert panel.view.measures.add_button.isEnabled()


def test_records_are_copied_for_a_spreadsheet_and_never_run_as_formulas(panel):
    panel.do(AddAction(panel.cluster, Action(text="=HYPERLINK(1)", category=Category.TEACHING)))
    panel.view.show_page(panel.view.action_plan)
    QTest.keyClick(panel.view.action_plan.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("'=HYPERLINK(1)\tPlanned")


def test_an_associate_is_found_by_typing_and_nothing_typed_is_answered_in_the_form(qtbot, panel):
    outsider = next(int(urn) for urn in panel.bench.schools.urn if int(urn) not in panel.bench.plan.cluster_of)
    panel.view.show_page(panel.view.members)
    panel.view.members.ask("")
    dialog = panel.view.findChild(RecordDialog)
    dialog.editors["purpose"].setFocus()
    QTest.keyClicks(dialog.editors["purpose"], "sport")
    dialog.accept()
    assert dialog.problem.text() == "Choose one school: type a part of its name, its town or its URN."
    QTest.keyClicks(dialog.editors["urn"], str(outsider))
    QTest.keyClick(dialog.editors["urn"].completer().popup(), Qt.Key.Key_Escape)
    dialog.accept()
    (one,) = panel.bench.plan.associates.values()
    assert (one.urn, one.cluster, one.purpose) == (outsider, panel.cluster, "sport")


def test_changing_a_membership_keeps_its_school_unless_another_is_typed(panel):
    outsider = next(int(urn) for urn in panel.bench.schools.urn if int(urn) not in panel.bench.plan.cluster_of)
    panel.do(AddAssociate(Associate(urn=outsider, cluster=panel.cluster, purpose="sport")))
    panel.view.show_page(panel.view.members)
    (key,) = panel.bench.plan.associates
    panel.view.members.ask(key)
    dialog = panel.view.findChild(RecordDialog)
    dialog.editors["purpose"].selectAll()
    QTest.keyClicks(dialog.editors["purpose"], "music")
    dialog.accept()
    (one,) = panel.bench.plan.associates.values()
    assert (one.urn, one.purpose) == (outsider, "music")


def test_the_names_of_a_country_are_put_in_order_once(panel):
    section, shown = Members(), Shown(panel.context, panel.cluster)
    first, again = (section.fields(shown, "")[0].schools for _ in range(2))
    assert first is again


def test_money_of_which_nothing_was_said_is_no_nought(panel):
    panel.view.show_page(panel.view.money)
    assert panel.view.money.totals.text() == "Nothing is said of money yet."
    panel.do(SetBudget(panel.cluster, Budget(grant=500)))
    assert panel.view.money.totals.text() == "Income £500, spending £0, left over £500 a year"


def test_the_verdict_of_church_and_law_is_said_once(panel):
    panel.do(SetModel(panel.cluster, None, Model.SOFT_FEDERATION, None, DAY))
    told = [said.text() for said in panel.view.overview.findChildren(QLabel) if "eek advice" in said.text()]
    assert any(text.startswith("Seek advice for ") for text in told)
    assert not any(text.startswith("Seek advice. Seek advice") for text in told)
    for finding in consequence_for(panel.context, panel.cluster).findings:
        assert sum(finding.sentence in text for text in told) == 1
