"""Whether a list that was downloaded breaks off in its last row."""

from __future__ import annotations

import csv
from pathlib import Path

from wolds.geo.doors import Door
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.registers.decoding import Decoded, decode
from wolds.geo.registers.unpacking import REGISTER, unpack


def breaks_off(path: Path, watch: Watch | None = None, door: Door = REGISTER) -> bool:
    """Whether a CSV (plain, gz or zip) ends without a line end and with fewer cells than its heading has.

    Raises `InputError` for a file that is no table of text.
    """
    unpacked = unpack(path, watch or Unwatched(), door)
    decoded = decode(unpacked.data, unpacked.file, door)
    if decoded.text.endswith(("\n", "\r")):
        return False
    first, last = decoded.text.partition("\n")[0], decoded.text.rpartition("\n")[2]
    return len(_cells(last, decoded)) < len(_cells(first, decoded))


def _cells(line: str, decoded: Decoded) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=decoded.delimiter), [])
    except csv.Error:  # a quotation mark that nothing closes
        return []
