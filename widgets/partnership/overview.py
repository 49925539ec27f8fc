"""The first page: stage, leading, models and review as a form; with it what the plan lacks and what the model asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from wolds.clustering.edits import SetLead, SetLeadRole, SetModel, SetStage
from wolds.clustering.models import PROMPT_NOTE, Model, model_name
from wolds.clustering.partnership.care import consequence_for, prompts_of, warnings_of
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.partnership.records import LONGEST_WORDS, Stage
from wolds.clustering.policy import Consequence
from wolds.widgets.dialogs.parts import WheelGuard, clear, describe, label
from wolds.widgets.partnership import words
from wolds.widgets.partnership.section import Shown
from wolds.widgets.partnership.typed import day, day_text

_ROOM_FOR_TWO: Final = 640  # pixels: form and sentences stand side by side


class Overview(QWidget):
    """The page. `edit_requested` carries an edit."""

    edit_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._today = date.min
        self._guard = WheelGuard(self)
        self.form = QFormLayout()
        self.form.setSpacing(6)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.stage = self._box(self.tr("&Stage"), self._set_stage)
        self.lead = self._box(self.tr("&Lead school"), self._set_lead)
        self.role = self._line(self.tr("Lead head's &role"), self._set_role)
        self.model = self._box(self.tr("&Model now"), self._set_model)
        self.target = self._box(self.tr("&Aiming at"), self._set_model)
        self.review = self._line(self.tr("Re&view on"), self._set_model)
        self.role.setPlaceholderText(self.tr("A role, such as: executive head"))
        self.review.setPlaceholderText(self.tr("Such as: 1/9/2027"))
        self.problem = label("", "error")
        self.problem.hide()
        self.form.addRow(self.problem)
        self.said = QVBoxLayout()
        self.said.setSpacing(4)
        self.both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._put_together()

    def _put_together(self) -> None:
        inside = QWidget()
        everything = QVBoxLayout(inside)
        everything.setContentsMargins(10, 8, 10, 8)
        everything.addLayout(self.both)
        everything.addStretch(1)
        self.both.setSpacing(14)
        for part in (self.form, self.said):
            side = QVBoxLayout()
            side.addLayout(part)
            side.addStretch(1)
            self.both.addLayout(side, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        describe(area, self.tr("What it lacks and what its model asks"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentences stand below the form where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _ROOM_FOR_TWO
        self.both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _box(self, text: str, chosen: Callable[[], None]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        self._guard.guard(box)
        box.activated.connect(lambda _: chosen())
        self._add(text, box)
        return box

    def _line(self, text: str, typed: Callable[[], None]) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(LONGEST_WORDS)
        line.editingFinished.connect(typed)
        self._add(text, line)
        return line

    def _add(self, text: str, field: QWidget) -> None:
        named = QLabel(text)
        named.setBuddy(field)
        describe(field, text)
        self.form.addRow(named, field)

    # Showing -----------------------------------------------------------------------------------------------------

    def show_partnership(self, shown: Shown, today: date) -> None:
        """Show what is known of a cluster's partnership on a day."""
        other = self._shown is None or self._shown.cluster != shown.cluster
        self._shown, self._today = shown, today
        one, cluster = shown.partnership, shown.context.plan.clusters[shown.cluster]
        models = (("", self.tr("Not chosen")), *words.choices(Model))
        leads = (("", self.tr("Nobody chosen")), *shown.schools(cluster.members))
        _fill(self.stage, words.choices(Stage), one.stage.value)
        _fill(self.lead, leads, str(cluster.lead or ""))
        _fill(self.model, models, one.model or "")
        _fill(self.target, models, one.target or "")
        for line, text in ((self.role, one.lead_role), (self.review, day_text(one.review_date))):
            if other or not line.isModified():
                line.setText(text)
                line.setCursorPosition(0)  # long words are read from their beginning
        self.say_problem("")
        self._say(shown)

    @property
    def is_touched(self) -> bool:
        """Whether something is still being typed."""
        return self.role.isModified() or self.review.isModified()

    def settle(self) -> None:
        """Ask for what is still being typed."""
        self._set_role()
        if self.review.isModified():
            self._set_model()

    def say_problem(self, sentence: str) -> None:
        """Say what is wrong with what was typed, "" for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.review.setAccessibleDescription(sentence)

    def _say(self, shown: Shown) -> None:
        clear(self.said)
        context, key = shown.context, shown.cluster
        lacking, prompts = warnings_of(context, key, self._today), prompts_of(context, key)
        self._heading(self.tr("What it lacks"))
        for warned in lacking:
            self._tell(f"⚠ {warned.sentence}", "warning")
        if not lacking:
            self._tell(self.tr("Nothing that is looked for."), "muted")
        self._heading(self.tr("Church and law, as {model}").format(model=model_name(planned_model(context, key))))
        found = self._say_verdict(consequence_for(context, key), {warned.sentence for warned in lacking})
        asked = [prompt for prompt in prompts if prompt.sentence not in found]
        if asked:
            self._heading(self.tr("To ask and to do"))
            for prompt in asked:
                self._tell(self.tr("• {prompt} ({source})").format(prompt=prompt.sentence, source=prompt.source))
        if prompts:
            self._tell(PROMPT_NOTE, "muted")

    def _say_verdict(self, consequence: Consequence, above: set[str]) -> set[str]:
        """The verdict and every finding behind it with its source, but what stands above; the sentences of the findings."""
        found = [one for one in consequence.findings if one.sentence not in above]
        verdict = words.said(consequence.verdict)
        if not found or not found[0].sentence.startswith(verdict):
            self._tell(verdict)
        for one in found:
            said = self.tr("{finding} ({source})").format(finding=one.sentence, source=one.source)
            self._tell(said if one.source else one.sentence)
        return {one.sentence for one in consequence.findings}

    def _heading(self, text: str) -> None:
        self._tell(text, "strong")

    def _tell(self, text: str, kind: str = "") -> None:
        made = label(text, kind)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.addWidget(made)

    # Asking ------------------------------------------------------------------------------------------------------

    def _set_stage(self) -> None:
        if self._shown and self.stage.currentData() != self._shown.partnership.stage.value:
            self.edit_requested.emit(SetStage(self._shown.cluster, Stage(self.stage.currentData())))

    def _set_lead(self) -> None:
        urn = int(self.lead.currentData()) if self.lead.currentData() else None
        if self._shown and urn != self._shown.context.plan.clusters[self._shown.cluster].lead:
            self.edit_requested.emit(SetLead(self._shown.cluster, urn))

    def _set_role(self) -> None:
        if self._shown and self.role.isModified():
            role = " ".join(self.role.text().split())
            self.role.setModified(False)
            if role != self._shown.partnership.lead_role:
                self.edit_requested.emit(SetLeadRole(self._shown.cluster, role))

    def _set_model(self) -> None:
        if self._shown is None:
            return
        one = self._shown.partnership
        try:
            review = day(self.review.text())
        except ValueError as error:
            self.say_problem(str(error))
            return
        self.say_problem("")
        self.review.setModified(False)
        model, target = (Model(box.currentData()) if box.currentData() else None for box in (self.model, self.target))
        if (model, target, review) != (one.model, one.target, one.review_date):
            self.edit_requested.emit(SetModel(self._shown.cluster, model, target, review, self._today))


def _fill(box: QComboBox, choices: tuple[tuple[str, str], ...], value: str) -> None:
    now = tuple((str(box.itemData(place)), box.itemText(place)) for place in range(box.count()))
    if now != choices:
        box.clear()
        for data, text in choices:
            box.addItem(text, str(data))
    box.setCurrentIndex(max(0, box.findData(str(value))))
