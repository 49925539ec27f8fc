"""From a file on disk to the tables in it, whatever the program that wrote it: judged by its content, never by its name."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from wolds.geo.csv_rows import csv_rows
from wolds.geo.doors import Lines, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.foreign.fields import FIELDS, PAIRS, fit
from wolds.geo.foreign.shapes import layers_of, shapefile_table, zipped_shapefile_table
from wolds.geo.foreign.table import Row, Table, beside_each_other, heading_line, refuse_absurd, table_of_lines
from wolds.geo.progress import Unwatched, Watch, stop_if_asked
from wolds.geo.registers.decoding import decode
from wolds.geo.registers.headings import HEADINGS, REQUIRED
from wolds.geo.registers.unpacking import TABLE, unpack
from wolds.geo.sheets import SHEET, read_sheets, sheets_in

_ZIP: Final = b"PK\x03\x04"
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".ods")
_OLE: Final = b"\xd0\xcf\x11\xe0"
_SQLITE: Final = b"SQLite format 3\x00"
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GZIP: Final = b"\x1f\x8b"
_DELIMITERS: Final = (",", ";", "\t", "|")
_ROWS: Final = "Give a table with a row for each school."
_LOOKED_AT: Final = 50
_BEGINNING: Final = 65_536
_SURELY: Final = 60  # how well a heading fits where it is the very word


def is_foreign(path: Path) -> bool:
    """Whether a file is a table of schools that is no GIAS extract, by its beginning: its columns have to be mapped.

    False for what cannot be read or is no table at all: reading it as a register says what is wrong with it.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(_BEGINNING)
        if start.startswith(_ZIP):
            return _is_foreign_zip(path)
    except (zipfile.BadZipFile, NotImplementedError):
        return path.suffix.lower() in _WORKBOOKS  # nothing but its name is left to say what it was
    except OSError:
        return False
    if start.startswith((_OLE, _SQLITE, _SHAPEFILE, *_UTF_16)):
        return True
    return not start.startswith(_GZIP) and _is_foreign_text(start)


def _is_foreign_zip(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names or "mimetype" in names or any(name.lower().endswith(".shp") for name in names):
            return True
        tables = [name for name in names if name.lower().endswith(".csv")]
        if len(tables) != 1:
            return False
        try:
            with archive.open(tables[0]) as stream:
                return _is_foreign_text(stream.read(_BEGINNING))
        except (RuntimeError, EOFError):  # locked with a password, or cut off
            return False


def _is_foreign_text(start: bytes) -> bool:
    """A table, two lines or more of as many cells, whose headings are not those that a GIAS extract must have."""
    try:
        text = decode(start, "").text
    except InputError:
        return False
    wanted = {HEADINGS[column].gias.casefold() for column in REQUIRED}
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    if not lines or wanted <= {cell.strip().strip('"').casefold() for mark in _DELIMITERS for cell in lines[0].split(mark)}:
        return False
    return _agreement(text, delimiter_of(text))[0] > 1


def lists_schools(path: Path) -> bool:
    """Whether a file of text is a list of schools with their points, by its headings, and not another sheet about schools."""
    try:
        with path.open("rb") as stream:
            start = stream.read(_BEGINNING)
        text = start.decode("utf-16", errors="replace") if start.startswith(_UTF_16) else decode(start, "").text
        lines = [tuple(cells) for cells in islice(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)), _LOOKED_AT)]
    except (OSError, InputError, csv.Error):
        return False
    return _name_schools(lines)


def workbook_lists_schools(path: Path) -> bool:
    """The same of a workbook, which takes the time of reading it."""
    if not _beginning(path).startswith((_ZIP, _OLE)):
        return False
    try:
        return any(_name_schools(sheet.rows) for sheet in read_sheets(path))
    except InputError:
        return False


def _name_schools(lines: Sequence[Row]) -> bool:
    """Whether there is a heading for the name of a school, its pupils, and where it is."""
    headings = lines[heading_line(lines)] if lines else ()
    named = {field for field in FIELDS for cell in headings if fit(field, cell) > _SURELY}
    return {"name", "roll"} <= named and any(set(pair) <= named for way, pair in PAIRS.items() if way != "shapes")


