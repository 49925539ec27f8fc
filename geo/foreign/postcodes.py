"""Points of postcodes from a file that a person supplies: Code-Point Open, the ONS Postcode Directory, or a table like them.

Only the postcodes that are wanted are kept, so that a file of millions takes no more memory than the list of schools.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final

import numpy as np

from wolds.geo.doors import Door, unreadable
from wolds.geo.errors import InputError
from wolds.geo.foreign.fields import plain
from wolds.geo.foreign.plausible import number_of, postcode_of
from wolds.geo.foreign.where import postcode_not_in_britain
from wolds.geo.progress import Unwatched, Watch, stop_if_asked
from wolds.geo.projection import british_of_degrees
from wolds.geo.registers.doubts import EAST_M, NORTH_M, SOUTH_M, WEST_M

_MOST_ROWS: Final = 12_000_000
_HASHED: Final = 1 << 20
_LOOKED_AT: Final = 20
_LONGEST_LINE: Final = 100_000
_CODES: Final = ("pcds", "pcd", "pcd2", "postcode", "pcd7", "pcd8", "postalcode")
_EASTINGS: Final = ("oseast1m", "eastings", "easting", "east1m", "bngeasting")
_NORTHINGS: Final = ("osnrth1m", "northings", "northing", "north1m", "bngnorthing")
_LONGITUDES: Final = ("long", "longitude", "lon", "lng")
_LATITUDES: Final = ("lat", "latitude")
_USUAL: Final = "Choose Code-Point Open or the ONS Postcode Directory, as CSV or as the zip of CSVs that it comes in."
POSTCODES: Final = Door("postcodes", 4_000_000_000, _USUAL)
"""Half as much again as the largest directory of postcodes there is, unpacked."""
_DAMAGED: Final = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Postcodes:
    """The points (EPSG:27700 metres) of the postcodes that were wanted and found, and where they come from."""

    file: str
    sha256: str
    points: Mapping[str, Point] = field(default_factory=dict)


def read_postcodes(path: Path, wanted: Container[str], watch: Watch | None = None) -> Postcodes:
    """The points of the wanted postcodes (as `postcode_of` writes them). Raises `InputError` and `Cancelled`.

    Postcodes of Northern Ireland and the islands are passed over: their points are on another grid.
    """
    watch = watch or Unwatched()
    reader = _Reader(path.name, wanted, watch)
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                entries = _tables(archive)
                POSTCODES.refuse_bomb(entries, path.name)
                for member in entries:
                    with archive.open(member) as stream:
                        reader.read(stream, Path(member.filename).name)
        else:
            with path.open("rb") as stream:
                reader.read(stream, "")
    except csv.Error as error:
        raise InputError("this is not a table of postcodes", file=path.name, remedy=_USUAL) from error
    except _DAMAGED as error:
        raise InputError("the zip is damaged, cut off or locked", file=path.name, remedy=_USUAL) from error
    except OSError as error:
        raise unreadable(path, error, path.name) from error
    if not reader.has_read:
        raise InputError("no column of postcodes with their points was found in it", file=path.name, remedy=_USUAL)
    return Postcodes(path.name, _digest(path), reader.points)


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The CSVs inside, in order; the directory comes whole and once more in pieces, which need not be read."""
    found = [entry for entry in archive.infolist() if entry.filename.lower().endswith((".csv", ".txt"))]
    whole = [entry for entry in found if "multi_csv" not in entry.filename.lower()]
    pieces = [entry for entry in found if entry not in whole]
    has_whole = any(entry.file_size > sum(piece.file_size for piece in pieces) / 2 for entry in whole)
    return sorted(whole if has_whole or not pieces else found, key=lambda entry: entry.filename)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_HASHED):
            digest.update(part)
    return digest.hexdigest()


