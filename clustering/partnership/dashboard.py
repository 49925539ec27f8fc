"""The county at a glance: coverage, models and stages, what is missing or overdue, money. Every figure names its clusters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.care import Warned, warnings_of
from wolds.clustering.partnership.figures import Money, money_of, partnership_of
from wolds.clustering.partnership.records import Partnership, SpendingHead, Stage
from wolds.clustering.plan import Cluster
from wolds.geo.schools import Schools

Ids = tuple[str, ...]
_Key = TypeVar("_Key")
_SOON: Final = timedelta(days=92)
_OVERDUE: Final = ("review-overdue", "measure-overdue")


class ReviewTime(StrEnum):
    """When a partnership's review is."""

    OVERDUE = "overdue"
    SOON = "within three months"
    LATER = "later"
    NOT_SET = "no date"


@dataclass(frozen=True, eq=False)
class PartnershipState:
    """How the partnership of one cluster stands on a day."""

    cluster: Cluster
    partnership: Partnership
    money: Money
    warned: tuple[Warned, ...]
    review: ReviewTime

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what it lacks, each once, the gravest first."""
        return tuple(dict.fromkeys(one.code for one in self.warned))


@dataclass(frozen=True)
class CountyDashboard:
    """Figures of a plan's partnerships; lists are ids of clusters, ascending. Money is pounds a year.

    `states` has every cluster. `income` counts known incomes only; `income_unknown` lists the others. `warned` has the
    clusters of each warning's code, `overdue` those with a review that is overdue, their own or one of a measure; `spenders`
    those that spend something on a head. Partnerships that have ended have no review. `former`: partnerships whose
    cluster is gone, and whose records are kept, by id.
    """

    to_place: int
    placed: int
    states: Mapping[str, PartnershipState]
    by_model: Mapping[Model | None, Ids]
    by_target: Mapping[Model | None, Ids]
    by_stage: Mapping[Stage, Ids]
    by_review: Mapping[ReviewTime, Ids]
    warned: Mapping[str, Ids]
    overdue: Ids
    income: float
    income_unknown: Ids
    spending: Mapping[SpendingHead, float]
    spenders: Mapping[SpendingHead, Ids]
    associates: int
    former: Mapping[str, Partnership]

    @property
    def says_income(self) -> bool:
        """Whether anybody named a grant or a levy: without one, an income of nothing is not known to be nothing."""
        return any(one.partnership.budget.names_income for one in self.states.values())

    @property
    def says_spending(self) -> bool:
        """Whether anybody wrote down what money is spent on."""
        return any(one.partnership.budget.spending for one in self.states.values())


class CountyWatch:
    """Keeps how each partnership stands, so that after an edit only the clusters that it touched are looked at anew.

    A dashboard of a country with 2,757 partnerships then takes some hundredths of a second.
    """

    def __init__(self) -> None:
        self._states: dict[str, PartnershipState] = {}
        self._about: tuple[Schools, date] | None = None

    def dashboard(self, context: EditContext, today: date) -> CountyDashboard:
        """The figures of the plan's partnerships on a day."""
        self.prepare(context, today, len(context.plan.clusters))
        self._states = {key: self._states[key] for key in sorted(context.plan.clusters)}
        return _dashboard(context, self._states)

    def prepare(self, context: EditContext, today: date, most: int) -> bool:
        """Look at `most` clusters that are not known yet, ahead of `dashboard`; whether all are known now."""
        if self._about is None or self._about[0] is not context.schools or self._about[1] != today:
            self._about, self._states = (context.schools, today), {}
        unknown = [key for key in context.plan.clusters if not self._knows(context, key)]
        for key in unknown[:most]:
            self._states[key] = _state(context, key, today)
        return len(unknown) <= most

    def _knows(self, context: EditContext, key: str) -> bool:
        known = self._states.get(key)
        if known is None or known.cluster is not context.plan.clusters[key]:
            return False
        return known.partnership is partnership_of(context, key)


def _state(context: EditContext, key: str, today: date) -> PartnershipState:
    partnership = partnership_of(context, key)
    return PartnershipState(
        context.plan.clusters[key],
        partnership,
        money_of(context, key),
        warnings_of(context, key, today),
        _review(partnership, today),
    )


def county_dashboard(context: EditContext, today: date) -> CountyDashboard:
    """The figures of the plan's partnerships on a day."""
    return CountyWatch().dashboard(context, today)


def _review(partnership: Partnership, today: date) -> ReviewTime:
    on = partnership.review_date
    if on is None:
        return ReviewTime.NOT_SET
    if on < today:
        return ReviewTime.OVERDUE
    return ReviewTime.SOON if on - today <= _SOON else ReviewTime.LATER


def _dashboard(context: EditContext, states: Mapping[str, PartnershipState]) -> CountyDashboard:
    to_place = context.schools.urn[context.standing.to_place].tolist()
    warned = _grouped(states, lambda one: one.codes)
    return CountyDashboard(
        to_place=len(to_place),
        placed=sum(urn in context.plan.cluster_of for urn in to_place),
        states=states,
        by_model=_grouped(states, lambda one: (one.partnership.model,), (None, *Model)),
        by_target=_grouped(states, lambda one: (one.partnership.target,), (None, *Model)),
        by_stage=_grouped(states, lambda one: (one.partnership.stage,), Stage),
        by_review=_grouped(states, _reviews, ReviewTime),
        warned={code: warned[code] for code in sorted(warned)},
        overdue=tuple(sorted({key for code in _OVERDUE for key in warned.get(code, ())})),
        income=sum(one.money.income or 0.0 for one in states.values()),
        income_unknown=tuple(key for key, one in states.items() if one.money.income is None),
        spending={head: sum(one.money.by_head[head] for one in states.values()) for head in SpendingHead},
        spenders=_grouped(states, lambda one: (head for head in SpendingHead if one.money.by_head[head]), SpendingHead),
        associates=len(context.plan.associates),
        former={key: context.plan.partnerships[key] for key in former_partnerships(context)},
    )


def _reviews(state: PartnershipState) -> tuple[ReviewTime, ...]:
    return () if state.partnership.stage == Stage.ENDED else (state.review,)


def _grouped(
    states: Mapping[str, PartnershipState], kinds: Callable[[PartnershipState], Iterable[_Key]], every: Iterable[_Key] = ()
) -> dict[_Key, Ids]:
    """The ids of each kind, those of `every` there even where they have none."""
    found: dict[_Key, list[str]] = {kind: [] for kind in every}
    for key, state in states.items():
        for kind in kinds(state):
            found.setdefault(kind, []).append(key)
    return {kind: tuple(ids) for kind, ids in found.items()}


def former_partnerships(context: EditContext) -> Ids:
    """Ids of partnerships whose cluster is gone."""
    return tuple(sorted(key for key in context.plan.partnerships if key not in context.plan.clusters))
