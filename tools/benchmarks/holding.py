"""How long the window is held: the longest stretch in which it hears no key and paints nothing, act by act."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import stage

from benchmarks.timing import Outcome

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow
    from wolds.clustering.edits import MoveSchools

_SIZE: Final = (1920, 1080)
_QUIET_ROUNDS: Final = 5


def measure(plan: str, runs: int) -> Outcome:
    """Open a plan in the window at 1920x1080 and do what touches all of it."""
    outcome = Outcome()
    with stage.own_home(), stage.open_window(*_SIZE) as window:
        outcome.seconds["show"] = [_opened(window, Path(plan))]
        outcome.facts["schools"] = len(window.document.schools)
        outcome.facts["clusters"] = len(window.document.plan.clusters)
        outcome.seconds |= {name: [held(window, act) for act in acts] for name, acts in _acts(window, runs).items()}
    return outcome


def held(window: MainWindow, act: Callable[[], object]) -> float:
    """The longest stretch, in seconds, from an act until all that it changes is shown and painted."""
    from PySide6.QtCore import QCoreApplication

    start = time.perf_counter()
    act()
    longest, quiet = time.perf_counter() - start, 0
    while quiet < _QUIET_ROUNDS:
        start = time.perf_counter()
        QCoreApplication.processEvents()
        taken = time.perf_counter() - start
        longest = max(longest, taken)
        at_rest = window.turns.is_done and window.views.map.is_painted and taken < 0.001
        quiet = quiet + 1 if at_rest else 0
    return longest


def _opened(window: MainWindow, path: Path) -> float:
    """A plan that a job has read and judged, as the window opens it; a copy, so that it may be edited."""
    from wolds.app.judging import judged_ahead
    from wolds.app.planfile import open_project

    opened = open_project(path)
    window.document.judges.learn(judged_ahead(opened.project))

    def show() -> None:
        window.saving.start_saved(opened.project, path, opened.token, "copy")
        window.show_plan()

    return held(window, show)


def _acts(window: MainWindow, runs: int) -> dict[str, list[Callable[[], object]]]:
    """What is done, so many times each: rules and filters that nobody has judged before, then what is known."""
    from wolds.clustering import edits

    document, changes = window.document, range(runs)

    def other_rules(step: int) -> None:
        rules = document.plan.rules
        document.do(edits.SetRules(rules.model_copy(update={"roll_min": (rules.roll_min or 0) + 10 + step})))

    def other_filter(step: int) -> None:
        document.do(edits.SetEligibility(document.plan.eligibility.model_copy(update={"roll_min": 10 + step})))

    def preview(step: int) -> None:
        move = _move(window, step)
        window.editing.impact(frozenset(move.urns), move.to)

    return {
        "rules": [lambda step=step: other_rules(step) for step in changes],
        "filter": [lambda step=step: other_filter(step) for step in changes],
        "undo": [document.undo_group.undo for _ in changes],
        "redo": [document.undo_group.redo for _ in changes],
        "scenario": [lambda: document.duplicate("B"), *[lambda step=step: document.switch_to(step % 2) for step in changes]],
        "preview": [lambda step=step: preview(step) for step in changes],
        "locks": [lambda step=step: document.do(edits.LockAll(step % 2 == 0)) for step in changes],
        "repaint": [lambda: window.views.map.show_plan(document.plan, document.scoreboard) for _ in changes],
    }


def _move(window: MainWindow, step: int) -> MoveSchools:
    """A school out of one cluster into another."""
    from wolds.clustering.edits import MoveSchools

    clusters = list(window.document.plan.clusters.values())
    return MoveSchools(clusters[step].members[:1], clusters[step + 1].id)
