"""A planner asks how good the straight line is: the fit, where roads go round, what would break, and what to do with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from wolds.app.planfile import open_project
from wolds.clustering import edits
from wolds.clustering.travel import measure_of
from wolds.geo.estimating import PROVIDER
from wolds.widgets.dialogs import ErrorDialog


def compared(planner, command="calibrate"):
    planner.choose(command)
    looking = planner.window.road_looking
    planner.until(lambda: looking.compared is not None, 60)
    return looking.window, looking.compared


def test_the_sample_county_is_compared_with_its_own_roads_and_the_plan_stays_as_it_is(at_work):
    before = at_work.document.scoreboard.plan
    window, found = compared(at_work)
    assert window.isVisible()
    assert found.calibration.pairs > 1_000
    assert 1.1 < found.calibration.fitted.estimate.detour < 1.35
    assert len(found.footings) == found.travel.urns.size
    assert at_work.document.schools.supplied is None
    assert at_work.document.scoreboard.plan == before


def test_clusters_that_would_break_are_those_that_break_once_the_roads_are_taken(at_work):
    window, found = compared(at_work)
    told = {one.cluster for one in found.broken}
    at_work.click(window.calibration.travel_button)
    at_work.until(lambda: at_work.document.schools.supplied is not None)
    figures = at_work.document.scoreboard.clusters
    assert told == {key for key, one in figures.items() if any(fault.rule == "cap" for fault in one.violations)}
    assert at_work.window.commands["travel_sample"].isChecked()
    at_work.choose("undo")
    assert at_work.document.schools.supplied is None


def test_the_fitted_figures_become_the_estimate_in_one_step_and_travel_with_the_plan(at_work, tmp_path):
    window, found = compared(at_work)
    at_work.click(window.calibration.use_button)
    supplied = at_work.document.schools.supplied
    assert supplied.source.provider == PROVIDER
    measure = measure_of(supplied, at_work.plan.rules)
    assert measure.is_estimate
    assert measure.words == f"min by estimate, {found.calibration.fitted.estimate.in_words}"
    assert "by estimate" in at_work.banner
    assert at_work.window.commands["travel_straight"].isChecked()
    at_work.save_to(tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.schools.supplied.digest == supplied.digest
    at_work.choose("undo")
    assert at_work.document.schools.supplied is None
    at_work.choose("redo")
    assert at_work.document.schools.supplied.digest == supplied.digest
    assert not window.content.is_empty  # the comparison is of the same schools


def test_a_click_on_a_pair_draws_its_route_without_travelling_by_road(at_work, qtbot):
    window, found = compared(at_work, "road_gaps")
    assert window.tabs.currentIndex() == 1
    gap, table = found.gaps[0], window.gaps
    assert "ferry" in gap.why.sentence  # the river below Downham Market
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center())
    view = at_work.window.views.map
    at_work.until(lambda: view.content.ways is not None)
    assert "by road, sample roads" in view.content.ways.label
    assert "by ferry" in view.content.ways.label
    assert at_work.document.selection == {gap.urn_a, gap.urn_b}
    at_work.select(gap.urn_a)
    assert view.content.ways is None


def test_reasons_name_barriers_and_places_and_the_worst_come_first(at_work):
    _, found = compared(at_work)
    kinds = [gap.why.kind for gap in found.gaps]
    assert {"barrier", "ferry", "round"} <= set(kinds)
    assert all(gap.why.name for gap in found.gaps if gap.why.kind == "round")
    ratios = [gap.ratio for gap in found.gaps]
    assert ratios == sorted(ratios, reverse=True)


def test_a_comparison_is_marked_as_old_once_the_plan_moves_on(at_work):
    window, _ = compared(at_work)
    at_work.window.editing.do(edits.MoveSchools(frozenset({at_work.cluster().members[0]}), None))
    assert window.stale.isVisible()
    at_work.click(window.stale.button)
    at_work.until(lambda: not window.stale.isVisible(), 60)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("short.osm.pbf", b"cut", "broken, cut short"), ("empty.gpkg", b"", "the file is empty")],
)
def test_a_bad_file_leaves_the_last_comparison_and_the_plan_as_they_were(at_work, tmp_path, name, content, says):
    window, found = compared(at_work)
    (tmp_path / name).write_bytes(content)
    at_work.window.road_looking.compare_roads(tmp_path / name)
    dialog = at_work.dialog(ErrorDialog)
    assert says in dialog.accessibleDescription()
    dialog.close()
    assert at_work.window.road_looking.compared is found
    assert not window.content.is_empty
    assert at_work.document.schools.supplied is None


def test_a_school_let_in_after_the_figures_were_taken_gets_its_estimate_by_one_button(at_work):
    window, found = compared(at_work)
    at_work.click(window.calibration.use_button)
    schools, standing = at_work.document.schools, at_work.document.standing
    outside = next(
        int(urn)
        for urn, role, point in zip(schools.urn, standing.role, schools.has_point, strict=True)
        if point and urn not in schools.supplied.urns and role == 0
    )
    at_work.window.editing.do(edits.IncludeSchool(outside, "its head asked"))
    assert "without known travel" in at_work.banner
    at_work.answer("Work the travel out anew")
    supplied = at_work.document.schools.supplied
    assert outside in supplied.urns
    assert supplied.source.label.endswith(found.calibration.fitted.estimate.in_words)


def test_travel_that_no_longer_reaches_as_far_as_the_limit_is_not_taken(at_work):
    window, _ = compared(at_work)
    at_work.window.editing.do(edits.SetRules(at_work.plan.rules.model_copy(update={"cap_minutes": 90.0})))
    at_work.click(window.calibration.travel_button)
    assert "worked out up to 40 min" in at_work.banner
    assert at_work.document.schools.supplied is None
