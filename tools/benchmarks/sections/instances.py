"""Public instances."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks import real_data
from benchmarks.figures import seconds, table
from benchmarks.instances import instances
from benchmarks.promises import Promise
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_TITLE: Final = "## Public instances: capacitated p-median"
_LIMIT_S: Final = {"SJC": 60.0, "pmedcap1": 20.0}
_HEAD: Final = ("Instance", "Customers", "Clusters", "Best known", "Wolds", "Against the best known", "Own gap", "Time")
_NOTE: Final = (
    "Said in Wolds' own rules: travel to the hub, the capacity as ceiling of the combined roll, at most p clusters, no cap, any"
    " size, everyone placed; solved by the engine as it stands, {sjc:g} s (SJC) and {osman:g} s (pmedcap1) at most. The value"
    " is recomputed from the instance's own distances and its limits are checked. Own gap: how far above its own bound Wolds"
    " knows its answer to be at most. Best known values are those of CO-Bench (SJC, two decimals) and of the files' heads"
    " (pmedcap1); values that were not read at their source are not quoted. Where Wolds is above the best known, it loses."
)


def measure(settings: Settings) -> list[Outcome]:
    """Each instance in a process of its own, where they are at hand."""
    folder = real_data.benchmarks() if settings.with_real_data else None
    if folder is None:
        return []
    return [_measured(settings, folder, instance.name) for instance in instances(folder)]


def _measured(settings: Settings, folder: Path, name: str) -> Outcome:
    limit = next(limit for start, limit in _LIMIT_S.items() if name.startswith(start))
    return settings.measure("instances", name.rsplit(".", 1)[0], folder=str(folder), name=name, limit_s=limit)


def tables(rows: list[Outcome]) -> str:
    """One table, and how many are met and proven in a sentence."""
    if not rows:
        return f"{_TITLE}\n\nThe instances were not at hand (set `WOLDS_TEST_DATA`)."
    met = sum(_against(row) is not None and (_against(row) or 0.0) < 0.0005 for row in rows)
    proven = sum(row.facts["proven"] for row in rows)
    told = f"{met} of {len(rows)} best known values met, {proven} proven best by Wolds itself."
    note = _NOTE.format(sjc=_LIMIT_S["SJC"], osman=_LIMIT_S["pmedcap1"])
    return f"{_TITLE}\n\n{told}\n\n{table(_HEAD, [_line(row) for row in rows])}\n\n{note}"


def _line(row: Outcome) -> tuple[str, ...]:
    facts, against = row.facts, _against(row)
    return (
        row.case,
        f"{facts['customers']}",
        f"{facts['clusters']}",
        f"{facts['best_known']:,.2f}",
        f"{facts['unplaced']} left out" if against is None else f"{facts['value']:,.2f}",
        "–" if against is None else f"{against:+.3f} %",
        "proven best" if facts["proven"] else f"{facts['gap_percent']:.3f} %",
        seconds(row.seconds["solve"]),
    )


def _against(row: Outcome) -> float | None:
    """How far above the best known value, in per cent; None where not everyone was placed."""
    value, best = row.facts["value"], row.facts["best_known"]
    return None if value is None else 100.0 * (value - best) / best


def promises(rows: list[Outcome]) -> list[Promise]:
    """Nothing far from the best known."""
    gaps = [_against(row) for row in rows]
    worst = 100.0 if None in gaps else max((gap for gap in gaps if gap is not None), default=None)
    return [Promise("Public instances, furthest above the best known value", 1.0, worst, "%")]
