"""The action plan and the measures of a partnership as lists."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from wolds.clustering.edits import (
    AddAction,
    AddMeasure,
    ChangeAction,
    ChangeMeasure,
    Edit,
    RemoveAction,
    RemoveMeasure,
)
from wolds.clustering.partnership.records import Action, Category, Measure, Priority, Reading, Status
from wolds.widgets.partnership import words
from wolds.widgets.partnership.progress_line import progress_line
from wolds.widgets.partnership.record_dialog import YES, Field, Values
from wolds.widgets.partnership.section import Row, Section, Shown, in_line, needed
from wolds.widgets.partnership.typed import day, day_text, number, number_text


class Actions(Section):
    """The action plan."""

    icon_name = "plan"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Actions"), self.tr("action")
        self.sentence = self.tr("The owner is a role, never a person.")
        what = self.tr("Add what the schools will do together: one on teaching first, each with an owner and a term.")
        self.empty = (self.tr("No actions yet"), what)

    def rows(self, shown: Shown) -> list[Row]:
        """The pressing ones first."""
        order = list(Priority)
        actions = sorted(shown.partnership.actions, key=lambda action: order.index(action.priority))
        return [self._row(action) for action in actions]

    def _row(self, action: Action) -> Row:
        priority = self.tr("{priority} priority").format(priority=words.said(action.priority))
        known = (words.said(action.status), priority, words.said(action.category), action.term, action.owner)
        return Row(action.id, action.text, in_line(*known), action.note)

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """Text, category, priority, owner, term, status, note."""
        action = _action(shown, key) or Action(text="?", category=Category.TEACHING)
        return (
            Field("text", self.tr("&Action"), action.text if key else "", hint=self.tr("What is to be done")),
            Field("category", self.tr("&Category"), action.category.value, "choice", words.choices(Category)),
            Field("priority", self.tr("&Priority"), action.priority.value, "choice", words.choices(Priority)),
            Field("owner", self.tr("&Owner (a role)"), action.owner, hint=self.tr("Such as: lead head")),
            Field("term", self.tr("&Term"), action.term, hint=self.tr("Such as: Autumn 2027")),
            Field("status", self.tr("&Status"), action.status.value, "choice", words.choices(Status)),
            Field("note", self.tr("&Note"), action.note),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Add it, or put it in place of the old one."""
        needed(values, "text", self.tr("Say in words what the action is."))
        old = _action(shown, key)
        action = Action.model_validate({**values, **({"id": old.id} if old else {})})
        return ChangeAction(shown.cluster, action) if old else AddAction(shown.cluster, action)

    def removal(self, shown: Shown, key: str) -> Edit:
        """Take it away."""
        return RemoveAction(shown.cluster, key)


def _action(shown: Shown, key: str) -> Action | None:
    return next((action for action in shown.partnership.actions if action.id == key), None)


class Measures(Section):
    """The measures of progress, each with the reading of a day."""

    icon_name = "measure"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Measures"), self.tr("measure")
        what = self.tr("Add what will show progress, with a baseline, a target and a review date; then readings, as they come.")
        self.empty = (self.tr("No measures yet"), what)
        self.sentence = self.tr(
            "A reading is kept with its day. A second one for the same day takes its place; a day alone takes its reading away."
        )

    def rows(self, shown: Shown) -> list[Row]:
        """In the order they were written."""
        return [self._row(measure) for measure in shown.partnership.measures]

    def _row(self, measure: Measure) -> Row:
        name = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
        return Row(
            measure.id,
            name,
            in_line(*self._values(measure)),
            in_line(*self._way(measure)),
            picture=progress_line(measure),
            told=", ".join(f"{day_text(reading.on)}: {number_text(reading.value)}" for reading in measure.series),
        )

    def _values(self, measure: Measure) -> Iterator[str]:
        if measure.latest is None:
            yield self.tr("No reading yet")
        else:
            yield self.tr("{value} on {day}").format(value=number_text(measure.latest.value), day=day_text(measure.latest.on))
        for words_of, value in ((self.tr("from {value}"), measure.baseline), (self.tr("aim {value}"), measure.target)):
            yield words_of.format(value=number_text(value)) if value is not None else ""

    def _way(self, measure: Measure) -> Iterator[str]:
        if measure.progress is not None:
            yield self.tr("{percent} % of the way").format(percent=f"{100 * measure.progress:.0f}")
        yield self.tr("Agreed") if measure.agreed else self.tr("Not agreed yet")
        yield self.tr("review on {day}").format(day=day_text(measure.review_date)) if measure.review_date else ""

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """Name, unit, baseline, target, review date, agreed, and a reading."""
        measure = _measure(shown, key) or Measure(name="?")
        today = self.tr("Such as: 1/9/2027")
        return (
            Field("name", self.tr("&Measure"), measure.name if key else "", hint=self.tr("What shows progress")),
            Field("unit", self.tr("&Unit"), measure.unit, hint=self.tr("Such as: % of pupils")),
            Field("baseline", self.tr("&Baseline"), number_text(measure.baseline)),
            Field("target", self.tr("&Target"), number_text(measure.target)),
            Field("review_date", self.tr("&Review date"), day_text(measure.review_date), hint=today),
            Field("agreed", self.tr("The schools &agreed on it"), YES if measure.agreed else "", "tick"),
            Field("value", self.tr("New re&ading")),
            Field("on", self.tr("&Day of the reading"), hint=today),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Add it, or put it in place of the old one, with the reading."""
        old = _measure(shown, key)
        said = {
            "name": needed(values, "name", self.tr("Say in words what the measure is.")),
            "unit": values["unit"],
            "baseline": number(values["baseline"]),
            "target": number(values["target"]),
            "review_date": day(values["review_date"]),
            "agreed": values["agreed"] == YES,
        }
        series = self._series(old.series if old else (), values)
        measure = Measure.model_validate({**said, "id": old.id if old else "M0", "series": series})
        return ChangeMeasure(shown.cluster, measure) if old else AddMeasure(shown.cluster, measure)

    def _series(self, series: tuple[Reading, ...], values: Values) -> tuple[Reading, ...]:
        value, on = number(values["value"]), day(values["on"])
        if value is None and on is None:
            return series
        others = [reading for reading in series if reading.on != on]
        if value is None and len(others) < len(series):
            return tuple(others)
        if value is None or on is None:
            raise ValueError(self.tr("A reading needs both its value and its day."))
        return tuple(sorted((*others, Reading(on=on, value=value)), key=lambda reading: reading.on))

    def removal(self, shown: Shown, key: str) -> Edit:
        """Take it away, readings and all."""
        return RemoveMeasure(shown.cluster, key)


def _measure(shown: Shown, key: str) -> Measure | None:
    return next((measure for measure in shown.partnership.measures if measure.id == key), None)
