"""Schools from any file that holds them: a GIAS extract as it comes, or another table by way of a mapping of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.progress import PartOf, Watch

if TYPE_CHECKING:
    from wolds.geo.foreign import Mapping, Table
    from wolds.geo.registers import Reading

MAPPING: Final = Door("a mapping", 1_000_000, "Make one with `wolds mapping FILE --out mapping.toml`.")
_PLAN: Final = ".gpkg"
_TABLES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".gpkg", ".shp")
"""Endings of tables that no GIAS extract has."""
_TABLES_OF_A_PLAN: Final = {"meta", "scenarios"}


@dataclass(frozen=True)
class TableFiles:
    """What goes with a table that is no GIAS extract: a mapping document, a file of postcodes; None = not given."""

    mapping: Path | None = None
    postcodes: Path | None = None

    @property
    def given(self) -> tuple[Path, ...]:
        """The files that there are."""
        return tuple(path for path in (self.mapping, self.postcodes) if path is not None)


def is_plan(path: Path | None) -> bool:
    """Whether a file is named as plan files are, and is not a GeoPackage of something else."""
    return path is not None and path.suffix.lower() == _PLAN and not _is_other_geopackage(path)


def _is_other_geopackage(path: Path) -> bool:
    """Whether the names of its tables say so; False for what is missing or damaged, of which opening it says more."""
    import sqlite3

    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master LIMIT 10000")}
    except sqlite3.Error:
        return False
    return "gpkg_contents" in names and not names >= _TABLES_OF_A_PLAN


def read_schools(path: Path, watch: Watch, files: TableFiles | None = None) -> Reading:
    """The schools of a register, and the report. Raises `InputError`, and `Cancelled`.

    Without a mapping document, the columns of a table that is no GIAS extract are guessed, the same on every computer, and
    the report says how; where that cannot be done it is refused.
    """
    from wolds.geo.foreign import is_foreign
    from wolds.geo.registers import read_register
    from wolds.geo.registers.unpacking import REGISTER, TABLE

    files = files or TableFiles()
    if not files.given and (is_plan(path) or not is_foreign(path)):  # a plan is no register, and is refused as one
        return read_register(path, watch, TABLE if path.suffix.lower() in _TABLES else REGISTER)
    table, mapping = _table_and_mapping(path, PartOf(watch, 0.0, 0.4), files.mapping)
    return _read(table, mapping, files, PartOf(watch, 0.4, 1.0))


def _table_and_mapping(path: Path, watch: Watch, document: Path | None) -> tuple[Table, Mapping]:
    from wolds.geo.foreign import best_table, guess, read_tables

    mapping = None if document is None else load_mapping(document)
    tables = read_tables(path, watch)
    if mapping is None:
        table = best_table(tables)
        return table, guess(table)
    return (_table_for(tables, mapping) if mapping.part else best_table(tables)), mapping


def _table_for(tables: Sequence[Table], mapping: Mapping) -> Table:
    """The part that a mapping names; where next year's file calls it otherwise, the only one with all the columns."""
    wanted = set(mapping.columns.values())
    fitting = [table for table in tables if wanted <= set(table.headings)]
    is_named = any(table.part.casefold() == mapping.part.strip().casefold() for table in tables)
    return fitting[0] if len(fitting) == 1 and not is_named else table_named(tables, mapping.part)


def _read(table: Table, mapping: Mapping, files: TableFiles, watch: Watch) -> Reading:
    if files.postcodes is not None and mapping.coordinates != "postcode":
        remedy = 'Leave --postcodes out, or write coordinates = "postcode" into the mapping.'
        raise InputError(f"the points are taken from {mapping.coordinates}, not from postcodes", file=table.file, remedy=remedy)
    return read_mapped(table, mapping, files.postcodes, watch)


def read_mapped(table: Table, mapping: Mapping, postcodes: Path | None, watch: Watch) -> Reading:
    """The schools of a table; the file of postcodes is read where the mapping asks for it. Raises `InputError`, `Cancelled`."""
    from wolds.geo.foreign import read_postcodes, read_table, wanted_postcodes

    if mapping.coordinates != "postcode" or postcodes is None:
        return read_table(table, mapping, watch=watch)
    found = read_postcodes(postcodes, wanted_postcodes(table, mapping), PartOf(watch, 0.0, 0.7))
    return read_table(table, mapping, found, PartOf(watch, 0.7, 1.0))


def load_mapping(path: Path) -> Mapping:
    """The mapping document in a file. Raises `InputError`."""
    from wolds.geo.foreign import parse_mapping

    return parse_mapping(MAPPING.read(path), str(path))


def table_named(tables: Sequence[Table], part: str) -> Table:
    """The sheet or layer of a name; a file of one table needs none. `InputError` where there is none of that name."""
    for table in tables:
        if table.part.casefold() == part.strip().casefold():
            return table
    if len(tables) == 1 and not tables[0].part:
        return tables[0]
    names = ", ".join(table.part for table in tables)
    raise InputError(f"there is no sheet or layer {part}", file=tables[0].file, remedy=f"Give one of {names}.")
