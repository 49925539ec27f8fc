"""The steps of a partnership so far: which model it took on, and when."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wolds.clustering.edits import Edit, SetHistory
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import ModelStep
from wolds.widgets.partnership import words
from wolds.widgets.partnership.record_dialog import Field, Values
from wolds.widgets.partnership.section import Row, Section, Shown, needed
from wolds.widgets.partnership.typed import day, day_text


class Steps(Section):
    """The steps; known by their place in the history."""

    icon_name = "history"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Steps so far"), self.tr("step")
        self.sentence = self.tr("A model that it took on in the past. The model it has now stands on the overview.")
        what = self.tr("A step is written down by itself when the model of now is changed; add earlier ones here.")
        self.empty = (self.tr("No steps yet"), what)

    def rows(self, shown: Shown) -> list[Row]:
        """From the first to the last."""
        history = enumerate(shown.partnership.history)
        return [Row(str(place), self._model(step), day_text(step.since), step.note) for place, step in history]

    def _model(self, step: ModelStep) -> str:
        return words.said(step.model) if step.model else self.tr("No model any more")

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """Model, day and note."""
        step = shown.partnership.history[int(key)] if key else None
        models = (("", self.tr("No model any more")), *words.choices(Model))
        return (
            Field("model", self.tr("&Model"), (step.model or "") if step else Model.INFORMAL.value, "choice", models),
            Field("since", self.tr("&Since"), day_text(step.since) if step else "", hint=self.tr("Such as: 1/9/2023")),
            Field("note", self.tr("&Note"), step.note if step else ""),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Set the history with this step in it."""
        since = day(needed(values, "since", self.tr("Say since which day.")))
        if since is None:
            raise ValueError(self.tr("Say since which day."))
        step = ModelStep(model=Model(values["model"]) if values["model"] else None, since=since, note=values["note"])
        return SetHistory(shown.cluster, (*self._others(shown, key), step))

    def _others(self, shown: Shown, key: str) -> tuple[ModelStep, ...]:
        return tuple(step for place, step in enumerate(shown.partnership.history) if str(place) != key)

    def removal(self, shown: Shown, key: str) -> Edit:
        """Set the history without it."""
        return SetHistory(shown.cluster, self._others(shown, key))
