from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QUndoCommand, QUndoGroup, QUndoStack
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits import AcceptWarning, DissolveCluster, MoveSchools, Together, WithdrawAcceptance
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE, STRUCK_ROLE
from wolds.widgets.lists import ChecksView, HistoryView, UnplacedView
from wolds.widgets.lists.violations import ACCEPTED

Warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test
EAST_ROLL = "roll-min:900004+900005+900006"


def shown(qtbot, bench, view):
    qtbot.addWidget(view)
    view.tester = QAbstractItemModelTester(view.model, Warn, view)
    view.resize(420, 420)
    view.show()
    return bench.show(view)


@pytest.fixture
def checks(qtbot, bench):
    return shown(qtbot, bench, ChecksView())


@pytest.fixture
def unplaced(qtbot, bench):
    return shown(qtbot, bench, UnplacedView())


def row(checks, group, place=0):
    return checks.model.index(place, 0, checks.model.group_index(group))


def click(qtbot, checks, index):
    qtbot.mouseClick(checks.tree.viewport(), Qt.MouseButton.LeftButton, pos=checks.tree.visualRect(index).center())


def test_warnings_stand_under_their_rule_with_their_cluster(bench, checks):
    assert list(checks.model.groups) == ["roll-min"]
    assert checks.model.group_index("roll-min").data() == "Combined roll too small (1)"
    assert row(checks, "roll-min").data(SENTENCE_ROLE) == bench.scoreboard.violations[0].sentence
    assert row(checks, "roll-min").data(FOOT_ROLE) == "East <i>fen</i>"
    assert "&lt;i&gt;" in row(checks, "roll-min").data(Qt.ItemDataRole.ToolTipRole)


def test_a_click_selects_the_schools_of_a_warning_and_zooms_to_them(qtbot, bench, checks):
    with qtbot.waitSignal(checks.zoom_requested) as zoomed:
        click(qtbot, checks, row(checks, "roll-min"))
    assert zoomed.args == [frozenset({900004, 900005, 900006})]
    assert bench.selections == [frozenset({900004, 900005, 900006})]


