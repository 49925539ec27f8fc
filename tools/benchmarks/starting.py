"""Start-up, each in a new process from its first instruction on: command line, window, sample county."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.fresh import environment
from benchmarks.timing import Outcome

_NOTHING: Final = "pass"
_IMPORT: Final = "import wolds.app.cli.commands"
_WINDOW: Final = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wolds.app.window_entry import main

application = QApplication(["wolds"])
window = lambda: next(w for w in application.topLevelWidgets() if type(w).__name__ == "MainWindow")

def look():
    application.processEvents()
    if wanted(window()):
        window().repaint()
        window().views.map.viewport().repaint()
        print(time.time(), flush=True)
        application.quit()
    else:
        QTimer.singleShot(5, look)  # not at once: the work in the background wants its turn as it has in use

QTimer.singleShot(0, look)
"""
_START: Final = "wanted = lambda window: window.isVisible() and window.windowHandle().isExposed()\nsys.exit(main([]))"
_SAMPLE: Final = (
    "wanted = lambda window: window.document.is_open and window.views.map.isVisible()\nsys.exit(main(['--sample']))"
)


def measure(runs: int, register: str, rules: str) -> Outcome:
    """Seconds of each. Where there are several runs, one more comes first and is not counted: it fills the disk cache."""
    with tempfile.TemporaryDirectory() as home:
        commands = {
            "python": [sys.executable, "-c", _NOTHING],
            "import": [sys.executable, "-c", _IMPORT],
            "help": [*_wolds(), "--help"],
            "propose": [*_wolds(), "propose", register, "--rules", rules, "--csv", str(Path(home) / "clusters.csv")],
        }
        seconds: dict[str, list[float]] = {}
        for turn in range(1 if runs == 1 else 0, runs + 1):
            for name, command in commands.items():
                _keep(seconds, name, turn, _whole(command, home))
            for name, ending in (("window", _START), ("sample", _SAMPLE)):
                _keep(seconds, name, turn, _shown(_WINDOW + ending, home))
        return Outcome(seconds)


def _keep(seconds: dict[str, list[float]], name: str, turn: int, taken: float) -> None:
    kept = seconds.setdefault(name, [])
    if turn:
        kept.append(taken)


def _wolds() -> list[str]:
    script = Path(sys.executable).with_name("wolds")
    return (
        [str(script)]
        if script.exists()
        else [sys.executable, "-c", "import sys; from wolds.app.cli import main; sys.exit(main())"]
    )


def _whole(command: list[str], home: str) -> float:
    start = time.perf_counter()
    _run(command, home)
    return time.perf_counter() - start


def _shown(script: str, home: str) -> float:
    start = time.time()
    return float(_run([sys.executable, "-c", script], home).split()[-1]) - start


def _run(command: list[str], home: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment() | {"WOLDS_HOME": home})
    if done.returncode:
        raise RuntimeError(f"{command[:3]}: status {done.returncode}\n{done.stderr}")
    return done.stdout
