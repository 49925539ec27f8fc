"""The live figures of clusters and plans, and the violations that checks find: what tables, tree, map and status bar show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """A broken rule. `rule` is the rule's name in the rules document (or "federation"), `value` and `limit` are in `unit`.

    `key` is stable for the same fault (rule, cluster members concerned), so that an accepted warning stays accepted until
    the fault itself changes. `sentence` is plain English for the window and the reports.
    """

    rule: str
    cluster: str  # cluster id; "" where the fault is the plan's
    urns: tuple[int, ...]
    value: float | None
    limit: float | None
    unit: str  # "km", "min", "schools", "pupils", "clusters", ""
    sentence: str

    @property
    def key(self) -> str:
        """Names the fault: rule and schools concerned."""
        return f"{self.rule}:{'+'.join(map(str, self.urns))}"


@dataclass(frozen=True)
class ClusterFigures:
    """Figures of one cluster. Travel is the effective travel (overrides and barriers included) in straight-line km.

    Two schools that a barrier keeps apart have no travel: such a pair stands in `parted`, and in no figure of travel. A pair
    whose travel nobody knows is in neither.
    """

    cluster: str
    schools: int
    pupils: int
    roll_unknown: int  # schools whose roll is unknown: not in `pupils`
    longest_km: float
    longest_pair: tuple[int, int] | None
    mean_km: float  # mean over the pairs that count
    pairs: int  # how many pairs count
    parted: int  # pairs that a barrier keeps apart
    cost_km: float  # the contract's cost under the plan's objective, partnership cost included
    lead: int | None  # the chosen lead, else the contract's
    church: int
    community: int
    other_faith: int
    character_unknown: int
    las: tuple[str, ...]
    dioceses: tuple[str, ...]  # blanks left out
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class PlanFigures:
    """Figures of a whole plan. `parted` counts the pairs of a cluster that a barrier keeps apart: none of the km holds them."""

    read: int
    to_place: int
    placed: int
    unplaced: int
    optional_joined: int
    excluded: int
    clusters: int
    pupils_placed: int
    cost_km: float
    longest_km: float
    mean_km: float  # mean travel over the pairs of all clusters that count
    parted: int
    violations: int
    accepted: int