def test_enter_zooms_to_the_warning_reached_by_the_arrow_keys(qtbot, checks):
    checks.tree.setFocus()
    qtbot.keyClick(checks.tree, Qt.Key.Key_Down)
    qtbot.keyClick(checks.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(checks.zoom_requested):
        qtbot.keyClick(checks.tree, Qt.Key.Key_Return)


def test_a_warning_is_accepted_with_a_reason_and_shown_struck_out(qtbot, bench, checks):
    click(qtbot, checks, row(checks, "roll-min"))
    qtbot.mouseClick(checks.accept_button, Qt.MouseButton.LeftButton)
    dialog = checks.findChild(checks_dialog())
    qtbot.keyClicks(dialog.reason, "the LA agrees")
    accept = next(button for button in dialog.buttons.buttons() if button.text() == "Accept")
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert bench.edits == [AcceptWarning(EAST_ROLL, "the LA agrees")]
    assert list(checks.model.groups) == [ACCEPTED]
    assert row(checks, ACCEPTED).data(STRUCK_ROLE)
    assert row(checks, ACCEPTED).data(FOOT_ROLE) == "East <i>fen</i> · accepted: the LA agrees"
    assert checks.summary.text() == "No warnings, 1 accepted"


def checks_dialog():
    from wolds.widgets.lists.accept_dialog import AcceptDialog

    return AcceptDialog


def test_no_warning_is_accepted_without_a_reason(qtbot, bench, checks):
    click(qtbot, checks, row(checks, "roll-min"))
    dialog = checks.ask_reason()
    accept = next(button for button in dialog.buttons.buttons() if button.text() == "Accept")
    qtbot.keyClicks(dialog.reason, "  ")
    assert not accept.isEnabled()
    dialog.reject()
    assert bench.edits == []


def test_an_acceptance_can_be_withdrawn(qtbot, bench, checks):
    bench.do(AcceptWarning(EAST_ROLL, "for now"))
    checks.tree.expandAll()
    click(qtbot, checks, row(checks, ACCEPTED))
    assert not checks.accept_button.isEnabled()
    qtbot.mouseClick(checks.withdraw_button, Qt.MouseButton.LeftButton)
    assert bench.edits[1:] == [WithdrawAcceptance(EAST_ROLL)]
    assert list(checks.model.groups) == ["roll-min"]


def test_several_warnings_are_accepted_as_one_step(bench, checks):
    bench.do(MoveSchools((900001,), None))
    checks.tree.expandAll()
    checks.tree.selectAll()
    dialog = checks.ask_reason()
    dialog.reason.setPlainText("agreed in May")
    dialog.accept()
    edit = bench.edits[-1]
    assert isinstance(edit, Together)
    assert all(isinstance(part, AcceptWarning) for part in edit.edits)
    assert list(checks.model.groups) == [ACCEPTED]


def test_after_a_warning_is_accepted_the_keyboard_goes_on_with_the_next(qtbot, bench, checks):
    bench.do(MoveSchools((900001,), None))
    bench.do(MoveSchools((900003,), None))
    rule = next(key for key in checks.model.groups if len(checks.model.children_of(key)) > 1)
    first, second = row(checks, rule), row(checks, rule, 1)
    following = checks.model.fault_at(second)
    checks.tree.setCurrentIndex(first)
    dialog = checks.ask_reason()
    dialog.reason.setPlainText("the LA agrees")
    dialog.accept()
    assert checks.selected_faults() == [following]
    assert checks.tree.currentIndex() == row(checks, rule)
    assert checks.focusWidget() is checks.tree
    assert bench.selections[-1] == frozenset(following.urns)
    assert checks.accept_button.isEnabled()


def test_after_the_last_warning_of_a_kind_the_one_before_is_next(bench, checks):
    bench.do(MoveSchools((900001,), None))
    bench.do(MoveSchools((900003,), None))
    rule = next(key for key in checks.model.groups if len(checks.model.children_of(key)) > 1)
    last = row(checks, rule, len(checks.model.children_of(rule)) - 1)
    before = checks.model.fault_at(last.siblingAtRow(last.row() - 1))
    checks.tree.setCurrentIndex(last)
    dialog = checks.ask_reason()
    dialog.reason.setPlainText("the LA agrees")
    dialog.accept()
    assert checks.selected_faults() == [before]


def test_mending_a_fault_takes_its_row_away_and_leaves_the_others(bench, checks):
    bench.do(MoveSchools((900001,), None))
    reset = []
    checks.model.modelReset.connect(lambda: reset.append(1))
    bench.undo()
    assert list(checks.model.groups) == ["roll-min"]
    assert not reset


def test_without_a_warning_the_list_says_so(bench, checks):
    bench.do(MoveSchools((900007,), "C002"))
    assert checks._pages.is_empty
    assert checks._pages.empty.heading == "No warnings"


def test_another_selection_lets_go_of_the_warning(qtbot, checks):
    click(qtbot, checks, row(checks, "roll-min"))
    checks.show_selection(frozenset({900001}))
    assert checks.selected_faults() == []
    assert not checks.accept_button.isEnabled()


def test_the_menu_offers_what_the_buttons_do(qtbot, checks):
    click(qtbot, checks, row(checks, "roll-min"))
    states = {action.text(): action.isEnabled() for action in checks.menu().actions()}
    assert states == {"Show on the map": True, "Accept with a reason…": True, "Withdraw the acceptance": False}


def test_unplaced_schools_are_listed_with_their_reason_in_words(unplaced):
    unplaced.show_reasons({900007: ("no-neighbour", "The nearest is 14.3 km away.")})
    assert unplaced.model.index(0).data() == "=Goxhill Primary"
    assert unplaced.model.index(0).data(SENTENCE_ROLE) == "No school in reach. The nearest is 14.3 km away."
    assert unplaced.model.index(0).data(FOOT_ROLE) == "Goxhill · 30 pupils · URN 900007"
    assert unplaced.summary.text() == "1 of 7 schools not placed"


def test_schools_come_and_go_with_the_plan(bench, unplaced):
    bench.do(DissolveCluster("C001"))
    assert unplaced.model.urns == [900007, 900001, 900002, 900003]
    bench.undo()
    bench.do(MoveSchools((900007,), "C001"))
    assert unplaced._pages.is_empty
    assert unplaced._pages.empty.heading == "Every school is placed"


def test_unplaced_selection_goes_both_ways_without_a_loop(qtbot, bench, unplaced):
    bench.do(DissolveCluster("C001"))
    unplaced.show_selection(frozenset({900001, 900004}))
    assert bench.selections == []
    at = unplaced.list.visualRect(unplaced.model.index(2)).center()
    qtbot.mouseClick(unplaced.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert bench.selections == [frozenset({900002})]
    with qtbot.waitSignal(unplaced.zoom_requested) as zoomed:
        qtbot.keyClick(unplaced.list, Qt.Key.Key_Return)
    assert zoomed.args == [frozenset({900002})]


def test_the_menu_of_an_unplaced_school_is_asked_for(qtbot, unplaced):
    unplaced.show_selection(frozenset({900007}))
    with qtbot.waitSignal(unplaced.menu_requested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(unplaced.list.viewport(), event)
    assert asked.args[0] == frozenset({900007})


def test_before_a_proposal_the_list_says_how_many_are_to_be_placed(qtbot, wide_bench):
    view = UnplacedView()
    qtbot.addWidget(view)
    wide_bench(1000).show(view)
    assert view._pages.empty.heading == "No clusters yet"
    assert view.list.uniformItemSizes()


def test_long_sentences_wrap_and_make_their_row_higher(qtbot, bench, unplaced):
    unplaced.show_reasons({900007: ("roll", "Short.")})
    QApplication.processEvents()
    low = unplaced.list.visualRect(unplaced.model.index(0)).height()
    unplaced.show_reasons({900007: ("roll", "A sentence that goes on and on. " * 8)})
    QApplication.processEvents()
    assert unplaced.list.visualRect(unplaced.model.index(0)).height() > 1.5 * low


def test_history_lists_steps_and_a_click_goes_back_to_one(qtbot):
    group = QUndoGroup()
    view = HistoryView(group)
    qtbot.addWidget(view)
    view.show()
    assert view._pages.is_empty
    stack = QUndoStack(group)
    group.setActiveStack(stack)
    for text in ("Move Ashby to West", "Lock 3 schools"):
        stack.push(QUndoCommand(text))
    assert not view._pages.is_empty
    at = view.steps.visualRect(view.steps.model().index(1, 0)).center()
    qtbot.mouseClick(view.steps.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stack.index() == 1
    other = QUndoStack(group)
    group.setActiveStack(other)
    assert view._pages.is_empty


def test_history_takes_another_stack(qtbot):
    view = HistoryView()
    qtbot.addWidget(view)
    stack = QUndoStack(view)
    stack.push(QUndoCommand("Rename Lea"))
    view.show_steps_of(stack)
    assert view.steps.model().index(1, 0).data() == "Rename Lea"
    view.show_steps_of(None)
    assert view._pages.is_empty


def test_thousands_of_warnings_are_not_measured_before_they_are_in_sight(bench, checks, monkeypatch):
    assert checks.tree.verticalScrollMode() == checks.tree.ScrollMode.ScrollPerPixel
    monkeypatch.setattr("wolds.widgets.lists.checks._MEASURED_AT_MOST", 0)
    bench.show(checks)
    assert checks.tree.verticalScrollMode() == checks.tree.ScrollMode.ScrollPerItem
