"""From a plan to the engine's frozen problem: who takes part, who belongs together, who must not meet.

What leaves the problem: locked clusters with their members (they count for K), schools that are locked out of every cluster,
and excluded schools. An excluded school that a person put into a cluster *and locked there* stays, as an optional node:
a lock holds against the engine; only one without a point cannot be a node and is left to whoever takes the proposal over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from wolds.clustering.barrier_pairs import barrier_pairs
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.existing import FEDERATION, kept_together, related_pairs
from wolds.clustering.plan import Plan
from wolds.clustering.problem import Problem
from wolds.clustering.travel import travel_of
from wolds.clustering.units import Units, units_of
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.travel import EffectiveTravel, GivenTravel, Pair, pairs_of

NodePair = tuple[int, int]


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
        override=_pair_array(meetings.given),
        override_km=meetings.km,
        override_in_cap=meetings.in_cap,
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
    """Pairs that must not meet, by rule, and pairs whose travel is not the straight line."""

    apart: dict[NodePair, str]
    given: dict[NodePair, GivenTravel]

    @classmethod
    def of(cls, nodes: _Nodes, units: Units, travel: EffectiveTravel, plan: Plan) -> Self:
        known = [pair for pair in sorted(travel.overrides) if nodes.pairs_in([pair])]
        given = {nodes.pairs_in([pair])[0]: travel.overrides[pair] for pair in known}
        special = {pair for pair, way in given.items() if way.in_cap} | _bound_pairs(nodes, units)
        crossing = barrier_pairs(travel, nodes.rows, plan.rules, special)
        apart: dict[NodePair, str] = {}
        for i, j, number in zip(*crossing.pairs.T.tolist(), crossing.barrier.tolist(), strict=True):
            line = travel.barriers[number]
            if (i, j) in given:
                continue
            if np.isinf(line.travel.km):
                apart[(i, j)] = "barrier"
            else:
                given[(i, j)] = line.travel
        apart |= dict.fromkeys(nodes.pairs_in(link.pair for link in plan.rules.keep_apart), "keep-apart")
        return cls(apart, given | _let_off(nodes, units, travel, given))

    @property
    def km(self) -> FloatArray:
        return np.array([self.given[pair].km for pair in sorted(self.given)], dtype=np.float64)

    @property
    def in_cap(self) -> BoolArray:
        return np.array([self.given[pair].in_cap for pair in sorted(self.given)], dtype=bool)


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
        km = given[(i, j)].km if (i, j) in given else travel.straight_km(int(nodes.urn[i]), int(nodes.urn[j]))
        result[(i, j)] = GivenTravel(km, True)
    return result


def _pair_array(pairs: Iterable[NodePair]) -> IntArray:
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
