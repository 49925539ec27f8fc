"""Road networks out of files: what is drivable, what is refused, what is kept."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.roads import OSM_HEAD, schools_at, write_osm
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Unwatched
from wolds.geo.projection import degrees_of
from wolds.geo.registers import read_register
from wolds.geo.roads.area import Area
from wolds.geo.roads.cache import RoadCache
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import BACKWARD, FORWARD
from wolds.geo.roads.osm import class_of, limit_of, ways_of
from wolds.geo.roads.reading import read_roads
from wolds.geo.roads.travel import RoadReach, Roads

NODES = [(1, 0.00, 53.0), (2, 0.01, 53.0), (3, 0.02, 53.0), (4, 0.01, 53.01), (5, 0.5, 53.5), (6, 0.51, 53.5)]


def read(path, area=None, cache=None):
    return read_roads(path, area, Unwatched(), cache)


@pytest.fixture
def extract(tmp_path):
    ways = [
        ((1, 2, 3), {"highway": "secondary", "maxspeed": "30 mph"}),
        ((2, 4), {"highway": "residential"}),
        ((3, 4), {"highway": "footway"}),
        ((5, 6), {"highway": "unclassified"}),
    ]
    return write_osm(tmp_path / "hand.osm", NODES, ways)


def test_roads_are_cut_where_they_meet_and_footways_and_islands_are_left_out(extract):
    found = read(extract)
    assert found.nodes == 4
    assert sorted(found.road_class.tolist()) == [RoadClass.SECONDARY, RoadClass.SECONDARY, RoadClass.RESIDENTIAL]
    assert sorted(found.limit_km_per_hour.tolist()) == [0, 48, 48]
    assert found.length_m.sum() == pytest.approx(2 * 671 + 1113, rel=0.01)


def test_only_roads_of_the_area_are_read(extract):
    corner = np.column_stack([*_metres(0.5, 53.5)])
    area = Area.round(schools_at(*(corner - [500_000, 330_000]).tolist()), margin_m=1_000)
    assert read(extract, area).road_class.tolist() == [RoadClass.UNCLASSIFIED]


def _metres(lon, lat):
    from wolds.geo.projection import british_of_degrees

    return british_of_degrees(np.array([lon]), np.array([lat])).T


def test_an_area_in_degrees_holds_every_corner_of_the_box():
    area = Area(500_000, 300_000, 560_000, 380_000)
    west, south, east, north = area.degrees
    for x in (500_000.0, 530_000.0, 560_000.0):
        for y in (300_000.0, 380_000.0):
            ((lon, lat),) = degrees_of(np.array([x]), np.array([y]))
            assert west <= lon <= east
            assert south <= lat <= north


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "trunk_link"}, RoadClass.TRUNK),
        ({"highway": "living_street"}, RoadClass.RESIDENTIAL),
        ({"highway": "track"}, None),
        ({"highway": "cycleway"}, None),
        ({"highway": "construction"}, None),
        ({"highway": "service", "access": "private"}, None),
        ({"highway": "service", "access": "private", "motor_vehicle": "yes"}, RoadClass.SERVICE),
        ({"highway": "tertiary", "motor_vehicle": "no"}, None),
        ({"highway": "residential", "area": "yes"}, None),
        ({"route": "ferry", "motor_vehicle": "yes"}, RoadClass.FERRY),
        ({"route": "ferry"}, None),
        ({"route": "bus"}, None),
    ],
)
def test_which_ways_cars_may_use(tags, expected):
    assert class_of(tags) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"oneway": "yes"}, FORWARD),
        ({"oneway": "-1"}, BACKWARD),
        ({"highway": "motorway"}, FORWARD),
        ({"highway": "motorway", "oneway": "no"}, FORWARD + BACKWARD),
        ({"junction": "roundabout"}, FORWARD),
        ({"oneway": "alternating"}, FORWARD + BACKWARD),
    ],
)
def test_which_way_a_road_may_be_driven(tags, expected):
    assert ways_of(tags) == expected


@pytest.mark.parametrize(
    ("said", "km_per_hour"), [("20 mph", 32), ("60", 60), ("none", 0), ("", 0), ("30;40", 0), ("999 mph", 255)]
)
def test_a_limit_is_read_in_either_unit_and_words_are_no_limit(said, km_per_hour):
    assert limit_of({"maxspeed": said}) == km_per_hour


def test_a_limit_below_the_speed_of_the_class_holds(extract):
    roads = Roads(read(extract))
    slow = roads.network.limit_km_per_hour == 48
    assert roads.seconds[slow] == pytest.approx(roads.network.length_m[slow] * 3.6 / 48)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("roads.osm.pbf", b"", "the file is empty"),
        ("roads.osm.pbf", b"PK\x03\x04 a zip in disguise", "broken, cut short or no OpenStreetMap extract"),
        ("roads.osm", b"<osm version='0.6'><node id='1'", "broken, cut short or no OpenStreetMap extract"),
        ("roads.osm", f"{OSM_HEAD}</osm>".encode(), "no road in this area"),
        ("roads.gpkg", b"not a geopackage at all", "broken or no GeoPackage"),
        ("roads.docx", b"anything", "this is no road network"),
    ],
)
def test_a_file_that_is_no_network_is_refused_in_one_line(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as error:
        read(path)
    assert name in str(error.value)
    assert error.value.remedy


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"missing\.osm\.pbf: there is no such file"):
        read(tmp_path / "missing.osm.pbf")


def test_an_extract_cut_short_is_refused(tmp_path, real_data):
    whole = (real_data / "roads" / "rutland-latest.osm.pbf").read_bytes()
    path = tmp_path / "short.osm.pbf"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(InputError, match="broken, cut short"):
        read(path)


def test_reading_stops_when_it_is_asked_to(extract):
    class Stopped(Unwatched):
        def should_stop(self):
            return True

    with pytest.raises(Cancelled):
        read_roads(extract, None, Stopped())


def write_open_roads(path, layer="road_link", crs="EPSG:27700", **names):
    import geopandas
    from shapely import LineString

    corner = np.array([500_000, 330_000])
    lines = [[(0, 0), (500, 100), (1000, 0)], [(1000, 0), (1000, 2000)], [(1000, 2000), (0, 0)], [(1000, 0), (1500, 0)]]
    columns = {
        "road_function": ["B Road", "Minor Road", "Restricted Local Access Road", "Local Road"],
        "form_of_way": ["Single Carriageway", "Single Carriageway", "Single Carriageway", "Guided Busway"],
        "start_node": ["a", "b", "c", "b"],
        "end_node": ["b", "c", "a", "d"],
    }
    frame = geopandas.GeoDataFrame(columns, geometry=[LineString(np.array(line) + corner) for line in lines], crs=crs)
    frame.rename(columns=names).to_file(path, layer=layer, driver="GPKG")
    return path


def test_open_roads_are_read_with_their_classes(tmp_path):
    found = read(write_open_roads(tmp_path / "oproad_gb.gpkg"))
    assert found.road_class.tolist() == [RoadClass.SECONDARY, RoadClass.TERTIARY]
    assert found.length_m.tolist() == pytest.approx([2 * np.hypot(500, 100), 2000])
    far = Roads(found).among(schools_at((0, 0), (1000, 2000)), RoadReach(), Unwatched())
    assert far.travel.metres.tolist() == pytest.approx([2 * np.hypot(500, 100) + 2000])


def test_open_roads_of_older_years_have_other_headings(tmp_path):
    old = {"road_function": "roadFunction", "form_of_way": "formOfWay", "start_node": "startNode", "end_node": "endNode"}
    assert len(read(write_open_roads(tmp_path / "old.gpkg", "RoadLink", **old))) == 2


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"layer": "rivers"}, "no layer road_link"),
        ({"form_of_way": "shape"}, "no layer road_link"),
        ({"crs": "EPSG:4326"}, "in another coordinate system"),
    ],
)
def test_a_geopackage_of_something_else_is_refused(tmp_path, facts, says):
    with pytest.raises(InputError, match=says):
        read(write_open_roads(tmp_path / "other.gpkg", **facts))


def test_open_roads_elsewhere_are_refused(tmp_path):
    with pytest.raises(InputError, match="no road in this area"):
        read(write_open_roads(tmp_path / "far.gpkg"), Area(100_000, 100_000, 120_000, 120_000))


def same(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("ends", "length_m", "line", "start", "ways")
    )


def test_a_network_is_kept_and_found_again_by_the_hash_of_its_file(extract, tmp_path, monkeypatch):
    cache = RoadCache(tmp_path / "kept")
    first = read(extract, cache=cache)
    monkeypatch.setattr("wolds.geo.roads.reading._read", None)
    second = read(extract, cache=cache)
    assert same(first, second)
    assert (second.source, second.nodes) == (first.source, first.nodes)


def test_a_damaged_file_in_the_cache_is_read_anew(extract, tmp_path):
    cache = RoadCache(tmp_path / "kept")
    first = read(extract, cache=cache)
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:200])
    assert same(first, read(extract, cache=cache))


def test_a_cache_that_cannot_be_written_is_no_fault(extract, tmp_path):
    (tmp_path / "kept").write_bytes(b"a file where the folder should be")
    assert len(read(extract, cache=RoadCache(tmp_path / "kept"))) == 3


def test_the_cache_keeps_the_newest_eight(extract, tmp_path):
    cache = RoadCache(tmp_path / "kept")
    network = read(extract)
    for number in range(12):
        cache.keep(network, Area(number * 1000, 0, 1, 1))
    assert len(list((tmp_path / "kept").iterdir())) == 8


@pytest.mark.real_data
def test_the_roads_of_rutland_agree_with_an_independent_computation(real_data):
    pairs = pd.read_csv(real_data / "roads" / "rutland_primary_pairs_straight_vs_road.csv")
    network = read(real_data / "roads" / "rutland-latest.osm.pbf")
    schools = read_register(real_data / "gias" / "england_primary_open_2024.csv.gz").schools
    schools = schools.subset(np.isin(schools.urn, np.union1d(pairs["URN_a"], pairs["URN_b"])))
    found = Roads(network).among(schools, RoadReach(), Unwatched())
    place = found.travel.find(pairs["URN_a"].to_numpy(), pairs["URN_b"].to_numpy())
    apart = np.abs(found.travel.metres[place] / pairs["road_m"] - 1)
    assert (place >= 0).all()
    assert network.source.label == "OSM July 2022"
    assert np.median(apart) < 0.03
    assert np.quantile(apart, 0.95) < 0.12
    assert found.snaps.off_m.max() < 60
