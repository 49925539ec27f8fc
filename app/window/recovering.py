"""What an earlier run left behind, and earlier saves of a plan: offered, taken or let go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wolds.app.jobs import Job
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.saving import SaveController, clock
from wolds.clustering.project import Project
from wolds.widgets.pages import Recoverable

if TYPE_CHECKING:
    from wolds.app.planfile import Pending


class RecoveryController(QObject):
    """Shows recoverable work on the start page."""

    def __init__(self, desk: Desk, saving: SaveController) -> None:
        super().__init__(desk.window)
        self._desk, self._saving = desk, saving
        self._works: dict[str, Pending] = {}
        self._job: Job | None = None
        desk.views.start.recover_requested.connect(self.recover)
        desk.views.start.discard_recovery_requested.connect(self.discard)
        desk.actions["backups"].triggered.connect(lambda: self.ask_backup())
        self.offer()

    def offer(self) -> None:
        """Look for work that was not saved when a window died."""
        from wolds.app.home import recovery_folder

        if not recovery_folder().is_dir():
            return  # nothing was ever kept: do not load what reads it
        from wolds.app.planfile import pending

        self._works = {str(work.file): work for work in pending()}
        self._desk.views.start.show_recoverable([self._card(work) for work in self._works.values()])

    def _card(self, work: Pending) -> Recoverable:
        title = work.plan_file.name if work.plan_file else self.tr("A plan that was never saved")
        return Recoverable(str(work.file), title, clock(work.kept_at), work.problem or ", ".join(work.scenarios))

    def recover(self, key: str) -> None:
        """Take up the work again; it counts as unsaved."""
        work = self._works[key]
        self._saving.unless_unsaved(lambda: self._read(work))

    def _read(self, work: Pending) -> None:
        self._job = Job(self.tr("Recovering"), lambda _: work.project(), self)
        self._job.succeeded.connect(lambda project: self._take(project, work))
        self._job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The work was not recovered"), error))
        self._desk.status.follow(self._job)
        self._job.start()

    def _take(self, project: Project, work: Pending) -> None:
        self._saving.start_recovered(project, work.plan_file, work.token, lambda: self._discard_now(work))
        self._desk.fit_plan()
        self._desk.show_plan()
        self._desk.feedback.ask(self.tr("Your work is back as it was a moment before Wolds ended. Save it now."))

    def discard(self, key: str) -> None:
        """Let the work go, after asking."""
        work = self._works[key]
        self._desk.feedback.ask(
            self.tr("Throw this work away for good?"),
            (self.tr("Throw away"), lambda: self._discard_now(work)),
            (self.tr("Keep"), lambda: None),
            tone="warning",
        )

    def _discard_now(self, work: Pending) -> None:
        work.discard()
        self.offer()

    def ask_backup(self) -> None:
        """Which of the last saves to open; it opens as a copy that no file holds yet."""
        from wolds.app.planfile import backups_of

        path = self._saving.file.path
        backups = backups_of(path) if path is not None else ()
        if not backups:
            self._desk.feedback.ask(self.tr("There are no earlier saves of this plan on this computer."))
            return
        title = self.tr("Earlier saves, newest at the end of the name")
        folder, kinds = str(backups[0].path.parent), self.tr("Plans (*.gpkg)")
        ask_to_open(self._desk.window, title, folder, kinds, self.open_backup)

    def open_backup(self, path: Path) -> None:
        """Open an earlier save as a copy that no file holds yet."""
        self._saving.unless_unsaved(lambda: self._open_copy(path))

    def _open_copy(self, path: Path) -> None:
        from wolds.app.planfile import open_project

        self._job = Job(self.tr("Opening an earlier save"), lambda _: open_project(path), self)
        self._job.succeeded.connect(lambda opened: self._saving.try_to_start(opened.project, path, opened.token, "copy"))
        self._job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The save was not opened"), error))
        self._job.start()
