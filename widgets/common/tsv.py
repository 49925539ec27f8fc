"""Rows as tab-separated text that a spreadsheet takes from the clipboard, and never runs as a formula."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Cell = str | int | float | None
"""Text, a number, or nothing. Numbers stay numbers; NaN is empty."""


def tsv_of(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Headings and rows, one line each.

    >>> tsv_of(["School", "Roll"], [["=Trick()", 62.0]])
    "School\\tRoll\\n'=Trick()\\t62\\n"
    """
    return "".join("\t".join(map(cell_text, row)) + "\n" for row in (headings, *rows))


def cell_text(value: Cell) -> str:
    """One cell. Text that a spreadsheet would run as a formula gets an apostrophe; tabs and line breaks are quoted."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(_tamed(value))
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)


def _tamed(text: str) -> str:
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_STARTS) else text


def _quoted(text: str) -> str:
    if not any(mark in text for mark in '\t\r\n"'):
        return text
    return '"{}"'.format(text.replace('"', '""'))
