"""What a planner feels: an edit until it is repainted, a frame of a pan, a repaint of everything, accepting a proposal."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import stage
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from benchmarks.timing import Outcome, peak_mb

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow
    from wolds.clustering.edits import MoveSchools
    from wolds.widgets.map import MapView

_SIZE: Final = (1920, 1080)
_WARM_UP: Final = 3


def measure(plan: str, edits: int, frames: int, runs: int) -> Outcome:
    """Open a plan in the window at 1920x1080, edit it; then pan a map alone that is as large as the whole screen."""
    outcome = Outcome()
    with stage.own_home(), stage.open_window(*_SIZE) as window:
        painted = _Painted(window)
        outcome.facts["empty_mb"] = peak_mb()
        outcome.seconds["show"] = [_shown(window, painted, Path(plan))]
        outcome.facts["open_mb"] = peak_mb()
        outcome.facts["schools"] = len(window.document.schools.urn)
        outcome.facts["clusters"] = len(window.document.plan.clusters)
        outcome.seconds |= _edits(window, painted, edits)
        outcome.facts["edited_mb"] = peak_mb()
        _measure_map(window, outcome, frames, runs)
    return outcome


def _shown(window: MainWindow, painted: _Painted, path: Path) -> float:
    from wolds.app.planfile import open_project

    opened = open_project(path)
    start = time.perf_counter()
    window.saving.start_saved(opened.project, path, opened.token, "copy")  # what is open to be looked at takes no edit
    window.show_plan()
    window.views.map.fit(None)
    painted.await_all()
    stage.wait_until(lambda: window.views.map.is_painted, "the map")
    taken = time.perf_counter() - start
    stage.calm()
    return taken


class _Painted(QObject):
    """Knows which of the three main views were painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._views = [view.viewport() for view in (window.views.map, window.views.schools.table, window.views.clusters.tree)]
        self._seen: set[QObject] = set()
        for view in self._views:
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._seen.add(watched)
        return False

    def await_all(self) -> None:
        """Let everything that is due be laid out and painted; a view that had nothing due is painted in any case."""
        self._seen.clear()
        for _ in range(3):  # laying out a tree asks for a repaint of its own
            QCoreApplication.processEvents()
        for view in self._views:
            if view not in self._seen:
                view.repaint()


def _edits(window: MainWindow, painted: _Painted, count: int) -> dict[str, list[float]]:
    """Each school is selected first, as a person does, so that its row is in sight in table and tree."""
    document = window.document
    taken: dict[str, list[float]] = {"select": [], "edit": [], "edit alone": [], "undo": []}
    for move in _moves(window, count + _WARM_UP):
        taken["select"].append(_timed(painted, lambda move=move: document.select(frozenset(move.urns))))
        start = time.process_time()
        taken["edit"].append(_timed(painted, lambda move=move: document.do(move)))
        taken["edit alone"].append(time.process_time() - start)
    for _ in taken["edit"]:
        taken["undo"].append(_timed(painted, document.undo_group.undo))
    return {name: seconds[_WARM_UP:] for name, seconds in taken.items()}


def _timed(painted: _Painted, act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    painted.await_all()
    return time.perf_counter() - start


def _moves(window: MainWindow, count: int) -> list[MoveSchools]:
    """Moves of schools into the nearest other cluster, spread over the plan, each school once."""
    from scipy.spatial import cKDTree

    from wolds.clustering.edits import MoveSchools

    schools, plan = window.document.schools, window.document.plan
    urns = np.array(sorted(plan.cluster_of))
    rows = schools.positions(urns.tolist())
    points = np.column_stack([schools.easting[rows], schools.northing[rows]])
    near = cKDTree(points).query(points, k=min(12, len(points)))[1]
    chosen = np.random.default_rng(0).permutation(len(urns))
    moves: list[MoveSchools] = []
    for row in chosen.tolist():
        own = plan.cluster_of[int(urns[row])]
        others = [home for other in near[row] if (home := plan.cluster_of[int(urns[other])]) != own]
        if others and len(plan.clusters[own].members) > 2:
            moves.append(MoveSchools((int(urns[row]),), others[0]))
    return moves[:count]


def _measure_map(window: MainWindow, outcome: Outcome, frames: int, runs: int) -> None:
    from wolds.widgets.map import MapView
    from wolds.widgets.map.timing import measure_pan

    document = window.document
    view = MapView()
    view.set_animated(False)
    view.resize(*_SIZE)
    view.show()
    view.set_base_map(window.views.map.content.base)
    view.show_schools(document.schools, document.standing)
    view.show_plan(document.plan, document.scoreboard)
    view.fit()
    _come_to_rest(view)
    outcome.facts["viewport"] = [view.viewport().width(), view.viewport().height()]
    outcome.seconds["pan"] = (measure_pan(view, frames) / 1000).tolist()
    outcome.seconds["repaint"] = [_repaint_all(view, window) for _ in range(max(runs, 1))]
    view.zoom_by(5.0)
    _come_to_rest(view)
    outcome.seconds["pan near"] = (measure_pan(view, frames) / 1000).tolist()
    view.close()


def _repaint_all(view: MapView, window: MainWindow) -> float:
    start = time.perf_counter()
    view.show_plan(window.document.plan, window.document.scoreboard)
    view.viewport().repaint()
    stage.wait_until(lambda: view.is_painted, "the map")
    return time.perf_counter() - start


def _come_to_rest(view: MapView) -> None:
    stage.calm()
    stage.wait_until(lambda: view.is_painted, "the map")
