"""The plan file: saved in one step, opened with suspicion, claimed while open, recovered after a crash.

Names are loaded when they are first asked for, since start-up must be fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wolds.app.planfile.backups import Backup, backups_of
    from wolds.app.planfile.claims import Claim, HeldBy, claim
    from wolds.app.planfile.disk import FileToken, token_of
    from wolds.app.planfile.errors import ChangedOnDisk, SaveFailed
    from wolds.app.planfile.opening import Opened, open_project
    from wolds.app.planfile.recovery import Pending, Recovery, pending
    from wolds.app.planfile.saving import Saved, save_project

__all__ = [
    "Backup",
    "ChangedOnDisk",
    "Claim",
    "FileToken",
    "HeldBy",
    "Opened",
    "Pending",
    "Recovery",
    "SaveFailed",
    "Saved",
    "backups_of",
    "claim",
    "open_project",
    "pending",
    "save_project",
    "token_of",
]

_HOME = {
    "Backup": "backups",
    "ChangedOnDisk": "errors",
    "Claim": "claims",
    "FileToken": "disk",
    "HeldBy": "claims",
    "Opened": "opening",
    "Pending": "recovery",
    "Recovery": "recovery",
    "SaveFailed": "errors",
    "Saved": "saving",
    "backups_of": "backups",
    "claim": "claims",
    "open_project": "opening",
    "pending": "recovery",
    "save_project": "saving",
    "token_of": "disk",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"wolds.app.planfile.{_HOME[name]}"), name)
