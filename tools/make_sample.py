"""Bake the sample county into `resources/sample`: register, collaborations, the planner's sheet, barriers, borders, roads.

Run it by hand after the generator was changed: `python tools/make_sample.py`. `rules.toml` beside them is written by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wolds.geo.sample import (
    SEED,
    write_barriers,
    write_boundaries,
    write_collaborations,
    write_relations,
    write_roads,
    write_sample,
)

TARGET: Final = Path(__file__).resolve().parents[1] / "resources" / "sample"


def main() -> None:
    """Write the six files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    write_sample(TARGET / "register.csv")
    write_collaborations(TARGET / "collaborations.csv")
    write_relations(TARGET / "relations.csv")
    write_barriers(TARGET / "barriers.geojson")
    write_boundaries(TARGET / "boundaries.geojson")
    write_roads(TARGET / "roads.osm.gz")
    print(f"seed {SEED}: {', '.join(sorted(path.name for path in TARGET.iterdir()))}")


if __name__ == "__main__":
    main()
