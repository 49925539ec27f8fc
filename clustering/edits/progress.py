"""The action plan and the measures of a partnership, one entry at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.partnership import PartnershipEdit, Said, refuse_too_many
from wolds.clustering.partnership.records import Action, Measure, Partnership, Reading, next_id
from wolds.clustering.wording import day_words

_Entry = TypeVar("_Entry", Action, Measure)


@dataclass(frozen=True)
class _Entries(Generic[_Entry]):
    """One list of a partnership, and the words for what is in it: "an action", kept under ids that start with `letter`."""

    one: str
    a_one: str
    field: str
    letter: str
    of: Callable[[Partnership], tuple[_Entry, ...]]
    words: Callable[[_Entry], str]

    def added(self, name: str, before: Partnership, entry: _Entry) -> Said:
        """One more, under the next free id. `EditError` for blank words."""
        entries: tuple[_Entry, ...] = self.of(before)
        self._refuse_blank(entry)
        made = entry.model_copy(update={"id": next_id(self.letter, (one.id for one in entries))})
        refuse_too_many((*entries, made), self.field)
        return f"Add {self.a_one} to {name}: {self.words(made)}", {self.field: (*entries, made)}

    def swapped(self, name: str, before: Partnership, entry: _Entry, status: str = "") -> Said:
        """One in place of the one with its id. `EditError` for an unknown one or blank words."""
        self.known(before, entry.id)
        self._refuse_blank(entry)
        return f"Change {self.a_one} of {name}: {self.words(entry)}{status}", {self.field: self.with_one(before, entry)}

    def without(self, name: str, before: Partnership, entry_id: str) -> Said:
        """All but one. `EditError` for an unknown one."""
        gone = self.known(before, entry_id)
        left = tuple(one for one in self.of(before) if one.id != entry_id)
        return f"Take {self.a_one} away from {name}: {self.words(gone)}", {self.field: left}

    def known(self, before: Partnership, entry_id: str) -> _Entry:
        """The one of that id. `EditError` where there is none."""
        for entry in self.of(before):
            if entry.id == entry_id:
                return entry
        raise EditError(f"There is no {self.one} {entry_id} in this partnership.")

    def with_one(self, before: Partnership, entry: _Entry) -> tuple[_Entry, ...]:
        """The entries, one of them as it is now."""
        return tuple(entry if other.id == entry.id else other for other in self.of(before))

    def _refuse_blank(self, entry: _Entry) -> None:
        if not self.words(entry).strip():
            raise EditError(f"Say in words what the {self.one} is.")


_ACTIONS: Final = _Entries[Action]("action", "an action", "actions", "A", lambda held: held.actions, lambda one: one.text)
_MEASURES: Final = _Entries[Measure]("measure", "a measure", "measures", "M", lambda held: held.measures, lambda one: one.name)


@dataclass(frozen=True)
class AddAction(PartnershipEdit):
    """Add an action to the plan of a partnership; it gets an id of its own."""

    action: Action

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """One more. `EditError` for a blank text."""
        return _ACTIONS.added(name, before, self.action)


@dataclass(frozen=True)
class ChangeAction(PartnershipEdit):
    """Put an action in place of the one with its id."""

    action: Action

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The new one. `EditError` for an unknown one or a blank text."""
        return _ACTIONS.swapped(name, before, self.action, f" ({self.action.status.value})")


@dataclass(frozen=True)
class RemoveAction(PartnershipEdit):
    """Take an action away."""

    action_id: str

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """All but this one. `EditError` for an unknown one."""
        return _ACTIONS.without(name, before, self.action_id)


@dataclass(frozen=True)
class AddMeasure(PartnershipEdit):
    """Add a measure of progress to a partnership; it gets an id of its own."""

    measure: Measure

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """One more. `EditError` for a blank name."""
        return _MEASURES.added(name, before, self.measure)


@dataclass(frozen=True)
class ChangeMeasure(PartnershipEdit):
    """Put a measure in place of the one with its id."""

    measure: Measure

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The new one. `EditError` for an unknown one or a blank name."""
        return _MEASURES.swapped(name, before, self.measure)


@dataclass(frozen=True)
class RemoveMeasure(PartnershipEdit):
    """Take a measure away, readings and all."""

    measure_id: str

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """All but this one. `EditError` for an unknown one."""
        return _MEASURES.without(name, before, self.measure_id)


@dataclass(frozen=True)
class RecordReading(PartnershipEdit):
    """Write down the value of a measure on a day; a second one for the day replaces the first, None takes it away."""

    measure_id: str
    on: date
    value: float | None

    def said(self, context: EditContext, name: str, before: Partnership) -> Said:
        """The measure with it. `EditError` for an unknown measure."""
        measure = _MEASURES.known(before, self.measure_id)
        others = [reading for reading in measure.series if reading.on != self.on]
        if self.value is not None:
            others.append(_reading(self.on, self.value))
        series = tuple(sorted(others, key=lambda reading: reading.on))
        refuse_too_many(series, "readings of a measure")
        what = "nothing any more" if self.value is None else f"{self.value:g} {measure.unit}".strip()
        after = measure.model_copy(update={"series": series})
        return f"{name}: {measure.name} on {day_words(self.on)} was {what}", {"measures": _MEASURES.with_one(before, after)}


def _reading(on: date, value: float) -> Reading:
    if not -1e9 <= value <= 1e9:
        raise EditError("The value of a measure is a number up to a thousand million.")
    return Reading(on=on, value=value)
