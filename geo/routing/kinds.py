"""The kinds of routing engine, and how each is asked for a table of ways by car and answers it.

Formats: OSRM's table service (v1), OpenRouteService's matrix (v2), Valhalla's sources_to_targets, each as it is documented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol

import numpy as np

from wolds.geo.routing.http import Question
from wolds.geo.routing.numbers import NotATable, grid, offs
from wolds.geo.routing.router import Table, TooLarge, Unconnected
from wolds.geo.schools import FloatArray

_DEGREE_M: Final = 111_195.0
_CUTOFF_M: Final = 2_000
"""Valhalla looks no further than this for a road, as the others are held to it by how far they moved a point."""


class RouterKind(StrEnum):
    """A kind of routing engine; the value is how the command line and the settings write it."""

    OSRM = "osrm"
    ORS = "ors"
    VALHALLA = "valhalla"


KIND_NAMES: Final[Mapping[RouterKind, str]] = {
    RouterKind.OSRM: "OSRM",
    RouterKind.ORS: "OpenRouteService",
    RouterKind.VALHALLA: "Valhalla",
}


class Refused(Exception):
    """The engine answered that it will not: its own words, and whether it is the service that is not there."""


class Format(Protocol):
    """How a kind of engine is talked to."""

    @property
    def scheme(self) -> str:
        """What stands before the key in the Authorization header."""

    def question(self, origins: FloatArray, destinations: FloatArray) -> Question:
        """What to ask for ways from points (s, 2) to points (t, 2) in degrees."""

    def table(self, said: Any, origins: FloatArray, destinations: FloatArray) -> Table:
        """The answer to the question for these points as a table. Raises `NotATable`."""

    def refuse(self, said: Any) -> None:
        """Raise `TooLarge`, `Unconnected` or `Refused` for an answer that says why not."""


@dataclass(frozen=True)
class Osrm:
    """OSRM: a GET with the points in its path; seconds and metres, null where there is no way."""

    scheme: str = "Bearer "

    def question(self, origins: FloatArray, destinations: FloatArray) -> Question:
        """All points in one path, and which of them are origins and destinations."""
        points, count = [*origins.tolist(), *destinations.tolist()], len(origins)
        path = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in points)
        parameters = {
            "sources": ";".join(map(str, range(count))),
            "destinations": ";".join(map(str, range(count, len(points)))),
            "annotations": "duration,distance",
        }
        return Question(f"table/v1/driving/{path}", parameters=parameters)

    def table(self, said: Any, origins: FloatArray, destinations: FloatArray) -> Table:
        """`durations`, `distances` (not of servers before 5.18), and how far each source was moved."""
        return _table_of(said, (len(origins), len(destinations)), [point.get("distance") for point in _points(said)])

    def refuse(self, said: Any) -> None:
        """By `code`."""
        code = said.get("code")
        if code in (None, "Ok"):
            return
        if code == "TooBig":
            raise TooLarge
        if code in ("NoSegment", "NoTable"):
            raise Unconnected
        raise Refused(f"{said.get('message', '')} ({code})")


@dataclass(frozen=True)
class OpenRouteService:
    """OpenRouteService: a POST; seconds and metres, null where there is no way or no road."""

    scheme: str = ""

    def question(self, origins: FloatArray, destinations: FloatArray) -> Question:
        """All points in a list, and which of them are origins and destinations."""
        points, count = [*origins.tolist(), *destinations.tolist()], len(origins)
        body = {
            "locations": [[round(lon, 6), round(lat, 6)] for lon, lat in points],
            "sources": list(range(count)),
            "destinations": list(range(count, len(points))),
            "metrics": ["duration", "distance"],
            "units": "m",
        }
        return Question("v2/matrix/driving-car", body)

    def table(self, said: Any, origins: FloatArray, destinations: FloatArray) -> Table:
        """`durations`, `distances`, and how far each source was moved (null: it is near no road)."""
        return _table_of(said, (len(origins), len(destinations)), [point.get("snapped_distance") for point in _points(said)])

    def refuse(self, said: Any) -> None:
        """By `error`, with a code that stays the same from version to version."""
        error = said.get("error")
        if not error:
            return
        code = error.get("code") if isinstance(error, dict) else None
        if code == 6004:
            raise TooLarge
        if code == 6010:
            raise Unconnected
        raise Refused(f"{error.get('message', '')} ({code})" if isinstance(error, dict) else str(error))


@dataclass(frozen=True)
class Valhalla:
    """Valhalla: a POST; seconds and km in one cell for each pair, null where there is no way."""

    scheme: str = "Bearer "

    def question(self, origins: FloatArray, destinations: FloatArray) -> Question:
        """Sources and targets, by car, in km."""
        return Question("sources_to_targets", self.request(origins, destinations))

    def request(self, origins: FloatArray, destinations: FloatArray) -> dict[str, Any]:
        """The same as a document, for the engine where it is a library."""
        sources, targets = (_places(points) for points in (origins, destinations))
        return {"sources": sources, "targets": targets, "costing": "auto", "units": "kilometers"}

    def table(self, said: Any, origins: FloatArray, destinations: FloatArray) -> Table:
        """`sources_to_targets`, a list of cells for each source, or two matrices where the server is set to be terse."""
        found, shape = said.get("sources_to_targets"), (len(origins), len(destinations))
        metres_in_unit = 1609.344 if said.get("units") in ("miles", "mi") else 1000.0
        if isinstance(found, dict):
            seconds, lengths = grid(found.get("durations"), shape), grid(found.get("distances"), shape)
        else:
            seconds, lengths = (grid(_part(found, name), shape) for name in ("time", "distance"))
        return Table(seconds, lengths * metres_in_unit, _moved(_points(said), origins))

    def refuse(self, said: Any) -> None:
        """By `error_code`."""
        code = said.get("error_code")
        if code is None:
            return
        if code in (150, 151):
            raise TooLarge
        if code in (170, 171, 442):
            raise Unconnected
        raise Refused(f"{said.get('error', '')} ({code})")


FORMATS: Final[Mapping[RouterKind, Format]] = {
    RouterKind.OSRM: Osrm(),
    RouterKind.ORS: OpenRouteService(),
    RouterKind.VALHALLA: Valhalla(),
}


def _places(points: FloatArray) -> list[dict[str, float]]:
    return [{"lon": round(lon, 6), "lat": round(lat, 6), "search_cutoff": _CUTOFF_M} for lon, lat in points.tolist()]


def _points(said: Any) -> list[Mapping[str, Any]]:
    """The sources as they were moved onto roads; one that is null says nothing."""
    found = said.get("sources")
    return [point if isinstance(point, dict) else {} for point in found] if isinstance(found, list) else []


def _moved(points: list[Mapping[str, Any]], origins: FloatArray) -> FloatArray:
    """How far points on roads are from those that were asked about, metres, where there is one for each."""
    places = offs([value for point in points for value in (point.get("lon"), point.get("lat"))], 2 * len(origins), -180.0)
    east, north = np.moveaxis((places.reshape(-1, 2) - origins) * _DEGREE_M, 1, 0)
    found: FloatArray = np.hypot(east * np.cos(np.radians(origins[:, 1])), north)
    return found


def _table_of(said: Any, shape: tuple[int, int], off: list[Any]) -> Table:
    distances = said.get("distances")
    metres = np.full(shape, np.nan) if distances is None else grid(distances, shape)
    return Table(grid(said.get("durations"), shape), metres, offs(off, shape[0]))


def _part(rows: Any, name: str) -> Any:
    """One of the figures of each cell; what is no list of lists of cells stays as it is, and is refused as no table."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise NotATable("is no table")
    return [[cell.get(name) if isinstance(cell, dict) else cell for cell in row] for row in rows]
