"""The three scenarios of a diocesan officer, and every scenario of a plan beside the others."""

from __future__ import annotations

from helpers.neighbours import around
from wolds.app.diocese import compared, three_scenarios
from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.models import Model
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.rules import Rules


def county() -> Project:
    """Two church and two community schools, near enough for any of them; an academy among the church schools."""
    context = around(
        [(0, 0), (3000, 0), (0, 3000), (3000, 3000)],
        Rules(cap_km=5, size_min=2, size_max=2, roll_min=None),
        religious_character=["Church of England", "None", "None", "Church of England"],
        type_name=["Voluntary aided school", "Community school", "Community school", "Academy converter"],
    )
    return Project(context.schools, (Plan(name="Now", rules=context.plan.rules),))


def test_each_scenario_aims_at_its_model_so_that_the_plan_itself_says_what_it_needs() -> None:
    project, figures = three_scenarios(county(), formal=Model.HARD_FEDERATION)
    assert [one.model for one in figures] == [Model.INFORMAL, Model.INFORMAL, Model.HARD_FEDERATION]
    formal = project.scenarios[3]
    aims = {
        planned_model(EditContext(project.schools, standing_of(project.schools, formal.eligibility), formal), key)
        for key in formal.clusters
    }
    assert aims == {Model.HARD_FEDERATION}
    assert figures[2].approval
    assert not figures[1].approval
    assert project.active == 0


def test_comparing_the_scenarios_later_says_the_same_also_after_the_plan_was_saved_and_opened(tmp_path) -> None:
    project, figures = three_scenarios(county())
    assert all(one.proven for one in figures)
    assert compared(project)[1:] == figures
    save_project(project, tmp_path / "three.gpkg")
    assert compared(open_project(tmp_path / "three.gpkg").project)[1:] == figures


def test_the_present_plan_stands_first_as_it_is() -> None:
    now = compared(county())[0]
    assert (now.name, now.clusters, now.placed, now.to_place, now.model, now.proven) == ("Now", 0, 0, 4, None, False)
    assert now.stranded_church == (100_001, 100_004)
