"""The life of a partnership, one fact at a time: stage, lead, model, joint roles, budget. Locks do not hold these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_note, known_cluster, known_schools
from wolds.clustering.models import Model, model_name
from wolds.clustering.partnership.records import (
    LONGEST_WORDS,
    MOST_ENTRIES,
    Budget,
    JointRole,
    ModelStep,
    Partnership,
    Stage,
)
from wolds.clustering.plan import PlanChange, Table


def held(context: EditContext, cluster_id: str) -> Partnership:
    """What is known of the partnership of a cluster. `EditError` where the plan has no such cluster."""
    known_cluster(context, cluster_id)
    found: Partnership = context.plan.partnerships.get(cluster_id, Partnership())
    return found


def changed(context: EditContext, cluster_id: str, text: str, **fields: Any) -> PlanChange:
    """The change to some fields of a partnership; one that says nothing any more is taken away. `EditError` for no change."""
    before = held(context, cluster_id)
    after = Partnership.model_validate(dict(before) | fields)
    if after == before:
        raise EditError(f"{known_cluster(context, cluster_id).name}: it is so already.")
    draft = Draft(context.plan)
    draft.put(Table.PARTNERSHIPS, cluster_id, None if after == Partnership() else after)
    return draft.change(text)


def clean_words(words: str, what: str) -> str:
    """Words without stray blanks, "" allowed. `EditError` where they are too long."""
    clean = " ".join(words.split())
    if len(clean) > LONGEST_WORDS:
        raise EditError(f"{what} has at most {LONGEST_WORDS} letters.")
    return clean


def refuse_too_many(entries: tuple[Any, ...], what: str) -> None:
    """`EditError` where a list is full."""
    if len(entries) > MOST_ENTRIES:
        raise EditError(f"A partnership has at most {MOST_ENTRIES} {what}.")


@dataclass(frozen=True)
class SetStage:
    """Say how far a partnership is."""

    id: str
    stage: Stage

    def change(self, context: EditContext) -> PlanChange:
        """Set the stage."""
        name = known_cluster(context, self.id).name
        return changed(context, self.id, f"{name}: {self.stage.value}", stage=self.stage)


@dataclass(frozen=True)
class SetLeadRole:
    """Say which role leads a partnership, such as "executive head"; "" takes it away. Names of persons do not belong here."""

    id: str
    role: str

    def change(self, context: EditContext) -> PlanChange:
        """Set the role."""
        name, role = known_cluster(context, self.id).name, clean_words(self.role, "A role")
        text = f"{name} is led by: {role}" if role else f"No lead role for {name}"
        return changed(context, self.id, text, lead_role=role)


@dataclass(frozen=True)
class SetModel:
    """Set the present model, the target and the review date of a partnership; None = not chosen.

    Where the present model changes, the step is added to the history as of the day `on`.
    """

    id: str
    model: Model | None
    target: Model | None
    review_date: date | None
    on: date
    note: str = ""

    def change(self, context: EditContext) -> PlanChange:
        """Set them."""
        before, name = held(context, self.id), known_cluster(context, self.id).name
        history = before.history
        if self.model != before.model:
            history = (*history, ModelStep(model=self.model, since=self.on, note=clean_note(self.note)))
            refuse_too_many(history, "steps in its history")
        fields = {"model": self.model, "target": self.target, "review_date": self.review_date, "history": history}
        return changed(context, self.id, f"{name}: {self._words}", **fields)

    @property
    def _words(self) -> str:
        now = model_name(self.model) if self.model else "no model"
        aim = f", aiming at {model_name(self.target)}" if self.target else ""
        review = f", review on {self.review_date}" if self.review_date else ""
        return f"{now}{aim}{review}"


@dataclass(frozen=True)
class SetJointRoles:
    """Set the roles that the schools of a partnership share."""

    id: str
    roles: tuple[JointRole, ...]

    def change(self, context: EditContext) -> PlanChange:
        """Set them. `EditError` for a blank role, or a school that the register lacks."""
        name = known_cluster(context, self.id).name
        refuse_too_many(self.roles, "joint roles")
        if any(not role.role.strip() for role in self.roles):
            raise EditError("Give each joint role a name.")
        based = {role.school for role in self.roles if role.school is not None}
        if based:
            known_schools(context, based)
        return changed(context, self.id, f"Set the joint roles of {name}", roles=self.roles)


@dataclass(frozen=True)
class SetBudget:
    """Set the money of a partnership."""

    id: str
    budget: Budget

    def change(self, context: EditContext) -> PlanChange:
        """Set it."""
        name = known_cluster(context, self.id).name
        return changed(context, self.id, f"Set the budget of {name}", budget=self.budget)
