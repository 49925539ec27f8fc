"""Who is in which cluster: move, new, merge, split, dissolve. Broken rules only warn; locks and nonsense refuse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wolds.clustering.colouring import colour_for
from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_name, in_words, known_cluster, known_schools
from wolds.clustering.edits.locks import refuse_locked_cluster, refuse_locked_schools
from wolds.clustering.edits.standing import refuse_excluded
from wolds.clustering.naming import name_for
from wolds.clustering.plan import Cluster, Plan, PlanChange, Table


@dataclass(frozen=True)
class MoveSchools:
    """Move schools to a cluster, or out of every cluster (`to` None). Those already there are passed over."""

    urns: tuple[int, ...]
    to: str | None

    def change(self, context: EditContext) -> PlanChange:
        """Move them. `EditError` where a lock holds, a school is excluded, or all are there already."""
        urns = known_schools(context, self.urns)
        return _take_out(context, urns) if self.to is None else _move_in(context, urns, self.to)


def _take_out(context: EditContext, urns: tuple[int, ...]) -> PlanChange:
    moving = tuple(urn for urn in urns if urn in context.plan.cluster_of)
    if not moving:
        raise EditError(f"Already there: {in_words(context.schools, urns)} in no cluster.")
    refuse_locked_schools(context, moving)
    draft = Draft(context.plan)
    draft.take_out(moving)
    draft.forget_proposal()
    homes = {context.plan.cluster_of[urn] for urn in moving}
    where = context.plan.clusters[homes.pop()].name if len(homes) == 1 else f"{len(homes)} clusters"
    return draft.change(f"Take {in_words(context.schools, moving)} out of {where}")


def _move_in(context: EditContext, urns: tuple[int, ...], to: str) -> PlanChange:
    target = known_cluster(context, to)
    moving = tuple(urn for urn in urns if context.plan.cluster_of.get(urn) != to)
    if not moving:
        raise EditError(f"Already there: {in_words(context.schools, urns)} in {target.name}.")
    refuse_locked_schools(context, moving)
    refuse_locked_cluster(target)
    refuse_excluded(context, moving)
    draft = Draft(context.plan)
    draft.take_out(moving)
    draft.add(to, moving)
    draft.forget_proposal()
    return draft.change(f"Move {in_words(context.schools, moving)} to {target.name}")


@dataclass(frozen=True)
class NewCluster:
    """Make a cluster of schools, taken from wherever they are. Without a name it is called after its places."""

    urns: tuple[int, ...]
    name: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Make it. `EditError` where a lock holds, a school is excluded, or they are a cluster of their own already."""
        urns = known_schools(context, self.urns)
        refuse_locked_schools(context, urns)
        refuse_excluded(context, urns)
        home = context.plan.cluster_at(urns[0])
        if home and home.members == urns:
            raise EditError(f"Already there: these are the schools of {home.name}.")
        draft, fresh = _set_apart(context, urns, self.name)
        return draft.change(f"New {fresh.name} with {in_words(context.schools, urns)}")


@dataclass(frozen=True)
class SplitCluster:
    """Split a cluster: the schools named become a cluster of their own."""

    id: str
    urns: tuple[int, ...]

    def change(self, context: EditContext) -> PlanChange:
        """Split it. `EditError` where a lock holds, or where one part would be empty."""
        cluster = known_cluster(context, self.id)
        urns = known_schools(context, self.urns)
        for urn in urns:
            if urn not in cluster.members:
                raise EditError(f"{context.schools.name_of(urn)} is not in {cluster.name}.")
        if urns == cluster.members:
            raise EditError(f"Leave at least one school in {cluster.name}.")
        refuse_locked_schools(context, urns)
        draft, fresh = _set_apart(context, urns, "")
        return draft.change(f"Split {cluster.name}: {in_words(context.schools, urns)} to {fresh.name}")


