"""The county at a glance: coverage, models and stages, what is missing or overdue, money. Every figure names its clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.care import warnings_of
from wolds.clustering.partnership.figures import money_of, partnership_of
from wolds.clustering.partnership.records import Partnership, SpendingHead, Stage

Ids = tuple[str, ...]


@dataclass(frozen=True)
class CountyDashboard:
    """Figures of a plan's partnerships; lists are ids of clusters, ascending. Money is pounds a year.

    `income` counts known incomes only; `income_unknown` lists the others. `warned` has the clusters of each warning's code.
    `former`: ids of partnerships whose cluster is gone, and whose records are kept.
    """

    to_place: int
    placed: int
    by_model: Mapping[Model | None, Ids]
    by_target: Mapping[Model | None, Ids]
    by_stage: Mapping[Stage, Ids]
    warned: Mapping[str, Ids]
    income: float
    income_unknown: Ids
    spending: Mapping[SpendingHead, float]
    associates: int
    former: Ids


def county_dashboard(context: EditContext, today: date) -> CountyDashboard:
    """The figures of the plan's partnerships on a day."""
    plan, ids = context.plan, tuple(sorted(context.plan.clusters))
    held, money = {key: partnership_of(context, key) for key in ids}, {key: money_of(context, key) for key in ids}
    warned: dict[str, list[str]] = {}
    for key in ids:
        for code in dict.fromkeys(one.code for one in warnings_of(context, key, today)):
            warned.setdefault(code, []).append(key)
    to_place = context.schools.urn[context.standing.to_place].tolist()
    return CountyDashboard(
        to_place=len(to_place),
        placed=sum(urn in plan.cluster_of for urn in to_place),
        by_model={model: _where(held, "model", model) for model in (None, *Model)},
        by_target={model: _where(held, "target", model) for model in (None, *Model)},
        by_stage={stage: _where(held, "stage", stage) for stage in Stage},
        warned={code: tuple(keys) for code, keys in sorted(warned.items())},
        income=sum(one.income or 0.0 for one in money.values()),
        income_unknown=tuple(key for key in ids if money[key].income is None),
        spending={head: sum(one.by_head[head] for one in money.values()) for head in SpendingHead},
        associates=len(plan.associates),
        former=former_partnerships(context),
    )


def _where(held: Mapping[str, Partnership], field: str, value: object) -> Ids:
    return tuple(key for key, partnership in held.items() if getattr(partnership, field) == value)


def former_partnerships(context: EditContext) -> Ids:
    """Ids of partnerships whose cluster is gone."""
    return tuple(sorted(key for key in context.plan.partnerships if key not in context.plan.clusters))
