"""The sample county: a made-up register in GIAS's own form, on real ground around the Wash, from a seed.

About 280 primaries of an invented county ("Saltfenshire", LA 990) and 40 of its neighbour's edge ("Withermereshire", LA 991),
with an estuary that straight lines cross, two Anglican dioceses and a Catholic one, federations, trusts, infant and junior
pairs, closed schools and missing values. Schools, villages, federations, trusts, dioceses and authorities are invented; there
are no people. The towns and larger villages are real, so that they stand where the base map labels them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

SEED: Final = 2028
"""The seed of the county that travels with the program."""


def sample_register(seed: int = SEED) -> pd.DataFrame:
    """The sample register as text columns under GIAS's headings, "" where it has nothing, one row a school by URN."""
    import pandas as pd

    from wolds.geo.sample.county import register_rows
    from wolds.geo.sample.gias import HEADINGS

    return pd.DataFrame(register_rows(seed), columns=list(HEADINGS), dtype=object)


def write_sample(path: Path | str, seed: int = SEED) -> None:
    """Write the sample register as GIAS writes its extracts (CSV, cp1252). The same seed gives the same bytes."""
    from wolds.geo.sample.county import register_rows
    from wolds.geo.sample.gias import csv_of

    Path(path).write_bytes(csv_of(register_rows(seed)))


def write_collaborations(path: Path | str, seed: int = SEED) -> None:
    """Write the recorded collaborations of the same county as a list of pairs: URN_a, URN_b, reason (CSV, UTF-8)."""
    from wolds.geo.sample.county import collaboration_rows

    lines = ["URN_a,URN_b,reason", *(f"{a},{b},{reason}" for a, b, reason in collaboration_rows(seed))]
    Path(path).write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def write_relations(path: Path | str, seed: int = SEED) -> None:
    """Write the sheet that the county's planner keeps: who works with whom, and head vacancies (CSV, UTF-8 with BOM)."""
    import csv
    import io

    from wolds.geo.sample.county import sheet_lines

    text = io.StringIO(newline="")
    csv.writer(text).writerows(sheet_lines(seed))
    Path(path).write_bytes(text.getvalue().encode("utf-8-sig"))


def write_barriers(path: Path | str) -> None:
    """Write the water that straight lines must not cross as GeoJSON lines, EPSG:27700 metres."""
    from wolds.geo.sample.county import barriers_geojson

    Path(path).write_bytes(barriers_geojson().encode())


def write_boundaries(path: Path | str) -> None:
    """Write the borders of the two counties as GeoJSON areas, EPSG:27700 metres."""
    from wolds.geo.sample.county import boundaries_geojson

    Path(path).write_bytes(boundaries_geojson().encode())


def write_roads(path: Path | str, seed: int = SEED) -> None:
    """Write the roads of the same county as OpenStreetMap has them (XML, gzipped). The same seed gives the same bytes."""
    from wolds.geo.sample.county import roads
    from wolds.geo.sample.osm import osm_of

    Path(path).write_bytes(osm_of(roads(seed)))
