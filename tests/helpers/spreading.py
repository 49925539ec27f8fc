"""Work for other processes: functions of a module, so that a worker finds them; some of them kill the process they are in."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from wolds.app.each_la import Authority, WorkedOut, worked_out
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass(frozen=True)
class Sum:
    """A number to be squared; the process dies first while fewer than `deaths` marks stand in `folder`."""

    number: int
    folder: str = ""
    deaths: int = 0


def squared(case: Sum, watch: Watch) -> int:
    die_while_fewer(Path(case.folder), case.deaths)
    return case.number**2


def fails_at_three(case: Sum, watch: Watch) -> int:
    if case.number == 3:
        raise ZeroDivisionError("planted fault")
    if case.number == 4:
        raise InputError("four is not wanted", remedy="Give another.")
    return case.number**2


def works_until_stopped(case: Sum, watch: Watch) -> int:
    """Work without an end, which looks at its watch now and then."""
    pause = Event()
    while not watch.should_stop():
        pause.wait(0.005)
    stop_if_asked(watch)
    return case.number


def works_until_stopped_but_for_the_first(case: Sum, watch: Watch) -> int:
    """As `works_until_stopped`, with marks in the folder for what began and ended."""
    if case.number == 0:
        return 0
    (Path(case.folder) / f"begun-{case.number}").touch()
    try:
        return works_until_stopped(case, watch)
    finally:
        (Path(case.folder) / f"ended-{case.number}").touch()


def die_while_fewer(folder: Path, deaths: int) -> None:
    """Kill this process as the system does, leaving a mark; once there are enough marks, live on."""
    for number in range(deaths):
        mark = folder / f"death-{number}"
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            continue
        os.kill(os.getpid(), KILL)


@dataclass
class Killing:
    """A watch that kills the process when the solver says that it chooses among clusters."""

    folder: Path

    def tell(self, fraction: float, message: str = "") -> None:
        if "Choosing" in message:
            die_while_fewer(self.folder, 1)

    def should_stop(self) -> bool:
        return False


def killed_in_mid_run(folder: str, case: Authority, watch: Watch) -> WorkedOut:
    """The real work in a process that is killed once in the middle of solving, with a mark in the folder."""
    return worked_out(case, Killing(Path(folder)))


def always_killed_in_norfolk(case: Authority, watch: Watch) -> WorkedOut:
    if case.code == "926":
        os.kill(os.getpid(), KILL)
    return worked_out(case, watch)
