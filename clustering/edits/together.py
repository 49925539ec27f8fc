"""Several edits as one: one line in the history, one step to undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.plan import Key, PlanChange, RecordChange, Table


@dataclass(frozen=True)
class Together:
    """Several edits, each seeing what the ones before it did ("unlock Belton" and "move it")."""

    edits: tuple[Edit, ...]
    text: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """All of them as one change. `EditError` of the first that refuses; then nothing is done."""
        if not self.edits:
            raise EditError("There is nothing to do.")
        changes = []
        for edit in self.edits:
            changes.append(edit.change(context))
            context = after(context, changes[-1])
        change = joined(self.text or "; ".join(change.text for change in changes), changes)
        if not change.records:
            raise EditError("Nothing would change.")
        return change


def after(context: EditContext, change: PlanChange) -> EditContext:
    """What the next edit may look at; the standing is judged anew where the filter changed."""
    plan = context.plan.apply(change)
    anew = any(record.key == "eligibility" for record in change.of(Table.SETTINGS))
    standing = context.standing_under(context.schools, plan.eligibility) if anew else context.standing
    return replace(context, plan=plan, standing=standing)


def joined(text: str, changes: Iterable[PlanChange]) -> PlanChange:
    """Changes that follow each other, as one: each record from before the first to after the last."""
    records: dict[tuple[Table, Key], RecordChange] = {}
    for change in changes:
        for record in change.records:
            first = records.get((record.table, record.key), record)
            records[record.table, record.key] = replace(record, before=first.before)
    return PlanChange(text, tuple(record for record in records.values() if record.before != record.after))
