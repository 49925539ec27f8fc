"""A command that the system asks to end, or whose terminal is closed: nothing half-written is left, hidden or not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wolds.app.cli.stopping import TerminalWatch, ending_in_order
from wolds.app.planfile import open_project

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="these signals are of other systems")
CHILD = Path(__file__).with_name("asked_to_end.py")
LOGGED_IN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal that of its session, as where somebody logs in, and goes on as the command that follows."""
LETTERS = ("report", "plan.gpkg", "--kind", "letters", "--each", "school", "--format", "docx", "--out", "letters")


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def asked(words: str, signals: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHILD), words, signals, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


@pytest.mark.parametrize("signals", ["SIGTERM", "SIGHUP", "SIGTERM,SIGHUP,SIGTERM", "SIGINT", "SIGINT,SIGINT"])
def test_a_batch_that_is_asked_to_end_leaves_nothing_behind(plan: Path, signals: str) -> None:
    before = sorted(Path().iterdir())
    ended = asked("3 of 7", signals, *LETTERS)
    assert ended.returncode == 130, ended.stderr
    assert "Traceback" not in ended.stderr
    assert sorted(Path().iterdir()) == before


def test_a_proposal_that_is_asked_to_end_is_written_with_the_best_plan_so_far(run, register: Path) -> None:
    ended = asked("reach", "SIGTERM", "propose", str(register), "--la", "925", "--out", "plan.gpkg", "--csv", "list.csv")
    assert (ended.returncode, "Stopped early" in ended.stdout) == (0, True), ended.stderr
    assert open_project(Path("plan.gpkg")).project.plan.name
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


def test_what_a_killed_batch_left_is_named_by_the_next_and_swept_once_it_is_old(run, plan: Path) -> None:
    assert asked("3 of 7", "SIGKILL", *LETTERS).returncode == -signal.SIGKILL
    (left,) = (path for path in Path().iterdir() if path.name.startswith(".letters."))
    first = run(*LETTERS)
    assert f"note: {left.name} was left by a run that was killed" in first.out
    hour_ago = time.time() - 3_600
    os.utime(left, (hour_ago, hour_ago))
    second = run(*LETTERS[:-1], "letters")
    assert (second.status, "holds files already" in second.err) == (2, True)
    for path in Path("letters").iterdir():
        path.unlink()
    assert "note: .letters" not in run(*LETTERS).out
    assert not left.exists()


def test_a_request_to_end_is_heard_once_and_what_nohup_keeps_out_stays_out() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_in_order():
            signal.raise_signal(signal.SIGHUP)
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)  # while it is being tidied
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        with TerminalWatch() as watch:
            signal.raise_signal(signal.SIGHUP)
            assert not watch.should_stop()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_words_for_a_terminal_that_was_closed_go_nowhere_and_the_command_ends_in_order(plan: Path) -> None:
    parent, terminal = os.openpty()
    command = [sys.executable, "-c", LOGGED_IN, sys.executable, str(CHILD), "3 of 7", "wait", *LETTERS]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True) as child:
        os.close(terminal)
        shown = b""
        while b"waiting for a signal" not in shown:
            shown += os.read(parent, 1_000)
        os.close(parent)  # as a window that is closed
        assert child.wait(100) == 130
    assert not [path for path in Path().iterdir() if "letters" in path.name]
