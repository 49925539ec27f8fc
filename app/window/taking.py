"""Taking over the clusters of another plan, such as a headteacher's idea: shown first, then done as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.jobs import Job
from wolds.app.presence import is_there
from wolds.app.register_files import is_plan
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.clustering import edits
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.together import after
from wolds.clustering.ideas import ideas_in, judged_ideas
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools
from wolds.widgets.dialogs import Answer, QuestionDialog
from wolds.widgets.dialogs.idea import IdeaDialog

Ideas = tuple[edits.TakeIdea, ...]


class IdeaController(QObject):
    """Looks after ideas that were sent."""

    def __init__(self, desk: Desk, editing: EditController, open_plan: Callable[[Path], None]) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing, self._open_plan = desk, desk.document, editing, open_plan
        self.job: Job | None = None
        desk.actions["take_idea"].triggered.connect(lambda: self.ask_idea())

    def takes(self, path: Path) -> bool:
        """Whether a file that was dropped could be an idea for the plan that is open."""
        return self._document.is_open and is_there(path) and is_plan(path)

    def ask_what(self, path: Path) -> None:
        """A plan was dropped on a plan: take its clusters over, or open it."""
        answers = (
            Answer("take", self.tr("&Take its clusters over"), True),
            Answer("open", self.tr("&Open it instead")),
            Answer("cancel", self.tr("Cancel")),
        )
        sentence = self.tr("What is {name} to do?").format(name=path.name)
        detail = self.tr("Its clusters can go into the plan that is open, as one step. You see first what that does.")
        dialog = QuestionDialog(
            self.tr("A plan was dropped"), sentence, detail, answers, icon_name="help", parent=self._desk.window
        )
        do = {"take": self.read, "open": self._open_plan}
        dialog.answered.connect(lambda answer: do[answer](path) if answer in do else None)
        dialog.open()

    def ask_idea(self) -> None:
        """Which file holds the idea."""
        kinds = self.tr("Ideas and plans (*.gpkg);;All files (*)")
        title = self.tr("Take over an idea")
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, kinds, self.read)

    def read(self, path: Path) -> None:
        """Read the idea off the main thread, and show what taking it would do."""
        self.stop()
        self._desk.settle()
        schools = self._document.schools
        title = self.tr("Reading {name}").format(name=path.name)
        job = self.job = Job(title, lambda _: _ideas(path), self, "at once")
        job.succeeded.connect(lambda ideas: self._ask(schools, ideas))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The idea was not taken over"), error))
        self._desk.status.follow(job)
        job.start()

    def _ask(self, schools: Schools, ideas: Ideas) -> None:
        document = self._document
        if schools is not document.schools:
            return  # another register was opened meanwhile
        context, scoreboard = document.context, document.scoreboard
        dialog = IdeaDialog(context, ideas, lambda chosen: judged_ideas(scoreboard, context, chosen), self._desk.window)
        dialog.shown.connect(lambda chosen: self._preview(context, chosen))
        dialog.taken.connect(self.take)
        dialog.finished.connect(lambda: self._desk.views.map.set_preview(None))
        self._desk.show_plan()
        self._preview(context, ideas)
        self._desk.views.map.fit(frozenset(urn for idea in ideas for urn in idea.members if urn in schools) or None)
        dialog.open()

    def _preview(self, context: EditContext, ideas: Ideas) -> None:
        """Who would move, on the map."""
        for idea in ideas:
            try:
                context = after(context, idea.change(context))
            except edits.EditError:
                continue  # the dialog says why
        self._desk.views.map.set_preview(context.plan)

    def take(self, ideas: Ideas) -> None:
        """Take these over as one step, and show their schools."""
        text = "; ".join(dict.fromkeys(self.tr("Take over {name}").format(name=idea.name) for idea in ideas))
        edit = ideas[0] if len(ideas) == 1 else edits.Together(ideas, text)
        if self._editing.do(edit):
            self._document.select(frozenset(urn for idea in ideas for urn in idea.members))

    def stop(self) -> None:
        """Let go of the file that is being read."""
        if self.job is not None:
            self.job.cancel()


def _ideas(path: Path) -> Ideas:
    from wolds.app.planfile import open_project

    ideas = ideas_in(open_project(path).project, path.name)
    if not ideas:
        raise InputError(f"{path.name}: the plan has no clusters", remedy="Choose a plan with an idea in it.")
    return ideas
