"""The main job from end to end: open, rules, propose, adjust, save, hand on. By mouse, and by keyboard alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar

from wolds.app.planfile import open_project
from wolds.clustering.project import same_content
from wolds.resources.loader import sample_register_path
from wolds.widgets.dialogs import MoveToDialog, NewPlanDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_planners_day_with_the_mouse(planner, tmp_path: Path):
    start = planner.window.views.start
    planner.click(start.sample)
    planner.until(lambda: planner.document.is_open and planner.window.views.map.isVisible())
    assert "sample data" in planner.window.windowTitle()
    assert "made up" in planner.banner

    planner.answer("Propose clusters")
    planner.until(lambda: planner.window.proposing.proposal is not None)
    panel = planner.window.proposing.panel
    assert panel.isVisible()
    assert not planner.plan.clusters, "a proposal is a preview until it is accepted"
    planner.click(panel.accept_button)
    assert len(planner.plan.clusters) > 30
    assert "Proven best" in planner.window.desk.status._summary.text()

    one, other = planner.cluster(0), planner.cluster(1)
    planner.select(one.members[0])
    planner.window.editing.show_menu(planner.document.selection, QPoint(10, 10))
    planner.choose("move")
    dialog = planner.dialog(MoveToDialog)
    dialog.line.setText(other.name)
    planner.press_button(dialog, "Move")
    planner.no_dialog()
    assert planner.plan.cluster_of[one.members[0]] == other.id
    planner.click(planner.window.toolbar.widgetForAction(planner.window.commands["undo"]))
    assert planner.plan.cluster_of[one.members[0]] == one.id

    planner.click(planner.window.toolbar.widgetForAction(planner.window.commands["save"]))
    planner.name_file(tmp_path / "day.gpkg")
    planner.until(lambda: planner.document.is_clean)
    assert planner.window.windowTitle().startswith("day[*]")
    assert same_content(open_project(tmp_path / "day.gpkg").project, planner.document.project)


def test_a_planners_day_with_the_keyboard_alone(planner, tmp_path: Path):
    window = planner.window
    planner.press(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)  # Try the sample county
    planner.until(lambda: planner.document.is_open and window.views.map.isVisible())

    planner.press(Qt.Key.Key_F5)
    planner.until(lambda: window.proposing.proposal is not None)
    planner.press(Qt.Key.Key_Space)  # the keyboard stands on Accept
    planner.until(lambda: planner.plan.clusters)
    assert window.views.map.hasFocus()

    planner.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.finding.box.hasFocus()
    name = planner.document.schools.name_of(planner.cluster(0).members[0])
    planner.write(name)
    planner.press(Qt.Key.Key_Return)
    assert planner.document.selection == {planner.cluster(0).members[0]}

    planner.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = planner.dialog(MoveToDialog)
    QTest.keyClicks(dialog.line, planner.cluster(1).name)
    assert dialog.list.count() if hasattr(dialog.list, "count") else True
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    planner.no_dialog()
    assert planner.plan.cluster_of[planner.cluster(0).members[0]] is not None
    assert planner.said.startswith("Move ")
    planner.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert planner.said.startswith("Undo: Move ")

    planner.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    planner.name_file(tmp_path / "keys.gpkg")
    planner.until(lambda: planner.document.is_clean)
    assert (tmp_path / "keys.gpkg").stat().st_size > 100_000


def test_the_keyboard_goes_round_all_panels(at_work):
    views, stops = at_work.window.views, []
    at_work.window.panels.show(None)
    at_first_hidden = ("proposal", "partners", "group", "partnership", "relations", "church")
    open_docks = [dock.objectName() for name, dock in views.docks.items() if name not in at_first_hidden]
    for _ in range(len(open_docks) + 2):
        at_work.press(Qt.Key.Key_F6)
        current = at_work.window.panels.current()
        stops.append(current.objectName() if current else "map")
        focus = at_work.window.focusWidget()
        assert current.isAncestorOf(focus) if current else views.map.hasFocus(), stops[-1]
    assert stops == [*open_docks, "map", open_docks[0]]
    at_work.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert at_work.window.panels.current() is None


def test_a_panel_is_moved_closed_and_brought_back_with_the_keyboard(at_work):
    window, dock = at_work.window, at_work.window.views.docks["schools"]
    window.panels.show(dock)
    title = dock.titleBarWidget()
    at_work.until(lambda: title.label.isVisible())
    assert title.label.text() == "Schools", "a panel that stands alone says what it is"
    window.panels.move(Qt.DockWidgetArea.LeftDockWidgetArea)
    at_work.until(lambda: not title.label.isVisible())
    assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert dock.isAncestorOf(window.focusWidget())
    dock.toggleViewAction().trigger()
    assert dock.isHidden()
    dock.toggleViewAction().trigger()
    assert not dock.isHidden()
    window.panels._as_at_first()
    assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.BottomDockWidgetArea
    assert isinstance(window.finding.box, QLineEdit)


def test_panels_as_at_first_leave_the_window_as_large_as_it_is(at_work):
    window, docks = at_work.window, at_work.window.views.docks
    window.resize(1280, 800)
    at_work.until(lambda: (window.width(), window.height()) == (1280, 800))
    for _ in range(2):
        window.panels._as_at_first()
        at_work.qtbot.waitUntil(lambda: docks["clusters"].isVisible())
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1280, 800)


def test_a_proposal_is_a_tab_beside_the_clusters_after_panels_were_put_back(at_work):
    window = at_work.window
    proposal = window.views.docks["proposal"]
    window.panels._as_at_first()
    assert proposal.isHidden(), "nothing was proposed"
    proposal.show()
    assert proposal in window.tabifiedDockWidgets(window.views.docks["clusters"])


def test_a_register_is_begun_with_by_the_keyboard_alone(planner, tmp_path: Path):
    register = Path(shutil.copy(sample_register_path(), tmp_path / f"edubasealldata{sample_register_path().suffix}"))
    planner.press(Qt.Key.Key_R, CTRL)
    planner.name_file(register)
    report = planner.window.files.report_page
    planner.until(report.isVisible)
    planner.window.activateWindow()
    planner.until(lambda: report.done.hasFocus())
    planner.press(Qt.Key.Key_Return)

    dialog = planner.dialog(NewPlanDialog)
    field = dialog.authorities
    QTest.keyClick(field.list, Qt.Key.Key_Down)
    QTest.keyClick(field.list, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter ticks; it does not start the plan unseen"
    assert len(dialog.eligibility.la_codes) == 1
    QTest.keyClick(dialog.start, Qt.Key.Key_Return)
    planner.no_dialog()
    assert len(planner.plan.eligibility.la_codes) == 1


def test_escape_leaves_the_report_too_and_f5_leads_to_the_map(planner, tmp_path: Path):
    register = Path(shutil.copy(sample_register_path(), tmp_path / f"edubasealldata{sample_register_path().suffix}"))
    planner.window.files.open_register(register)
    planner.until(planner.window.files.report_page.isVisible)
    planner.press(Qt.Key.Key_F5)
    planner.until(planner.window.views.map.isVisible)
    planner.window.proposing.stop()
    planner.until(lambda: not planner.window.proposing.job.is_running)
    planner.window.files.show_report()
    QTest.keyClick(planner.window.files.report_page, Qt.Key.Key_Escape)
    assert planner.window.views.map.isVisible()


def test_a_school_that_is_looked_for_from_the_start_page_is_shown_on_the_map(at_work):
    at_work.choose("start")
    assert not at_work.window.views.map.isVisible()
    box = at_work.window.finding.box
    box.setFocus()
    QTest.keyClicks(box, "900051")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert at_work.window.views.map.isVisible()
    assert at_work.document.selection == {900051}
    assert box.cursorPosition() == 0


def test_behind_a_page_that_fills_the_window_no_panel_takes_the_keyboard(at_work):
    def reached() -> list[QTabBar]:
        bars = [bar for bar in at_work.window.findChildren(QTabBar) if bar.parent() is at_work.window]
        return [bar for bar in bars if bar.isVisible() and bar.focusPolicy() & Qt.FocusPolicy.TabFocus]

    at_work.until(reached)
    at_work.choose("start")
    at_work.until(lambda: not reached())
    at_work.window.show_plan()
    at_work.until(reached)
