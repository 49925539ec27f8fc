"""Saving, autosave, recovery, claims and the guard of unsaved changes: everything that keeps work from being lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from wolds.app.document import SavePoint
from wolds.app.jobs import Job
from wolds.app.presence import is_there
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.clustering.project import Project
from wolds.geo.errors import WoldsError
from wolds.widgets.dialogs import ChangedOnDiskDialog, UnsavedDialog

if TYPE_CHECKING:
    from wolds.app.planfile import Claim, FileToken, HeldBy, Recovery, Saved


@dataclass
class WorkFile:
    """The file that the work belongs to. `path` is None until the first save."""

    path: Path | None = None
    token: FileToken | None = None
    claim: Claim | None = None
    read_only: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class Holder:
    """Who has a plan open, in words."""

    who: str
    since: str


class SaveController(QObject):
    """Looks after the file of the work."""

    saved = Signal(object)  # Path

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk, self.file, self.job = desk, WorkFile(), Job("", lambda _: None, self)
        self._kept: Project | None = None
        self._let_go: Project | None = None
        self._recovery: Recovery | None = None
        self._autosave_job: Job | None = None
        self._autosave = QTimer(self)
        self._autosave.setInterval(desk.settings().autosave_seconds * 1000)
        self._autosave.timeout.connect(self.keep_for_recovery)
        self._refresh = QTimer(self)
        self._refresh.setInterval(60_000)
        self._refresh.timeout.connect(self._refresh_claim)
        desk.actions["save"].triggered.connect(lambda: self.save())
        desk.actions["save_as"].triggered.connect(lambda: self.ask_where())
        desk.document.clean_changed.connect(lambda _: self._show_title())
        desk.document.look_only_met.connect(self._offer_copy)

    # The work and its file ---------------------------------------------------------------------------------------

    def start_unsaved(self, project: Project) -> None:
        """Begin with work that no file holds yet."""
        self._desk.document.open(project, clean=True)
        self._begin(WorkFile())

    def start_saved(self, project: Project, path: Path, token: FileToken, how: str = "") -> None:
        """Begin with a plan file. `how`: "" claims it, "read-only" and "copy" leave it to whoever has it.

        Raises `InputError` where the plan cannot be shown; then nothing has changed.
        """
        self._desk.document.open(project, clean=how != "copy", look_only=how == "read-only")
        claim = self._claim(path) if not how else None
        file = WorkFile(path, token, claim, how == "read-only") if how != "copy" else WorkFile()
        self._begin(file)
        if claim is not None and claim.problem:
            self._desk.feedback.say(claim.problem)

    def start_recovered(self, project: Project, path: Path | None, token: FileToken | None, then: Callable[[], None]) -> None:
        """Begin with recovered work: unsaved, and belonging to the file it belonged to where that can be claimed.

        `then` is called once this window keeps a copy of its own, so that the earlier one can go.
        """
        self._desk.document.open(project, clean=False)
        held = path is not None and self.held_by(path) is not None
        if path is None or token is None or held or not is_there(path.parent):
            self._begin(WorkFile())
        else:
            self._begin(WorkFile(path, token, self._claim(path)))
        self.keep_for_recovery(then)

    def _begin(self, file: WorkFile) -> None:
        if file.claim is None or file.claim is not self.file.claim:
            self._release()
        self.file, self._kept = file, None
        if self._recovery is not None:
            self._recovery.clear()
        self._autosave.start()
        self._refresh.start()
        self._show_title()

    def held_by(self, path: Path) -> Holder | None:
        """Who else has a plan open, None where nobody has. A claim taken by asking is given back at once."""
        from wolds.app.planfile import HeldBy, claim

        if self.file.path is not None and path.resolve() == self.file.path.resolve() and self.file.claim is not None:
            return None
        answer = claim(path)
        if isinstance(answer, HeldBy):
            return self._holder(answer)
        answer.release()
        return None

    def _holder(self, held: HeldBy) -> Holder:
        who = held.user or self.tr("somebody")
        return Holder(self.tr("{user} on {host}").format(user=who, host=held.host) if held.host else who, clock(held.since))

    def _claim(self, path: Path) -> Claim | None:
        from wolds.app.planfile import HeldBy, claim

        if self.file.claim is not None and self.file.path == path and self.file.claim.is_held:
            return self.file.claim
        answer = claim(path)
        return None if isinstance(answer, HeldBy) else answer

    def _refresh_claim(self) -> None:
        if self.file.claim is not None and not self.file.claim.problem and not self.file.claim.refresh():
            self._desk.feedback.ask(
                self.tr("Somebody else has taken this plan over. Save yours under another name."), tone="warning"
            )
            self.file.claim = None

    def _release(self) -> None:
        if self.file.claim is not None:
            self.file.claim.release()

    def _offer_copy(self) -> None:
        text = self.tr("{name} is open to be looked at, not to be changed. Work on a copy to change it.")
        self._desk.feedback.ask(text.format(name=self.name), (self.tr("Work on a copy"), self.work_on_copy), tone="warning")

    def work_on_copy(self) -> None:
        """Let go of the file that somebody else has; what is in the window becomes a plan of its own."""
        self._begin(WorkFile())
        self._desk.document.take_as_own()
        self._show_title()

    @property
    def name(self) -> str:
        """What the work is called in the title and in questions."""
        return self.file.path.stem if self.file.path else self.tr("Unsaved plan")

    def _show_title(self) -> None:
        if not self._desk.document.is_open:
            return
        read_only = self.tr(" (read only)") if self.file.read_only else ""
        sample = self.tr(" · sample data") if self._desk.document.schools.source.is_sample else ""
        self._desk.window.setWindowTitle(f"{self.name}[*]{read_only}{sample} · Wolds")
        self._desk.window.setWindowModified(not self._desk.document.is_clean)

    # Saving ------------------------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the file the work belongs to, else ask where. `then` is called once it is saved."""
        if not self._desk.document.is_open:
            return
        self._desk.settle()
        if then is not None:
            self.file.waiting.append(then)
        if self.file.path is None or self.file.read_only:
            self.ask_where()
        elif not self.job.is_running:
            self._write(self.file.path, self.file.token)

    def ask_where(self) -> None:
        """Where to save."""
        self._desk.settle()
        folder = str(self.file.path or Path(self._desk.settings().last_folder or ".") / self.tr("plan.gpkg"))
        kinds = self.tr("Plans (*.gpkg)")
        dialog = ask_to_save(self._desk.window, self.tr("Save the plan"), folder, kinds, "gpkg", self.save_to)
        dialog.rejected.connect(self.file.waiting.clear)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save under a name that a person chose; what stands there is replaced, and kept among the last saves."""
        if self.job.is_running:
            self.job.ended.connect(lambda: self.save_to(path))
            return
        if held := self.held_by(path):
            self.file.waiting.clear()
            text = self.tr("{who} has {name} open. Save under another name.")
            another = (self.tr("Save as…"), self.ask_where)
            self._desk.feedback.ask(text.format(who=held.who, name=path.name), another, tone="warning")
            return
        same = self.file.path is not None and path.resolve() == self.file.path.resolve()
        self._write(path, self.file.token if same else None)

    def _write(self, path: Path, expected: FileToken | None) -> None:
        from wolds.app.planfile import save_project

        document = self._desk.document
        project, point, figures = document.project, document.save_point, document.scoreboard.clusters
        title = self.tr("Saving {name}").format(name=path.name)
        self.job = Job(title, lambda _: save_project(project, path, expected=expected, figures=figures), self, "never")
        self.job.succeeded.connect(lambda done: self._take_saved(done, path, point))
        self.job.failed.connect(lambda error: self._not_saved(error, path))
        self._desk.status.follow(self.job)
        self.job.start()

    def _take_saved(self, done: Saved, path: Path, point: SavePoint) -> None:
        moved = self.file.path is None or path.resolve() != self.file.path.resolve()
        if moved or self.file.read_only:
            self._release()
            self.file.claim, self.file.read_only = self._claim(path), False
        self.file.path, self.file.token = path, done.token
        self._desk.document.mark_saved(point)
        if self._desk.document.is_clean and self._recovery is not None:
            self._recovery.clear()
            self._kept = None
        self._show_title()
        self._desk.use_settings(self._desk.settings().with_recent(path))
        self._desk.feedback.say(done.doubt or self.tr("Saved to {name}").format(name=path.name))
        self.saved.emit(path)
        if self.file.waiting and not self._desk.document.is_clean:
            self.save()  # edited while it was being saved: whoever waits, waits for that too
            return
        waiting, self.file.waiting = self.file.waiting, []
        for then in waiting:
            then()

    def _not_saved(self, error: Exception, path: Path) -> None:
        from wolds.app.planfile import ChangedOnDisk

        if not isinstance(error, ChangedOnDisk):
            self.file.waiting.clear()
            self._desk.feedback.fail(self.tr("The plan was not saved"), error)
            return
        dialog = ChangedOnDiskDialog(path.name, parent=self._desk.window)
        dialog.answered.connect(lambda answer: self._settle_change(answer, path))
        dialog.open()

    def _settle_change(self, answer: str, path: Path) -> None:
        if answer == "save-as":
            self.ask_where()
        elif answer == "overwrite":
            self._write(path, None)
        else:
            self.file.waiting.clear()
            if answer == "reload":
                self.reload(path)

    def reload(self, path: Path) -> None:
        """Take what stands on disk in place of the work; the work stays among what can be recovered until it is let go."""
        from wolds.app.planfile import open_project

        self.job = Job(self.tr("Opening {name}").format(name=path.name), lambda _: open_project(path), self, "at once")
        self.job.succeeded.connect(lambda opened: self.try_to_start(opened.project, path, opened.token))
        self.job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The plan was not opened"), error))
        self._desk.status.follow(self.job)
        self.job.start()

    def try_to_start(self, project: Project, path: Path, token: FileToken, how: str = "") -> bool:
        """Begin with a plan file as `start_saved` does; where it cannot be shown, say why and leave all as it is."""
        try:
            self.start_saved(project, path, token, how)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The plan was not opened"), error)
            return False
        return True

    # The guard ---------------------------------------------------------------------------------------------------

    @property
    def is_settled(self) -> bool:
        """Whether nothing would be lost by closing now."""
        return not self._desk.document.is_open or (self._desk.document.is_clean and not self.job.is_running)

    def unless_unsaved(self, then: Callable[[], None]) -> None:
        """Go on where nothing is unsaved; else ask first."""
        if self.is_settled or self._desk.document.project is self._let_go:
            then()
            return
        if self.job.is_running:
            self.job.succeeded.connect(lambda _: self.unless_unsaved(then))
            return
        dialog = UnsavedDialog(self.name, parent=self._desk.window)
        dialog.answered.connect(lambda answer: self._answer_unsaved(answer, then))
        dialog.open()

    def _answer_unsaved(self, answer: str, then: Callable[[], None]) -> None:
        if answer == "save":
            self.save(then)
        elif answer == "discard":
            self._let_go = self._desk.document.project  # what is edited from here on is asked about again
            then()

    def leave(self) -> None:
        """The window closes: give up the claim and what was kept for recovery."""
        self._autosave.stop()
        self._refresh.stop()
        if self._autosave_job is not None and self._autosave_job.is_running:
            self._autosave_job.wait()
        self._release()
        self.file = WorkFile()
        if self._recovery is not None:
            self._recovery.close()

    # Autosave ----------------------------------------------------------------------------------------------------

    def set_autosave_seconds(self, seconds: int) -> None:
        """How often unsaved work is kept for recovery."""
        self._autosave.setInterval(seconds * 1000)

    def keep_for_recovery(self, then: Callable[[], None] | None = None) -> None:
        """Keep unsaved work, off the main thread; nothing happens where nothing was done since. `then` is called once kept."""
        document = self._desk.document
        if not document.is_open or document.is_clean or document.project is self._kept:
            return
        if self._autosave_job is not None and self._autosave_job.is_running:
            return
        project, recovery, file = document.project, self._own_recovery(), self.file
        self._autosave_job = Job(
            self.tr("Keeping a copy"), lambda _: recovery.keep(project, file.path, file.token), self, "never"
        )
        self._autosave_job.succeeded.connect(lambda _: self._mark_kept(project))
        if then is not None:
            self._autosave_job.succeeded.connect(lambda _: then())
        self._autosave_job.failed.connect(self._not_kept)
        self._autosave_job.start()

    def _own_recovery(self) -> Recovery:
        from wolds.app.planfile import Recovery

        if self._recovery is None:
            self._recovery = Recovery()
        return self._recovery

    def _mark_kept(self, project: Project) -> None:
        self._kept = project

    def _not_kept(self, error: Exception) -> None:
        self._desk.feedback.say(self.tr("No copy could be kept for recovery: {why}").format(why=error))


def clock(iso: str) -> str:
    """A time as people say it, "" where it cannot be read."""
    from datetime import datetime

    try:
        when: Any = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    return str(when.strftime("%d %b %H:%M"))
