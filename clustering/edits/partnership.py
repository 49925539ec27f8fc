"""The life of a partnership, one fact at a time: stage, lead, model, joint roles, budget. Locks do not hold these."""

from __future__ import annotations

from abc import ABC, abstractmethod
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
from wolds.clustering.wording import day_words


def held(context: EditContext, cluster_id: str) -> Partnership:
    """What is known of the partnership of a cluster. `EditError` where the plan has no such cluster."""
    known_cluster(context, cluster_id)
    found: Partnership = context.plan.partnerships.get(cluster_id, Partnership())
    return found


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


Said = tuple[str, dict[str, Any]]
"""What an edit says of itself, and the fields that it sets."""


@dataclass(frozen=True)
class PartnershipEdit(ABC):
    """An edit to what is known of the partnership of one cluster: each kind says what it sets."""

    id: str

    def change(self, context: EditContext) -> PlanChange:
        """The change to the partnership; one of which nothing is said any more is taken away.

        `EditError` for an unknown cluster, for what is so already, and for nonsense.
        """
        name, before = known_cluster(context, self.id).name, held(context, self.id)
        text, fields = self.said(context, name, before)
        after = Partnership.model_validate(dict(before) | fields)
        if after == before:
            raise EditError(f"{name}: it is so already.")
        draft = Draft(context.plan)
        draft.put(Table.PARTNERSHIPS, self.id, None if after == Partnership() else after)
        return draft.change(text)

    @abstractmethod
    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """What it says and sets of the partnership `before` of a cluster of that name."""


@dataclass(frozen=True)
class EachPartnership:
    """Edits of many partnerships as one step, each worked out from the plan as it is; no change is no error but for all."""

    edits: tuple[PartnershipEdit, ...]
    text: str

    def change(self, context: EditContext) -> PlanChange:
        """All of them. `EditError` of the first that refuses, and where nothing would change."""
        fields: dict[str, dict[str, Any]] = {}
        for edit in self.edits:
            name, before = known_cluster(context, edit.id).name, held(context, edit.id)
            fields.setdefault(edit.id, {}).update(edit.said(context, name, before)[1])
        draft = Draft(context.plan)
        for key, said in fields.items():
            after = Partnership.model_validate(dict(held(context, key)) | said)
            draft.put(Table.PARTNERSHIPS, key, None if after == Partnership() else after)
        change = draft.change(self.text)
        if not change.records:
            raise EditError("It is so already for all of them.")
        return change


@dataclass(frozen=True)
class SetStage(PartnershipEdit):
    """Say how far a partnership is."""

    stage: Stage

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The stage."""
        return f"{name}: {self.stage.value}", {"stage": self.stage}


@dataclass(frozen=True)
class SetLeadRole(PartnershipEdit):
    """Say which role leads a partnership, such as "executive head"; "" takes it away. Names of persons do not belong here."""

    role: str

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The role. `EditError` where it is too long."""
        role = clean_words(self.role, "A role")
        return f"{name} is led by: {role}" if role else f"No lead role for {name}", {"lead_role": role}


@dataclass(frozen=True)
class SetModel(PartnershipEdit):
    """Set the present model, the target and the review date of a partnership; None = not chosen.

    Where the present model changes, the step is added to the history as of the day `on`.
    """

    model: Model | None
    target: Model | None
    review_date: date | None
    on: date
    note: str = ""

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The three of them, and the step. `EditError` where the history is full."""
        history = before.history
        if self.model != before.model:
            history = (*history, ModelStep(model=self.model, since=self.on, note=clean_note(self.note)))
            refuse_too_many(history, "steps in its history")
        fields = {"model": self.model, "target": self.target, "review_date": self.review_date, "history": history}
        return f"{name}: {self._words}", fields

    @property
    def _words(self) -> str:
        now = model_name(self.model) if self.model else "no model"
        aim = f", aiming at {model_name(self.target)}" if self.target else ""
        review = f", review on {day_words(self.review_date)}" if self.review_date else ""
        return f"{now}{aim}{review}"


@dataclass(frozen=True)
class SetHistory(PartnershipEdit):
    """Set the models that a partnership took on so far; its present model stays as it is."""

    history: tuple[ModelStep, ...]

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The steps, the earliest first. `EditError` for too many or too long a note."""
        refuse_too_many(self.history, "steps in its history")
        cleaned = (step.model_copy(update={"note": clean_note(step.note)}) for step in self.history)
        history = tuple(sorted(cleaned, key=lambda step: step.since))
        return f"Set the steps so far of {name}", {"history": history}


@dataclass(frozen=True)
class SetJointRoles(PartnershipEdit):
    """Set the roles that the schools of a partnership share."""

    roles: tuple[JointRole, ...]

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The roles. `EditError` for a blank role, or a school that the register lacks."""
        refuse_too_many(self.roles, "joint roles")
        if any(not role.role.strip() for role in self.roles):
            raise EditError("Give each joint role a name.")
        based = {role.school for role in self.roles if role.school is not None}
        if based:
            known_schools(context, based)
        return f"Set the joint roles of {name}", {"roles": self.roles}


@dataclass(frozen=True)
class SetBudget(PartnershipEdit):
    """Set the money of a partnership."""

    budget: Budget

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The budget."""
        return f"Set the budget of {name}", {"budget": self.budget}
