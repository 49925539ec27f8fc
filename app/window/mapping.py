"""What the map is told to do: zoom, measure, barriers, boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from wolds.app.document import Scene
from wolds.app.ground import outlines_for
from wolds.app.jobs import Job
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.clustering import edits
from wolds.clustering.rules import Barrier
from wolds.geo.outlines import Outline
from wolds.geo.schools import Schools
from wolds.widgets.dialogs import BarrierDialog
from wolds.widgets.map import Colouring, Layer, Mode

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
        for name, mode in (("measure", Mode.MEASURE), ("rectangle", Mode.RECTANGLE), ("lasso", Mode.LASSO)):
            self._offer(actions[name], mode)
        actions["barrier"].triggered.connect(lambda: self.start_barrier())
        desk.views.rules.draw_barrier_requested.connect(self.start_barrier)
        self._map.barrier_drawn.connect(self.ask_barrier)
        actions["by_kind"].triggered.connect(lambda on: self._map.set_colouring(Colouring.KIND if on else Colouring.CLUSTER))
        self._map.colouring_changed.connect(lambda now: actions["by_kind"].setChecked(now == Colouring.KIND))
        actions["outlines"].triggered.connect(lambda: self.ask_outlines())
        self._bounds: _Bounds | None = None
        self._attached = False
        document.scene_replaced.connect(self._show_scene)

    def _offer(self, action: QAction, mode: Mode) -> None:
        action.triggered.connect(lambda wanted: self._take_up(mode, wanted))
        self._map.mode_changed.connect(lambda now: action.setChecked(now == mode))

    def _take_up(self, mode: Mode, wanted: bool) -> None:
        self._map.set_mode(mode if wanted else Mode.NAVIGATE)
        self._map.setFocus()

    def fill_layers(self, menu: QMenu) -> None:
        """An entry to show or hide each layer of the map."""
        names = {
            Layer.HULLS: self.tr("Shapes of clusters"),
            Layer.LABELS: self.tr("Numbers of clusters"),
            Layer.PLACES: self.tr("Towns and villages"),
            Layer.ROADS: self.tr("Roads"),
            Layer.EXCLUDED: self.tr("Schools left out"),
            Layer.OUTLINES: self.tr("Boundaries"),
            Layer.BARRIERS: self.tr("Barriers"),
            Layer.LINKS: self.tr("Federations"),
            Layer.COLLABORATIONS: self.tr("Collaborations"),
            Layer.EARLIER_CLUSTERS: self.tr("Earlier clusters"),
            Layer.SHARED_HEADS: self.tr("Shared heads"),
            Layer.TRUSTS: self.tr("Trusts"),
            Layer.PAIRS: self.tr("Church and community pairs"),
            Layer.UNPLACED: self.tr("Stress schools not placed"),
        }
        for layer, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(layer in self._map.layers)
            action.toggled.connect(lambda shown, layer=layer: self._map.set_layer(layer, shown))
            self._map.layers_changed.connect(lambda now, action=action, layer=layer: action.setChecked(layer in now))

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
        """Read outlines off the main thread and show them in place of those that Wolds knows by itself."""
        from wolds.geo.outlines import read_outlines

        self._job = Job(self.tr("Reading boundaries"), lambda _: read_outlines(path), self)
        self._job.succeeded.connect(self._take_attached)
        self._job.failed.connect(lambda error: self._feedback.fail(self.tr("The boundaries were not read"), error))
        self._job.start()

    def _take_attached(self, outlines: tuple[Outline, ...]) -> None:
        self._attached = True
        self._map.set_outlines(outlines)

    def _show_scene(self, scene: Scene) -> None:
        """Boundaries of the authorities that are planned for: another register or another filter has others."""
        known, bounds = self._bounds, _Bounds(scene.schools, scene.plan.eligibility.la_codes)
        is_other = known is None or not bounds.schools.are_those_of(known.schools)
        if is_other:
            self._attached = False
            self._map.set_outlines(())
        if is_other or (known != bounds and not self._attached):
            self._bounds = bounds
            job = Job(self.tr("Looking for boundaries"), lambda _: outlines_for(bounds.schools, bounds.la_codes), self)
            job.succeeded.connect(lambda outlines: self._take_known(bounds, outlines))
            job.failed.connect(lambda error: self._feedback.fail(self.tr("The boundaries were not read"), error))
            job.start()

    def _take_known(self, bounds: _Bounds, outlines: tuple[Outline, ...]) -> None:
        if bounds is self._bounds and not self._attached:
            self._map.set_outlines(outlines)


@dataclass(frozen=True)
class _Bounds:
    """Whose boundaries are shown: those of some authorities of a register."""

    schools: Schools
    la_codes: tuple[str, ...]
