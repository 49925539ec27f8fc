"""How tables of schools were read before, on this computer: remembered by their headings, whatever the file is called.

Only the window remembers; the command line reads by the document it is given, or guesses the same everywhere.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.app.home import mappings_folder
from wolds.app.register_files import is_plan, load_mapping, read_mapped
from wolds.geo.errors import InputError
from wolds.geo.progress import PartOf, Watch

if TYPE_CHECKING:
    from wolds.geo.foreign import Mapping, Table
    from wolds.geo.registers import Reading

_LOG: Final = logging.getLogger(__name__)


def remember(table: Table, mapping: Mapping) -> None:
    """Keep a mapping for tables with these headings, without anything of their cells but the words it turns into others.

    Where that cannot be done, a line in the log says so.
    """
    from wolds.app.replacing import WriteFailed, write_bytes
    from wolds.geo.foreign import dump_mapping

    path = _file_of(table)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, dump_mapping(mapping).encode("utf-8"))
    except (OSError, WriteFailed) as error:
        _LOG.warning("the mapping of %s is not remembered: %s", table.file, error)


def remembered(table: Table) -> Mapping | None:
    """The mapping that was kept for tables with these headings; None where there is none that can be used."""
    path = _file_of(table)
    if not path.is_file():
        return None
    try:
        return load_mapping(path).model_copy(update={"part": table.part})
    except InputError as error:
        _LOG.warning("a mapping that was remembered cannot be used: %s", error)
        return None


def _file_of(table: Table) -> Path:
    return mappings_folder() / f"{table.key[:32]}.toml"


def read_as_before(path: Path, watch: Watch, postcodes: Path | None = None) -> Reading:
    """The schools of a register as the window reads one without asking: a GIAS extract as it comes, another table by the
    mapping that is remembered for its headings, else by a guess. Raises `InputError` and `Cancelled`."""
    from wolds.geo.foreign import best_table, guess, is_foreign, read_tables
    from wolds.geo.registers import read_register

    if is_plan(path) or not is_foreign(path):
        return read_register(path, watch)
    table = best_table(read_tables(path, PartOf(watch, 0.0, 0.4)))
    return read_mapped(table, remembered(table) or guess(table), postcodes, PartOf(watch, 0.4, 1.0))
