"""Borders from files of every kind, and hulls where there is no file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shapely import Point, Polygon

from wolds.geo.errors import InputError
from wolds.geo.outlines import outlines_of_schools, read_outlines
from wolds.geo.projection import degrees_of, mercator_of
from wolds.geo.schools import Schools

SQUARE = np.array([[520_000.0, 340_000.0], [530_000.0, 340_000.0], [530_000.0, 350_000.0], [520_000.0, 340_000.0]])


def collection(ring: np.ndarray, properties: dict[str, object], crs: str | None = None) -> dict[str, object]:
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring.tolist()]}}
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return {"type": "FeatureCollection", **named, "features": [feature]}


def written(folder: Path, content: object) -> Path:
    path = folder / "borders.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("ring", "crs"),
    [
        (degrees_of(*SQUARE.T), None),
        (degrees_of(*SQUARE.T), "urn:ogc:def:crs:OGC:1.3:CRS84"),
        (degrees_of(*SQUARE.T), "EPSG:4326"),
        (SQUARE, "urn:ogc:def:crs:EPSG::27700"),
        (SQUARE, None),
        (mercator_of(*SQUARE.T), "urn:ogc:def:crs:EPSG::3857"),
    ],
)
def test_borders_come_out_in_grid_metres_whatever_the_file_is_in(ring: np.ndarray, crs: str | None, tmp_path: Path) -> None:
    (outline,) = read_outlines(written(tmp_path, collection(ring, {"LA (code)": "990", "LA (name)": "Marsh"}, crs)))
    assert (outline.code, outline.name, outline.guessed) == ("990", "Marsh", False)
    assert np.abs(outline.rings[0] - SQUARE).max() < 0.1


@pytest.mark.parametrize(
    ("properties", "code", "name"),
    [
        (
            {"OBJECTID": 4, "CTYUA23CD": "E10000019", "CTYUA23NM": "Lincolnshire"},
            "E10000019",
            "Lincolnshire",
        ),
        ({"name": "Marsh", "code": 990}, "990", "Marsh"),
        ({"LA_Name": "Marsh", "name": "other"}, "", "Marsh"),
        ({}, "", ""),
    ],
)
def test_code_and_name_are_found_under_the_usual_headings(
    properties: dict[str, object], code: str, name: str, tmp_path: Path
) -> None:
    (outline,) = read_outlines(written(tmp_path, collection(SQUARE, properties)))
    assert (outline.code, outline.name) == (code, name)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[" * 100_000,
        "[1, 2]",
        {"type": "FeatureCollection", "features": []},
        {"type": "Point", "coordinates": [0, 52]},
        collection(SQUARE, {}, "EPSG:2154"),
        {"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5], [6, 7]]]},
        {"type": "Polygon", "coordinates": 5},
        '{"type": "Polygon", "coordinates": [[[0, 52], [0, 53], [1, 53], [NaN, 52]]]}',
        {"type": "Polygon", "coordinates": [[[0, 95], [0, 53], [1, 53], [0, 95]]]},
    ],
)
def test_a_file_that_is_no_map_of_areas_is_refused_with_a_remedy(content: object, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="borders"):
        read_outlines(written(tmp_path, content))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        read_outlines(tmp_path / "nowhere.geojson")


def schools_at(points: list[tuple[float, float]], codes: list[str]) -> Schools:
    easting, northing = zip(*points, strict=True)
    frame = {"urn": range(900_001, 900_001 + len(points)), "la_code": codes, "easting": easting, "northing": northing}
    return Schools.from_frame(pd.DataFrame({**frame, "la_name": [f"Authority {code}" for code in codes]}))


def test_a_hull_holds_every_school_of_its_authority_and_says_that_it_is_a_guess() -> None:
    rng = np.random.default_rng(3)
    points = [(float(x), float(y)) for x, y in rng.uniform([500_000, 300_000], [540_000, 340_000], (60, 2))]
    outlines = outlines_of_schools(schools_at(points, ["990"] * 40 + ["991"] * 20))
    assert [(o.code, o.name, o.guessed) for o in outlines] == [("990", "Authority 990", True), ("991", "Authority 991", True)]
    for outline, mine in zip(outlines, (points[:40], points[40:]), strict=True):
        area = Polygon(outline.rings[0])
        assert area.is_valid
        assert all(area.contains(Point(point)) for point in mine)


def test_one_school_far_away_does_not_stretch_the_hull() -> None:
    near = [(520_000.0 + 2_000 * (i % 5), 340_000.0 + 2_000 * (i // 5)) for i in range(20)]
    (outline,) = outlines_of_schools(schools_at([*near, (340_000.0, 520_000.0)], ["990"] * 21))
    assert outline.rings[0][:, 0].min() > 500_000


def test_authorities_with_one_or_two_schools_still_have_a_ring() -> None:
    outlines = outlines_of_schools(schools_at([(500_000, 300_000), (540_000, 300_000), (545_000, 300_000)], ["1", "2", "2"]))
    assert [len(o.rings[0]) > 8 for o in outlines] == [True, True]


def test_only_the_authorities_wanted_are_drawn_and_unknown_points_do_not_matter() -> None:
    schools = schools_at([(500_000, 300_000), (540_000, 300_000), (np.nan, np.nan), (1.0, 2.0)], ["1", "2", "3", ""])
    assert [o.code for o in outlines_of_schools(schools)] == ["1", "2"]
    assert [o.code for o in outlines_of_schools(schools, ["2", "3"])] == ["2"]


@pytest.mark.real_data
def test_the_english_boundaries_are_read_and_lincolnshire_lies_where_it_is(real_data: Path) -> None:
    outlines = {o.code: o for o in read_outlines(real_data / "boundaries" / "eng_education_la_2024_derived.geojson")}
    assert len(outlines) == 152
    largest = max(outlines["925"].rings, key=len)
    assert Polygon(largest).contains(Point(520_000, 350_000))
    assert Polygon(largest).area == pytest.approx(5.93e9, rel=0.05)
