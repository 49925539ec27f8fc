"""What a list of records is made of: its columns, its rows, the form of one record, and the edits that change it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from wolds.clustering.edits import Edit
from wolds.clustering.edits.base import EditContext
from wolds.clustering.partnership.figures import partnership_of
from wolds.clustering.partnership.records import Partnership
from wolds.widgets.partnership.record_dialog import Field, Values


@dataclass(frozen=True)
class Shown:
    """A cluster of a plan, and what is known of its partnership."""

    context: EditContext
    cluster: str

    @property
    def partnership(self) -> Partnership:
        """What is known of it."""
        return partnership_of(self.context, self.cluster)

    @property
    def members(self) -> tuple[int, ...]:
        """URNs of its core members."""
        return self.context.plan.clusters[self.cluster].members

    def school(self, urn: int) -> str:
        """A school's name, or its number where the register lacks it."""
        return self.context.schools.name_of(urn) if urn in self.context.schools else str(urn)

    def schools(self, urns: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
        """Schools to choose from, by name."""
        return tuple(sorted(((str(urn), self.school(urn)) for urn in urns), key=lambda pair: pair[1].casefold()))


@dataclass(frozen=True)
class Row:
    """One record in a list. `key` is what changing or removing it names; "" where it stands here and is changed elsewhere.

    `told` says in words what `picture` draws. `urn` is a school that can be shown, 0 for none.
    """

    key: str
    heading: str
    facts: str = ""
    note: str = ""
    mark: QIcon | None = None
    picture: QIcon | None = None
    told: str = ""
    urn: int = 0

    @property
    def text(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join(part for part in (self.heading, self.facts, self.note, self.told) if part)


class Section(QObject):
    """One kind of record."""

    title: str
    one: str  # the record in a sentence: "action"
    icon_name = "plan"
    sentence = ""  # stands in the form
    add_words = ""  # on the button, where "Add…" would not say what
    empty: tuple[str, str]  # heading and sentence while there is no record: what would stand here

    def rows(self, shown: Shown) -> list[Row]:
        """The records of the cluster."""
        raise NotImplementedError

    def count(self, shown: Shown) -> int:
        """How many records there are that a person wrote."""
        return sum(bool(row.key) for row in self.rows(shown))

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """The form of a record; "" for a new one."""
        raise NotImplementedError

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """The edit that puts what was typed in its place. `ValueError` says what is wrong with it."""
        raise NotImplementedError

    def removal(self, shown: Shown, key: str) -> Edit:
        """The edit that takes a record away."""
        raise NotImplementedError


def needed(values: Values, key: str, sentence: str) -> str:
    """What was typed; `ValueError` with the sentence for nothing."""
    if not values[key]:
        raise ValueError(sentence)
    return values[key]


def in_line(*facts: str) -> str:
    """Facts side by side; what says nothing is left out."""
    return " · ".join(fact for fact in facts if fact)
