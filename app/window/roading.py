"""Roads on the map: the layer beneath the plan, the route of two schools, what one school reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from wolds.app.document import Scene
from wolds.app.jobs import Job, JobWatch
from wolds.app.road_networks import roads_in_force
from wolds.app.ways import PairWays, reach_of, schools_within, ways_between
from wolds.app.window.desk import Desk
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import by_words, shown_unit, shown_value
from wolds.geo.progress import PartOf
from wolds.geo.roads.reachable import Reachable
from wolds.geo.roads.travel import Roads
from wolds.widgets.map import Layer
from wolds.widgets.map.roads import RoadLines
from wolds.widgets.map.way_words import counted_words, reach_words, route_words
from wolds.widgets.map.ways import WayLines

_REACHES: Final[dict[str, float | None]] = {"reach_cap": None, "reach_10": 10.0, "reach_20": 20.0, "reach_30": 30.0}
_LOADING: Final = 0.6
"""The share of the work that it takes to have the roads at hand."""
OnRoads = Callable[[EditContext, Roads, JobWatch], Any]


@dataclass(frozen=True, eq=False)
class _Loaded:
    """Roads at hand, and the provider's digest that they are of."""

    digest: str
    roads: Roads


@dataclass(frozen=True, eq=False)
class OtherRoads:
    """Roads that are looked at without being travelled on, and the measure of their figures: "by road, OSM July 2022"."""

    roads: Roads
    measure: str


