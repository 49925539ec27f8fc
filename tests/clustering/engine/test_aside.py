"""A run is answered at once when it is to end, whatever step its work is at, and what it answers then holds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engine_cases import BruteForce, make_problem, random_problem

import wolds.clustering.engine.aside as aside
import wolds.clustering.engine.run as engine_run
from wolds.clustering.engine import solve
from wolds.clustering.engine.aside import Allowance, Heeded, run_aside
from wolds.clustering.engine.clock import Clock, Order, Stopped
from wolds.clustering.engine.search import Search
from wolds.clustering.problem import Ended
from wolds.clustering.rules import Rules
from wolds.geo.progress import Unwatched

AT_ONCE_S = 2.0  # on a busy machine; the step waits for far longer
PLENTY = Allowance(1e9, 0.0)
SQUARE = [(0, 0), (1, 0), (0, 2), (1, 2)]


@dataclass
class LongStep:
    """A step that asks nobody, until it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def take(self) -> None:
        self.begun.set()
        assert self.go.wait(60)


@pytest.fixture
def step():
    """A long step, let go at the end of the test; and nothing is at work afterwards."""
    one = LongStep()
    yield one
    one.go.set()
    for thread in threading.enumerate():
        if thread.name.startswith("wolds-engine"):
            thread.join()


class StopsOnceBegun(Unwatched):
    """A person who stops the run as soon as the long step has begun."""

    def __init__(self, step: LongStep) -> None:
        self.step, self.told = step, []

    def tell(self, fraction, message=""):
        self.told.append(message)

    def should_stop(self):
        return self.step.begun.is_set()


def clock_of(watch, time_limit_s=None):
    order = Order()
    return Clock(Heeded(watch, order), time_limit_s, order=order)


def test_a_long_step_is_left_behind_and_ends_at_its_next_question(step):
    watch, ended = StopsOnceBegun(step), threading.Event()
    clock = clock_of(watch)

    def work():
        step.take()
        clock.watch.tell(0.5, "nobody wants to know any more")
        try:
            clock.pause()
        except Stopped as stop:
            ended.set()
            raise stop

    begun = time.monotonic()
    with pytest.raises(Stopped) as stopped:
        run_aside(work, clock, PLENTY)
    assert stopped.value.why == Ended.CANCELLED
    assert time.monotonic() - begun < AT_ONCE_S
    step.go.set()
    assert ended.wait(60)
    assert watch.told == []


def test_a_time_budget_ends_a_long_step_too(step):
    with pytest.raises(Stopped) as stopped:
        run_aside(step.take, clock_of(Unwatched(), 0.05), PLENTY)
    assert stopped.value.why == Ended.TIME


def test_a_memory_budget_ends_a_long_step_too(step, monkeypatch):
    monkeypatch.setattr(aside, "memory_in_use_mb", lambda: 900.0 if step.begun.is_set() else 50.0)
    with pytest.raises(Stopped) as stopped:
        run_aside(step.take, clock_of(Unwatched()), Allowance(800))
    assert stopped.value.why == Ended.MEMORY


def test_memory_that_was_held_before_does_not_count_and_the_least_budget_is_kept(monkeypatch):
    held = [300.0]
    monkeypatch.setattr(aside, "memory_in_use_mb", lambda: held[0])
    small, large = Allowance(0), Allowance(500)
    held[0] = 399.0
    assert not small.is_spent
    held[0] = 401.0
    assert (small.is_spent, large.is_spent) == (True, False)
    held[0] = 801.0
    assert large.is_spent


def test_what_the_work_raises_comes_out():
    def fails():
        raise ZeroDivisionError("planted fault")

    with pytest.raises(ZeroDivisionError, match="planted fault"):
        run_aside(fails, clock_of(Unwatched()), PLENTY)


