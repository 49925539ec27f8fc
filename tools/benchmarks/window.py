"""What a planner feels: an edit until it is repainted, a frame of a pan, a repaint of everything, accepting a proposal."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import stage

from benchmarks.timing import Outcome, peak_mb

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow
    from wolds.clustering.edits.base import Edit
    from wolds.widgets.map import MapView

_SIZE: Final = (1920, 1080)
_WARM_UP: Final = 3


def measure(plan: str, edits: int, frames: int, runs: int) -> Outcome:
    """Open a plan in the window at 1920x1080, edit it; then pan a map alone that is as large as the whole screen."""
    outcome = Outcome()
    with stage.own_home(), stage.open_window(*_SIZE) as window:
        outcome.facts["empty_mb"] = peak_mb()
        outcome.seconds["show"] = [_shown(window, Path(plan))]
        outcome.facts["open_mb"] = peak_mb()
        outcome.facts["schools"] = len(window.document.schools.urn)
        outcome.facts["clusters"] = len(window.document.plan.clusters)
        outcome.seconds |= _edits(window, edits)
        outcome.facts["edited_mb"] = peak_mb()
        _measure_map(window, outcome, frames, runs)
    return outcome


def _shown(window: MainWindow, path: Path) -> float:
    from wolds.app.planfile import open_project

    opened = open_project(path)
    start = time.perf_counter()
    window.saving.start_saved(opened.project, path, opened.token, "read-only")
    window.show_plan()
    window.views.map.fit(None)
    _paint(window)
    taken = time.perf_counter() - start
    stage.calm()
    return taken


def _paint(window: MainWindow) -> None:
    """Let everything that is due be painted; the three main views are painted in any case."""
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.processEvents()
    for view in (window.views.map, window.views.schools.table, window.views.clusters.tree):
        view.viewport().repaint()


def _edits(window: MainWindow, count: int) -> dict[str, list[float]]:
    moves = _moves(window, count + _WARM_UP)
    for move in moves[:_WARM_UP]:
        _timed_edit(window, move)
    done = [_timed_edit(window, move) for move in moves[_WARM_UP:]]
    undone = [_timed(window, window.document.undo_group.undo) for _ in moves]
    return {"edit": done, "undo": undone[: len(done)]}


def _timed_edit(window: MainWindow, edit: Edit) -> float:
    return _timed(window, lambda: window.document.do(edit))


def _timed(window: MainWindow, act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    _paint(window)
    return time.perf_counter() - start


def _moves(window: MainWindow, count: int) -> list[Edit]:
    """Moves of schools into the nearest other cluster, spread over the plan, each school once."""
    from scipy.spatial import cKDTree

    from wolds.clustering.edits import MoveSchools

    schools, plan = window.document.schools, window.document.plan
    urns = np.array(sorted(plan.cluster_of))
    rows = schools.positions(urns.tolist())
    points = np.column_stack([schools.easting[rows], schools.northing[rows]])
    near = cKDTree(points).query(points, k=min(12, len(points)))[1]
    chosen = np.random.default_rng(0).permutation(len(urns))
    moves: list[Edit] = []
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
    stage.calm()
    outcome.facts["viewport"] = [view.viewport().width(), view.viewport().height()]
    outcome.seconds["pan"] = (measure_pan(view, frames) / 1000).tolist()
    outcome.seconds["repaint"] = [_repaint_all(view, window) for _ in range(max(runs, 1))]
    view.zoom_by(5.0)
    stage.calm()
    outcome.seconds["pan near"] = (measure_pan(view, frames) / 1000).tolist()
    view.close()


def _repaint_all(view: MapView, window: MainWindow) -> float:
    start = time.perf_counter()
    view.show_plan(window.document.plan, window.document.scoreboard)
    view.viewport().repaint()
    return time.perf_counter() - start
