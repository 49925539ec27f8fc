"""A plan being changed: what an edit writes down before it becomes a `PlanChange`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from wolds.clustering.plan import Cluster, Key, Plan, PlanChange, Record, RecordChange, Table

LAST_PROPOSAL: Final = "last"
"""The key under which `Table.PROPOSALS` keeps what the engine said of the present plan."""


class Draft:
    """Collects the records that an edit changes, and holds the house rules of membership.

    An emptied cluster vanishes; a cluster that loses its lead school has no chosen lead any more.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._after: dict[tuple[Table, Key], Record] = {}

    def get(self, table: Table, key: Key) -> Record:
        """A record as the draft stands, None where it is not there."""
        if (table, key) in self._after:
            return self._after[table, key]
        return self._plan.table(table).get(key)

    def put(self, table: Table, key: Key, after: Record) -> None:
        """Set a record; None takes it away."""
        self._after[table, key] = after

    def put_cluster(self, cluster: Cluster) -> None:
        """Set a cluster, or take it away where it has no members."""
        self.put(Table.CLUSTERS, cluster.id, cluster if cluster.members else None)

    def take_out(self, urns: Iterable[int]) -> None:
        """Take schools out of the clusters they are in."""
        leaving = set(urns)
        homes = {self._plan.cluster_of[urn] for urn in leaving if urn in self._plan.cluster_of}
        for home in sorted(homes):
            cluster: Cluster | None = self.get(Table.CLUSTERS, home)
            if cluster is not None:
                self.put_cluster(with_members(cluster, set(cluster.members) - leaving))

    def add(self, cluster_id: str, urns: Iterable[int]) -> None:
        """Add schools to a cluster; they must have been taken out of theirs."""
        cluster: Cluster = self.get(Table.CLUSTERS, cluster_id) or self._plan.clusters[cluster_id]
        self.put_cluster(with_members(cluster, {*cluster.members, *urns}))

    def forget_proposal(self) -> None:
        """What the engine said no longer describes the plan."""
        if self._plan.proposals:
            self.put(Table.PROPOSALS, LAST_PROPOSAL, None)

    def change(self, text: str) -> PlanChange:
        """The change: every record that differs from the plan."""
        records = []
        for (table, key), after in self._after.items():
            before = self._plan.table(table).get(key)
            if before != after:
                records.append(RecordChange(table, key, before, after))
        return PlanChange(text, tuple(records))


def with_members(cluster: Cluster, members: Iterable[int]) -> Cluster:
    """The cluster with other members; a chosen lead that left is no lead."""
    ordered = tuple(sorted(members))
    return replace(cluster, members=ordered, lead=cluster.lead if cluster.lead in ordered else None)
