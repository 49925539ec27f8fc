"""Locks: setting and lifting them, and the refusals of everything that a lock holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import in_words, known_cluster, known_schools
from wolds.clustering.eligibility import Role
from wolds.clustering.plan import Cluster, PlanChange, Table


@dataclass(frozen=True)
class LockSchools:
    """Lock schools where they are (in their cluster, or out of every cluster), or lift their locks.

    Excluded schools of a wider selection are passed over: they cannot be placed anyway.
    """

    urns: tuple[int, ...]
    locked: bool

    def change(self, context: EditContext) -> PlanChange:
        """Set or lift the locks. `EditError` where no school is concerned, or where only its cluster's lock holds it."""
        urns = known_schools(context, self.urns)
        return _lock_schools(context, urns) if self.locked else _unlock_schools(context, urns)


def _lock_schools(context: EditContext, urns: tuple[int, ...]) -> PlanChange:
    plan = context.plan
    placeable = [urn for urn in urns if urn in plan.cluster_of or _role(context, urn) != Role.EXCLUDED]
    if not placeable:
        raise EditError(f"{in_words(context.schools, urns)}: left out of the plan, so there is nothing to lock.")
    fresh = [urn for urn in placeable if urn not in plan.school_locks]
    if not fresh:
        raise EditError(f"{in_words(context.schools, placeable)}: already locked.")
    draft = Draft(plan)
    for urn in fresh:
        draft.put(Table.SCHOOL_LOCKS, urn, plan.cluster_of.get(urn, ""))
    return draft.change(f"Lock {in_words(context.schools, fresh)}")


def _unlock_schools(context: EditContext, urns: tuple[int, ...]) -> PlanChange:
    held = [urn for urn in urns if urn in context.plan.school_locks]
    if not held:
        for urn in urns:
            cluster = context.plan.cluster_at(urn)
            if cluster and cluster.locked:
                name = context.schools.name_of(urn)
                raise EditError(f"{name} is held by the lock of {cluster.name}.", LockClusters((cluster.id,), False))
        raise EditError(f"{in_words(context.schools, urns)}: not locked.")
    draft = Draft(context.plan)
    for urn in held:
        draft.put(Table.SCHOOL_LOCKS, urn, None)
    return draft.change(f"Unlock {in_words(context.schools, held)}")


def _role(context: EditContext, urn: int) -> int:
    return int(context.standing.role[context.schools.position(urn)])


@dataclass(frozen=True)
class LockClusters:
    """Lock clusters, so that they gain and lose nothing, or lift their locks."""

    ids: tuple[str, ...]
    locked: bool

    def change(self, context: EditContext) -> PlanChange:
        """Set or lift the locks. `EditError` where every one of them is so already."""
        clusters = [known_cluster(context, key) for key in sorted(set(self.ids))]
        turning = [cluster for cluster in clusters if cluster.locked != self.locked]
        if not turning:
            raise EditError(f"{_clusters_in_words(clusters)}: {'already' if self.locked else 'not'} locked.")
        draft = Draft(context.plan)
        for cluster in turning:
            draft.put_cluster(replace(cluster, locked=self.locked))
        return draft.change(f"{'Lock' if self.locked else 'Unlock'} {_clusters_in_words(turning)}")


def _clusters_in_words(clusters: list[Cluster]) -> str:
    if not clusters:
        return "No cluster chosen"
    return clusters[0].name if len(clusters) == 1 else f"{len(clusters)} clusters"


@dataclass(frozen=True)
class LockAll:
    """Lock every cluster, or lift every lock of clusters and schools.

    Unplaced schools stay free, so that the next proposal may find them a place beside what is held.
    """

    locked: bool

    def change(self, context: EditContext) -> PlanChange:
        """Set or lift the locks. `EditError` where nothing would change."""
        draft = Draft(context.plan)
        for cluster in context.plan.clusters.values():
            draft.put_cluster(replace(cluster, locked=self.locked))
        if not self.locked:
            for urn in context.plan.school_locks:
                draft.put(Table.SCHOOL_LOCKS, urn, None)
        change = draft.change("Lock every cluster" if self.locked else "Lift every lock")
        if not change.records:
            raise EditError("There is no unlocked cluster." if self.locked else "Nothing is locked.")
        return change


def refuse_locked_schools(context: EditContext, urns: Iterable[int]) -> None:
    """`EditError` where one of the schools is held, by a lock of its own or of its cluster; it names the lock."""
    held = [urn for urn in urns if context.plan.is_locked(urn)]
    own = tuple(urn for urn in held if urn in context.plan.school_locks)
    for urn in held:
        cluster = context.plan.cluster_at(urn)
        if cluster and cluster.locked:
            refuse_locked_cluster(cluster)
    if own:
        raise EditError(_held_in_words(context, own), LockSchools(own, False))


def _held_in_words(context: EditContext, urns: tuple[int, ...]) -> str:
    if len(urns) > 1:
        return f"{in_words(context.schools, urns)} are locked where they are."
    cluster = context.plan.cluster_at(urns[0])
    where = f"in {cluster.name}" if cluster else "out of every cluster"
    return f"{context.schools.name_of(urns[0])} is locked {where}."


def refuse_locked_cluster(cluster: Cluster) -> None:
    """`EditError` where the cluster is locked."""
    if cluster.locked:
        message = f"{cluster.name} is locked: it gains and loses no school."
        raise EditError(message, LockClusters((cluster.id,), False))
