"""A GeoPackage written whole in memory, so that the file system sees nothing but finished bytes.

SQLite never touches the folder: no journal, no lock on a shared drive, no half-written file.
Follows OGC 12-128r18 (GeoPackage 1.3): tables of features and of attributes, without the optional spatial index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wolds.geo.geopackage.shapes import SRS_ID, Bounds, Shape

BOOLEAN: Final = "BOOLEAN"

_APPLICATION_ID: Final = 0x47504B47  # "GPKG"
_VERSION: Final = 10300

_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_BRITISH_GRID: Final = (
    'PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_Britain_1936",'
    'SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],AUTHORITY["EPSG","6277"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],'
    'PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],'
    'PARAMETER["false_northing",-100000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],'
    'AXIS["Northing",NORTH],AUTHORITY["EPSG","27700"]]'
)
_SYSTEMS: Final = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude on the WGS 84 ellipsoid"),
    ("OSGB36 / British National Grid", SRS_ID, "EPSG", SRS_ID, _BRITISH_GRID, "eastings and northings in metres"),
)
_CORE_TABLES: Final = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


@dataclass(frozen=True)
class GeoTable:
    """One table to write. `columns` maps names to SQL types; each row has their values in that order.

    `geometry` is a type such as "POINT", or "" for a table without shapes; `shapes` then has one entry for each row.
    """

    name: str
    columns: Mapping[str, str]
    rows: Sequence[tuple[Any, ...]]
    geometry: str = ""
    shapes: Sequence[Shape | None] = ()
    description: str = ""
    key: str = "fid"


def geopackage_bytes(tables: Iterable[GeoTable], changed_at: str) -> bytes:
    """A whole GeoPackage as bytes; `changed_at` is the UTC time written as each table's last change (ISO, ending in Z)."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("BEGIN")
        for statement in filter(str.strip, _CORE_TABLES.split(";\n")):
            connection.execute(statement)
        connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        for table in tables:
            _write(connection, table, changed_at)
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _write(connection: sqlite3.Connection, table: GeoTable, changed_at: str) -> None:
    shaped = {"geom": table.geometry} if table.geometry else {}
    columns = {**shaped, **table.columns}
    fields = ", ".join(f"{_quoted(name)} {kind}" for name, kind in columns.items())
    key = f"{_quoted(table.key)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    connection.execute(f"CREATE TABLE {_quoted(table.name)} ({key}, {fields})")
    _register(connection, table, changed_at)
    names, marks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
    insert = f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})"
    try:
        connection.executemany(insert, _rows(table))
    except UnicodeEncodeError:  # half a character, as a clipboard may hold, must not stop a save
        connection.execute(f"DELETE FROM {_quoted(table.name)}")
        connection.executemany(insert, ([_whole(value) for value in row] for row in _rows(table)))


def _whole(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _rows(table: GeoTable) -> Iterable[tuple[Any, ...]]:
    if not table.geometry:
        return table.rows
    blobs = (shape.blob if shape else None for shape in table.shapes)
    return ((blob, *row) for blob, row in zip(blobs, table.rows, strict=True))


def _register(connection: sqlite3.Connection, table: GeoTable, changed_at: str) -> None:
    kind, srs = ("features", SRS_ID) if table.geometry else ("attributes", None)
    bounds = _bounds(table.shapes) or (None, None, None, None)
    row = (table.name, kind, table.name, table.description, changed_at, *bounds, srs)
    connection.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    if table.geometry:
        column = (table.name, "geom", table.geometry, SRS_ID, 0, 0)
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", column)


def _bounds(shapes: Iterable[Shape | None]) -> Bounds | None:
    bounds = [shape.bounds for shape in shapes if shape]
    if not bounds:
        return None
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