class RoadsController(QObject):
    """Has the roads of the travel in force at hand, once somebody wants to see them, and draws ways on them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._map = desk, desk.document, desk.views.map
        self.job: Job | None = None
        self._loaded: _Loaded | None = None
        self._drawn_for = ""
        self._fit_wanted = False
        self._drawn_pair: frozenset[int] = frozenset()
        self._route = desk.actions["route"]
        self._route.toggled.connect(self._turn)
        for name, minutes in _REACHES.items():
            desk.actions[name].triggered.connect(partial(self._ask_reach, minutes))
        desk.actions["reach_none"].triggered.connect(lambda: self._clear())
        self._map.layers_changed.connect(lambda layers: self._show_layer() if Layer.ROADS in layers else None)
        self._document.selection_changed.connect(lambda _: self._follow_selection())
        self._document.scene_replaced.connect(self._show_scene)

    # What is asked for -------------------------------------------------------------------------------------------

    def show_route(self, urn_a: int, urn_b: int, on: OtherRoads | None = None) -> None:
        """Draw the route of a pair there and back, and bring it into sight; on other roads than those in force where given."""
        self._route.setChecked(False)
        self._document.select((urn_a, urn_b))
        self._fit_wanted = True
        if on is None:
            self._route.setChecked(True)
        else:
            answered = partial(self._draw_pair, on.measure)
            self._ask(self.tr("Finding the way"), partial(_ways, urn_a, urn_b), answered, on.roads)

    def _turn(self, on: bool) -> None:
        if on and self._document.is_open and len(self._document.selection) != 2:
            self._desk.feedback.say(self.tr("Select two schools to see the road between them."))
        if on:
            self._follow_selection()
        else:
            self._map.set_ways(None)

    def _follow_selection(self) -> None:
        """While routes are wanted, the two schools that are selected have theirs drawn."""
        if self._drawn_pair and self._document.is_open and self._document.selection != self._drawn_pair:
            self._drawn_pair = frozenset()
            self._map.set_ways(None)
        if not self._route.isChecked() or not self._document.is_open:
            return
        pair = sorted(self._document.selection)
        if len(pair) != 2:
            self._map.set_ways(None)
            return
        a, b = pair
        self._ask(self.tr("Finding the way"), partial(_ways, a, b), self._draw_route)

    def _ask_reach(self, minutes: float | None, _checked: bool = False) -> None:
        if len(self._document.selection) != 1:
            self._desk.feedback.ask(self.tr("Select just one school first."))
            return
        (urn,) = self._document.selection
        self._route.setChecked(False)
        self._ask(self.tr("Finding what can be reached"), partial(_reach, urn, minutes), self._draw_reach)

    def _show_layer(self) -> None:
        """The roads themselves, beneath the plan."""
        if self._map.content.roads is None:
            self._ask(self.tr("Drawing roads"), lambda _context, roads, _watch: RoadLines.of(roads.network), self._draw_layer)

    def _clear(self) -> None:
        self._route.setChecked(False)
        self._map.set_ways(None)

    def stop(self) -> None:
        """Let go of the work under way."""
        if self.job is not None:
            self.job.cancel()

    # Work --------------------------------------------------------------------------------------------------------

    def _ask(self, title: str, work: OnRoads, answered: Callable[[EditContext, Any], None], other: Roads | None = None) -> None:
        self.stop()
        context, at_hand = self._document.context, other or self._at_hand()

        def run(watch: JobWatch) -> tuple[Roads, Any]:
            roads = at_hand or roads_in_force(context, PartOf(watch, 0.0, _LOADING))
            return roads, work(context, roads, watch)

        job = self.job = Job(title, run, self, "at once")
        job.succeeded.connect(lambda found: self._take(context, found, answered, keep=other is None))
        job.failed.connect(self._fail)
        job.cancelled.connect(lambda: self._let_go(job))
        self._desk.status.follow(job)
        job.start()

    def _at_hand(self) -> Roads | None:
        supplied = self._document.schools.supplied
        known = self._loaded is not None and supplied is not None and supplied.digest == self._loaded.digest
        return self._loaded.roads if known and self._loaded is not None else None

    def _take(
        self, context: EditContext, found: tuple[Roads, Any], answered: Callable[[EditContext, Any], None], *, keep: bool
    ) -> None:
        supplied = context.schools.supplied
        if context.schools is not self._document.schools:
            return  # another register or other travel came meanwhile
        if keep and supplied is not None:
            self._loaded = _Loaded(supplied.digest, found[0])
        answered(context, found[1])

    def _fail(self, error: BaseException) -> None:
        self._let_go(self.job)
        self._desk.feedback.fail(self.tr("The roads cannot be drawn"), error)

    def _let_go(self, job: Job | None) -> None:
        """Nothing stays ticked that is not to be seen."""
        if job is not self.job:
            return
        self._route.setChecked(False)
        if self._map.content.roads is None:
            self._map.set_layer(Layer.ROADS, False)

    # Answers -----------------------------------------------------------------------------------------------------

    def _draw_route(self, context: EditContext, found: PairWays) -> None:
        if self._route.isChecked():
            self._draw_pair(self._measure(context), context, found)

    def _draw_pair(self, measure: str, context: EditContext, found: PairWays) -> None:
        pair, schools = found.routes, context.schools
        if self._document.selection != {pair.urn_a, pair.urn_b}:
            return
        self._drawn_pair = self._document.selection
        names = (schools.name_of(pair.urn_a), schools.name_of(pair.urn_b))
        label = route_words(pair, names, measure)
        if found.counted_km is not None:
            shown = f"{shown_value(found.counted_km, context.plan.rules):.1f} {shown_unit(context.plan.rules)}"
            label += "\n" + counted_words(found.counted_km, shown)
        self._desk.feedback.say(label.replace("\n", ". "))
        if pair.there is None:
            self._map.set_ways(None)
            return
        back = None if pair.back is None or pair.is_same_road else pair.back.line
        self._map.set_ways(WayLines.route(label, pair.there.line, back))
        if self._fit_wanted:
            self._fit_wanted = False
            self._map.fit_ways()

    def _draw_reach(self, context: EditContext, found: Reachable) -> None:
        name = context.schools.name_of(found.urn)
        label = reach_words(found, name, self._measure(context), schools_within(context, found))
        self._map.set_ways(WayLines.area(label, found.line, found.start, found.rings))
        self._desk.feedback.say(label.replace("\n", ". "))

    def _draw_layer(self, _: EditContext, lines: RoadLines) -> None:
        self._map.set_roads(lines)

    @staticmethod
    def _measure(context: EditContext) -> str:
        assert context.schools.supplied is not None
        return by_words(context.schools.supplied)

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        """Ways are of the travel they were found by, and under the limit there was: they go when either does."""
        digest = "" if scene.schools.supplied is None else scene.schools.supplied.digest
        if self._loaded is not None and self._loaded.digest != digest:
            self._loaded = None
        self._map.set_ways(None)
        if digest != self._drawn_for:
            self._drawn_for = digest
            self._map.set_roads(None)
            if Layer.ROADS in self._map.layers:
                self._show_layer() if digest else self._map.set_layer(Layer.ROADS, False)
        self._follow_selection()


def _ways(urn_a: int, urn_b: int, context: EditContext, roads: Roads, watch: JobWatch) -> PairWays:
    return ways_between(context, roads, urn_a, urn_b, watch)


def _reach(urn: int, minutes: float | None, context: EditContext, roads: Roads, watch: JobWatch) -> Reachable:
    return reach_of(context, roads, urn, minutes, watch)
