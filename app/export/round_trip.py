"""What a workbook carries of the plan that it was made from, so that what a colleague changes in it is told and can come back.

It stands on a hidden sheet as text that people can read: of what it is, and the sheets that can come back as they went out.
What is confidential is never on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from wolds.app.export.bundle import Exported
from wolds.app.export.clusters_csv import COLUMNS
from wolds.app.export.dead_text import cell_text
from wolds.app.export.sheets import Column, Sheet, sheets_of
from wolds.app.export.tables import Cell
from wolds.clustering.taking_back.reading import ALIASES
from wolds.clustering.taking_back.tables import MEMBERSHIPS, RETURNING, Origin, Table, value_text
from wolds.geo.sheets import Sheet as ReadSheet

HIDDEN: Final = "Wolds"
FORMAT: Final = 1
_CHUNK: Final = 30_000  # one cell holds 32,767 characters
_FACTS: Final = ""
_NEVER: Final = ("Confidential", "About", HIDDEN)

Row = tuple[Cell, ...]


def with_origin(exported: Exported) -> tuple[Sheet, ...]:
    """The sheets of the workbook, and the hidden one behind them."""
    sheets = sheets_of(exported)
    rows = tuple(_rows(exported, sheets))
    pieces = (Column(f"As it went out {n}", 60) for n in range(1, max(map(len, rows))))
    return (*sheets, Sheet(HIDDEN, (Column("Sheet", 14), *pieces), rows, 1, is_hidden=True))


def tables_of(sheets: Iterable[Sheet]) -> Iterator[Table]:
    """The sheets as they would be read back."""
    for sheet in sheets:
        yield Table.of(sheet.name, [column.title for column in sheet.columns], map(_texts, sheet.rows))


def list_table(exported: Exported) -> Table:
    """The cluster list as it would be read back, under the headings of the sheet of memberships."""
    rows = ((r.urn, r.name, r.cluster, r.lead, r.easting, r.northing, r.roll, r.reason) for r in exported.rows)
    return Table.of(MEMBERSHIPS, [ALIASES.get(name.casefold(), name) for name in COLUMNS], map(_texts, rows))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell_text(cell) if isinstance(cell, str) else value_text(cell) for cell in row]


def _rows(exported: Exported, sheets: tuple[Sheet, ...]) -> Iterator[Row]:
    facts = {"scenario": exported.plan.name, "data_hash": exported.schools.data_hash, "made_at": exported.made_at}
    yield _row(_FACTS, {"format": FORMAT, "version": exported.version, **facts})
    for sheet in sheets:
        if sheet.name in RETURNING:
            yield _row(sheet.name, [column.title for column in sheet.columns])
            yield from (_row(sheet.name, _texts(row)) for row in sheet.rows)
        elif sheet.name not in _NEVER:
            yield _row(sheet.name, {"digest": next(tables_of((sheet,))).digest()})


def _row(name: str, content: Any) -> Row:
    """A line of the hidden sheet. Escapes in JSON keep programs from reading escapes of their own in it."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":")).replace("_x", "\\u005fx")
    return (name, *(text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)))


def origin_in(sheet: ReadSheet) -> Origin | None:
    """What the hidden sheet of a workbook says; None where it is not what Wolds wrote."""
    try:
        rows = [(row[0], json.loads("".join(row[1:]))) for row in sheet.rows[1:] if any(row)]
        facts = next(content for name, content in rows if name == _FACTS)
        if facts["format"] != FORMAT:
            return None
        digests = {name: str(content["digest"]) for name, content in rows if isinstance(content, dict) and name != _FACTS}
        scenario, data_hash, made_at = (str(facts[key]) for key in ("scenario", "data_hash", "made_at"))
        return Origin(scenario, data_hash, made_at, _tables(rows), digests)
    except (ValueError, LookupError, StopIteration, TypeError, RecursionError):
        return None


def _tables(rows: Iterable[tuple[str, Any]]) -> Mapping[str, Table]:
    lists: dict[str, list[list[str]]] = {}
    for name, content in rows:
        if isinstance(content, list) and all(isinstance(cell, str) for cell in content):
            lists.setdefault(name, []).append(content)
    return {name: Table.of(name, found[0], found[1:]) for name, found in lists.items()}
