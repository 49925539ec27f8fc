"""The roads of the sample county: dry, joined up, with one bridge and one ferry, and met by every school."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from wolds.geo.crossing import meets
from wolds.geo.progress import Unwatched
from wolds.geo.registers import read_register
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.reading import read_roads
from wolds.geo.roads.travel import RoadReach, Roads
from wolds.geo.sample import ground, write_roads
from wolds.geo.sample.roads import RIVER
from wolds.resources import loader


@pytest.fixture(scope="module")
def network():
    return read_roads(loader.sample_roads_path(), None, Unwatched())


@pytest.fixture(scope="module")
def schools():
    return read_register(loader.sample_register_path()).schools


@pytest.fixture(scope="module")
def found(network, schools):
    return Roads(network).among(schools, RoadReach(), Unwatched())


def test_the_roads_that_travel_with_the_program_are_what_the_generator_makes(tmp_path: Path) -> None:
    write_roads(tmp_path / "roads.osm.gz")
    baked = gzip.decompress(loader.sample_roads_path().read_bytes())
    assert gzip.decompress((tmp_path / "roads.osm.gz").read_bytes()) == baked


def crossings(network, line) -> list[int]:
    """The edges that meet a line in km."""
    points, water = network.line, np.array(line) * 1000.0
    edge = np.repeat(np.arange(len(network)), np.diff(network.start))
    inside = edge[:-1] == edge[1:]
    met = meets(points[:-1][inside], points[1:][inside], water)
    return sorted(set(edge[:-1][inside][met].tolist()))


def test_one_bridge_and_one_ferry_cross_the_river(network) -> None:
    across = crossings(network, RIVER[:-1])
    assert sorted(network.road_class[across].tolist()) == [RoadClass.PRIMARY, RoadClass.FERRY]


def test_no_road_lies_in_the_sea_or_crosses_the_estuary(network) -> None:
    assert crossings(network, ground.COAST) == []
    assert crossings(network, ground.WASH_AND_WELLAND) == []
    assert crossings(network, ground.WASH_AND_OUSE[:-1]) == []


def test_every_school_with_a_point_stands_at_a_road_and_all_reach_one_another(schools, found) -> None:
    k = int(schools.has_point.sum())
    assert found.snaps.found.all()
    assert not found.snaps.doubtful.any()
    assert len(found.travel) == k * (k - 1) // 2


def test_roads_wind_as_country_roads_do_and_the_water_makes_some_ways_long(schools, found) -> None:
    rows = [schools.positions(urns.tolist()) for urns in (found.travel.urn_a, found.travel.urn_b)]
    straight = np.hypot(*(values[rows[0]] - values[rows[1]] for values in (schools.easting, schools.northing)))
    near = (straight > 2_000) & (straight < 15_000)
    winding = found.travel.metres[near] / straight[near]
    assert winding.min() >= 0.99
    assert 1.15 < np.median(winding) < 1.4
    assert np.quantile(winding, 0.99) > 2.5


def test_invented_roads_are_said_to_be_invented(network) -> None:
    assert (network.source.label, network.source.credit) == ("sample roads", "made up")


def test_some_streets_are_one_way(network) -> None:
    assert int((~network.backward).sum()) >= 9


def test_towns_are_joined_by_roads_of_a_higher_class(network) -> None:
    counts = np.bincount(network.road_class, minlength=len(RoadClass))
    assert all(
        counts[kind] > 0 for kind in (RoadClass.PRIMARY, RoadClass.SECONDARY, RoadClass.TERTIARY, RoadClass.UNCLASSIFIED)
    )


def test_lines_of_the_river_run_from_north_to_south() -> None:
    assert all(a[1] > b[1] for a, b in pairwise(RIVER))
