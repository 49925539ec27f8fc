"""What is known of a partnership beside its schools: model, roles, actions, measures, budget; and memberships beside the core.

Plain frozen documents, kept in the plan by cluster id. Owners are roles, never persons. Dates are calendar days, money is
pounds a year. What is unknown is None or "", never a nought.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from wolds.clustering.models import Model
from wolds.clustering.rules import Document, Urn

LONGEST_WORDS = 200
LONGEST_TEXT = 20_000
MOST_ENTRIES = 500

Words = Annotated[str, Field(max_length=LONGEST_WORDS)]
Named = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Pounds = Annotated[float, Field(ge=0, le=1_000_000_000)]
Value = Annotated[float, Field(ge=-1_000_000_000, le=1_000_000_000)]
RecordId = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,9}$")]
ClusterId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class Stage(StrEnum):
    """How far a partnership is."""

    IDEA = "idea"
    TALKING = "talking"
    AGREED = "agreed"
    RUNNING = "running"
    ENDED = "ended"


class Category(StrEnum):
    """What an action is about."""

    TEACHING = "teaching"
    LEADERSHIP = "leadership"
    PUPILS = "pupils"
    BUSINESS = "business"
    TRANSPORT = "transport"


class Priority(StrEnum):
    """How pressing an action is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


class SpendingHead(StrEnum):
    """What money is spent on: the three heads of the field, and the rest."""

    LEADERSHIP = "leadership"
    PROJECT_MANAGEMENT = "project management"
    TRANSPORT = "transport"
    OTHER = "other"


class ModelStep(Document):
    """A model that a partnership took on, from a day on; None = none any more."""

    model: Model | None
    since: date
    note: Text = ""


class JointRole(Document):
    """A role that the schools share (maths lead, SENCO, early years, business manager), and the school it is based at."""

    role: Named
    school: Urn | None = None
    note: Text = ""


class Action(Document):
    """An action of the plan. `owner` is a role ("lead head"), `term` is free ("Autumn 2026")."""

    id: RecordId = "A0"
    text: Named
    category: Category
    priority: Priority = Priority.MEDIUM
    owner: Words = ""
    term: Words = ""
    status: Status = Status.PLANNED
    note: Text = ""


class Reading(Document):
    """A value of a measure on a day."""

    on: date
    value: Value


class Measure(Document):
    """A measure of progress: `series` are readings by day, each day once; `agreed` = the schools agreed on it."""

    id: RecordId = "M0"
    name: Named
    unit: Words = ""
    baseline: Value | None = None
    target: Value | None = None
    review_date: date | None = None
    agreed: bool = False
    series: Annotated[tuple[Reading, ...], Field(max_length=MOST_ENTRIES)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [reading.on for reading in self.series]
        if days != sorted(set(days)):
            raise ValueError(f"the readings of {self.name} are not in order, each day once")
        return self

    @property
    def latest(self) -> Reading | None:
        """The last reading, None where there is none."""
        return self.series[-1] if self.series else None

    @property
    def progress(self) -> float | None:
        """How much of the way from baseline to target the latest reading is: 0 to 1 and beyond; None where unknown."""
        if self.latest is None or self.baseline is None or self.target is None or self.target == self.baseline:
            return None
        return (self.latest.value - self.baseline) / (self.target - self.baseline)


class Spending(Document):
    """An item of spending in a year."""

    head: SpendingHead
    pounds: Pounds
    note: Text = ""


class Budget(Document):
    """Money of a year in pounds: a grant, levies, and what it is spent on. None = not known."""

    grant: Pounds | None = None
    levy_per_school: Pounds | None = None
    levy_per_pupil: Pounds | None = None
    spending: Annotated[tuple[Spending, ...], Field(max_length=MOST_ENTRIES)] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of money."""
        return not self.spending and not self.names_income

    @property
    def names_income(self) -> bool:
        """Whether a grant or a levy was named, be it of nothing."""
        return (self.grant, self.levy_per_school, self.levy_per_pupil) != (None, None, None)


class Partnership(Document):
    """The life of a partnership, by cluster id. `lead_role` is the role that leads ("executive head of Belton").

    `former_name` and `former_members` are set when its cluster goes: the record is kept, and nothing typed is lost.
    """

    stage: Stage = Stage.IDEA
    lead_role: Words = ""
    model: Model | None = None
    target: Model | None = None
    review_date: date | None = None
    history: Annotated[tuple[ModelStep, ...], Field(max_length=MOST_ENTRIES)] = ()
    roles: Annotated[tuple[JointRole, ...], Field(max_length=MOST_ENTRIES)] = ()
    actions: Annotated[tuple[Action, ...], Field(max_length=MOST_ENTRIES)] = ()
    measures: Annotated[tuple[Measure, ...], Field(max_length=MOST_ENTRIES)] = ()
    budget: Budget = Budget()
    former_name: Annotated[str, Field(max_length=2_000)] = ""
    former_members: Annotated[tuple[Urn, ...], Field(max_length=1_000)] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for entries in (self.actions, self.measures):
            ids = [entry.id for entry in entries]
            if len(set(ids)) < len(ids):
                raise ValueError("two entries have one id")
        return self

    @property
    def planned_model(self) -> Model | None:
        """The model to plan for: the target, else the present one."""
        return self.target or self.model


class Associate(Document):
    """A school's membership beside its core cluster, for a purpose: of a cluster of the plan, or of a named network."""

    urn: Urn
    cluster: ClusterId | None = None
    network: Words = ""
    purpose: Named
    note: Text = ""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.cluster is None) == (not self.network):
            raise ValueError("give either a cluster or the name of a network")
        return self


class FactKind(StrEnum):
    """What a confidential fact is about."""

    HEAD_VACANCY = "head vacancy"
    HEAD_RETIREMENT = "head retirement"
    NOTE = "note"


class ConfidentialFact(Document):
    """A fact that leaves the plan file only where a person ticks it: of a school, or of a cluster."""

    urn: Urn | None = None
    cluster: ClusterId | None = None
    kind: FactKind = FactKind.NOTE
    on: date | None = None
    text: Text = ""

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if (self.urn is None) == (self.cluster is None):
            raise ValueError("give either a school or a cluster")
        if not self.text.strip() and self.on is None:
            raise ValueError("give a text or a date")
        return self


def next_id(letter: str, taken: Iterable[str]) -> str:
    """The next free id of a kind of record.

    >>> next_id("A", ["A1", "A7"]), next_id("F", [])
    ('A8', 'F1')
    """
    return f"{letter}{max((int(one[1:]) for one in taken), default=0) + 1}"
