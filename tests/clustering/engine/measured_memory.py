"""Run by itself: plan a dense country within so many MB, and tell how the run ended and how much the process grew by."""

from __future__ import annotations

import sys
import threading

import numpy as np
from engine_cases import make_problem

from wolds.clustering.engine import solve
from wolds.clustering.engine.aside import memory_in_use_mb
from wolds.clustering.rules import Rules

SCHOOLS = 9_000


def main(memory_mb: int) -> None:
    """One line: how the run ended, and the growth in MB."""
    points = np.random.default_rng(3).uniform(0, 110, (SCHOOLS, 2)).tolist()
    problem = make_problem([tuple(point) for point in points], Rules(cap_km=12))
    before, most, over = memory_in_use_mb(), [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.005):
            most[0] = max(most[0], memory_in_use_mb())

    looking = threading.Thread(target=look)
    looking.start()
    solution = solve(problem, time_limit_s=20, memory_mb=memory_mb)
    over.set()
    looking.join()
    sys.stdout.write(f"{solution.ended} {most[0] - before:.0f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
