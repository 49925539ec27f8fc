"""The policy table in its page: verdicts in cells, rows in a form, their order, and what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox

from helpers.neighbours import around
from helpers.windows import heard
from wolds.clustering.edits import SetPolicy
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.models import Model
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict
from wolds.geo.kinds import SchoolKind
from wolds.widgets.church.policy_form import row_fields, row_of
from wolds.widgets.church.policy_model import PolicyModel
from wolds.widgets.church.policy_page import PolicyPage
from wolds.widgets.partnership.record_dialog import RecordDialog

SMALL = Policy(
    name="Ely, May",
    rows=(
        PolicyRow(diocese="Diocese of Ely", character="church", informal=Verdict.APPROVAL, reason="Its board decides."),
        PolicyRow(school=SchoolKind.AIDED, informal=Verdict.ADVICE, trust=Verdict.FORBIDDEN, source="A minute"),
        PolicyRow(informal=Verdict.ALLOWED),
    ),
)


@pytest.fixture
def page(qtbot):
    """A page whose edits are done, as the window does them."""
    page = PolicyPage()
    qtbot.addWidget(page)
    page.resize(640, 620)
    page.show()
    qtbot.waitExposed(page)
    page.offer(("Diocese of Ely", "Diocese of Lincoln"), ("Roman Catholic",))
    page.context = around([(0, 0)])
    page.edits = []

    def do(edit: SetPolicy) -> None:
        page.edits.append(edit)
        context = page.context
        page.context = EditContext(context.schools, context.standing, context.plan.apply(edit.change(context)))
        page.show_policy(policy_of(page.context))

    page.edit_requested.connect(do)
    do(SetPolicy(SMALL))
    return page


def cell(page: PolicyPage, row: int, model: Model):
    return page.model.index(row, 1 + list(Model).index(model))


def form(page: PolicyPage, qtbot) -> RecordDialog:
    qtbot.waitUntil(lambda: bool(page.findChildren(RecordDialog)))
    return page.findChildren(RecordDialog)[-1]


def test_a_verdict_is_changed_in_its_cell_by_keyboard(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(cell(page, 1, Model.INFORMAL))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    box = page.table.viewport().findChild(QComboBox)
    assert box.currentText() == "Seek advice"
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.policy.rows[1].informal == Verdict.APPROVAL)
    assert page.policy.rows[1].trust == Verdict.FORBIDDEN, "the rest of the row is as it was"
    assert page.table.currentIndex() == cell(page, 1, Model.INFORMAL), "the keyboard stays on its cell"


def test_a_verdict_is_picked_from_the_list_that_drops_down(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(cell(page, 1, Model.INFORMAL))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    box = page.table.viewport().findChild(QComboBox)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    items = box.view()
    qtbot.waitUntil(items.isVisible)
    for _ in range(2):
        QTest.keyClick(items, Qt.Key.Key_Down)
    assert page.policy == SMALL, "nothing is chosen yet"
    QTest.keyClick(items, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.policy.rows[1].informal == Verdict.FORBIDDEN)


def test_escape_leaves_a_verdict_as_it_was(page):
    page.table.setFocus()
    page.table.setCurrentIndex(cell(page, 1, Model.INFORMAL))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    box = page.table.viewport().findChild(QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert page.policy == SMALL


def test_a_double_click_opens_a_cell_or_the_form_of_a_row(page, qtbot):
    place = page.table.visualRect(cell(page, 0, Model.INFORMAL)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.table.viewport().findChild(QComboBox) is not None
    page.table.setFocus()
    place = page.table.visualRect(page.model.index(2, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert form(page, qtbot).isVisible()


def test_a_row_that_would_say_nothing_is_refused_in_words(page):
    page.model.setData(cell(page, 2, Model.INFORMAL), "", Qt.ItemDataRole.EditRole)
    assert "at least one model" in page.problem.text()
    assert page.policy == SMALL


def test_a_new_row_stands_on_top_with_what_was_chosen(page, qtbot):
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = form(page, qtbot)
    diocese = dialog.editors["diocese"]
    diocese.lineEdit().setFocus()
    QTest.keyClicks(diocese.lineEdit(), "Diocese of Lincoln")
    dialog.editors["school"].setCurrentIndex(dialog.editors["school"].findData("voluntary_aided"))
    dialog.editors["company"].setCurrentIndex(dialog.editors["company"].findData("mixed"))
    trust = dialog.editors["trust"]
    trust.setCurrentIndex(trust.findData("not allowed"))
    QTest.keyClicks(dialog.editors["reason"], "The board says no.")
    dialog.accept()
    row = page.policy.rows[0]
    assert (row.diocese, row.school, row.company) == ("Diocese of Lincoln", SchoolKind.AIDED, "mixed")
    assert (row.informal, row.trust, row.reason) == (Verdict.ALLOWED, Verdict.FORBIDDEN, "The board says no.")
    assert page.policy.rows[1:] == SMALL.rows


def test_a_row_changed_in_its_form_keeps_what_was_not_touched(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = form(page, qtbot)
    assert dialog.editors["diocese"].currentText() == "Diocese of Ely"
    dialog.editors["diocese"].setEditText("")
    dialog.accept()
    assert page.policy.rows[0] == SMALL.rows[0].model_copy(update={"diocese": "any"})


def test_a_form_that_says_nothing_of_any_model_stays_open_and_says_so(page, qtbot):
    page.ask(2)
    dialog = form(page, qtbot)
    dialog.editors["informal"].setCurrentIndex(0)
    dialog.accept()
    assert dialog.isVisible()
    assert "at least one model" in dialog.problem.text()


def test_rows_are_taken_out_and_moved_and_the_keyboard_goes_with_them(page):
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.mouseClick(page.down, Qt.MouseButton.LeftButton)
    assert [row.source or row.diocese for row in page.policy.rows] == ["A minute", "Diocese of Ely", "any"]
    assert page.place == 1
    assert page.up.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.policy.rows == SMALL.rows[1:]
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.policy.rows == ()
    assert page.pages.is_empty
    assert not page.remove.isEnabled()


def test_the_first_row_cannot_go_up_nor_the_last_one_down(page):
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert (page.up.isEnabled(), page.down.isEnabled()) == (False, True)
    page.table.setCurrentIndex(page.model.index(2, 0))
    assert (page.up.isEnabled(), page.down.isEnabled()) == (True, False)


def test_the_starting_table_comes_back_and_then_there_is_nothing_to_go_back_to(page):
    assert page.restart.isEnabled()
    QTest.mouseClick(page.restart, Qt.MouseButton.LeftButton)
    assert page.policy == DEFAULT_POLICY
    assert not page.restart.isEnabled()


def test_name_and_note_are_set_and_a_blank_name_is_refused(page, qtbot):
    QTest.mouseClick(page.name, Qt.MouseButton.LeftButton)
    dialog = form(page, qtbot)
    dialog.editors["name"].clear()
    QTest.keyClicks(dialog.editors["name"], " ")
    dialog.accept()
    assert "name" in dialog.problem.text()
    QTest.keyClicks(dialog.editors["name"], "Ely, June")
    QTest.keyClicks(dialog.editors["note"], "Agreed by the board.")
    dialog.accept()
    assert (page.policy.name, page.policy.note) == ("Ely, June", "Agreed by the board.")
    assert page.title.text() == "Ely, June"
    assert page.policy.rows == SMALL.rows


def test_reason_and_source_of_the_row_are_read_below(page):
    page.table.setCurrentIndex(page.model.index(0, 1))
    assert "Its board decides." in page.detail.toPlainText()
    page.table.setCurrentIndex(page.model.index(1, 1))
    assert "Source: A minute" in page.detail.toPlainText()


def test_the_table_to_save_is_the_one_that_is_shown(page):
    saved = heard(page.save_requested)
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert saved == [SMALL]


def test_a_screen_reader_hears_model_and_verdict_of_a_cell(page):
    said = cell(page, 0, Model.INFORMAL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Informal collaboration: approval needed"
    assert "says nothing" in cell(page, 0, Model.TRUST).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_model_keeps_qt_rules_while_rows_come_and_go(qtbot):
    model = PolicyModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for policy in (SMALL, DEFAULT_POLICY, Policy(), SMALL, SMALL.model_copy(update={"rows": SMALL.rows[::-1]})):
        model.show_policy(policy)
        assert model.rowCount() == len(policy.rows)
    assert tester is not None


def test_values_too_long_are_refused_in_words():
    with pytest.raises(ValueError, match="too long"):
        row_of({"diocese": "x" * 300, "informal": "allowed"})


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
verdicts = st.none() | st.sampled_from(list(Verdict))


@given(
    st.builds(
        PolicyRow,
        diocese=st.just("any") | words,
        school=st.just("any") | st.sampled_from(list(SchoolKind)),
        character=st.sampled_from(["any", "church", "Roman Catholic"]),
        company=st.sampled_from(["any", "church", "mixed"]),
        informal=st.sampled_from(list(Verdict)),
        **{str(model): verdicts for model in Model if model != Model.INFORMAL},
        reason=st.just("") | words,
        source=st.just("") | words,
    )
)
def test_the_form_of_a_row_gives_back_the_row_that_nobody_touched(row: PolicyRow):
    values = {field.key: field.value for field in row_fields(row, ["Diocese of Ely"], ["Roman Catholic"])}
    again = row_of(values)
    if row.diocese.casefold() == "any":
        row = row.model_copy(update={"diocese": "any"})
    assert again == row
