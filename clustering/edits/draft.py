"""A plan being changed: what an edit writes down before it becomes a `PlanChange`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from wolds.clustering.partnership.records import Partnership
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
        self._remember_gone_clusters()
        records = []
        for (table, key), after in self._after.items():
            before = self._plan.table(table).get(key)
            if before != after:
                records.append(RecordChange(table, key, before, after))
        return PlanChange(text, tuple(records))

    def _remember_gone_clusters(self) -> None:
        """What was said of a cluster that goes is kept under its name: nothing that a person typed is lost."""
        gone = [key for (table, key), after in self._after.items() if table == Table.CLUSTERS and after is None]
        for key in map(str, gone):
            before = self._plan.clusters.get(key)
            if before is not None and _is_named(self._plan, key):
                known = self.get(Table.PARTNERSHIPS, key) or Partnership()
                fields = {"former_name": before.name, "former_members": before.members}
                self.put(Table.PARTNERSHIPS, key, known.model_copy(update=fields))


def _is_named(plan: Plan, key: str) -> bool:
    """Whether something beside its schools is known of a cluster, or points to it."""
    pointing = [record.cluster for record in plan.associates.values()] + [fact.cluster for fact in plan.confidential.values()]
    return key in plan.partnerships or key in pointing


def with_members(cluster: Cluster, members: Iterable[int]) -> Cluster:
    """The cluster with other members; a chosen lead that left is no lead."""
    ordered = tuple(sorted(members))
    return replace(cluster, members=ordered, lead=cluster.lead if cluster.lead in ordered else None)
