"""The last five saves of each plan, kept on this computer apart from the plan itself."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from wolds.app.home import backups_folder
from wolds.app.planfile.disk import replace_file, sweep_leftovers

KEPT: Final = 5
_NAME: Final = re.compile(r"^(\d{8}T\d{6})\d{6}-[0-9a-f]{8}\.gpkg$")


@dataclass(frozen=True)
class Backup:
    """An earlier save: the file, and when it was replaced (UTC, ISO)."""

    path: Path
    replaced_at: str


def backups_of(plan: Path) -> tuple[Backup, ...]:
    """The earlier saves of a plan that are kept, newest first."""
    folder = _folder(plan)
    names = sorted((path.name for path in folder.iterdir() if _NAME.match(path.name)), reverse=True) if folder.is_dir() else []
    return tuple(Backup(folder / name, _when(name)) for name in names)


def keep_backup(plan: Path, data: bytes) -> Path:
    """Keep the content that is about to be replaced, and let the oldest beyond five go. Raises `OSError`."""
    folder = _folder(plan)
    folder.mkdir(parents=True, exist_ok=True)
    mark = f"-{hashlib.sha256(data).hexdigest()[:8]}.gpkg"
    same = next((backup.path for backup in backups_of(plan) if backup.path.name.endswith(mark)), None)
    if same:
        return same
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}{mark}"
    replace_file(path, data)
    sweep_leftovers(folder)
    for old in backups_of(plan)[KEPT:]:
        with contextlib.suppress(OSError):  # one too many does no harm; the next save tries again
            old.path.unlink()
    return path


def _folder(plan: Path) -> Path:
    """A folder of its own for each place a plan lies at, with a name that a person recognises."""
    place = hashlib.sha256(str(plan.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    readable = re.sub(r"[^\w.-]+", "_", plan.stem)[:40]
    return backups_folder() / f"{readable}-{place}"


def _when(name: str) -> str:
    stamp = datetime.strptime(name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return stamp.isoformat(timespec="seconds")
