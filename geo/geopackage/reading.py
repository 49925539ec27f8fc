"""A GeoPackage read with suspicion: from memory, only the tables and columns asked for, and nothing in it is run.

The bytes are read once and opened as an in-memory database, so that no journal or lock beside the file has a say. Views,
virtual tables and generated columns under the names asked for are refused; triggers never run since nothing is written.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn, Self

from wolds.geo.doors import Door
from wolds.geo.errors import InputError

LARGEST_VALUE: Final = 400_000_000
_CHOOSE: Final = "Choose a plan saved by Wolds (.gpkg)."
_AGAIN: Final = "Fetch it again, or open one of the last saves."
PLAN: Final = Door("a plan", 1_000_000_000, _CHOOSE, _AGAIN)
_MAGIC: Final = b"SQLite format 3\x00"
_PRAGMAS: Final = {"table_xinfo", "quick_check"}
_FUNCTIONS: Final = {"count"}
_DAMAGE: Final = (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError)


def read_bytes(path: Path, largest: int = PLAN.largest) -> bytes:
    """The whole file. `InputError` where it is missing, a folder, unreadable, empty or larger than `largest` bytes."""
    data = replace(PLAN, largest=largest).read(path)
    if not data:
        raise InputError("the file is empty", file=str(path), remedy=_AGAIN)
    return data


class GeoPackageReader:
    """Reads named columns of named tables; `tables` is the allow-list, everything else stays unseen.

    Use it as a context manager. `InputError` for what is no SQLite file, is damaged, or is cut short.
    """

    def __init__(self, data: bytes, file: str, tables: Mapping[str, Sequence[str]]) -> None:
        self._file, self._tables = file, tables
        _refuse_foreign(data, file)
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            self._open(data)
        except _DAMAGE as error:
            self._connection.close()
            _damaged(file, error)
        except InputError:
            self._connection.close()
            raise

    def _open(self, data: bytes) -> None:
        # A file last written in write-ahead mode says so in two bytes; in memory there is no such log.
        self._connection.deserialize(data[:18] + b"\x01\x01" + data[20:])
        for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._connection.set_authorizer(self._authorise)
        self._kinds = {
            name: (str(kind), str(sql))
            for kind, name, sql in self._connection.execute("SELECT type, name, sql FROM sqlite_master")
            if name in self._tables
        }
        problem = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if problem != ("ok",):
            _damaged(self._file, None)

    def _authorise(self, action: int, first: str | None, second: str | None, _: str | None, __: str | None) -> int:
        """SQLite asks before it does anything: reading what is allowed is allowed, and nothing else."""
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and (first in self._tables or first == "sqlite_master"):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def has(self, table: str) -> bool:
        """Whether there is a thing of that name, of whatever kind."""
        return table in self._kinds

    def rows(self, table: str, largest: int) -> list[tuple[Any, ...]]:
        """The rows of an allowed table, the columns in the order of the allow-list.

        `InputError` where the table or a column is missing, is not a plain one, or has more than `largest` rows.
        """
        columns = self._tables[table]
        try:
            self._refuse_odd(table, columns)
            names = ", ".join(f'"{name}"' for name in columns)
            rows = self._connection.execute(f'SELECT {names} FROM "{table}"').fetchmany(largest + 1)
        except _DAMAGE as error:
            _damaged(self._file, error)
        if len(rows) > largest:
            raise InputError(f"the table {table} has more than {largest} rows", file=self._file)
        return rows

    def refuse_odd(self, table: str) -> None:
        """`InputError` where an allowed table is missing, or is a view or another thing than a plain table."""
        self._refuse_odd(table, ())

    def _refuse_odd(self, table: str, columns: Sequence[str]) -> None:
        kind, sql = self._kinds.get(table, ("missing", ""))
        if kind != "table" or not sql.upper().lstrip().startswith("CREATE TABLE"):
            raise InputError(f"the table {table} is {'missing' if kind == 'missing' else 'not a plain table'}", file=self._file)
        plain = {row[1] for row in self._connection.execute(f'PRAGMA table_xinfo("{table}")') if row[6] == 0}
        for column in columns:
            if column not in plain:
                raise InputError(f"the table {table} lacks a plain column {column}", file=self._file)


def _refuse_foreign(data: bytes, file: str) -> None:
    if not data.startswith(_MAGIC):
        raise InputError("this is not a GeoPackage", file=file, remedy=_CHOOSE)
    if len(data) < 100:
        _damaged(file, None)
    (page_size,), (pages,) = struct.unpack(">H", data[16:18]), struct.unpack(">I", data[28:32])
    page_size = 65536 if page_size == 1 else page_size
    # The count of pages is right where the two change counters agree (SQLite file format, "In-header database size").
    if data[24:28] == data[92:96] and page_size * pages > len(data):
        raise InputError("the file is cut short", file=file, remedy=_AGAIN)


def _damaged(file: str, error: Exception | None) -> NoReturn:
    raise InputError("the file is damaged", file=file, remedy=_AGAIN) from error
