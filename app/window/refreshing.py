"""Going on with a newer register: asked for, worked out off the main thread, reviewed, and done as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from wolds.app.document import Scene
from wolds.app.fetching.kept import last_fetched
from wolds.app.jobs import Job
from wolds.app.presence import is_there
from wolds.app.refreshing import NewerRegister, newer_register
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.files import FileController
from wolds.clustering.refreshing import facts_of, warnings_of
from wolds.widgets.refreshing import RegisterChoice, RegisterDialog, ReviewDialog


class RefreshController(QObject):
    """Looks after newer registers for the plan that is open."""

    download_wanted = Signal()

    def __init__(self, desk: Desk, files: FileController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._files = desk, desk.document, files
        self.job: Job | None = None
        self._told = ""
        desk.actions["refresh"].triggered.connect(lambda: self.ask())
        self._document.scene_replaced.connect(self._show_scene)

    # Asking ------------------------------------------------------------------------------------------------------

    def ask(self, register: Path | None = None, links: Path | None = None) -> None:
        """Which register to go on with, and which links; those given stand in the dialog already."""
        if self._document.is_look_only:
            self._document.look_only_met.emit()
            return
        source = self._document.schools.source
        present = f"{source.file or self.tr('a register')} ({source.register_date})" if source.register_date else source.file
        fetched = last_fetched()
        if register is None and fetched is not None and fetched.day > source.register_date:
            register, links = fetched.register_path, fetched.links_path
        usual = str(links or self._desk.settings().links_file)
        dialog = RegisterDialog(present or self.tr("a register"), str(register or ""), usual, self._desk.window)
        dialog.choosing.connect(lambda line: self._choose(line, line is dialog.links))
        dialog.given.connect(self.read)
        dialog.download_requested.connect(self.download_wanted)
        dialog.open()

    def _choose(self, line: QLineEdit, for_links: bool) -> None:
        title = self.tr("Links of Get Information about Schools") if for_links else self.tr("A newer register")
        kinds = self.tr("Registers and links (*.csv *.zip *.gz *.xlsx *.xls *.ods *.gpkg *.shp *.tsv);;All files (*)")
        folder = str(Path(line.text()).parent) if line.text() else self._desk.settings().last_folder
        ask_to_open(line.window(), title, folder, kinds, lambda path: line.setText(str(path)))

    # Working it out ----------------------------------------------------------------------------------------------

    def read(self, choice: RegisterChoice) -> None:
        """Read the files off the main thread, and work out what they make of the plan."""
        self.stop()
        self._desk.settle()
        if choice.links is not None:
            update = {"links_file": str(choice.links)}
            self._desk.use_settings(self._desk.settings().model_copy(update=update))
        base = self._document.project
        title = self.tr("Reading {name}").format(name=choice.register.name)
        kept = self._desk.settings().postcodes_file
        codes = Path(kept) if kept and is_there(Path(kept)) else None
        both = choice.register, choice.links
        job = self.job = Job(title, lambda watch: newer_register(base, *both, watch, codes), self, "at once")
        job.succeeded.connect(lambda found: self._review(found, choice))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The newer register was not taken"), error))
        job.cancelled.connect(lambda: self._desk.feedback.say(self.tr("Stopped; the plan is as it was.")))
        self._desk.status.follow(job)
        job.start()

    def stop(self) -> None:
        """Let go of the files that are being read."""
        if self.job is not None:
            self.job.cancel()

    # Reviewing ---------------------------------------------------------------------------------------------------

    def _review(self, found: NewerRegister, choice: RegisterChoice) -> None:
        self._desk.settle()  # what was typed meanwhile must not be lost to the forms of the newer register
        if found.base is not self._document.project:
            self._read_anew(found, choice)
            return
        if found.is_the_same:
            self._desk.feedback.ask(self.tr("The plan stands on this very register already."))
            return
        review = found.refreshed.review
        title = self.tr("What {name} changes").format(name=review.transition.after.source.file)
        dialog = ReviewDialog(title, facts_of(review), warnings_of(review), found.rows, self._desk.window)
        dialog.taken.connect(lambda: self._take(found, choice))
        dialog.save_requested.connect(lambda: self._ask_where(found, dialog))
        dialog.open()

    def _read_anew(self, found: NewerRegister, choice: RegisterChoice) -> None:
        """The plan was edited meanwhile: the review would not be of it. Where another plan was opened, nobody asked for it."""
        if found.base.schools.are_those_of(self._document.schools):
            self.read(choice)

    def _ask_where(self, found: NewerRegister, dialog: ReviewDialog) -> None:
        name = str(Path(self._desk.settings().last_folder or ".") / self.tr("what-changed.csv"))
        kinds = self.tr("Tables (*.csv)")
        ask_to_save(dialog, self.tr("Save the list"), name, kinds, "csv", lambda path: self.save(found, path, dialog))

    def save(self, found: NewerRegister, path: Path, dialog: ReviewDialog) -> None:
        """Write the review as `wolds refresh --csv` does, off the main thread; the dialog says so if it is still there."""
        job = Job(self.tr("Saving {name}").format(name=path.name), lambda _: _written(found, path), self, "never")
        job.succeeded.connect(dialog.tell_saved)
        job.succeeded.connect(lambda _: self._desk.feedback.say(self.tr("Saved to {path}").format(path=path)))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The list was not saved"), error))
        self._desk.status.follow(job)
        job.start()

    # Going on ----------------------------------------------------------------------------------------------------

    def _take(self, found: NewerRegister, choice: RegisterChoice) -> None:
        if found.base is not self._document.project:
            self._read_anew(found, choice)
            return
        project = found.refreshed.project
        self._document.judges.learn(found.known)
        self._files.learn_report(found.report)
        if self._document.go_on(project, self.tr("Go on with {name}").format(name=project.schools.source.file)):
            self._desk.show_plan()
            self._desk.fit_plan()
            self._tell(found)

    def _tell(self, found: NewerRegister) -> None:
        review, active = found.refreshed.review, found.refreshed.review.scenarios[found.refreshed.project.active]
        words = [self.tr("The plan stands on {name} now.").format(name=review.transition.after.source.file)]
        if active.broken:
            words.append(self.tr("Rules that held before and are broken now: %n.", "", len(active.broken)))
        if active.to_place:
            words.append(self.tr("Schools that are to be placed now: %n.", "", len(active.to_place)))
        if review.without_travel:
            words.append(
                self.tr("Schools without known travel: %n. Give the roads or the table again.", "", len(review.without_travel))
            )
        words.append(self.tr("Undo takes it back."))
        self._told = " ".join(words)
        propose = self._desk.actions["propose"]
        needs = active.broken or active.to_place
        self._desk.feedback.ask(self._told, *([(self.tr("Propose clusters"), propose.trigger)] if needs else []))

    def _show_scene(self, _: Scene) -> None:
        if self._told and self._desk.views.banner.text == self._told:
            self._desk.views.banner.hide()  # taken back, or gone on from: it is true no longer


def _written(found: NewerRegister, path: Path) -> Path:
    from wolds.app.export.refresh import write_review

    write_review(path, found.refreshed)
    return path