@dataclass(frozen=True)
class _Layout:
    """Where a row holds its postcode and its point; degrees or metres."""

    code: int
    first: int  # easting or longitude
    second: int
    in_degrees: bool

    def point(self, row: Sequence[str]) -> Point | None:
        """The point of a row in EPSG:27700 metres, None where it has none."""
        first, second = number_of(row[self.first]), number_of(row[self.second])
        if first is None or second is None or (first == 0 and second == 0):
            return None
        if self.in_degrees:
            if not (-180 <= first <= 180 and -90 <= second <= 90):
                return None  # the directory writes 99.999999 where it knows no place
            first, second = british_of_degrees(np.array([first]), np.array([second]))[0].round().tolist()
        return (first, second) if WEST_M <= first <= EAST_M and SOUTH_M <= second <= NORTH_M else None


class _Reader:
    """Goes through tables of postcodes and keeps what is wanted."""

    def __init__(self, file: str, wanted: Container[str], watch: Watch) -> None:
        self.points: dict[str, Point] = {}
        self.has_read = False
        self._file, self._wanted, self._watch = file, wanted, watch
        self._rows = self._bytes = 0

    def read(self, stream: IO[bytes], member: str) -> None:
        """Take the table in a stream; one without postcodes and points (a list of codes beside the table) is passed over."""
        with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:
            self._read_lines(self._lines(text), member)

    def _read_lines(self, lines: Iterator[str], member: str) -> None:
        head = list(islice(lines, _LOOKED_AT))
        layout = _layout_of(head)
        if layout is None:
            return
        self.has_read = True
        needed = max(layout.code, layout.first, layout.second)
        for row in csv.reader(chain(head, lines)):
            self._rows += 1
            if len(row) > needed:
                self._take(row, layout)
            if self._rows % 20_000 == 0:
                self._pause(member)

    def _take(self, row: Sequence[str], layout: _Layout) -> None:
        code = postcode_of(row[layout.code])
        if code and code in self._wanted and not postcode_not_in_britain(code):
            point = layout.point(row)
            if point is not None:
                self.points[code] = point

    def _pause(self, member: str) -> None:
        stop_if_asked(self._watch)
        self._watch.tell(min(0.99, self._rows / 2_700_000), f"{self._rows:,} postcodes looked at")
        if self._rows > _MOST_ROWS:
            raise InputError(f"it holds more than {_MOST_ROWS:,} rows, too many for postcodes", file=self._file, remedy=_USUAL)

    def _lines(self, text: IO[str]) -> Iterator[str]:
        while line := text.readline(_LONGEST_LINE):
            self._bytes += len(line)
            if "\0" in line or len(line) >= _LONGEST_LINE:
                raise InputError("this is not a table of postcodes", file=self._file, remedy=_USUAL)
            if self._bytes > POSTCODES.largest:
                raise POSTCODES.too_large(self._file)
            yield line


def _layout_of(head: Sequence[str]) -> _Layout | None:
    """The layout by the headings, or, where there are none as in Code-Point Open, by the look of the first rows."""
    rows = [row for row in csv.reader(head) if row]
    if not rows:
        return None
    names = [plain(cell) for cell in rows[0]]
    code = _first(names, _CODES)
    for firsts, seconds, in_degrees in ((_EASTINGS, _NORTHINGS, False), (_LONGITUDES, _LATITUDES, True)):
        first, second = _first(names, firsts), _first(names, seconds)
        if code is not None and first is not None and second is not None:
            return _Layout(code, first, second, in_degrees)
    return _layout_by_cells(rows)


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _layout_by_cells(rows: Sequence[Sequence[str]]) -> _Layout | None:
    width = min(map(len, rows))
    codes = [at for at in range(width) if all(postcode_of(row[at]) for row in rows)]
    metres = [at for at in range(width) if all(re.fullmatch(r"\d{1,7}", row[at]) for row in rows)]
    metres = [at for at in metres if any(len(row[at]) >= 5 for row in rows)]
    if codes and len(metres) >= 2 and metres[1] == metres[0] + 1:
        return _Layout(codes[0], metres[0], metres[1], in_degrees=False)
    return None
