"""Proposals as previews, locks kept, plans that move on meanwhile; scenarios in one file; rules and their form."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wolds.clustering import edits
from wolds.clustering.rules import Rules
from wolds.widgets.dialogs import BarrierDialog, GoToDialog, PairTravelDialog, TextDialog
from wolds.widgets.map import Mode


def propose(planner) -> None:
    planner.choose("propose")
    planner.until(lambda: planner.window.proposing.proposal is not None)


def test_proposing_again_keeps_what_is_locked(at_work):
    one, other = at_work.cluster(0), at_work.cluster(1)
    moved = one.members[0]
    at_work.document.do(edits.MoveSchools((moved,), other.id))
    at_work.select(moved)
    at_work.choose("lock_school")
    keep = at_work.cluster(5)
    at_work.select(*keep.members)
    at_work.choose("lock_cluster")
    propose(at_work)
    at_work.click(at_work.window.proposing.panel.accept_button)
    assert at_work.plan.cluster_of[moved] == other.id
    assert at_work.plan.clusters[keep.id].members == keep.members


def test_a_proposal_is_one_step_and_a_dropped_one_leaves_no_trace(planner, county):
    planner.take(county)
    propose(planner)
    assert "accept it, or drop it" in planner.said
    planner.click(planner.window.proposing.panel.drop_button)
    assert planner.said == "The proposal was dropped: the plan is as it was."
    assert not planner.plan.clusters
    assert planner.document.is_clean
    assert planner.window.views.docks["proposal"].isHidden()
    assert planner.window.views.map.hasFocus()
    propose(planner)
    planner.click(planner.window.proposing.panel.accept_button)
    assert len(planner.plan.clusters) > 30
    planner.choose("undo")
    assert planner.plan.clusters == {}
    assert planner.document.is_clean


def test_an_edit_while_a_proposal_is_worked_out_makes_it_be_asked_for_again(at_work):
    at_work.choose("propose")
    at_work.document.do(edits.MoveSchools((at_work.cluster(0).members[0],), None))
    at_work.until(lambda: not at_work.window.proposing.job.is_running)
    assert at_work.window.proposing.proposal is None
    assert "changed" in at_work.banner
    at_work.answer("Propose again")
    at_work.until(lambda: at_work.window.proposing.proposal is not None)


def test_an_edit_while_a_proposal_is_looked_at_drops_it(at_work):
    propose(at_work)
    at_work.document.do(edits.MoveSchools((at_work.cluster(0).members[0],), None))
    assert at_work.window.proposing.proposal is None
    assert "dropped" in at_work.banner


def test_a_name_given_while_a_proposal_is_looked_at_is_kept(at_work):
    cluster = at_work.cluster(0)
    propose(at_work)
    at_work.document.do(edits.RenameCluster(cluster.id, "Named meanwhile"))
    assert at_work.window.proposing.proposal is not None
    at_work.click(at_work.window.proposing.panel.accept_button)
    assert "Named meanwhile" in {one.name for one in at_work.plan.clusters.values()}


def test_stopping_a_proposal_answers_within_half_a_second(planner, county):
    planner.take(county)
    planner.document.do(edits.SetRules(Rules(cap_km=25, size_max=8)))
    planner.choose("propose")
    planner.until(lambda: planner.window.desk.status.jobs.isVisible())
    begun = time.monotonic()
    planner.press(Qt.Key.Key_Escape)
    planner.until(lambda: not planner.window.proposing.job.is_running, 10)
    assert time.monotonic() - begun < 2.0, "half a second, with room for a busy machine"


def test_scenarios_are_duplicated_switched_renamed_and_removed(at_work):
    box, first = at_work.window.scenarios.box, at_work.plan.name
    at_work.choose("duplicate_scenario")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "25 minutes")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    assert at_work.document.scenario_names == (first, "25 minutes")
    assert box.currentText() == "25 minutes"
    urn = at_work.cluster(0).members[0]
    at_work.document.do(edits.MoveSchools((urn,), None))

    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    at_work.until(lambda: at_work.plan.name == first)
    assert urn in at_work.plan.cluster_of, "scenarios do not share their clusters"
    assert not at_work.window.commands["undo"].isEnabled(), "each scenario has its own history"

    at_work.choose("rename_scenario")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "25 Minutes")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    assert at_work.plan.name == first
    assert "name of its own" in at_work.banner

    at_work.choose("remove_scenario")
    at_work.answer("Keep")
    assert len(at_work.document.scenario_names) == 2
    at_work.choose("remove_scenario")
    at_work.answer("Remove")
    assert at_work.document.scenario_names == ("25 minutes",)
    at_work.choose("remove_scenario")
    assert "at least one" in at_work.banner


def test_a_tighter_rule_in_the_form_is_checked_at_once(at_work):
    assert not at_work.document.scoreboard.violations
    rules = at_work.plan.rules
    at_work.window.views.rules.edit_requested.emit(edits.SetRules(rules.model_copy(update={"roll_min": 400})))
    assert at_work.document.scoreboard.violations
    assert "warnings" in at_work.window.desk.status._summary.text()
    at_work.choose("undo")
    assert not at_work.document.scoreboard.violations


def test_a_number_typed_into_the_rules_is_not_lost_when_f5_follows_at_once(at_work):
    from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

    form = at_work.window.views.rules
    kinds = (QSpinBox, QDoubleSpinBox)
    boxes = [box for kind in kinds for box in form.findChildren(kind) if box.isVisible() and box.value() == 20]
    box = boxes[0]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "15")
    at_work.press(Qt.Key.Key_F5)
    assert at_work.plan.rules.cap_minutes == 15
    at_work.until(lambda: at_work.window.proposing.proposal is not None)


def test_an_impossible_combination_is_shown_and_can_be_remedied(at_work):
    from PySide6.QtWidgets import QPushButton

    form = at_work.window.views.rules
    remedies = [one for one in form.findChildren(QPushButton) if one.isVisible() and "split" in one.text().lower()]
    assert remedies, "a federation across the Wash cannot be kept together within the limit"
    at_work.click(remedies[0])
    at_work.until(lambda: not [b for b in form.findChildren(QPushButton) if b.isVisible() and "split" in b.text().lower()], 5)
    at_work.choose("undo")


def test_a_barrier_is_drawn_on_the_map_and_becomes_a_rule(at_work):
    view, before = at_work.window.views.map, len(at_work.plan.rules.barriers)
    at_work.choose("barrier")
    assert view.mode == Mode.BARRIER
    middle = view.viewport().rect().center()
    for at in (middle - QPoint(80, 30), middle + QPoint(60, 40)):
        at_work.click(view.viewport(), at)
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog = at_work.dialog(BarrierDialog)
    QTest.keyClicks(dialog.name, "The Drain")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    at_work.no_dialog()
    assert [one.name for one in at_work.plan.rules.barriers][before:] == ["The Drain"]
    assert view.mode == Mode.NAVIGATE
    at_work.choose("undo")
    assert len(at_work.plan.rules.barriers) == before


def test_a_distance_is_measured_with_two_clicks(at_work, qtbot):
    view = at_work.window.views.map
    at_work.choose("measure")
    middle = view.viewport().rect().center()
    with qtbot.waitSignal(view.distance_measured) as measured:
        at_work.click(view.viewport(), middle - QPoint(100, 0))
        at_work.click(view.viewport(), middle + QPoint(100, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert measured.args[0] > 1
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.mode == Mode.NAVIGATE
    assert not at_work.window.commands["measure"].isChecked()


def test_what_is_typed_to_find_leads_to_schools_villages_points_and_says_when_there_is_nothing(at_work):
    urn = at_work.cluster(3).members[0]
    at_work.choose("find")
    at_work.write(str(urn))
    at_work.press(Qt.Key.Key_Return)
    assert at_work.document.selection == {urn}
    at_work.choose("find")
    at_work.write("530000 330000")
    at_work.press(Qt.Key.Key_Return)
    assert "530000" in at_work.said
    at_work.choose("find")
    at_work.write("qqqqqq")
    at_work.press(Qt.Key.Key_Return)
    assert "Nothing is called qqqqqq" in at_work.said


def test_go_to_a_point_marks_it(at_work):
    at_work.choose("go_to")
    dialog = at_work.dialog(GoToDialog)
    QTest.keyClicks(dialog.line, "530000, 330000")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    at_work.no_dialog()
    assert at_work.window.views.map.live.marker is not None


def test_rows_are_copied_for_a_spreadsheet(at_work):
    cluster = at_work.cluster(0)
    at_work.select(*cluster.members)
    at_work.window.panels.show(None)
    at_work.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("School\tCluster")
    assert len(lines) == 1 + len(cluster.members)
    assert all(cluster.name in line for line in lines[1:])


def test_keeping_apart_and_travel_of_a_pair_become_rules(at_work):
    pair = at_work.cluster(0).members[:2]
    at_work.select(*pair)
    at_work.choose("keep_apart")
    dialog = at_work.dialog(TextDialog)
    QTest.keyClicks(dialog.editor, "no bridge")
    at_work.press_button(dialog, "Save")
    at_work.no_dialog()
    assert at_work.document.scoreboard.violations
    at_work.choose("undo")
    at_work.choose("travel_pair")
    dialog = at_work.dialog(PairTravelDialog)
    dialog.number.setValue(55)
    QTest.keyClicks(dialog.reason, "the ferry") if hasattr(dialog, "reason") else None
    dialog.accept()
    at_work.no_dialog()
    QApplication.processEvents()
    assert at_work.document.scoreboard.violations


def test_rules_are_saved_and_loaded_as_one_step(at_work, tmp_path: Path):
    at_work.choose("save_rules")
    at_work.name_file(tmp_path / "rules.toml")
    assert (tmp_path / "rules.toml").exists()
    rules = at_work.plan.rules
    at_work.document.do(edits.SetRules(rules.model_copy(update={"roll_min": 77})))
    at_work.choose("open_rules")
    at_work.name_file(tmp_path / "rules.toml")
    assert [k for k in type(rules).model_fields if getattr(at_work.plan.rules, k) != getattr(rules, k)] == []
    at_work.choose("undo")
    assert at_work.plan.rules.roll_min == 77


def test_a_new_proposal_says_how_much_stays_and_why_each_school_moves(at_work):
    rules = at_work.plan.rules
    at_work.document.do(edits.SetRules(rules.model_copy(update={"cap_minutes": 14.0, "little_change_km": 1.0})))
    propose(at_work)
    panel = at_work.window.proposing.panel
    assert "stay as they are" in panel.summary.text()
    assert "1 km a pair" in panel.summary.text()
    movers = {mover.urn for mover in at_work.window.proposing.proposal.preview.movers}
    assert {row.urns[0] for row in panel.schools.rows} == movers
    assert all(row.foot for row in panel.schools.rows)
    assert any("breaks a rule now" in row.foot for row in panel.schools.rows)
    view, before = at_work.window.views.map, at_work.window.views.map.camera.scale
    panel.movers.setFocus()
    panel.movers.setCurrentIndex(panel.schools.index(0, 0))
    at_work.press(Qt.Key.Key_Return)
    at_work.until(lambda: view.camera.scale < before)
