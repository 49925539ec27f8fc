"""What stands beside clusters: associate memberships with a purpose, and confidential facts that are kept apart.

The sentences of confidential edits never tell the fact: the history is shown, logged and exported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import known_schools
from wolds.clustering.partnership.records import Associate, ConfidentialFact, next_id
from wolds.clustering.plan import Plan, PlanChange, Table


@dataclass(frozen=True)
class AddAssociate:
    """Make a school an associate of a cluster or a network, for a purpose."""

    associate: Associate

    def change(self, context: EditContext) -> PlanChange:
        """Add it. `EditError` for an unknown school or cluster, its own core cluster, or one that stands already."""
        associate = self.associate
        known_schools(context, (associate.urn,))
        if not associate.purpose.strip():
            raise EditError("Say what the membership is for.")
        _refuse_own_cluster(context, associate)
        same = [key for key, other in context.plan.associates.items() if _key(other) == _key(associate)]
        if same:
            raise EditError(f"{context.schools.name_of(associate.urn)} is an associate for that purpose already.")
        name = context.schools.name_of(associate.urn)
        text = f"{name} joins {place_name(context.plan, associate)} for {associate.purpose}"
        return _put(context, Table.ASSOCIATES, next_id("S", context.plan.associates), associate, text)


def _refuse_own_cluster(context: EditContext, associate: Associate) -> None:
    if associate.cluster is None:
        return
    if associate.cluster not in context.plan.clusters:
        raise EditError(f"There is no cluster {associate.cluster} in this scenario.")
    if context.plan.cluster_of.get(associate.urn) == associate.cluster:
        raise EditError(f"{context.schools.name_of(associate.urn)} is a core member of that cluster.")


def _key(associate: Associate) -> tuple[object, ...]:
    return associate.urn, associate.cluster, associate.network.casefold(), associate.purpose.casefold()


def place_name(plan: Plan, associate: Associate) -> str:
    """What an associate belongs to: the cluster's name (the former one where it is gone), or the network's."""
    if associate.cluster is None:
        return associate.network
    cluster = plan.clusters.get(associate.cluster)
    if cluster is not None:
        return cluster.name
    former = plan.partnerships.get(associate.cluster)
    return former.former_name if former is not None and former.former_name else associate.cluster


@dataclass(frozen=True)
class RemoveAssociate:
    """End an associate membership."""

    key: str

    def change(self, context: EditContext) -> PlanChange:
        """End it. `EditError` for an unknown one."""
        gone = context.plan.associates.get(self.key)
        if gone is None:
            raise EditError(f"There is no associate membership {self.key}.")
        text = f"{context.schools.name_of(gone.urn)} leaves {place_name(context.plan, gone)} ({gone.purpose})"
        return _put(context, Table.ASSOCIATES, self.key, None, text)


@dataclass(frozen=True)
class KeepConfidential:
    """Keep a confidential fact; with the key of one, put it in its place."""

    fact: ConfidentialFact
    key: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Keep it. `EditError` for an unknown school, cluster or key, and for no change."""
        if self.fact.urn is not None:
            known_schools(context, (self.fact.urn,))
        if self.fact.cluster is not None and self.fact.cluster not in context.plan.clusters:
            raise EditError(f"There is no cluster {self.fact.cluster} in this scenario.")
        if self.key and self.key not in context.plan.confidential:
            raise EditError(f"There is no confidential fact {self.key}.")
        if self.key and context.plan.confidential[self.key] == self.fact:
            raise EditError("It is so already.")
        key = self.key or next_id("F", context.plan.confidential)
        return _put(context, Table.CONFIDENTIAL, key, self.fact, f"Keep a confidential fact on {_about(context, self.fact)}")


@dataclass(frozen=True)
class ForgetConfidential:
    """Take a confidential fact away."""

    key: str

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` for an unknown one."""
        fact = context.plan.confidential.get(self.key)
        if fact is None:
            raise EditError(f"There is no confidential fact {self.key}.")
        return _put(context, Table.CONFIDENTIAL, self.key, None, f"Forget a confidential fact on {_about(context, fact)}")


def _about(context: EditContext, fact: ConfidentialFact) -> str:
    if fact.urn is not None:
        return context.schools.name_of(fact.urn)
    cluster = context.plan.clusters.get(fact.cluster or "")
    return cluster.name if cluster is not None else str(fact.cluster)


def _put(context: EditContext, table: Table, key: str, record: Any, text: str) -> PlanChange:
    draft = Draft(context.plan)
    draft.put(table, key, record)
    return draft.change(text)
