"""The status bar: the plan in one line, and the work under way with its progress."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QMainWindow

from wolds.app.document import DocumentChange, PlanDocument, Scene
from wolds.app.export.proof import words_for
from wolds.app.proposing import facts_in
from wolds.clustering.figures import PlanFigures
from wolds.clustering.plan import Plan
from wolds.clustering.travel import in_minutes, kind_words
from wolds.geo.schools import Schools
from wolds.widgets.common.figures import clusters_text, count_text, parted_text, summed_travel_text, warnings_text
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.pages.job_bar import JobBar, JobLike
from wolds.widgets.status_line import StatusLine


class StatusController(QObject):
    """Shows the figures of the plan, and one job at a time."""

    busy_changed = Signal(bool)

    def __init__(self, window: QMainWindow, document: PlanDocument) -> None:
        super().__init__(window)
        self._by = ""
        self._summary = QLabel(window)
        self._summary.setObjectName("summary")
        self._summary.setAccessibleName(self.tr("Plan summary"))
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._sample = QLabel(self.tr("Sample data"), window)
        self._sample.setObjectName("sampleBadge")
        self._sample.setToolTip(self.tr("This county is made up: no school in it exists."))
        self._sample.hide()
        self.jobs = JobBar(window)
        self.jobs.hide()
        bar = StatusLine(window)
        window.setStatusBar(bar)
        bar.addPermanentWidget(self.jobs)
        bar.addPermanentWidget(self._summary)
        bar.addPermanentWidget(self._sample)
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)

    def follow(self, job: JobLike) -> None:
        """Show a job's progress with its Cancel button until it ends."""
        self.jobs.watch(job)
        self.busy_changed.emit(True)
        job.ended.connect(lambda: self.busy_changed.emit(False))

    def _show_scene(self, scene: Scene) -> None:
        self._sample.setVisible(scene.schools.source.is_sample)
        self._summary.setToolTip(self._how(scene.schools))
        self._by = kind_words(scene.schools.supplied)
        self._show(scene.plan, scene.scoreboard.plan)

    def _show_change(self, news: DocumentChange) -> None:
        self._show(news.plan, news.scoreboard.plan)

    def _show(self, plan: Plan, figures: PlanFigures) -> None:
        summary = summary_of(figures, self, in_minutes(plan.rules), self._by) + self._proof(plan)
        self._summary.setText(summary)
        self._summary.setAccessibleDescription(summary)

    def _how(self, schools: Schools) -> str:
        if schools.supplied is None:
            return self.tr("Minutes are an estimate from the straight line; the rules say how.")
        return plain_tip(self.tr("Travel {how}.").format(how=schools.supplied.source.how))

    def _proof(self, plan: Plan) -> str:
        facts = facts_in(plan)
        return f"  ·  {words_for(facts)}" if facts else ""


def summary_of(figures: PlanFigures, speaker: QObject, minutes: bool, by: str) -> str:
    """A plan in one line. Every figure has its unit; travel is in the unit of the limit, and says by what ("" = straight)."""
    parts = [
        speaker.tr("{placed} of {all} schools placed").format(
            placed=count_text(figures.placed), all=count_text(figures.to_place)
        ),
        clusters_text(figures.clusters),
    ]
    if figures.clusters:
        longest, mean = (summed_travel_text(km, minutes, by) for km in (figures.longest_km, figures.mean_km))
        parts.append(speaker.tr("longest pair {travel}").format(travel=longest))
        parts.append(speaker.tr("mean {travel}").format(travel=mean))
    if figures.parted:
        parts.append(parted_text(figures.parted))
    if open_warnings := figures.violations - figures.accepted:
        parts.append(warnings_text(open_warnings))
    return "  ·  ".join(parts)
