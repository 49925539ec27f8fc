"""Travel between schools: the straight line, what a person knows better of a pair, and barriers.

Everything is in straight-line km between EPSG:27700 points. What is given in minutes comes in as the km that take as long;
whether it is within the cap has been judged before, exactly, in the unit it was given in (see `clustering/travel.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import numpy as np

from wolds.geo.crossing import meets
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools

Pair = tuple[int, int]
"""Two URNs, lower first."""

NO_BARRIER: Final = -1


@dataclass(frozen=True)
class GivenTravel:
    """Travel that beats the straight line: `km` (inf = kept apart) and whether it is within the cap."""

    km: float
    in_cap: bool


@dataclass(frozen=True, eq=False)
class BarrierLine:
    """A line that cannot be crossed straight: `points` (s, 2) are EPSG:27700 metres, `travel` is that of crossing pairs."""

    name: str
    points: FloatArray
    travel: GivenTravel


@dataclass(frozen=True, eq=False)
class TravelTable:
    """The travel among k schools, each array (k, k) and symmetric.

    `straight_km` is NaN where a school has no point. `km` is the travel in force, inf where a barrier keeps a pair apart,
    NaN where nobody knows. `in_cap` is exact; unknown travel is within no cap. `barred` marks pairs kept apart by a barrier.
    `straight_in_cap` is the cap's verdict on the straight line alone.
    """

    straight_km: FloatArray
    straight_in_cap: BoolArray
    km: FloatArray
    in_cap: BoolArray
    barred: BoolArray

    @property
    def finite_km(self) -> FloatArray:
        """`km`, but the straight line where a barrier keeps a pair apart: figures stay numbers, the checks tell."""
        return np.where(self.barred, self.straight_km, self.km) if self.barred.any() else self.km


@dataclass(frozen=True, eq=False)
class EffectiveTravel:
    """Travel in force between any two schools of a table; overrides beat barriers, both beat the straight line.

    Nothing is computed before it is asked for; which barrier a pair meets is remembered. Build one with `of`.
    """

    schools: Schools
    cap_m_squared: int | None
    overrides: Mapping[Pair, GivenTravel]
    barriers: tuple[BarrierLine, ...]
    _points: FloatArray
    _row: Mapping[int, int]
    _overridden: frozenset[int]
    _met: dict[Pair, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        schools: Schools,
        *,
        cap_m_squared: int | None = None,
        overrides: Mapping[Pair, GivenTravel] | None = None,
        barriers: Sequence[BarrierLine] = (),
    ) -> Self:
        """Travel for a table of schools; points are taken as whole metres. `cap_m_squared` None = no cap."""
        given = dict(overrides or {})
        points = np.rint(np.column_stack([schools.easting, schools.northing]))
        points = np.vstack([points, [[np.nan, np.nan]]])  # the last row stands for a school that the table does not know
        rows = {urn: row for row, urn in enumerate(schools.urn.tolist())}
        # Barriers that keep apart come first, then the slowest: the first one met is the one in force.
        lines = tuple(sorted(barriers, key=lambda line: -line.travel.km))
        return cls(schools, cap_m_squared, given, lines, points, rows, frozenset(u for pair in given for u in pair))

    def km(self, urn_a: int, urn_b: int) -> float:
        """Travel in straight-line km; inf where a barrier keeps the two apart, NaN where a point is unknown."""
        return float(self.among((urn_a, urn_b)).km[0, 1])

    def straight_km(self, urn_a: int, urn_b: int) -> float:
        """The straight line between two schools in km, NaN where a point is unknown."""
        return float(self.among((urn_a, urn_b)).straight_km[0, 1])

    def within_cap(self, urn_a: int, urn_b: int) -> bool:
        """Whether two schools are within the cap, equality included; never where a barrier keeps them apart."""
        return bool(self.among((urn_a, urn_b)).in_cap[0, 1])

    def barrier_between(self, urn_a: int, urn_b: int) -> BarrierLine | None:
        """The barrier in force between two schools; None where there is none or an override beats it."""
        pair = _pair(urn_a, urn_b)
        if pair in self.overrides:
            return None
        number = self._barriers_met([pair])[0]
        return None if number == NO_BARRIER else self.barriers[number]

    def among(self, urns: Sequence[int]) -> TravelTable:
        """All travel among k schools."""
        points = self._points[[self._row.get(urn, -1) for urn in urns]]
        apart = points[:, None, :] - points[None, :, :]
        squared: FloatArray = (apart * apart).sum(axis=2)
        straight: FloatArray = np.sqrt(squared) / 1000.0
        in_cap = np.ones(squared.shape, dtype=bool) if self.cap_m_squared is None else squared <= self.cap_m_squared
        barred = np.zeros(squared.shape, dtype=bool)
        is_overridden = bool(self.overrides) and not self._overridden.isdisjoint(urns)
        if not self.barriers and not is_overridden:
            return TravelTable(straight, in_cap, straight, in_cap, barred)  # nothing is put in, so nothing need be copied
        table = TravelTable(straight, in_cap, straight.copy(), in_cap.copy(), barred)
        if self.barriers:
            self._put_barriers(table, urns)
        if is_overridden:
            self._put_overrides(table, urns)
        return table

    def crossings(self, starts: IntArray, ends: IntArray) -> IntArray:
        """Which barrier is in force between row `starts[i]` and row `ends[i]` of the table, -1 = none; shape (k,).

        Overrides are left out of account. Rows are positions in the table of schools.
        """
        number = np.full(len(starts), NO_BARRIER, dtype=np.int64)
        for index in self._barriers_near(np.concatenate([starts, ends])):
            open_rows = np.flatnonzero(number == NO_BARRIER)
            met = meets(self._points[starts[open_rows]], self._points[ends[open_rows]], self.barriers[index].points)
            number[open_rows[met]] = index
        return number

    def _barriers_near(self, rows: IntArray) -> list[int]:
        """Barriers whose box meets that of the rows' points: a cluster need not ask every barrier of the country."""
        if not len(rows) or not self.barriers:
            return []
        points, boxes = self._points[rows], self._barrier_boxes
        low, high = np.fmin.reduce(points), np.fmax.reduce(points)  # unknown points, NaN, meet nothing
        return np.flatnonzero(((boxes[:, 0] <= high) & (boxes[:, 1] >= low)).all(axis=1)).tolist()

    @cached_property
    def _barrier_boxes(self) -> FloatArray:
        """The least and the greatest corner of each barrier, shape (barriers, 2, 2)."""
        return np.array([[line.points.min(axis=0), line.points.max(axis=0)] for line in self.barriers])

    def _put_barriers(self, table: TravelTable, urns: Sequence[int]) -> None:
        rows, columns = np.triu_indices(len(urns), 1)
        pairs = [_pair(urns[i], urns[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
        for i, j, number in zip(rows.tolist(), columns.tolist(), self._barriers_met(pairs), strict=True):
            if number != NO_BARRIER:
                _put(table, i, j, self.barriers[number].travel)

    def _barriers_met(self, pairs: Sequence[Pair]) -> list[int]:
        unseen = [pair for pair in pairs if pair not in self._met]
        if unseen:
            rows = np.array([[self._row.get(urn, -1) for urn in pair] for pair in unseen], dtype=np.int64)
            self._met.update(zip(unseen, self.crossings(rows[:, 0], rows[:, 1]).tolist(), strict=True))
        return [self._met[pair] for pair in pairs]

    def _put_overrides(self, table: TravelTable, urns: Sequence[int]) -> None:
        places = [(place, urn) for place, urn in enumerate(urns) if urn in self._overridden]
        for number, (i, urn_a) in enumerate(places):
            for j, urn_b in places[number + 1 :]:
                given = self.overrides.get(_pair(urn_a, urn_b))
                if given is not None:
                    _put(table, i, j, given)


def _pair(urn_a: int, urn_b: int) -> Pair:
    return (urn_a, urn_b) if urn_a < urn_b else (urn_b, urn_a)


def _put(table: TravelTable, i: int, j: int, travel: GivenTravel) -> None:
    for row, column in ((i, j), (j, i)):
        table.km[row, column] = travel.km
        table.in_cap[row, column] = travel.in_cap
        table.barred[row, column] = math.isinf(travel.km)


def pairs_of(urns: Iterable[int]) -> list[Pair]:
    """Every pair among some schools, lower URN first, in order.

    >>> pairs_of([3, 1, 2])
    [(1, 2), (1, 3), (2, 3)]
    """
    ordered = sorted(urns)
    return [(a, b) for place, a in enumerate(ordered) for b in ordered[place + 1 :]]
