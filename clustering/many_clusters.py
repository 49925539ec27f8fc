"""The figures of thousands of clusters at once: the same as one by one (see `one_cluster.py`), in numpy.

Clusters of one size are counted and measured together. Each rule is asked of all of them first, so that a check puts into
words only what it will find. Clusters with an odd school (no point, not in the register, of a federation that is let off a
rule), and those that a barrier goes through, are few, and worked out by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from wolds.clustering.checks import CHECKS, Case, Law
from wolds.clustering.eligibility import Role
from wolds.clustering.facts import UNKNOWN_ROW, Coded
from wolds.clustering.figures import ClusterFigures, Violation
from wolds.clustering.one_cluster import figures_of, natural_lead, pair_places
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import CapRule, Mix, Objective
from wolds.geo.character import Character, PhaseGroup
from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.geo.travel import TravelTable

_CLEAR_KM: Final = 1e-6
"""Two sums of distances further apart than this are told apart whatever the order of adding up."""


def figures_of_all(law: Law, clusters: Iterable[Cluster]) -> Iterator[tuple[Cluster, ClusterFigures]]:
    """Each cluster with its figures, in no certain order."""
    by_size: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        by_size.setdefault(len(cluster.members), []).append(cluster)
    for size, alike in by_size.items():
        batch, odd = Batch.of(law, alike) if size else (None, alike)
        for cluster in odd:
            yield cluster, figures_of(Case.of(law, cluster))
        if batch is not None and batch.clusters:
            yield from zip(batch.clusters, batch.figures(), strict=True)


@dataclass(frozen=True, eq=False)
class Batch:
    """m clusters of k schools each before the law: `rows` (m, k) in the columns of facts, `pairs` their travel (m, k, k)."""

    law: Law
    clusters: Sequence[Cluster]
    rows: IntArray
    pairs: TravelTable

    @classmethod
    def of(cls, law: Law, clusters: Sequence[Cluster]) -> tuple[Batch, list[Cluster]]:
        """The clusters (all of one size) that can be judged together, and the odd ones."""
        row, travel = law.facts.row, law.travel
        rows = np.array([[row.get(urn, UNKNOWN_ROW) for urn in cluster.members] for cluster in clusters], dtype=np.int64)
        odd = np.logical_or.reduce(law.is_odd[rows], axis=1)
        pairs = travel.among_each(rows[~odd])
        parted = np.logical_or.reduce(pairs.barred, axis=(1, 2))
        if parted.any():
            odd[np.flatnonzero(~odd)[parted]] = True
            pairs = pairs.of_group(np.flatnonzero(~parted))
        alike = [cluster for cluster, is_odd in zip(clusters, odd.tolist(), strict=True) if not is_odd]
        rest = [cluster for cluster, is_odd in zip(clusters, odd.tolist(), strict=True) if is_odd]
        return cls(law, alike, rows[~odd], pairs), rest

    # Figures -----------------------------------------------------------------------------------------------------

    @cached_property
    def km(self) -> FloatArray:
        """The travel that figures go by, shape (m, k, k)."""
        return self.pairs.km

    @cached_property
    def in_cap(self) -> BoolArray:
        """Whether the cap lets each pair be, shape (m, k, k); see `Case.in_cap`."""
        return self.pairs.in_cap

    @cached_property
    def can_lead(self) -> BoolArray:
        """Which schools have all others of their cluster within the cap, shape (m, k)."""
        fits: BoolArray = np.logical_and.reduce(self.in_cap, axis=2)
        return fits

    @cached_property
    def pupils(self) -> IntArray:
        """Combined rolls, shape (m,)."""
        total: IntArray = self.law.facts.arrays.roll[self.rows].sum(axis=1)
        return total

    def count(self, column: Coded, value: str) -> IntArray:
        """How many schools of each cluster have a value, shape (m,)."""
        code = column.values.index(value) if value in column.values else -1
        found: IntArray = (column.codes[self.rows] == code).sum(axis=1)
        return found

    def figures(self) -> Iterator[ClusterFigures]:
        """The figures of each cluster, in their order."""
        columns, faults, size = self._columns(), self._faults(), self.rows.shape[1]
        for place, cluster in enumerate(self.clusters):
            values = {name: column[place] for name, column in columns.items()}
            yield ClusterFigures(cluster=cluster.id, schools=size, violations=faults.get(place, ()), **values)

    def _columns(self) -> dict[str, list[Any]]:
        """Everything that is counted or measured, by the name of the figure: m entries each."""
        arrays = self.law.facts.arrays
        longest, pair, mean = self._spread()
        size = self.rows.shape[1]
        return {
            "pupils": self.pupils.tolist(),
            "roll_unknown": arrays.roll_unknown[self.rows].sum(axis=1).tolist(),
            "longest_km": longest,
            "longest_pair": pair,
            "mean_km": mean,
            "pairs": [size * (size - 1) // 2] * len(mean),
            "parted": [0] * len(mean),
            "cost_km": self._cost_km().tolist(),
            "lead": self._leads(),
            "church": self.count(arrays.character, Character.CHURCH).tolist(),
            "community": self.count(arrays.character, Character.COMMUNITY).tolist(),
            "other_faith": self.count(arrays.character, Character.OTHER_FAITH).tolist(),
            "character_unknown": self.count(arrays.character, Character.UNKNOWN).tolist(),
            "las": _names(arrays.la_name, self.rows),
            "dioceses": _names(arrays.diocese, self.rows),
        }

    def _spread(self) -> tuple[list[float], list[tuple[int, int] | None], list[float]]:
        """Longest pair in km, that pair, and the mean over all pairs."""
        m, k = self.rows.shape
        if k < 2:
            return [0.0] * m, [None] * m, [0.0] * m
        i, j = pair_places(k)
        pairs = np.ascontiguousarray(self.km[:, i, j])  # so that each row is added up as a row by itself is
        longest = pairs.argmax(axis=1)
        ends = zip(self.clusters, i[longest].tolist(), j[longest].tolist(), strict=True)
        return (
            pairs[np.arange(m), longest].tolist(),
            [(cluster.members[one], cluster.members[other]) for cluster, one, other in ends],
            pairs.mean(axis=1).tolist(),
        )

    def _cost_km(self) -> FloatArray:
        """What `cluster_cost_km` gives for each, shape (m,)."""
        rules, (m, k) = self.law.rules, self.rows.shape
        if k < 2:
            return np.full(m, rules.partnership_cost_km)
        if rules.objective == Objective.CLOSENESS:
            closeness: FloatArray = self.km.reshape(m, k * k).sum(axis=1) / (k - 1) + rules.partnership_cost_km
            return closeness
        from_each: FloatArray = self.km.sum(axis=2)
        if rules.cap_rule == CapRule.LEAD:
            from_each = np.where(self.can_lead | ~np.logical_or.reduce(self.can_lead, axis=1, keepdims=True), from_each, np.inf)
        hub: FloatArray = from_each.min(axis=1) + rules.partnership_cost_km
        return hub

    def _leads(self) -> list[int | None]:
        """The chosen lead school, else the natural one; what is too close to call is added up exactly."""
        sums = self.km.sum(axis=2)
        best = sums.argmin(axis=1)
        ahead = np.partition(sums, 1, axis=1)[:, :2] if sums.shape[1] > 1 else np.array([[0.0, np.inf]] * len(sums))
        clear = (ahead[:, 1] - ahead[:, 0] > _CLEAR_KM).tolist()
        found: list[int | None] = []
        for place, (cluster, row) in enumerate(zip(self.clusters, best.tolist(), strict=True)):
            if cluster.lead is not None:
                found.append(cluster.lead)
            else:
                found.append(cluster.members[row] if clear[place] else natural_lead(self._case(place)))
        return found

    # Checks ------------------------------------------------------------------------------------------------------

    def _case(self, place: int) -> Case:
        return Case(self.law, self.clusters[place], self.rows[place].tolist(), self.pairs.of_group(place))

    def _faults(self) -> Mapping[int, tuple[Violation, ...]]:
        """The rules that clusters break, by their places; only checks that will find something are asked."""
        suspected: dict[int, list[str]] = {}
        for name, suspects in SUSPECTS.items():
            for place in np.flatnonzero(suspects(self)).tolist():
                suspected.setdefault(place, []).append(name)
        faults: dict[int, tuple[Violation, ...]] = {}
        for place, names in suspected.items():
            case = self._case(place)
            faults[place] = tuple(fault for name in names for fault in CHECKS[name](case))
        return faults


def _names(column: Coded, rows: IntArray) -> list[tuple[str, ...]]:
    """The values in each cluster in order, blanks left out. Most clusters have one: that is found for all at once."""
    codes = column.codes[rows]
    highest, lowest = codes.max(axis=1), _lowest_known(codes)
    single = np.where(highest == 0, 0, np.where(highest == lowest, highest, -1)).tolist()
    texts, many = [((text,) if text else ()) for text in column.values], codes.tolist()
    return [
        texts[code] if code >= 0 else tuple(sorted({column.values[each] for each in many[place] if each}))
        for place, code in enumerate(single)
    ]


def _lowest_known(codes: IntArray) -> IntArray:
    lowest: IntArray = np.where(codes == 0, np.iinfo(np.int64).max, codes).min(axis=1)
    return lowest


def _several(batch: Batch, column: Coded) -> BoolArray:
    """Which clusters hold two known values of a column or more, shape (m,)."""
    codes = column.codes[batch.rows]
    several: BoolArray = codes.max(axis=1) > _lowest_known(codes)
    return several


# Which clusters a check will find something in, shape (m,) --------------------------------------------------------


def _none(batch: Batch) -> BoolArray:
    return np.zeros(len(batch.rows), dtype=np.bool_)


def _eligible(batch: Batch) -> BoolArray:
    found: BoolArray = (batch.law.facts.roles[batch.rows] == Role.EXCLUDED).any(axis=1)
    return found


def _to_place(batch: Batch) -> BoolArray:
    found: BoolArray = (batch.law.facts.roles[batch.rows] != Role.TO_PLACE).all(axis=1)
    return found


def _cap(batch: Batch) -> BoolArray:
    kept: BoolArray = np.logical_or.reduce(batch.can_lead, axis=1)
    if batch.law.rules.cap_rule != CapRule.LEAD:
        kept = np.logical_and.reduce(batch.can_lead, axis=1)
    return ~kept


def _keep_apart(batch: Batch) -> BoolArray:
    if not batch.law.apart_urns:
        return _none(batch)
    marked = [[urn in batch.law.apart_urns for urn in cluster.members] for cluster in batch.clusters]
    found: BoolArray = np.array(marked, dtype=np.bool_).sum(axis=1) > 1
    return found


def _size(batch: Batch) -> BoolArray:
    rules, k = batch.law.rules, batch.rows.shape[1]
    outside = k < rules.size_min or (rules.size_max is not None and k > rules.size_max)
    return np.full(len(batch.rows), outside)


def _roll(batch: Batch) -> BoolArray:
    rules, found = batch.law.rules, _none(batch)
    if rules.roll_min is not None:
        found |= batch.pupils < rules.roll_min
    if rules.roll_max is not None:
        found |= batch.pupils > rules.roll_max
    return found


def _same_phase(batch: Batch) -> BoolArray:
    if not batch.law.rules.same_phase:
        return _none(batch)
    column = batch.law.facts.arrays.phase_group
    return (batch.count(column, PhaseGroup.PRIMARY) > 0) & (batch.count(column, PhaseGroup.MIDDLE) > 0)


def _mix(batch: Batch) -> BoolArray:
    mix, column = batch.law.rules.mix, batch.law.facts.arrays.character
    if mix == Mix.ANY:
        return _none(batch)
    both = (batch.count(column, Character.CHURCH) > 0) & (batch.count(column, Character.COMMUNITY) > 0)
    return both if mix == Mix.FORBIDDEN else ~both


def _same_la(batch: Batch) -> BoolArray:
    return _several(batch, batch.law.facts.arrays.la_code) if batch.law.rules.same_la else _none(batch)


def _same_diocese(batch: Batch) -> BoolArray:
    return _several(batch, batch.law.facts.arrays.diocese) if batch.law.rules.same_diocese else _none(batch)


SUSPECTS: Final[Mapping[str, Callable[[Batch], BoolArray]]] = {
    "not-eligible": _eligible,
    "to-place": _to_place,
    "cap": _cap,
    "barrier": _none,  # a cluster that one goes through is worked out by itself
    "keep-apart": _keep_apart,
    "size": _size,
    "roll": _roll,
    "same-phase": _same_phase,
    "mix": _mix,
    "same-la": _same_la,
    "same-diocese": _same_diocese,
}
"""For each of `CHECKS`, in the same order."""
