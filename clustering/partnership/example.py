"""An invented example of the life of partnerships, for the sample county alone: nothing here ever goes into a real plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wolds.clustering.edits import (
    AddAction,
    AddAssociate,
    AddMeasure,
    Edit,
    EditContext,
    EditError,
    SetBudget,
    SetJointRoles,
    SetLead,
    SetLeadRole,
    SetModel,
    SetStage,
    Together,
)
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Budget,
    Category,
    JointRole,
    Measure,
    Priority,
    Reading,
    Spending,
    SpendingHead,
    Stage,
    Status,
)

_COURSES: Final = (
    # stage, model now, aiming at, review in days, years since the model was taken on
    (Stage.RUNNING, Model.INFORMAL, Model.SOFT_FEDERATION, 60, 2),
    (Stage.TALKING, None, Model.INFORMAL, 30, 0),
    (Stage.RUNNING, Model.SOFT_FEDERATION, None, -25, 3),
    (Stage.AGREED, Model.INFORMAL, None, 200, 0),
    (Stage.RUNNING, Model.MANAGEMENT, Model.MANAGEMENT, 150, 4),
    (Stage.TALKING, Model.INFORMAL, Model.MANAGEMENT, None, 1),
)
_MOST: Final = 18  # clusters, the others being ideas still
_TEACHING: Final = ("Moderate writing together", "Plan maths for mixed ages together", "Visit each other's early years")
_MEASURES: Final = (("Reading at the expected standard", 60.0, 72.0), ("Maths at the expected standard", 58.0, 70.0))


def example_life(context: EditContext, today: date) -> Edit:
    """What an invented county might know of its partnerships on a day, as one step.

    `EditError` for a register that is not the sample's, and where there are no clusters.
    """
    if not context.schools.source.is_sample:
        raise EditError("Only the sample county can be filled with an example.")
    clusters = sorted(context.plan.clusters.values(), key=lambda one: one.number)[:_MOST]
    edits = [edit for place, one in enumerate(clusters) for edit in _of(place, one.id, one.members, today)]
    if not edits:
        raise EditError("There are no clusters yet: propose some first.")
    return Together((*edits, *_beside(context)), "Fill the sample county with an invented example")


def _of(place: int, key: str, members: tuple[int, ...], today: date) -> Iterator[Edit]:
    stage, model, target, review_days, years = _COURSES[place % len(_COURSES)]
    review = None if review_days is None else today + timedelta(days=review_days + place)
    yield SetStage(key, stage)
    yield SetModel(key, model, target, review, today.replace(day=1) - timedelta(days=365 * years))
    if place % 4 == 0:
        yield SetLead(key, members[0])
    elif place % 4 == 1:
        yield SetLeadRole(key, "executive head")
    if stage in (Stage.RUNNING, Stage.AGREED):
        yield from _work(place, key, members, today)


def _work(place: int, key: str, members: tuple[int, ...], today: date) -> Iterator[Edit]:
    term, text = f"Autumn {today.year}", _TEACHING[place % len(_TEACHING)]
    action = Action(text=text, category=Category.TEACHING, priority=Priority.HIGH, owner="lead head", term=term)
    yield AddAction(key, action.model_copy(update={"status": Status.UNDER_WAY}))
    if place % 3 == 0:
        yield AddAction(key, Action(text="Share a minibus", category=Category.TRANSPORT, owner="business manager", term=term))
    if place % 5 != 2:
        yield AddMeasure(key, _measure(place, today))
    yield SetJointRoles(key, (JointRole(role="SENCO", school=members[0]), JointRole(role="maths lead", school=members[-1])))
    yield SetBudget(key, _budget(place))


def _measure(place: int, today: date) -> Measure:
    name, baseline, target = _MEASURES[place % len(_MEASURES)]
    past = (today - timedelta(days=days) for days in (730, 365, 30))
    series = tuple(Reading(on=on, value=baseline + step * (2 + place % 3)) for step, on in enumerate(past))
    review = today + timedelta(days=90 - 40 * (place % 4))
    return Measure(
        name=name,
        unit="% of pupils",
        baseline=baseline,
        target=target,
        review_date=review,
        agreed=place % 4 != 3,
        series=series,
    )


def _budget(place: int) -> Budget:
    heads = (SpendingHead.LEADERSHIP, SpendingHead.PROJECT_MANAGEMENT, SpendingHead.TRANSPORT)
    pounds = (0 if place % 6 == 2 else 9_000.0, 2_500.0 + 100 * place, 1_200.0 * (place % 3))
    spending = tuple(Spending(head=head, pounds=spent) for head, spent in zip(heads, pounds, strict=True) if spent)
    return Budget(grant=20_000.0 if place % 2 else 10_000.0, levy_per_pupil=5.0, spending=spending)


def _beside(context: EditContext) -> Iterator[Edit]:
    clusters = sorted(context.plan.clusters.values(), key=lambda one: one.number)
    for here, other, purpose in zip(clusters, clusters[1:4], ("sport", "SEND", "music"), strict=False):
        yield AddAssociate(Associate(urn=other.members[0], cluster=here.id, purpose=purpose))