def _set_apart(context: EditContext, urns: tuple[int, ...], name: str) -> tuple[Draft, Cluster]:
    fresh = fresh_cluster(context, urns, name)
    draft = Draft(context.plan)
    draft.take_out(urns)
    draft.put_cluster(fresh)
    draft.forget_proposal()
    return draft, fresh


def fresh_cluster(context: EditContext, urns: tuple[int, ...], name: str = "") -> Cluster:
    """A cluster of these schools with the next id and number, a name of its own and a colour that its neighbours lack."""
    taken = [cluster.name for cluster in context.plan.clusters.values()]
    if name.strip():
        name = clean_name(name, "cluster")
        if name.casefold() in {other.casefold() for other in taken}:
            raise EditError(f"There is another cluster called {name}.")
    number = next_number(context.plan)
    return Cluster(
        id=cluster_id(number),
        number=number,
        name=name.strip() or name_for(context.schools, urns, taken),
        members=tuple(sorted(urns)),
        colour=colour_for(context.schools, urns, context.plan.clusters.values()),
    )


def next_number(plan: Plan) -> int:
    """The number of the next new cluster: above every number and id in use or remembered, so that label and id agree."""
    pointing = [record.cluster for record in plan.associates.values()] + [fact.cluster for fact in plan.confidential.values()]
    known = (*plan.clusters, *plan.partnerships, *(key for key in pointing if key))
    in_ids = (int(key[1:]) for key in known if key[1:].isdecimal())
    return max([0, *in_ids, *(cluster.number for cluster in plan.clusters.values())]) + 1


def cluster_id(number: int) -> str:
    """The id that goes with a number.

    >>> cluster_id(7)
    'C007'
    """
    return f"C{number:03d}"


@dataclass(frozen=True)
class MergeClusters:
    """Merge clusters into one of them: `into`, else the one with most schools (then the lowest number).

    What was noted on the others is kept in its note.
    """

    ids: tuple[str, ...]
    into: str | None = None

    def change(self, context: EditContext) -> PlanChange:
        """Merge them. `EditError` for a cluster with itself, and where a lock holds."""
        clusters = [known_cluster(context, key) for key in sorted({*self.ids, *([self.into] if self.into else [])})]
        if len(clusters) < 2:
            raise EditError("Choose two different clusters to merge.")
        kept = context.plan.clusters[self.into] if self.into else min(clusters, key=lambda c: (-len(c.members), c.number))
        going = [cluster for cluster in clusters if cluster.id != kept.id]
        for cluster in (kept, *going):
            refuse_locked_cluster(cluster)
        refuse_locked_schools(context, [urn for cluster in going for urn in cluster.members])
        draft = Draft(context.plan)
        for cluster in going:
            draft.put(Table.CLUSTERS, cluster.id, None)
        members = sorted(urn for cluster in clusters for urn in cluster.members)
        draft.put_cluster(replace(kept, members=tuple(members), note=_joined_notes(kept, going)))
        draft.forget_proposal()
        names = going[0].name if len(going) == 1 else f"{len(going)} clusters"
        return draft.change(f"Merge {names} into {kept.name}")


def _joined_notes(kept: Cluster, going: list[Cluster]) -> str:
    parts = [kept.note, *(f"{cluster.name}: {cluster.note}" for cluster in going if cluster.note)]
    return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class DissolveCluster:
    """Take a cluster apart: its schools are in no cluster."""

    id: str

    def change(self, context: EditContext) -> PlanChange:
        """Dissolve it. `EditError` where a lock holds it or one of its schools."""
        cluster = known_cluster(context, self.id)
        refuse_locked_schools(context, cluster.members)
        draft = Draft(context.plan)
        draft.put(Table.CLUSTERS, cluster.id, None)
        draft.forget_proposal()
        note = f" (note: {cluster.note})" if cluster.note else ""
        return draft.change(f"Dissolve {cluster.name}{note}")
