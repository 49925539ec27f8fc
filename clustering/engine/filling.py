"""The best ways to fill a star: of the blocks that may join a lead, those worth most within the limits of size and roll.

A dynamic programme goes over the blocks one by one. Its state is what the star holds already, schools and pupils; beyond a
floor without a ceiling all numbers are alike. `most[t, s, r]` is the most that the first t blocks can add to a star of that
state so that it ends within the limits; -inf where they cannot. So nothing is looked at that leads nowhere: neither for the
best star nor for all stars that are worth a given amount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.engine.enumerate import ClusterRules
from wolds.geo.schools import BoolArray, FloatArray, IntArray

NO_CEILING: Final = 2**31


@dataclass(frozen=True)
class Axis:
    """One limit as a range of states: from `least` to `top` a star is finished; `open`: all beyond the top is the top."""

    least: int
    top: int
    open: bool

    @classmethod
    def of(cls, least: int, most: int) -> Self:
        """The states that tell floor and ceiling apart, `most` being `NO_CEILING` or more where there is none."""
        return cls(least, least, True) if most >= NO_CEILING else cls(least, most, False)

    def ends(self, amount: IntArray) -> BoolArray:
        """Which amounts keep floor and ceiling."""
        result: BoolArray = amount >= self.least
        return result if self.open else result & (amount <= self.top)


@dataclass(frozen=True)
class Limits:
    """What a star may hold, schools and pupils."""

    size: Axis
    roll: Axis

    @classmethod
    def of(cls, rules: ClusterRules) -> Self:
        """The limits of the rules that concern whole clusters."""
        return cls(Axis.of(rules.size_min, rules.size_max), Axis.of(rules.roll_min, rules.roll_max))

    @property
    def states(self) -> int:
        """How many states a star may have."""
        return (self.size.top + 1) * (self.roll.top + 1)

    def unmet(self, size: int, roll: int) -> bool:
        """Whether a star with so many schools and pupils is still short of a floor."""
        return size < self.size.least or roll < self.roll.least

    def broken(self, size: int, roll: int) -> bool:
        """Whether so many schools or pupils are too many."""
        return (size > self.size.top and not self.size.open) or (roll > self.roll.top and not self.roll.open)


@dataclass(frozen=True, eq=False)
class Filling:
    """One star to fill: `size` and `roll` of its home, and t blocks with `worth`, `sizes`, `rolls` (t,)."""

    limits: Limits
    size: int
    roll: int
    worth: FloatArray
    sizes: IntArray
    rolls: IntArray

    def most(self) -> FloatArray:
        """The table of the programme, (t + 1, states of size, states of roll) from the home's state on."""
        size, roll = self.limits.size, self.limits.roll
        first_size, first_roll = self._first()
        table = np.full((len(self.worth) + 1, size.top - first_size + 1, roll.top - first_roll + 1), -np.inf)
        table[0, max(0, size.least - first_size) :, max(0, roll.least - first_roll) :] = 0.0
        steps = zip(self.worth.tolist(), self.sizes.tolist(), self.rolls.tolist(), strict=True)
        for t, (worth, s, r) in enumerate(steps):
            grown = _shifted(_shifted(table[t], s, size.open, 0), r, roll.open, 1)
            np.maximum(table[t], grown + worth, out=table[t + 1])
        return table

    def _first(self) -> tuple[int, int]:
        size, roll = self.limits.size, self.limits.roll
        return min(self.size, size.top), min(self.roll, roll.top)

    def best(self) -> tuple[float, IntArray]:
        """The most that can be added, and which blocks add it; -inf and none where the limits cannot be met."""
        table = self.most()
        s = r = 0
        value, chosen = float(table[-1, 0, 0]), []
        if value == -np.inf:
            return value, np.empty(0, dtype=np.int64)
        for t in range(len(self.worth) - 1, -1, -1):
            if table[t, s, r] < table[t + 1, s, r]:
                chosen.append(t)
                s, r = self._next(table, s, int(self.sizes[t]), 1), self._next(table, r, int(self.rolls[t]), 2)
        return value, np.array(chosen[::-1], dtype=np.int64)

    @staticmethod
    def _next(table: FloatArray, state: int, step: int, axis: int) -> int:
        return min(state + step, int(table.shape[axis]) - 1)

    def all_worth(self, least: float, most: int, pause: Callable[[], None]) -> BoolArray | None:
        """Every choice of blocks that adds at least so much, (c, t); None where there are more than `most`."""
        table = self.most()
        size, roll = self.limits.size, self.limits.roll
        top_s, top_r = table.shape[1] - 1, table.shape[2] - 1
        begun = int(table[-1, 0, 0] >= least)
        s, r, added = np.zeros(begun, dtype=np.int64), np.zeros(begun, dtype=np.int64), np.zeros(begun)
        chosen = np.zeros((begun, len(self.worth)), dtype=bool)
        for t in range(len(self.worth) - 1, -1, -1):
            pause()
            next_s, next_r = s + self.sizes[t], r + self.rolls[t]
            next_s = np.minimum(next_s, top_s) if size.open else next_s
            next_r = np.minimum(next_r, top_r) if roll.open else next_r
            takes = np.flatnonzero((next_s <= top_s) & (next_r <= top_r))
            takes = takes[added[takes] + self.worth[t] + table[t, next_s[takes], next_r[takes]] >= least]
            skips = np.flatnonzero(added + table[t, s, r] >= least)
            if len(takes) + len(skips) > most:
                return None
            with_it = chosen[takes]
            with_it[:, t] = True
            chosen = np.concatenate([chosen[skips], with_it])
            s, r = np.concatenate([s[skips], next_s[takes]]), np.concatenate([r[skips], next_r[takes]])
            added = np.concatenate([added[skips], added[takes] + self.worth[t]])
        return chosen


def _shifted(table: FloatArray, step: int, is_open: bool, axis: int) -> FloatArray:
    """What stands `step` states further on; the top state for all beyond it where the axis is open, else -inf."""
    count = table.shape[axis]
    if count == 1 and is_open:
        return table
    result: FloatArray
    if is_open:
        result = np.take(table, np.minimum(np.arange(count) + step, count - 1), axis=axis)
        return result
    result = np.full_like(table, -np.inf)
    kept = max(0, count - step)
    if axis == 0:
        result[:kept] = table[count - kept :]
    else:
        result[:, :kept] = table[:, count - kept :]
    return result
