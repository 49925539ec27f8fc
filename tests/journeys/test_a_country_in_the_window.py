"""At the size of a country the views follow one a turn: never out of order, and what is done meanwhile is done to what is true.

The sample county stands in for the country: the window is told that it is one.
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from wolds.app import document as documents
from wolds.app.planfile import open_project
from wolds.app.proposing import propose
from wolds.app.window import showing
from wolds.clustering import edits
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.presets import PRESETS
from wolds.widgets.dialogs import Start
from wolds.widgets.map import content


@pytest.fixture
def set_aside(monkeypatch) -> list[str]:
    """When the window set its objects aside; nothing is in fact, for tests go on in the same process."""
    done: list[str] = []
    monkeypatch.setattr(showing, "_set_aside", lambda: done.append("set aside"))
    return done


@pytest.fixture
def country(monkeypatch, set_aside, at_work):
    """A person with a planned country in front of them, everything shown."""
    monkeypatch.setattr(documents, "_VAST", 10)
    monkeypatch.setattr(content, "_VAST", 10)
    at_work.until(lambda: at_work.window.desk.turns.is_done)
    return at_work


def other_rules(planner, **changes):
    return edits.SetRules(planner.plan.rules.model_copy(update=changes))


def is_shown(planner) -> bool:
    """Whether every view shows the plan of the document, and the figures that hold for it."""
    views, document = planner.window.views, planner.document
    plan, board = document.plan, document.scoreboard
    placed = [urn for urn in document.schools.urn[document.standing.to_place].tolist() if urn in plan.cluster_of]
    warned = {urn for fault in board.violations if fault.key not in plan.accepted for urn in fault.urns}
    facts = views.schools.model.facts
    return (
        views.map.content.plan is plan
        and views.map.content.scoreboard is board
        and views.clusters.model.facts.scoreboard is board
        and facts.plan is plan
        and set(document.schools.urn[facts.warned].tolist()) == warned
        and set(views.checks.model.faults) == {(fault.key, fault.cluster) for fault in board.violations}
        and len(views.unplaced.model.urns) == document.standing.to_place.sum() - len(placed)
        and views.rules.rules == plan.rules
    )


def test_other_rules_are_in_force_at_once_and_shown_everywhere_in_the_end(country):
    before = country.document.scoreboard
    assert country.document.do(other_rules(country, size_max=3))
    assert country.document.scoreboard is not before
    assert not country.window.desk.turns.is_done
    country.until(lambda: country.window.desk.turns.is_done)
    assert country.document.scoreboard.plan.violations > before.plan.violations
    assert is_shown(country)


def test_an_edit_before_all_is_shown_finds_it_shown(country):
    country.document.do(other_rules(country, size_max=3))
    assert country.document.do(edits.MoveSchools(country.cluster().members[:1], None))
    assert country.window.desk.turns.is_done
    assert is_shown(country)


def test_undo_and_redo_before_all_is_shown_come_in_order(country):
    rules = country.plan.rules
    country.document.do(other_rules(country, size_max=3))
    country.choose("undo")
    assert country.plan.rules == rules
    country.choose("redo")
    country.document.do(other_rules(country, roll_min=400))
    country.choose("undo")
    assert country.plan.rules.size_max == 3
    country.until(lambda: country.window.desk.turns.is_done)
    assert is_shown(country)


def test_a_selection_before_all_is_shown_stands_in_every_view(country):
    urns = country.cluster(1).members[:2]
    country.document.do(other_rules(country, size_max=3))
    country.select(*urns)
    assert is_shown(country)
    assert country.window.views.map.live.selected == frozenset(urns)


def test_another_filter_keeps_the_reasons_in_sight(country):
    unplaced = country.window.views.unplaced.model
    assert unplaced.reasons
    wanted = country.plan.eligibility.model_copy(update={"roll_max": 150})
    assert country.document.do(edits.SetEligibility(wanted))
    country.until(lambda: country.window.desk.turns.is_done)
    assert is_shown(country)
    assert unplaced.reasons
    assert country.window.views.schools.model.facts.reasons == unplaced.reasons


def test_locks_on_every_cluster_are_shown_view_by_view_and_an_edit_meanwhile_finds_them_shown(country, monkeypatch):
    monkeypatch.setattr(showing, "_MANY", 3)
    assert country.document.do(edits.LockAll(True))
    assert not country.window.desk.turns.is_done
    country.choose("undo")
    country.choose("redo")
    country.until(lambda: country.window.desk.turns.is_done)
    assert is_shown(country)
    assert country.window.views.schools.model.facts.locked.any()


def test_a_county_chosen_from_a_country_fills_the_map(country, county):
    """The map is told who takes part in a later turn, and is to come to them then."""
    country.take(county)
    country.until(lambda: country.window.desk.turns.is_done)
    view = country.window.views.map
    view.set_animated(False)
    country.window.files.begin(Start(Eligibility(la_codes=("991",)), PRESETS[0]))
    country.until(lambda: country.window.desk.turns.is_done)
    there = view.camera
    country.choose("fit")
    assert view.camera == there
    assert set(country.document.schools.frame["la_code"][country.document.standing.to_place]) == {"991"}


def test_a_save_before_all_is_shown_has_the_new_rules(country, tmp_path):
    country.document.do(other_rules(country, size_max=3))
    country.save_to(tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.plan.rules.size_max == 3


def test_a_proposal_that_comes_before_all_is_shown_keeps_its_preview_on_the_map(country):
    country.document.do(other_rules(country, size_max=4))
    country.window.proposing.show_preview(propose(country.document.context))
    country.until(lambda: country.window.desk.turns.is_done)
    assert country.window.views.map.live.preview is not None


def test_objects_are_set_aside_when_another_register_comes_and_not_when_rules_change(country, planned, set_aside):
    set_aside.clear()
    country.document.do(other_rules(country, size_max=3))
    country.until(lambda: country.window.desk.turns.is_done)
    assert set_aside == []
    other = planned.schools.__class__.from_frame(planned.schools.frame.copy())
    country.take(documents.Project(other, (planned.plan,)))
    country.until(lambda: country.window.desk.turns.is_done)
    QApplication.processEvents()
    assert set_aside == ["set aside", "set aside"]
    assert is_shown(country)
