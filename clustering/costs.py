"""What a plan costs: travel, partnership cost and the soft terms, defined once for the engine and for whoever reports it.

Travel is straight-line km between whole EPSG:27700 metres; a pair's override beats it. All arithmetic is vectorised over
clusters of equal size: `rows` are arrays (c, k) of node positions, one cluster a row.

*Closeness* of a cluster of k: 2 x (sum of pair distances) / (k - 1), 0 for k = 1. *Hub*: the least, over members h, of the
distances from h to the others; under the lead cap only those h count that have every other member within the cap (where none
has, as in a locked group that breaks the cap, all count), and of those the ones that a barrier keeps apart from the fewest
members. A pair that a barrier keeps apart has no travel: it costs nothing, and whoever reports says how many there are. The
soft terms, each with its weight in km, 0 = off:

- mix preferred: once for each cluster without a church school or without a community school;
- existing relations: once for each related pair that does not share a cluster;
- roll target: for each cluster, per 10 pupils that its roll falls short of the target;
- little change: once for each pair that shares a cluster in the present plan and would not any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from wolds.clustering.problem import ObjectiveParts, Problem
from wolds.clustering.rules import CapRule, Objective, Rules
from wolds.geo.character import Character
from wolds.geo.schools import BoolArray, FloatArray, IntArray

MIX_PREFERRED: Final = "mix-preferred"
EXISTING_RELATIONS: Final = "existing-relations"
ROLL_TARGET: Final = "roll-target"
LITTLE_CHANGE: Final = "little-change"

_NO_PAIR: Final = -1
"""A cap that no straight line is within: another provider's travel is in force."""


def soft_terms(rules: Rules) -> tuple[str, ...]:
    """The names of the soft terms in force."""
    weights = {
        MIX_PREFERRED: rules.mix_preferred_km,
        EXISTING_RELATIONS: rules.existing_relations_km,
        ROLL_TARGET: rules.roll_target_km_per_10_pupils if rules.roll_target is not None else 0.0,
        LITTLE_CHANGE: rules.little_change_km,
    }
    return tuple(name for name, weight in weights.items() if weight > 0)


@dataclass(frozen=True, eq=False)
class PairTable:
    """A set of node pairs, looked up by the thousand: `keys` are sorted i * n + j with i < j."""

    n: int
    keys: IntArray

    @classmethod
    def of(cls, n: int, pairs: IntArray) -> PairTable:
        """The table of (m, 2) node positions, whatever their order."""
        return cls(n, np.unique(cls.key(n, *_columns(pairs))))

    @staticmethod
    def key(n: int, i: IntArray, j: IntArray) -> IntArray:
        """One number for each pair, whichever comes first."""
        return np.minimum(i, j).astype(np.int64) * n + np.maximum(i, j)

    def find(self, i: IntArray, j: IntArray) -> tuple[BoolArray, IntArray]:
        """Whether each pair stands in the table, and where."""
        wanted = self.key(self.n, i, j)
        place = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        found = self.keys[place] == wanted if len(self.keys) else np.zeros(wanted.shape, dtype=bool)
        return found, place

    def has(self, i: IntArray, j: IntArray) -> BoolArray:
        """Whether each pair stands in the table."""
        return self.find(i, j)[0]


@dataclass(frozen=True, eq=False)
class NodeTravel:
    """Travel between the nodes of a problem: straight line, overridden pair by pair (all pairs, by another provider)."""

    easting_m: IntArray
    northing_m: IntArray
    cap_m_squared: int | None
    overrides: PairTable
    override_km: FloatArray
    override_in_cap: BoolArray
    least_km: float = 0.0
    """What pairs are at least apart that are not overridden."""

    @classmethod
    def of(cls, problem: Problem) -> NodeTravel:
        """The travel of a problem."""
        keys = PairTable.key(len(problem), *_columns(problem.override))
        keys, first = np.unique(keys, return_index=True)
        return cls(
            problem.easting_m.astype(np.int64),
            problem.northing_m.astype(np.int64),
            problem.rules.cap_m_squared if problem.straight_in_force else _NO_PAIR,
            PairTable(len(problem), keys),
            np.asarray(problem.override_km, dtype=np.float64)[first],
            np.asarray(problem.override_in_cap, dtype=bool)[first],
            problem.least_km,
        )

    def squared_m(self, i: IntArray, j: IntArray) -> IntArray:
        """Squared straight distance in whole metres squared, exact."""
        dx, dy = self.easting_m[i] - self.easting_m[j], self.northing_m[i] - self.northing_m[j]
        result: IntArray = dx * dx + dy * dy
        return result

    def km(self, i: IntArray, j: IntArray) -> FloatArray:
        """Travel between nodes in km, overrides included."""
        result = np.sqrt(self.squared_m(i, j).astype(np.float64)) / 1000.0
        if self.least_km:
            result = np.where(i == j, 0.0, np.maximum(result, self.least_km))
        if len(self.overrides.keys):
            found, place = self.overrides.find(i, j)
            result[found] = self.override_km[place[found]]
        return result

    def within_cap(self, i: IntArray, j: IntArray) -> BoolArray:
        """Whether the travel between nodes is within the cap, exactly; overrides beat the straight line."""
        squared = self.squared_m(i, j)
        result = np.ones(squared.shape, dtype=bool) if self.cap_m_squared is None else squared <= self.cap_m_squared
        if len(self.overrides.keys):
            found, place = self.overrides.find(i, j)
            result[found] = self.override_in_cap[place[found]]
        return result


