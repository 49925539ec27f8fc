"""GeoPackage tables, written whole and read with suspicion."""

from wolds.geo.geopackage.reading import GeoPackageReader, read_bytes
from wolds.geo.geopackage.shapes import Shape, line_shape, point_shapes, wkb_shape
from wolds.geo.geopackage.writing import BOOLEAN, GeoTable, geopackage_bytes

__all__ = [
    "BOOLEAN",
    "GeoPackageReader",
    "GeoTable",
    "Shape",
    "geopackage_bytes",
    "line_shape",
    "point_shapes",
    "read_bytes",
    "wkb_shape",
]
