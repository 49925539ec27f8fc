"""How the values of options are written: a cap, a size range, an output file."""

from __future__ import annotations

import os
from pathlib import Path

from wolds.geo.errors import InputError


def cap_km_of(text: str) -> float | None:
    """A cap in km, or None for "none".

    >>> cap_km_of("12")
    12.0
    """
    if text.strip().lower() == "none":
        return None
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"--cap-km {text}: not a number", remedy='Give km such as 12, or "none".') from None
    if not 0 <= value < float("inf"):
        raise InputError(f"--cap-km {text}: a cap cannot be negative or endless", remedy='Give km such as 12, or "none".')
    return value


def size_of(text: str) -> tuple[int, int | None]:
    """A size range.

    >>> size_of("3-6"), size_of("2-")
    ((3, 6), (2, None))
    """
    least, dash, most = text.strip().partition("-")
    try:
        if not dash:
            raise ValueError
        low, high = int(least), int(most) if most else None
    except ValueError:
        raise InputError(f"--size {text}: not a size range", remedy="Write it as 3-6, or 3- for no upper limit.") from None
    if low < 1:
        raise InputError(f"--size {text}: a cluster has at least one school", remedy="Write it as 3-6.")
    if high is not None and high < low:
        raise InputError(f"--size {text}: the size range is upside down", remedy=f"Write it as {high}-{low}.")
    return low, high


def refuse_unwritable(path: Path | None, suffix: str = "") -> None:
    """Say so before any work where an output could not be written."""
    if path is None:
        return
    if suffix and path.suffix.lower() != suffix:
        raise InputError(f"{path}: the name must end in {suffix}")
    folder = path.parent if str(path.parent) else Path()
    if path.is_dir():
        raise InputError(f"{path} is a folder", remedy="Give the name of a file.")
    if not folder.is_dir():
        raise InputError(f"{path}: there is no folder {folder}", remedy="Make the folder first, or choose another.")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError(f"{path}: no right to write there", remedy="Choose another folder.")


def refuse_missing(path: Path) -> None:
    """Say so where an input file is not there."""
    if path.is_dir():
        raise InputError(f"{path} is a folder", remedy="Give the name of a file.")
    if not path.exists():
        raise InputError(f"{path}: there is no such file", remedy="Look at the spelling and the folder.")
