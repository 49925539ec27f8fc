"""A planner compares: two scenarios, today's federations and a colleague's file, and hands the comparison on."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wolds.app.cli import main
from wolds.app.planfile import open_project, save_project
from wolds.clustering import edits
from wolds.widgets.dialogs import ErrorDialog

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def colleague(planned, tmp_path: Path) -> Path:
    """A colleague's file: the same county, two of its clusters merged."""
    one, other = list(planned.plan.clusters.values())[:2]
    context = edits.EditContext(planned.schools, None, planned.plan)
    plan = planned.plan.apply(edits.MergeClusters((one.id, other.id)).change(context))
    return save_project(planned.with_plan(replace(plan, name="Mine")), tmp_path / "colleague.gpkg").path


def tick(planner, *words: str) -> None:
    """Tick just these plans, with the keyboard."""
    choices = planner.window.comparing.window.choices
    choices.list.setFocus()
    for place in range(choices.list.count()):
        item = choices.list.item(place)
        if (item.text() in words) != (item.checkState() == Qt.CheckState.Checked):
            choices.list.setCurrentRow(place)
            QTest.keyClick(choices.list, Qt.Key.Key_Space)
    assert len(choices.ticked) == len(words)


def compare(planner) -> None:
    comparing = planner.window.comparing
    planner.click(comparing.window.choices.compare_button)
    planner.until(lambda: not comparing.is_running and comparing.window.model.comparison is not None)


def with_two_scenarios(planner):
    planner.document.duplicate("Scenario B")
    urn = planner.cluster(0).members[0]
    planner.document.do(edits.MoveSchools((urn,), planner.cluster(5).id))
    return urn


