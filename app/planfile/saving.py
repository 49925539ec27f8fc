"""Saving a project: everything that may go wrong leaves the file as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wolds.app.planfile.backups import keep_backup
from wolds.app.planfile.disk import FileToken, replace_file, sweep_leftovers, token_of
from wolds.app.planfile.errors import ChangedOnDisk, SaveFailed, save_failed
from wolds.app.planfile.writing import project_bytes
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.project import Project


@dataclass(frozen=True)
class Saved:
    """A save that happened. `token` knows the file again; `doubt` is "" or says what went wrong beside the save itself."""

    path: Path
    token: FileToken
    doubt: str = ""


def save_project(
    project: Project,
    path: Path,
    *,
    expected: FileToken | None = None,
    figures: Mapping[str, ClusterFigures] | None = None,
) -> Saved:
    """Save a project as one GeoPackage, in one step.

    `expected` is the token of the file as it was opened or last saved: where the file at `path` has another content,
    `ChangedOnDisk` is raised. Without it whatever stands there is replaced (ask first). `figures` of the active
    scenario's clusters fill columns for other programs. What is replaced is kept among the last five saves.
    Raises `SaveFailed`; then the file is as it was.
    """
    target = path.resolve()  # a link to a plan stays a link
    data = project_bytes(project, figures)
    try:
        before = _content(target)
        if before is not None and expected is not None and not expected.holds_for(target):
            raise ChangedOnDisk(target)
        doubt = "" if before is None else _kept(target, before)
        if before is not None and expected is not None and not expected.holds_for(target):
            raise ChangedOnDisk(target)  # somebody saved while the backup was written
        replace_file(target, data)
        sweep_leftovers(target.parent, target.name)
        return Saved(target, token_of(target, data), doubt)
    except OSError as error:
        raise save_failed(target, error) from error


def _content(path: Path) -> bytes | None:
    """What stands at `path`, None where nothing does. A folder or a file marked read-only is refused."""
    if path.is_dir():
        raise SaveFailed(f"{path.name} is a folder. Save under another name.")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "the file is marked read-only", str(path))
    return content


def _kept(path: Path, before: bytes) -> str:
    try:
        keep_backup(path, before)
    except OSError as error:
        return f"The save before this one could not be kept in {error.filename}: {error.strerror}."
    return ""