def test_an_interrupted_wait_has_the_work_end(step, monkeypatch):
    clock = clock_of(Unwatched())

    def interrupted(futures, timeout):
        raise KeyboardInterrupt

    monkeypatch.setattr(aside, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_aside(step.take, clock, PLENTY)
    assert clock.why_stop() == Ended.CANCELLED


def test_a_run_that_is_stopped_in_a_long_step_gives_the_plan_it_had_and_bounds_that_hold(step, monkeypatch):
    monkeypatch.setattr(Search, "_bound_and_find", lambda self, master: step.take())
    problem = make_problem(SQUARE, Rules(cap_km=5, size_min=2, size_max=2, roll_min=None))
    begun = time.monotonic()
    solution = solve(problem, StopsOnceBegun(step))
    assert time.monotonic() - begun < AT_ONCE_S
    assert (solution.ended, solution.unplaced) == (Ended.CANCELLED, 0)
    best_km = 4.0  # two pairs of a kilometre, for each school of them
    assert solution.objective_bound_km <= best_km + 1e-6
    assert solution.parts.total_km >= best_km - 1e-6


def test_a_run_that_is_stopped_before_there_is_a_plan_leaves_all_and_claims_nothing(step, monkeypatch):
    monkeypatch.setattr(engine_run, "allowed_graph", lambda *_: step.take())
    solution = solve(make_problem(SQUARE, Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)), StopsOnceBegun(step))
    assert (solution.ended, solution.clusters, solution.unplaced, solution.unplaced_bound) == (Ended.CANCELLED, (), 4, 0)
    assert not solution.proven


def test_a_run_that_needs_too_much_memory_ends_with_its_plan(step, monkeypatch):
    monkeypatch.setattr(Search, "_bound_and_find", lambda self, master: step.take())
    monkeypatch.setattr(aside, "memory_in_use_mb", lambda: 5_000.0 if step.begun.is_set() else 50.0)
    solution = solve(make_problem(SQUARE, Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)))
    assert (solution.ended, solution.unplaced) == (Ended.MEMORY, 0)


def test_whatever_moment_a_run_is_looked_at_its_plan_keeps_the_rules_and_its_bounds_hold(monkeypatch):
    """The work goes on while its state is reported, again and again: every report must stand up to trying everything."""
    runs, looks = [], 0

    def watched(work, clock, allowance):
        runs.append(work.__self__)
        run_aside(work, clock, allowance)

    monkeypatch.setattr(engine_run, "run_aside", watched)
    for seed in range(40):
        problem = random_problem(seed, 10)
        brute, seen, over, before = BruteForce(problem), [], threading.Event(), len(runs)

        def look(seen=seen, over=over, before=before):
            while not over.is_set():
                if len(runs) > before:
                    seen.append(runs[-1].solution(Ended.CANCELLED))

        looking = threading.Thread(target=look)
        looking.start()
        try:
            last = solve(problem, memory_mb=0 if seed % 2 else 1_000)
        finally:
            over.set()
            looking.join()
        for found in seen:
            check(found, brute, last, seed)
        looks += len(seen)
    assert looks > 40


def check(found, brute, best, seed):
    """A report in the middle of a run against the best plan, which the run ended with."""
    assert best.proven, f"seed {seed}"
    assert found.unplaced >= best.unplaced, f"seed {seed}"
    assert found.unplaced_bound <= best.unplaced, f"seed {seed}"
    assert found.objective_bound_km <= best.parts.total_km + 1e-6, f"seed {seed}"
    node = {int(urn): place for place, urn in enumerate(brute.p.urn)}
    held = [node[urn] for cluster in found.clusters for urn in cluster]
    assert len(held) == len(set(held)), f"seed {seed}"
    if not (brute.p.anchor >= 0).any():
        assert {tuple(node[urn] for urn in cluster) for cluster in found.clusters} <= set(brute.feasible), f"seed {seed}"


def test_a_dense_country_takes_little_more_memory_than_it_may():
    """Measured in a process of its own; without a limit it takes some 400 MB."""
    folder = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, str(folder / "measured_memory.py"), "120"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    ended, grown_mb = ran.stdout.split()
    assert ended == Ended.MEMORY
    assert 60 < int(grown_mb) < 220
