"""Rows of values as CSV that spreadsheets open rightly and never run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from wolds.app.export.dead_text import formula_safe

Cell = str | int | float | None


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as UTF-8 with BOM, lines ended by CR LF. None is blank, numbers are bare, text is formula-safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return formula_safe(cell) if isinstance(cell, str) else cell
