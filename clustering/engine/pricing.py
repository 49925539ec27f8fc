"""What a master problem asks of a pricer, where the feasible clusters are too many to be written down.

The master holds some clusters and reckons what each block is worth (`Prices`). A pricer looks for clusters, of *all* that are
feasible, that cost less than their blocks are worth, and says how far below zero the others can be at most (`Priced.floor`).
From any prices whatever this makes a bound that no plan beats: the value of the dual, plus `floor.sum()`, plus what the
clusters found fall short by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from wolds.geo.schools import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Prices:
    """What clusters are measured against: their reduced cost is `scale` x objective - the worth of their blocks - `cluster`.

    `block` (m,): the worth of each block in km; `cluster` <= 0: the dual of K, what a cluster more is worth; `scale`: 1, or 0
    where blocks left are counted and the objective plays no part (worths are then in schools).
    """

    block: FloatArray
    cluster: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, eq=False)
class Priced:
    """What a pricer found.

    `sets`: feasible clusters whose reduced cost is negative, by number of blocks: arrays (c, k), each row ascending, none
    twice. `floor` (m,), <= 0: the reduced cost of any feasible cluster that is *not* among them is at least the sum of the
    floors of its blocks: nothing but rounding where every negative one was found, -inf where nothing can be said.
    """

    sets: list[IntArray]
    floor: FloatArray

    @property
    def is_complete(self) -> bool:
        """Whether every cluster of negative reduced cost was found, but for rounding."""
        return bool((self.floor > -1e-6).all())


class Pricer(Protocol):
    """Finds clusters of negative reduced cost under one problem's rules and objective.

    `finds_all`: whether it finds every one, so that cuts, which make some of them dearer, can be heeded; else the best alone.
    """

    @property
    def finds_all(self) -> bool: ...  # noqa: D102

    def price(self, prices: Prices, pause: Callable[[], None], thorough: bool = True) -> Priced:
        """Look for them; `pause` is called between short steps and may raise to stop.

        The same prices, the same answer where the look is `thorough`; else it may take less work, and find fewer than all.
        """
        ...

    def within(self, prices: Prices, room_km: float, most: int, pause: Callable[[], None]) -> list[IntArray] | None:
        """All clusters of a reduced cost up to `room_km`; None where they are more than `most`, or were not all found."""
        ...


def within_by_pricing(
    pricer: Pricer, prices: Prices, room_km: float, most: int, pause: Callable[[], None]
) -> list[IntArray] | None:
    """`Pricer.within` for a pricer that finds every negative cluster: what is dear by less than the room is negative."""
    priced = pricer.price(replace(prices, cluster=prices.cluster + room_km), pause)
    return priced.sets if priced.is_complete and sum(map(len, priced.sets)) <= most else None
