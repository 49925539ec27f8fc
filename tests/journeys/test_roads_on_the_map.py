"""A planner looks at the roads themselves: the way between two schools, what one reaches, the layer beneath the plan."""

from __future__ import annotations

import gzip
import shutil

import numpy as np
import pytest
from PySide6.QtGui import QAction

from wolds.app.home import data_folder
from wolds.app.planfile import open_project
from wolds.clustering import edits
from wolds.clustering.rules import PairTravel
from wolds.geo.roads.osm import SAMPLE_GENERATOR
from wolds.resources.loader import sample_roads_path
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.map import Layer


@pytest.fixture
def by_road(at_work):
    at_work.choose("travel_sample")
    at_work.until(lambda: at_work.document.schools.supplied is not None, 60)
    return at_work


def ways(planner):
    return planner.window.views.map.content.ways


def a_pair(planner):
    cluster = planner.cluster()
    a, b = cluster.members[:2]
    supplied = planner.document.schools.supplied
    return a, b, float(supplied.minutes[supplied.find(np.array(a), np.array(b))])


def test_the_way_between_two_selected_schools_is_drawn_with_the_figure_of_the_table(by_road):
    a, b, minutes = a_pair(by_road)
    by_road.select(a, b)
    by_road.choose("route")
    by_road.until(lambda: ways(by_road) is not None)
    assert f"{minutes:.0f} min by road, sample roads (" in ways(by_road).label
    assert by_road.document.schools.name_of(a) in ways(by_road).label
    assert by_road.document.schools.name_of(a) in by_road.said
    by_road.select(a)
    assert ways(by_road) is None
    other = by_road.cluster(1).members[0]
    by_road.select(a, other)
    by_road.until(lambda: ways(by_road) is not None)
    assert by_road.document.schools.name_of(other) in ways(by_road).label
    by_road.choose("route")
    assert ways(by_road) is None


def test_a_figure_given_by_hand_is_told_beside_the_road(by_road):
    a, b, _ = a_pair(by_road)
    given = PairTravel(urn_a=min(a, b), urn_b=max(a, b), minutes=3.0)
    by_road.window.editing.do(edits.SetRules(by_road.plan.rules.model_copy(update={"overrides": (given,)})))
    by_road.select(a, b)
    by_road.choose("route")
    by_road.until(lambda: ways(by_road) is not None)
    assert "The plan counts 3.0 min" in ways(by_road).label


def test_what_a_school_reaches_is_drawn_and_holds_the_schools_within(by_road):
    urn = by_road.cluster().members[0]
    by_road.select(urn)
    by_road.choose("reach_10")
    by_road.until(lambda: ways(by_road) is not None)
    ten = ways(by_road).box
    supplied = by_road.document.schools.supplied
    within = int((((supplied.urn_a == urn) | (supplied.urn_b == urn)) & (supplied.minutes <= 10)).sum())
    assert f"{within} other schools" in ways(by_road).label
    by_road.choose("reach_cap")
    by_road.until(lambda: "20 min" in ways(by_road).label)
    assert ways(by_road).box.contains(ten)
    by_road.choose("reach_none")
    assert ways(by_road) is None


def test_a_reach_wants_one_school(by_road):
    by_road.select(*by_road.cluster().members[:2])
    by_road.choose("reach_20")
    assert "just one school" in by_road.banner


def test_the_layer_of_roads_comes_once_it_is_ticked_and_follows_the_travel(by_road):
    view = by_road.window.views.map
    view.set_layer(Layer.ROADS, True)
    by_road.until(lambda: view.content.roads is not None)
    assert "made up" in view.drawing.credits
    by_road.choose("travel_straight")
    assert view.content.roads is None
    assert Layer.ROADS not in view.layers
    ticks = [action.isChecked() for action in by_road.window.findChildren(QAction) if action.text() == "Roads"]
    assert ticks == [False]


def test_by_the_straight_line_there_is_no_road_to_draw_and_the_way_out_is_told(at_work):
    at_work.select(*at_work.cluster().members[:2])
    at_work.choose("route")
    dialog = at_work.dialog(ErrorDialog)
    assert "Travel by" in dialog.accessibleDescription()
    dialog.close()
    assert not at_work.window.commands["route"].isChecked()


def test_a_plan_whose_roads_are_gone_keeps_its_travel_and_says_how_to_have_them_drawn(at_work, tmp_path):
    """The same roads under another name: the computer that opens the plan holds neither the file nor what was kept of it."""
    own = tmp_path / "county.osm.gz"
    roads = gzip.decompress(sample_roads_path().read_bytes())
    own.write_bytes(gzip.compress(roads.replace(SAMPLE_GENERATOR.encode(), b"a county of its own")))
    at_work.choose("travel_roads")
    at_work.name_file(own)
    at_work.until(lambda: at_work.document.schools.supplied is not None, 60)
    at_work.save_to(tmp_path / "plan.gpkg")
    shutil.rmtree(data_folder() / "roads")
    at_work.take(open_project(tmp_path / "plan.gpkg").project)
    before = at_work.document.scoreboard.plan
    at_work.select(*at_work.cluster().members[:2])
    at_work.choose("route")
    dialog = at_work.dialog(ErrorDialog)
    assert "not on this computer" in dialog.accessibleDescription()
    assert "still holds" in dialog.accessibleDescription()
    dialog.close()
    assert ways(at_work) is None
    assert at_work.document.scoreboard.plan == before
    at_work.choose("travel_roads")
    at_work.name_file(own)
    at_work.until(lambda: "From now on" in at_work.banner, 60)
    at_work.choose("route")
    at_work.until(lambda: ways(at_work) is not None)
