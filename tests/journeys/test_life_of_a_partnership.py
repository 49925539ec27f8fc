"""A planner writes down the life of a partnership with mouse and keyboard, takes it back, saves it and finds it again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from wolds.app.planfile import open_project
from wolds.clustering.models import Model
from wolds.clustering.partnership import Category, Priority, Stage
from wolds.clustering.project import same_content
from wolds.widgets.partnership import RecordDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def open_panel(at_work):
    """The panel on the first cluster, opened by its keys."""
    at_work.select(at_work.cluster(0).members[0])
    at_work.press(Qt.Key.Key_P, CTRL | ALT)
    at_work.until(lambda: at_work.window.views.partnership.isVisible())
    return at_work.window.views.partnership


def known(planner):
    return planner.plan.partnerships[planner.cluster(0).id]


def pick(box: QComboBox, words: str) -> None:
    """Choose from a box with the keyboard: Home, then down to it."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(words)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def write(line: QLineEdit, text: str) -> None:
    """Type over what stands in a line."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def fill(planner, **said: str) -> None:
    dialog = planner.dialog(RecordDialog)
    for key, words in said.items():
        editor = dialog.editors[key]
        if isinstance(editor, QComboBox):
            pick(editor, words)
        else:
            write(editor, words)
            if popup := QApplication.activePopupWidget():  # the schools that match what was typed
                QTest.keyClick(popup, Qt.Key.Key_Escape)
    planner.press_button(dialog, "OK")


def add(planner, table, **said: str) -> None:
    planner.window.views.partnership.show_page(table)
    planner.click(table.add_button)
    fill(planner, **said)
    planner.no_dialog()


def test_a_partnership_is_written_down_undone_saved_and_found_again(at_work, open_panel, tmp_path):
    panel, one = open_panel, at_work.cluster(0)
    before = at_work.plan
    pick(panel.overview.stage, "Talking")
    pick(panel.overview.target, "Soft federation")
    write(panel.overview.review, "1/9/2027")
    QTest.keyClick(panel.overview.review, Qt.Key.Key_Return)
    add(at_work, panel.action_plan, text="Moderate maths together", owner="lead head", term="Autumn 2027", priority="High")
    add(at_work, panel.measures, name="Reading", baseline="60", target="80", value="70", on="2027-07-01")
    add(at_work, panel.roles, role="SENCO")
    outsider = at_work.cluster(1).members[0]
    panel.show_page(panel.members)
    at_work.click(panel.members.add_button)
    fill(at_work, urn=str(outsider), purpose="sport")
    add(at_work, panel.confidential, text="The head leaves at Easter")
    panel.show_page(panel.money)
    write(panel.money.lines["grant"], "12,000")
    QTest.keyClick(panel.money.lines["grant"], Qt.Key.Key_Return)
    at_work.click(panel.money.spending.add_button)
    fill(at_work, pounds="£9000")
    said = known(at_work)
    assert (said.stage, said.target, said.review_date) == (Stage.TALKING, Model.SOFT_FEDERATION, date(2027, 9, 1))
    (action,) = said.actions
    assert (action.priority, action.category, action.owner) == (Priority.HIGH, Category.TEACHING, "lead head")
    assert said.measures[0].progress == pytest.approx(0.5)
    assert "left over £3,000" in panel.money.totals.text()
    assert [row.purpose for row in at_work.plan.associates.values()] == ["sport"]
    panel.show_page(panel.action_plan)
    panel.action_plan.list.setFocus()
    steps = at_work.document.undo_group.activeStack().count()
    for _ in range(steps):
        at_work.press(Qt.Key.Key_Z, CTRL)
    assert at_work.plan.partnerships == before.partnerships
    assert not at_work.plan.associates
    assert not at_work.plan.confidential
    assert at_work.plan.clusters[one.id] == before.clusters[one.id]
    assert panel.action_plan.shown == []
    panel.show_page(panel.overview)
    assert panel.overview.stage.currentText() == "Idea"
    for _ in range(steps):
        at_work.choose("redo")
    assert known(at_work) == said
    path = tmp_path / "plan.gpkg"
    at_work.save_to(path)
    assert same_content(open_project(path).project, at_work.document.project)


def test_a_bad_value_is_answered_in_the_form_and_nothing_typed_is_lost(at_work, open_panel):
    panel = open_panel
    panel.show_page(panel.measures)
    at_work.click(panel.measures.add_button)
    fill(at_work, name="Reading", baseline="sixty")
    dialog = at_work.dialog(RecordDialog)
    assert dialog.problem.text() == "“sixty” is not a number: type one such as 1250."
    assert dialog.editors["name"].text() == "Reading"
    fill(at_work, baseline="60")
    at_work.no_dialog()
    assert known(at_work).measures[0].baseline == 60
    panel.show_page(panel.overview)
    write(panel.overview.review, "31/2/2027")
    QTest.keyClick(panel.overview.review, Qt.Key.Key_Return)
    assert panel.overview.problem.isVisible()
    assert panel.overview.problem.text() == "“31/2/2027” is not a day: type one such as 1/9/2027."
    assert known(at_work).review_date is None


def test_records_are_changed_with_enter_and_removed_with_delete(at_work, open_panel):
    panel = open_panel
    add(at_work, panel.action_plan, text="Share a minibus")
    panel.action_plan.list.setFocus()
    panel.action_plan.select(0)
    QTest.keyClick(panel.action_plan.list, Qt.Key.Key_Return)
    fill(at_work, text="Share two minibuses", category="Transport")
    at_work.no_dialog()
    assert known(at_work).actions[0].text == "Share two minibuses"
    assert known(at_work).actions[0].category == Category.TRANSPORT
    QTest.keyClick(panel.action_plan.list, Qt.Key.Key_Delete)
    assert at_work.cluster(0).id not in at_work.plan.partnerships


def test_the_panel_follows_the_selection_and_choosing_a_cluster_selects_its_schools(at_work, open_panel):
    other = at_work.cluster(2)
    at_work.select(other.members[0])
    assert open_panel.cluster == other.id
    third = at_work.cluster(3)
    pick(open_panel.chooser, third.name)
    assert at_work.document.selection == frozenset(third.members)
    assert open_panel.cluster == third.id


def test_what_is_still_being_typed_is_saved(at_work, open_panel, tmp_path):
    write(open_panel.overview.role, "executive head")
    at_work.save_to(tmp_path / "plan.gpkg")
    assert known(at_work).lead_role == "executive head"
