"""Run by `test_propose_killed.py`: `wolds propose` in a process that kills itself at a chosen moment.

Usage: killed_propose.py tell|sync|rename NUMBER ARGUMENTS...: at the so many-th word of progress, flush to disk or rename.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import wolds.app.planfile.disk as disk
from wolds.app.cli import main
from wolds.app.cli.stopping import TerminalWatch

LEFT = [int(sys.argv[2])]


def dying(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **more: Any) -> Any:
        LEFT[0] -= 1
        if LEFT[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **more)

    return call


if sys.argv[1] == "tell":
    TerminalWatch.tell = dying(TerminalWatch.tell)  # type: ignore[method-assign]
elif sys.argv[1] == "sync":
    disk._sync = dying(disk._sync)
elif sys.argv[1] == "rename":
    Path.replace = dying(Path.replace)  # type: ignore[method-assign]
sys.exit(main(sys.argv[3:]))
