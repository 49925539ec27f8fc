"""The review of a planner's sheet: mouse and keyboard answer every doubt, and nothing goes unsaid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox

from helpers.counties import open_primaries
from helpers.windows import heard, opened
from wolds.clustering.relation_sheets import Review, SchoolMatcher, relation_sheet
from wolds.clustering.rules import RelationKind
from wolds.geo.places import SchoolFinder
from wolds.geo.sheets import Sheet
from wolds.widgets.relations import RelationReviewDialog
from wolds.widgets.relations.mentions_model import SCHOOL, STATE

NAMES = ["Belton Primary School", "Marsh Primary School", "Wick Infant School", "Wick Junior School", "<b>Fen</b> School"]
SCHOOLS = open_primaries([(0, 0)] * 5, name=NAMES, town=["Belton", "Marsh", "Wick", "Wick", "Fen"])
BELTON, MARSH, INFANT, JUNIOR, FEN = range(100_001, 100_006)
ROWS = (
    ("School", "Group", "Kind", "Shoe size"),
    ("Belton Primary School", "North", "", "7"),
    ("Marsch Primary School", "North", "", "7"),
    ("Wick", "South", "twinned", ""),
    ("<b>Fen</b> School", "South", "twinned", ""),
    ("Nowhere Academy", "West", "shared head", ""),
    ("Belton Primary School", "West", "shared head", ""),
)


@pytest.fixture
def dialog(qtbot):
    review = Review(relation_sheet([Sheet("folder/mine.csv", "", ROWS)]), SchoolMatcher(SCHOOLS))
    made = opened(qtbot, RelationReviewDialog(review, SCHOOLS, SchoolFinder(SCHOOLS).find))
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def pick(box: QComboBox, words: str) -> None:
    """Choose from a box with the keyboard."""
    box.setFocus()
    at = box.findText(words, Qt.MatchFlag.MatchStartsWith)
    assert at >= 0, [box.itemText(n) for n in range(box.count())]
    if box.currentIndex() == at:
        QTest.keyClick(box, Qt.Key.Key_Down)
    while box.currentIndex() != at:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def states(dialog) -> list[str]:
    return [dialog.model.index(row, STATE).data() for row in range(dialog.model.rowCount())]


def left_out(dialog) -> str:
    return "\n".join(dialog.left_out.item(at).text() for at in range(dialog.left_out.count()))


def test_what_is_to_be_looked_at_comes_first_and_all_rows_on_demand(dialog):
    assert states(dialog) == ["Probably", "Which kind?", "Which kind?", "Not found"]
    QTest.mouseClick(dialog.only_open, Qt.MouseButton.LeftButton, pos=dialog.only_open.rect().center())
    assert states(dialog) == ["Sure", "Probably", "Which kind?", "Which kind?", "Not found", "Sure"]
    assert dialog.summary.text() == "mine.csv: 3 of 6 schools are settled"


def test_everything_left_out_is_told_columns_too(dialog):
    said = left_out(dialog)
    assert "Line 3: Marsch Primary School: the names differ" in said
    assert "Line 4: Wick: several schools could be meant" in said
    assert "Line 6: Nowhere Academy: no school is called Nowhere Academy" in said
    assert "Columns that are not read: Shoe size" in said
    assert not dialog.take.isEnabled()


def test_answers_by_keyboard_settle_every_doubt(dialog, qtbot):
    said = heard(dialog.reviewed)
    dialog.table.setFocus()
    assert dialog.card.words.text() == "Line 3: Marsch Primary School"
    pick(dialog.card.school, "Marsh Primary School")
    assert states(dialog)[0] == "Chosen"
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    pick(dialog.card.kind, "Shared head")
    pick(dialog.card.school, "Wick Junior School")
    QTest.keyClick(dialog.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert dialog.card.words.text() == "Line 6: Nowhere Academy"
    dialog.card.other.setFocus()
    QTest.keyClicks(dialog.card.other, "wick inf")
    QTest.keyClick(dialog.card.other, Qt.Key.Key_Return)
    assert states(dialog) == ["Chosen", "Chosen", "Sure", "Chosen"]
    assert left_out(dialog) == "Columns that are not read: Shoe size"
    assert dialog.take.text() == "&Bring in 3 relations"
    dialog.take.setFocus()
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    (review,) = said
    found = [(one.kind, one.name, one.urns) for one in review.outcome.relations]
    assert found == [
        (RelationKind.COLLABORATION, "North", (BELTON, MARSH)),
        (RelationKind.SHARED_HEAD, "South", (JUNIOR, FEN)),
        (RelationKind.SHARED_HEAD, "West", (BELTON, INFANT)),
    ]


def test_probable_schools_are_taken_with_one_button(dialog):
    QTest.mouseClick(dialog.likely, Qt.MouseButton.LeftButton)
    assert dialog.model.index(0, SCHOOL).data() == "Marsh Primary School"
    assert not dialog.likely.isVisible()
    assert dialog.take.text() == "&Bring in 1 relation"


def test_a_row_can_be_left_out_and_that_is_told(dialog):
    pick(dialog.card.school, "None of them")
    assert states(dialog)[0] == "Left out"
    assert "Marsch Primary School was left out by hand" in left_out(dialog)


def test_the_usual_kind_holds_for_rows_that_do_not_say(dialog):
    QTest.mouseClick(dialog.likely, Qt.MouseButton.LeftButton)
    pick(dialog.usual_kind, "Earlier cluster")
    assert dialog.review.outcome.relations[0].kind == RelationKind.EARLIER_CLUSTER


def test_escape_brings_nothing_in(dialog):
    said = heard(dialog.reviewed)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert said == []
    assert not dialog.isVisible()
