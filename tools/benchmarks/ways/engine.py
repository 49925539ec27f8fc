"""Wolds' engine."""

from __future__ import annotations

import pickle
from pathlib import Path

from benchmarks.judging import Places
from benchmarks.ways import Answer


def answer(places: Places, problem: Path, seconds: float) -> Answer:
    """Its solution, with its bound and gap."""
    from wolds.clustering.engine import solve

    solution = solve(pickle.loads(problem.read_bytes()), time_limit_s=seconds)
    row = {urn: number for number, urn in enumerate(places.urn.tolist())}
    groups = [tuple(row[urn] for urn in cluster) for cluster in solution.clusters]
    return Answer(groups, solution.unplaced_bound, solution.gap_percent, solution.feasible_clusters)
