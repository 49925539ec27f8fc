"""Names, colours, leads and notes: what a person says of a cluster, a school or the scenario. Locks do not hold these."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wolds.clustering.colouring import COLOURS
from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_name, clean_note, known_cluster, known_schools
from wolds.clustering.plan import Cluster, PlanChange, Table


@dataclass(frozen=True)
class RenameCluster:
    """Give a cluster another name."""

    id: str
    name: str

    def change(self, context: EditContext) -> PlanChange:
        """Rename it. `EditError` for an empty name or one that another cluster has."""
        cluster = known_cluster(context, self.id)
        name = clean_name(self.name, "cluster")
        others = {other.name.casefold() for other in context.plan.clusters.values() if other.id != self.id}
        if name.casefold() in others:
            raise EditError(f"There is another cluster called {name}.")
        return _changed(context, cluster, replace(cluster, name=name), f"Rename {cluster.name} to {name}")


@dataclass(frozen=True)
class RecolourCluster:
    """Give a cluster another colour: an index into the palette."""

    id: str
    colour: int

    def change(self, context: EditContext) -> PlanChange:
        """Recolour it. `EditError` for a colour that the palette lacks."""
        cluster = known_cluster(context, self.id)
        if not 0 <= self.colour < COLOURS:
            raise EditError(f"There are {COLOURS} colours, numbered from 0.")
        return _changed(context, cluster, replace(cluster, colour=self.colour), f"Recolour {cluster.name}")


@dataclass(frozen=True)
class SetLead:
    """Choose the lead school of a cluster; None goes back to the rule."""

    id: str
    urn: int | None

    def change(self, context: EditContext) -> PlanChange:
        """Set the lead. `EditError` for a school that is not a member."""
        cluster = known_cluster(context, self.id)
        if self.urn is None:
            text = f"Choose no lead school for {cluster.name}"
        else:
            known_schools(context, (self.urn,))
            if self.urn not in cluster.members:
                raise EditError(f"{context.schools.name_of(self.urn)} is not in {cluster.name}, so it cannot lead it.")
            text = f"Make {context.schools.name_of(self.urn)} the lead school of {cluster.name}"
        return _changed(context, cluster, replace(cluster, lead=self.urn), text)


@dataclass(frozen=True)
class SetClusterNote:
    """Write a note on a cluster; an empty one takes it away."""

    id: str
    note: str

    def change(self, context: EditContext) -> PlanChange:
        """Set the note."""
        cluster = known_cluster(context, self.id)
        return _changed(context, cluster, replace(cluster, note=clean_note(self.note)), f"Note on {cluster.name}")


def _changed(context: EditContext, before: Cluster, after: Cluster, text: str) -> PlanChange:
    if before == after:
        raise EditError(f"{before.name}: it is so already.")
    draft = Draft(context.plan)
    draft.put_cluster(after)
    return draft.change(text)


@dataclass(frozen=True)
class SetSchoolNote:
    """Write a note on a school; an empty one takes it away. It stays with the school wherever it moves."""

    urn: int
    note: str

    def change(self, context: EditContext) -> PlanChange:
        """Set the note."""
        known_schools(context, (self.urn,))
        draft = Draft(context.plan)
        draft.put(Table.SCHOOL_NOTES, self.urn, clean_note(self.note) or None)
        change = draft.change(f"Note on {context.schools.name_of(self.urn)}")
        if not change.records:
            raise EditError(f"{context.schools.name_of(self.urn)}: the note says so already.")
        return change


@dataclass(frozen=True)
class RenameScenario:
    """Give the scenario another name. Whether another scenario has it, the project asks."""

    name: str

    def change(self, context: EditContext) -> PlanChange:
        """Rename it. `EditError` for an empty name."""
        name = clean_name(self.name, "scenario")
        if name == context.plan.name:
            raise EditError(f"The scenario is called {name} already.")
        draft = Draft(context.plan)
        draft.put(Table.SETTINGS, "name", name)
        return draft.change(f"Rename the scenario to {name}")
