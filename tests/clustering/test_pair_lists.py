"""Lists of pairs, travel, barriers and URNs: read as people write them, refused with file, row and column."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.clustering.barrier_files import barriers_in
from wolds.clustering.pair_lists import links_in, overrides_in, refuse_unknown, urns_in
from wolds.clustering.rules import Link, Rules
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


def test_pairs_are_read_with_their_reason():
    found = links_in(b"URN_a,URN_b,reason\n100002,100001,no bridge\n\n100003,100004,\n", "apart.csv")
    assert [(link.pair, link.reason) for link in found] == [((100001, 100002), "no bridge"), ((100003, 100004), "")]


@pytest.mark.parametrize(
    "data",
    [
        "URN_a,URN_b,reason\r\n100001,100002,Dyke’s End\r\n".encode("utf-8-sig"),
        "URN_a,URN_b,reason\n100001,100002,Dyke’s End".encode("cp1252"),
        "urn_B;Name;URN_A;Reason\n100002;Belton;100001;Dyke’s End\n".encode(),
        "100001,100002,Dyke’s End\n100002,100001,again\n".encode(),
    ],
)
def test_pairs_are_read_however_a_spreadsheet_writes_them(data):
    (link,) = links_in(data, "apart.csv")
    assert (link.pair, link.reason) == ((100001, 100002), "Dyke’s End")


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("URN_a,reason\n1,x", "column URN_b", "the column is missing"),
        ("URN_a,URN_b\n100001,", "row 1, column URN_b", "the URN is missing"),
        ("URN_a,URN_b\n100001,100002\n100001,1OO002", "row 2, column URN_b", "'1OO002' is not a URN"),
        ("URN_a,URN_b\n100001,99999999999999999999", "row 1, column URN_b", "'99999999999999999999' is not a URN"),
        ("URN_a,URN_b\n100001,100001", "row 1, column URN_b", "URN 100001 is paired with itself"),
        ("URN_a,URN_b\n", "", "the list is empty"),
        ("", "", "the list is empty"),
    ],
)
def test_an_odd_pair_is_refused_with_row_and_column(text, where, message):
    with pytest.raises(InputError) as caught:
        links_in(text.encode(), "apart.csv")
    assert str(caught.value).startswith(", ".join(filter(None, ["apart.csv", where])) + f": {message}")
    assert caught.value.remedy


def test_travel_of_pairs_is_read_in_km_or_minutes():
    text = b"URN_a,URN_b,km,minutes,reason\n100001,100002,4.5,,ferry\n100001,100003,,31,\n100002,100001,4.5,,ferry\n"
    found = overrides_in(text, "travel.csv")
    assert [(given.pair, given.km, given.minutes) for given in found] == [
        ((100001, 100002), 4.5, None),
        ((100001, 100003), None, 31.0),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("100001,100002,,", "neither km nor minutes is given"),
        ("100001,100002,4,5", "both km and minutes are given"),
        ("100001,100002,far,", "'far' is not a number"),
        ("100001,100002,nan,", "nan is out of range"),
        ("100001,100002,-1,", "-1 is out of range"),
        ("100001,100002,4,\n100002,100001,5,", "this pair is given another travel above"),
    ],
)
def test_odd_travel_is_refused(row, message):
    with pytest.raises(InputError, match=message):
        overrides_in(f"URN_a,URN_b,km,minutes\n{row}\n".encode(), "travel.csv")


@pytest.mark.parametrize("text", ["100002\n100001\n\n100002\n", "Name,URN\nBelton,100002\nWick,100001", "urn\n100001\n100002"])
def test_urns_are_read_from_lines_or_a_column(text):
    assert urns_in(text.encode(), "rural.csv") == (100001, 100002)


def test_a_list_of_something_else_is_refused():
    for data in (b"PK\x03\x04\x00\x00", b"Name\nBelton\n", b"", b'"100001\n100002'):
        with pytest.raises(InputError, match=r"rural\.csv"):
            urns_in(data, "rural.csv")


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=40), heading=st.sampled_from([b"", b"URN_a,URN_b,km\n", b"URN\n"]))
def test_whatever_bytes_come_the_readers_answer_or_refuse(data, heading):
    for reader in (links_in, overrides_in, urns_in, barriers_in):
        assert answers_or_refuses(reader, heading + data)


def answers_or_refuses(reader, data):
    try:
        reader(data, "x.csv")
    except InputError as error:
        return "\n" not in error.message
    return True


def test_pairs_with_schools_that_the_register_does_not_have_are_refused():
    schools = Schools.from_frame(pd.DataFrame({"urn": [100001, 100002]}))
    refuse_unknown(schools, Rules(must_link=(Link(urn_a=100001, urn_b=100002),)))
    with pytest.raises(InputError, match="keep-apart pair names a school that is not in the register: URN 555555"):
        refuse_unknown(schools, Rules(keep_apart=(Link(urn_a=100001, urn_b=555555),)))


def geojson(*geometries, crs=None, **properties):
    features = [{"type": "Feature", "properties": properties or None, "geometry": geometry} for geometry in geometries]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", "features": features} | named).encode()


def line(*points):
    return {"type": "LineString", "coordinates": points}


GRID_LINE = line((550000, 340000, 2.0), (560000.5, 341000))


def test_a_line_in_metres_is_read_as_it_is():
    (barrier,) = barriers_in(geojson(GRID_LINE, name="The Wash", minutes=45, reason="no bridge"), "wash.geojson")
    assert barrier.points == ((550000.0, 340000.0), (560000.5, 341000.0))
    assert (barrier.name, barrier.minutes, barrier.reason) == ("The Wash", 45.0, "no bridge")


@pytest.mark.parametrize("crs", [None, "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"])
def test_a_line_in_degrees_comes_to_whole_metres(crs):
    (barrier,) = barriers_in(geojson(line((0.25, 52.9), (0.35, 52.95)), crs=crs), "wash.geojson")
    assert barrier.points[0] == pytest.approx((551_400, 335_900), abs=1000)
    assert all(part == round(part) for point in barrier.points for part in point)
    assert (barrier.name, barrier.minutes) == ("Barrier 1", None)


def test_each_part_of_a_line_of_several_is_a_barrier():
    many = {"type": "MultiLineString", "coordinates": [GRID_LINE["coordinates"], [(1, 2), (3, 4)]]}
    assert [barrier.name for barrier in barriers_in(geojson(many, name="Dyke"), "dyke.geojson")] == ["Dyke", "Dyke"]


def test_a_bare_geometry_will_do():
    assert len(barriers_in(json.dumps(GRID_LINE).encode(), "wash.geojson")) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "this is not GeoJSON"),
        (b"[]", "this is not GeoJSON"),
        (geojson(), "there is no line in it"),
        (geojson({"type": "Polygon", "coordinates": []}), "row 1: a barrier is a line, this is Polygon"),
        (geojson(None), "row 1: a barrier is a line, this is nothing"),
        (geojson(line((1, 2))), "points: there are too few entries. Give at least 2"),
        (geojson(line((1, 2), ("x", 3))), "is not a point"),
        (geojson(line((5e6, 2), (5e6, 3))), "the line does not lie in Great Britain"),
        (geojson(GRID_LINE, crs="urn:ogc:def:crs:EPSG::3857"), "coordinate system .* is not known here"),
        (geojson(GRID_LINE, minutes="soon"), "row 1: minutes: 'soon' is not a number"),
        (geojson(GRID_LINE, minutes=-4), "row 1: minutes: -4 is too little"),
    ],
)
def test_an_odd_barrier_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        barriers_in(data, "wash.geojson")
