"""What the tree knows: the plan, its figures, and which clusters and schools a search and an order give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from wolds.clustering.eligibility import Standing
from wolds.clustering.figures import ClusterFigures, Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan
from wolds.clustering.travel import in_minutes
from wolds.geo.schools import Schools

UNPLACED: Final = ""
"""The key of the group of schools that are in no cluster; every other group is known by its cluster's id."""

Order = tuple[str, bool]
"""The key of a column, and whether it runs downwards."""

_MEASURES: Final[Mapping[str, Callable[[ClusterFigures], float]]] = {
    "schools": lambda figures: figures.schools,
    "roll": lambda figures: figures.pupils,
    "longest": lambda figures: figures.longest_km,
    "mean": lambda figures: figures.mean_km,
    "mix": lambda figures: min(figures.church, figures.community),
}


@dataclass(eq=False)
class TreeFacts:
    """Schools, standing, plan and figures behind the tree."""

    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard
    reasons: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    order: Order = ("cluster", False)

    @property
    def in_minutes(self) -> bool:
        """Whether travel is shown in estimated minutes: the cap is given in them."""
        return in_minutes(self.plan.rules)

    def figures(self, key: str) -> ClusterFigures:
        """The figures of a cluster."""
        return self.scoreboard.clusters[key]

    def open_warnings(self, key: str) -> tuple[Violation, ...]:
        """The broken rules of a cluster that nobody has accepted."""
        return tuple(fault for fault in self.figures(key).violations if fault.key not in self.plan.accepted)

    def lead(self, key: str) -> int | None:
        """The lead school of a cluster: the one chosen, else the one that the rule gives."""
        return self.plan.clusters[key].lead or self.figures(key).lead

    # Which groups and schools, in which order --------------------------------------------------------------------

    def groups(self) -> list[str]:
        """The groups to show, in order, the unplaced last."""
        found = [cluster.id for cluster in sorted(self.plan.clusters.values(), key=self.place) if self.shows(cluster.id)]
        return [*found, UNPLACED] if self.shows(UNPLACED) else found

    def shows(self, key: str) -> bool:
        """Whether a group is to be shown: it or one of its schools fits the search; the unplaced only where there are any."""
        return bool(self.members(key)) or (key != UNPLACED and self._fits(key))

    def place(self, cluster: Cluster) -> tuple[float, int]:
        """Where a cluster stands in the order."""
        key, down = self.order
        if key == "cluster":
            return (0.0, -cluster.number if down else cluster.number)
        value = float(len(self.open_warnings(cluster.id)) if key == "warnings" else _MEASURES[key](self.figures(cluster.id)))
        return (np.inf if np.isnan(value) else -value if down else value, cluster.number)

    def members(self, key: str) -> list[int]:
        """The schools of a group that fit the search (all of them where the cluster itself does), in order."""
        urns = self._unplaced() if key == UNPLACED else self.plan.clusters[key].members
        if self.words and not (key != UNPLACED and self._fits(key)):
            urns = [urn for urn in urns if self._school_fits(urn)]
        return sorted(urns, key=self._school_place)

    def _unplaced(self) -> list[int]:
        home = self.plan.cluster_of
        return [urn for urn in self.schools.urn[self.standing.to_place].tolist() if urn not in home]

    def _fits(self, key: str) -> bool:
        cluster = self.plan.clusters[key]
        text = f"{cluster.number} {cluster.name}".casefold()
        return all(word in text for word in self.words)

    def _school_fits(self, urn: int) -> bool:
        if urn not in self.schools:
            return False
        row = self.schools.position(urn)
        text = f"{self.schools.text('name')[row]} {self.schools.text('town')[row]} {urn}".casefold()
        return all(word in text for word in self.words)

    def _school_place(self, urn: int) -> tuple[Any, ...]:
        key, down = self.order
        roll = self.roll(urn) if key == "roll" else 0.0
        return (np.inf if np.isnan(roll) else -roll if down else roll, self.schools.name_of(urn).casefold(), urn)

    def roll(self, urn: int) -> float:
        """The roll of a school, NaN where unknown."""
        return float(self.schools.roll[self.schools.position(urn)]) if urn in self.schools else float("nan")

    def groups_of(self, urns: Iterable[int]) -> set[str]:
        """The groups in which schools stand; those that are in none are passed over."""
        return {self.plan.cluster_of.get(urn, UNPLACED) for urn in urns}
