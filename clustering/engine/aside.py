"""The work of a run in a thread of its own, so that whoever ends the run is answered at once, whatever step it is at.

Between any two short steps the work itself asks whether to go on. Some steps are long where a whole country is worked on:
millions of pairs to be sorted, a programme handed to the solver. Work that has not asked for a moment is left behind: what it
has come to so far is valid at any moment, and it ends by itself at its next question. Somebody must also look how much memory
is in use while such a step takes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final

from wolds.clustering.engine.clock import Clock, Order, Stopped
from wolds.clustering.problem import Ended
from wolds.geo.progress import Watch

LEAST_MEMORY_MB: Final = 100  # libraries that are loaded on the way take half of it
_LOOK_S: Final = 0.02
_SILENT_S: Final = 0.05  # then somebody else asks whether the run is to end
_PATIENCE_S: Final = 0.05  # for work that was told to end


@dataclass(frozen=True)
class Heeded:
    """A watch that is told nothing more once the work was left behind."""

    whole: Watch
    order: Order

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on."""
        if self.order.why is None:
            self.whole.tell(fraction, message)

    def should_stop(self) -> bool:
        """Whether the whole is to stop."""
        return self.whole.should_stop()


@dataclass(frozen=True)
class Allowance:
    """How much memory the work may take beside what the process holds already."""

    most_mb: float
    at_first_mb: float = field(default_factory=lambda: memory_in_use_mb())

    @property
    def is_spent(self) -> bool:
        """Whether the work holds more by now."""
        return memory_in_use_mb() - self.at_first_mb > max(self.most_mb, LEAST_MEMORY_MB)


def memory_in_use_mb() -> float:
    """What this process holds of the machine's memory, in millions of bytes."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def run_aside(work: Callable[[], None], clock: Clock, allowance: Allowance) -> None:
    """Do the work. Raises `Stopped` where it is to end, soon after that was asked for, and whatever the work raises."""
    workers = ThreadPoolExecutor(1, "wolds-engine")
    future = workers.submit(work)
    workers.shutdown(wait=False)
    order = clock.order
    try:
        while not wait([future], _LOOK_S).done:
            if order.why is None:
                order.give(Ended.MEMORY if allowance.is_spent else _asked_for(clock))
            elif time.monotonic() - order.given_at > _PATIENCE_S:
                raise Stopped(order.why)
    finally:
        if not future.done():
            order.give(order.why or Ended.CANCELLED)
    future.result()


def _asked_for(clock: Clock) -> Ended | None:
    """Why the run is to end, asked in place of work that is at a long step: it asks for itself at others."""
    return clock.reason() if time.monotonic() - clock.order.asked_at > _SILENT_S else None
