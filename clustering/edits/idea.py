"""Taking an idea over that somebody sent: a cluster of these schools, with what was said of their partnership."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.formers import joined_partnership
from wolds.clustering.edits.guards import known_schools
from wolds.clustering.edits.locks import refuse_locked_schools
from wolds.clustering.edits.membership import fresh_cluster
from wolds.clustering.edits.standing import refuse_excluded
from wolds.clustering.naming import free_name, name_for
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.plan import Cluster, PlanChange, Table

NOTHING_SAID: Final = Partnership()
"""What is known of a partnership of which nothing was said."""


class SaidAlready(EditError):
    """The plan has all of an idea: there is nothing to take over, and nothing wrong."""


@dataclass(frozen=True)
class TakeIdea:
    """Make a cluster of an idea's schools, taken from wherever they are, under its name, note and partnership.

    Where they are a cluster of their own already, it keeps what it has and gains what the idea says besides.
    """

    members: tuple[int, ...]
    name: str
    note: str = ""
    partnership: Partnership = NOTHING_SAID
    source: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Take it over. `EditError` for unknown, locked or excluded schools, `SaidAlready` where nothing would change."""
        members = known_schools(context, self.members)
        draft = Draft(context.plan)
        present = context.plan.cluster_at(members[0])
        if present is not None and present.members == members:
            cluster = self._noted(present)
        else:
            refuse_locked_schools(context, members)
            refuse_excluded(context, members)
            cluster = self._fresh(context, members)
            draft.take_out(members)
            draft.forget_proposal()
        draft.put_cluster(cluster)
        self._hand_over(context, draft, cluster.id)
        origin = f" from {self.source}" if self.source else ""
        change = draft.change(f"Take over the idea {cluster.name}{origin}")
        if not change.records:
            raise SaidAlready(f"{cluster.name} is in the plan already, with all of that.")
        return change

    def _noted(self, present: Cluster) -> Cluster:
        if not self.note or self.note in present.note:
            return present
        return replace(present, note="\n".join(part for part in (present.note, self.note) if part))

    def _fresh(self, context: EditContext, members: tuple[int, ...]) -> Cluster:
        taken = [cluster.name for cluster in context.plan.clusters.values()]
        name = free_name(self.name.strip() or name_for(context.schools, members, taken), taken)
        return replace(fresh_cluster(context, members, name), note=self.note)

    def _hand_over(self, context: EditContext, draft: Draft, cluster_id: str) -> None:
        held: Partnership = context.plan.partnerships.get(cluster_id, NOTHING_SAID)
        said = self.partnership.model_copy(update={"former_name": "", "former_members": ()})
        if said not in (NOTHING_SAID, held):
            draft.put(Table.PARTNERSHIPS, cluster_id, joined_partnership(held, said) if held != NOTHING_SAID else said)
