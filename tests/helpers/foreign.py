"""Made-up lists of schools of Wales and Scotland, as a council might keep them, in each format that is read."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas
import numpy as np

from helpers.old_sheets import xls_of
from helpers.sheets import ods_of, xlsx_of

Rows = Sequence[Sequence[object]]

WELSH_HEADING = ("School Number", "School Name", "Local Authority", "Sector", "Denomination", "Pupils", "Postcode")
SCOTTISH_HEADING = ("Seed Code", "School Name", "LA Name", "School Type", "Denomination", "Pupil Roll", "Status")
POINTS = tuple((300_000.0 + 1_700 * i, 270_000.0 + 900 * (i % 5)) for i in range(20))
"""Eastings and northings of Welsh schools, in Powys."""
SCOTTISH_POINTS = tuple((210_000.0 + 2_300 * i, 690_000.0 + 700 * (i % 4)) for i in range(20))


def welsh_rows(count: int = 20) -> list[list[object]]:
    """Schools of Powys without their points."""
    return [
        [
            *(6662001 + i, f"Ysgol Llan {chr(65 + i)}", "Powys", "Primary" if i % 5 else "Secondary"),
            *(("Non-denominational", "Church in Wales", "")[i % 3], 20 + 7 * i, f"LD{1 + i % 8} {i % 10}AB"),
        ]
        for i in range(count)
    ]


def scottish_rows(count: int = 20) -> list[list[object]]:
    """Schools of Argyll without their points."""
    return [
        [
            *(8100101 + i, f"Kil{chr(97 + i)}more Primary School", "Argyll & Bute", "Primary"),
            *(("Non denominational", "Roman Catholic")[i % 2], 15 + 3 * i, "Mothballed" if i == 3 else "Open"),
        ]
        for i in range(count)
    ]


def degrees_of(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Longitudes and latitudes by pyproj's own way from British National Grid, not by that of Wolds."""
    from pyproj import Transformer

    there = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    return [there.transform(*point) for point in points]


def csv_of(heading: Sequence[str], rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def joined(rows: Rows, points: Sequence[tuple[float, float]]) -> list[list[object]]:
    """Each row with the two figures of its point at the end."""
    return [[*row, *point] for row, point in zip(rows, points, strict=True)]


def frame_of(heading: Sequence[str], rows: Rows, points: Sequence[tuple[float, float]]) -> geopandas.GeoDataFrame:
    columns = {name: [row[at] for row in rows] for at, name in enumerate(heading)}
    xy = np.array(points)
    return geopandas.GeoDataFrame(columns, geometry=geopandas.points_from_xy(xy[:, 0], xy[:, 1]), crs="EPSG:27700")


def write_shapefile(frame: geopandas.GeoDataFrame, path: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it cuts headings at ten letters, and says so
        frame.to_file(path)
    return path


def zip_of(path: Path, files: Sequence[Path]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"data/{file.name}")
    return path


def write_formats(folder: Path, heading: Sequence[str], rows: Rows, points: Sequence[tuple[float, float]]) -> list[Path]:
    """The same schools as CSV, XLSX, ODS, GeoPackage, XLS, shapefile and zipped shapefile."""
    table = (*heading, "Easting", "Northing"), joined(rows, points)
    frame = frame_of(heading, rows, points)
    paths = [folder / f"schools.{suffix}" for suffix in ("csv", "xlsx", "ods", "gpkg", "xls")]
    paths[0].write_bytes(csv_of(*table))
    paths[1].write_bytes(xlsx_of(("About", [["Made up"]]), ("Schools", [table[0], *table[1]])))
    paths[2].write_bytes(ods_of(("About", [["Made up"]]), ("Schools", [table[0], *table[1]])))
    frame.to_file(paths[3], layer="schools", driver="GPKG")
    paths[4].write_bytes(xls_of([table[0], *table[1]]))
    shapefile = write_shapefile(frame, folder / "shaped.shp")
    packed = zip_of(folder / "shaped.zip", sorted(folder.glob("shaped.*")))
    return [*paths, shapefile, packed]
