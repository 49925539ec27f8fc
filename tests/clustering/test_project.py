from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from wolds.clustering.edits import EditContext, EditError, LockSchools
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project, next_scenario_name, same_content
from wolds.geo.schools import Schools


@pytest.fixture
def project() -> Project:
    columns = {"urn": [1, 2, 3], "status": "Open", "phase": "Primary", "roll": 50.0, "easting": 5e5, "northing": 3e5}
    plan = plan_with({"C001": Cluster("C001", 1, "Ashby partnership", (1, 2), 0)})
    return Project(Schools.from_frame(pd.DataFrame(columns)), (plan,))


def test_a_duplicate_is_active_under_the_next_free_name(project: Project) -> None:
    twice = project.duplicated(0).duplicated(0, "Short drives")
    assert twice.names == ("Scenario A", "Scenario B", "Short drives")
    assert twice.active == 2
    assert twice.plan.clusters == project.plan.clusters


def test_a_lock_set_in_a_copy_does_not_leak_into_the_original(project: Project) -> None:
    both = project.duplicated(0)
    context = EditContext(both.schools, standing_of(both.schools, both.plan.eligibility), both.plan)
    locked = both.with_plan(after(context, LockSchools((1,), True).change(context)).plan)
    assert locked.scenarios[1].school_locks == {1: "C001"}
    assert locked.scenarios[0].school_locks == {}


def test_scenario_names_are_free_of_doubles(project: Project) -> None:
    both = project.duplicated(0)
    for name in ("scenario a", "  ", "x" * 500):
        with pytest.raises(EditError):
            both.renamed(1, name)
    assert both.renamed(1, "Short drives").names == ("Scenario A", "Short drives")
    assert both.renamed(0, "Scenario A").names == both.names
    assert both.added(Plan()).names == ("Scenario A", "Scenario B", "Scenario A 2")
    assert next_scenario_name([f"scenario {chr(code)}" for code in range(97, 123)]) == "Scenario"


def test_removing_a_scenario_keeps_the_active_one_where_it_can(project: Project) -> None:
    three = project.duplicated(0).duplicated(0).switched(1)
    assert three.removed(0).plan.name == "Scenario B"
    assert three.removed(1).plan.name == "Scenario C"
    assert three.removed(2).plan.name == "Scenario B"
    with pytest.raises(EditError, match="at least one"):
        project.removed(0)
    with pytest.raises(EditError, match="no such"):
        project.switched(1)


def test_the_log_says_when_where_and_what(project: Project) -> None:
    logged = project.logged("Move Ashby to Marsh partnership", at="2026-01-01T09:00:00").logged("Undo")
    first, second = logged.log
    assert (first.at, first.scenario, first.text) == ("2026-01-01T09:00:00", "Scenario A", "Move Ashby to Marsh partnership")
    assert second.at > "2026"


def test_the_same_content_is_the_same_however_it_came_about(project: Project) -> None:
    assert same_content(project, project.duplicated(0).removed(1))
    assert not same_content(project, project.duplicated(0))
    assert not same_content(project, replace(project, schools=project.schools.subset(project.schools.urn < 3)))


def test_an_active_scenario_that_is_not_there_is_a_program_fault(project: Project) -> None:
    with pytest.raises(ValueError, match="no scenario 1"):
        replace(project, active=1)
