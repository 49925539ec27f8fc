"""OS Open Roads as it is published, a GeoPackage in EPSG:27700: its road links, every one drivable both ways (it knows no
one-way streets)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.roads.area import Area
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import BACKWARD, FORWARD, RoadNetwork, RoadSource
from wolds.geo.schools import FloatArray, IntArray

if TYPE_CHECKING:
    import shapely

_SQLITE: Final = b"SQLite format 3\x00"
_LAYER: Final = "roadlink"
_FUNCTIONS: Final[Mapping[str, RoadClass]] = {
    "motorway": RoadClass.MOTORWAY,
    "a road": RoadClass.PRIMARY,
    "b road": RoadClass.SECONDARY,
    "minor road": RoadClass.TERTIARY,
    "local road": RoadClass.UNCLASSIFIED,
    "local access road": RoadClass.RESIDENTIAL,
    "secondary access road": RoadClass.SERVICE,
}
"""`road_function`; "Restricted Local Access Road" is not for everybody and left out."""
_CLOSED: Final = frozenset({"guided busway", "shared use carriageway"})
_COLUMNS: Final = ("roadfunction", "formofway", "startnode", "endnode")
CREDIT: Final = "Contains OS data © Crown copyright and database right"


def read_open_roads(path: Path, sha256: str, area: Area | None, watch: Watch) -> RoadNetwork:
    """The road links that meet the area, all parts, connected or not.

    Raises `InputError` for a file that is broken, has no such layer or is in another coordinate system.
    """
    layer, columns = _layer(path)
    watch.tell(0.1, "Reading roads")
    table = _table(path, layer, columns, area)
    stop_if_asked(watch)
    found = np.array([_FUNCTIONS.get(str(name).lower(), -1) for name in table["roadfunction"]], dtype=np.int64)
    form = np.array([str(name).lower() in _CLOSED for name in table["formofway"]], dtype=bool)
    kept = (found >= 0) & ~form
    if not kept.any():
        raise InputError("the file holds no road in this area", file=path.name, remedy="Choose the file of the right region.")
    ends = np.column_stack([table["startnode"][kept], table["endnode"][kept]])
    return _network(table["lines"][kept], ends, found[kept], RoadSource(path.name, sha256, "OS Open Roads", CREDIT))


def _plain(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _layer(path: Path) -> tuple[str, dict[str, str]]:
    """The name of the layer of links, and its columns by plain name. `InputError` where the file is none of the kind."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    with path.open("rb") as stream:
        is_geopackage = stream.read(len(_SQLITE)) == _SQLITE
    if not is_geopackage:  # GDAL opens much else, and some of it leads on to other files
        raise InputError("the file is broken or no GeoPackage", file=path.name, remedy="Download it again.")
    try:
        with catch_warnings():  # what GDAL finds odd about a file is nothing to tell a person
            simplefilter("ignore", RuntimeWarning)
            name = next((str(layer) for layer, _ in pyogrio.list_layers(path) if _plain(str(layer)) == _LAYER), None)
            facts: dict[str, Any] = pyogrio.read_info(path, layer=name) if name else {}
    except (DataSourceError, DataLayerError) as error:
        raise InputError("the file is broken or no GeoPackage", file=path.name, remedy="Download it again.") from error
    columns = {_plain(str(field)): str(field) for field in facts.get("fields", ())}
    if name is None or any(column not in columns for column in _COLUMNS):
        remedy = "Choose the GeoPackage of OS Open Roads, or an OpenStreetMap extract (.osm.pbf)."
        raise InputError("there is no layer road_link as in OS Open Roads", file=path.name, remedy=remedy)
    _refuse_other_system(str(facts.get("crs")), path)
    return name, columns


def _refuse_other_system(system: str, path: Path) -> None:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        british = CRS.from_user_input(system).to_epsg() == 27700
    except CRSError:
        british = False
    if not british:
        remedy = "Roads must be in the British National Grid, EPSG:27700, as Ordnance Survey publishes them."
        raise InputError(f"the roads are in another coordinate system ({system[:40]})", file=path.name, remedy=remedy)


def _table(path: Path, layer: str, columns: Mapping[str, str], area: Area | None) -> dict[str, Any]:
    import shapely
    from pyogrio.errors import DataSourceError, FeatureError, FieldError, GeometryError
    from pyogrio.raw import read

    wanted = [columns[name] for name in _COLUMNS]
    try:
        meta, _, shapes, values = read(path, layer=layer, columns=wanted, bbox=area.box if area else None)
        lines = shapely.line_merge(shapely.force_2d(shapely.from_wkb(shapes)))
    except (DataSourceError, FeatureError, FieldError, GeometryError, shapely.GEOSException) as error:
        raise InputError("the file is broken or cut short", file=path.name, remedy="Download it again.") from error
    by_name = dict(zip((_plain(str(name)) for name in meta["fields"]), values, strict=True))
    plain = shapely.get_type_id(lines) == 1
    return {name: np.asarray(by_name[name])[plain] for name in _COLUMNS} | {"lines": lines[plain]}


def _network(lines: Sequence[shapely.LineString], ends: Any, kinds: IntArray, source: RoadSource) -> RoadNetwork:
    import shapely

    points, of_edge = shapely.get_coordinates(lines, return_index=True)
    used, numbers = np.unique(ends.astype(str), return_inverse=True)
    length: FloatArray = shapely.length(lines)
    return RoadNetwork(
        nodes=len(used),
        ends=numbers.reshape(-1, 2).astype(np.int64),
        length_m=length,
        road_class=kinds.astype(np.uint8),
        limit_km_per_hour=np.zeros(len(kinds), dtype=np.uint8),
        ways=np.full(len(kinds), FORWARD + BACKWARD, dtype=np.uint8),
        line=points,
        start=np.concatenate([[0], np.cumsum(np.bincount(of_edge, minlength=len(kinds)))]).astype(np.int64),
        source=source,
    )
