"""Questions about the plan as jobs: one at a time for each asker; a new one takes the last one's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from wolds.app.jobs import Job, JobWatch
from wolds.app.window.desk import Desk
from wolds.clustering.edits.base import EditContext
from wolds.widgets.pages import JobBar

Work = Callable[[EditContext, JobWatch], Any]
Answered = Callable[[EditContext, Any], None]


class Questions(QObject):
    """Asks on the thread pool about the plan as it stands when the question is put. Nothing here changes a plan."""

    def __init__(self, desk: Desk, bar: JobBar, failed: str) -> None:
        super().__init__(desk.window)
        self._desk, self._bar, self._failed = desk, bar, failed
        self.job: Job | None = None

    def ask(
        self,
        title: str,
        work: Work,
        answered: Answered,
        reported: Callable[[Any], None] | None = None,
        *,
        for_all: bool = False,
    ) -> Job | None:
        """Put a question; None where no school takes part, so that there is nothing to ask about. `for_all` says that the
        question is about every school of the register, whoever takes part."""
        self.stop()
        self._desk.settle()
        context = self._desk.document.context
        if not for_all and not context.standing.to_place.any():
            self._desk.feedback.ask(self.tr("No school takes part yet. Choose who takes part on the left."), tone="warning")
            return None
        job = self.job = Job(title, lambda watch: work(context, watch), self, "at once")
        if reported is not None:
            job.reported.connect(lambda value: reported(value) if job is self.job and job.is_running else None)
        job.succeeded.connect(lambda value: self._answer(context, value, answered))
        job.failed.connect(lambda error: self._desk.feedback.fail(self._failed, error))
        job.cancelled.connect(lambda: self._tell_stopped(job))
        self._bar.watch(job)
        job.start()
        return job

    def _tell_stopped(self, job: Job) -> None:
        if job is self.job:  # else another question took its place
            self._desk.feedback.say(self.tr("Stopped. The plan is as it was."))

    def _answer(self, context: EditContext, value: Any, answered: Answered) -> None:
        if context.schools is self._desk.document.schools:  # else another register was opened meanwhile
            answered(context, value)

    def stop(self) -> None:
        """Let go of the question that is being worked on."""
        if self.job is not None:
            self.job.cancel()

    @property
    def is_running(self) -> bool:
        """Whether a question is being worked on."""
        return self.job is not None and self.job.is_running
