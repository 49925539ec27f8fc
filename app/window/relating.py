"""Existing relations in the window: the panel, and a planner's sheet brought in by way of a review."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from wolds.app.jobs import Job
from wolds.app.relation_files import is_register, read_review
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.finding import FindController
from wolds.clustering import edits
from wolds.clustering.edits.base import EditContext
from wolds.clustering.relation_sheets import Review
from wolds.clustering.relations import Ties, register_ties
from wolds.geo.schools import Schools
from wolds.widgets.relations import RelationReviewDialog

_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".txt")


class RelationsController(QObject):
    """Looks after existing relations."""

    def __init__(self, desk: Desk, editing: EditController, finding: FindController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing, self._finding = desk, desk.document, editing, finding
        self.view, self._dock = desk.views.relations, desk.views.docks["relations"]
        self.job: Job | None = None
        self._learning: Job | None = None
        self._known: tuple[Schools, Ties] | None = None
        desk.actions["bring_relations"].triggered.connect(lambda: self.ask_sheet())
        desk.actions["relations"].triggered.connect(lambda: self.open())
        self.view.sheet_requested.connect(self.ask_sheet)
        self.view.sample_requested.connect(self.read_sample)
        self.view.edit_requested.connect(self._editing.do)
        self.view.selection_requested.connect(self._document.select)
        self.view.zoom_requested.connect(desk.views.map.fit)
        self._document.scene_replaced.connect(lambda _: self._show())
        self._document.plan_changed.connect(lambda _: self._show())
        self._dock.visibilityChanged.connect(lambda _: self._show())

    # The panel ---------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Bring the panel to the front, with the keyboard in it."""
        self._desk.show_plan()
        self._dock.show()
        self._dock.raise_()
        self._show()
        self.view.filter.setFocus()

    def _show(self) -> None:
        """Show the fates under the plan as it is, where somebody can see them."""
        if not self._document.is_open:
            self.view.show_fates(None, ())
            return
        if not self.view.isVisible():
            return
        schools = self._document.schools
        if self._known is None or self._known[0] is not schools:
            self._learn(schools)
            return
        plan = self._document.plan
        ties = Ties.of(schools, plan, self._known[1].all)
        self.view.show_fates(self._document.context, ties.fates(self._document.standing, plan))

    def _learn(self, schools: Schools) -> None:
        """Gather what the register says of federations and trusts, off the main thread, once for each register."""
        if self._learning is not None and self._learning.is_running:
            return
        job = self._learning = Job(self.tr("Gathering relations"), lambda _: Ties(schools, register_ties(schools)), self)
        job.succeeded.connect(lambda ties: self._take_known(schools, ties))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The relations were not gathered"), error))
        job.start()

    def _take_known(self, schools: Schools, ties: Ties) -> None:
        self._known = schools, ties
        self._show()

    # A sheet -----------------------------------------------------------------------------------------------------

    def ask_sheet(self) -> None:
        """Which sheet to bring in."""
        kinds = self.tr("Sheets (*.csv *.xlsx *.xls *.ods *.tsv);;All files (*)")
        title = self.tr("Bring in a sheet of relations")
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, kinds, self.read)

    def takes(self, path: Path) -> bool:
        """Whether a file that was dropped is a sheet for the plan that is open."""
        from wolds.geo.foreign import lists_schools

        suffix = path.suffix.lower()
        is_sheet = suffix in _SHEETS or (suffix == ".csv" and not is_register(path))
        return self._document.is_open and is_sheet and not lists_schools(path)

    def read_sample(self) -> None:
        """The sheet that travels with the sample county."""
        from wolds.resources.loader import sample_relations_path

        self.read(sample_relations_path())

    def read(self, path: Path, instead: Callable[[Path], None] | None = None) -> None:
        """Read a sheet off the main thread, and let the person review it; a list of schools is handed to `instead`."""
        if self.job is not None and self.job.is_running:
            self.job.cancel()
        self._desk.settle()
        context = self._document.context
        title = self.tr("Reading {name}").format(name=path.name)
        job = self.job = Job(title, lambda _: _review_of(path, context, may_be_schools=instead is not None), self, "at once")
        if instead is not None:
            job.succeeded.connect(lambda review: instead(path) if review is None else None)
        job.succeeded.connect(lambda review: None if review is None else self._ask(context, review, path.name))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The sheet was not brought in"), error))
        self._desk.status.follow(job)
        job.start()

    def _ask(self, context: EditContext, review: Review, name: str) -> None:
        if context.schools is not self._document.schools:
            return  # another register was opened meanwhile
        dialog = RelationReviewDialog(review, context.schools, self._finding.find, self._desk.window)
        dialog.reviewed.connect(lambda reviewed: self.take(reviewed, name))
        dialog.open()

    def take(self, review: Review, name: str) -> None:
        """Take what was reviewed into the plan, as one step, and show it."""
        outcome = review.outcome
        if self._editing.do(edits.TakeRelations(outcome.relations, outcome.facts, name)):
            self.open()
            self._tell(len(outcome.left_out))

    def _tell(self, left_out: int) -> None:
        if left_out:
            text = self.tr("Left out of the sheet: %n. Mend it and bring it in again: nothing comes twice.", "", left_out)
            self._desk.feedback.ask(text)

    def stop(self) -> None:
        """Let go of the sheet that is being read."""
        if self.job is not None:
            self.job.cancel()


def _review_of(path: Path, context: EditContext, *, may_be_schools: bool) -> Review | None:
    """The review of a sheet; None where it may be a list of schools, and is."""
    from wolds.geo.foreign import workbook_lists_schools

    return None if may_be_schools and workbook_lists_schools(path) else read_review(path, context)
