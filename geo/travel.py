"""Travel between schools: the straight line or what a provider supplies, what a person knows better of a pair, and barriers.

Everything is in km: straight between EPSG:27700 points, or by the provider's measure. What is given in minutes comes in as the
straight-line km that take as long; whether it is within the cap has been judged before, exactly, in the unit it was given in
(see `clustering/travel.py`).
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
from wolds.geo.supplied import SuppliedTravel

Pair = tuple[int, int]
"""Two URNs, lower first."""

NO_BARRIER: Final = -1


@dataclass(frozen=True)
class GivenTravel:
    """Travel that beats the straight line: `km` (inf = kept apart) and whether it is within the cap."""

    km: float
    in_cap: bool


@dataclass(frozen=True, eq=False)
class JudgedTravel:
    """What a provider supplies, judged: `km` and `in_cap` (p,) of each pair of `supplied`; NaN km = not in the wanted measure.

    Pairs that are missing are not within the cap, and at least `least_km` apart.
    """

    supplied: SuppliedTravel
    km: FloatArray
    in_cap: BoolArray
    least_km: float

    def partners_of(self, urn: int) -> IntArray:
        """The URNs of schools within the cap of a school."""
        supplied = self.supplied
        within = self.in_cap & ((supplied.urn_a == urn) | (supplied.urn_b == urn))
        result: IntArray = supplied.urn_a[within] + supplied.urn_b[within] - urn
        return result

    def unsupplied_km(self, urn_a: int, urn_b: int) -> float | None:
        """None where there is a figure for the pair; else how far apart the two are at least, NaN where nobody knows."""
        place = int(self.supplied.find(np.array(urn_a), np.array(urn_b)))
        if place >= 0 and not np.isnan(self.km[place]):
            return None
        is_searched = place < 0 and self.least_km > 0 and np.isin((urn_a, urn_b), self.supplied.urns).all()
        return self.least_km if is_searched else math.nan

    def put(self, table: TravelTable, urns: Sequence[int] | IntArray) -> None:
        """Put the travel among k schools, or those of each group (m, k), into their table; a school and itself stay."""
        wanted = np.asarray(urns, dtype=np.int64)
        place = self.supplied.find(wanted[..., :, None], wanted[..., None, :])
        apart = np.broadcast_to(~np.eye(wanted.shape[-1], dtype=bool), place.shape)
        found = apart & (place >= 0)
        table.km[apart] = np.maximum(table.straight_km, self.least_km)[apart]
        table.in_cap[apart] = False
        known = found & ~np.isnan(self.km[place]) if len(self.km) else found
        table.km[known], table.in_cap[known] = self.km[place[known]], self.in_cap[place[known]]


@dataclass(frozen=True, eq=False)
class BarrierLine:
    """A line that cannot be crossed straight: `points` (s, 2) are EPSG:27700 metres, `travel` is that of crossing pairs."""

    name: str
    points: FloatArray
    travel: GivenTravel


@dataclass(frozen=True, eq=False)
class TravelTable:
    """The travel among k schools, each array (k, k) and symmetric; among the schools of m groups alike, each (m, k, k).

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
        """`km`, but the straight line where a barrier keeps a pair apart: what the cap is judged by, beside the barrier."""
        return np.where(self.barred, self.straight_km, self.km) if self.barred.any() else self.km

    @property
    def counted_km(self) -> FloatArray:
        """`km`, but NaN where a barrier keeps a pair apart: such a pair has no travel, so that no figure counts it."""
        return np.where(self.barred, np.nan, self.km) if self.barred.any() else self.km

    def of_group(self, place: int | IntArray) -> TravelTable:
        """One of m groups, each array (k, k): a view, not a copy. Of several places, their groups, copied."""
        return TravelTable(
            self.straight_km[place], self.straight_in_cap[place], self.km[place], self.in_cap[place], self.barred[place]
        )


