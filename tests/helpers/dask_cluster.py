"""A real Dask scheduler with two workers on loopback, each a process of its own."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


@contextlib.contextmanager
def dask_cluster(folder: Path) -> Iterator[str]:
    """The address of a scheduler that two workers of one thread have registered with."""
    with dask_processes(folder) as (address, _):
        yield address


@contextlib.contextmanager
def dask_processes(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of such a scheduler, and its process."""
    with contextlib.ExitStack() as stack:
        scheduler = stack.enter_context(_process(folder, "scheduler", *LOCAL, "--port", "0"))
        address = _line_with(scheduler, "Scheduler at:").split()[-1]
        options = ("--nthreads", "1", "--nworkers", "1", "--no-nanny", "--local-directory", str(folder))
        workers = [stack.enter_context(_process(folder, "worker", address, *LOCAL, *options)) for _ in range(2)]
        for worker in workers:
            _line_with(worker, "Registered to:")
        yield address, scheduler


@contextlib.contextmanager
def _process(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    import os

    environment = os.environ | {"PYTHONPATH": str(TESTS), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "dask", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _line_with(process: subprocess.Popen[str], words: str) -> str:
    """The first line on stderr with these words; the time limit of the test ends the wait for one that never comes."""
    assert process.stderr is not None
    seen = []
    for line in process.stderr:
        seen.append(line)
        if words in line:
            return line
    raise AssertionError("".join(seen))
