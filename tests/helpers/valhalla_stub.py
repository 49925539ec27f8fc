"""A stand-in for the library `valhalla`, with its own contract: `get_config`, `Actor.matrix`, `ValhallaError` with a code.

It finds no ways: a folder that holds a tile is taken, and ways are those of the helper that plays a routing server.
"""

from __future__ import annotations

import json
from pathlib import Path

from helpers.routing import way

LARGEST = 2500


class ValhallaError(RuntimeError):
    """As the library raises it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def get_config(tile_extract: str | Path = "valhalla_tiles.tar", tile_dir: str | Path = "valhalla_tiles", verbose: bool = False):
    """A configuration: what is named must be there."""
    ends = {"tile_extract": tile_extract, "tile_dir": tile_dir}
    found = {name: str(Path(value).resolve(strict=True)) if str(value) else "" for name, value in ends.items()}
    return {"mjolnir": found, "logging": {"type": "std_out" if verbose else ""}}


class Actor:
    """The engine: it answers the same documents as its server, and raises where that answers an error."""

    off_road: set[tuple[float, float]] = set()

    def __init__(self, config: dict) -> None:
        assert bool(config["mjolnir"]["tile_extract"]) != bool(config["mjolnir"]["tile_dir"])

    def matrix(self, request: dict) -> dict:
        asked = json.loads(json.dumps(request))
        sides = [[(place["lon"], place["lat"]) for place in asked[side]] for side in ("sources", "targets")]
        if len(sides[0]) * len(sides[1]) > LARGEST:
            raise ValhallaError(150, "Exceeded max locations: 2500.000000")
        if self.off_road & {*sides[0], *sides[1]}:
            raise ValhallaError(170, "Locations are in unconnected regions. Go check/edit the map at osm.org")
        cells = [[way(start, end) for end in sides[1]] for start in sides[0]]
        table = [[{"time": seconds, "distance": metres / 1000} for metres, seconds in row] for row in cells]
        places = [{"lat": lat, "lon": lon} for lon, lat in sides[0]]
        return {"sources_to_targets": table, "sources": places, "targets": [], "units": "kilometers"}
