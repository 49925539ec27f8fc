from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyogrio
import pytest

from wolds.geo.errors import InputError
from wolds.geo.geopackage import GeoPackageReader, GeoTable, geopackage_bytes, line_shape, point_shapes, read_bytes

NOW = "2026-01-01T00:00:00.000Z"
ALLOWED = {"places": ("name", "pupils")}


def _file() -> bytes:
    shapes = point_shapes(np.array([500_000.0, np.nan]), np.array([330_000.0, 1.0]))
    places = GeoTable("places", {"name": "TEXT", "pupils": "REAL"}, [("Ashby", 50.0), ("Bélton", None)], "POINT", shapes)
    roads = GeoTable("roads", {"name": "TEXT"}, [("A17",)], "LINESTRING", [line_shape([(0.0, 5.0), (3.0, 1.0)])])
    notes = GeoTable("notes", {"text": "TEXT"}, [("hello",)])
    return geopackage_bytes([places, roads, notes], NOW)


def _changed(data: bytes, *statements: str) -> bytes:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    for statement in statements:
        connection.execute(statement)
    return connection.serialize()


def test_other_programs_read_layers_points_and_their_reference_system(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(_file())
    assert sorted(name for name, _ in pyogrio.list_layers(path).tolist()) == ["notes", "places", "roads"]
    places = pyogrio.read_dataframe(path, layer="places")
    assert places.crs.to_epsg() == 27700
    assert places["name"].tolist() == ["Ashby", "Bélton"]
    assert (places.geometry[0].x, places.geometry[0].y) == (500_000.0, 330_000.0)
    assert places.geometry[1] is None
    info = pyogrio.read_info(path, layer="roads")
    assert (info["geometry_type"], tuple(info["total_bounds"])) == ("LineString", (0.0, 1.0, 3.0, 5.0))


def test_named_columns_come_back_as_they_were_written() -> None:
    with GeoPackageReader(_file(), "a.gpkg", ALLOWED) as reader:
        assert reader.rows("places", 10) == [("Ashby", 50.0), ("Bélton", None)]
        assert not reader.has("notes")  # not on the allow-list, so not seen


def test_the_same_tables_give_the_same_bytes() -> None:
    assert _file() == _file()


def test_half_a_character_does_not_stop_a_save() -> None:
    table = GeoTable("places", {"name": "TEXT", "pupils": "REAL"}, [("Ashby", 1.0), ("x\ud800y", 2.0)])
    with GeoPackageReader(geopackage_bytes([table], NOW), "a.gpkg", ALLOWED) as reader:
        assert reader.rows("places", 10) == [("Ashby", 1.0), ("x?y", 2.0)]


def _refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught, GeoPackageReader(data, "a.gpkg", ALLOWED) as reader:
        reader.rows("places", 10)
    return str(caught.value)


@pytest.mark.parametrize("data", [b"", b"SQLite", b"PK\x03\x04 a zip", b"URN,Name\n1,Ashby\n", bytes(1000)])
def test_what_is_no_database_is_refused(data: bytes) -> None:
    said = _refused(data)
    assert "not a GeoPackage" in said
    assert "Choose a plan" in said


def test_a_file_cut_short_is_refused_wherever_it_is_cut() -> None:
    data = _file()
    for length in (20, 99, 100, 4096, len(data) // 2, len(data) - 1):
        assert "cut short" in (message := _refused(data[:length])) or "damaged" in message


def test_a_file_with_damage_in_the_middle_never_ends_in_another_error() -> None:
    data, rng = bytearray(_file()), np.random.default_rng(5)
    for _ in range(60):
        harmed = bytearray(data)
        for place in rng.integers(100, len(data), 40).tolist():
            harmed[place] = int(rng.integers(0, 256))
        with suppress(InputError), GeoPackageReader(bytes(harmed), "a.gpkg", ALLOWED) as reader:
            reader.rows("places", 10)


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE places"],
        ["ALTER TABLE places DROP COLUMN pupils"],
        ["ALTER TABLE places RENAME TO old", "CREATE VIEW places AS SELECT name, pupils FROM old"],
        ["ALTER TABLE places RENAME TO old", "CREATE VIRTUAL TABLE places USING fts5(name, pupils)"],
        ["DROP TABLE places", "CREATE TABLE places (name TEXT, pupils GENERATED ALWAYS AS (length(name)))"],
        ["DROP TABLE places", "CREATE TABLE places (name TEXT, pupils GENERATED ALWAYS AS (hex(name)) STORED)"],
    ],
)
def test_views_virtual_tables_generated_and_missing_columns_are_refused(statements: list[str]) -> None:
    assert "table places" in _refused(_changed(_file(), *statements))


def test_triggers_and_foreign_tables_are_left_alone() -> None:
    data = _changed(
        _file(),
        "CREATE TRIGGER harm AFTER INSERT ON places BEGIN DELETE FROM places; END",
        "CREATE VIEW other AS SELECT load_extension('x') FROM places",
    )
    with GeoPackageReader(data, "a.gpkg", ALLOWED) as reader:
        assert len(reader.rows("places", 10)) == 2


def test_more_rows_than_allowed_are_refused() -> None:
    with pytest.raises(InputError, match="more than 1 rows"), GeoPackageReader(_file(), "a.gpkg", ALLOWED) as reader:
        reader.rows("places", 1)


def test_a_file_last_written_in_write_ahead_mode_opens() -> None:
    data = _file()
    with GeoPackageReader(data[:18] + b"\x02\x02" + data[20:], "a.gpkg", ALLOWED) as reader:
        assert len(reader.rows("places", 10)) == 2


def test_missing_empty_and_oversized_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(bytes(11))
    for name, words in (
        ("none", "no such file"),
        ("empty", "is empty"),
        ("large", "too much for"),
        (".", "a folder"),
    ):
        with pytest.raises(InputError, match=words):
            read_bytes(tmp_path / name, largest=10)
