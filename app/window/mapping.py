"""What the map is told to do: zoom, measure, barriers, boundaries."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from wolds.app.jobs import Job
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.clustering import edits
from wolds.clustering.rules import Barrier
from wolds.widgets.dialogs import BarrierDialog
from wolds.widgets.map import Layer, Mode

Points = tuple[tuple[float, float], ...]


class MapController(QObject):
    """Connects the view's commands with the map."""

    def __init__(self, desk: Desk, editing: EditController) -> None:
        super().__init__(desk.window)
        document, actions = desk.document, desk.actions
        self._window, self._document, self._feedback, self._editing = desk.window, document, desk.feedback, editing
        self._map = desk.views.map
        self._job: Job | None = None
        actions["zoom_in"].triggered.connect(lambda: self._map.zoom_by(1.4))
        actions["zoom_out"].triggered.connect(lambda: self._map.zoom_by(1 / 1.4))
        actions["fit"].triggered.connect(lambda: self._map.fit(None))
        actions["fit_selection"].triggered.connect(lambda: self._map.fit(document.selection))
        actions["measure"].triggered.connect(self._measure)
        self._map.mode_changed.connect(lambda mode: actions["measure"].setChecked(mode == Mode.MEASURE))
        actions["barrier"].triggered.connect(lambda: self.start_barrier())
        desk.views.rules.draw_barrier_requested.connect(self.start_barrier)
        self._map.barrier_drawn.connect(self.ask_barrier)
        actions["outlines"].triggered.connect(lambda: self.ask_outlines())

    def _measure(self, wanted: bool) -> None:
        self._map.set_mode(Mode.MEASURE if wanted else Mode.NAVIGATE)
        self._map.setFocus()

    def fill_layers(self, menu: QMenu) -> None:
        """An entry to show or hide each layer of the map."""
        names = {
            Layer.HULLS: self.tr("Shapes of clusters"),
            Layer.LABELS: self.tr("Numbers of clusters"),
            Layer.PLACES: self.tr("Towns and villages"),
            Layer.EXCLUDED: self.tr("Schools left out"),
            Layer.OUTLINES: self.tr("Boundaries"),
            Layer.BARRIERS: self.tr("Barriers"),
            Layer.LINKS: self.tr("Federations"),
            Layer.UNPLACED: self.tr("Stress schools not placed"),
        }
        for layer, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(layer in self._map.layers)
            action.toggled.connect(lambda shown, layer=layer: self._map.set_layer(layer, shown))

    def start_barrier(self) -> None:
        """Let a person draw a line on the map."""
        self._map.set_mode(Mode.BARRIER)
        self._map.setFocus()
        self._feedback.say(self.tr("Click along the barrier; Enter or a double click ends it, Escape gives up."))

    def ask_barrier(self, points: Points) -> None:
        """Name, reason and, where there is a way round, minutes of a barrier that was drawn."""
        self._map.set_mode(Mode.NAVIGATE)
        taken = {barrier.name for barrier in self._document.plan.rules.barriers}
        dialog = BarrierDialog(taken, self._window)
        dialog.given.connect(lambda given: self.add_barrier(points, *given))
        dialog.open()

    def add_barrier(self, points: Points, name: str, minutes: float | None, reason: str) -> None:
        """Add the barrier to the rules, as one step."""
        self._editing.do(edits.AddBarrier(Barrier(name=name, points=points, minutes=minutes, reason=reason)))

    def ask_outlines(self) -> None:
        """Which file of boundaries to show."""
        kinds = self.tr("GeoJSON (*.geojson *.json)")
        ask_to_open(self._window, self.tr("Attach boundaries"), "", kinds, self.attach_outlines)

    def attach_outlines(self, path: Path) -> None:
        """Read outlines off the main thread and show them."""
        from wolds.geo.outlines import read_outlines

        self._job = Job(self.tr("Reading boundaries"), lambda _: read_outlines(path), self)
        self._job.succeeded.connect(self._map.set_outlines)
        self._job.failed.connect(lambda error: self._feedback.fail(self.tr("The boundaries were not read"), error))
        self._job.start()
