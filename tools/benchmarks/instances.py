"""Public instances of the capacitated p-median problem, said in Wolds' own rules and solved by the engine as it is.

A customer is a school, its demand the roll, the capacity the ceiling of the combined roll, p the limit on clusters, travel that
to the hub; there is no cap, any size will do and every school is to be placed. SJC (Lorena) measures straight lines; pmedcap1
(OR-Library, Osman and Christofides) cuts each distance down to a whole number, said here by travel given pair by pair.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.timing import Outcome

if TYPE_CHECKING:
    from wolds.clustering.problem import Problem, Solution

SJC: Final = ("SJC1.dat", "SJC2.dat", "SJC3a.dat", "SJC3b.dat", "SJC4a.dat", "SJC4b.dat")
OSMAN: Final = tuple(f"pmedcap1({number}).txt" for number in range(1, 21))


@dataclass(frozen=True)
class Instance:
    """n customers: `points` (n, 2), whole numbers, `demand` (n,); `cut`: distances are cut down to whole numbers."""

    name: str
    points: np.ndarray
    demand: np.ndarray
    capacity: int
    clusters: int
    cut: bool
    best_known: float

    def distance(self, i: int, j: int) -> float:
        """The distance between two customers as the instance has it."""
        straight = float(np.hypot(*(self.points[i] - self.points[j]).astype(float)))
        return float(int(straight)) if self.cut else straight


def instances(folder: Path) -> list[Instance]:
    """Those of the folder whose best known value was read from its source; rows marked unverified are not quoted."""
    best = _best_known(folder)
    found = [_sjc(folder / name, best[name]) for name in SJC if name in best and (folder / name).exists()]
    osman = [(folder / "pmedcap" / name, best[name]) for name in OSMAN if name in best]
    return found + [_osman(path, value) for path, value in osman if path.exists()]


def _best_known(folder: Path) -> dict[str, float]:
    with (folder / "best_known_values.csv").open(newline="", encoding="utf-8") as lines:
        rows = [
            row
            for row in csv.DictReader(lines)
            if row["check"] == "read" and row["problem_and_distance_rule"].startswith("CPMP")
        ]
    return {row["instance"]: float(row["best_known"]) for row in rows}


def _numbers(path: Path) -> list[float]:
    return [float(word) for word in path.read_text(encoding="ascii").split()]


def _sjc(path: Path, best_known: float) -> Instance:
    """n and p, then a line for each customer: x, y, capacity, demand."""
    count, clusters, *rest = _numbers(path)
    table = np.array(rest[: 4 * int(count)]).reshape(int(count), 4).astype(np.int64)
    return Instance(path.name, table[:, :2], table[:, 3], int(table[0, 2]), int(clusters), False, best_known)


def _osman(path: Path, best_known: float) -> Instance:
    """Its number and best value, then n, p, capacity, then a line for each customer: its number, x, y, demand."""
    _, _, count, clusters, capacity, *rest = _numbers(path)
    table = np.array(rest[: 4 * int(count)]).reshape(int(count), 4).astype(np.int64)
    return Instance(path.name, table[:, 1:3], table[:, 3], int(capacity), int(clusters), True, best_known)


def problem_of(instance: Instance, seed: int = 0) -> Problem:
    """The instance as the engine's problem, a unit of distance being a km."""
    from wolds.clustering.problem import Problem
    from wolds.clustering.rules import Rules

    n = len(instance.points)
    rules = Rules.model_validate(
        {
            "cap_km": None,
            "size_min": 1,
            "size_max": None,
            "roll_min": None,
            "roll_max": instance.capacity,
            "max_clusters": instance.clusters,
            "objective": "hub",
        }
    )
    given = list(combinations(range(n), 2)) if instance.cut else []
    nothing, no_pairs = np.full(n, "", dtype=object), np.empty((0, 2), dtype=np.int64)
    return Problem(
        rules=rules,
        urn=np.arange(n) + 100_001,
        easting_m=instance.points[:, 0] * 1_000,
        northing_m=instance.points[:, 1] * 1_000,
        roll=instance.demand,
        to_place=np.ones(n, dtype=bool),
        character=np.full(n, "unknown", dtype=object),
        phase_group=np.full(n, "unknown", dtype=object),
        la_code=nothing,
        diocese=nothing,
        unit=np.arange(n),
        unit_rule=nothing,
        cap_exempt=np.zeros(n, dtype=bool),
        size_exempt=np.zeros(n, dtype=bool),
        anchor=np.full(n, -1),
        apart=no_pairs,
        apart_rule=np.empty(0, dtype=object),
        override=np.array(given, dtype=np.int64).reshape(-1, 2),
        override_km=np.array([instance.distance(i, j) for i, j in given], dtype=np.float64),
        override_in_cap=np.ones(len(given), dtype=bool),
        related=no_pairs,
        present=no_pairs,
        seed=seed,
    )


def value_of(instance: Instance, clusters: Iterable[tuple[int, ...]]) -> float:
    """What a plan comes to by the instance's own definition, trusting nothing of the engine. `ValueError` where it is none."""
    groups = [tuple(urn - 100_001 for urn in group) for group in clusters]
    if sorted(node for group in groups for node in group) != list(range(len(instance.points))):
        raise ValueError(f"{instance.name}: not every customer is served just once")
    if len(groups) > instance.clusters or any(instance.demand[list(group)].sum() > instance.capacity for group in groups):
        raise ValueError(f"{instance.name}: too many clusters, or too much demand in one")
    return sum(min(sum(instance.distance(h, i) for i in group) for h in group) for group in groups)


def measure(folder: str, name: str, limit_s: float) -> Outcome:
    """Solve one instance within so many seconds."""
    from wolds.clustering.engine import solve

    instance = next(found for found in instances(Path(folder)) if found.name == name)
    problem = problem_of(instance)
    solve(problem, time_limit_s=0.01)  # libraries load once in a session
    solution = solve(problem, time_limit_s=limit_s)
    return Outcome({"solve": [solution.solve_seconds]}, _facts(instance, solution))


def _facts(instance: Instance, solution: Solution) -> dict[str, Any]:
    placed = solution.unplaced == 0
    return {
        "customers": len(instance.points),
        "clusters": instance.clusters,
        "best_known": instance.best_known,
        "value": value_of(instance, solution.clusters) if placed else None,
        "unplaced": solution.unplaced,
        "gap_percent": solution.gap_percent,
        "proven": solution.proven,
        "ended": str(solution.ended),
    }
