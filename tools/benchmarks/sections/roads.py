"""Ways by road."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
from benchmarks.figures import seconds, table
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_LARGE: Final = "200,000 junctions, up to 20 min"
_FURTHER: Final = "200,000 junctions, up to 40 min"
_SMALL: Final = "10,000 junctions, up to 20 min"
_RUTLAND: Final = "Rutland (OpenStreetMap)"
_HEAD: Final = (
    *("Network", "Junctions / roads", "Schools", "Pairs in reach", "Reading or index", "Snapping and ways"),
    *("A route", "A reach", "Memory"),
)
_NOTE: Final = (
    "A made-up lattice of crossroads, schools anywhere on it; for each pair the shortest metres and the fastest minutes, in"
    " both directions, and the worse of the two. A route is that of one pair there and back as the map draws it, a reach what"
    " one school reaches in so many minutes with the area about it. Reading a file comes once: the network is kept beside the"
    " user's data."
)


def measure(settings: Settings) -> list[Outcome]:
    """Made-up networks, and Rutland beside an independent computation on the same roads where it is at hand."""
    cases = (
        ((_SMALL, 10_000, 20.0),)
        if settings.quick
        else ((_SMALL, 10_000, 20.0), (_LARGE, 202_500, 20.0), (_FURTHER, 202_500, 40.0))
    )
    rows = [
        settings.measure("roads", case, nodes=nodes, schools=300, reach_minutes=minutes, runs=settings.runs)
        for case, nodes, minutes in cases
    ]
    register, folder = real_data.primaries(), real_data.FOLDER.parent / "roads"
    files = {"roads": folder / "rutland-latest.osm.pbf", "pairs": folder / "rutland_primary_pairs_straight_vs_road.csv"}
    if settings.with_real_data and register and all(path.exists() for path in files.values()):
        given = {name: str(path) for name, path in files.items()}
        rows.append(settings.measure("roads", _RUTLAND, register=str(register), runs=settings.runs, **given))
    return rows


def tables(rows: list[Outcome]) -> str:
    """One table, and a sentence on the agreement."""
    lines = [
        (
            row.case,
            f"{row.facts['nodes']:,} / {row.facts['edges']:,}",
            f"{row.facts['schools']}",
            f"{row.facts['pairs']:,}",
            seconds(row.seconds.get("reading") or row.seconds["index"]),
            seconds(row.seconds["ways"]),
            seconds(row.seconds["route"]) if "route" in row.seconds else "–",
            seconds(row.seconds["reach"]) if "reach" in row.seconds else "–",
            f"{row.peak_mb:.0f} MB",
        )
        for row in rows
    ]
    agreement = next((_agreement(row) for row in rows if row.case == _RUTLAND), "")
    return f"## Ways by road\n\n{table(_HEAD, lines)}\n\n{_NOTE}{agreement}{real_data.missing(rows, _RUTLAND)}"


def _agreement(row: Outcome) -> str:
    facts = row.facts
    middle, p95, most = (f"{facts[f'apart_{name}']:.1f} %" for name in ("median", "p95", "most"))
    return (
        f"\n\nRutland's {facts['pairs']} pairs against another program on the same roads ({facts['label']}), metres alone:"
        f" {middle} apart in the middle, {p95} at the 95th percentile, {most} at most (schools that stand a few hundred metres"
        " apart). That is agreement of two programs, not truth: they differ in where a school meets the road and in which"
        f" service roads count. Roads are {facts['winding']:.2f} times as long as the straight line in the middle. Minutes rest"
        " on stated class speeds and were not checked against anything."
    )


def promises(rows: list[Outcome]) -> list[Promise]:
    """300 schools on a network of the size that was asked for."""
    return [Promise("Ways among 300 schools, 200,000 junctions", 5.0, seconds_of(rows, _LARGE, "ways"))]
