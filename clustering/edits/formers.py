"""Partnerships whose cluster is gone: their records are kept until a person hands them on or forgets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import known_cluster
from wolds.clustering.edits.partnership import held, refuse_too_many
from wolds.clustering.partnership.records import Action, Budget, Measure, Partnership, next_id
from wolds.clustering.plan import PlanChange, Table

_MONEY: Final = {"grant": "grant", "levy_per_school": "levy per school", "levy_per_pupil": "levy per pupil"}


@dataclass(frozen=True)
class TakeOver:
    """Hand what a former partnership left on to a cluster: roles, actions, measures, history; the rest where it has none."""

    former: str
    to: str

    def change(self, context: EditContext) -> PlanChange:
        """Hand it on. `EditError` for an unknown former partnership or cluster."""
        former, heir = _former(context, self.former), held(context, self.to)
        after = joined_partnership(heir, former)
        for entries, what in _lists(after):
            refuse_too_many(entries, what)
        lost = _not_added(heir.budget, former.budget)
        draft = Draft(context.plan)
        draft.put(Table.PARTNERSHIPS, self.former, None)
        draft.put(Table.PARTNERSHIPS, self.to, None if after == Partnership() else after)
        return draft.change(f"{known_cluster(context, self.to).name} takes over from {former.former_name or self.former}{lost}")


@dataclass(frozen=True)
class ForgetFormer:
    """Forget a former partnership."""

    former: str

    def change(self, context: EditContext) -> PlanChange:
        """Forget it. `EditError` for an unknown one."""
        former = _former(context, self.former)
        draft = Draft(context.plan)
        draft.put(Table.PARTNERSHIPS, self.former, None)
        return draft.change(f"Forget the former partnership {former.former_name or self.former}")


def _former(context: EditContext, key: str) -> Partnership:
    former: Partnership | None = context.plan.partnerships.get(key)
    if former is None or key in context.plan.clusters:
        raise EditError(f"There is no former partnership {key}.")
    return former


def _lists(partnership: Partnership) -> tuple[tuple[tuple[object, ...], str], ...]:
    return (
        (partnership.actions, "actions"),
        (partnership.measures, "measures"),
        (partnership.roles, "joint roles"),
        (partnership.history, "steps in its history"),
        (partnership.budget.spending, "items of spending"),
    )


def joined_partnership(heir: Partnership, former: Partnership) -> Partnership:
    """What an heir has, and what a former partnership adds to it."""
    history = sorted((*heir.history, *former.history), key=lambda step: step.since)
    fields = {
        "lead_role": heir.lead_role or former.lead_role,
        "model": heir.model or former.model,
        "target": heir.target or former.target,
        "review_date": heir.review_date or former.review_date,
        "history": tuple(history),
        "roles": (*heir.roles, *(role for role in former.roles if role not in heir.roles)),
        "actions": _actions(heir, former),
        "measures": _measures(heir, former),
        "budget": _budget(heir.budget, former.budget),
    }
    return heir.model_copy(update=fields)


def _actions(heir: Partnership, former: Partnership) -> tuple[Action, ...]:
    actions = list(heir.actions)
    for action in former.actions:
        actions.append(action.model_copy(update={"id": next_id("A", (one.id for one in actions))}))
    return tuple(actions)


def _measures(heir: Partnership, former: Partnership) -> tuple[Measure, ...]:
    measures = list(heir.measures)
    for measure in former.measures:
        measures.append(measure.model_copy(update={"id": next_id("M", (one.id for one in measures))}))
    return tuple(measures)


def _budget(heir: Budget, former: Budget) -> Budget:
    """Spending of both; grant and levies of the former where the heir has none: two of them are not added by guesswork."""
    money = {name: _first(getattr(heir, name), getattr(former, name)) for name in _MONEY}
    return Budget(**money, spending=(*heir.spending, *former.spending))


def _first(own: float | None, other: float | None) -> float | None:
    return other if own is None else own


def _not_added(heir: Budget, former: Budget) -> str:
    """The former's money that the heir's own stands in the way of, for the history."""
    lost = [
        (words, getattr(former, name))
        for name, words in _MONEY.items()
        if None not in (getattr(heir, name), getattr(former, name))
    ]
    told = [f"{words} {pounds:g}" for words, pounds in lost]
    return f" (not added, in pounds: {', '.join(told)})" if told else ""
