"""The window of straight line and road: asks for the comparison, draws what is chosen, puts figures or roads in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from wolds.app.document import Scene
from wolds.app.jobs import JobWatch
from wolds.app.road_comparing import Compared, compare_in_force, compare_with_roads, compare_with_table, estimate_for
from wolds.app.road_networks import sample_path
from wolds.app.travelling import Travelling
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.own_window import OwnWindowController
from wolds.app.window.questions import Questions
from wolds.app.window.roading import OtherRoads, RoadsController
from wolds.app.window.travelling import ROAD_KINDS, TABLE_KINDS, TravelController
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import by_words, too_short
from wolds.geo.estimating import PROVIDER, Estimate
from wolds.widgets.roads import RoadsWindow

Work = Callable[[EditContext, JobWatch], Compared]


class RoadsLookController(OwnWindowController):
    """Looks after the window of straight line and road, which is made when it is first asked for."""

    def __init__(self, desk: Desk, roads: RoadsController, travelling: TravelController) -> None:
        super().__init__(desk, "calibrate")
        self._roads, self._travelling = roads, travelling
        self.window: RoadsWindow | None = None
        self.compared: Compared | None = None
        self._work: Work | None = None
        self._again: Callable[[], None] | None = None
        desk.actions["road_gaps"].triggered.connect(lambda: self.open(1))

    def open(self, tab: int = 0) -> None:
        """Show the window; compare with what is at hand, where nothing was compared yet."""
        window = self._made()
        window.show_tab(tab)
        window.show()
        window.activateWindow()
        if self.compared is None and not self.is_running and (work := self._at_hand()) is not None:
            self._ask(work)

    def _at_hand(self) -> Work | None:
        """With the travel in force, or the sample county's own roads; None where a person has to choose."""
        supplied = self._document.schools.supplied
        if supplied is not None and supplied.source.provider != PROVIDER:
            return compare_in_force
        if self._document.schools.source.is_sample:
            self._again = self._travelling.read_sample
            return self._with_roads(sample_path())
        return None

    def _made(self) -> RoadsWindow:
        if self.window is None:
            window = self.window = RoadsWindow(self._desk.window)
            self.questions = Questions(self._desk, window.jobs, self.tr("There is nothing to compare with"))
            window.roads_wanted.connect(self.ask_roads)
            window.table_wanted.connect(self.ask_table)
            window.again_wanted.connect(self._ask_again)
            window.route_wanted.connect(self.show_route)
            window.shown_wanted.connect(self.show_schools)
            window.figures_wanted.connect(self.use_figures)
            window.travel_wanted.connect(self.use_travel)
        return self.window

    # Asking ------------------------------------------------------------------------------------------------------

    def ask_roads(self) -> None:
        """Which roads to compare with."""
        title = self.tr("Roads to compare the straight line with")
        ask_to_open(self._made(), title, self._desk.settings().last_folder, self.tr(ROAD_KINDS), self.compare_roads)

    def ask_table(self) -> None:
        """Which table to compare with."""
        title = self.tr("A travel table to compare the straight line with")
        ask_to_open(self._made(), title, self._desk.settings().last_folder, self.tr(TABLE_KINDS), self.compare_table)

    def compare_roads(self, path: Path) -> None:
        """Compare with the roads of a file, at the speeds of the settings."""
        if self._ask(self._with_roads(path)):
            self._again = lambda: self._travelling.read_roads(path)

    def compare_table(self, path: Path) -> None:
        """Compare with a travel table."""
        if self._ask(lambda context, watch: compare_with_table(context, path, watch)):
            self._again = lambda: self._travelling.read_table(path)

    def _with_roads(self, path: Path) -> Work:
        speeds = self._desk.settings().speeds
        return lambda context, watch: compare_with_roads(context, path, speeds, watch)

    def _ask_again(self) -> None:
        if self._work is not None:
            self._ask(self._work)

    def _ask(self, work: Work) -> bool:
        """Ask; whether there is anything to ask about."""
        assert self.questions is not None
        asked = self.questions.ask(self.tr("Comparing straight line and road"), work, self._show) is not None
        if asked:
            self._work = work
        return asked

    # Answers -----------------------------------------------------------------------------------------------------

    def _show(self, context: EditContext, found: Compared) -> None:
        self.compared, self._about = found, context
        window, supplied, schools = self._made(), self._document.schools.supplied, context.schools
        in_force = supplied is not None and supplied.digest == found.travel.digest
        window.show_pairs(found.gaps, found.footings, schools.name_of, found.roads is not None, by_words(found.travel))
        window.show_estimate(found.calibration, found.unfitted, found.broken, by_words(found.travel), in_force)
        self._desk.feedback.say(self.tr("Straight line and road are compared."))

    # What a person does with it ----------------------------------------------------------------------------------

    def show_schools(self, urns: frozenset[int]) -> None:
        """Select schools and bring them into sight."""
        self._document.select(urns)
        self._desk.views.map.fit(urns)

    def show_route(self, urn_a: int, urn_b: int) -> None:
        """Draw the route of a pair, on the roads that were compared; its schools alone where there are none at hand."""
        if self.compared is None or self.compared.roads is None:
            self.show_schools(frozenset({urn_a, urn_b}))
        else:
            self._roads.show_route(urn_a, urn_b, OtherRoads(self.compared.roads, by_words(self.compared.travel)))

    def use_figures(self) -> None:
        """Estimate by the fitted figures from now on, as one step."""
        if self.compared is not None and self.compared.calibration is not None:
            self._estimate_by(self.compared.calibration.fitted.estimate, self.compared.travel.source.label)

    def _estimate_by(self, estimate: Estimate, fitted_to: str) -> None:
        context = self._document.context
        travel = estimate_for(context, estimate, fitted_to)
        self._travelling.take(context, Travelling(travel, ()), partial(self._estimate_by, estimate, fitted_to))

    def use_travel(self) -> None:
        """Travel by what was compared from now on, as one step."""
        found, context = self.compared, self._document.context
        if found is None:
            return
        if short := too_short(found.travel, context.plan.rules):
            self._desk.feedback.ask(self.tr("{why}. Compare once more first.").format(why=short), tone="warning")
        else:
            self._travelling.take(context, Travelling(found.travel, ()), self._again)

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        """Other travel between the same schools leaves the comparison as it was, and as old as the plan makes it."""
        about = self._about
        if about is not None and about.schools is not scene.schools and about.schools.are_those_of(scene.schools):
            self._about = replace(about, schools=scene.schools)
        super()._show_scene(scene)

    def _forget(self, _: Scene) -> None:
        self.compared, self._work = None, None
        self._made().forget()

    def _mark(self, stale: bool) -> None:
        self._made().set_stale(stale)
