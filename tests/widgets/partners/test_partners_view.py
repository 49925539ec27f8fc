"""The panels of possible partners: ticks, keys, weights, and unknown facts that stay unknown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partners import Reach, Weights, best_groups, possible_partners, what_if
from wolds.geo.places import SchoolFinder
from wolds.widgets.partners import GroupView, PartnersView
from wolds.widgets.partners.columns import columns
from wolds.widgets.partners.model import PartnerModel

ASHBY, BURTON, CLAXBY = 900001, 900002, 900003


@pytest.fixture
def context(bench) -> EditContext:
    return EditContext(bench.schools, bench.standing, bench.plan)


@pytest.fixture
def found(context):
    return possible_partners(context, ASHBY, Reach(minutes=20.0))


@pytest.fixture
def view(qtbot, found):
    view = PartnersView()
    qtbot.addWidget(view)
    view.resize(700, 700)
    view.show()
    view.show_found(found)
    return view


def texts(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def column(title: str) -> int:
    return [one.title for one in columns()].index(title)


def test_the_model_keeps_qt_rules_while_lists_and_ticks_change(qtbot, found):
    model = PartnerModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_partners(found.partners)
    model.toggle(0)
    model.show_partners(())
    assert model.ticked == ()
    assert tester.model() is model


def test_the_list_is_ranked_as_the_engine_ranks_and_says_what_is_unknown(view, found):
    model = view.model
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [partner.facts.name for partner in found.partners]
    row = next(place for place, partner in enumerate(found.partners) if partner.facts.low_age is None)
    assert model.index(row, column("Ages")).data() == "unknown"
    assert model.index(row, column("Fit")).data().endswith("?")


def test_space_ticks_the_row_of_the_keyboard_and_enter_shows_it(view, qtbot, found):
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(1, 3))
    urn = found.partners[1].facts.urn
    with qtbot.waitSignal(view.ticks_changed) as ticked:
        QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert ticked.args == [(urn,)]
    with qtbot.waitSignal(view.show_requested) as shown:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert shown.args == [frozenset((urn,))]
    with qtbot.waitSignal(view.ticks_changed) as ticked:
        QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert ticked.args == [()]


def test_a_click_on_the_box_ticks_one_school_once(view, found):
    told: list[object] = []
    view.ticks_changed.connect(told.append)
    where = view.table.visualRect(view.model.index(0, 0))
    where.setWidth(18)
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where.center())
    assert told == [(found.partners[0].facts.urn,)]


def test_ticks_follow_their_schools_to_another_ranking_and_go_with_schools_out_of_reach(view, context):
    view.model.tick((BURTON, CLAXBY))
    view.show_found(possible_partners(context, ASHBY, Reach(minutes=20.0), Weights(travel=0.0, roll=9.0)))
    assert set(view.model.ticked) == {BURTON, CLAXBY}
    view.show_found(possible_partners(context, ASHBY, Reach(km=0.5)))
    assert view.model.ticked == ()
    assert "No school within" in view.content.empty.heading


def test_a_changed_weight_asks_anew_and_all_at_nought_are_refused_in_words(view, qtbot):
    box = view.weights.boxes["roll"]
    box.setFocus()
    box.selectAll()
    with qtbot.waitSignal(view.search_requested) as asked:
        QTest.keyClicks(box, "7")
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked.args == [ASHBY, 20.0, Weights(roll=7.0)]
    told: list[object] = []
    for one in view.weights.boxes.values():
        one.setValue(0.0)
    view.search_requested.connect(lambda *given: told.append(given))
    view.reach.setCurrentIndex(2)
    assert told == []
    assert view.weights.fault.isVisible()
    QTest.mouseClick(view.weights.usual, Qt.MouseButton.LeftButton)
    assert told == [(ASHBY, 30.0, Weights())]
    assert not view.weights.fault.isVisible()


def test_a_careless_name_finds_the_school_and_a_name_of_nobody_is_said_so(view, qtbot, bench):
    view.box.set_finder(lambda text: SchoolFinder(bench.schools).find(text, 10))
    view.box.setFocus()
    view.box.selectAll()
    QTest.keyClicks(view.box, "burtn")
    with qtbot.waitSignal(view.search_requested) as asked:
        QTest.keyClick(view.box, Qt.Key.Key_Return)
    assert asked.args[0] == BURTON
    view.box.clear()
    QTest.keyClicks(view.box, "zzqqxx")
    QTest.keyClick(view.box, Qt.Key.Key_Return)
    assert "No school is called zzqqxx" in view.facts.text()


def test_a_group_tells_figures_model_and_what_is_left_and_is_saved_under_its_name(qtbot, context):
    groups = GroupView()
    qtbot.addWidget(groups)
    groups.resize(560, 600)
    groups.show()
    page = groups.group
    assert not page.save.isEnabled()
    group = what_if(context, (ASHBY, BURTON, CLAXBY))
    page.show_group(group, "Ashby partnership")
    assert "250 pupils together" in texts(page)
    assert all(leaving.sentence in texts(page) for leaving in group.leaving)
    page.model.setCurrentIndex(page.model.findData(Model.HARD_FEDERATION))
    assert "One governing body takes the place of all." in texts(page)
    assert "six weeks" in texts(page)
    with qtbot.waitSignal(page.save_requested) as saved:
        QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert saved.args == [group, "Ashby partnership", Model.HARD_FEDERATION]
    page.name.setFocus()
    QTest.keyClicks(page.name, "Three villages")
    with qtbot.waitSignal(page.save_requested) as saved:
        QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert saved.args[1] == "Three villages"


def test_best_groups_are_cards_that_can_be_looked_at_and_sizes_without_one_say_so(qtbot, context):
    groups = GroupView()
    qtbot.addWidget(groups)
    groups.show()
    best = best_groups(context, possible_partners(context, ASHBY, Reach(km=5.0)), sizes=(2, 3, 6))
    groups.best.show_best(best)
    shown = texts(groups.best)
    assert [bool(size.groups) for size in best.by_size][-1] is False
    assert "6 schools: no such group in reach" in shown
    card = next(card for card in groups.best.cards.cards if card.deed_button is not None)
    with qtbot.waitSignal(groups.best.group_wanted) as wanted:
        card.deed_button.click()
    assert ASHBY in wanted.args[0].urns
