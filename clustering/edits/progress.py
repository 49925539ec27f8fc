"""The action plan and the measures of a partnership, one entry at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.guards import known_cluster
from wolds.clustering.edits.partnership import changed, held, refuse_too_many
from wolds.clustering.partnership.records import Action, Measure, Reading, next_id
from wolds.clustering.plan import PlanChange

_Entry = TypeVar("_Entry", Action, Measure)


def _known(entries: Sequence[_Entry], entry_id: str, what: str) -> _Entry:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise EditError(f"There is no {what} {entry_id} in this partnership.")


def _swapped(entries: Sequence[_Entry], entry: _Entry) -> tuple[_Entry, ...]:
    return tuple(entry if other.id == entry.id else other for other in entries)


def _without(entries: Sequence[_Entry], entry_id: str) -> tuple[_Entry, ...]:
    return tuple(entry for entry in entries if entry.id != entry_id)


@dataclass(frozen=True)
class AddAction:
    """Add an action to the plan of a partnership; it gets an id of its own."""

    id: str
    action: Action

    def change(self, context: EditContext) -> PlanChange:
        """Add it. `EditError` for a blank text."""
        actions = held(context, self.id).actions
        _refuse_blank(self.action.text, "action")
        action = self.action.model_copy(update={"id": next_id("A", (one.id for one in actions))})
        refuse_too_many((*actions, action), "actions")
        text = f"Add an action to {known_cluster(context, self.id).name}: {action.text}"
        return changed(context, self.id, text, actions=(*actions, action))


@dataclass(frozen=True)
class ChangeAction:
    """Put an action in place of the one with its id."""

    id: str
    action: Action

    def change(self, context: EditContext) -> PlanChange:
        """Change it. `EditError` for an unknown one or a blank text."""
        actions = held(context, self.id).actions
        _known(actions, self.action.id, "action")
        _refuse_blank(self.action.text, "action")
        text = f"Change an action of {known_cluster(context, self.id).name}: {self.action.text} ({self.action.status.value})"
        return changed(context, self.id, text, actions=_swapped(actions, self.action))


@dataclass(frozen=True)
class RemoveAction:
    """Take an action away."""

    id: str
    action_id: str

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` for an unknown one."""
        actions = held(context, self.id).actions
        gone = _known(actions, self.action_id, "action")
        text = f"Take an action away from {known_cluster(context, self.id).name}: {gone.text}"
        return changed(context, self.id, text, actions=_without(actions, self.action_id))


@dataclass(frozen=True)
class AddMeasure:
    """Add a measure of progress to a partnership; it gets an id of its own."""

    id: str
    measure: Measure

    def change(self, context: EditContext) -> PlanChange:
        """Add it. `EditError` for a blank name."""
        measures = held(context, self.id).measures
        _refuse_blank(self.measure.name, "measure")
        measure = self.measure.model_copy(update={"id": next_id("M", (one.id for one in measures))})
        refuse_too_many((*measures, measure), "measures")
        text = f"Add a measure to {known_cluster(context, self.id).name}: {measure.name}"
        return changed(context, self.id, text, measures=(*measures, measure))


@dataclass(frozen=True)
class ChangeMeasure:
    """Put a measure in place of the one with its id."""

    id: str
    measure: Measure

    def change(self, context: EditContext) -> PlanChange:
        """Change it. `EditError` for an unknown one or a blank name."""
        measures = held(context, self.id).measures
        _known(measures, self.measure.id, "measure")
        _refuse_blank(self.measure.name, "measure")
        text = f"Change a measure of {known_cluster(context, self.id).name}: {self.measure.name}"
        return changed(context, self.id, text, measures=_swapped(measures, self.measure))


@dataclass(frozen=True)
class RemoveMeasure:
    """Take a measure away, readings and all."""

    id: str
    measure_id: str

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` for an unknown one."""
        measures = held(context, self.id).measures
        gone = _known(measures, self.measure_id, "measure")
        text = f"Take a measure away from {known_cluster(context, self.id).name}: {gone.name}"
        return changed(context, self.id, text, measures=_without(measures, self.measure_id))


@dataclass(frozen=True)
class RecordReading:
    """Write down the value of a measure on a day; a second one for the day replaces the first, None takes it away."""

    id: str
    measure_id: str
    on: date
    value: float | None

    def change(self, context: EditContext) -> PlanChange:
        """Write it down. `EditError` for an unknown measure."""
        measures = held(context, self.id).measures
        measure = _known(measures, self.measure_id, "measure")
        others = [reading for reading in measure.series if reading.on != self.on]
        if self.value is not None:
            others.append(_reading(self.on, self.value))
        series = tuple(sorted(others, key=lambda reading: reading.on))
        refuse_too_many(series, "readings of a measure")
        said = "nothing any more" if self.value is None else f"{self.value:g} {measure.unit}".strip()
        text = f"{known_cluster(context, self.id).name}: {measure.name} on {self.on} was {said}"
        return changed(context, self.id, text, measures=_swapped(measures, measure.model_copy(update={"series": series})))


def _reading(on: date, value: float) -> Reading:
    if not -1e9 <= value <= 1e9:
        raise EditError("The value of a measure is a number up to a thousand million.")
    return Reading(on=on, value=value)


def _refuse_blank(words: str, what: str) -> None:
    if not words.strip():
        raise EditError(f"Say in words what the {what} is.")
