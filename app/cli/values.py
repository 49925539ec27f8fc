"""How the values of options are written: a cap, a size range, an output file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from wolds.app.cli.numbers import MOST_KM, number
from wolds.geo.errors import InputError

_SIZE: Final = re.compile(r"([0-9]{1,4}) *- *([0-9]{1,4})?")


def cap_km_of(text: str) -> float | None:
    """A cap in km, or None for "none".

    >>> cap_km_of("12"), cap_km_of("none")
    (12.0, None)
    """
    if text.strip().lower() == "none":
        return None
    return number("--cap-km", MOST_KM, 'km, or "none",')(text)


def size_of(text: str) -> tuple[int, int | None]:
    """A size range.

    >>> size_of("3-6"), size_of("2-")
    ((3, 6), (2, None))
    """
    written = _SIZE.fullmatch(text.strip())
    if written is None:
        raise InputError(f"--size {text}: not a size range", remedy="Write it as 3-6, or 3- for no upper limit.")
    low, high = int(written[1]), int(written[2]) if written[2] else None
    if low < 1:
        raise InputError(f"--size {text}: a cluster has at least one school", remedy="Write it as 3-6.")
    if high is not None and high < low:
        raise InputError(f"--size {text}: the size range is upside down", remedy=f"Write it as {high or 1}-{low}.")
    return low, high


def refuse_unwritable(path: Path | None, suffix: str = "") -> None:
    """Say so before any work where an output could not be written."""
    if path is None:
        return
    if suffix and path.suffix.lower() != suffix:
        raise InputError(f"{path}: the name must end in {suffix}")
    folder = path.parent if str(path.parent) else Path()
    there = _what_is_at(path)
    if there == "folder":
        raise InputError(f"{path} is a folder", remedy="Give the name of a file.")
    if _what_is_at(folder) != "folder":
        raise InputError(f"{path}: there is no folder {folder}", remedy="Make the folder first, or choose another.")
    if not os.access(folder, os.W_OK) or (there and not os.access(path, os.W_OK)):
        raise InputError(f"{path}: no right to write there", remedy="Choose another folder.")


def refuse_missing(path: Path) -> None:
    """Say so where an input file is not there."""
    there = _what_is_at(path)
    if there == "folder":
        raise InputError(f"{path} is a folder", remedy="Give the name of a file.")
    if not there:
        raise InputError(f"{path}: there is no such file", remedy="Look at the spelling and the folder.")


def _what_is_at(path: Path) -> Literal["", "folder", "file"]:
    """What stands at `path`; a name too long, or a folder that one may not look into, is said to be that."""
    try:
        if path.is_dir():
            return "folder"
        return "file" if path.exists() else ""
    except OSError as error:
        said = (error.strerror or "the disk gave an error").lower()
        raise InputError(f"{path}: this cannot be looked at ({said})", remedy="Give another name or folder.") from error


def refuse_overwriting(output: Path | None, inputs: Iterable[Path | None]) -> None:
    """Say so where an output would take the place of a file that is read."""
    for given in inputs:
        if output is not None and given is not None and output.exists() and given.exists() and output.samefile(given):
            raise InputError(f"{output} is read by this command", remedy="Write to another file.")


def refuse_same_names(outputs: Iterable[Path | None]) -> None:
    """Say so where two outputs are one file."""
    names = [os.path.normcase(path.resolve()) for path in outputs if path is not None]
    if len(set(names)) < len(names):
        raise InputError("two outputs have the same name", remedy="Give each its own.")
