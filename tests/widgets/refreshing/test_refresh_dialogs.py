"""Which newer register, and the review of what it changes: by mouse and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from helpers.windows import heard, opened
from wolds.clustering.refreshing import ChangeKind, Group, ReviewRow
from wolds.widgets.refreshing import RegisterChoice, RegisterDialog, ReviewDialog
from wolds.widgets.refreshing.model import BEFORE, SCENARIO, change_words, group_words

Warn = QAbstractItemModelTester.FailureReportingMode.Warning
ROWS = (
    ReviewRow(Group.CHANGE, "closed", "", 101, "=Belton (URN 101)", "Open", "Closed"),
    ReviewRow(Group.CHANGE, "roll", "", 102, "Wick <b>(URN 102)</b>", "60 pupils", "90 pupils"),
    ReviewRow(Group.LOST, "note", "A", 101, "=Belton (URN 101)", "", "The note on Belton: ask the vicar"),
    ReviewRow(Group.BROKEN, "size", "B", None, "", "", "C1 Fen: 2 schools, at least 3", (102, 103)),
)


@pytest.fixture
def review(qtbot) -> ReviewDialog:
    return opened(qtbot, ReviewDialog("What next.csv changes", ("Before: a. Now: b.",), ("Mind this.",), ROWS))


def test_every_kind_and_group_of_the_review_has_words() -> None:
    assert set(change_words()) == set(ChangeKind)
    assert set(group_words()) == set(Group)


def test_the_model_keeps_to_the_rules_of_qt_and_speaks_whole_rows(review) -> None:
    QAbstractItemModelTester(review.model, Warn, review)
    review.search.setText("belton")
    review.search.flush()
    spoken = review.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Closed. =Belton (URN 101). Open. Closed"


def test_only_what_is_wanted_is_shown_and_the_current_row_is_told_in_full(review) -> None:
    assert not review.table.isColumnHidden(SCENARIO), "two scenarios are concerned"
    assert [review.group.itemText(place).strip() for place in range(review.group.count())] == [
        "Everything (4)",
        "Schools that changed (2)",
        "Closed (1)",
        "Roll (1)",
        "Not carried over (1)",
        "Rules broken now (1)",
    ]
    review.group.setFocus()
    for _ in range(4):
        QTest.keyClick(review.group, Qt.Key.Key_Down)
    assert review.now.text() == "The note on Belton: ask the vicar"
    assert review.count.text() == "1 of 4 rows"
    review.search.setFocus()
    QTest.keyClicks(review.search, "nothing like it")
    QTest.keyClick(review.search, Qt.Key.Key_Return)
    assert not review.model.rows
    assert not review.details.isVisible()
    assert review.isVisible(), "Enter in the search goes on with nothing"


def names_in(review) -> list[str]:
    return [review.model.index(row, 1).data() for row in range(review.model.rowCount())]


def test_rows_are_sorted_by_a_heading_or_with_the_keyboard_and_numbers_by_their_size(qtbot) -> None:
    rolls = [ReviewRow(Group.CHANGE, "roll", "", urn, f"School {urn}", f"{roll} pupils", "1 pupil") for urn, roll in
             ((1, 150), (2, 60), (3, 1_100))]  # fmt: skip
    review = opened(qtbot, ReviewDialog("What next.csv changes", (), (), rolls))
    QAbstractItemModelTester(review.model, Warn, review)
    assert names_in(review) == ["School 1", "School 2", "School 3"], "as the review tells them at first"
    header = review.table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(BEFORE) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names_in(review) == ["School 2", "School 1", "School 3"]
    review.table.setFocus()
    review.table.setCurrentIndex(review.model.index(0, BEFORE))
    QTest.keyClick(review.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names_in(review) == ["School 3", "School 1", "School 2"]
    assert review.table.currentIndex().row() == 2, "what was chosen stays chosen"
    review.search.setText("pupils")
    review.search.flush()
    assert names_in(review) == ["School 3", "School 1", "School 2"], "the order stays while searching"
    review.table.setCurrentIndex(review.model.index(0, 1))
    QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names_in(review) == ["School 1", "School 2", "School 3"]


def test_what_is_copied_is_never_a_formula(review) -> None:
    QTest.mouseClick(review.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 5
    assert lines[1].split("\t")[1] == "'=Belton (URN 101)"


def test_the_keys_for_copying_take_the_rows_selected_whole(review) -> None:
    review.table.setFocus()
    review.table.selectRow(0)
    QTest.keyClick(review.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == review.model.as_text(review.model.rows[:1]).splitlines()
    assert len(lines) == 2


def test_going_on_is_said_once_and_leaving_says_nothing(qtbot, review) -> None:
    taken = heard(review.taken)
    review.table.setFocus()
    QTest.keyClick(review.table, Qt.Key.Key_Return)
    assert review.isVisible()
    buttons = {one.text(): one for one in review.findChildren(QPushButton)}
    buttons["&Leave all as it is"].setFocus()
    QTest.keyClick(buttons["&Leave all as it is"], Qt.Key.Key_Return)
    assert (taken, review.isVisible()) == ([], False)
    again = opened(qtbot, ReviewDialog("", (), (), ()))
    taken = heard(again.taken)
    button = next(one for one in again.findChildren(QPushButton) if one.text() == "&Go on with this register")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (len(taken), again.isVisible()) == (1, False)


@pytest.fixture
def asked(qtbot) -> RegisterDialog:
    return opened(qtbot, RegisterDialog("register.csv (2024-06-03)", "", "links.csv"))


def test_nothing_is_given_without_a_register(asked) -> None:
    given = heard(asked.given)
    asked.register.setFocus()
    QTest.keyClicks(asked.register, "  ")
    QTest.keyClick(asked.register, Qt.Key.Key_Return)
    assert given == []
    assert asked.isVisible()


def test_a_pasted_path_is_taken_without_its_quotation_marks_and_links_may_be_left_out(asked) -> None:
    given = heard(asked.given)
    QTest.keyClicks(asked.register, '"/tmp/next year.csv" ')
    asked.links.clear()
    QTest.keyClick(asked.register, Qt.Key.Key_Return)
    assert given == [RegisterChoice(Path("/tmp/next year.csv"), None)]


def test_a_file_is_chosen_for_the_line_whose_button_is_pressed(asked) -> None:
    wanted = heard(asked.choosing)
    buttons = {one.accessibleName(): one for one in asked.findChildren(QPushButton)}
    for name in ("Choose the links", "Choose the register"):
        buttons[name].setFocus()
        QTest.keyClick(buttons[name], Qt.Key.Key_Space)
    assert wanted == [asked.links, asked.register]
