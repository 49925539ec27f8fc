"""Keeps text dead: what a file or a person wrote is shown in every program, and runs in none."""

from __future__ import annotations

import unicodedata
from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSEEN: Final = {"Cc", "Cf", "Cs"}
_LONGEST: Final = 32_000  # one cell of a spreadsheet holds 32,767 characters


def one_line(text: str) -> str:
    """Text on one line: blanks of every kind become single spaces, invisible and direction-changing characters go.

    >>> one_line("Belton\\u2028 <b>School</b>\\r\\n")
    'Belton <b>School</b>'
    """
    words = " ".join(text.split())
    if not words.isprintable():
        words = "".join(c for c in words if unicodedata.category(c) not in _UNSEEN).strip()
    return words[:_LONGEST]


def formula_safe(text: str) -> str:
    """Text for a spreadsheet or CSV cell that no spreadsheet program takes for a formula.

    Text that begins with = + - @, a tab or a line end (full-width forms too) gets an apostrophe in front, which
    spreadsheets show as plain text; blanks in front do not hide such a beginning.

    >>> formula_safe("=1+1"), formula_safe("Belton")
    ("'=1+1", 'Belton')
    """
    line = one_line(text)
    return f"'{line}" if text.startswith(_STARTS) or line.startswith(_STARTS) else line


def cell_text(text: str) -> str:
    """Text for a cell. The writer passes on text between <r> and </r> as raw XML; an apostrophe in front prevents it."""
    safe = formula_safe(text)
    return f"'{safe}" if safe.startswith("<r>") else safe
