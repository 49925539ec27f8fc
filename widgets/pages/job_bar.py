"""A strip that shows how far a long piece of work is, with a button to stop it."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from wolds.widgets.dialogs.parts import button, describe, label


class JobProgress(Protocol):
    """How far a job is."""

    @property
    def fraction(self) -> float:
        """From 0 to 1."""

    @property
    def message(self) -> str:
        """One plain sentence, "" to keep the last one."""


class JobLike(Protocol):
    """What the strip needs of a job: signals `progressed` (of a `JobProgress`) and `ended`, a title, and `cancel`."""

    title: str

    @property
    def progressed(self) -> Any:
        """A bound signal."""

    @property
    def ended(self) -> Any:
        """A bound signal."""

    @property
    def can_cancel(self) -> bool:
        """Whether the work can be stopped."""

    def cancel(self) -> None:
        """Ask the work to stop."""


class JobBar(QWidget):
    """Shows one job at a time and hides when it has ended. `stopped` says that a person pressed Cancel."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: JobLike | None = None
        self.sentence = label("", wrap=False)
        self.sentence.setMinimumWidth(80)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(120)
        self.percent = label("", "muted", wrap=False)
        self.cancel = button(self.tr("Ca&ncel"), self._cancel, icon_name="cancel", kind="small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(10)
        for widget, stretch in ((self.sentence, 2), (self.bar, 1), (self.percent, 0), (self.cancel, 0)):
            layout.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
        describe(self.bar, self.tr("Progress"))
        describe(self.cancel, self.tr("Cancel"), self.tr("Stop this work; the plan stays as it is"))
        self.hide()

    @property
    def job(self) -> JobLike | None:
        """The job that is shown."""
        return self._job

    def watch(self, job: JobLike) -> None:
        """Show a job from now until it has ended, in place of another."""
        self._let_go()
        self._job = job
        self.sentence.setText(f"{job.title} …")
        self.bar.setRange(0, 0)
        self.percent.clear()
        self.cancel.setEnabled(True)
        self.cancel.setVisible(job.can_cancel)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._let_go)
        self.show()

    def _show_progress(self, progress: JobProgress) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * progress.fraction))
        self.percent.setText(f"{progress.fraction:.0%}")
        if progress.message and self.cancel.isEnabled():
            self.sentence.setText(progress.message)
            self.setAccessibleDescription(progress.message)

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.sentence.setText(self.tr("Stopping …"))
            self._job.cancel()
            self.stopped.emit()

    def _let_go(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.progressed.disconnect(self._show_progress)
            job.ended.disconnect(self._let_go)
        self.hide()
