"""Networks kept beside a person's data, so that a file is read once: one file for each network file and area."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from wolds.geo.roads.area import Area
from wolds.geo.roads.network import RoadNetwork, RoadSource

_VERSION: Final = 1
_MOST_FILES: Final = 8
_ARRAYS: Final = ("ends", "length_m", "road_class", "limit_km_per_hour", "ways", "line", "start")
_SIDES: Final = re.compile(r"-(-?\d+)-(-?\d+)-(-?\d+)-(-?\d+)")
_WORDS: Final = ("sha256", "label", "credit")


@dataclass(frozen=True)
class RoadCache:
    """A folder of networks. One that cannot be read counts as missing, one that cannot be written is not kept."""

    folder: Path

    def find(self, sha256: str, area: Area | None) -> RoadNetwork | None:
        """The network of a file by its hash, None where it is not there or damaged."""
        try:
            with self._path(sha256, area).open("rb") as file, np.load(file, allow_pickle=False) as kept:
                words = {name: str(kept[name]) for name in _WORDS} | {"file": str(kept["file_name"])}
                arrays = {name: kept[name] for name in _ARRAYS}
                return RoadNetwork(nodes=int(kept["nodes"]), **arrays, source=RoadSource(**words))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def find_around(self, sha256: str, area: Area) -> RoadNetwork | None:
        """The network of a file by its hash that holds an area, None where there is none: it may be of a larger area."""
        for path in sorted(self.folder.glob(f"roads-{_VERSION}-{sha256[:32]}-*.npz")):
            held = _area_of(path)
            if held is not None and held.holds(area):
                found = self.find(sha256, held)
                if found is not None:
                    return found
        return self.find(sha256, None)

    def keep(self, network: RoadNetwork, area: Area | None) -> None:
        """Keep a network, whole or not at all; the oldest ones beyond eight go."""
        source = network.source
        arrays: dict[str, Any] = {name: getattr(network, name) for name in _ARRAYS}
        arrays |= {name: np.array(getattr(source, name)) for name in _WORDS}
        arrays |= {"file_name": np.array(source.file), "nodes": np.array(network.nodes)}
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    np.savez_compressed(file, **arrays)
                Path(draft).replace(self._path(source.sha256, area))
            finally:
                Path(draft).unlink(missing_ok=True)
            self._forget_old()

    def _path(self, sha256: str, area: Area | None) -> Path:
        where = "whole" if area is None else "-".join(str(side // 1000) for side in area.box)
        return self.folder / f"roads-{_VERSION}-{sha256[:32]}-{where}.npz"

    def _forget_old(self) -> None:
        kept = sorted(self.folder.glob("roads-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_MOST_FILES:]:
            path.unlink(missing_ok=True)


def _area_of(path: Path) -> Area | None:
    """The area that a kept network is of, None where that is all of its file."""
    sides = _SIDES.search(path.stem.removeprefix(f"roads-{_VERSION}"), 33)
    return None if sides is None else Area(*(int(side) * 1000 for side in sides.groups()))
