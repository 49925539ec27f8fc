"""The workspace of a diocesan officer: what it is about at the top, then dioceses, questions, pairs, policy and scenarios."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.models import Model
from wolds.clustering.partners.reach import USUAL_MINUTES
from wolds.clustering.plan import Cluster
from wolds.clustering.policy.survey import Survey
from wolds.widgets.church.dioceses import DiocesesPage
from wolds.widgets.church.pairs import PairsPage
from wolds.widgets.church.policy_page import PolicyPage
from wolds.widgets.church.questions import QuestionsPage
from wolds.widgets.church.scenarios import ScenariosPage
from wolds.widgets.church.words import model_box
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, label, row
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.pages.job_bar import JobBar


class ChurchView(QWidget):
    """Church and community. `survey_requested` asks for everything anew with what is chosen at the top."""

    survey_requested = Signal()
    paper_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._guard = WheelGuard(self)
        self.summary, self.jobs, self.stale = label("", "strong"), JobBar(), StaleStrip()
        self.reach, self.model = self._reach(), self._model()
        self.back = button(self.tr("&Back to the plan"), self.left.emit, icon_name="map")
        self.paper = button(self.tr("Pa&per for the diocese…"), self.paper_requested.emit, icon_name="note")
        describe(
            self.paper,
            self.tr("Paper for the diocese"),
            self.tr("Scenarios side by side, the approvals list, pairs, and who is alone: for your board, as PDF or Word"),
        )
        self.dioceses, self.questions, self.pairs = DiocesesPage(), QuestionsPage(), PairsPage()
        self.policy, self.scenarios = PolicyPage(), ScenariosPage()
        self.tabs = QTabWidget()
        self._put_together()
        self.reach.currentIndexChanged.connect(lambda: self.survey_requested.emit())
        self.model.currentIndexChanged.connect(lambda: self.survey_requested.emit())
        self.dioceses.dioceses_changed.connect(lambda _: self._choose())
        self.stale.ask_again.connect(self.survey_requested)

    def _reach(self) -> QComboBox:
        box = QComboBox()
        for minutes in USUAL_MINUTES:
            box.addItem(self.tr("{n} minutes").format(n=f"{minutes:g}"), minutes)
        box.setCurrentIndex(1)
        describe(box, self.tr("Within"), self.tr("How near a school must be to count; estimated from the straight line"))
        self._guard.guard(box)
        return box

    def _model(self) -> QComboBox:
        box = model_box(self.tr("What each aims at or has"))
        describe(box, self.tr("Judge clusters as"), self.tr("By which model clusters and pairs are judged"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        self._guard.guard(box)
        return box

    def _put_together(self) -> None:
        within, judged = QLabel(self.tr("W&ithin")), QLabel(self.tr("&Judge clusters as"))
        within.setBuddy(self.reach)
        judged.setBuddy(self.model)
        for page, title in (
            (self.dioceses, self.tr("Dioceses")),
            (self.questions, self.tr("Questions")),
            (self.pairs, self.tr("Pairs")),
            (self.policy, self.tr("Policy table")),
            (self.scenarios, self.tr("Scenarios")),
        ):
            self.tabs.addTab(page, title)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(self.tr("Church and community"))
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 4)
        head.setSpacing(6)
        first = row(self.summary, self.paper, self.back, spacing=8)
        first.setStretch(0, 1)
        head.addLayout(first)
        second = row(within, self.reach, judged, self.model, spacing=8)
        second.setStretch(3, 1)
        head.addLayout(second)
        head.addWidget(self.jobs)
        head.addWidget(self.stale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    # What is asked -----------------------------------------------------------------------------------------------

    @property
    def minutes(self) -> float:
        """How far a school looks."""
        return float(self.reach.currentData())

    @property
    def judged_as(self) -> Model | None:
        """The model to judge by, None for each cluster's own."""
        chosen = str(self.model.currentData())
        return Model(chosen) if chosen else None

    def _choose(self) -> None:
        self.summary.setText(self.dioceses.summary)
        self.survey_requested.emit()

    # Showing -----------------------------------------------------------------------------------------------------

    def show_survey(self, found: Survey, clusters: Mapping[str, Cluster]) -> None:
        """Show what was found; `clusters` are those of the plan."""
        self.dioceses.show_figures(found.figures)
        self.questions.show_survey(found, clusters)
        self.summary.setText(self.dioceses.summary)
        self.set_stale(False)

    def set_stale(self, stale: bool) -> None:
        """Mark the answers as ones about an earlier plan, or about the present one."""
        self.stale.setVisible(stale and self.questions.found is not None)

    def forget(self) -> None:
        """Another register, of which nothing is known yet."""
        self.dioceses.forget()
        self.questions.show_survey(None, {})
        self.pairs.forget()
        self.scenarios.forget()
        self.summary.clear()
        self.stale.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops the work."""
        if event.key() == Qt.Key.Key_Escape and self.jobs.job is not None:
            self.jobs.cancel.click()
        else:
            super().keyPressEvent(event)
