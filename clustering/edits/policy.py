"""The policy table of a scenario: set as a whole, as it is edited in a form or read from a file."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.plan import PlanChange, Table
from wolds.clustering.policy.defaults import DEFAULT_POLICY
from wolds.clustering.policy.table import Policy

POLICY: str = "policy"
"""The key under which `Table.POLICIES` keeps the table."""


@dataclass(frozen=True)
class SetPolicy:
    """Set the policy table; None goes back to the one to start from."""

    policy: Policy | None

    def change(self, context: EditContext) -> PlanChange:
        """Set it. `EditError` where it is so already."""
        if self.policy == context.plan.policies.get(POLICY) or (self.policy or DEFAULT_POLICY) == policy_of(context):
            raise EditError("The policy table is so already.")
        draft = Draft(context.plan)
        draft.put(Table.POLICIES, POLICY, self.policy)
        return draft.change(
            f"Set the policy table {self.policy.name}" if self.policy else "Go back to the starting policy table"
        )


def policy_of(context: EditContext) -> Policy:
    """The table that holds in a scenario."""
    held: Policy = context.plan.policies.get(POLICY, DEFAULT_POLICY)
    return held
