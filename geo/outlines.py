"""Borders of local authorities: from a GeoJSON file that a person attaches, else hulls around the schools of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.json_reading import geojson_values
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked
from wolds.geo.projection import british_of_degrees, british_of_mercator
from wolds.geo.schools import FloatArray, Schools

MARGIN_M: Final = 1_500.0
"""How far a hull stands off the schools it goes around: half the way to the next village."""

_CONCAVITY: Final = 0.3  # 0 follows every school, 1 is the convex hull
_FAR: Final = 6.0  # a school this many times farther out than the usual one is taken for a wrong point
_SMOOTH_M: Final = 100.0
_CODES: Final = (r"la \(code\)", r"la_?code", "code", r".*(cd|code)")
_NAMES: Final = (r"la \(name\)", r"la_?name", "name", r".*(nm|name)")
"""Headings of properties, the surest first; those of the statistics office end in the year and CD or NM."""
_EPSG: Final = re.compile(r"EPSG:(?:[\d.]*:)?(\d+)", re.IGNORECASE)
_DEGREES, _BRITISH, _MERCATOR = 4326, 27700, 3857
_KNOWN: Final = {_DEGREES, 4258, _BRITISH, _MERCATOR, 900913}
_REMEDY: Final = "Choose a GeoJSON file of boundaries, in degrees or in British National Grid metres."
BOUNDARIES: Final = Door("a file of boundaries", 100_000_000, _REMEDY)
"""Thirty times a file of all authorities of England that is drawn finely enough for any screen."""


@dataclass(frozen=True, eq=False)
class Outline:
    """A named border: rings in EPSG:27700 metres, shape (k, 2) each. `guessed` where it is only a hull of its schools."""

    name: str
    rings: tuple[FloatArray, ...]
    code: str = ""
    guessed: bool = False


def read_outlines(path: Path | str, watch: Watch | None = None) -> tuple[Outline, ...]:
    """The areas of a GeoJSON file, in the order of the file, in EPSG:27700 metres whatever system the file is in.

    A file without a `crs` member is taken for degrees, as the format says, or for British National Grid metres where its
    numbers are too large for degrees. Raises `InputError` for a file that holds no areas, and `Cancelled`.
    """
    path, watch = Path(path), watch or Unwatched()
    content = geojson_values(BOUNDARIES.read(path, path.name, PartOf(watch, 0.0, 0.2)), path.name, BOUNDARIES)
    features = _features(content, path.name)
    system = _system_of(content, path.name)
    outlines: list[Outline] = []
    for number, feature in enumerate(features):
        stop_if_asked(watch)
        watch.tell(number / len(features), "Reading boundaries")
        outlines.extend(_outline(feature, system, path.name, number + 1))
    if not outlines:
        raise InputError("it holds no areas", file=path.name, remedy=_REMEDY)
    watch.tell(1.0)
    return tuple(outlines)


def outlines_of_schools(schools: Schools, la_codes: Iterable[str] = ()) -> tuple[Outline, ...]:
    """A hull around the schools of each local authority, ascending by code: what to show where no file is attached.

    `la_codes` are the authorities wanted, all where it is empty. Schools without a point do not count, nor does a point
    far away from all others.
    """
    codes, wanted = schools.text("la_code"), set(la_codes)
    found = []
    for code in sorted(set(codes.tolist()) - {""}):
        mask = np.equal(codes, code) & schools.has_point
        if mask.any() and (not wanted or code in wanted):
            name = str(schools.text("la_name")[mask][0]) or code
            points = np.column_stack([schools.easting[mask], schools.northing[mask]])
            found.append(Outline(name, (_hull(_without_strays(points)),), code, guessed=True))
    return tuple(found)


def _without_strays(points: FloatArray) -> FloatArray:
    away = np.hypot(*(points - np.median(points, axis=0)).T)
    kept: FloatArray = points[away <= _FAR * max(float(np.median(away)), MARGIN_M)]
    return kept


def _hull(points: FloatArray) -> FloatArray:
    from shapely import MultiPoint, concave_hull, get_coordinates, get_exterior_ring

    # The margin is drawn first and taken back after, so that narrow inlets close and the line stays calm.
    shape = concave_hull(MultiPoint(points), ratio=_CONCAVITY).buffer(3 * MARGIN_M).buffer(-2 * MARGIN_M)
    return np.asarray(get_coordinates(get_exterior_ring(shape.simplify(_SMOOTH_M))), dtype=np.float64)


def _features(content: Mapping[str, Any], file: str) -> Sequence[Any]:
    kind = content.get("type")
    if kind == "FeatureCollection" and isinstance(content.get("features"), list):
        return list(content["features"])
    if kind == "Feature":
        return [content]
    if kind in ("Polygon", "MultiPolygon"):
        return [{"geometry": content, "properties": {}}]
    raise InputError("it holds no areas", file=file, remedy=_REMEDY)


def _system_of(content: Mapping[str, Any], file: str) -> int | None:
    """The EPSG number that the file names; None where it names none."""
    named = content.get("crs")
    properties = named.get("properties") if isinstance(named, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name or name.upper().endswith("CRS84"):
        return _DEGREES if name else None
    match = re.search(_EPSG, name)
    if match is None or int(match.group(1)) not in _KNOWN:
        raise InputError(f"its coordinates are in {name[:60]}, which is not known", file=file, remedy=_REMEDY)
    return int(match.group(1))


def _outline(feature: Any, system: int | None, file: str, row: int) -> Iterator[Outline]:
    """The border of one feature; nothing for a feature that is no area (a point, a line, an empty shape)."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return
    geometry = feature["geometry"]
    properties = feature.get("properties")
    facts = properties if isinstance(properties, dict) else {}
    try:
        rings = [np.array([point[:2] for point in ring], dtype=np.float64) for ring in _rings(geometry)]
    except (TypeError, ValueError, KeyError) as error:
        raise InputError("a border in it is broken", file=file, row=row, remedy=_REMEDY) from error
    british = tuple(_to_british(ring, system, file, row) for ring in rings if len(ring) > 3)
    if british:
        code = _said(facts, _CODES)
        yield Outline(_said(facts, _NAMES) or code, british, code)


def _rings(geometry: Mapping[str, Any]) -> Iterator[Any]:
    if geometry.get("type") == "Polygon":
        yield from geometry["coordinates"]
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def _to_british(ring: FloatArray, system: int | None, file: str, row: int) -> FloatArray:
    if system is None:
        system = _DEGREES if np.abs(ring).max() <= 180 else _BRITISH
    if system in (_DEGREES, 4258):
        ring = british_of_degrees(ring[:, 0], ring[:, 1])
    elif system in (_MERCATOR, 900913):
        ring = british_of_mercator(ring)
    if not np.isfinite(ring).all():
        raise InputError("a border in it leaves the map", file=file, row=row, remedy=_REMEDY)
    return ring


def _said(facts: Mapping[str, Any], wanted: Sequence[str]) -> str:
    """The property under the surest heading of those wanted; "" where there is none."""
    for pattern in wanted:
        for heading, value in facts.items():
            if value is not None and re.fullmatch(pattern, heading.strip(), re.IGNORECASE):
                return str(value).strip()
    return ""
