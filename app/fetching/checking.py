"""A list that was fetched is looked at before it takes anybody's place: it must be a register, whole, and of a likely size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.links import read_links
from wolds.geo.progress import PartOf, Watch
from wolds.geo.registers import read_register
from wolds.geo.registers.unpacking import LINKS, REGISTER
from wolds.geo.registers.whole import breaks_off

_SHARE: Final = 0.9
_AGAIN: Final = "Nothing of it is kept; a good one that was there before stays. Try again later, or use your browser."


@dataclass(frozen=True)
class CheckedRegister:
    """How many schools a register holds, open and closed, and how its file name should end."""

    schools: int
    suffix: str


def check_register(path: Path, fewest: int, last: int, watch: Watch) -> CheckedRegister:
    """Look at a register; `last` is how many schools the last good one held, 0 where there is none. Raises `InputError`."""
    with _of_the_list():
        suffix = _whole(path, PartOf(watch, 0.0, 0.2), REGISTER)
        schools = len(read_register(path, PartOf(watch, 0.2, 1.0)).schools)
    if schools < fewest:
        raise InputError(
            f"the list holds {schools:,} schools, and a register of the country over {fewest:,}: it may be cut off",
            remedy=_AGAIN,
        )
    if schools < _SHARE * last:
        raise InputError(f"the list holds {schools:,} schools, and the last one {last:,}: it may be cut off", remedy=_AGAIN)
    return CheckedRegister(schools, suffix)


def check_links(path: Path, watch: Watch) -> str:
    """Look at a links extract; how its file name should end. Raises `InputError`."""
    with _of_the_list():
        suffix = _whole(path, PartOf(watch, 0.0, 0.5), LINKS)
        read_links(path, PartOf(watch, 0.5, 1.0))
    return suffix


@contextmanager
def _of_the_list() -> Iterator[None]:
    """Errors are of the list, not of the file that it lies in for now, and what a reader advises would not mend a download."""
    try:
        yield
    except InputError as error:
        raise InputError(error.message, row=error.row, column=error.column, remedy=_AGAIN) from error


def _whole(path: Path, watch: Watch, door: Door) -> str:
    if breaks_off(path, watch, door):
        raise InputError("the list breaks off in the middle of a row", remedy=_AGAIN)
    with path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(b"PK"):
        return ".zip"
    return ".csv.gz" if start.startswith(b"\x1f\x8b") else ".csv"
