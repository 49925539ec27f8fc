"""Alternatives: joins their window with the document, the engine's plans and the preview."""

from __future__ import annotations

from wolds.app.document import Scene
from wolds.app.exploring import Choice, Choices, find_choices
from wolds.app.window.desk import Desk
from wolds.app.window.own_window import OwnWindowController
from wolds.app.window.proposing import ProposalController
from wolds.app.window.questions import Questions
from wolds.clustering.edits import AcceptProposal, EditError
from wolds.clustering.edits.base import EditContext
from wolds.clustering.naming import free_name
from wolds.widgets.exploring import AlternativesWindow, ShownPlan


class AlternativesController(OwnWindowController):
    """Looks after the window of alternatives, which is made when it is first asked for."""

    def __init__(self, desk: Desk, proposing: ProposalController) -> None:
        super().__init__(desk, "alternatives")
        self._proposing = proposing
        self.window: AlternativesWindow | None = None
        self._choices: tuple[Choice, ...] = ()

    def open(self) -> None:
        """Show the window."""
        window = self._made()
        window.show()
        window.activateWindow()

    def _made(self) -> AlternativesWindow:
        if self.window is None:
            window = self.window = AlternativesWindow(self._desk.window)
            self.questions = Questions(self._desk, window.jobs, self.tr("There are no other plans"))
            window.find_requested.connect(self.find)
            window.preview_requested.connect(self.preview)
            window.keep_requested.connect(self.keep)
        return self.window

    # Finding -----------------------------------------------------------------------------------------------------

    def find(self, count: int, least: float, most: float) -> None:
        """Look for other good plans, off the main thread."""
        self._made()
        assert self.questions is not None
        title = self.tr("Looking for other good plans")
        self.questions.ask(title, lambda context, watch: find_choices(context, count, least, most, watch), self._show)

    def _show(self, context: EditContext, found: Choices) -> None:
        self._choices, self._about = found.plans, context
        shown = [ShownPlan(c.alternative, c.proposal.preview.plan, c.scoreboard, c.moved) for c in found.plans]
        self._made().show_plans(shown, found.sentence, context.schools, context.standing)
        self._desk.feedback.say(self.tr("{n} plans side by side.").format(n=len(shown)))
        self._plan_moved()

    # Taking ------------------------------------------------------------------------------------------------------

    def preview(self, number: int) -> None:
        """Show a plan beside the present one, to be accepted as one step or dropped."""
        self._made().hide()  # it would lie on the map; the command brings it back with the same plans
        self._proposing.show_preview(self._choices[number].proposal, self._name(number))

    def _name(self, number: int) -> str:
        return self.tr("Alternative {n}").format(n=number) if number else self.tr("The best plan")

    def keep(self, number: int) -> None:
        """Add a scenario that has a plan, and go there."""
        preview, before = self._choices[number].proposal.preview, self._document.active
        count = len(self._document.scenario_names)
        name = free_name(self._name(number), self._document.scenario_names)
        try:
            self._document.duplicate(name)
        except EditError as error:
            self._desk.feedback.refuse(error)
            return
        if len(self._document.scenario_names) == count:
            return  # the plan is open to be looked at only, which has been said
        self._made().hide()
        self._document.do(AcceptProposal(preview))
        back = self._document.scenario_names[before]
        go = (self.tr("Back to {name}").format(name=back), lambda: self._document.switch_to(before))
        self._desk.feedback.ask(self.tr("Kept as the scenario {name}, which is shown now.").format(name=name), go)

    # Staying true ------------------------------------------------------------------------------------------------

    def _forget(self, _: Scene) -> None:
        self._choices = ()
        self._made().forget()

    def _mark(self, stale: bool) -> None:
        self._made().set_stale(stale)