def test_scenarios_todays_federations_and_a_colleagues_file_stand_side_by_side(at_work, colleague, tmp_path):
    moved = with_two_scenarios(at_work)
    at_work.press(Qt.Key.Key_C, CTRL_SHIFT)
    window = at_work.window.comparing.window
    assert window.isVisible()
    at_work.click(window.choices.add_button)
    at_work.name_file(colleague)
    at_work.until(lambda: window.choices.list.count() == 4)
    tick(at_work, "Scenario A", "Scenario B", "Today's federations", "colleague: Mine")
    compare(at_work)
    found = window.model.comparison
    assert found.names == ("Today's federations", "Scenario A", "Scenario B", "colleague: Mine")
    at_work.window.comparing.tell_differences(1, 2)
    at_work.until(lambda: "arrows: Scenario B." in window.differences.caption.text())
    assert [shift.urn for shift in window.differences.movers.shifts] == [moved]
    window.tabs.setCurrentIndex(1)
    where = window.differences.table.visualRect(window.differences.movers.index(0, 0)).center()
    QTest.mouseClick(window.differences.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert at_work.document.selection == {moved}
    at_work.click(window.export_button)
    at_work.name_file(tmp_path / "compared.json")
    at_work.until(lambda: (tmp_path / "compared.json").exists())
    document = json.loads((tmp_path / "compared.json").read_text())
    assert [one["name"] for one in document["plans"]] == list(found.names)
    assert document["scored_on"] == "Scenario A"


def test_the_window_and_the_command_line_say_the_same(at_work, tmp_path, capsys):
    with_two_scenarios(at_work)
    at_work.save_to(tmp_path / "plan.gpkg")
    at_work.choose("compare")
    compare(at_work)
    at_work.window.comparing.save(tmp_path / "window.csv", 0)
    at_work.until(lambda: not at_work.window.comparing.writing.is_running)
    assert at_work.window.comparing.window.said.text() == f"Saved to {tmp_path / 'window.csv'}"
    assert main(["compare", str(tmp_path / "plan.gpkg"), "--out", str(tmp_path / "command.csv")]) == 0
    capsys.readouterr()
    assert (tmp_path / "window.csv").read_bytes() == (tmp_path / "command.csv").read_bytes()
    rows = list(csv.reader(io.StringIO((tmp_path / "window.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0][3:5] == ["Scenario A", "Scenario B"]


def test_a_comparison_of_earlier_plans_says_so_and_can_be_asked_again(at_work):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    compare(at_work)
    window = at_work.window.comparing.window
    at_work.document.switch_to(0)
    assert not window.stale.isVisible(), "another scenario is looked at, that is all"
    at_work.document.do(edits.DissolveCluster(at_work.cluster(3).id))
    assert window.stale.isVisible()
    before = window.model.comparison
    at_work.click(window.stale.button)
    at_work.until(lambda: window.model.comparison is not before)
    assert not window.stale.isVisible()


def test_an_edit_that_is_taken_back_leaves_the_comparison_as_good_as_before(at_work):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    compare(at_work)
    window = at_work.window.comparing.window
    at_work.document.do(edits.DissolveCluster(at_work.cluster(3).id))
    assert window.stale.isVisible()
    at_work.choose("undo")
    assert not window.stale.isVisible()
    at_work.choose("redo")
    assert window.stale.isVisible()


def test_scenarios_that_come_and_go_are_followed_and_ticks_stay(at_work):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    choices = at_work.window.comparing.window.choices
    assert choices.ticked == (0, 1), "all scenarios are ticked at first"
    tick(at_work, "Scenario B", "Today's federations")
    at_work.document.duplicate("Third")
    assert [choices.list.item(place).text() for place in choices.ticked] == ["Scenario B", "Today's federations"]
    assert choices.list.count() == 4


def test_a_file_that_is_no_plan_is_refused_in_words_and_a_plan_can_be_taken_out_again(at_work, colleague, tmp_path):
    at_work.choose("compare")
    comparing = at_work.window.comparing
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"not a plan")
    comparing.add(broken)
    at_work.until(lambda: not comparing.reading.is_running)
    assert "broken.gpkg" in at_work.dialog(ErrorDialog).accessibleDescription()
    assert comparing.window.choices.list.count() == 2
    comparing.add(colleague)
    at_work.until(lambda: comparing.window.choices.list.count() == 3)
    comparing.add(colleague)
    at_work.until(lambda: not comparing.reading.is_running)
    assert comparing.window.choices.list.count() == 3, "the same file again takes its own place"
    comparing.window.choices.list.setCurrentRow(2)
    comparing.window.choices.list.setFocus()
    QTest.keyClick(comparing.window.choices.list, Qt.Key.Key_Delete)
    assert comparing.window.choices.list.count() == 2


@pytest.fixture
def namesakes(colleague, planned, tmp_path: Path) -> tuple[Path, Path]:
    """The plans of two officers, each in a file of the same name."""
    files = (tmp_path / "north" / "plan.gpkg", tmp_path / "south" / "plan.gpkg")
    for file, project in zip(files, (open_project(colleague).project, planned), strict=True):
        file.parent.mkdir()
        save_project(project.with_plan(replace(project.plan, name="Mine")), file)
    return files


def add(planner, path: Path) -> None:
    comparing = planner.window.comparing
    comparing.add(path)
    planner.until(lambda: not comparing.reading.is_running)


def ticked(planner) -> list[str]:
    choices = planner.window.comparing.window.choices
    return [choices.list.item(place).text() for place in choices.ticked]


def test_files_of_one_name_are_told_apart_wherever_they_stand(at_work, namesakes):
    at_work.choose("compare")
    window = at_work.window.comparing.window
    assert ticked(at_work) == ["Scenario A", "Today's federations"], "a scenario alone is compared with what is there today"
    for path in namesakes:
        add(at_work, path)
    assert ticked(at_work)[2:] == ["north/plan: Mine", "south/plan: Mine"], "what was added is ticked"
    tick(at_work, "Scenario A", "south/plan: Mine")
    at_work.document.duplicate("Scenario B")
    assert ticked(at_work) == ["Scenario A", "south/plan: Mine"]
    tick(at_work, "Scenario A", "north/plan: Mine", "south/plan: Mine")
    compare(at_work)
    assert window.model.comparison.names == ("Scenario A", "north/plan: Mine", "south/plan: Mine")


def test_a_scenario_that_is_renamed_stays_ticked_and_one_that_is_removed_leaves_the_rest_as_it_was(at_work, colleague):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    window = at_work.window.comparing.window
    add(at_work, colleague)
    at_work.window.scenarios.rename("Smaller")
    assert ticked(at_work) == ["Scenario A", "Smaller", "colleague: Mine"]
    box = window.choices.ground
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    compare(at_work)
    assert window.model.comparison.ground.context.plan.name == "colleague: Mine"
    at_work.choose("remove_scenario")
    at_work.answer("Remove")
    assert ticked(at_work) == ["Scenario A", "colleague: Mine"]
    assert box.currentText() == "colleague: Mine"
    assert window.stale.isVisible()
    assert window.model.comparison.names == ("Scenario A", "Smaller", "colleague: Mine"), "what was worked out stays to be read"
    at_work.click(window.stale.button)
    at_work.until(lambda: len(window.model.comparison.names) == 2)
    assert window.model.comparison.names == ("Scenario A", "colleague: Mine")


def test_differences_of_earlier_plans_are_not_shown_as_those_of_others(at_work, colleague):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    comparing, window = at_work.window.comparing, at_work.window.comparing.window
    compare(at_work)
    add(at_work, colleague)
    tick(at_work, "Scenario A", "colleague: Mine")
    earlier = window.model.comparison
    compare_button = window.choices.compare_button
    at_work.click(compare_button)
    at_work.until(lambda: window.model.comparison is not earlier)
    told = window.differences.sentence.text()
    comparing._show_differences(earlier, 0, 1, earlier.pairing(0, 1))
    assert window.differences.sentence.text() == told
    assert "colleague: Mine" in told


def test_a_comparison_that_cannot_be_saved_says_why(at_work, tmp_path):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    compare(at_work)
    at_work.window.comparing.save(tmp_path / "nowhere" / "compared.xlsx", 0)
    assert "nowhere" in at_work.dialog(ErrorDialog).accessibleDescription()


def test_another_register_starts_afresh(at_work, county, planned):
    with_two_scenarios(at_work)
    at_work.choose("compare")
    compare(at_work)
    others = replace(county, schools=county.schools.subset(county.schools.urn % 2 == 0), scenarios=(replace(county.plan),))
    at_work.window.saving.start_unsaved(others)
    window = at_work.window.comparing.window
    assert window.content.is_empty
    assert window.choices.list.count() == 2
