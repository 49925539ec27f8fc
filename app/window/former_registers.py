"""The registers that the plan has stood on: looked into, brought out, and gone back to as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from wolds.app.file_names import safe_stem
from wolds.app.jobs import Job
from wolds.app.judging import Known, judged_ahead
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.clustering.project import Project
from wolds.clustering.refreshing import FormerRegister, KeptReview, gone_back, without_travel
from wolds.clustering.refreshing.school_history import SchoolRecord, school_history
from wolds.geo.errors import WoldsError
from wolds.widgets.dialogs import Answer, QuestionDialog
from wolds.widgets.refreshing import KeptReviewDialog, RegistersDialog, SchoolHistoryDialog, ShownRegister


class FormerRegistersController(QObject):
    """Looks after the earlier registers of the plan that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk, self._document = desk, desk.document
        self.job: Job | None = None
        desk.actions["registers"].triggered.connect(lambda: self.show())
        desk.actions["school_before"].triggered.connect(lambda: self.show_school())

    # Looking -----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Which registers, the present one first."""
        self._desk.settle()
        dialog = RegistersDialog(_shown(self._document.project), self._desk.window)
        dialog.review_requested.connect(lambda place: self._look(self._former(place), dialog))
        dialog.save_requested.connect(lambda place: self._ask_where(self._former(place), dialog))
        dialog.back_requested.connect(lambda place: self._ask_back(place, dialog))
        dialog.open()

    def _former(self, place: int) -> FormerRegister:
        return self._document.project.formers[place]

    def _look(self, former: FormerRegister, over: RegistersDialog) -> None:
        """What was reviewed when the plan left a register, read off the main thread."""
        title = self.tr("Reading the review")
        self._run(title, lambda: former.review, lambda review: self._show_review(former, review, over))

    def _show_review(self, former: FormerRegister, review: KeptReview, over: RegistersDialog) -> None:
        title = self.tr("What changed after {name}").format(name=former.source.file or self.tr("this register"))
        dialog = KeptReviewDialog(title, review.facts, review.warnings, review.rows, over)
        dialog.save_requested.connect(lambda: self._ask_review_file(former, review, dialog))
        dialog.open()

    def show_school(self) -> None:
        """The first of the selected schools, through every register."""
        urns = sorted(self._document.selection)
        if not urns:
            return
        project = self._document.project
        if not project.formers:
            words = self.tr("The plan has stood on one register alone, so there is no earlier record of a school.")
            self._desk.feedback.ask(words)
            return
        title, name = self.tr("Reading earlier registers"), project.schools.name_of(urns[0])
        self._run(title, lambda: school_history(project, urns[0]), lambda found: self._show_school(name, found))

    def _show_school(self, name: str, records: tuple[SchoolRecord, ...]) -> None:
        SchoolHistoryDialog(name, records, self._desk.window).open()

    # Bringing out ------------------------------------------------------------------------------------------------

    def _ask_where(self, former: FormerRegister, over: RegistersDialog) -> None:
        kinds, start = (
            self.tr("Tables (*.csv)"),
            self._start(f"{safe_stem(Path(former.source.file).stem or 'register')}-as-kept.csv"),
        )
        ask_to_save(over, self.tr("Save the register"), start, kinds, "csv", lambda path: self.save(former, path, over))

    def _ask_review_file(self, former: FormerRegister, review: KeptReview, over: KeptReviewDialog) -> None:
        kinds, start = self.tr("Tables (*.csv)"), self._start(self.tr("what-changed.csv"))
        save = partial(self.save_review, former, review, over)
        ask_to_save(over, self.tr("Save the list"), start, kinds, "csv", save)

    def _start(self, name: str) -> str:
        return str(Path(self._desk.settings().last_folder or ".") / name)

    def save(self, former: FormerRegister, path: Path, over: RegistersDialog) -> None:
        """Write a former register as `wolds registers --to` does; the dialog says so if it is still there."""
        title = self.tr("Saving {name}").format(name=path.name)
        over.tell(f"{title} …")
        job = Job(title, lambda _: _written(former, path), self, "never")
        job.succeeded.connect(over.tell_saved)
        job.succeeded.connect(self._say_saved)
        job.failed.connect(over.tell_failed)
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The register was not saved"), error))
        self._desk.status.follow(job)
        job.start()

    def save_review(self, former: FormerRegister, review: KeptReview, over: KeptReviewDialog, path: Path) -> None:
        """Write a review as `wolds registers --review` does."""
        from wolds.app.export.refresh import write_kept_review

        try:
            write_kept_review(path, review, self._document.project, former)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The list was not saved"), error)
        else:
            over.tell_saved(path)
            self._say_saved(path)

    def _say_saved(self, path: Path) -> None:
        self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))

    # Going back --------------------------------------------------------------------------------------------------

    def _ask_back(self, place: int, over: RegistersDialog) -> None:
        former = self._former(place)
        answers = (Answer("back", self.tr("&Go back to it"), True), Answer("leave", self.tr("&Leave the plan as it is")))
        sentence = self.tr("Go back to {name}?").format(name=former.source.file or self.tr("this register"))
        detail = self.tr(
            "The plan is shown with these schools and as it stood on {day}. How it stands now stays among the earlier "
            "registers, so that you can go forward again. It is one step: Undo takes it back."
        ).format(day=former.left_at[:10])
        title = self.tr("Back to an earlier register")
        dialog = QuestionDialog(title, sentence, detail, answers, icon_name="help", parent=over)
        dialog.answered.connect(lambda answer: self._agreed(answer, place, over))
        dialog.open()

    def _agreed(self, answer: str, place: int, over: RegistersDialog) -> None:
        if answer == "back":
            over.reject()
            self.go_back(place)

    def go_back(self, place: int) -> None:
        """Work out the plan on a former register off the main thread, and show it as one step."""
        base = self._document.project
        name = base.formers[place].source.file
        title = self.tr("Going back to {name}").format(name=name)
        self._run(title, lambda: _ready(base, place), lambda found: self._take(base, *found))

    def _take(self, base: Project, project: Project, known: Known, unknown: int) -> None:
        if base is not self._document.project:
            self._desk.feedback.ask(self.tr("The plan was changed meanwhile. Choose the register once more."))
            return
        self._document.judges.learn(known)
        name = project.schools.source.file or self.tr("an earlier register")
        if self._document.go_on(project, self.tr("Go back to {name}").format(name=name)):
            self._desk.show_plan()
            self._desk.fit_plan()
            self._tell(name, unknown)

    def _tell(self, name: str, unknown: int) -> None:
        words = [self.tr("The plan stands on {name} again.").format(name=name)]
        if unknown:
            words.append(self.tr("Schools without known travel: %n. Give the roads or the table again.", "", unknown))
        self._desk.feedback.ask(" ".join((*words, self.tr("Undo takes it back."))))

    # Common ------------------------------------------------------------------------------------------------------

    def _run(self, title: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        if self.job is not None:
            self.job.cancel()
        job = self.job = Job(title, lambda _: work(), self, "at once")
        job.succeeded.connect(then)
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The earlier register cannot be used"), error))
        self._desk.status.follow(job)
        job.start()


def _written(former: FormerRegister, path: Path) -> Path:
    from wolds.app.export.register_csv import write_register

    write_register(path, former.schools)
    return path


def _ready(base: Project, place: int) -> tuple[Project, Known, int]:
    project = gone_back(base, place)
    _ = project.schools.data_hash  # worked out here, so that the window need not
    return project, judged_ahead(project), len(without_travel(project.schools, project.scenarios))


def _shown(project: Project) -> list[ShownRegister]:
    schools = project.schools
    source = schools.source
    present = ShownRegister(None, source.file, source.register_date, len(schools), schools.data_hash, "")
    formers = [
        ShownRegister(
            place,
            one.source.file,
            one.source.register_date,
            one.count,
            one.data_hash,
            one.left_at[:10],
            one.links.file,
            one.damage,
        )
        for place, one in enumerate(project.formers)
    ]
    return [present, *reversed(formers)]
