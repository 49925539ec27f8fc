"""The rules that only a whole plan can break: groups kept together, and the number of clusters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from wolds.clustering.eligibility import Standing
from wolds.clustering.existing import FEDERATION, Group, kept_together
from wolds.clustering.facts import Facts
from wolds.clustering.figures import Violation
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import Rules
from wolds.clustering.wording import listed
from wolds.geo.schools import Schools

Home = Callable[[int], str | None]
"""The cluster id of a school, None where it is in none."""


@dataclass(frozen=True, eq=False)
class Togetherness:
    """The groups that the rules keep together, and the groups of each school."""

    groups: tuple[Group, ...]
    facts: Facts

    @classmethod
    def of(cls, schools: Schools, standing: Standing, facts: Facts, rules: Rules) -> Self:
        """The groups of two or more schools that are to be placed or optional."""
        return cls(tuple(group for group in kept_together(schools, standing, rules) if len(group.urns) > 1), facts)

    @cached_property
    def of_school(self) -> Mapping[int, tuple[int, ...]]:
        """Numbers of the groups of each school that is in any."""
        found: dict[int, tuple[int, ...]] = {}
        for number, group in enumerate(self.groups):
            for urn in group.urns:
                found[urn] = (*found.get(urn, ()), number)
        return found

    def touched_by(self, urns: set[int]) -> set[int]:
        """Numbers of the groups that hold any of these schools."""
        return {number for urn in urns for number in self.of_school.get(urn, ())} if self.groups else set()

    def check(self, number: int, home: Home, clusters: Mapping[str, Cluster]) -> Violation | None:
        """The fault of a group whose schools neither share a cluster nor are all unplaced; None where it is whole."""
        group = self.groups[number]
        where: dict[str | None, list[str]] = {}
        for urn in group.urns:
            where.setdefault(home(urn), []).append(self.facts.school(urn))
        if len(where) < 2:
            return None
        parts = [f"{listed(names)} {_place(key, clusters)}" for key, names in where.items()]
        is_named = group.rule == FEDERATION or group.relation is not None
        what = f"{group.name[:1].upper()}{group.name[1:]} is split" if is_named else f"{group.name} belong together"
        why = f" ({group.reason})" if group.reason else ""
        return Violation(group.rule, "", group.urns, None, None, "", f"{what}{why}: {listed(parts)}")


def _place(key: str | None, clusters: Mapping[str, Cluster]) -> str:
    return "in no cluster" if key is None else f"in {clusters[key].name or key}"


def check_count(count: int, rules: Rules) -> tuple[Violation, ...]:
    """Whether there are more clusters than allowed; locked ones count too."""
    if rules.max_clusters is None or count <= rules.max_clusters:
        return ()
    sentence = f"{count} cluster{'' if count == 1 else 's'}, at most {rules.max_clusters}"
    return (Violation("max-clusters", "", (), count, rules.max_clusters, "clusters", sentence),)
