"""Taking parts of another officer's plan over: their clusters in place of ours, and what they say of a partnership."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import known_cluster, known_schools
from wolds.clustering.edits.idea import NOTHING_SAID
from wolds.clustering.edits.locks import refuse_locked_schools
from wolds.clustering.edits.standing import refuse_excluded
from wolds.clustering.naming import free_name
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.plan import Cluster, PlanChange, Table


@dataclass(frozen=True)
class TheirCluster:
    """A cluster of another plan with what is said of it. `members` are ascending URNs."""

    members: tuple[int, ...]
    name: str
    note: str = ""
    lead: int | None = None
    partnership: Partnership = NOTHING_SAID


@dataclass(frozen=True)
class TakeClusters:
    """Put schools where another plan has them: those of `schools` that are in none of `clusters` are in no cluster then.

    Present clusters go on under their identity where they share most schools; other schools of theirs stay in them.
    """

    schools: tuple[int, ...]
    clusters: tuple[TheirCluster, ...]
    source: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Take them over. `EditError` for unknown, locked or excluded schools, and where nothing would change."""
        from wolds.clustering.heirs import with_heirs  # heirs needs the edits, so it comes after them

        schools = known_schools(context, self.schools)
        moving = {urn for urn in schools if context.plan.cluster_of.get(urn) is not None}
        moving |= {urn for cluster in self.clusters for urn in cluster.members}
        refuse_locked_schools(context, tuple(sorted(moving)))
        refuse_excluded(context, tuple(sorted(urn for cluster in self.clusters for urn in cluster.members)))
        clusters = with_heirs(context, self._placed(context))
        draft = Draft(context.plan)
        for key in context.plan.clusters.keys() - {cluster.id for cluster in clusters}:
            draft.put(Table.CLUSTERS, key, None)
        theirs = {cluster.members: cluster for cluster in self.clusters}
        names = {cluster.name.casefold() for cluster in clusters if cluster.members not in theirs}
        for cluster in clusters:
            names.add(_put(draft, cluster, theirs.get(cluster.members), names).casefold())
        draft.forget_proposal()
        change = draft.change(self._text())
        if not any(change.of(Table.CLUSTERS)):
            raise EditError("These clusters are so already.")
        return change

    def _placed(self, context: EditContext) -> list[tuple[int, ...]]:
        released = set(self.schools)
        present = (cluster.members for cluster in context.plan.clusters.values() if not cluster.locked)
        rest = (tuple(urn for urn in members if urn not in released) for members in present)
        return [*(members for members in rest if members), *(cluster.members for cluster in self.clusters)]

    def _text(self) -> str:
        names = ", ".join(cluster.name or "a cluster" for cluster in self.clusters) or "schools left without a cluster"
        return f"Take over {names}{f' from {self.source}' if self.source else ''}"


def _put(draft: Draft, cluster: Cluster, theirs: TheirCluster | None, names: set[str]) -> str:
    """Put a cluster, with what theirs say of it where it is one of theirs; gives its name, which is none of `names`."""
    if theirs is not None:
        name = theirs.name or cluster.name
        name = free_name(name, names) if name.casefold() in names else name
        lead = cluster.lead if theirs.lead is None else theirs.lead
        cluster = replace(cluster, name=name, note=theirs.note or cluster.note, lead=lead)
        if theirs.partnership != NOTHING_SAID:
            draft.put(Table.PARTNERSHIPS, cluster.id, theirs.partnership)
    draft.put_cluster(cluster)
    return cluster.name


@dataclass(frozen=True)
class SetPartnership:
    """Put what another plan says of a partnership in place of what is known of it."""

    id: str
    partnership: Partnership

    def change(self, context: EditContext) -> PlanChange:
        """Set it. `EditError` for an unknown cluster, and where it is so already."""
        cluster = known_cluster(context, self.id)
        draft = Draft(context.plan)
        draft.put(Table.PARTNERSHIPS, self.id, None if self.partnership == NOTHING_SAID else self.partnership)
        change = draft.change(f"Take over what is said of the partnership {cluster.name}")
        if not change.records:
            raise EditError(f"{cluster.name}: it is so already.")
        return change
