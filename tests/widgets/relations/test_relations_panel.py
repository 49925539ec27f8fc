"""The panel of existing relations: what is kept and broken, and forgetting what was recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from helpers.counties import open_primaries
from helpers.windows import heard
from wolds.clustering.edits import EditContext, ForgetRelation
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.relations import fates_of
from wolds.clustering.rules import Relation, RelationKind, Rules
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.relations import RelationsView

A, B, C, D = range(100_001, 100_005)
KEPT = Relation(kind=RelationKind.COLLABORATION, urns=(A, B), name="Maths", reason="plan together")
BROKEN = Relation(kind=RelationKind.SHARED_HEAD, urns=(B, C))


@pytest.fixture
def view(qtbot):
    schools = open_primaries([(0, 0)] * 4, trust_name=["Sea", "", "Sea", ""])
    clusters = {"C1": Cluster("C1", 1, "West", (A, B), 0), "C2": Cluster("C2", 2, "East", (C, D), 1)}
    plan = plan_with(clusters, Plan(rules=Rules(relations=(KEPT, BROKEN))))
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    made = RelationsView()
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(420, 500)
    made.show()
    made.show_fates(context, fates_of(context))
    return made


def titles(view) -> list[str]:
    return [view.model.index(row).data() for row in range(view.model.rowCount())]


def test_broken_relations_come_first_and_trusts_last(view):
    assert titles(view) == ["Shared head", "Collaboration · Maths", "Trust · Sea"]
    first = view.model.index(0)
    assert first.data(SENTENCE_ROLE) == "School 2 in 1 West; School 3 in 2 East"
    assert first.data(FOOT_ROLE) == "Broken"
    assert view.model.index(1).data(FOOT_ROLE) == "Kept · plan together"
    assert view.summary.text() == "Federations and recorded relations: 1 broken, 1 kept"


def test_the_list_can_be_narrowed(view):
    view.filter.setFocus()
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    assert titles(view) == ["Shared head", "Trust · Sea"]
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    assert titles(view) == ["Shared head", "Collaboration · Maths"]


def test_a_row_selects_its_schools_and_enter_shows_them(view):
    selected, shown = heard(view.selection_requested), heard(view.zoom_requested)
    spot = view.list.visualRect(view.model.index(0)).center()
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert selected == [frozenset((B, C))]
    assert shown == [frozenset((B, C))]


def test_delete_forgets_a_recorded_relation_but_not_what_the_register_says(view):
    asked = heard(view.edit_requested)
    view.list.setFocus()
    view.list.setCurrentIndex(view.model.index(2))
    assert not view.forget_button.isEnabled()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert asked == []
    view.list.setCurrentIndex(view.model.index(0))
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    QTest.mouseClick(view.forget_button, Qt.MouseButton.LeftButton)
    assert asked == [ForgetRelation(BROKEN), ForgetRelation(BROKEN)]


def test_without_relations_the_panel_offers_a_sheet(view):
    wanted = heard(view.sheet_requested)
    view.show_fates(None, ())
    assert "No existing relations" in view._pages.empty.heading
    QTest.mouseClick(view.bring, Qt.MouseButton.LeftButton)
    assert len(wanted) == 1
