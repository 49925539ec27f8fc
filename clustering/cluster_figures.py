"""The judge of clusters: knows schools, filter and rules, and remembers the figures of every cluster it has seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

from wolds.clustering.checks import Case, Law
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.facts import Facts
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.many_clusters import figures_of_all
from wolds.clustering.one_cluster import figures_of
from wolds.clustering.plan import Cluster
from wolds.clustering.plan_checks import Togetherness
from wolds.clustering.rules import Rules
from wolds.clustering.travel import travel_of
from wolds.geo.schools import Schools

_REMEMBERED: Final = 30_000  # some plans of a whole country
_ONE_BY_ONE: Final = 12
"""So few clusters are quicker worked out one by one."""


@dataclass(frozen=True, eq=False)
class Judge:
    """Judges clusters of one table of schools under one filter and one set of rules, and remembers the last verdicts."""

    schools: Schools
    standing: Standing
    law: Law
    together: Togetherness
    _known: dict[tuple[str, tuple[int, ...], int | None], ClusterFigures] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, schools: Schools, standing: Standing, rules: Rules) -> Self:
        """Look up once what every cluster needs."""
        return cls._with(schools, standing, Facts.of(schools, standing), rules)

    @classmethod
    def _with(cls, schools: Schools, standing: Standing, facts: Facts, rules: Rules) -> Self:
        law = Law.of(rules, facts, travel_of(schools, rules))
        return cls(schools, standing, law, Togetherness.of(schools, standing, facts, rules))

    @cached_property
    def to_place(self) -> int:
        """How many schools are to be placed."""
        return self.law.facts.role.count(Role.TO_PLACE)

    @cached_property
    def excluded(self) -> int:
        """How many schools of the table are excluded."""
        return self.law.facts.role.count(Role.EXCLUDED) - 1  # the last entry stands for unknown schools

    def under(self, rules: Rules, standing: Standing | None = None) -> Judge:
        """The judge of the same schools under other rules, and under another filter where one is given."""
        if standing is None or standing is self.standing:
            return Judge._with(self.schools, self.standing, self.law.facts, rules)
        return Judge._with(self.schools, standing, self.law.facts.under(standing), rules)

    def figures(self, cluster: Cluster) -> ClusterFigures:
        """All figures of a cluster. They hang on its id, members and lead school: nothing else is asked."""
        found = self._known.get(_key(cluster))
        if found is None:
            self._learn([(cluster, figures_of(Case.of(self.law, cluster)))])
            found = self._known[_key(cluster)]
        return found

    def judge_all(self, clusters: Iterable[Cluster]) -> None:
        """Work out the figures of clusters that are not known yet, all at once; `figures` then has them."""
        fresh = [cluster for cluster in clusters if _key(cluster) not in self._known]
        if len(fresh) > _ONE_BY_ONE:
            self._learn(figures_of_all(self.law, fresh))

    def _learn(self, found: Iterable[tuple[Cluster, ClusterFigures]]) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known.update((_key(cluster), figures) for cluster, figures in found)


def _key(cluster: Cluster) -> tuple[str, tuple[int, ...], int | None]:
    return cluster.id, cluster.members, cluster.lead
