"""The list of near misses: what it says, and what mouse and keys ask of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from helpers.windows import heard
from wolds.clustering.exploring import near_misses
from wolds.clustering.plan import plan_with
from wolds.clustering.rules import Rules
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.exploring.near_misses import NearMissPage

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test


@pytest.fixture
def misses(context):
    """Near misses of every kind: a pair near the cap, a group short of 5 pupils, and West with 2 too many."""
    rules = Rules(cap_km=6.9, size_min=2, size_max=6, roll_min=155, roll_max=248)
    plan = plan_with(dict(context.plan.clusters), replace(context.plan, rules=rules))
    found = near_misses(replace(context, plan=plan))
    assert {miss.kind for miss in found} == {"pair", "cluster", "group"}
    return found


@pytest.fixture
def page(qtbot, context, misses) -> NearMissPage:
    made = NearMissPage()
    made.tester = QAbstractItemModelTester(made.model, Warn, made)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(360, 560)
    with qtbot.waitExposed(made):
        made.show()
    made.show_misses(misses, context.schools)
    return made


def test_each_row_says_what_misses_which_rule_by_how_much_and_whom_it_concerns(page, misses, context):
    assert page.model.rowCount() == len(misses)
    for row, miss in enumerate(misses):
        index = page.model.index(row, 0)
        assert index.data(SENTENCE_ROLE) == miss.sentence
        for urn in miss.helps:
            assert context.schools.name_of(urn) in index.data(FOOT_ROLE)
        assert miss.sentence in index.data(Qt.ItemDataRole.AccessibleTextRole)
    cluster = next(row for row, miss in enumerate(misses) if miss.kind == "cluster")
    assert page.model.index(cluster, 0).data() == "Cluster of the plan with just too many pupils"
    assert page.model.index(cluster, 0).data(FOOT_ROLE) == "2 pupils too many"
    short = next(row for row, miss in enumerate(misses) if miss.rule == "roll-min")
    assert page.model.index(short, 0).data(FOOT_ROLE).startswith("5 pupils short · in no cluster: =Goxhill Primary")


def test_a_row_chosen_selects_its_schools_and_a_click_or_enter_shows_them(page, misses):
    selected, shown = heard(page.selection_requested), heard(page.show_requested)
    at = page.list.visualRect(page.model.index(0, 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert selected == [frozenset(misses[0].urns)]
    assert shown == [frozenset(misses[0].urns)]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert selected[-1] == shown[-1] == frozenset(misses[1].urns)


def test_the_menu_key_asks_for_the_menu_of_the_schools(page, misses):
    asked = heard(page.menu_requested)
    page.list.setCurrentIndex(page.model.index(1, 0))
    page.list.setFocus()
    page.list.menu_wanted.emit(QPoint(3, 4))
    assert asked == [(frozenset(misses[1].urns), QPoint(3, 4))]


def test_one_kind_at_a_time_can_be_listed_by_keyboard(page, misses):
    page.activateWindow()
    page.kind.setFocus()
    for kind in ("helps", "pair", "cluster", "group"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert page.kind.currentData() == kind
        wanted = [miss for miss in misses if (miss.helps if kind == "helps" else miss.kind == kind)]
        assert page.model.misses == wanted
        assert f"({len(wanted)})" in page.kind.currentText()


def test_kinds_that_there_are_none_of_are_not_offered(page, misses, context):
    page.show_misses([miss for miss in misses if miss.kind == "pair"], context.schools)
    assert [page.kind.itemData(place) for place in range(page.kind.count())] in (["all", "pair"], ["all", "helps", "pair"])
    page.show_misses((), context.schools)
    assert page.content.empty.heading == "No near misses"
    assert not page.kind.isVisible()


def test_it_is_asked_by_button_and_again_when_stale(page):
    asked = heard(page.asked)
    QTest.mouseClick(page.ask_button, Qt.MouseButton.LeftButton)
    page.set_stale(True)
    QTest.mouseClick(page.stale.button, Qt.MouseButton.LeftButton)
    assert len(asked) == 2
