"""What the tree knows: the plan, its figures, and which clusters and schools a search and an order give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from wolds.clustering.eligibility import Standing
from wolds.clustering.figures import ClusterFigures, Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan
from wolds.clustering.travel import by_words, in_minutes, supplied_words
from wolds.geo.schools import Schools
from wolds.widgets.common.school_texts import SchoolTexts, texts_of

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

_REMEMBERED: Final = 20_000  # clusters: some plans of a whole country


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
    _ordered: dict[tuple[tuple[int, ...], Order | None], list[int]] = field(default_factory=dict, repr=False)

    def remember(self, other: TreeFacts) -> None:
        """Take over the orders in which another plan of the same register put its schools: they hang on names and rolls."""
        self._ordered = other._ordered

    @cached_property
    def texts(self) -> SchoolTexts:
        """The texts of the register."""
        return texts_of(self.schools)

    @property
    def in_minutes(self) -> bool:
        """Whether travel is shown in estimated minutes: the cap is given in them."""
        return in_minutes(self.plan.rules)

    @property
    def supplied(self) -> str:
        """What travel is measured in where another provider's is in force, "" by the straight line."""
        return supplied_words(self.schools.supplied, self.plan.rules)

    @property
    def by(self) -> str:
        """By what one travels where that is not the straight line: "by road, OSM July 2022"; "" where it is."""
        return "" if self.schools.supplied is None else by_words(self.schools.supplied)

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

    def groups(self) -> dict[str, list[int]]:
        """The groups to show with their schools, in order, the unplaced last."""
        keys = [cluster.id for cluster in sorted(self.plan.clusters.values(), key=self.place)]
        found = {key: self.members(key) for key in (*keys, UNPLACED)}
        return {key: members for key, members in found.items() if self.shows(key, members)}

    def shows(self, key: str, members: list[int]) -> bool:
        """Whether a group is to be shown: it or one of its schools fits the search; the unplaced only where there are any."""
        return bool(members) or (key != UNPLACED and self._fits(key))

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
        if key == UNPLACED:
            return sorted(urns, key=self._school_place) if self.order[0] == "roll" else list(urns)
        return list(self._in_order(tuple(urns)))

    def _in_order(self, urns: tuple[int, ...]) -> Sequence[int]:
        """Members in order, remembered: when clusters are sorted by another figure, most schools stay as they are."""
        key = (urns, self.order if self.order[0] == "roll" else None)
        if key not in self._ordered:
            if len(self._ordered) > _REMEMBERED:
                self._ordered.clear()
            self._ordered[key] = sorted(urns, key=self._school_place)
        return self._ordered[key]

    def _unplaced(self) -> list[int]:
        home = self.plan.cluster_of
        return [urn for urn in self._to_place if urn not in home]

    @cached_property
    def _to_place(self) -> list[int]:
        """The schools to be placed, by name."""
        urns: list[int] = self.schools.urn[self.texts.by_name(np.flatnonzero(self.standing.to_place))].tolist()
        return urns

    def _fits(self, key: str) -> bool:
        cluster = self.plan.clusters[key]
        text = f"{cluster.number} {cluster.name}".casefold()
        return all(word in text for word in self.words)

    def _school_fits(self, urn: int) -> bool:
        row = self.texts.rows.get(urn)
        return row is not None and all(word in self.texts.haystack[row] for word in self.words)

    def _school_place(self, urn: int) -> tuple[float, float, int]:
        key, down = self.order
        roll = self.roll(urn) if key == "roll" else 0.0
        row = self.texts.rows.get(urn)
        name = np.inf if row is None else float(self.texts.ranks("name")[row])
        return (np.inf if np.isnan(roll) else -roll if down else roll, name, urn)

    def roll(self, urn: int) -> float:
        """The roll of a school, NaN where unknown."""
        row = self.texts.rows.get(urn)
        return float("nan") if row is None else float(self.schools.roll[row])

    def groups_of(self, urns: Iterable[int]) -> set[str]:
        """The groups in which schools stand; those that are in none are passed over."""
        return {self.plan.cluster_of.get(urn, UNPLACED) for urn in urns}
