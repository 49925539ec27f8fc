"""How long a plan takes to save and to open, beside geopandas writing and reading the same school and cluster layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.timing import Outcome, side_by_side


def measure(plan: str, folder: str, runs: int) -> Outcome:
    """All four in turns, after one round that is not counted. Saving replaces a file, as it does all day."""
    import geopandas as gpd

    from wolds.app.planfile import open_project, save_project

    project = open_project(Path(plan)).project
    layers = {name: gpd.read_file(plan, layer=name) for name in ("schools", "clusters")}
    own, theirs = Path(folder) / "own.gpkg", Path(folder) / "theirs.gpkg"
    save_project(project, own)
    _write(layers, theirs)
    works = {
        "save": lambda: save_project(project, own),
        "geopandas save": lambda: _write(layers, theirs),
        "open": lambda: open_project(own),
        "geopandas open": lambda: [gpd.read_file(theirs, layer=name) for name in layers],
    }
    side_by_side(works, 1)
    seconds = side_by_side(works, runs)
    facts = {"own_mb": own.stat().st_size / 1e6, "their_mb": theirs.stat().st_size / 1e6, "rows": len(layers["schools"])}
    return Outcome(seconds, facts)


def _write(layers: dict[str, Any], path: Path) -> None:
    path.unlink(missing_ok=True)
    for name, layer in layers.items():
        layer.to_file(path, layer=name, driver="GPKG")
