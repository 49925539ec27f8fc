"""The first of a row of ever looser rules under which the best plan places a school, without trying them all.

Looser rules never make a best plan worse. So where the best plan that is *made* to place the school under the loosest rules
of a stretch is worse than the best plan under its tightest, no best plan in that stretch places it, and the stretch is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.forcing import meets
from wolds.clustering.exploring.subproblem import could_be_placed, node_of
from wolds.clustering.exploring.worth import Worth
from wolds.clustering.rules import Rules


@dataclass(frozen=True, eq=False)
class Found:
    """Where the best plan places the school: the place in the row, the plan; `first` says that none before it does."""

    place: int
    answer: Answer
    first: bool


class _Spent(Exception):
    """As many plans were worked out as were allowed."""


def first_feasible(asker: Asker, ladder: Sequence[Callable[[], Rules]], urn: int) -> int | None:
    """The first rules of a ladder, tightest first, under which some cluster with the school is feasible; None where none."""
    if not ladder or not _could_be(asker, ladder[-1](), urn):
        return None
    low, high = -1, len(ladder) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _could_be(asker, ladder[middle](), urn) else (middle, high)
    return high


def _could_be(asker: Asker, rules: Rules, urn: int) -> bool:
    problem = asker.problem(rules)
    node = node_of(problem, urn)
    return node is not None and could_be_placed(problem, node)


@dataclass(eq=False)
class FirstPlaced:
    """The search up one ladder for one school, from a place at which it may be placed first.

    `most_plans` bounds the work; a search that is cut short gives a place at which the school is placed and is not just
    before, where it met one, and says that it may not be the first.
    """

    asker: Asker
    ladder: Sequence[Callable[[], Rules]]
    urn: int
    most_plans: int = 40
    _limit: int = 0
    _placed: dict[int, bool] = field(default_factory=dict)
    _least: dict[int, Worth | None] = field(default_factory=dict)

    def from_place(self, start: int) -> Found | None:
        """The first place from `start` on, None where the best plan places the school at none that was looked at."""
        self._limit = self.asker.solves + self.most_plans
        first = True
        try:
            place = start if self._is_placed(start) else self._beyond(start)
        except _Spent:
            place, first = self._some_place(start), False
        self._limit = self.asker.solves + self.most_plans
        while place is not None and place > start and self._is_placed(place - 1):  # solve again just below: never so, but asked
            place -= 1
        return None if place is None else Found(place, self._answer(place), first)

    def _beyond(self, start: int) -> int | None:
        """Stretch by stretch, each twice as long, as looser rules take ever longer to solve."""
        low, length, last = start, 4, len(self.ladder) - 1
        while low < last:
            high = min(low + length, last)
            found = self._within(low, high)
            if found is not None:
                return found
            low, length = high, 2 * length
        return None

    def _within(self, low: int, high: int) -> int | None:
        """The first place in low + 1 .. high; at `low` the school is known not to be placed."""
        least = self._least_with(high)
        if least is None or least.is_worse_than(self._answer(low).worth):
            return None
        if high == low + 1:
            return high if self._is_placed(high) else None
        middle = (low + high) // 2
        found = self._within(low, middle)
        return self._within(middle, high) if found is None else found

    def _is_placed(self, place: int) -> bool:
        if place not in self._placed:
            answer = self._answer(place)
            self._placed[place] = self.urn in answer.placed and meets(answer.problem, answer.solution, self.urn)
        return self._placed[place]

    def _least_with(self, place: int) -> Worth | None:
        if place not in self._least:
            self._stop_if_spent()
            problem = self.asker.problem(self.ladder[place]())
            node = node_of(problem, self.urn)
            self._least[place] = None if node is None else self.asker.least_with(problem, node)
        return self._least[place]

    def _answer(self, place: int) -> Answer:
        self._stop_if_spent()
        return self.asker.under(self.ladder[place]())

    def _stop_if_spent(self) -> None:
        if self.asker.solves >= self._limit:
            raise _Spent

    def _some_place(self, start: int) -> int | None:
        """A place at which the school is placed and just before which it is not, by halving; None where none was met."""
        self._limit = self.asker.solves + self.most_plans
        low, high = start, max((place for place, placed in self._placed.items() if placed), default=len(self.ladder) - 1)
        if not self._is_placed(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_placed(middle) else (middle, high)
        return high
