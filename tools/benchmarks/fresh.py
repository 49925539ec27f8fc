"""A process of its own for each measurement, so that none finds warm caches or memory of another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from benchmarks.timing import Outcome, load, peak_mb, peak_mb_of

_MARK: Final = "outcome: "
_SCRIPT: Final = Path(__file__).resolve().parents[1] / "bench.py"


def fresh(subject: str, most_seconds: float | None = None, **given: Any) -> Outcome:
    """Measure a subject (a module of this package) in a process of its own. `RuntimeError` with its words where it fails.

    A process that takes longer than `most_seconds`, loading included, is ended; its facts then hold `gave_up` alone, and its
    peak memory is what it had held until then.
    """
    command = [sys.executable, str(_SCRIPT), "--subject", subject, "--given", json.dumps(given)]
    before = load()
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(command, stdout=told, stderr=said, env=environment())
        outcome = _ended_early(running, most_seconds)
        if outcome is None:
            told.seek(0), said.seek(0)
            outcome = _told(f"{subject} {given}", running.returncode, told, said)
    outcome.load = (before, load())
    return outcome


def _ended_early(running: subprocess.Popen[bytes], most_seconds: float | None) -> Outcome | None:
    """Wait for a process; None where it ended by itself, in time."""
    try:
        running.wait(most_seconds)
    except subprocess.TimeoutExpired:
        outcome = Outcome(facts={"gave_up": most_seconds}, peak_mb=peak_mb_of(running.pid))
        running.kill()
        running.wait()
        return outcome
    return None


def _told(what: str, status: int, told: IO[str], said: IO[str]) -> Outcome:
    text = told.read()
    answer = [line for line in text.splitlines() if line.startswith(_MARK)]
    if status or not answer:
        raise RuntimeError(f"{what}: status {status}\n{text}\n{said.read()}")
    return Outcome(**json.loads(answer[-1].removeprefix(_MARK)))


def environment() -> dict[str, str]:
    """The surroundings of each process: off screen, with nothing of the person who measures."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONHASHSEED": "0"}


def answer(subject: str, given: str) -> None:
    """In the new process: measure and say what came of it."""
    outcome: Outcome = import_module(f"benchmarks.{subject}").measure(**json.loads(given))
    outcome.peak_mb = outcome.peak_mb or peak_mb()
    print(_MARK + json.dumps(outcome.as_json()))
