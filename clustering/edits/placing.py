"""Many schools put into clusters at once, many clusters renamed at once, words added to notes: what an edited sheet brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.edits.details import RenameCluster, SetClusterNote, SetLead, SetSchoolNote
from wolds.clustering.edits.draft import Draft, with_members
from wolds.clustering.edits.guards import clean_name, known_cluster, known_schools
from wolds.clustering.edits.locks import refuse_locked_cluster, refuse_locked_schools
from wolds.clustering.edits.membership import NewCluster
from wolds.clustering.edits.standing import refuse_excluded
from wolds.clustering.edits.together import after, joined
from wolds.clustering.plan import PlanChange
from wolds.clustering.wording import schools_text


@dataclass(frozen=True)
class Placing:
    """Where a school is to be: in the cluster of that id (`to`), in a new one (`new`, its mark), or in none.

    Schools with one mark share a new cluster, called `name` where one of them has it. `leads`: the school leads the new one.
    """

    urn: int
    to: str = ""
    new: str = ""
    name: str = ""
    leads: bool = False


@dataclass(frozen=True)
class PlaceSchools:
    """Put schools where they are to be, all at once: two clusters can swap their schools."""

    placings: tuple[Placing, ...]

    def change(self, context: EditContext) -> PlanChange:
        """Place them. `EditError` where a lock holds, a school is unknown, excluded or named twice, or all are there."""
        known_schools(context, (one.urn for one in self.placings))
        if len({one.urn for one in self.placings}) < len(self.placings):
            raise EditError("A school is to be in two places.")
        changes = [self._moved(context)]
        for edit in self._new_clusters():
            context_then = after(context, joined("", changes))
            changes += [step.change(context_then) for step in _made(context_then, *edit)]
        change = joined(f"Place {schools_text(len(self.placings))}", changes)
        if not change.records:
            raise EditError("They are there already.")
        return change

    def _moved(self, context: EditContext) -> PlanChange:
        """Schools that go to clusters there are, or to none."""
        plan, draft = context.plan, Draft(context.plan)
        moving = {one.urn: one.to for one in self.placings if not one.new and plan.cluster_of.get(one.urn, "") != one.to}
        refuse_locked_schools(context, sorted(moving))
        for target in sorted(set(moving.values()) - {""}):
            refuse_locked_cluster(known_cluster(context, target))
        refuse_excluded(context, tuple(sorted(urn for urn, target in moving.items() if target)))
        for key in sorted({plan.cluster_of[urn] for urn in moving if urn in plan.cluster_of} | set(moving.values()) - {""}):
            staying = [urn for urn in plan.clusters[key].members if urn not in moving]
            coming = [urn for urn, target in moving.items() if target == key]
            draft.put_cluster(with_members(plan.clusters[key], (*staying, *coming)))
        if moving:
            draft.forget_proposal()
        return draft.change("")

    def _new_clusters(self) -> Iterator[tuple[tuple[int, ...], str, int | None]]:
        """The schools, name and lead of each new cluster."""
        for mark in dict.fromkeys(one.new for one in self.placings if one.new):
            those = [one for one in self.placings if one.new == mark]
            lead = next((one.urn for one in those if one.leads), None)
            yield tuple(sorted(one.urn for one in those)), next((one.name for one in those if one.name), ""), lead


def _made(context: EditContext, urns: tuple[int, ...], name: str, lead: int | None) -> list[Edit]:
    """The steps that make a cluster; schools that are a cluster of their own already only get its name."""
    home = context.plan.cluster_at(urns[0])
    if home is not None and home.members == urns:
        return [RenameCluster(home.id, name)] if name and name != home.name else []
    return [NewCluster(urns, name)] if lead is None else [_NewWithLead(urns, name, lead)]


@dataclass(frozen=True)
class _NewWithLead:
    urns: tuple[int, ...]
    name: str
    lead: int

    def change(self, context: EditContext) -> PlanChange:
        """Make the cluster and choose its lead."""
        made = NewCluster(self.urns, self.name).change(context)
        then = after(context, made)
        return joined(made.text, (made, SetLead(then.plan.cluster_of[self.lead], self.lead).change(then)))


@dataclass(frozen=True)
class RenameClusters:
    """Give clusters other names, all at once: two of them can swap theirs. `names` are pairs of id and name."""

    names: tuple[tuple[str, str], ...]

    def change(self, context: EditContext) -> PlanChange:
        """Rename them. `EditError` for an unknown cluster, an empty name, and one that two clusters would have."""
        draft, final = Draft(context.plan), {key: cluster.name for key, cluster in context.plan.clusters.items()}
        for key, wanted in self.names:
            cluster, final[key] = known_cluster(context, key), clean_name(wanted, "cluster")
            draft.put_cluster(replace(cluster, name=final[key]))
        taken: set[str] = set()
        for name in final.values():
            if name.casefold() in taken:
                raise EditError(f"Two clusters would be called {name}.")
            taken.add(name.casefold())
        change = draft.change(f"Rename {len(self.names)} clusters" if len(self.names) > 1 else f"Rename to {self.names[0][1]}")
        if not change.records:
            raise EditError("They are called so already.")
        return change


@dataclass(frozen=True)
class AddToNote:
    """Add words to the note on a school (`of` is its URN) or a cluster (its id), on a line of their own."""

    of: int | str
    words: str

    def change(self, context: EditContext) -> PlanChange:
        """Add them. `EditError` for an unknown school or cluster, and where the note says so already."""
        if isinstance(self.of, int):
            present = context.plan.school_notes.get(self.of, "")
            return SetSchoolNote(self.of, self._joined(present)).change(context)
        present = known_cluster(context, self.of).note
        return SetClusterNote(self.of, self._joined(present)).change(context)

    def _joined(self, present: str) -> str:
        known = f"\n{self.words}\n" in f"\n{present}\n"
        return present if known else "\n".join(filter(None, (present, self.words)))
