"""By what one travels between schools: the straight line, roads, a table, or a routing server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QObject

from wolds.app.document import Scene
from wolds.app.jobs import Job, JobWatch
from wolds.app.travelling import Travelling, barrier_notes, by_roads, by_table, newly_broken
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.routing import RoutingController
from wolds.app.window.speeds import SpeedsController
from wolds.app.window.valhalla import ValhallaController
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Role
from wolds.clustering.figures import Violation
from wolds.clustering.travel import by_words, too_short
from wolds.clustering.wording import listed
from wolds.geo.estimating import PROVIDER as ESTIMATE
from wolds.geo.supplied import SuppliedTravel

Work = Callable[[EditContext, JobWatch], Travelling]

_ENTRIES: Final = ("travel_straight", "travel_roads", "travel_table", "travel_sample", "travel_server", "travel_valhalla")
_ROADS: Final = (".pbf", ".osm", ".osm.gz", ".osm.bz2")
"""How names of OpenStreetMap extracts end. A GeoPackage of roads is named in the dialog: dropped, it could be a plan."""
ROAD_KINDS: Final = "Road networks (*.pbf *.osm *.gz *.bz2 *.gpkg);;All files (*)"
TABLE_KINDS: Final = "Travel tables (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;All files (*)"
_SAMPLE: Final = "sample roads"


class TravelController(QObject):
    """Reads roads and tables off the main thread, puts their travel in force as one step, and says what it broke."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk, self._document = desk, desk.document
        self.job: Job | None = None
        self._last: Callable[[], None] | None = None
        self._files: dict[str, Path] = {}  # where roads were read from in this sitting, by the hash of the file
        self._told = ""
        actions = desk.actions
        self.routing, self.valhalla = RoutingController(desk, self), ValhallaController(desk, self)
        asks = (self.go_straight, self.ask_roads, self.ask_table, self.read_sample, self.routing.ask, self.valhalla.ask)
        for name, ask in zip(_ENTRIES, asks, strict=True):
            actions[name].triggered.connect(lambda _=False, ask=ask: self._asked(ask))
        self._document.scene_replaced.connect(self._show_scene)
        self.speeds = SpeedsController(desk, self)

    def _asked(self, ask: Callable[[], None]) -> None:
        self._tick(self._document.schools.supplied)  # the tick says what is in force, not what was clicked
        ask()

    # What is asked for -------------------------------------------------------------------------------------------

    def go_straight(self) -> None:
        """Go back to the straight line."""
        if self._document.schools.supplied is not None:
            self._put(None, self.tr("by the straight line"), barrier_notes(self._document.context.plan.rules))

    def ask_roads(self) -> None:
        """Which file of roads to travel on."""
        title = self.tr("Roads: an OpenStreetMap extract or OS Open Roads")
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, self.tr(ROAD_KINDS), self.read_roads)

    def ask_table(self) -> None:
        """Which table to travel by."""
        kinds, folder = self.tr(TABLE_KINDS), self._desk.settings().last_folder
        ask_to_open(self._desk.window, self.tr("A travel table"), folder, kinds, self.read_table)

    def takes(self, path: Path) -> bool:
        """Whether a file that was dropped holds roads for the plan that is open."""
        return self._document.is_open and path.name.lower().endswith(_ROADS)

    def read_roads(self, path: Path) -> None:
        """Travel on the roads of a file, at the speeds of the settings."""
        speeds, title = self._desk.settings().speeds, self.tr("Finding ways on {name}").format(name=path.name)
        job = self._start(title, lambda context, watch: by_roads(context, path, watch, speeds))
        job.succeeded.connect(lambda found: self._files.update({found.travel.source.sha256: path}))
        self._last = lambda: self.read_roads(path)

    def read_roads_again(self) -> bool:
        """Travel on the roads in force anew. False where their file is not known: the plan came with its travel."""
        supplied = self._document.schools.supplied
        if supplied is not None and supplied.source.label == _SAMPLE:
            self.read_sample()
            return True
        path = None if supplied is None else self._files.get(supplied.source.sha256)
        if path is not None:
            self.read_roads(path)
        return path is not None

    def read_table(self, path: Path) -> None:
        """Travel as a table says."""
        self.work(self.tr("Reading {name}").format(name=path.name), lambda context, _: by_table(context, path))

    def read_sample(self) -> None:
        """Travel on the roads of the sample county."""
        from wolds.resources.loader import sample_roads_path

        self.read_roads(sample_roads_path())

    def stop(self) -> None:
        """Let go of the work under way."""
        if self.job is not None:
            self.job.cancel()

    # Work --------------------------------------------------------------------------------------------------------

    def work(self, title: str, work: Work) -> None:
        """Do the work as a job, travel by what comes of it, and say what that broke."""
        self._last = lambda: self.work(title, work)
        self._start(title, work)

    def _start(self, title: str, work: Work) -> Job:
        self.stop()
        self._desk.settle()
        context = self._document.context
        job = self.job = Job(title, lambda watch: work(context, watch), self)
        job.succeeded.connect(lambda found: self.take(context, found))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The travel was not taken over"), error))
        self._desk.status.follow(job)
        job.start()
        return job

    def take(self, context: EditContext, found: Travelling, again: Callable[[], None] | None = None) -> None:
        """Put travel that was found for a plan in force, as one step, and say what it broke. `again` works it out anew."""
        if not (self._document.is_open and context.schools.are_those_of(self._document.schools)):
            return  # another register was opened meanwhile
        self._last = again or self._last
        short = too_short(found.travel, self._document.context.plan.rules)
        if short and self._last is not None:  # the limit was changed while ways were looked for
            self._desk.feedback.ask(f"{short}.", (self.tr("Work the travel out anew"), self._last), tone="warning")
            return
        self._put(found.travel, by_words(found.travel), found.notes)

    def _put(self, travel: SuppliedTravel | None, by: str, notes: Sequence[str]) -> None:
        """Put travel in force as one step, and say what it broke."""
        before = self._document.scoreboard.violations
        if self._document.travel_by(travel, self.tr("Travel {by}").format(by=by)):
            broken = newly_broken(before, self._document.scoreboard.violations)
            self._tell(by, broken, notes)

    def _tell(self, by: str, broken: Sequence[Violation], notes: Sequence[str]) -> None:
        """What is in force now, what it broke, and what to know of it."""
        words = [self.tr("From now on every limit and figure is {by}.").format(by=by)]
        if broken:
            plan = self._document.context.plan
            numbers = sorted({plan.clusters[fault.cluster].number for fault in broken if fault.cluster in plan.clusters})
            words.append(self.tr("It breaks rules that held before: %n.", "", len(broken)))
            if numbers:
                words.append(self.tr("Clusters: {numbers}.").format(numbers=listed([str(number) for number in numbers])))
            words.append(self.tr("The checks list them; propose again to mend them."))
        words += [f"{note[:1].upper()}{note[1:]}." for note in notes]
        self._told = " ".join(words)
        self._desk.feedback.ask(self._told)

    # What is in force --------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        if self._told and self._desk.views.banner.text == self._told:
            self._desk.views.banner.hide()  # taken back, or taken over by other travel: it is true no longer
        self._tick(scene.schools.supplied)
        self._desk.actions["travel_sample"].setVisible(scene.schools.source.is_sample)
        if scene.schools.supplied is not None:
            self._tell_unknown(scene, scene.schools.supplied)

    def _tick(self, supplied: SuppliedTravel | None) -> None:
        is_estimate = supplied is None or supplied.source.provider == ESTIMATE
        provider = "straight" if supplied is None or is_estimate else supplied.source.provider
        if supplied is not None and supplied.source.label == _SAMPLE:
            provider = "sample"
        for name in _ENTRIES:
            self._desk.actions[name].setChecked(name == f"travel_{provider}")

    def _tell_unknown(self, scene: Scene, supplied: SuppliedTravel) -> None:
        """Schools that came to take part after travel was worked out are in nobody's reach: say so, and offer to mend it."""
        schools = scene.schools
        taking_part = (scene.standing.role != Role.EXCLUDED) & schools.has_point
        unknown = int((taking_part & ~np.isin(schools.urn, supplied.urns)).sum())
        if not unknown:
            return
        text = self.tr("Schools that take part without known travel: %n. They are in nobody's reach.", "", unknown)
        choices = [(self.tr("Work the travel out anew"), self._last)] if self._last else []
        self._desk.feedback.ask(text, *choices, tone="warning")
