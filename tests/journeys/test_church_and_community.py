"""A diocesan officer's day: from the start page to pairs, a policy and scenarios that are saved, by mouse and by keyboard."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from wolds.app.planfile import open_project
from wolds.app.policy_files import load_policy
from wolds.clustering.edits.policy import POLICY
from wolds.clustering.models import Model
from wolds.clustering.policy import DEFAULT_POLICY, Verdict, dump_policy
from wolds.widgets.church.answers import Question
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.map import Colouring, Layer
from wolds.widgets.partnership.record_dialog import RecordDialog

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SALTMINSTER = "Diocese of Saltminster"


def settled(planner) -> None:
    """Wait until nothing is being worked out."""
    church = planner.window.church
    planner.until(
        lambda: not (church.looking.is_running or church.pairing.is_running or church.scenarios.questions.is_running), 120
    )


def tab(planner, page) -> None:
    """Click the tab of a page."""
    tabs = planner.window.views.church.tabs
    bar = tabs.tabBar()
    planner.click(bar, bar.tabRect(tabs.indexOf(page)).center())
    assert page.isVisible()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def officer(at_work):
    """A diocesan officer at the workspace, with a planned county."""
    at_work.choose("church")
    at_work.until(lambda: at_work.window.views.church.isVisible())
    settled(at_work)
    return at_work


def test_from_the_start_page_to_saved_scenarios_pairs_and_policy_by_mouse(planner, tmp_path: Path):
    window, view = planner.window, planner.window.views.church
    planner.click(window.views.start.church)
    planner.until(lambda: planner.banner)
    planner.answer("Sample county")
    planner.until(view.isVisible, 60)
    settled(planner)
    assert not window.views.docks["rules"].isVisible()
    assert window.views.map.colouring == Colouring.KIND

    table = view.dioceses.table
    names = [one.name for one in view.dioceses.figures]
    box = table.visualItemRect(table.item(names.index(SALTMINSTER), 0))
    planner.click(table.viewport(), QPoint(box.left() + 10, box.center().y()))
    settled(planner)
    assert view.summary.text().startswith(SALTMINSTER)

    tab(planner, view.policy)
    place = view.policy.table.visualRect(view.policy.model.index(1, 1)).center()
    planner.click(view.policy.table.viewport(), place)
    QTest.mouseDClick(view.policy.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = view.policy.table.viewport().findChild(QComboBox)
    editor.setFocus()
    planner.until(editor.hasFocus)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        planner.press(key)
    planner.until(lambda: planner.plan.policies)
    assert planner.plan.policies[POLICY].rows[1].informal == Verdict.APPROVAL
    settled(planner)
    planner.click(view.policy.save)
    planner.name_file(tmp_path / "policy.toml")
    planner.until(lambda: "Saved to" in planner.said)
    assert load_policy(tmp_path / "policy.toml") == planner.plan.policies[POLICY]

    tab(planner, view.pairs)
    planner.click(view.pairs.ask)
    settled(planner)
    pairs = view.pairs.found.pairs
    assert pairs
    assert {pair.church.diocese for pair in pairs} == {SALTMINSTER}
    assert len(window.views.map.content.bonds[Layer.PAIRS][1]) == len(pairs)
    planner.click(view.pairs.save)
    planner.name_file(tmp_path / "pairs.csv")
    planner.until(lambda: (tmp_path / "pairs.csv").exists())
    assert [int(row["URN"]) for row in rows_of(tmp_path / "pairs.csv") if row["partner_URN"]] == [p.church.urn for p in pairs]

    tab(planner, view.scenarios)
    planner.click(view.scenarios.three)
    planner.until(lambda: "scenarios were added" in planner.banner, 180)
    settled(planner)
    names = ("Church schools only", "Mixed, informal", "Mixed, formal")
    assert planner.document.scenario_names[1:] == names
    assert [one.name for one in view.scenarios.figures][1:] == list(names)
    planner.click(view.scenarios.save)
    planner.name_file(tmp_path / "scenarios.csv")
    planner.until(lambda: (tmp_path / "scenarios.csv").exists())
    assert [row["scenario"] for row in rows_of(tmp_path / "scenarios.csv")][1:] == list(names)
    for name in ("pairs.csv.about.txt", "scenarios.csv.about.txt"):
        about = (tmp_path / name).read_text("utf-8")
        for label in ("Made at", "Made with", "Hash of the schools", "Seed", "Rule: travel limit"):
            assert f"{label}: " in about

    table = view.scenarios.table
    place = table.visualItemRect(table.item(1, 4)).center()
    planner.click(table.viewport(), place)
    planner.click(view.scenarios.show_button)
    assert planner.plan.name == "Mixed, formal"
    settled(planner)
    tab(planner, view.questions)
    assert {row.cells[1] for row in view.questions.answers.rows} == {"Hard federation"}

    planner.save_to(tmp_path / "diocese.gpkg")
    saved = open_project(tmp_path / "diocese.gpkg").project
    assert saved.names[1:] == names
    assert all(plan.policies[POLICY].rows[1].informal == Verdict.APPROVAL for plan in saved.scenarios)
    planner.click(view.back)
    assert not view.isVisible()
    assert window.views.map.colouring == Colouring.CLUSTER
    assert Layer.PAIRS not in window.views.map.content.bonds


def test_the_whole_way_by_keyboard_from_the_start_page_to_a_saved_plan(planner, tmp_path: Path):
    window, view = planner.window, planner.window.views.church
    window.views.start.church.setFocus()
    planner.press(Qt.Key.Key_Space)
    planner.until(lambda: planner.banner)
    button = next(one for one in window.views.banner.buttons if "Sample" in one.text())
    button.setFocus()
    planner.press(Qt.Key.Key_Space)
    planner.until(view.isVisible, 60)
    settled(planner)
    bar = view.tabs.tabBar()
    planner.until(bar.hasFocus)

    walk_to(planner, view.dioceses.table)
    planner.press(Qt.Key.Key_Space)
    settled(planner)
    assert view.dioceses.ticked

    bar.setFocus()
    planner.press(Qt.Key.Key_Right)
    assert view.questions.isVisible()
    walk_to(planner, view.questions.list)
    for _ in range(list(Question).index(Question.BARRED)):
        planner.press(Qt.Key.Key_Down)
    assert view.questions.question == Question.BARRED

    bar.setFocus()
    for _ in range(2):
        planner.press(Qt.Key.Key_Right)
    assert view.policy.isVisible()
    walk_to(planner, view.policy.add)
    planner.press(Qt.Key.Key_Space)
    dialog = planner.dialog(RecordDialog)
    planner.until(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    planner.write(SALTMINSTER)
    dialog.editors["informal"].setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        planner.press(key)
    dialog.editors["reason"].setFocus()
    planner.write("The board approves every partnership.")
    planner.press(Qt.Key.Key_Return)
    planner.until(lambda: planner.plan.policies)
    row = planner.plan.policies[POLICY].rows[0]
    assert (row.diocese, row.informal) == (SALTMINSTER, Verdict.APPROVAL)
    settled(planner)

    planner.no_dialog()
    window.activateWindow()
    bar.setFocus()
    planner.until(bar.hasFocus)
    planner.press(Qt.Key.Key_Right)
    assert view.scenarios.isVisible()
    walk_to(planner, view.scenarios.three)
    planner.press(Qt.Key.Key_Space)
    planner.until(lambda: len(planner.document.scenario_names) == 4, 180)
    settled(planner)
    walk_to(planner, view.scenarios.table)
    for _ in range(2):
        planner.press(Qt.Key.Key_Right)
    planner.press(Qt.Key.Key_Return)
    assert planner.plan.name == "Mixed, informal"
    settled(planner)
    approval = {one.cluster for one in view.questions.found.approval}
    assert approval, "the officer's own row holds in the scenario"

    planner.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    planner.name_file(tmp_path / "diocese.gpkg")
    planner.until(lambda: planner.document.is_clean and not window.saving.job.is_running)
    assert open_project(tmp_path / "diocese.gpkg").project.plan.policies[POLICY].rows[0] == row


def walk_to(planner, widget, most: int = 40) -> None:
    """Press Tab until the keyboard is in a widget."""
    for _ in range(most):
        if QApplication.focusWidget() is widget:
            return
        planner.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reached {widget.accessibleName() or widget}")


def test_a_shortcut_opens_it_and_clusters_show_their_strongest_consequence(at_work):
    at_work.press(Qt.Key.Key_H, CTRL_SHIFT)
    view = at_work.window.views.church
    at_work.until(view.isVisible)
    settled(at_work)
    tab(at_work, view.questions)
    assert len(view.questions.answers.rows) == len(at_work.plan.clusters)
    view.model.setFocus()
    while view.judged_as != Model.HARD_FEDERATION:
        at_work.press(Qt.Key.Key_Down)
    settled(at_work)
    assert view.questions.found.blocked
    view.questions.choose(Question.BLOCKED)
    row = view.questions.answers.rows[0]
    assert row.verdict == Verdict.FORBIDDEN
    table = view.questions.answers.table
    at_work.click(table.viewport(), table.visualRect(table.model().index(0, 0)).center())
    assert at_work.document.selection == frozenset(row.urns)


def test_a_policy_edit_is_one_step_that_is_undone_and_the_clusters_are_judged_anew(officer):
    view = officer.window.views.church
    assert view.questions.found.approval == ()
    tab(officer, view.policy)
    view.policy.model.setData(view.policy.model.index(3, 1), "approval needed", Qt.ItemDataRole.EditRole)
    settled(officer)
    assert view.questions.found.approval
    officer.choose("undo")
    settled(officer)
    assert view.policy.policy == DEFAULT_POLICY
    assert view.questions.found.approval == ()
    assert not view.stale.isVisible()


def test_a_table_that_somebody_sent_is_opened_and_a_spoilt_one_changes_nothing(officer, tmp_path: Path):
    view = officer.window.views.church
    mine = DEFAULT_POLICY.model_copy(update={"name": "Sent by the diocese", "rows": DEFAULT_POLICY.rows[4:]})
    (tmp_path / "sent.toml").write_text(dump_policy(mine), encoding="utf-8")
    tab(officer, view.policy)
    officer.click(view.policy.open)
    officer.name_file(tmp_path / "sent.toml")
    officer.until(lambda: view.policy.policy == mine)
    assert view.policy.title.text() == "Sent by the diocese"
    (tmp_path / "spoilt.toml").write_text("[[row]]\ninformal = 'perhaps'\n", encoding="utf-8")
    officer.click(view.policy.open)
    officer.name_file(tmp_path / "spoilt.toml")
    officer.dialog(ErrorDialog).close()
    assert view.policy.policy == mine


def test_the_three_scenarios_are_cancelled_and_leave_nothing_behind(officer):
    page = officer.window.views.church.scenarios
    tab(officer, page)
    officer.click(page.three)
    officer.until(page.jobs.isVisible)
    officer.click(page.jobs.cancel)
    settled(officer)
    assert len(officer.document.scenario_names) == 1
    assert not page.has_answer


def test_the_scenarios_go_again_in_one_step(officer):
    page = officer.window.views.church.scenarios
    tab(officer, page)
    officer.click(page.three)
    officer.until(lambda: "scenarios were added" in officer.banner, 180)
    settled(officer)
    assert not page.stale.isVisible()
    officer.answer("Take them out again")
    assert len(officer.document.scenario_names) == 1
    assert not page.has_answer


def test_an_edit_marks_what_was_found_as_old_until_it_is_asked_again(officer):
    view = officer.window.views.church
    tab(officer, view.pairs)
    officer.click(view.pairs.ask)
    settled(officer)
    officer.select(*officer.cluster().members)
    officer.choose("dissolve")
    assert view.stale.isVisible()
    assert view.pairs.stale.isVisible()
    officer.click(view.stale.button)
    settled(officer)
    assert not view.stale.isVisible()


def test_a_list_of_schools_is_saved_with_its_reasons(officer, tmp_path: Path):
    view = officer.window.views.church
    view.model.setCurrentIndex(view.model.findData(str(Model.HARD_FEDERATION)))
    settled(officer)
    tab(officer, view.questions)
    view.questions.choose(Question.BARRED)
    officer.click(view.questions.save)
    officer.name_file(tmp_path / "alone.csv")
    officer.until(lambda: (tmp_path / "alone.csv").exists())
    saved = rows_of(tmp_path / "alone.csv")
    assert [int(row["URN"]) for row in saved] == [one.urn for one in view.questions.found.barred]
    assert all(row["why"] for row in saved)


def test_the_map_takes_back_its_colours_when_another_page_is_opened(officer):
    officer.choose("start")
    assert officer.window.views.map.colouring == Colouring.CLUSTER
    officer.choose("church")
    settled(officer)
    assert officer.window.views.map.colouring == Colouring.KIND
    officer.choose("partners")
    assert not officer.window.views.church.isVisible()
    assert officer.window.views.map.colouring == Colouring.CLUSTER


def test_the_schools_of_a_diocese_are_shown_on_the_map(officer):
    page = officer.window.views.church.dioceses
    officer.click(page.show_button)
    figures = page.figures[page.table.currentRow()]
    assert len(officer.document.selection) == figures.church


def test_a_picture_is_coloured_as_the_map_is(officer, tmp_path: Path):
    officer.window.exporting.export(tmp_path / "type.png")
    officer.choose("by_kind")
    officer.window.exporting.export(tmp_path / "cluster.png")
    assert (tmp_path / "type.png").read_bytes() != (tmp_path / "cluster.png").read_bytes()


def test_a_plan_open_to_be_looked_at_gets_no_scenarios(at_work):
    at_work.document.open(at_work.document.project, look_only=True)
    at_work.choose("church")
    settled(at_work)
    page = at_work.window.views.church.scenarios
    tab(at_work, page)
    at_work.click(page.three)
    assert "copy" in at_work.banner.lower()
    assert len(at_work.document.scenario_names) == 1


def test_the_map_can_be_coloured_by_type_without_the_workspace(at_work):
    at_work.press(Qt.Key.Key_T, CTRL_SHIFT)
    assert at_work.window.views.map.colouring == Colouring.KIND
    assert at_work.window.commands["by_kind"].isChecked()
    at_work.press(Qt.Key.Key_T, CTRL_SHIFT)
    assert at_work.window.views.map.colouring == Colouring.CLUSTER


def test_a_verdict_is_changed_in_its_cell_by_keys_saved_undone_and_opened_again(at_work, tmp_path: Path):
    at_work.press(Qt.Key.Key_H, CTRL_SHIFT)
    view = at_work.window.views.church
    at_work.until(view.isVisible)
    settled(at_work)
    view.tabs.tabBar().setFocus()
    while not view.policy.isVisible():
        at_work.press(Qt.Key.Key_Right)
    walk_to(at_work, view.policy.table)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        at_work.press(key)
    at_work.until(lambda: at_work.plan.policies)
    mine = at_work.plan.policies[POLICY]
    assert (DEFAULT_POLICY.rows[1].informal, mine.rows[1].informal) == (Verdict.ALLOWED, Verdict.APPROVAL)
    assert QApplication.focusWidget() is view.policy.table, "the next cell is a key away"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        at_work.press(key)
    assert at_work.plan.policies[POLICY] == mine
    settled(at_work)

    walk_to(at_work, view.policy.save)
    at_work.press(Qt.Key.Key_Space)
    at_work.name_file(tmp_path / "policy.toml")
    at_work.until(lambda: "Saved to" in at_work.said)
    back(at_work)
    at_work.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.policy.policy == DEFAULT_POLICY
    settled(at_work)
    walk_to(at_work, view.policy.open)
    at_work.press(Qt.Key.Key_Space)
    at_work.name_file(tmp_path / "policy.toml")
    at_work.until(lambda: view.policy.policy == mine)
    settled(at_work)
    back(at_work)
    at_work.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.policy.policy == DEFAULT_POLICY


def back(planner) -> None:
    """The window has the keyboard again, as a window manager sees to once a dialog is gone."""
    planner.window.activateWindow()
    planner.until(planner.window.isActiveWindow)
