"""Who has a plan open: a small file beside it, so that the second person on a shared folder is told.

A claim is a courtesy between people, not a lock: what keeps saves apart is the check for a file changed on disk.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import time
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from wolds.app.planfile.alive import process_lives
from wolds.app.planfile.disk import replace_file
from wolds.clustering.rules import Document

STALE_AFTER_S: Final = 600.0
"""A claim that was not refreshed for so long is nobody's any more: its program was ended or its computer is off."""

_LARGEST: Final = 10_000
_Text = Annotated[str, Field(max_length=300)]


class _Record(Document):
    user: _Text
    host: _Text
    machine: _Text
    pid: int
    token: _Text
    since: _Text


@dataclass(frozen=True)
class HeldBy:
    """Somebody else has the plan open. `since` is UTC, ISO; empty texts where the claim file cannot be read."""

    user: str
    host: str
    since: str


@dataclass(frozen=True)
class Claim:
    """The plan is claimed for this window. `problem` is "" or says why the claim could not be written (read-only folder)."""

    path: Path
    token: str
    problem: str = ""

    @property
    def is_held(self) -> bool:
        """Whether the claim still is this window's: another may have taken it over while the computer slept."""
        record = _read(claim_file(self.path))
        return record is not None and record.token == self.token

    def refresh(self) -> bool:
        """Say that the plan is still open; call it every minute. False where the claim is not this window's any more."""
        if not self.is_held:
            return False
        try:
            os.utime(claim_file(self.path))
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Give the claim up; one that is not this window's is left alone."""
        if self.is_held:
            with contextlib.suppress(OSError):  # the folder may be gone with the drive; the claim goes stale by itself
                claim_file(self.path).unlink()


def claim_file(plan: Path) -> Path:
    """The file beside a plan that says who has it open."""
    return plan.with_name(f".{plan.name}.wolds-open")


def claim(plan: Path, *, take_over: bool = False) -> Claim | HeldBy:
    """Claim a plan for this window, or learn who has it. `take_over` claims it in any case (the person was asked).

    A stale claim, and one whose program on this computer is gone, is taken over without asking.
    """
    mine = Claim(plan.resolve(), uuid.uuid4().hex)
    file = claim_file(mine.path)
    try:
        if _created(file, mine.token):
            return mine
        if not take_over and not _is_stale(file):
            return _holder(file)
        replace_file(file, _record(mine.token))
    except OSError as error:
        return replace(mine, problem=f"Others cannot be told that you have this plan open: {error.strerror}.")
    return mine if mine.is_held else _holder(file)  # two may have taken over at once; the last one has it


def _created(file: Path, token: str) -> bool:
    try:
        with file.open("xb") as claimed:
            claimed.write(_record(token))
    except FileExistsError:
        return False
    return True


def _record(token: str) -> bytes:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"user": _user(), "host": socket.gethostname()[:300], "machine": _machine()}
    return json.dumps({**record, "pid": os.getpid(), "token": token, "since": since}).encode()


def _machine() -> str:
    """Tells computers apart that bear one name."""
    return f"{uuid.getnode():x}"


def _user() -> str:
    try:
        return getpass.getuser()[:300]
    except (OSError, KeyError, ImportError):  # no such account, as in some containers
        return "somebody"


def _read(file: Path) -> _Record | None:
    """The claim in a file; None where there is none or it cannot be understood."""
    try:
        with file.open("rb") as claimed:
            return _Record.model_validate_json(claimed.read(_LARGEST))
    except (OSError, ValidationError):
        return None


def _holder(file: Path) -> HeldBy:
    record = _read(file)
    return HeldBy("", "", "") if record is None else HeldBy(record.user, record.host, record.since)


def _is_stale(file: Path) -> bool:
    record = _read(file)
    if record is not None and record.machine == _machine() and not process_lives(record.pid):
        return True
    try:
        refreshed = file.stat().st_mtime
    except FileNotFoundError:  # given up a moment ago
        return True
    return _now_at(file.parent) - refreshed > STALE_AFTER_S


def _now_at(folder: Path) -> float:
    """The time by the clock of the folder's own computer, which on a shared drive may not be this one's."""
    probe = folder / f".{uuid.uuid4().hex[:8]}.wolds-tmp"
    try:
        probe.touch(exist_ok=False)
        return probe.stat().st_mtime
    except OSError:
        return time.time()
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()
