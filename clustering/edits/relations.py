"""Recorded relations: brought in from a sheet as one step, or forgotten one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import known_schools
from wolds.clustering.existing import relation_title
from wolds.clustering.partnership.records import ConfidentialFact, next_id
from wolds.clustering.plan import PlanChange, Table
from wolds.clustering.rules import Relation

MOST_RELATIONS: Final = 20_000


@dataclass(frozen=True)
class TakeRelations:
    """Bring recorded relations and confidential facts in; what the plan holds already is left as it is.

    A relation of the same kind, name and schools takes the reason of the new one. `source` names the sheet in the history,
    which never tells a confidential fact.
    """

    relations: tuple[Relation, ...]
    facts: tuple[ConfidentialFact, ...] = ()
    source: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Bring them in. `EditError` for unknown schools, for too many, and where the plan holds all of it already."""
        named = {urn for one in self.relations for urn in one.urns} | {fact.urn for fact in self.facts if fact.urn is not None}
        if named:
            known_schools(context, named)
        draft, present = Draft(context.plan), context.plan.rules.relations
        merged = _merged(present, self.relations)
        if len(merged) > MOST_RELATIONS:
            raise EditError(f"A plan has at most {MOST_RELATIONS:,} recorded relations.")
        if merged != present:
            draft.put(Table.SETTINGS, "rules", context.plan.rules.model_copy(update={"relations": merged}))
            draft.forget_proposal()
        facts = [fact for fact in dict.fromkeys(self.facts) if fact not in context.plan.confidential.values()]
        self._keep(draft, context, facts)
        change = draft.change(self._text(sum(one not in present for one in merged), len(facts)))
        if not change.records:
            raise EditError("The plan holds all of that already.")
        return change

    def _keep(self, draft: Draft, context: EditContext, facts: Iterable[ConfidentialFact]) -> None:
        taken = list(context.plan.confidential)
        for fact in facts:
            key = next_id("F", taken)
            taken.append(key)
            draft.put(Table.CONFIDENTIAL, key, fact)

    def _text(self, relations: int, facts: int) -> str:
        parts = [_counted(relations, "recorded relation"), _counted(facts, "confidential fact")]
        origin = f" from {self.source}" if self.source else ""
        return f"Bring in {' and '.join(part for part in parts if part)}{origin}"


@dataclass(frozen=True)
class ForgetRelation:
    """Take a recorded relation away."""

    relation: Relation

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` where the plan does not hold it."""
        rules = context.plan.rules
        if self.relation not in rules.relations:
            raise EditError("The plan holds no such relation.")
        kept = tuple(one for one in rules.relations if one != self.relation)
        draft = Draft(context.plan)
        draft.put(Table.SETTINGS, "rules", rules.model_copy(update={"relations": kept}))
        draft.forget_proposal()
        return draft.change(f"Forget the {relation_title(context.schools, self.relation)}")


def _merged(present: tuple[Relation, ...], fresh: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations with fresh ones behind them, or in the place of those that are the same but for the reason."""
    merged = {_key(one): one for one in present}
    for one in fresh:
        known = merged.get(_key(one))
        merged[_key(one)] = one if known is None or one.reason else known
    return tuple(merged.values())


def _key(relation: Relation) -> tuple[Any, ...]:
    return relation.kind, relation.name.casefold(), relation.urns


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""
