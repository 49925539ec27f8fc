"""What every routing engine answers: a table of ways from some points to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wolds.geo.progress import Watch
from wolds.geo.schools import FloatArray


@dataclass(frozen=True, eq=False)
class Table:
    """Ways from s points to t points. `seconds` and `metres` (s, t), NaN where there is no way, or no metres are given.

    `off_m` (s,): how far each point of origin is from the road that it was put on, NaN where the engine does not say.
    """

    seconds: FloatArray
    metres: FloatArray
    off_m: FloatArray


class TooLarge(Exception):
    """The engine answers no table of that size: ask for a smaller one."""


class Unconnected(Exception):
    """The table fails as a whole: some point is near no road of the engine, or no way joins some two."""


class Router(Protocol):
    """A routing engine."""

    def table(self, origins: FloatArray, destinations: FloatArray, watch: Watch) -> Table:
        """Ways from points (s, 2) to points (t, 2), longitude and latitude in degrees (WGS 84).

        Raises `TooLarge`, `Unconnected`; `InputError` where the engine cannot be used; `Cancelled`.
        """
