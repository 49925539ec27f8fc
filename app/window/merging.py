"""Merging another plan or bringing an edited workbook back: read off the main thread, reviewed with a preview, one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.comparing import read_contenders
from wolds.app.document import Scene
from wolds.app.jobs import Job
from wolds.app.taking_back import is_sheet, review_of_sheet, went_out
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.clustering.edits import EditError
from wolds.clustering.edits.base import EditContext
from wolds.clustering.figures import PlanFigures
from wolds.clustering.merging import MergeReview
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.geo.sheets import SHEET_SUFFIXES
from wolds.widgets.merging import MergeDialog

Reviews = dict[str, MergeReview]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a merge would make of the plan; without figures and plan, `refusal` says why it cannot be."""

    plan: Plan | None
    figures: PlanFigures | None
    refusal: str = ""


def _outcome(context: EditContext, scoreboard: Scoreboard, review: MergeReview, taken: frozenset[int]) -> Outcome:
    try:
        change = review.edit(taken).change(context)
    except EditError as error:
        return Outcome(None, None, str(error))
    plan = context.plan.apply(change)
    return Outcome(plan, scoreboard.after(change, plan).plan)


class MergeController(QObject):
    """Looks after plans of others that are merged into the one that is open."""

    def __init__(self, desk: Desk, editing: EditController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing = desk, desk.document, editing
        self.job: Job | None = None
        self.weighing: Job | None = None
        desk.actions["merge_plan"].triggered.connect(lambda: self.ask_file())
        desk.actions["bring_back"].triggered.connect(lambda: self.ask_sheet())

    def ask_file(self) -> None:
        """Which plan to merge."""
        kinds = self.tr("Plans and ideas (*.gpkg);;All files (*)")
        title = self.tr("Merge another plan")
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, kinds, self.read)

    def ask_sheet(self) -> None:
        """Which workbook or list to bring back."""
        kinds = self.tr("Workbooks and lists ({kinds});;All files (*)")
        title = self.tr("Bring back an edited workbook")
        shown = kinds.format(kinds=" ".join(f"*{suffix}" for suffix in SHEET_SUFFIXES))
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, shown, self.read)

    def takes(self, path: Path) -> bool:
        """Whether a file that was dropped is a workbook or list of Wolds's, for the plan that is open."""
        return self._document.is_open and went_out(path)

    def read(self, path: Path) -> None:
        """Read the plan or sheet off the main thread, and look for what it says otherwise."""
        self.stop()
        self._desk.settle()
        context, scene = self._document.context, self._document.scene
        title = self.tr("Reading {name}").format(name=path.name)
        job = self.job = Job(title, lambda _: _reviews(path, context, scene), self, "at once")
        job.succeeded.connect(lambda reviews: self._ask(path, context, reviews))
        failed = self.tr("The workbook was not brought back") if is_sheet(path) else self.tr("The plan was not merged")
        job.failed.connect(lambda error: self._desk.feedback.fail(failed, error))
        self._desk.status.follow(job)
        job.start()

    def _ask(self, path: Path, context: EditContext, reviews: Reviews) -> None:
        document = self._document
        if context.schools is not document.schools:
            return  # another register was opened meanwhile
        if context.plan is not document.plan:
            self.read(path)  # edited meanwhile: looked at anew
            return
        dialog = MergeDialog(path.name, reviews, self._desk.window)
        dialog.shown.connect(lambda review, taken: self._weigh(dialog, context, review, taken))
        dialog.zoom_requested.connect(self._zoom)
        dialog.taken.connect(self._merge)
        dialog.finished.connect(lambda: self._stop_weighing())
        self._desk.show_plan()
        self._weigh(dialog, context, dialog.review, dialog.model.taken)
        dialog.open()

    def _weigh(self, dialog: MergeDialog, context: EditContext, review: MergeReview, taken: frozenset[int]) -> None:
        """Work out off the main thread what taking these makes of the plan; who would move is shown on the map."""
        self._stop_weighing()
        if not taken:
            return
        scoreboard = self._document.scoreboard
        job = self.weighing = Job("", lambda _: _outcome(context, scoreboard, review, taken), self, "at once")

        def tell(found: Outcome) -> None:
            if job is self.weighing:
                dialog.show_impact(self._in_words(found))
                self._desk.views.map.set_preview(found.plan)

        job.succeeded.connect(tell)
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("This could not be worked out"), error))
        job.start()

    def _in_words(self, found: Outcome) -> str:
        if found.figures is None:
            return found.refusal
        words = self.tr("Then {clusters} clusters, {placed} schools placed, {unplaced} not, {broken} broken rules.")
        return words.format(
            clusters=f"{found.figures.clusters:,}",
            placed=f"{found.figures.placed:,}",
            unplaced=f"{found.figures.unplaced:,}",
            broken=f"{found.figures.violations:,}",
        )

    def _stop_weighing(self) -> None:
        if self.weighing is not None:
            self.weighing.cancel()
        self.weighing = None
        self._desk.views.map.set_preview(None)

    def _zoom(self, urns: frozenset[int]) -> None:
        known = frozenset(urn for urn in urns if urn in self._document.schools)
        if known:
            self._desk.views.map.fit(known)

    def _merge(self, review: MergeReview, taken: frozenset[int]) -> None:
        if self._editing.do(review.edit(taken)):
            urns = frozenset(urn for place in taken for urn in review.items[place].urns)
            self._document.select(frozenset(urn for urn in urns if urn in self._document.schools))

    def stop(self) -> None:
        """Let go of the file that is being read, and of what is being worked out."""
        for job in (self.job, self.weighing):
            if job is not None:
                job.cancel()


def _reviews(path: Path, context: EditContext, scene: Scene) -> Reviews:
    """The review of a sheet, or of each scenario of a plan file, the one last in use first."""
    if is_sheet(path):
        from wolds.app.export import Exported

        exported = Exported.of(scene.schools, scene.standing, scene.plan, scene.scoreboard)
        return {scene.plan.name: review_of_sheet(path, exported)}
    found = read_contenders(path)
    active = found[0].project.active
    ordered = (found[active], *found[:active], *found[active + 1 :])
    return {one.plan.name: MergeReview.of(context, one.plan, one.project.schools, path.name) for one in ordered}