@dataclass(frozen=True, eq=False)
class EffectiveTravel:
    """Travel in force between any two schools of a table; overrides beat barriers, both beat whatever provider there is.

    Nothing is computed before it is asked for; which barrier a pair meets is remembered. Build one with `of`.
    """

    schools: Schools
    cap_m_squared: int | None
    judged: JudgedTravel | None
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
        judged: JudgedTravel | None = None,
        overrides: Mapping[Pair, GivenTravel] | None = None,
        barriers: Sequence[BarrierLine] = (),
    ) -> Self:
        """Travel for a table of schools; points are taken as whole metres. `cap_m_squared` None = no cap."""
        given = dict(overrides or {})
        points = np.rint(np.column_stack([schools.easting, schools.northing]))
        points = np.vstack([points, [[np.nan, np.nan]]])  # the last row stands for a school that the table does not know
        # Barriers that keep apart come first, then the slowest: the first one met is the one in force.
        lines = tuple(sorted(barriers, key=lambda line: -line.travel.km))
        overridden = frozenset(urn for pair in given for urn in pair)
        return cls(schools, cap_m_squared, judged, given, lines, points, schools.row_of, overridden)

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

    def unsupplied_km(self, urn_a: int, urn_b: int) -> float | None:
        """How far apart a pair is at least that a provider has no figure for, NaN where nobody knows; None for any other."""
        if self.judged is None or _pair(urn_a, urn_b) in self.overrides or self.barrier_between(urn_a, urn_b) is not None:
            return None
        return self.judged.unsupplied_km(urn_a, urn_b)

    def among(self, urns: Sequence[int]) -> TravelTable:
        """All travel among k schools."""
        is_overridden = bool(self.overrides) and not self._overridden.isdisjoint(urns)
        is_final = not self.barriers and not is_overridden and self.judged is None
        table = self._straight([self._row.get(urn, -1) for urn in urns], is_final=is_final)
        if self.judged is not None:
            self.judged.put(table, urns)
        if self.barriers:
            self._put_barriers(table, urns)
        if is_overridden:
            self._put_overrides(table, urns)
        return table

    def among_each(self, rows: IntArray) -> TravelTable:
        """All travel among the k schools of each of m groups: what `among` gives group by group, arrays (m, k, k).

        `rows`, (m, k), are positions in the table of schools, ascending in each group.
        """
        overridden = np.flatnonzero(self._is_overridden[rows].any(axis=1)).tolist()
        table = self._straight(rows, is_final=not self.barriers and not overridden and self.judged is None)
        if self.judged is not None:
            self.judged.put(table, self.schools.urn[rows])
        if self.barriers:
            self._put_barriers_each(table, rows)
        for place in overridden:
            self._put_overrides(table.of_group(place), self.schools.urn[rows[place]].tolist())
        return table

    @cached_property
    def _is_overridden(self) -> BoolArray:
        """Which schools have a pair whose travel a person knows better, shape (n,)."""
        return np.isin(self.schools.urn, list(self._overridden))

    def _straight(self, rows: Sequence[int] | IntArray, *, is_final: bool) -> TravelTable:
        """The straight line among schools by their rows, (k,) or (m, k). Where it is not final, more may be put in."""
        points = self._points[rows]
        apart = points[..., :, None, :] - points[..., None, :, :]
        squared: FloatArray = (apart * apart).sum(axis=-1)
        straight: FloatArray = np.sqrt(squared) / 1000.0
        in_cap = np.ones(squared.shape, dtype=bool) if self.cap_m_squared is None else squared <= self.cap_m_squared
        barred = np.zeros(squared.shape, dtype=bool)
        if is_final:
            return TravelTable(straight, in_cap, straight, in_cap, barred)  # nothing is put in, so nothing need be copied
        return TravelTable(straight, in_cap, straight.copy(), in_cap.copy(), barred)

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

    def _put_barriers_each(self, table: TravelTable, rows: IntArray) -> None:
        """The barriers among the schools of each group, whose rows are (m, k)."""
        i, j = np.triu_indices(rows.shape[1], 1)
        number = self.crossings(rows[:, i].ravel(), rows[:, j].ravel()).reshape(len(rows), len(i))
        for place, pair in np.argwhere(number != NO_BARRIER).tolist():
            _put(table.of_group(place), int(i[pair]), int(j[pair]), self.barriers[number[place, pair]].travel)

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
