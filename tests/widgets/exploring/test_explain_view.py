"""The panel that explains, by mouse and keyboard, fed with real answers about a tiny county."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from helpers.windows import heard
from wolds.clustering.edits import IncludeSchool, Together
from wolds.clustering.exploring import Elsewhere, plan_relaxations, why_here, why_not
from wolds.widgets.exploring import ExplainView

PLACED, LEFT, EXCLUDED = 900002, 900007, 900008


@pytest.fixture
def view(qtbot) -> ExplainView:
    made = ExplainView()
    qtbot.addWidget(made)
    made.resize(380, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(view: ExplainView) -> str:
    return "\n".join(label.text() for label in view.school.cards.findChildren(QLabel) if label.isVisibleTo(view))


def show(view: ExplainView, context, urn: int) -> None:
    placed = urn in context.plan.cluster_of
    view.school.show_subject(urn, context.schools.name_of(urn), "", placed)
    view.school.show_answer(why_here(context, urn) if placed else why_not(context, urn), context)


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_selected_says_what_the_panel_is_for(view):
    assert view.school.content.is_empty
    assert view.school.content.empty.heading == "Select one school"
    assert not view.school.ask_button.isVisible()


def test_the_question_fits_the_school_and_is_asked_by_mouse_and_keyboard(view, context):
    asked = heard(view.school.asked)
    view.school.show_subject(PLACED, "Burton Primary", "90 pupils, in West", placed=True)
    assert view.school.ask_button.text() == "&Why here?"
    press(view.school.ask_button)
    view.school.show_subject(LEFT, "=Goxhill Primary", "in no cluster", placed=False)
    assert view.school.ask_button.text() == "&Why not?"
    view.school.ask_button.setFocus()
    QTest.keyClick(view.school.ask_button, Qt.Key.Key_Space)
    assert asked == [PLACED, LEFT]


def test_why_here_gives_reasons_and_other_clusters_with_their_cost_to_the_whole_plan(view, context):
    show(view, context, PLACED)
    shown = texts(view)
    assert "It is in West with" in shown
    assert "Where else it could be" in shown
    answer = why_here(context, PLACED)
    tried = heard(view.school.what_if_requested)
    cards = [card for card in view.school.cards.cards if isinstance(card.part.deed, Elsewhere)]
    assert len(cards) == len(answer.next_best.clusters) > 0
    for card, elsewhere in zip(cards, answer.next_best.clusters, strict=True):
        assert f"{abs(elsewhere.effect.cost_km):.1f}".rstrip("0").rstrip(".") in card.part.lines[0].text
    press(cards[0].deed_button)
    assert tried[0].members == answer.next_best.clusters[0].members


def test_why_not_offers_each_change_that_places_the_school_as_one_edit(view, context):
    show(view, context, LEFT)
    answer = why_not(context, LEFT)
    placing = [one for one in answer.relaxations if one.placed]
    offered = [card for card in view.school.cards.cards if isinstance(card.part.deed, Together)]
    assert len(offered) == len(placing) > 0
    asked = heard(view.school.edit_requested)
    press(offered[0].deed_button)
    assert asked[0].edits == placing[0].placed.step.edits
    assert "→" in asked[0].text or "llow" in asked[0].text
    change = asked[0].change(context)
    assert context.plan.apply(change).rules != context.plan.rules


def test_a_school_that_the_filter_leaves_out_can_be_let_in(view, context):
    show(view, context, EXCLUDED)
    asked = heard(view.school.edit_requested)
    press(view.school.cards.cards[0].deed_button)
    assert isinstance(asked[0], IncludeSchool)


def test_cards_are_walked_with_the_arrows_and_enter_shows_them_on_the_map(view, context):
    show(view, context, LEFT)
    shown = heard(view.school.show_requested)
    cards = view.school.cards.cards
    view.activateWindow()
    cards[0].setFocus()
    for _ in range(len(cards) + 2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cards[-1]
    assert cards[-1].visibleRegion().boundingRect().height() > 0, "scrolled into sight"
    QTest.keyClick(cards[-1], Qt.Key.Key_Return)
    assert shown == [frozenset(cards[-1].part.urns)]
    QTest.keyClick(cards[-1], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is cards[-2]
    press(cards[0].map_button)
    assert shown[-1] == {LEFT}


def test_each_card_is_read_out_whole(view, context):
    show(view, context, LEFT)
    for card in view.school.cards.cards:
        assert card.accessibleName()
        for button in card.findChildren(QPushButton):
            assert card.part.lines[0].text in button.accessibleName()


def test_a_stale_answer_stays_readable_but_offers_nothing_until_it_is_asked_again(view, context):
    show(view, context, LEFT)
    asked = heard(view.school.asked)
    view.school.set_stale(True)
    assert view.school.stale.isVisible()
    deeds = [card.deed_button for card in view.school.cards.cards if card.deed_button]
    assert deeds
    assert not any(button.isEnabled() for button in deeds)
    assert all(card.map_button.isEnabled() for card in view.school.cards.cards if card.map_button)
    press(view.school.stale.button)
    assert asked == [LEFT]
    view.school.set_stale(False)
    assert all(button.isEnabled() for button in deeds)


def test_another_school_puts_the_answer_away(view, context):
    show(view, context, LEFT)
    view.school.show_subject(PLACED, "Burton Primary", "", placed=True)
    assert view.school.content.is_empty
    assert not view.school.copy_button.isEnabled()


def test_the_answer_is_copied_as_text(view, context):
    show(view, context, LEFT)
    press(view.school.copy_button)
    assert QGuiApplication.clipboard().text().splitlines() == list(why_not(context, LEFT).lines)


def test_the_plan_page_lists_what_places_more_or_says_why_not(view, context):
    found = plan_relaxations(context)
    view.tabs.setCurrentWidget(view.plan)
    asked = heard(view.plan.asked)
    press(view.plan.ask_button)
    assert len(asked) == 1
    view.plan.show_answer(found, context, 1)
    assert len(view.plan.cards.cards) == len(found)
    view.plan.show_answer((), context, 1)
    assert view.plan.content.empty.heading == "Nothing small helps"
    view.plan.show_answer((), context, 0)
    assert view.plan.content.empty.heading == "Every school is placed"


def test_names_are_never_read_as_markup(view, context):
    show(view, context, 900004)
    labels = view.school.cards.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert any("East <i>fen</i>" in label.text() for label in labels)
