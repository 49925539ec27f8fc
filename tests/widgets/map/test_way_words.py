"""What routes and reaches say of themselves."""

from __future__ import annotations

import math

import numpy as np

from helpers.roads import BOTH, network, river, schools_at
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.reachable import Reachable
from wolds.geo.roads.routing import Router
from wolds.geo.roads.travel import Roads
from wolds.widgets.map.way_words import counted_words, reach_words, route_words

BY = "by road, OSM July 2022"


def told(net, points, by):
    pair = Router.of(Roads(net), schools_at(*points), by).between(100_001, 100_002)
    return route_words(pair, ("Ashby", "Burton"), BY).splitlines()


def test_a_route_there_and_back_on_one_road_has_one_figure_with_its_measure_and_the_other_beside():
    assert told(river(), [(0, 0), (3500, 0)], "metres") == ["Ashby – Burton", f"3.5 km {BY} (3 min)"]
    assert told(river(), [(0, 0), (3500, 0)], "minutes") == ["Ashby – Burton", f"3 min {BY} (3.5 km)"]


def test_a_route_that_differs_there_and_back_tells_both_and_which_one_counts():
    lines = told(river(), [(0, 1000), (0, 0)], "metres")
    assert lines[1].startswith(f"9.0 km {BY}")
    assert lines[2].startswith("There 1.2 km (2 min), back 9.0 km")
    assert lines[2].endswith("the longer way counts.")


def test_ferries_and_schools_far_from_their_road_are_told():
    net = network(([(1, 0, 0), (2, 1000, 0)], RoadClass.TERTIARY, BOTH), ([(2, 1000, 0), (3, 2000, 0)], RoadClass.FERRY, BOTH))
    lines = told(net, [(0, 480), (2000, 20)], "minutes")
    assert "The way goes by ferry." in lines
    assert "Ashby stands 480 m from the nearest road." in lines
    assert not any("Burton stands" in line for line in lines)


def test_a_pair_without_a_way_is_said_to_have_none():
    assert told(river(), [(0, 0), (2000, 9000)], "metres")[1] == f"There is no way {BY}."


def test_what_a_person_or_a_barrier_says_beats_the_road():
    assert counted_words(math.inf, "") == "A barrier keeps the two apart all the same."
    assert counted_words(5.0, "8.0 min") == "The plan counts 8.0 min, given by hand or by a barrier."


def test_a_reach_tells_its_limit_its_roads_and_the_schools_within_where_they_are_known():
    line = np.array([[0.0, 0.0], [2_400.0, 0.0], [2_400.0, 0.0], [2_400.0, 9_600.0]])
    found = Reachable(100_001, "minutes", 20.0, line, np.array([0, 2, 4]), ())
    assert reach_words(found, "Ashby", BY, 7).splitlines() == [
        "Within 20 min of Ashby, there and back",
        "By road, OSM July 2022: 12 km of road, 7 other schools of the plan",
    ]
    assert reach_words(found, "Ashby", BY, None).endswith("12 km of road")