def read_tables(path: Path, watch: Watch | None = None) -> tuple[Table, ...]:
    """Every table of a file: the sheets of a workbook, the layers of a GeoPackage, else the one that there is.

    Shapes come as EPSG:27700 metres. Raises `InputError` for what is no table, is damaged or is too large, and `Cancelled`.
    """
    watch = watch or Unwatched()
    watch.tell(0.0, "Opening the file")
    tables = _tables(path, watch)
    if not any(table.rows for table in tables):
        raise InputError("there is no row under the headings", file=path.name, remedy=_ROWS)
    return tables


def _tables(path: Path, watch: Watch) -> tuple[Table, ...]:
    start = _beginning(path)
    if start.startswith(_SQLITE):
        return layers_of(path, watch)
    if start.startswith(_SHAPEFILE):
        return (shapefile_table(path, watch),)
    if start.startswith((_ZIP, _OLE)):
        inside = _names_in(path) if start.startswith(_ZIP) else ()
        if any(name.lower().endswith(".shp") for name in inside):
            return (zipped_shapefile_table(path, watch),)
        if start.startswith(_OLE) or "[Content_Types].xml" in inside or "mimetype" in inside:
            return _sheets(path, watch)
    return (_text_table(path, watch),)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(16)
    except OSError:
        return b""  # `unpack` reads it again, and says what is wrong


def _names_in(path: Path) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError("the file is damaged or cut off", file=path.name, remedy=TABLE.again) from error


def _sheets(path: Path, watch: Watch) -> tuple[Table, ...]:
    data = SHEET.read(path, path.name, watch)
    sheets = sheets_in(data, path.name)
    stop_if_asked(watch)
    digest = hashlib.sha256(data).hexdigest()
    part = (lambda name: name) if len(sheets) > 1 else (lambda _: "")
    return beside_each_other([table_of_lines(one.rows, path.name, part(one.name), digest, "Spreadsheet") for one in sheets])


def _text_table(path: Path, watch: Watch) -> Table:
    unpacked = unpack(path, watch, TABLE)
    data, file = unpacked.data, unpacked.file
    if data.startswith(_UTF_16):
        text, encoding = data.decode("utf-16", errors="replace"), "UTF-16"
    else:
        decoded = decode(data, file, TABLE)
        text, encoding = decoded.text, decoded.encoding
    stop_if_asked(watch)
    lines = _lines(text, file)
    stop_if_asked(watch)
    return table_of_lines(lines, file, unpacked.member, unpacked.sha256, f"Text in {encoding}")


def _lines(text: str, file: str) -> list[Row]:
    lines: list[Row] = []
    reader = csv_rows(Lines(text), delimiter_of(text))
    try:
        for cells in reader:
            refuse_wide(len(cells), file)
            lines.append(tuple(cell.strip() for cell in cells))
            if len(lines) % 10_000 == 0:
                refuse_absurd(len(lines), len(cells), file)
    except csv.Error as error:
        remedy = "A quotation mark is probably missing there; save the table anew."
        raise InputError(f"the table breaks off after line {len(lines)} ({error})", file=file, remedy=remedy) from error
    if not any(len(line) > 1 and any(line) for line in lines):
        raise InputError("the file holds no table: its lines have one cell at most", file=file, remedy=_ROWS)
    return lines


def delimiter_of(text: str) -> str:
    """What stands between the cells: the mark with which most of the first lines have the same number of cells, two or more.

    >>> delimiter_of("School; Pupils, all\\nBelton; 62\\nAncaster; 48\\n")
    ';'
    """
    return max(_DELIMITERS, key=lambda mark: (*_agreement(text, mark), -_DELIMITERS.index(mark)))


def _agreement(text: str, mark: str) -> tuple[int, int]:
    """How many of the first lines have the same number of cells, two or more, and how many cells that is."""
    rows = csv.reader(io.StringIO(text[:_BEGINNING], newline=""), delimiter=mark)
    try:
        widths = Counter(len(row) for row in islice(rows, _LOOKED_AT) if len(row) > 1)
    except csv.Error:
        return 0, 0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return count, width
