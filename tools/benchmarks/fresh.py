"""A process of its own for each measurement, so that none finds warm caches or memory of another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from benchmarks.timing import Outcome, load, peak_mb

_MARK: Final = "outcome: "
_SCRIPT: Final = Path(__file__).resolve().parents[1] / "bench.py"


def fresh(subject: str, **given: Any) -> Outcome:
    """Measure a subject (a module of this package) in a process of its own. `RuntimeError` with its words where it fails."""
    command = [sys.executable, str(_SCRIPT), "--subject", subject, "--given", json.dumps(given)]
    before = load()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    answer = [line for line in done.stdout.splitlines() if line.startswith(_MARK)]
    if done.returncode or not answer:
        raise RuntimeError(f"{subject} {given}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    outcome = Outcome(**json.loads(answer[-1].removeprefix(_MARK)))
    outcome.load = (before, load())
    return outcome


def environment() -> dict[str, str]:
    """The surroundings of each process: off screen, with nothing of the person who measures."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONHASHSEED": "0"}


def answer(subject: str, given: str) -> None:
    """In the new process: measure and say what came of it."""
    outcome: Outcome = import_module(f"benchmarks.{subject}").measure(**json.loads(given))
    outcome.peak_mb = outcome.peak_mb or peak_mb()
    print(_MARK + json.dumps(outcome.as_json()))