def exempt_from_cap(problem: Problem, i: IntArray, j: IntArray) -> BoolArray:
    """Whether the cap does not bind a pair: one locked group, or one unit that is let off the cap."""
    locked = (problem.anchor[i] >= 0) & (problem.anchor[i] == problem.anchor[j])
    let_off: BoolArray = locked | ((problem.unit[i] == problem.unit[j]) & problem.cap_exempt[i] & problem.cap_exempt[j])
    return let_off


@dataclass(frozen=True, eq=False)
class Costing:
    """What clusters of one problem cost. Build it once; it holds the lookup tables."""

    problem: Problem
    travel: NodeTravel
    related: PairTable
    present: PairTable
    parted: PairTable
    """Pairs locked together that a barrier keeps apart."""

    @classmethod
    def of(cls, problem: Problem) -> Costing:
        """The costing of a problem."""
        n, travel = len(problem), NodeTravel.of(problem)
        related, present, parted = (PairTable.of(n, p) for p in (problem.related, problem.present, problem.parted))
        return cls(problem, travel, related, present, parted)

    def travel_km(self, rows: IntArray) -> FloatArray:
        """Travel of clusters of k schools under the problem's objective, rows (c, k), in km."""
        if rows.shape[1] == 1:
            return np.zeros(len(rows))
        if self.problem.rules.objective == Objective.CLOSENESS:
            result: FloatArray = _sum_over_pairs(rows, self.travel.km) * (2.0 / (rows.shape[1] - 1))
            return result
        return self._hub_km(rows)

    def _hub_km(self, rows: IntArray) -> FloatArray:
        from_each = np.zeros(rows.shape)
        may_lead = np.ones(rows.shape, dtype=bool)
        lead_rule = self.problem.rules.cap_rule == CapRule.LEAD
        for a, b in _pairs_of_columns(rows.shape[1]):
            distance = self.travel.km(rows[:, a], rows[:, b])
            from_each[:, a] += distance
            from_each[:, b] += distance
            if lead_rule:
                fits = self.travel.within_cap(rows[:, a], rows[:, b]) | exempt_from_cap(self.problem, rows[:, a], rows[:, b])
                may_lead[:, a] &= fits
                may_lead[:, b] &= fits
        may_lead[~may_lead.any(axis=1)] = True
        if len(self.parted.keys):
            may_lead &= self._parts_fewest(rows, may_lead)
        result: FloatArray = np.where(may_lead, from_each, np.inf).min(axis=1)
        return result

    def _parts_fewest(self, rows: IntArray, may_lead: BoolArray) -> BoolArray:
        """Which schools are kept apart from as few members as any that may lead is, (c, k)."""
        parted = np.zeros(rows.shape, dtype=np.int64)
        for a, b in _pairs_of_columns(rows.shape[1]):
            found = self.parted.has(rows[:, a], rows[:, b])
            parted[:, a] += found
            parted[:, b] += found
        fewest = np.where(may_lead, parted, rows.shape[1]).min(axis=1, keepdims=True)
        result: BoolArray = parted == fewest
        return result

    def soft_km(self, rows: IntArray) -> dict[str, FloatArray]:
        """What clusters add to each soft term in force, in km; kept relations are negative (see `offsets_km`)."""
        rules, terms = self.problem.rules, soft_terms(self.problem.rules)
        result: dict[str, FloatArray] = {}
        if MIX_PREFERRED in terms:
            character = self.problem.character[rows]
            mixed = (character == Character.CHURCH).any(axis=1) & (character == Character.COMMUNITY).any(axis=1)
            result[MIX_PREFERRED] = np.where(mixed, 0.0, rules.mix_preferred_km)
        if EXISTING_RELATIONS in terms:
            result[EXISTING_RELATIONS] = -rules.existing_relations_km * _sum_over_pairs(rows, self.related.has)
        if ROLL_TARGET in terms and rules.roll_target is not None:
            short = np.maximum(0, rules.roll_target - self.problem.roll[rows].sum(axis=1))
            result[ROLL_TARGET] = rules.roll_target_km_per_10_pupils * short / 10.0
        if LITTLE_CHANGE in terms:
            result[LITTLE_CHANGE] = -rules.little_change_km * _sum_over_pairs(rows, self.present.has)
        return result

    def offsets_km(self) -> dict[str, float]:
        """What the soft terms come to where no pair shares a cluster, in km."""
        rules, terms = self.problem.rules, soft_terms(self.problem.rules)
        offsets = dict.fromkeys(terms, 0.0)
        if EXISTING_RELATIONS in terms:
            offsets[EXISTING_RELATIONS] = rules.existing_relations_km * len(self.related.keys)
        if LITTLE_CHANGE in terms:
            offsets[LITTLE_CHANGE] = rules.little_change_km * len(self.present.keys)
        return offsets

    def parts(self, clusters: Iterable[Sequence[int]]) -> ObjectiveParts:
        """The parts of what is kept small for clusters given as node positions."""
        nodes = [sorted(members) for members in clusters]
        travel, soft = np.zeros(len(nodes)), {name: np.zeros(len(nodes)) for name in self.offsets_km()}
        for places in _by_size(nodes):
            rows = np.array([nodes[place] for place in places], dtype=np.int64)
            travel[places] = self.travel_km(rows)
            for name, value in self.soft_km(rows).items():
                soft[name][places] = value
        soft_km = {name: _summed(self.offsets_km()[name], values) for name, values in soft.items()}
        # Rounding must not leave a soft term a hair below nothing.
        terms = tuple((name, max(0.0, value)) for name, value in soft_km.items())
        return ObjectiveParts(_summed(0.0, travel), len(nodes) * self.problem.rules.partnership_cost_km, terms)


