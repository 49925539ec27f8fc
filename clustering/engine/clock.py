"""When a run must end: a person's cancel, its time budget, or an order given while it was at a long step."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Self

from wolds.clustering.problem import Ended
from wolds.geo.progress import Watch


class Stopped(Exception):
    """The run is to end now, with the best plan so far."""

    def __init__(self, why: Ended) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass
class Order:
    """An order to end, given from outside the work; and when the work last asked whether to go on."""

    why: Ended | None = None
    given_at: float = 0.0
    asked_at: float = field(default_factory=time.monotonic)

    def give(self, why: Ended | None) -> None:
        """Have the work end at its next question, unless there is no reason."""
        self.given_at, self.why = time.monotonic(), why


@dataclass
class Clock:
    """Asked between any two short steps whether to go on."""

    watch: Watch
    time_limit_s: float | None = None
    started: float = field(default_factory=time.monotonic)
    order: Order = field(default_factory=Order)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def why_stop(self) -> Ended | None:
        """Why the run is to end now, None to go on. Asked by the work itself."""
        self.order.asked_at = time.monotonic()
        return self.order.why or self.reason()

    def reason(self) -> Ended | None:
        """Why the run is to end now as far as person and time budget go."""
        if self.watch.should_stop():
            return Ended.CANCELLED
        if self.time_limit_s is not None and self.seconds >= self.time_limit_s:
            return Ended.TIME
        return None

    def pause(self) -> None:
        """Raise `Stopped` where the run is to end."""
        why = self.why_stop()
        if why is not None:
            raise Stopped(why)

    def spending(self, share: float) -> Self:
        """A clock that stops at a share of the time that is left, or never where time is not limited."""
        if self.time_limit_s is None:
            return self
        gone = self.seconds
        return replace(self, time_limit_s=gone + share * max(0.0, self.time_limit_s - gone))
