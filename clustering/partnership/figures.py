"""The money of a partnership, reckoned from its budget and its schools. Pounds a year; None where something is unknown."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import Partnership, SpendingHead

NOTHING_KNOWN = Partnership()
"""What holds of a cluster of which nothing was said."""


@dataclass(frozen=True)
class Money:
    """`income` is grant and levies; None where a levy per pupil meets an unknown roll. `by_head` has each head of spending."""

    income: float | None
    spending: float
    by_head: dict[SpendingHead, float]

    @property
    def balance(self) -> float | None:
        """What is left over, None where the income is unknown."""
        return None if self.income is None else self.income - self.spending


def partnership_of(context: EditContext, cluster_id: str) -> Partnership:
    """What is known of a cluster's partnership."""
    held: Partnership = context.plan.partnerships.get(cluster_id, NOTHING_KNOWN)
    return held


def planned_model(context: EditContext, cluster_id: str) -> Model:
    """The model that a cluster aims at or has; informal collaboration where none was chosen."""
    return partnership_of(context, cluster_id).planned_model or Model.INFORMAL


def money_of(context: EditContext, cluster_id: str) -> Money:
    """The money of a cluster of the plan under its present members. `KeyError` for an unknown cluster."""
    members = context.plan.clusters[cluster_id].members
    budget = partnership_of(context, cluster_id).budget
    by_head = dict.fromkeys(SpendingHead, 0.0)
    for item in budget.spending:
        by_head[item.head] += item.pounds
    income = (budget.grant or 0.0) + (budget.levy_per_school or 0.0) * len(members)
    pupils = sum(rolls_of(context, cluster_id)) if budget.levy_per_pupil else 0.0
    known = None if pupils != pupils else income + (budget.levy_per_pupil or 0.0) * pupils
    return Money(known, sum(by_head.values()), by_head)


def rolls_of(context: EditContext, cluster_id: str) -> list[float]:
    """The rolls of a cluster's schools, NaN where one is unknown. `KeyError` for an unknown cluster."""
    schools = context.schools
    members = context.plan.clusters[cluster_id].members
    return [float(schools.roll[schools.position(urn)]) for urn in members if urn in schools]
