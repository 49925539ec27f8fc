"""Seeded chance that falls the same way on each computer and with each version of Python and numpy."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Only `random()` of the standard library is used: of all generators at hand it alone promises never to change."""

    def __init__(self, seed: int) -> None:
        self._throw = random.Random(seed).random

    def between(self, low: float, high: float) -> float:
        """A number from low to high, each equally likely."""
        return low + (high - low) * self._throw()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self._throw())

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self._throw() < share

    def bell(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A number around the mean, bell-shaped, within six times the spread."""
        return mean + spread * (sum(self._throw() for _ in range(12)) - 6.0)

    def skewed(self, median: float, spread: float, low: int, high: int) -> int:
        """A whole number around the median with a long upper tail (log-normal); what falls outside is thrown again."""
        while True:
            number = round(median * math.exp(self.bell(0.0, spread)))
            if low <= number <= high:
                return number

    def pick(self, choices: Sequence[T]) -> T:
        """One of several, each equally likely."""
        return choices[self.whole(0, len(choices) - 1)]

    def weighted(self, shares: Mapping[T, float]) -> T:
        """One of several, by their shares."""
        left = self._throw() * sum(shares.values())
        for choice, share in shares.items():
            left -= share
            if left < 0:
                return choice
        return next(reversed(list(shares)))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a new order."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.whole(0, last)
            order[last], order[other] = order[other], order[last]
        return order
