"""Which cluster a cell means: an id, a name, a number, or one that is new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from wolds.clustering.plan import Plan
from wolds.clustering.taking_back.tables import CLUSTERS, Table, comparable, said

_LIKE_AN_ID: Final = re.compile(r"^[a-z]?[0-9]{1,7}$")


@dataclass(frozen=True)
class Place:
    """A cluster of the plan by its id, a new one by its mark and name, or none. `fault` says why no cluster is meant.

    `leads`: of a new cluster, the school leads it.
    """

    id: str = ""
    new: str = ""
    name: str = ""
    fault: str = ""
    leads: bool = False


@dataclass(frozen=True, eq=False)
class Places:
    """The clusters that cells may speak of: those of the plan, under the names of plan and sheets."""

    plan: Plan
    ids: Mapping[str, str]  # as it is compared -> id
    names: Mapping[str, str]
    fresh_names: Mapping[str, str]  # the mark of a new cluster -> the name that the sheet Clusters gives it

    @classmethod
    def of(cls, plan: Plan, base: Mapping[str, Table], edited: Mapping[str, Table]) -> Self:
        """Names that a colleague gave go before those that went out, and those before ours of now."""
        ids = {key.casefold(): key for key in plan.clusters}
        gone = [row.cell("Cluster") for row in base[CLUSTERS].rows] if CLUSTERS in base else []
        ids |= {key.casefold(): key for key in gone if key.casefold() not in ids}
        names = {comparable(cluster.name).casefold(): key for key, cluster in sorted(plan.clusters.items())}
        fresh: dict[str, str] = {}
        for tables in (base, edited):
            for row in tables[CLUSTERS].rows if CLUSTERS in tables else ():
                mark, name = comparable(row.cell("Cluster")).casefold(), said(row.cell("Name"))
                if mark in ids and name:
                    names[comparable(name).casefold()] = ids[mark]
                elif mark:
                    fresh[mark] = name
        return cls(plan, ids, {name: key for name, key in names.items() if name}, fresh)

    def meant(self, text: str) -> Place:
        """What the cell of a cluster means."""
        words = comparable(text).casefold()
        if words in self.ids:
            return self._known(self.ids[words])
        if words in self.names:
            return self._known(self.names[words])
        if words.isdecimal():
            found = [key for key, cluster in sorted(self.plan.clusters.items()) if cluster.number == int(words)]
            if len(found) == 1:
                return Place(id=found[0])
        return Place(new=words, name=self._fresh_name(words, text))

    def named(self, text: str) -> Place:
        """What the cell of a cluster's name means."""
        words = comparable(text).casefold()
        return self._known(self.names[words]) if words in self.names else Place(new=words, name=" ".join(said(text).split()))

    def _known(self, key: str) -> Place:
        if key in self.plan.clusters:
            return Place(id=key)
        return Place(fault=f"the cluster {key} is no longer in the plan")

    def _fresh_name(self, words: str, text: str) -> str:
        """A new cluster is called as the sheet Clusters says, else by what stands in the cell where that is no number."""
        if self.fresh_names.get(words):
            return self.fresh_names[words]
        return "" if _LIKE_AN_ID.match(words) else " ".join(said(text).split())

    def name_of(self, place: Place) -> str:
        """What a place is called."""
        if place.id:
            return self.plan.clusters[place.id].name or place.id
        return f"a new cluster{' ' + place.name if place.name else ''}" if place.new else "no cluster"
