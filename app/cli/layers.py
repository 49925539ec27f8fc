"""Whether the layers of a plan file, which other programs show and may edit, still say what the plan says."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wolds.clustering.project import Project

_TABLES: Final[Mapping[str, Sequence[str]]] = {"memberships": ("urn", "cluster", "kind"), "schools": ("urn", "cluster", "geom")}
_MOST_ROWS: Final = 250_000
_CORE: Final = "core"
_NEAR_M: Final = 1.0
_ENVELOPES: Final = (0, 32, 48, 48, 64)  # bytes, by the code in the header (GeoPackage 1.3, table 7)
_MOST_LINES: Final = 5


def layer_faults(data: bytes, file: str, project: Project) -> list[str]:
    """Sentences on each school that a layer puts elsewhere than the plan does; the plan itself is what Wolds goes by.

    `data` are the bytes of the file. The layers show the active scenario. Raises `InputError` for a layer that cannot be read.
    """
    from wolds.geo.geopackage import GeoPackageReader

    faults: list[str] = []
    with GeoPackageReader(data, file, _TABLES) as reader:
        if reader.has("memberships"):
            faults += _shortened(_misplaced(reader.rows("memberships", _MOST_ROWS), project))
        rows = reader.rows("schools", _MOST_ROWS)
    faults += _shortened(_mislabelled(rows, project))
    return faults + _shortened(_moved(rows, project))


def _shortened(faults: Iterator[str]) -> list[str]:
    found = list(faults)
    more = len(found) - _MOST_LINES
    return found if more <= 1 else [*found[:_MOST_LINES], f"{more} more schools likewise"]


def _misplaced(rows: list[tuple[Any, ...]], project: Project) -> Iterator[str]:
    core = {(urn, cluster) for urn, cluster, kind in rows if kind == _CORE}
    planned = set(project.plan.cluster_of.items())
    for urn, cluster in sorted(core - planned, key=str):
        yield f"URN {urn} is in {cluster} in the table memberships, but {_home(project, urn)} in the plan"
    named = {urn for urn, _ in core}
    for urn, cluster in sorted(planned - core):
        if urn not in named:
            yield f"URN {urn} is in {cluster} in the plan, but missing from the table memberships"


def _mislabelled(rows: list[tuple[Any, ...]], project: Project) -> Iterator[str]:
    for urn, cluster, _ in rows:
        if (cluster or "") != project.plan.cluster_of.get(urn, ""):
            yield f"URN {urn} is in {cluster or 'no cluster'} in the table schools, but {_home(project, urn)} in the plan"


def _home(project: Project, urn: object) -> str:
    home = project.plan.cluster_of.get(urn) if isinstance(urn, int) else None
    return f"in {home}" if home else "in no cluster"


def _moved(rows: list[tuple[Any, ...]], project: Project) -> Iterator[str]:
    schools = project.schools
    points = dict(zip(schools.urn.tolist(), zip(schools.easting.tolist(), schools.northing.tolist(), strict=True), strict=True))
    for urn, _, blob in rows:
        east, north = points.get(urn, (math.nan, math.nan))
        x, y = _point(blob)
        if not (_same(x, east) and _same(y, north)):
            yield f"URN {urn}: its point on the map is not at its easting and northing, which the plan goes by"


def _same(one_m: float, other_m: float) -> bool:
    return math.isnan(one_m) == math.isnan(other_m) and not abs(one_m - other_m) > _NEAR_M


def _point(blob: object) -> tuple[float, float]:
    """The point in a GeoPackage blob in its own units, NaN where there is none."""
    try:
        if not isinstance(blob, bytes) or blob[:2] != b"GP":
            return math.nan, math.nan
        start = 8 + _ENVELOPES[(blob[3] >> 1) & 7]
        x, y = struct.unpack_from("<dd" if blob[start] == 1 else ">dd", blob, start + 5)
    except (IndexError, struct.error):
        return math.nan, math.nan
    return x, y
