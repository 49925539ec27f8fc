"""Broken rules that a person accepts, with a reason that is kept."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_reason
from wolds.clustering.plan import PlanChange, Table


@dataclass(frozen=True)
class AcceptWarning:
    """Accept a broken rule: `key` is `Violation.key`, so it stays accepted until the fault itself changes."""

    key: str
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Keep the reason. `EditError` for a blank one."""
        if not self.key.strip():
            raise EditError("Choose the warning to accept.")
        reason = clean_reason(self.reason, "accepting the warning")
        draft = Draft(context.plan)
        draft.put(Table.ACCEPTED, self.key, reason)
        change = draft.change(f"Accept a warning: {reason}")
        if not change.records:
            raise EditError("This warning was accepted with that reason already.")
        return change


@dataclass(frozen=True)
class WithdrawAcceptance:
    """Let an accepted warning warn again."""

    key: str

    def change(self, context: EditContext) -> PlanChange:
        """Take the reason away. `EditError` where the warning was not accepted."""
        if self.key not in context.plan.accepted:
            raise EditError("This warning was not accepted.")
        draft = Draft(context.plan)
        draft.put(Table.ACCEPTED, self.key, None)
        return draft.change("Withdraw the acceptance of a warning")
