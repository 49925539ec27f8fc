"""Taking a proposal: everything at once, so that one step takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.plan import Cluster, Plan, PlanChange

if TYPE_CHECKING:
    from wolds.clustering.heirs import ProposalPreview


@dataclass(frozen=True)
class AcceptProposal:
    """Take the proposal of a preview. Names and notes written since it was made are kept."""

    preview: ProposalPreview

    def change(self, context: EditContext) -> PlanChange:
        """The whole proposal as one change.

        `EditError` where schools, rules, filter, membership or locks changed since the proposal was made.
        """
        from wolds.clustering.heirs import change_to, with_heirs  # heirs needs the edits, so it comes after them

        if not _same_question(context, self.preview.context):
            raise EditError("The plan has changed since this proposal was made. Ask for another.")
        as_it_was = context.plan is self.preview.context.plan and context.schools is self.preview.context.schools
        clusters = self.preview.clusters if as_it_was else with_heirs(context, self.preview.solution.clusters)
        ids = {cluster.id for cluster in clusters}
        gone = [cluster for key, cluster in sorted(context.plan.clusters.items()) if key not in ids]
        return change_to(context.plan, clusters, self.preview.facts, _text(clusters, gone))


def _same_question(now: EditContext, then: EditContext) -> bool:
    return (
        (now.schools is then.schools or now.schools.data_hash == then.schools.data_hash)
        and now.plan.rules == then.plan.rules
        and now.plan.eligibility == then.plan.eligibility
        and now.plan.cluster_of == then.plan.cluster_of
        and _locks(now.plan) == _locks(then.plan)
    )


def _locks(plan: Plan) -> tuple[frozenset[str], dict[int, str]]:
    return plan.locked_clusters, dict(plan.school_locks)


def _text(clusters: tuple[Cluster, ...], gone: list[Cluster]) -> str:
    """The history's sentence; it keeps what was typed on clusters that have no heir."""
    text = f"Accept the proposal of {len(clusters):,} clusters"
    if gone:
        text += f"; without an heir: {', '.join(map(epitaph, gone))}"
    return text


def epitaph(cluster: Cluster) -> str:
    """A cluster that goes, with its note where it has one, for the history."""
    return f"{cluster.name} (note: {cluster.note})" if cluster.note else cluster.name
