"""Explaining: joins the panel with the selection, the document and the engine's answers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from wolds.app.document import DocumentChange, Scene
from wolds.app.exploring import Explained, explain, is_about, what_if
from wolds.app.proposing import Proposal
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.proposing import ProposalController
from wolds.app.window.questions import Questions
from wolds.clustering.edits import Edit
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import Elsewhere, NearMiss, PlanRelaxation, near_misses, plan_relaxations
from wolds.geo.schools import Schools
from wolds.widgets.exploring.page import AnswerPage


class ExplainController(QObject):
    """Looks after the panel that explains."""

    def __init__(self, desk: Desk, editing: EditController, proposing: ProposalController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing, self._proposing = desk, desk.document, editing, proposing
        self.view, self._dock = desk.views.explain, desk.views.docks["explain"]
        self._register: Schools | None = None
        self._known: dict[int, Explained] = {}
        self._about: dict[AnswerPage, EditContext] = {}
        failed = self.tr("There is no answer")
        self.school_questions = Questions(desk, self.view.school.jobs, failed)
        self.plan_questions = Questions(desk, self.view.plan.jobs, failed)
        self.near_questions = Questions(desk, self.view.near.jobs, failed)
        self._connect()

    def _connect(self) -> None:
        document, view = self._document, self.view
        document.selection_changed.connect(lambda _: self._show_subject())
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)
        view.school.asked.connect(self.explain)
        view.plan.asked.connect(lambda: self.explain_plan())
        view.near.asked.connect(lambda: self.look_for_near_misses())
        view.near.selection_requested.connect(document.select)
        view.near.show_requested.connect(self.show_on_map)
        view.near.menu_requested.connect(self._editing.show_menu)
        view.school.what_if_requested.connect(self.try_out)
        for page in (view.school, view.plan):
            page.show_requested.connect(self.show_on_map)
            page.edit_requested.connect(self.take_over)
            page.propose_requested.connect(self._proposing.start)
        self._desk.actions["explain"].triggered.connect(lambda: self.explain_selected())
        self._desk.actions["explain_plan"].triggered.connect(lambda: self.explain_plan())
        self._desk.actions["near_misses"].triggered.connect(lambda: self.look_for_near_misses())

    # Asking ------------------------------------------------------------------------------------------------------

    def explain_selected(self) -> None:
        """Why the one school that is selected is where it is."""
        if len(self._document.selection) != 1:
            self._desk.feedback.ask(self.tr("Select just one school first."))
            return
        self.explain(next(iter(self._document.selection)))

    def explain(self, urn: int) -> None:
        """Why a school is where it is, worked out off the main thread."""
        self._document.select((urn,))
        self._bring(self.view.school)
        title = self.tr("Explaining {name}").format(name=self._document.schools.name_of(urn))
        self.school_questions.ask(title, lambda context, watch: explain(context, urn, watch), self._show_answer)

    def explain_plan(self) -> None:
        """Which single relaxation places most."""
        self._bring(self.view.plan)
        self.plan_questions.ask(self.tr("Trying small changes of the rules"), plan_relaxations, self._show_relaxations)

    def look_for_near_misses(self) -> None:
        """What lies just outside a rule."""
        self._bring(self.view.near)
        self.near_questions.ask(self.tr("Looking for near misses"), near_misses, self._show_misses)

    def stop(self) -> None:
        """Let go of every question."""
        for questions in (self.school_questions, self.plan_questions, self.near_questions):
            questions.stop()

    def _bring(self, page: AnswerPage) -> None:
        self._dock.show()
        self._dock.raise_()
        self.view.show_page(page)

    # Answers -----------------------------------------------------------------------------------------------------

    def _show_answer(self, _: EditContext, explained: Explained) -> None:
        """Show the answer where its school is still the one that is looked at; else it waits until it is selected again."""
        self._known[explained.answer.urn] = explained
        if self.view.school.urn == explained.answer.urn:
            self._show_known(explained)
        self._desk.feedback.say(self.tr("{name} is explained.").format(name=explained.answer.name))

    def _show_known(self, explained: Explained) -> None:
        self.view.school.show_answer(explained.answer, explained.context)
        self._keep(self.view.school, explained.context)

    def _show_relaxations(self, context: EditContext, found: tuple[PlanRelaxation, ...]) -> None:
        left = context.schools.urn[context.standing.to_place].tolist()
        self.view.plan.show_answer(found, context, sum(urn not in context.plan.cluster_of for urn in left))
        self._keep(self.view.plan, context)
        words = (
            self.tr("1 change would place more schools.")
            if len(found) == 1
            else self.tr("{n} changes would place more schools.")
        )
        self._desk.feedback.say(words.format(n=len(found)))

    def _show_misses(self, context: EditContext, found: tuple[NearMiss, ...]) -> None:
        self.view.near.show_misses(found, context.schools)
        self._keep(self.view.near, context)
        self._desk.feedback.say(self.tr("{n} near misses.").format(n=len(found)))

    def _keep(self, page: AnswerPage, context: EditContext) -> None:
        self._about[page] = context
        page.set_stale(not is_about(context, self._document.context))

    # What answers offer ------------------------------------------------------------------------------------------

    def show_on_map(self, urns: frozenset[int]) -> None:
        """Select schools and bring them into sight."""
        self._document.select(urns)
        self._desk.views.map.fit(urns)

    def take_over(self, edit: Edit) -> None:
        """Do what an answer offers, as one step, and offer to propose anew."""
        if self._editing.do(edit):
            done = self._document.undo_group.undoText()
            again = (self.tr("Propose again"), self._proposing.start)
            self._desk.feedback.ask(self.tr("Done: {what}. The clusters are as they were.").format(what=done), again)

    def try_out(self, elsewhere: Elsewhere) -> None:
        """Show the whole plan that goes with another cluster beside the present one."""
        explained = self._known.get(self.view.school.urn or 0)
        if explained is None:
            return
        note = self.tr("What if {name} were there?").format(name=explained.answer.name)

        def show(_: EditContext, proposal: Proposal) -> None:
            self._proposing.show_preview(proposal, note)

        title = self.tr("Putting the plan together")
        self.school_questions.ask(title, lambda _, watch: what_if(explained, elsewhere, watch), show)

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        if scene.schools is not self._register:
            self._register = scene.schools
            self.stop()
            self._about, self._known = {}, {}
            for page in (self.view.school, self.view.plan, self.view.near):
                page.forget()
        self._plan_moved()

    def _show_change(self, _: DocumentChange) -> None:
        self._plan_moved()

    def _plan_moved(self) -> None:
        now, shown = self._document.context, self.view.school.urn
        self._known = {urn: one for urn, one in self._known.items() if urn == shown or is_about(one.context, now)}
        for page, context in self._about.items():
            page.set_stale(not is_about(context, now))
        self._show_subject()

    def _show_subject(self) -> None:
        selection, schools, plan = self._document.selection, self._document.schools, self._document.plan
        if len(selection) != 1:
            return  # the answer stays while its schools are looked at on the map
        urn = next(iter(selection))
        cluster = plan.cluster_at(urn)
        where = self.tr("in {cluster}").format(cluster=cluster.name) if cluster else self.tr("in no cluster")
        roll = schools.roll[schools.position(urn)]
        pupils = "" if np.isnan(roll) else self.tr("{n} pupils, ").format(n=f"{roll:.0f}")
        self.view.school.show_subject(urn, schools.name_of(urn), f"{pupils}{where}", placed=cluster is not None)
        if urn in self._known and not self.view.school.has_answer:
            self._show_known(self._known[urn])
