"""A planner asks why: of a school in a cluster, of one in none, and of the plan."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from wolds.clustering import edits
from wolds.clustering.exploring import Elsewhere
from wolds.widgets.dialogs import PreviewPanel

CTRL = Qt.KeyboardModifier.ControlModifier


def unplaced(planner) -> int:
    document = planner.document
    to_place = document.schools.urn[document.standing.to_place].tolist()
    return next(urn for urn in to_place if urn not in planner.plan.cluster_of)


def explained(planner) -> None:
    """Wait for the answer: it works the whole plan out tens of times, on a machine that may do other things."""
    explaining, page = planner.window.explaining, planner.window.views.explain.school
    planner.until(lambda: page.has_answer and not explaining.school_questions.is_running, 90)


def cards(planner):
    return planner.window.views.explain.school.cards.cards


def test_a_key_explains_the_selected_school_and_another_cluster_is_tried_and_taken(at_work):
    urn = at_work.cluster(3).members[0]
    home = at_work.plan.clusters[at_work.plan.cluster_of[urn]]
    at_work.select(urn)
    at_work.press(Qt.Key.Key_I, CTRL)
    explained(at_work)
    assert at_work.window.views.docks["explain"].isVisible()
    trying = [card for card in cards(at_work) if isinstance(card.part.deed, Elsewhere)]
    wanted = trying[0].part.deed
    at_work.click(trying[0].deed_button)
    at_work.until(lambda: at_work.window.proposing.proposal is not None)
    panel: PreviewPanel = at_work.window.proposing.panel
    assert at_work.document.schools.name_of(urn) in panel.note.text()
    assert at_work.plan.clusters[home.id].members == home.members, "only looked at so far"
    at_work.click(panel.accept_button)
    assert at_work.plan.cluster_at(urn).members == wanted.members
    assert not at_work.plan.proposals["last"].proven, "it is not the best plan, and says so"
    at_work.choose("undo")
    assert at_work.plan.clusters[home.id].members == home.members


def test_why_not_leads_to_a_rule_and_a_proposal_that_places_the_school(at_work):
    urn = unplaced(at_work)
    at_work.select(urn)
    at_work.choose("explain")
    explained(at_work)
    offered = [card for card in cards(at_work) if isinstance(card.part.deed, edits.Together)]
    before = at_work.plan.rules
    at_work.click(offered[0].deed_button)
    assert at_work.plan.rules != before
    assert at_work.window.views.explain.school.stale.isVisible(), "the answer was about the rules as they were"
    assert not offered[0].deed_button.isEnabled()
    at_work.answer("Propose again")
    at_work.until(lambda: at_work.window.proposing.proposal is not None)
    at_work.click(at_work.window.proposing.panel.accept_button)
    assert urn in at_work.plan.cluster_of
    at_work.choose("undo")
    at_work.choose("undo")
    assert at_work.plan.rules == before
    assert not at_work.window.views.explain.school.stale.isVisible(), "undone, the answer holds again"


@pytest.mark.parametrize("where", ["map", "schools", "clusters", "unplaced"])
def test_the_context_menu_of_every_view_explains(at_work, where: str):
    urn = unplaced(at_work) if where == "unplaced" else at_work.cluster(2).members[0]
    view = getattr(at_work.window.views, where)
    at_work.select(urn)
    view.menu_requested.emit(frozenset((urn,)), at_work.window.mapToGlobal(at_work.window.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0] is at_work.window.commands["explain"]
    menu.setActiveAction(menu.actions()[0])  # wherever the pointer happens to be
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert at_work.window.explaining.school_questions.job is not None
    explained(at_work)
    assert at_work.document.selection == {urn}


def test_several_schools_are_not_explained_at_once(at_work):
    at_work.select(*at_work.cluster(0).members)
    at_work.choose("explain")
    assert "just one school" in at_work.banner
    assert not at_work.window.explaining.school_questions.is_running


def test_an_edit_marks_the_answer_as_older_and_a_name_does_not(at_work):
    urn = at_work.cluster(1).members[0]
    at_work.select(urn)
    at_work.choose("explain")
    explained(at_work)
    page = at_work.window.views.explain.school
    at_work.document.do(edits.RenameCluster(at_work.cluster(1).id, "Another name"))
    assert not page.stale.isVisible()
    at_work.document.do(edits.MoveSchools((at_work.cluster(5).members[0],), None))
    assert page.stale.isVisible()
    at_work.click(page.stale.button)
    explained(at_work)
    assert not page.stale.isVisible()


def test_an_answer_that_comes_after_an_edit_is_marked_as_older(at_work):
    at_work.select(at_work.cluster(1).members[0])
    at_work.choose("explain")
    at_work.document.do(edits.MoveSchools((at_work.cluster(5).members[0],), None))
    explained(at_work)
    assert at_work.window.views.explain.school.stale.isVisible()


def test_cancel_ends_the_question_and_leaves_the_plan_alone(at_work):
    at_work.choose("explain_plan")
    page = at_work.window.views.explain.plan
    assert page.jobs.isVisible()
    at_work.click(page.jobs.cancel)
    at_work.until(lambda: not at_work.window.explaining.plan_questions.is_running)
    assert not page.has_answer
    assert "Stopped" in at_work.said
    assert at_work.document.is_clean


def test_the_plan_is_asked_which_single_change_places_most(at_work):
    at_work.choose("explain_plan")
    page = at_work.window.views.explain.plan
    at_work.until(lambda: page.has_answer, 90)
    assert "more school" in page.cards.cards[0].part.lines[0].text
    left = unplaced(at_work)
    at_work.click(page.cards.cards[0].map_button)
    assert left in at_work.document.selection


def test_another_register_takes_the_answers_away(at_work, county):
    at_work.select(at_work.cluster(1).members[0])
    at_work.choose("explain")
    explained(at_work)
    from dataclasses import replace

    from wolds.geo.schools import Schools

    other = replace(county, schools=Schools(county.schools.frame.copy(), county.schools.source))
    at_work.document.open(other)
    assert not at_work.window.views.explain.school.has_answer


def test_the_panel_is_one_of_those_that_f6_goes_round(at_work):
    at_work.select(at_work.cluster(1).members[0])
    at_work.choose("explain")
    explained(at_work)
    at_work.window.panels.show(at_work.window.views.docks["explain"])
    assert at_work.window.views.explain.isAncestorOf(QApplication.focusWidget())


def test_near_misses_are_listed_and_shown_on_the_map(at_work):
    at_work.choose("near_misses")
    page, view = at_work.window.views.explain.near, at_work.window.views.map
    at_work.until(lambda: page.has_answer, 90)
    before = view.camera.scale
    at_work.click(page.list.viewport(), page.list.visualRect(page.model.index(0, 0)).center())
    assert at_work.document.selection == set(page.model.misses[0].urns)
    at_work.until(lambda: view.camera.scale < before)
    at_work.document.do(edits.MoveSchools((at_work.cluster(5).members[0],), None))
    assert page.stale.isVisible()


def test_whoever_looks_at_another_school_meanwhile_stays_there_and_finds_the_answer_later(at_work):
    one, other = at_work.cluster(1).members[0], at_work.cluster(2).members[0]
    page = at_work.window.views.explain.school
    at_work.select(one)
    at_work.choose("explain")
    at_work.select(other)
    at_work.until(lambda: not at_work.window.explaining.school_questions.is_running, 90)
    assert at_work.document.selection == {other}
    assert not page.has_answer
    at_work.select(one)
    assert page.has_answer, "it was worked out already"
    assert not page.stale.isVisible()
    at_work.select(other)
    at_work.document.do(edits.MoveSchools((at_work.cluster(5).members[0],), None))
    at_work.select(one)
    assert not page.has_answer, "the plan has moved on since"
