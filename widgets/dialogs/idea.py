"""What taking an idea over would do, cluster by cluster, before it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from wolds.clustering.edits import TakeIdea
from wolds.clustering.edits.base import EditContext
from wolds.clustering.ideas import JudgedIdea
from wolds.clustering.models import model_name
from wolds.clustering.wording import listed
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import card, describe, label

Judge = Callable[[tuple[TakeIdea, ...]], tuple[JudgedIdea, ...]]
_CARDS_IN_SIGHT = 430


class IdeaDialog(PlainDialog):
    """A card for each cluster of the idea, to be ticked. `taken` carries those ticked; `shown` too, each time they change."""

    taken = Signal(object)
    shown = Signal(object)

    def __init__(self, context: EditContext, ideas: tuple[TakeIdea, ...], judge: Judge, parent: QWidget | None = None) -> None:
        source = ideas[0].source
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Take over an idea"))
        self.setMinimumWidth(560)
        self._context, self._judge = context, judge
        self.body.addWidget(label(self.tr("What {name} would do to the plan").format(name=source), "heading"))
        self.cards = tuple(_IdeaCard(context, idea) for idea in ideas)
        self._put_together()
        self.take = self.add_accept(self.tr("&Take over"))
        self.add_reject()
        for one in self.cards:
            one.tick.toggled.connect(lambda _: self._judge_anew())
        self._judge_anew()

    def _put_together(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in self.cards:
            column.addWidget(one.frame)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        describe(area, self.tr("The clusters of the idea"))
        area.setMinimumHeight(min(_CARDS_IN_SIGHT, 170 * len(self.cards)))
        self.body.addWidget(area, 1)
        self.body.addWidget(label(self.tr("It is one step: Undo takes all of it back."), "muted"))

    @property
    def chosen(self) -> tuple[TakeIdea, ...]:
        """The ideas that are ticked and can be taken."""
        return tuple(one.idea for one in self.cards if one.tick.isChecked() and not one.is_refused)

    def _judge_anew(self) -> None:
        """Each idea is judged after those above it that are ticked."""
        wanted = tuple(one.idea for one in self.cards if one.tick.isChecked())
        judged = dict(zip(map(id, wanted), self._judge(wanted), strict=True))
        for one in self.cards:
            found = judged.get(id(one.idea))
            one.show_judged(found or self._judge((one.idea,))[0], is_ticked=found is not None)
        self.take.setEnabled(bool(self.chosen))
        self.shown.emit(self.chosen)

    def accept(self) -> None:
        """Say which ideas are taken, and close."""
        if self.chosen:
            super().accept()
            self.taken.emit(self.chosen)


class _IdeaCard:
    """One idea: a tick, its schools and where they are now, what is said of the partnership, and what taking it would do."""

    def __init__(self, context: EditContext, idea: TakeIdea) -> None:
        self.idea, self._context, self.is_refused = idea, context, False
        self.frame, layout = card()
        self.tick = QCheckBox(idea.name.replace("&", "&&") or self._tr("A cluster without a name"))
        self.tick.setChecked(True)
        font = self.tick.font()
        font.setBold(True)
        self.tick.setFont(font)
        self.impact, self.refusal, self.same = label("", "strong"), label("", "error"), label("", "muted")
        for part in (self.tick, label(self._schools()), *self._said(), self.impact, self.refusal, self.same):
            layout.addWidget(part)

    def _tr(self, text: str) -> str:
        return self.frame.tr(text)

    def _schools(self) -> str:
        """The schools, each with where it is now."""
        plan, schools, lines = self._context.plan, self._context.schools, []
        for urn in self.idea.members:
            name = schools.name_of(urn) if urn in schools else f"URN {urn}"
            home = plan.cluster_at(urn)
            now = self._tr("in no cluster") if home is None else f"{home.number} {home.name}"
            lines.append(self._tr("{school}: now {where}").format(school=name, where=now))
        return "\n".join(lines)

    def _said(self) -> list[QLabel]:
        known, parts = self.idea.partnership, []
        if known.planned_model is not None:
            parts.append(self._tr("Aims at: {model}").format(model=model_name(known.planned_model)))
        if known.actions:
            parts.append(self._tr("actions: {what}").format(what=listed([action.text for action in known.actions], 3)))
        if known.measures:
            parts.append(self._tr("measures: {what}").format(what=listed([measure.name for measure in known.measures], 3)))
        said = [text for text in ("; ".join(parts), self.idea.note) if text]
        return [label("\n".join(said), "muted")] if said else []

    def show_judged(self, judged: JudgedIdea, *, is_ticked: bool) -> None:
        """Say what taking it would do, or why it cannot be."""
        self.is_refused = bool(judged.refusal)
        self.impact.setText(judged.impact)
        self.impact.setVisible(bool(judged.impact))
        self.impact.setEnabled(is_ticked)
        self.refusal.setText(judged.refusal)
        self.refusal.setVisible(self.is_refused and not judged.is_same)
        self.same.setText(judged.refusal)
        self.same.setVisible(judged.is_same)
        said = ". ".join(part for part in (self._schools(), judged.impact, judged.refusal) if part)
        describe(self.tick, self.idea.name)
        self.tick.setAccessibleDescription(said)
