"""Schools as a CSV register under the headings of Get Information about Schools, to be opened or read again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wolds.app.export.about import SAMPLE, about_path
from wolds.app.export.dead_text import one_line
from wolds.app.export.origin import made_facts
from wolds.app.export.tables import Cell, csv_bytes
from wolds.app.replacing import write_bytes
from wolds.geo.registers.headings import HEADINGS
from wolds.geo.schools import COLUMNS, Schools


def write_register(path: Path, schools: Schools) -> None:
    """Write every column that a plan keeps of its schools. Raises `WriteFailed`."""
    heading = [HEADINGS[name].gias for name in COLUMNS]
    write_bytes(path, csv_bytes(heading, _rows(schools)))
    write_bytes(about_path(path), _about(schools).encode())


def _about(schools: Schools) -> str:
    source = schools.source
    facts = (
        ("Data", SAMPLE if source.is_sample else ""),
        *made_facts(),
        ("School register", source.file),
        ("Register of", source.register_date),
        ("SHA-256 of the register", source.sha256),
        ("Points of the schools", source.places),
        ("Hash of the schools", schools.data_hash),
        ("Note", "These are the columns that a plan keeps of a register, as it kept them."),
    )
    return "".join(f"{label}: {one_line(text)}\n" for label, text in facts if text)


def _rows(schools: Schools) -> Iterator[tuple[Cell, ...]]:
    columns = (schools.frame[name].tolist() for name in COLUMNS)
    return (tuple(map(_cell, row)) for row in zip(*columns, strict=True))


def _cell(value: Any) -> Cell:
    if not isinstance(value, float):
        cell: Cell = value
        return cell
    return None if math.isnan(value) else int(value) if value.is_integer() else value
