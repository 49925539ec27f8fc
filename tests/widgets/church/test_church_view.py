"""The workspace of a diocesan officer: ticks, questions with counts, pairs, and what is said where there is nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from helpers.neighbours import around, clustered
from helpers.windows import heard
from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.pairings import best_pairings
from wolds.clustering.partners.reach import Reach
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict
from wolds.clustering.policy.dioceses import BLANK
from wolds.clustering.policy.survey import survey
from wolds.widgets.church import ChurchView
from wolds.widgets.church.answers import Question, answers, listing_of, pairs_listing
from wolds.widgets.church.listing import ListingModel

CHURCH, NONE = "Church of England", "Does not apply"
ELY, LINCOLN = "Diocese of Ely", "Diocese of Lincoln"


def county(**columns) -> EditContext:
    """Six schools a km apart in two clusters of three; two dioceses, and a church school whose diocese is blank."""
    given = {
        "religious_character": [CHURCH, NONE, CHURCH, CHURCH, NONE, NONE],
        "type_name": ["Voluntary aided school", "Community school", "Academy converter", *["Voluntary controlled school"] * 3],
        "diocese": [ELY, "", LINCOLN, "", "", ""],
    }
    context = around([(1000.0 * n, 0) for n in range(6)], **(given | columns))
    return clustered(context, (100_001, 100_002, 100_003), (100_004, 100_005, 100_006))


def look(context: EditContext, *dioceses: str, model: Model | None = Model.HARD_FEDERATION, policy: Policy = DEFAULT_POLICY):
    return survey(context, policy, Reach(minutes=20), model, dioceses)


@pytest.fixture
def view(qtbot) -> ChurchView:
    view = ChurchView()
    qtbot.addWidget(view)
    view.resize(660, 720)
    view.show()
    qtbot.waitExposed(view)
    return view


def show(view: ChurchView, context: EditContext, *dioceses: str) -> None:
    view.show_survey(look(context, *dioceses), context.plan.clusters)


# Dioceses


def test_space_ticks_a_diocese_and_what_it_is_about_changes(view):
    show(view, county())
    ticked = heard(view.dioceses.dioceses_changed)
    surveys = heard(view.survey_requested)
    table = view.dioceses.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert ticked == [(ELY,), (ELY, LINCOLN)]
    assert len(surveys) == 2
    assert view.summary.text() == f"{ELY} and {LINCOLN}: 2 church schools in 1 authority"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert view.dioceses.ticked == (ELY,)


def test_a_click_on_the_tick_ticks_it(view):
    show(view, county())
    table = view.dioceses.table
    box = table.visualItemRect(table.item(1, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 10, box.center().y()))
    assert view.dioceses.ticked == (LINCOLN,)


def test_ticks_stay_while_figures_change_and_go_with_another_register(view):
    show(view, county())
    QTest.keyClick(view.dioceses.table, Qt.Key.Key_Space)
    show(view, county(roll=80), ELY)
    assert view.dioceses.ticked == (ELY,)
    view.forget()
    show(view, county())
    assert view.dioceses.ticked == ()


def test_blank_dioceses_have_a_row_and_a_note_of_their_own(view):
    show(view, county())
    assert [one.name for one in view.dioceses.figures] == [ELY, LINCOLN, BLANK]
    assert view.dioceses.note.isVisible()
    assert "leaves the diocese of some" in view.dioceses.note_text.text()


def test_a_register_without_dioceses_says_what_to_do(view):
    show(view, county(diocese=""))
    assert "names no diocese" in view.dioceses.note_text.text()
    assert "Diocese (name)" in view.dioceses.note_text.text()
    asked = heard(view.dioceses.open_requested)
    QTest.mouseClick(view.dioceses.other, Qt.MouseButton.LeftButton)
    assert asked == [()]


def test_where_every_diocese_is_known_there_is_no_note(view):
    show(view, county(diocese=[ELY, "", LINCOLN, LINCOLN, "", ""]))
    assert not view.dioceses.note.isVisible()


def test_without_church_schools_it_says_so(view):
    show(view, county(religious_character=NONE, diocese=""))
    assert view.dioceses.pages.is_empty
    assert "No church school" in view.dioceses.pages.empty.heading


# Questions


def test_each_question_has_its_count_and_its_answers(view):
    context = county()
    show(view, context)
    found = look(context)
    view.tabs.setCurrentWidget(view.questions)
    for at, question in enumerate(Question):
        count = len(answers(found, question))
        assert view.questions.list.item(at).text().endswith(f"({count})")
        view.questions.choose(question)
        assert len(view.questions.answers.rows) == count
        assert view.questions.save.isEnabled() == bool(count)


def test_the_arrow_keys_go_through_the_questions(view):
    show(view, county())
    view.tabs.setCurrentWidget(view.questions)
    view.questions.list.setFocus()
    QTest.keyClick(view.questions.list, Qt.Key.Key_Down)
    assert view.questions.question == Question.APPROVAL
    assert [row.verdict for row in view.questions.answers.rows] == [Verdict.FORBIDDEN, Verdict.APPROVAL]


def test_a_cluster_shows_the_strongest_consequence_and_why_and_all_the_rest_below(view):
    show(view, county())
    row = view.questions.answers.rows[0]
    assert row.cells[2] == "Not allowed"
    assert "cannot share one governing body" in row.cells[3]
    view.questions.answers.table.selectRow(0)
    detail = view.questions.answers.detail.toPlainText()
    assert "majority of a joint governing body" in detail
    assert "Source: " in detail


def test_an_allowed_cluster_says_why_too(view):
    context = county()
    view.show_survey(look(context, model=Model.INFORMAL), context.plan.clusters)
    whys = {row.cells[3] for row in view.questions.answers.rows if row.verdict == Verdict.ALLOWED}
    assert whys == {"Neither the law nor a row of the table asks for more"}


def test_enter_and_a_click_show_the_schools_of_a_row_on_the_map(view):
    show(view, county())
    view.tabs.setCurrentWidget(view.questions)
    shown = heard(view.questions.show_requested)
    table = view.questions.answers.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown == [frozenset((100_004, 100_005, 100_006)), frozenset((100_001, 100_002, 100_003))]


@pytest.mark.parametrize("question", list(Question))
def test_an_empty_answer_says_why_in_words(question):
    context = around([(0, 0), (1000, 0)], type_name="Community school")
    listing = listing_of(look(clustered(context, (100_001, 100_002)), model=Model.INFORMAL), question, {})
    if not listing.rows:
        assert listing.empty[0]
    bare = listing_of(look(context, model=Model.INFORMAL), question, {})
    assert bare.empty[0]


def test_without_clusters_it_says_how_to_make_some(view):
    context = around([(0, 0)], religious_character=CHURCH)
    show(view, context)
    assert "no clusters" in view.questions.answers.pages.empty.heading


def test_the_saved_question_is_the_one_that_is_shown(view):
    show(view, county())
    view.tabs.setCurrentWidget(view.questions)
    view.questions.choose(Question.BLOCKED)
    asked = heard(view.questions.save_requested)
    QTest.mouseClick(view.questions.save, Qt.MouseButton.LeftButton)
    assert asked[0][0] == Question.BLOCKED


# Pairs


def test_pairs_stand_first_and_then_every_school_that_is_left_with_its_reason(view):
    context = county()
    found = best_pairings(context, Reach(minutes=20), DEFAULT_POLICY)
    view.pairs.show_found(found)
    rows = view.pairs.pairs.rows
    assert [row.urns for row in rows[: len(found.pairs)]] == [(p.church.urn, p.community.urn) for p in found.pairs]
    assert len(rows) == len(found.pairs) + len(found.unmatched)
    assert "Proven" in view.pairs.words.text()
    assert view.pairs.save.isEnabled()


def test_a_school_that_the_table_bars_from_everybody_says_so():
    strict = Policy(rows=(PolicyRow(character="church", company="mixed", informal=Verdict.FORBIDDEN),))
    listing = pairs_listing(best_pairings(county(), Reach(minutes=20), strict))
    assert {row.cells[3] for row in listing.rows} == {"Not allowed"}
    assert {"no partner"} <= {row.cells[1] for row in listing.rows}


def test_where_nobody_is_there_to_be_paired_the_page_says_so(view):
    view.pairs.show_found(best_pairings(around([(0, 0)], religious_character="Jewish"), Reach(minutes=20), DEFAULT_POLICY))
    assert view.pairs.pairs.pages.is_empty
    assert not view.pairs.save.isEnabled()


# All of it


def test_the_model_of_a_list_keeps_qt_rules(qtbot):
    model = ListingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    context = county()
    for question in (Question.ALL, Question.ALONE, Question.ALL):
        model.show_listing(listing_of(look(context), question, context.plan.clusters))
    assert model.rowCount() == 2
    assert tester is not None


def test_reach_and_model_ask_anew(view):
    asked = heard(view.survey_requested)
    view.reach.setFocus()
    QTest.keyClick(view.reach, Qt.Key.Key_Down)
    view.model.setFocus()
    QTest.keyClick(view.model, Qt.Key.Key_Down)
    assert len(asked) == 2
    assert (view.minutes, view.judged_as) == (30.0, Model.INFORMAL)


def test_answers_are_marked_as_old_only_once_there_are_some(view):
    view.set_stale(True)
    assert not view.stale.isVisible()
    show(view, county())
    view.set_stale(True)
    assert view.stale.isVisible()
