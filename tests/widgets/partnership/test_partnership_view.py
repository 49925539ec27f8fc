"""The panel of a partnership: it shows what is in sight, keeps what is being typed, and fits where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout

from wolds.clustering.edits import AddAction, AddAssociate, SetBudget
from wolds.clustering.edits.base import EditContext
from wolds.clustering.partnership.records import Action, Associate, Budget, Category, Spending, SpendingHead
from wolds.widgets.partnership import PartnershipView, RecordDialog
from wolds.widgets.partnership.members import Associates
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
    table = panel.view.action_plan.table
    assert table.rowCount() == 0
    panel.view.show_page(panel.view.action_plan)
    assert table.item(0, 0).text() == "Share a minibus"


def test_a_panel_out_of_sight_works_nothing_out_until_it_is_shown(panel):
    panel.view.show_page(panel.view.action_plan)
    panel.view.hide()
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT)))
    assert panel.view.action_plan.table.rowCount() == 0
    panel.view.show()
    assert panel.view.action_plan.table.rowCount() == 1


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


def test_a_narrow_panel_shows_a_sum_of_money_whole_and_leaves_an_action_readable(panel):
    panel.view.show_page(panel.view.money)
    line = panel.view.money.lines["grant"]
    assert line.width() > line.fontMetrics().horizontalAdvance("1,000,000,000") + 20
    panel.do(AddAction(panel.cluster, Action(text="Share a minibus", category=Category.TRANSPORT, owner="lead head")))
    panel.view.show_page(panel.view.action_plan)
    assert panel.view.action_plan.table.columnWidth(0) >= 160


def test_an_associate_is_found_by_typing_and_nothing_typed_is_answered_in_the_form(qtbot, panel):
    outsider = next(int(urn) for urn in panel.bench.schools.urn if int(urn) not in panel.bench.plan.cluster_of)
    panel.view.show_page(panel.view.associates)
    panel.view.associates.ask("")
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
    panel.view.show_page(panel.view.associates)
    (key,) = panel.bench.plan.associates
    panel.view.associates.ask(key)
    dialog = panel.view.findChild(RecordDialog)
    dialog.editors["purpose"].selectAll()
    QTest.keyClicks(dialog.editors["purpose"], "music")
    dialog.accept()
    (one,) = panel.bench.plan.associates.values()
    assert (one.urn, one.purpose) == (outsider, "music")


def test_the_names_of_a_country_are_put_in_order_once(panel):
    section, shown = Associates(), Shown(panel.context, panel.cluster)
    first, again = (section.fields(shown, "")[0].schools for _ in range(2))
    assert first is again
