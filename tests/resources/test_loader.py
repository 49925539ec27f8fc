"""What travels with the program: the base map makes sense, and every file is there."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import shapely

from wolds.geo.projection import mercator_of_degrees
from wolds.resources import loader


@pytest.fixture(scope="module")
def land() -> shapely.MultiPolygon:
    return shapely.union_all([shapely.Polygon(ring) for ring in loader.land_rings()])


@pytest.mark.parametrize(
    ("where", "longitude", "latitude", "is_land"),
    [
        ("middle of the Wash", 0.28, 52.93, False),
        ("North Sea off Skegness", 0.6, 53.2, False),
        ("Irish Sea", -5.0, 53.8, False),
        ("English Channel", -1.5, 50.2, False),
        ("Boston", -0.0266, 52.976, True),
        ("King's Lynn", 0.395, 52.752, True),
        ("Hunstanton, two km inland", 0.515, 52.94, True),
        ("Isle of Wight", -1.3, 50.68, True),
        ("Anglesey", -4.35, 53.28, True),
        ("Lewis", -6.6, 58.2, True),
        ("Dublin", -6.3, 53.34, True),
        ("Paris", 2.35, 48.85, True),
    ],
)
def test_land_and_sea_are_where_they_are(
    where: str, longitude: float, latitude: float, is_land: bool, land: shapely.MultiPolygon
) -> None:
    assert bool(shapely.contains_xy(land, longitude, latitude)) is is_land, where


def test_rings_are_closed_valid_and_cannot_be_spoilt() -> None:
    for ring in loader.land_rings():
        assert ring.shape[1] == 2
        assert (ring[0] == ring[-1]).all()
        with pytest.raises(ValueError, match="read-only"):
            ring[0, 0] = 0.0


def test_the_rings_on_the_plane_are_the_same_rings() -> None:
    for degrees, metres in zip(loader.land_rings(), loader.land_rings_mercator(), strict=True):
        assert np.abs(mercator_of_degrees(degrees[:, 0], degrees[:, 1]) - metres).max() < 0.01


def test_places_are_british_and_the_largest_come_first() -> None:
    places = loader.places()
    assert places.name[0] == "London"
    assert (np.diff(places.population) <= 0).all()
    assert len(places.name) == len(places.longitude) == len(places.latitude) == len(places.population) > 5_000
    assert (places.longitude > -9).all()
    assert (places.longitude < 2).all()
    assert {"Boston", "King's Lynn", "Skegness", "Wisbech"} < set(places.name)
    assert np.abs(loader.places_mercator() - mercator_of_degrees(places.longitude, places.latitude)).max() < 0.01


def test_every_file_promised_is_there() -> None:
    paths = [
        loader.sample_register_path(),
        loader.sample_rules_path(),
        loader.sample_barriers_path(),
        loader.sample_boundaries_path(),
        loader.sample_collaborations_path(),
        loader.sample_relations_path(),
        loader.icon_path("svg"),
        loader.icon_path(),
    ]
    assert [path.name for path in paths if not path.is_file()] == []


def test_the_base_map_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(loader.resource_path("basemap")).iterdir()) < 300_000


def test_the_picture_of_the_icon_is_256_pixels_wide_and_high() -> None:
    data = loader.icon_path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (256, 256)


def test_the_credits_name_every_source_and_its_terms() -> None:
    text = loader.credits()
    for words in ("Natural Earth", "Public domain", "GeoNames", "Creative Commons Attribution 4.0", "invented"):
        assert words in text
    assert "Natural Earth" in loader.MAP_CREDITS
    assert "GeoNames" in loader.MAP_CREDITS
