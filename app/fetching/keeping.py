"""What was fetched takes its place once it was found good: for a job, off the main thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from wolds.app.fetching.checking import check_links, check_register
from wolds.app.fetching.kept import Fetched, keep, last_fetched, names_of, note
from wolds.geo.errors import WoldsError
from wolds.geo.progress import Watch


class NotKept(WoldsError):
    """What was fetched is good, and could not be put in its place."""


def keep_register(part: Path, day: date, fewest: int, watch: Watch) -> Fetched:
    """Look at a register and keep it. Raises `InputError` where it is none, then the last good one stays, and `NotKept`."""
    last = last_fetched()
    checked = check_register(part, fewest, 0 if last is None else last.schools, watch)
    try:
        path = keep(part, names_of(day)[0] + checked.suffix)
        fetched = Fetched(day.isoformat(), path.name, _links_of(last, day), checked.schools)
        note(fetched)
    except OSError as error:
        raise _not_kept(error) from error
    return fetched


def _links_of(last: Fetched | None, day: date) -> str:
    """The links that came with an earlier register of that day: they are good for a later one too."""
    if last is None or last.day != day.isoformat() or last.links_path is None:
        return ""
    return last.links if last.links_path.is_file() else ""


def keep_links(part: Path, fetched: Fetched, watch: Watch) -> Fetched:
    """Look at a links extract and keep it with the register of its day. Raises `InputError` and `NotKept`."""
    suffix = check_links(part, watch)
    try:
        path = keep(part, names_of(date.fromisoformat(fetched.day))[1] + suffix)
        whole = replace(fetched, links=path.name)
        note(whole)
    except OSError as error:
        raise _not_kept(error) from error
    return whole


def _not_kept(error: OSError) -> NotKept:
    said = (error.strerror or str(error)).lower()
    return NotKept(f"it could not be kept in {error.filename}: {said}. Make room on the disk and try again")
