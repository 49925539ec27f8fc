"""Asking for a proposal, looking at it beside the present plan, and taking or dropping it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from wolds.app.document import DocumentChange, Scene
from wolds.app.jobs import Job, JobWatch
from wolds.app.proposing import Proposal, facts_in, propose
from wolds.app.settings import Settings
from wolds.app.window.desk import Desk
from wolds.app.window.layout import add_dock
from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits import AcceptProposal
from wolds.clustering.edits.base import EditContext
from wolds.clustering.plan import Plan
from wolds.clustering.problem import Solution
from wolds.geo.schools import Schools
from wolds.widgets.dialogs import PreviewPanel

Reasons = Mapping[int, tuple[str, str]]
"""Why schools are not placed: by URN, a code of the contract and a sentence."""


class ProposalController(QObject):
    """Runs one proposal at a time and shows its preview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        window, document, actions, views = desk.window, desk.document, desk.actions, desk.views
        self._document, self._actions, self._feedback = document, actions, desk.feedback
        self._desk, self._views, self._status = desk, views, desk.status
        self.job: Job | None = None
        self.proposal: Proposal | None = None
        self._last_reasons: Reasons = {}
        self._shown_reasons: Reasons | None = None
        self._register: Schools | None = None
        self._asked_for: Schools | None = None
        self.panel = PreviewPanel()
        self.panel.accepted.connect(self.accept)
        self.panel.dropped.connect(self._drop_it)
        self.panel.zoom_requested.connect(views.map.fit)
        self._dock = add_dock(window, views, "proposal", self.tr("Proposal"), self.panel, Qt.DockWidgetArea.RightDockWidgetArea)
        window.tabifyDockWidget(views.docks["clusters"], self._dock)
        self._dock.hide()
        actions["propose"].triggered.connect(lambda: self.start())
        actions["stop"].setEnabled(False)
        actions["stop"].triggered.connect(lambda: self.stop())
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)

    # Asking ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Work out a proposal for the present plan, off the main thread."""
        if self.job is not None and self.job.is_running:
            self._feedback.say(self.tr("A proposal is being worked out already."))
            return
        self.drop()
        self._desk.settle()
        self._desk.show_plan()
        context, judge, settings = self._document.context, self._document.scoreboard.judge, self._desk.settings()
        if not context.standing.to_place.any():
            self._feedback.ask(self.tr("No school takes part yet. Choose who takes part on the left."), tone="warning")
            return
        self._asked_for = context.schools
        self._views.banner.hide()
        self.job = Job(self.tr("Working out clusters"), lambda watch: _work(context, judge, watch, settings), self)
        self.job.reported.connect(self._show_first)
        self.job.succeeded.connect(self.show_preview)
        self.job.failed.connect(lambda error: self._feedback.fail(self.tr("There is no proposal"), error))
        self.job.cancelled.connect(lambda: self._feedback.say(self.tr("Stopped before there was a proposal.")))
        self.job.ended.connect(lambda: self._actions["stop"].setEnabled(False))
        self._status.follow(self.job)
        self._actions["stop"].setEnabled(True)
        self.job.start()

    def stop(self) -> None:
        """Stop; the best answer so far is shown."""
        if self.job is not None:
            self.job.cancel()

    def _show_first(self, solution: Solution) -> None:
        text = self.tr("A first answer: {count} clusters, {left} schools left over; still improving …")
        self._feedback.say(text.format(count=len(solution.clusters), left=solution.unplaced))

    # Looking at it -----------------------------------------------------------------------------------------------

    def show_preview(self, proposal: Proposal, note: str = "") -> None:
        """Put the proposal beside the present plan, headed by a note; where the plan moved on meanwhile, say so instead."""
        if proposal.preview.context.schools is not self._document.schools:
            return  # another register was opened meanwhile
        outcome = self._document.would(AcceptProposal(proposal.preview))
        if isinstance(outcome, Exception):
            self._feedback.ask(str(outcome), (self.tr("Propose again"), self.start), tone="warning")
            return
        self._desk.show_plan()
        self._desk.turns.finish()  # else the map would drop the preview when its turn comes
        self.proposal = proposal
        self.panel.show_preview(proposal.preview, note)
        self._views.map.set_preview(proposal.preview.plan)
        self._dock.show()
        self._dock.raise_()
        self.panel.setFocus()
        self._feedback.say(self.tr("The proposal is ready: accept it, or drop it."))

    def show_dock(self) -> None:
        """Show the dock where there is a proposal, and only there."""
        self._dock.setVisible(self.proposal is not None)
        if self.proposal is not None:
            self._dock.raise_()

    def accept(self) -> None:
        """Take the proposal as one step that can be taken back."""
        proposal, self.proposal = self.proposal, None
        self._hide()
        if proposal is not None and self._document.do(AcceptProposal(proposal.preview)):
            self._views.docks["clusters"].raise_()  # the map stays: what was just looked at now takes colour

    def drop(self) -> None:
        """Leave the plan as it is."""
        self.proposal = None
        self._hide()

    def _drop_it(self) -> None:
        self.drop()
        self._feedback.say(self.tr("The proposal was dropped: the plan is as it was."))

    def _hide(self) -> None:
        self._views.map.set_preview(None)
        if self.panel.isAncestorOf(QApplication.focusWidget() or self._desk.window):
            self._views.map.setFocus()  # else Qt hands the keyboard to whatever comes next
        self._dock.hide()

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        if self._asked_for is not scene.schools:
            self.stop()
        if self._register is not scene.schools:
            self._register, self._last_reasons = scene.schools, {}
        self._shown_reasons = None  # the views have forgotten them
        self._desk.turns.take(partial(self._plan_moved, scene.plan), in_turn=scene.is_vast)  # after the views

    def _show_change(self, news: DocumentChange) -> None:
        self._plan_moved(news.plan)

    def _reasons_since(self, plan: Plan) -> Reasons:
        """What the last proposal said stays in sight after an edit by hand, marked as such; nothing where there was none."""
        if not self._last_reasons and not plan.clusters:
            return {}
        document = self._document
        placed = document.schools.urn[document.standing.to_place].tolist()
        left = [urn for urn in placed if urn not in plan.cluster_of]
        before = self.tr("(So it was in the last proposal; the plan was edited since.)")
        by_hand = self.tr("Taken out by hand, or let in since the last proposal. Propose again to learn more.")
        return _since(self._last_reasons, left, before, by_hand)

    def _plan_moved(self, plan: Plan) -> None:
        facts = facts_in(plan)
        if facts is not None:
            self._last_reasons = {urn: (code, sentence) for urn, code, sentence in facts.reasons}
        reasons = self._last_reasons if facts is not None else self._reasons_since(plan)
        if reasons != self._shown_reasons:
            self._shown_reasons = reasons
            for view in (self._views.unplaced, self._views.schools, self._views.clusters):
                view.show_reasons(reasons)
        if self.proposal is not None:
            outcome = self._document.would(AcceptProposal(self.proposal.preview))
            if isinstance(outcome, Exception):
                self.drop()
                again = (self.tr("Propose again"), self.start)
                self._feedback.ask(self.tr("The plan changed, so the proposal was dropped."), again)


def _since(reasons: Reasons, left: Iterable[int], before: str, by_hand: str) -> Reasons:
    """Reasons of a plan that was edited since: those that were known, marked so, and "by hand" for the rest."""
    known = {urn: (reasons[urn][0], f"{reasons[urn][1]} {before}") for urn in left if urn in reasons}
    return known | {urn: ("by-hand", by_hand) for urn in left if urn not in reasons}


def _work(context: EditContext, judge: Judge, watch: JobWatch, settings: Settings) -> Proposal:
    limit, memory_mb = settings.proposal_time_limit_s, settings.proposal_memory_mb
    proposal = propose(context, watch=watch, time_limit_s=limit, on_plan=watch.tell_result, memory_mb=memory_mb)
    _ = proposal.preview.before, proposal.preview.after, proposal.preview.changes  # judged here, so that the window need not
    judge.judge_all(proposal.preview.clusters)  # the window's own judge remembers them until the proposal is taken
    return proposal