def _by_size(clusters: Sequence[Sequence[int]]) -> Iterable[list[int]]:
    """The places of clusters of each size."""
    places: dict[int, list[int]] = {}
    for place, members in enumerate(clusters):
        places.setdefault(len(members), []).append(place)
    return places.values()


def _summed(first: float, values: FloatArray) -> float:
    """The sum, one value after another: the same however they came about."""
    return float(np.cumsum(np.append(first, values))[-1])


def dearest_plan_km(costing: Costing) -> float:
    """More than the objective of any plan whatever comes to, in km."""
    problem, travel, rules = costing.problem, costing.travel, costing.problem.rules
    reach_km = float(np.hypot(np.ptp(travel.easting_m), np.ptp(travel.northing_m))) / 1000.0 if len(problem) else 0.0
    let_off = bool(problem.cap_exempt.any()) or bool((problem.anchor >= 0).any())
    if rules.cap_in_km is not None and not let_off:
        reach_km = min(reach_km, 2.0 * rules.cap_in_km)
    given = travel.override_km[np.isfinite(travel.override_km)]
    each = max(reach_km, float(given.max(initial=0.0))) + rules.partnership_cost_km + rules.mix_preferred_km
    each += rules.roll_target_km_per_10_pupils * (rules.roll_target or 0) / 10.0
    return len(problem) * each + sum(costing.offsets_km().values())


def without_soft_terms(problem: Problem) -> Costing:
    """The costing of a problem whose objective is travel and partnership cost alone."""
    off = {"mix_preferred_km": 0.0, "existing_relations_km": 0.0, "roll_target_km_per_10_pupils": 0.0, "little_change_km": 0.0}
    return Costing.of(replace(problem, rules=problem.rules.model_copy(update=off)))


def _columns(pairs: IntArray) -> tuple[IntArray, IntArray]:
    table = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _pairs_of_columns(k: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(k) for b in range(a + 1, k)]


def _sum_over_pairs(
    rows: IntArray, value: Callable[[IntArray, IntArray], FloatArray] | Callable[[IntArray, IntArray], BoolArray]
) -> FloatArray:
    total = np.zeros(len(rows))
    for a, b in _pairs_of_columns(rows.shape[1]):
        total += value(rows[:, a], rows[:, b])
    return total
