"""Autosave for the day when the program or the computer dies: the state every few seconds, the schools once.

In the recovery folder stand `schools-<data hash>.gpkg`, and for each window `<session>.json` (the state) and
`<session>.alive` (held while the window lives). What has a state but no living window can be recovered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from wolds.app.home import recovery_folder
from wolds.app.planfile.alive import AliveMark, is_alive
from wolds.app.planfile.disk import FileToken, replace_file, sweep_leftovers
from wolds.app.planfile.errors import save_failed
from wolds.clustering.project import Project
from wolds.clustering.records import StateRecord, project_from, state_json
from wolds.clustering.rules import Document
from wolds.geo.errors import InputError
from wolds.geo.geopackage import read_bytes

_Text = Annotated[str, Field(max_length=4_000)]


class _Kept(Document):
    """What stands in a recovery file beside the state."""

    version: Literal[1]
    plan_file: _Text
    mtime_ns: int
    size: int
    sha256: _Text
    kept_at: _Text
    schools: Annotated[str, Field(pattern=r"^schools-[0-9a-f]{64}\.gpkg$")]
    state: StateRecord


class Recovery:
    """The autosave of one window. Safe to call from a job; one call at a time is written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or recovery_folder()
        self._session = uuid.uuid4().hex
        self._turn = threading.Lock()
        self._mark: AliveMark | None = None
        self._last: Project | None = None

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._session}.json"

    def keep(self, project: Project, plan_file: Path | None = None, token: FileToken | None = None) -> None:
        """Keep the project as it is now; nothing is written where it was kept so already.

        `plan_file` and its `token` say which file it belongs to. Raises `SaveFailed`; the last good state stays.
        """
        with self._turn:
            if self._last is not None and _same(project, self._last):
                return
            try:
                self._start()
                name = self._keep_schools(project)
                replace_file(self._file, _document(project, name, plan_file, token))
                self._keep_schools(project)  # another window that closed just now may have swept them
            except OSError as error:
                raise save_failed(self._file, error) from error
            self._last = project

    def _start(self) -> None:
        if self._mark is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._mark = AliveMark(self._folder / f"{self._session}.alive")

    def _keep_schools(self, project: Project) -> str:
        from wolds.app.planfile.writing import registers_bytes

        name = f"schools-{_mark_of(project)}.gpkg"
        if not (self._folder / name).exists():
            replace_file(self._folder / name, registers_bytes(project))
        return name

    def clear(self) -> None:
        """Forget what was kept: it is saved, or the person let it go."""
        with self._turn:
            self._last = None
            _remove(self._file)

    def close(self) -> None:
        """The window closes: nothing of it is left to recover, and schools that no window needs are removed."""
        self.clear()
        with self._turn:
            if self._mark is not None:
                self._mark.release()
                self._mark = None
            _sweep(self._folder)


def _same(one: Project, other: Project) -> bool:
    """Whether nothing was done between the two: they share their frozen parts."""
    return (
        one.schools is other.schools
        and one.formers == other.formers
        and len(one.scenarios) == len(other.scenarios)
        and all(a is b for a, b in zip(one.scenarios, other.scenarios, strict=True))
        and (one.active, len(one.log)) == (other.active, len(other.log))
    )


def _mark_of(project: Project) -> str:
    """A name for the registers together: schools, source and travel of the present one, and the former ones."""
    source = project.schools.source
    parts = [project.schools.data_hash, source.file, source.sha256, source.register_date, str(source.is_sample)]
    if project.schools.supplied is not None:
        parts.append(project.schools.supplied.digest)
    parts += [former.key for former in project.formers]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _document(project: Project, schools: str, plan_file: Path | None, token: FileToken | None) -> bytes:
    known = token or FileToken(0, 0, "")
    head = {
        "version": 1,
        "plan_file": str(plan_file or "").encode("utf-8", "replace").decode(),
        "mtime_ns": known.mtime_ns,
        "size": known.size,
        "sha256": known.sha256,
        "kept_at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "schools": schools,
    }
    return f'{json.dumps(head)[:-1]}, "state": {state_json(project)}}}'.encode()


@dataclass(frozen=True)
class Pending:
    """Work that can be recovered. `plan_file` None: it was never saved. `problem` is "" or says why it cannot be read."""

    file: Path
    kept_at: str = ""
    plan_file: Path | None = None
    token: FileToken | None = None
    scenarios: tuple[str, ...] = ()
    problem: str = ""

    def project(self) -> Project:
        """The work itself. Raises `InputError` where it cannot be read."""
        from wolds.app.planfile.opening import project_from_bytes

        kept = _kept(self.file)
        register = self.file.with_name(kept.schools)
        known = project_from_bytes(read_bytes(register), str(register)).project
        return replace(project_from(kept.state.model_dump_json(), known.schools), formers=known.formers)

    def discard(self) -> None:
        """Let the work go."""
        _remove(self.file)
        _remove(self.file.with_suffix(".alive"))
        _sweep(self.file.parent)


def pending(folder: Path | None = None) -> tuple[Pending, ...]:
    """What windows that died have left behind, newest first. A file that cannot be read is listed with its problem."""
    place = folder or recovery_folder()
    if not place.is_dir():
        return ()
    files = [path for path in place.glob("*.json") if not is_alive(path.with_suffix(".alive"))]
    found = [_pending(path) for path in files]
    return tuple(sorted(found, key=lambda one: (one.kept_at, one.file.name), reverse=True))


def _pending(file: Path) -> Pending:
    try:
        kept = _kept(file)
    except InputError as error:
        return Pending(file, problem=str(error))
    token = FileToken(kept.mtime_ns, kept.size, kept.sha256) if kept.sha256 else None
    plan_file = Path(kept.plan_file) if kept.plan_file else None
    names = tuple(scenario.name for scenario in kept.state.scenarios)
    return Pending(file, kept.kept_at, plan_file, token, names)


def _kept(file: Path) -> _Kept:
    try:
        return _Kept.model_validate_json(read_bytes(file))
    except ValidationError as error:
        raise InputError("what was kept for recovery cannot be read", file=str(file)) from error


def _sweep(folder: Path) -> None:
    """Remove schools that no state needs, and marks and temporary files that nobody holds."""
    if not folder.is_dir():
        return
    sweep_leftovers(folder)
    needed = set(_needed(folder))
    for path in folder.glob("schools-*.gpkg"):
        if path.name not in needed:
            _remove(path)
    for path in folder.glob("*.alive"):
        if not path.with_suffix(".json").exists() and not is_alive(path):
            _remove(path)


def _needed(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.json"):
        with contextlib.suppress(InputError):  # it cannot be recovered, so it needs no schools
            yield _kept(path).schools


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # a leftover is swept another time
        path.unlink()
