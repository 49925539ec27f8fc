"""GeoJSON for any GIS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wolds.app.export import Exported, write_geojson
from wolds.app.export.geojson import geojson_of

Make = Callable[..., Exported]


def by_kind(exported: Exported, kind: str) -> list[dict[str, Any]]:
    return [f for f in geojson_of(exported)["features"] if f["properties"]["kind"] == kind]


def test_points_stand_in_longitude_and_latitude(make_exported: Make) -> None:
    first = by_kind(make_exported(), "school")[0]
    assert first["id"] == 100001
    # 520000 350000 is near Boston, Lincolnshire
    assert first["geometry"]["coordinates"] == pytest.approx([-0.217, 53.033], abs=0.01)


def test_outlines_are_closed_run_anticlockwise_and_hold_their_schools(make_exported: Make) -> None:
    from shapely.geometry import Point, Polygon

    exported = make_exported()
    schools = by_kind(exported, "school")
    for cluster in by_kind(exported, "cluster"):
        (ring,) = cluster["geometry"]["coordinates"]
        outline = Polygon(ring)
        assert ring[0] == ring[-1]
        assert outline.exterior.is_ccw
        assert outline.is_valid
        members = [s for s in schools if s["properties"]["cluster"] == cluster["id"]]
        assert len(members) == 3
        assert all(outline.contains(Point(m["geometry"]["coordinates"])) for m in members)


def test_there_is_no_other_crs_and_the_file_says_what_it_is(make_exported: Make, tmp_path: Path) -> None:
    write_geojson(make_exported(is_sample=True), tmp_path / "plan.geojson")
    read = json.loads((tmp_path / "plan.geojson").read_text("utf-8"))
    assert "crs" not in read
    assert read["about"][0]["says"].startswith("Sample data")


def test_gis_software_reads_every_feature(make_exported: Make, tmp_path: Path) -> None:
    import geopandas as gpd

    write_geojson(make_exported(), tmp_path / "plan.geojson")
    assert len(gpd.read_file(tmp_path / "plan.geojson")) == 9


def test_a_cluster_without_any_point_has_no_outline(make_exported: Make) -> None:
    from dataclasses import replace

    exported = make_exported()
    frame = exported.schools.frame.assign(easting=float("nan"), northing=float("nan"))
    blind = replace(exported, schools=type(exported.schools).from_frame(frame))
    assert all(feature["geometry"] is None for feature in geojson_of(blind)["features"])


def test_hostile_text_stays_dead_in_geojson(make_exported: Make, hostile: str, tmp_path: Path) -> None:
    write_geojson(make_exported(hostile), tmp_path / "plan.geojson")
    content = (tmp_path / "plan.geojson").read_bytes()
    assert content.isascii()
    assert not any(mark in content for mark in b"<>&\n\r\x00")
    assert len(json.loads(content)["features"]) == 9
