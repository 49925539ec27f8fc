"""From a plan to the engine's frozen problem: who takes part, who belongs together, who must not meet.

What leaves the problem: locked clusters with their members (they count for K), schools that are locked out of every cluster,
and excluded schools. An excluded school that a person put into a cluster *and locked there* stays, as an optional node:
a lock holds against the engine; only one without a point cannot be a node and is left to whoever takes the proposal over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.barrier_pairs import barrier_pairs
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.existing import FEDERATION, kept_together, related_pairs
from wolds.clustering.plan import Plan
from wolds.clustering.problem import Problem
from wolds.clustering.travel import travel_of
from wolds.clustering.units import Units, units_of
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.travel import EffectiveTravel, GivenTravel, JudgedTravel, Pair, pairs_of

NodePair = tuple[int, int]

_NO_TRAVEL: Final = GivenTravel(0.0, True)
"""Schools that are locked together across a barrier: their pair has no travel, so that no cost counts it (see `figures.py`)."""


def build_problem(schools: Schools, standing: Standing, plan: Plan, seed: int = 0) -> Problem:
    """The problem that a proposal for this plan is to solve. The order of rows and rules does not matter."""
    nodes = _Nodes.of(schools, standing, plan)
    together = kept_together(schools, standing, plan.rules)
    units = units_of(together, nodes.place, nodes.anchor.tolist(), plan.rules)
    federated = units_of(
        [group for group in together if group.rule == FEDERATION], nodes.place, nodes.anchor.tolist(), plan.rules
    )
    travel = travel_of(schools, plan.rules)
    meetings = _Meetings.of(nodes, units, travel, plan)
    known = Overrides.of(nodes, meetings.given, travel.judged)
    rows = nodes.rows
    return Problem(
        rules=plan.rules,
        urn=nodes.urn,
        easting_m=np.rint(schools.easting[rows]).astype(np.int64),
        northing_m=np.rint(schools.northing[rows]).astype(np.int64),
        roll=np.rint(np.nan_to_num(schools.roll[rows])).astype(np.int64),
        to_place=standing.to_place[rows],
        character=schools.character[rows],
        phase_group=schools.phase_group[rows],
        la_code=schools.text("la_code")[rows],
        diocese=schools.text("diocese")[rows],
        unit=units.unit,
        unit_rule=units.unit_rule,
        federation_unit=federated.unit,
        cap_exempt=units.cap_exempt,
        size_exempt=units.size_exempt,
        anchor=nodes.anchor,
        apart=_pair_array(meetings.apart),
        apart_rule=np.array([meetings.apart[pair] for pair in sorted(meetings.apart)], dtype=object),
        parted=_pair_array(meetings.parted),
        override=known.pairs,
        override_km=known.km,
        override_in_cap=known.in_cap,
        straight_in_force=travel.judged is None,
        least_km=travel.judged.least_km if travel.judged else 0.0,
        related=_pair_array(nodes.pairs_in(related_pairs(schools, nodes.urn.tolist(), plan.rules))),
        present=_pair_array(nodes.pairs_in(_present_pairs(plan))),
        locked_clusters=len(plan.locked_clusters),
        seed=seed,
    )


@dataclass(frozen=True, eq=False)
class _Nodes:
    """The n nodes by URN: their URNs, rows in the table, anchors, and the node of each URN."""

    urn: IntArray
    rows: IntArray
    anchor: IntArray
    place: Mapping[int, int]

    @classmethod
    def of(cls, schools: Schools, standing: Standing, plan: Plan) -> Self:
        takes_part = standing.role != Role.EXCLUDED
        takes_part |= _locked_in(schools, plan) & schools.has_point
        takes_part &= ~_out_of_the_problem(schools, plan)
        rows = np.flatnonzero(takes_part).astype(np.int64)
        urn = schools.urn[rows]
        return cls(urn, rows, _anchors(urn, plan), {number: place for place, number in enumerate(urn.tolist())})

    def pairs_in(self, pairs: Iterable[Pair]) -> list[NodePair]:
        """Pairs of URNs as pairs of nodes; those with a school that is no node are left out."""
        return [(self.place[a], self.place[b]) for a, b in pairs if a in self.place and b in self.place]


def _locked_in(schools: Schools, plan: Plan) -> BoolArray:
    return np.isin(schools.urn, [urn for urn, cluster in plan.school_locks.items() if cluster])


def _out_of_the_problem(schools: Schools, plan: Plan) -> BoolArray:
    """Schools of locked clusters, and schools locked out of every cluster."""
    gone = [urn for urn, cluster in plan.school_locks.items() if not cluster]
    gone += [urn for key in plan.locked_clusters for urn in plan.clusters[key].members]
    return np.isin(schools.urn, gone)


def _anchors(urn: IntArray, plan: Plan) -> IntArray:
    numbers = {key: number for number, key in enumerate(sorted(set(plan.school_locks.values()) - {""}))}
    return np.array([numbers.get(plan.school_locks.get(one, ""), -1) for one in urn.tolist()], dtype=np.int64)


def _present_pairs(plan: Plan) -> list[Pair]:
    return sorted(pair for cluster in plan.clusters.values() for pair in pairs_of(cluster.members))


@dataclass(frozen=True, eq=False)
class _Meetings:
    """Pairs that must not meet, by rule, and pairs whose travel is not the straight line.

    `parted`: those that a barrier keeps apart although they are locked together.
    """

    apart: dict[NodePair, str]
    given: dict[NodePair, GivenTravel]
    parted: list[NodePair]

    @classmethod
    def of(cls, nodes: _Nodes, units: Units, travel: EffectiveTravel, plan: Plan) -> Self:
        known = [pair for pair in sorted(travel.overrides) if nodes.pairs_in([pair])]
        given = {nodes.pairs_in([pair])[0]: travel.overrides[pair] for pair in known}
        special = {pair for pair, way in given.items() if way.in_cap} | _bound_pairs(nodes, units)
        if travel.barriers and travel.judged is not None:
            supplied = Overrides.supplied(nodes, travel.judged)
            special |= set(map(tuple, supplied.pairs[supplied.in_cap].tolist()))
        crossing = barrier_pairs(travel, nodes.rows, plan.rules, special)
        apart: dict[NodePair, str] = {}
        parted: list[NodePair] = []
        for i, j, number in zip(*crossing.pairs.T.tolist(), crossing.barrier.tolist(), strict=True):
            line = travel.barriers[number]
            if (i, j) in given:
                continue
            if np.isinf(line.travel.km):
                apart[(i, j)] = "barrier"
                if nodes.anchor[i] >= 0 and nodes.anchor[i] == nodes.anchor[j]:
                    parted.append((i, j))
            else:
                given[(i, j)] = line.travel
        apart |= dict.fromkeys(nodes.pairs_in(link.pair for link in plan.rules.keep_apart), "keep-apart")
        given |= dict.fromkeys(parted, _NO_TRAVEL)
        return cls(apart, given | _let_off(nodes, units, travel, given), parted)


def _bound_pairs(nodes: _Nodes, units: Units) -> set[NodePair]:
    """Pairs that may share a cluster whatever the cap says: of one exempted federation, or locked to one cluster."""
    groups: dict[tuple[str, int], list[int]] = {}
    for node, (anchor, unit) in enumerate(zip(nodes.anchor.tolist(), units.unit.tolist(), strict=True)):
        if anchor >= 0:
            groups.setdefault(("anchor", anchor), []).append(node)
        if units.cap_exempt[node]:
            groups.setdefault(("unit", unit), []).append(node)
    return {pair for group in groups.values() for pair in pairs_of(group)} | set(units.let_off)


def _let_off(
    nodes: _Nodes, units: Units, travel: EffectiveTravel, given: Mapping[NodePair, GivenTravel]
) -> dict[NodePair, GivenTravel]:
    """Pairs let off the cap one by one: their travel as it is, and within the cap all the same."""
    result = {}
    for i, j in units.let_off:
        result[(i, j)] = GivenTravel(given[(i, j)].km if (i, j) in given else _as_it_is(nodes, travel, i, j), True)
    return result


def _as_it_is(nodes: _Nodes, travel: EffectiveTravel, i: int, j: int) -> float:
    """The travel between two nodes; the straight line where a barrier keeps them apart."""
    one, other = int(nodes.urn[i]), int(nodes.urn[j])
    km = travel.km(one, other)
    return km if np.isfinite(km) else travel.straight_km(one, other)


@dataclass(frozen=True, eq=False)
class Overrides:
    """Pairs of nodes (p, 2), i < j, in order, whose travel is not the straight line: `km` and `in_cap` (p,)."""

    pairs: IntArray
    km: FloatArray
    in_cap: BoolArray

    @classmethod
    def of(cls, nodes: _Nodes, given: Mapping[NodePair, GivenTravel], judged: JudgedTravel | None) -> Self:
        """What is given pair by pair, and behind it what a provider supplies."""
        pairs = sorted(given)
        ways = [given[pair] for pair in pairs]
        by_hand = cls(_pair_array(pairs), _numbers(way.km for way in ways), np.array([way.in_cap for way in ways], dtype=bool))
        return by_hand if judged is None else by_hand._over(cls.supplied(nodes, judged), len(nodes.urn))

    @classmethod
    def supplied(cls, nodes: _Nodes, judged: JudgedTravel) -> Self:
        """The pairs of nodes that a provider knows in the wanted measure."""
        ends = np.column_stack([judged.supplied.urn_a, judged.supplied.urn_b])
        place = np.minimum(np.searchsorted(nodes.urn, ends), max(len(nodes.urn) - 1, 0))
        known = ~np.isnan(judged.km)
        if len(nodes.urn):
            known &= (nodes.urn[place] == ends).all(axis=1)
        return cls(place[known].astype(np.int64), judged.km[known], judged.in_cap[known])

    def _over(self, other: Overrides, n: int) -> Self:
        """These, and those of the other that are not among them."""
        key, other_key = (table.pairs[:, 0] * n + table.pairs[:, 1] for table in (self, other))
        fresh = ~np.isin(other_key, key)
        keys = np.concatenate([key, other_key[fresh]])
        order = np.argsort(keys, kind="stable")
        pairs = np.concatenate([self.pairs, other.pairs[fresh]])[order]
        km, in_cap = (np.concatenate([getattr(self, name), getattr(other, name)[fresh]])[order] for name in ("km", "in_cap"))
        return type(self)(pairs, km, in_cap)


def _numbers(values: Iterable[float]) -> FloatArray:
    return np.array(list(values), dtype=np.float64)


def _pair_array(pairs: Iterable[NodePair]) -> IntArray:
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
