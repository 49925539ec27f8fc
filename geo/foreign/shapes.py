"""Tables with shapes: the layers of a GeoPackage, and shapefiles. Points come as EPSG:27700 metres, whatever the file is in.

GDAL reads only what begins as a GeoPackage or a shapefile does, and of a GeoPackage only its plain tables, so that a file
cannot send it elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np

from wolds.geo.doors import MOST_ROWS
from wolds.geo.errors import InputError
from wolds.geo.foreign.table import Row, Table, beside_each_other, named, refuse_absurd
from wolds.geo.geopackage import GeoPackageReader
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.projection import british_of_degrees, british_of_mercator
from wolds.geo.registers.unpacking import TABLE
from wolds.geo.schools import FloatArray
from wolds.geo.sheets import text_of_value

SHAPES: Final = TABLE
_CONTENTS: Final = {"gpkg_contents": ("table_name", "data_type")}
_MOST_LAYERS: Final = 100
_BRITISH, _MERCATOR, _DEGREES = 27700, 3857, 4326
_IN_DEGREES: Final = (_DEGREES, 4258)
_AGAIN: Final = TABLE.again
_NEEDED: Final = (".shp", ".shx", ".dbf")
_BELONGING: Final = (*_NEEDED, ".prj", ".cpg")


def layers_of(path: Path, watch: Watch) -> tuple[Table, ...]:
    """Every layer of a GeoPackage that is a plain table with rows. Raises `InputError` and `Cancelled`."""
    data = SHAPES.read(path, path.name, watch)
    digest = hashlib.sha256(data).hexdigest()
    names = _plain_layers(data, path.name)
    tables = []
    with _put_down({".gpkg": data}) as copy:
        for done, name in enumerate(names):
            stop_if_asked(watch)
            watch.tell(done / len(names), f"Reading the layer {name}")
            tables.append(_table(copy, name, path.name, name if len(names) > 1 else "", digest, "GeoPackage"))
    found = beside_each_other([table for table in tables if table.rows])
    if not found:
        raise InputError("the GeoPackage holds no table with rows", file=path.name, remedy="Choose one with schools.")
    return found


def _plain_layers(data: bytes, file: str) -> tuple[str, ...]:
    try:
        return _layers_listed(data, file)
    except InputError as error:  # whoever brings schools has no earlier save of Wolds to go back to
        raise InputError(error.message, file=file, remedy=_AGAIN) from error


def _layers_listed(data: bytes, file: str) -> tuple[str, ...]:
    with GeoPackageReader(data, file, _CONTENTS) as reader:
        if not reader.has("gpkg_contents"):
            raise InputError("this is a database, but not a GeoPackage")
        listed = [name for name, kind in reader.rows("gpkg_contents", _MOST_LAYERS) if kind in ("features", "attributes")]
    names = [name for name in listed if isinstance(name, str)]
    with GeoPackageReader(data, file, dict.fromkeys(names, ())) as reader:
        for name in names:
            reader.refuse_odd(name)
    return tuple(names)


def shapefile_table(path: Path, watch: Watch) -> Table:
    """The table of a shapefile, of which `path` is the `.shp`. Raises `InputError` where one of its files is missing."""
    parts = {suffix: _beside(path, suffix) for suffix in _BELONGING}
    missing = [suffix for suffix in _NEEDED if parts[suffix] is None]
    if missing:
        remedy = "Put all files of the shapefile into one folder, or choose the zip that holds them."
        raise InputError(f"its file {path.stem}{missing[0]} is missing", file=path.name, remedy=remedy)
    content = {suffix: SHAPES.read(part, part.name, watch) for suffix, part in parts.items() if part is not None}
    return _shapefile(content, path.name, "", watch)


def _beside(path: Path, suffix: str) -> Path | None:
    wanted = f"{path.stem}{suffix}".casefold()
    return next((other for other in sorted(path.parent.iterdir()) if other.name.casefold() == wanted), None)


def zipped_shapefile_table(path: Path, watch: Watch) -> Table:
    """The table of the one shapefile in a zip. Raises `InputError` for several, and for what is damaged or too large."""
    packed = SHAPES.read(path, path.name, watch)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            member = _one_shapefile(archive, path.name)
            content = _unpacked(archive, member, path.name, watch)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError("the zip is damaged, cut off or locked", file=path.name, remedy=_AGAIN) from error
    for suffix in _NEEDED:
        if not content.get(suffix):
            raise InputError(f"{Path(member).stem}{suffix} is missing inside the zip", file=path.name, remedy=_AGAIN)
    return _shapefile(content, path.name, Path(member).name, watch)


def _one_shapefile(archive: zipfile.ZipFile, file: str) -> str:
    found = [n for n in archive.namelist() if n.lower().endswith(".shp") and not n.startswith("__MACOSX")]
    if len(found) != 1:
        some = ", ".join(sorted(Path(name).name for name in found)[:4])
        raise InputError(f"the zip holds several shapefiles ({some})", file=file, remedy="Unpack it and choose one of them.")
    return found[0]


def _unpacked(archive: zipfile.ZipFile, member: str, file: str, watch: Watch) -> dict[str, bytes]:
    content: dict[str, bytes] = {".shp": b""}  # first, since it is the one that is opened
    stem = Path(member).with_suffix("")
    entries = [entry for entry in archive.infolist() if Path(entry.filename).with_suffix("") == stem]
    entries = [entry for entry in entries if Path(entry.filename).suffix.lower() in _BELONGING]
    SHAPES.refuse_bomb(entries, file)
    for entry in entries:
        with archive.open(entry) as stream:
            content[Path(entry.filename).suffix.lower()] = SHAPES.all_of(stream, file, watch)
    return content


def _shapefile(content: Mapping[str, bytes], file: str, member: str, watch: Watch) -> Table:
    """From the bytes of its files."""
    stop_if_asked(watch)
    digest = hashlib.sha256(b"".join(content[suffix] for suffix in _BELONGING if suffix in content)).hexdigest()
    with _put_down(content) as copy:
        return _table(copy, None, file, member, digest, "Shapefile")


@contextmanager
def _put_down(content: Mapping[str, bytes]) -> Iterator[Path]:
    """Bytes as files side by side under a name of ours, the first of which is given: what was judged is what is read, and
    no other file beside it has a say."""
    with tempfile.TemporaryDirectory(prefix="wolds-") as folder:
        for suffix, part in content.items():
            (Path(folder) / f"table{suffix}").write_bytes(part)
        yield Path(folder) / f"table{next(iter(content))}"


def _table(source: Path, layer: str | None, file: str, part: str, digest: str, kind: str) -> Table:
    meta, shapes, fields = _read(source, layer, file)
    columns = [tuple(map(text_of_value, values.tolist())) for values in fields]
    count = len(columns[0]) if columns else len(shapes) if shapes is not None else 0
    refuse_absurd(count, len(columns), file, part)
    rows: tuple[Row, ...] = tuple(zip(*columns, strict=True)) if columns else ((),) * count
    headings = named([str(name) for name in meta["fields"]])
    if shapes is None or all(shape is None for shape in shapes):
        return Table(file, part, digest, kind, headings, rows)
    points, system = _british(_middles(shapes, file), meta.get("crs"), file)
    return Table(file, part, digest, kind, headings, rows, points=points, system=system)


def _read(source: Path, layer: str | None, file: str) -> tuple[dict[str, Any], Any, list[Any]]:
    """What GDAL reads of a table. A shapefile that says UTF-8 and is not is taken for cp1252, as Windows writes it."""
    encodings = (None,) if layer is not None else (None, "cp1252")
    for encoding in encodings:
        try:
            return _read_as(source, layer, file, encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("it holds text that cannot be read", file=file, remedy=_AGAIN)


def _read_as(source: Path, layer: str | None, file: str, encoding: str | None) -> tuple[dict[str, Any], Any, list[Any]]:
    import pyogrio
    from pyogrio import errors

    try:
        with catch_warnings():  # what GDAL finds odd about a file and reads all the same is nothing to tell a person
            simplefilter("ignore", RuntimeWarning)
            info = pyogrio.read_info(source, layer=layer, encoding=encoding, force_feature_count=True)
            refuse_absurd(max(0, int(info["features"])), len(info["fields"]), file, layer or "")
            meta, _, shapes, fields = pyogrio.raw.read(
                source, layer=layer, encoding=encoding, force_2d=True, max_features=MOST_ROWS + 1, datetime_as_string=True
            )
    except (errors.DataSourceError, errors.DataLayerError, errors.FeatureError, errors.GeometryError) as error:
        raise InputError("the file is damaged or cut off", file=file, remedy=_AGAIN) from error
    except (errors.CRSError, UnboundLocalError) as error:  # pyogrio trips over its own foot where GDAL knows no such system
        raise InputError("its coordinate system is not known", file=file, remedy="Save it in EPSG:27700.") from error
    return meta, shapes, list(fields)


def _middles(shapes: Any, file: str) -> FloatArray:
    """The point of each shape, shape (n, 2): a point itself, the middle of an area or a group; NaN where there is none."""
    import shapely

    try:
        found = shapely.centroid(shapely.from_wkb(shapes))
    except shapely.errors.GEOSException as error:
        raise InputError("a shape in it is damaged", file=file, remedy=_AGAIN) from error
    points = np.column_stack([shapely.get_x(found), shapely.get_y(found)]).astype(np.float64)
    points[~np.isfinite(points).all(axis=1) | (points == 0).all(axis=1)] = np.nan  # 0/0 stands for unknown
    return points


def _british(points: FloatArray, system: Any, file: str) -> tuple[FloatArray, str]:
    """Points in the file's system as EPSG:27700 metres, and what the system is, in words. Whole metres, as registers have."""
    code, name = _system_of(points, system, file)
    if code == _BRITISH:
        return np.round(points), name
    if code in _IN_DEGREES:
        return np.round(british_of_degrees(points[:, 0], points[:, 1])), name
    if code == _MERCATOR:
        return np.round(british_of_mercator(points)), name
    from pyproj import Transformer

    degrees = Transformer.from_crs(system, _DEGREES, always_xy=True).transform(points[:, 0], points[:, 1])
    return np.round(british_of_degrees(*(np.asarray(part, dtype=np.float64) for part in degrees))), name


def _system_of(points: FloatArray, system: Any, file: str) -> tuple[int, str]:
    """The EPSG number (0 = another system) and its name; where the file names none, what the numbers can be."""
    if not system:
        known = points[~np.isnan(points).any(axis=1)]
        if len(known) and np.abs(known).max() <= 180:
            return _DEGREES, "degrees, by the look of the numbers: the file names no system"
        return _BRITISH, "British National Grid, by the look of the numbers: the file names no system"
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(system)
        flat = crs.to_2d() if not crs.is_compound else crs.sub_crs_list[0]
        code = flat.to_epsg(min_confidence=25) or 0
    except CRSError as error:
        remedy = "Save it in British National Grid (EPSG:27700)."
        raise InputError("its coordinate system is not known", file=file, remedy=remedy) from error
    if code == 0 and not (flat.is_geographic or flat.is_projected):
        raise InputError("its coordinate system is none of the earth", file=file, remedy="Save it in EPSG:27700.")
    return code, f"{flat.name} (EPSG:{code})" if code else str(flat.name)
