"""Timing inside one process, and what a run reports."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Outcome:
    """What one process measured: seconds by name (one for each run), facts by name, its peak memory and the load around it.

    `case` is what the tables call it. All of it is plain data, and goes through JSON unharmed.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    peak_mb: float = 0.0
    load: tuple[float, float] = (0.0, 0.0)
    case: str = ""

    def as_json(self) -> dict[str, Any]:
        """The outcome as plain data."""
        return asdict(self)


def timed(work: Callable[[], Any], runs: int) -> tuple[list[float], Any]:
    """Seconds of each run, and what the last one gave. The collector runs before, not while."""
    taken, last = [], None
    for _ in range(runs):
        last = None  # what the run before gave is freed before the next one
        gc.collect()
        start = time.perf_counter()
        last = work()
        taken.append(time.perf_counter() - start)
    return taken, last


def side_by_side(works: dict[str, Callable[[], Any]], runs: int) -> dict[str, list[float]]:
    """Seconds of several works in turns, so that noise falls on all of them alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            taken[name] += timed(work, 1)[0]
    return taken


def load() -> float:
    """Processes that wanted a core, averaged over the last minute; 0 where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    if held := peak_mb_of(os.getpid()):  # ru_maxrss would start from what the parent held
        return held
    import resource
    import sys

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def peak_mb_of(process: int) -> float:
    """The most memory that a running process has held, in MB; 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024
