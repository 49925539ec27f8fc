"""Church and community: joins the workspace of a diocesan officer with the document, the engine and the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from wolds.app.document import DocumentChange, Scene
from wolds.app.exploring import is_about
from wolds.app.window.church_files import ChurchFiles
from wolds.app.window.church_scenarios import ChurchScenarios
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.opening_first import OpeningFirst
from wolds.app.window.questions import Questions
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.models import Model
from wolds.clustering.pairings import Pairings, best_pairings
from wolds.clustering.partners.reach import Reach
from wolds.clustering.plan import Table
from wolds.clustering.policy.dioceses import church_urns
from wolds.clustering.policy.survey import Survey, survey
from wolds.geo.schools import Schools
from wolds.widgets.map import Bonds, Colouring, Layer


class ChurchController(QObject):
    """Looks after the workspace. `arrange` shows or leaves its panel: True, False."""

    def __init__(self, desk: Desk, editing: EditController, arrange: Callable[[bool], None]) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing, self._arrange = desk, desk.document, editing, arrange
        self.view, self._map, self._dock = desk.views.church, desk.views.map, desk.views.docks["church"]
        self.looking = Questions(desk, self.view.jobs, self.tr("The plan could not be judged"))
        self.pairing = Questions(desk, self.view.pairs.jobs, self.tr("No pairs could be found"))
        self.scenarios = ChurchScenarios(desk, self.view.scenarios)
        self.files = ChurchFiles(desk, self.view, editing)
        self._first = OpeningFirst(desk, self.open)
        self._about: EditContext | None = None
        self._paired: tuple[EditContext, Reach, Model, tuple[str, ...]] | None = None
        self._asked: tuple[Reach, Model, tuple[str, ...]] = self._wanted
        self._register: Schools | None = None
        self._colouring = self._map.colouring
        self._connect()

    def _connect(self) -> None:
        view, document = self.view, self._document
        self._desk.actions["church"].triggered.connect(lambda: self.open())
        self._desk.views.start.church_requested.connect(self.open)
        self._dock.visibilityChanged.connect(self._dress)
        view.left.connect(self.leave)
        view.survey_requested.connect(self.survey)
        view.dioceses.open_requested.connect(self._desk.actions["open_register"].trigger)
        view.dioceses.show_requested.connect(lambda name: self._show_schools(church_urns(document.context, name)))
        view.pairs.asked.connect(self.pair)
        view.policy.edit_requested.connect(self._do)
        for page in (view.questions, view.pairs):
            page.show_requested.connect(self._show_schools)
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)
        document.scenarios_changed.connect(self.scenarios.mark)

    # Coming and going --------------------------------------------------------------------------------------------

    @property
    def is_shown(self) -> bool:
        """Whether the workspace is open."""
        return not self._dock.isHidden()

    def open(self) -> None:
        """Show the workspace; where nothing is open yet, ask for the schools first."""
        if not self._document.is_open:
            self._first.ask(self.tr("Where are the schools? Open a plan or a register, or try the sample county."))
            return
        self._desk.show_plan()
        self._arrange(True)
        self.view.tabs.tabBar().setFocus()
        QTimer.singleShot(0, lambda: self._map.fit(None))  # once the panel has its place
        self._look()

    def leave(self) -> None:
        """Back to the panels of the whole plan."""
        self.stop()
        self._arrange(False)

    def stop(self) -> None:
        """Let go of what is being worked out."""
        self.looking.stop()
        self.pairing.stop()
        self.scenarios.stop()

    def _dress(self, shown: bool) -> None:
        """The map says type and pairs while the workspace is open, and what it said before once it is left."""
        if shown:
            self._colouring = self._map.colouring
            self._map.set_colouring(Colouring.KIND)
        else:
            self._map.set_colouring(self._colouring)
        self._show_bonds(shown)

    def _show_bonds(self, shown: bool) -> None:
        found = self.view.pairs.found
        bonds = None
        if shown and found is not None and found.pairs:
            urns = tuple((pair.church.urn, pair.community.urn) for pair in found.pairs)
            bonds = Bonds(self.tr("Church and community pair"), urns)
        self._map.set_bonds(Layer.PAIRS, bonds)

    # Looking -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Judge the plan where nothing is known of it as it stands."""
        if self._about is None or not self._holds(self._about):
            self.survey()

    def survey(self) -> None:
        """Judge the plan with what is chosen at the top, off the main thread."""
        if not self._document.is_open:
            return
        reach, model, dioceses = Reach(minutes=self.view.minutes), self.view.judged_as, self.view.dioceses.ticked
        self.looking.ask(
            self.tr("Looking at church and community schools"),
            lambda context, watch: survey(context, policy_of(context), reach, model, dioceses, watch),
            self._take,
            for_all=True,
        )
        self._mark()

    def _take(self, context: EditContext, found: Survey) -> None:
        self._about = context
        self.view.show_survey(found, context.plan.clusters)
        words = self.tr("{n} clusters judged; {asking} need approval or are not allowed.")
        self._desk.feedback.say(words.format(n=len(found.clusters), asking=len(found.approval)))
        self._mark()

    def pair(self) -> None:
        """Find the best pairs of the dioceses chosen, off the main thread."""
        reach, model, dioceses = self._wanted
        self.pairing.ask(
            self.tr("Pairing church with community schools"),
            lambda context, _: best_pairings(context, reach, policy_of(context), model, dioceses),
            self._take_pairs,
            for_all=True,
        )
        self._asked = (reach, model, dioceses)

    @property
    def _wanted(self) -> tuple[Reach, Model, tuple[str, ...]]:
        return Reach(minutes=self.view.minutes), self.view.judged_as or Model.INFORMAL, self.view.dioceses.ticked

    def _take_pairs(self, context: EditContext, found: Pairings) -> None:
        self._paired = (context, *self._asked)
        self.view.pairs.show_found(found)
        self._show_bonds(self.is_shown)
        self._desk.feedback.say(self.tr("{n} pairs found.").format(n=len(found.pairs)))
        self._mark()

    def _show_schools(self, urns: frozenset[int]) -> None:
        self._document.select(urns)
        self._map.fit(urns)

    # The policy table --------------------------------------------------------------------------------------------

    def _do(self, edit: object) -> None:
        if not self._editing.do(edit):
            self._show_policy()  # what stands in the table is what holds

    def _show_policy(self) -> None:
        if self._document.is_open:
            self.view.policy.show_policy(policy_of(self._document.context))

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        if scene.schools is not self._register:
            self._register = scene.schools
            self.stop()
            self._about = self._paired = None
            self.view.forget()
            words = (scene.schools.text(column) for column in ("diocese", "religious_character"))
            self.view.policy.offer(*(sorted({str(word) for word in column.tolist()} - {""}) for column in words))
        self._show_policy()
        self._mark()
        if self.is_shown:
            self._look()

    def _show_change(self, news: DocumentChange) -> None:
        self._mark()
        if any(True for _ in news.change.of(Table.POLICIES)):
            self._show_policy()
            if self.is_shown:
                self.survey()

    def _holds(self, about: EditContext) -> bool:
        """Whether what was found about a plan still holds for the present one."""
        was, now = about.plan, self._document.plan
        same = was.policies == now.policies and was.partnerships == now.partnerships
        return same and is_about(about, self._document.context)

    def _mark(self) -> None:
        self.view.set_stale(self._about is not None and not self.looking.is_running and not self._holds(self._about))
        paired = self._paired
        self.view.pairs.set_stale(paired is not None and not (paired[1:] == self._wanted and self._holds(paired[0])))
        self.scenarios.mark()
