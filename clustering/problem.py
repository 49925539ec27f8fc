"""What the engine is given and what it gives back: frozen arrays, no plan, no file, no window.

A node is a school that is to be placed or optional, outside locked clusters and not locked out. Nodes are sorted by
URN, so that neither the order of rows nor of rules can move the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from wolds.clustering.rules import Rules
from wolds.geo.schools import BoolArray, FloatArray, IntArray, TextArray

MEMORY_MB: Final = 1_000
"""How much memory the engine may take, beside what the process holds, unless a person says otherwise."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A frozen problem of n nodes. All arrays have shape (n,) unless said otherwise; coordinates are whole EPSG:27700 metres.

    `unit`: schools kept together (federations not released, must-links) share a unit number, every other school has
    one of its own; units are numbered by their lowest URN. A unit with members outside the nodes is just its nodes.
    `anchor`: schools locked to the same present cluster share a number >= 0, -1 = not locked. Schools of one anchor stay
    together *whatever the rules say of the pairs between them*, schools of two anchors stay apart, and an anchor is never
    unplaced: where no feasible cluster holds it, it stays as it is, and the checks report what it breaks.
    `apart`: (m, 2) node positions of pairs that must not share a cluster, i < j (keep-apart rules).
    `apart_rule`: (m,) the name of the rule of each such pair ("keep-apart", "barrier").
    `parted`: (t, 2) node positions of pairs locked together that a barrier keeps apart: no travel, `override_km` 0.
    `override`: (p, 2) node positions, i < j, with `override_km` (p,): travel that beats the straight line;
    `override_in_cap` (p,): whether that travel is within the cap, judged exactly in the unit it was given in.
    `straight_in_force`: where False, pairs that are not overridden are within no cap, and at least `least_km` apart.
    `related`: (r, 2) node positions, i < j, of existing relations (one federation or trust), each pair once.
    `present`: (q, 2) node positions, i < j, of pairs that share a cluster in the present plan.
    `locked_clusters`: how many locked clusters stand outside the problem and count for K.
    """

    rules: Rules
    urn: IntArray
    easting_m: IntArray
    northing_m: IntArray
    roll: IntArray
    to_place: BoolArray
    character: TextArray
    phase_group: TextArray
    la_code: TextArray
    diocese: TextArray
    unit: IntArray
    unit_rule: TextArray  # "federation" or "must-link" where the unit has several schools, else ""
    cap_exempt: BoolArray  # the pairs within such a unit are exempt from the cap
    size_exempt: BoolArray  # a cluster that holds such a unit is exempt from the size range
    anchor: IntArray
    apart: IntArray
    apart_rule: TextArray
    override: IntArray
    override_km: FloatArray
    override_in_cap: BoolArray
    related: IntArray
    present: IntArray
    locked_clusters: int = 0
    seed: int = 0
    straight_in_force: bool = True
    least_km: float = 0.0
    parted: IntArray = field(default_factory=lambda: np.empty((0, 2), dtype=np.int64))
    federation_unit: IntArray | None = None  # (n,) units of federations alone, where must-links bind some of them further

    def __len__(self) -> int:
        return len(self.urn)


class Ended(StrEnum):
    """How a run of the engine ended."""

    FINISHED = "finished"
    TIME = "time"
    CANCELLED = "cancelled"
    MEMORY = "memory"


@dataclass(frozen=True)
class ObjectiveParts:
    """The parts of what is kept small, in km. `soft` holds each soft term in force by its rule's name."""

    travel_km: float
    partnership_km: float
    soft: tuple[tuple[str, float], ...] = ()

    @property
    def total_km(self) -> float:
        """The objective."""
        return self.travel_km + self.partnership_km + sum(value for _, value in self.soft)

    @property
    def cost_km(self) -> float:
        """The contract's cost: travel and partnership cost, no soft term."""
        return self.travel_km + self.partnership_km


@dataclass(frozen=True)
class Unplaced:
    """Why a school stays unplaced: a code of the contract and one plain sentence."""

    urn: int
    code: str
    sentence: str


def gap_percent(cost_km: float, bound_km: float) -> float:
    """100 x (cost - bound) / cost, 0 where the cost is 0 (contract).

    >>> gap_percent(200.0, 199.0), gap_percent(0.0, 0.0)
    (0.5, 0.0)
    """
    return 0.0 if cost_km <= 0 else max(0.0, float(100.0 * (cost_km - bound_km) / cost_km))


@dataclass(frozen=True)
class Solution:
    """A partition: `clusters` are tuples of URNs, each ascending, sorted by their first URN.

    `unplaced_bound` is a whole number that no plan under these rules beats; `objective_bound_km` is what no plan with at
    most `unplaced` schools unplaced beats; `cost_bound_km` is the same bound for the cost without soft terms (equal to the
    former when none is in force). `feasible_clusters`: how many feasible clusters were written down; all of them where they
    are few, else those that had a chance.
    """

    clusters: tuple[tuple[int, ...], ...]
    parts: ObjectiveParts
    unplaced: int
    unplaced_bound: int
    objective_bound_km: float
    cost_bound_km: float
    ended: Ended
    feasible_clusters: int
    solve_seconds: float

    @property
    def gap_percent(self) -> float:
        """See `gap_percent`, of the objective."""
        return gap_percent(self.parts.total_km, self.objective_bound_km)

    @property
    def proven(self) -> bool:
        """Whether nothing better exists: unplaced equals its bound and the gap is at most 0.0001 %."""
        return bool(self.unplaced == self.unplaced_bound and self.gap_percent <= 0.0001)
