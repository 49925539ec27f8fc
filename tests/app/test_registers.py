"""The document goes on with another register: one step, which undo takes back whole, and redo does again whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from helpers.counties import open_primaries
from wolds.app.document import PlanDocument
from wolds.clustering import edits
from wolds.clustering.edits.base import EditError
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.records import plan_record, refuse_unknown
from wolds.clustering.refreshing import refresh
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools, Source

POINTS = [(2_000 * number, 0) for number in range(8)]
URNS = tuple(range(100_001, 100_009))
TEXT = "Go on with next.csv"


def register(file: str, *missing: int, first: int = URNS[0], roll: float = 60.0) -> Schools:
    frame = open_primaries(POINTS, first=first).frame
    frame = frame[~frame["urn"].isin(missing)].reset_index(drop=True)
    return Schools.from_frame(frame.assign(roll=roll), Source(file, file, "2026-09-01"))


NOW = register("now.csv")
NEXT = register("next.csv", URNS[7], roll=80.0)


@pytest.fixture
def document(qtbot: QtBot) -> PlanDocument:
    made = PlanDocument()
    made.open(Project(NOW, (replace(Plan(), name="A"), replace(Plan(), name="B"))))
    assert made.do(edits.NewCluster(URNS[:4]))
    assert made.do(edits.NewCluster(URNS[4:]))
    return made


def go_on(document: PlanDocument, schools: Schools = NEXT, text: str = TEXT) -> None:
    assert document.go_on(refresh(document.project, schools).project, text)


def undo(document: PlanDocument) -> None:
    document.undo_group.undo()


def redo(document: PlanDocument) -> None:
    document.undo_group.redo()


def state(document: PlanDocument) -> object:
    """Everything that a person sees of the work, but for the log."""
    project = document.project
    return project.schools.source, project.active, [plan_record(plan) for plan in project.scenarios]


def test_undo_brings_the_earlier_register_back_and_redo_the_later_one(document: PlanDocument) -> None:
    before = state(document)
    document.select(URNS)
    go_on(document)
    after = state(document)
    assert document.schools.source.file == "next.csv"
    assert max(document.plan.cluster_of) == URNS[6]
    assert document.selection == frozenset(URNS[:7])
    assert document.undo_group.undoText() == TEXT
    undo(document)
    assert state(document) == before
    assert document.undo_group.redoText() == TEXT
    redo(document)
    assert state(document) == after
    texts = [entry.text for entry in document.project.log]
    assert texts[-3:] == [TEXT, f"Undo: {TEXT}", f"Redo: {TEXT}"]
    assert any("Before: now.csv" in text for text in texts), "the earlier register stays in the history"


def test_everything_that_was_done_before_can_still_be_taken_back(document: PlanDocument) -> None:
    go_on(document)
    for _ in range(3):
        undo(document)
    assert not document.plan.clusters
    assert not document.undo_group.canUndo()
    for _ in range(3):
        redo(document)
    assert len(document.plan.clusters) == 2
    assert document.schools.source.file == "next.csv"
    assert not document.undo_group.canRedo()


def test_what_was_done_since_in_another_scenario_goes_with_it_and_comes_back(document: PlanDocument) -> None:
    said: list[str] = []
    document.edited.connect(said.append)
    go_on(document)
    document.switch_to(1)
    assert document.do(edits.NewCluster(URNS[:3]))
    document.switch_to(0)
    after = state(document)
    undo(document)
    assert said[-1] == f"Undo: {TEXT}, with what was done on it since: Redo brings it all back"
    assert not document.project.scenarios[1].clusters
    redo(document)
    assert state(document) == after
    document.switch_to(1)
    undo(document)
    assert not document.plan.clusters
    undo(document)
    assert document.schools.source.file == "now.csv", "the step can be taken back in every scenario"


def test_a_scenario_made_on_the_later_register_comes_back_with_it(document: PlanDocument) -> None:
    go_on(document)
    document.duplicate("C")
    assert document.do(edits.RenameCluster(next(iter(document.plan.clusters)), "Fen"))
    after = state(document)
    undo(document)
    undo(document)
    assert document.scenario_names == ("A", "B")
    redo(document)
    assert document.scenario_names == ("A", "B", "C")
    redo(document)
    assert state(document) == after


def test_what_was_done_since_on_the_earlier_register_is_never_lost_to_a_redo(document: PlanDocument) -> None:
    refused: list[EditError] = []
    document.edit_refused.connect(refused.append)
    go_on(document)
    undo(document)
    document.switch_to(1)
    assert document.do(edits.SetSchoolNote(URNS[0], "ask the vicar"))
    document.switch_to(0)
    before = state(document)
    redo(document)
    assert state(document) == before
    assert "once more" in str(refused[0])
    assert not document.undo_group.canRedo()
    go_on(document)
    assert document.project.scenarios[1].school_notes[URNS[0]] == "ask the vicar"


def test_an_edit_taken_back_and_done_again_on_the_earlier_register_does_no_harm_to_the_redo(document: PlanDocument) -> None:
    go_on(document)
    for step in (undo, undo, redo, redo):
        step(document)
    assert document.schools.source.file == "next.csv"


def test_two_registers_one_after_the_other_are_two_steps(document: PlanDocument) -> None:
    go_on(document)
    last = register("last.csv", *URNS[5:], roll=90.0)
    go_on(document, last, "Go on with last.csv")
    assert document.do(edits.RenameCluster(next(iter(document.plan.clusters)), "Fen"))
    files = []
    for _ in range(3):
        undo(document)
        files.append(document.schools.source.file)
    for _ in range(3):
        redo(document)
        files.append(document.schools.source.file)
    assert files == ["last.csv", "next.csv", "now.csv", "next.csv", "last.csv", "last.csv"]
    assert next(iter(document.plan.clusters.values())).name == "Fen"


def test_it_counts_as_unsaved_until_it_is_saved_and_again_when_taken_back(document: PlanDocument) -> None:
    document.mark_saved(document.save_point)
    started = document.save_point
    go_on(document)
    assert not document.is_clean
    document.mark_saved(started)
    assert not document.is_clean, "the save began on the earlier register"
    document.mark_saved(document.save_point)
    assert document.is_clean
    undo(document)
    assert not document.is_clean


def test_another_project_leaves_no_step_that_leads_back(document: PlanDocument) -> None:
    go_on(document)
    document.open(Project(NOW))
    assert len(document.undo_group.stacks()) == 1
    assert not document.undo_group.canUndo()


def test_a_register_without_the_authority_of_the_filter_changes_nothing(document: PlanDocument) -> None:
    before = state(document)
    foreign = replace(document.plan, eligibility=Eligibility(la_codes=("999",)))
    with pytest.raises(InputError):
        document.go_on(Project(NEXT, (foreign, Plan())), TEXT)
    assert state(document) == before
    assert document.undo_group.undoText() != TEXT


def test_a_plan_that_is_looked_at_stays_on_its_register(qtbot: QtBot) -> None:
    document = PlanDocument()
    document.open(Project(NOW), look_only=True)
    asked: list[bool] = []
    document.look_only_met.connect(lambda: asked.append(True))
    assert not document.go_on(Project(NEXT), TEXT)
    assert asked == [True]


STEPS = st.lists(
    st.sampled_from(["undo", "redo", "next", "last", "switch", "copy", "remove", "note", "cluster", "dissolve"]), max_size=24
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done_the_plan_stands_on_its_register_and_its_figures_are_true(qtbot: QtBot, steps: list[str]) -> None:
    document = PlanDocument()
    document.open(Project(NOW, (replace(Plan(), name="A"), replace(Plan(), name="B"))))
    document.do(edits.NewCluster(URNS[4:]))
    registers = {"next": NEXT, "last": register("last.csv", URNS[4], roll=90.0)}
    for number, step in enumerate(steps):
        do_step(document, step, number, registers)
        for plan in document.project.scenarios:
            refuse_unknown(plan, document.schools)
        anew = Scoreboard.of(document.schools, standing_of(document.schools, document.plan.eligibility), document.plan)
        assert document.scoreboard.plan == anew.plan
    while document.undo_group.canUndo():
        undo(document)
    assert document.schools.source.file == "now.csv"


def do_step(document: PlanDocument, step: str, number: int, registers: dict[str, Schools]) -> None:
    if step in registers:
        found = refresh(document.project, registers[step]).project
        if found is not document.project:
            assert document.go_on(found, f"Go on with {step}.csv")
    elif step == "switch":
        document.switch_to(number % len(document.scenario_names))
    elif step == "copy":
        document.duplicate()
    elif step == "remove" and len(document.scenario_names) > 1:
        document.remove_scenario(document.active)
    elif step == "note":
        document.do(edits.SetSchoolNote(URNS[number % 4], f"note {number}"))
    elif step == "cluster":
        document.do(edits.NewCluster(URNS[:3]))
    elif step == "dissolve" and document.plan.clusters:
        document.do(edits.DissolveCluster(next(iter(document.plan.clusters))))
    elif step in ("undo", "redo"):
        getattr(document.undo_group, step)()
