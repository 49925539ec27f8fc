"""From cells as a register writes them to values: spaces, codes, dates, counts, coordinates.

Each cleaner works on a column and gives the values and the positions that it could not read. Equal cells are cleaned
once, since a register repeats itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

import numpy as np

from wolds.geo.registers.headings import Kind
from wolds.geo.schools import FloatArray, TextArray

V = TypeVar("V")
LONGEST_TEXT: Final = 1_000
"""Characters of a cell; a plan file takes twice as many."""
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:[ T].*)?", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,9}(?:\.0{1,6})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_METRES: Final = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,12})?", re.ASCII)
_NOTHING: Final = {"not applicable", "not recorded", "does not apply", "none", "n/a"}
_UNSEEN: Final = {"Cc", "Cf"}


def clean_column(cells: Sequence[str], kind: Kind) -> tuple[FloatArray | TextArray, list[int]]:
    """The values of a column, shape (n,), and the positions of cells that could not be read and count as unknown."""
    if kind in (Kind.COUNT, Kind.METRES):
        return _numbers(cells, count_of if kind == Kind.COUNT else metres_of)
    return _texts(cells, _bounded(_READERS[kind]))


def _numbers(cells: Sequence[str], read: Callable[[str], float | None]) -> tuple[FloatArray, list[int]]:
    values, bad = _each(cells, read, np.nan)
    return np.array(values, dtype=np.float64), bad


def _texts(cells: Sequence[str], read: Callable[[str], str | None]) -> tuple[TextArray, list[int]]:
    values, bad = _each(cells, read, "")
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column, bad


def _bounded(read: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Text without end is no name: such a cell cannot be read, and is listed."""
    return lambda cell: None if len(cell) > LONGEST_TEXT else read(cell)


def _each(cells: Sequence[str], read: Callable[[str], V | None], unknown: V) -> tuple[list[V], list[int]]:
    values: dict[str, V] = {}
    unreadable: set[str] = set()
    for cell in set(cells):
        value = read(cell)
        if value is None:
            unreadable.add(cell)
        values[cell] = unknown if value is None else value
    bad = [at for at, cell in enumerate(cells) if cell in unreadable] if unreadable else []
    return list(map(values.__getitem__, cells)), bad


def text_of(cell: str) -> str:
    """Text with single plain spaces and no invisible characters; curly quotes and accents stay.

    >>> text_of(" St\u00a0Mary\u2019s  School\u00a0")
    'St Mary’s School'
    """
    words = " ".join(cell.split())
    if words.isascii() and words.isprintable():
        return words
    return "".join(c for c in unicodedata.normalize("NFC", words) if unicodedata.category(c) not in _UNSEEN).strip()


def name_of(cell: str) -> str:
    """Text, "" where the words say that there is nothing to name: a community school's diocese, no trust.

    >>> name_of("Not applicable"), name_of("Diocese of Lincoln")
    ('', 'Diocese of Lincoln')
    """
    words = text_of(cell)
    return "" if words.casefold() in _NOTHING else words


def code_of(cell: str) -> str | None:
    """A code of three digits as text; None where it is no whole number.

    >>> code_of("925.0"), code_of("1"), code_of("")
    ('925', '001', '')
    """
    words = text_of(cell)
    if not words:
        return ""
    return f"{int(float(words)):03d}" if _WHOLE.fullmatch(words) else None


def iso_date_of(cell: str) -> str | None:
    """A date as ISO yyyy-mm-dd; None where there is no such day.

    >>> iso_date_of("01-09-2016"), iso_date_of("31-02-2016")
    ('2016-09-01', None)
    """
    words = text_of(cell)
    if not words:
        return ""
    if match := _DAY_FIRST.fullmatch(words):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(words):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # no such day: told apart from a blank by the None
        return None


def count_of(cell: str) -> float | None:
    """A whole number, 0 or more; NaN for a blank; None where it is something else.

    >>> count_of("1,062"), count_of("62.0"), count_of("62.5")
    (1062.0, 62.0, None)
    """
    if _is_short_number(cell):
        return float(cell)
    words = text_of(cell)
    if not words:
        return float("nan")
    if _THOUSANDS.fullmatch(words):
        words = words.replace(",", "")
    return float(words) if _WHOLE.fullmatch(words) else None


def metres_of(cell: str) -> float | None:
    """A coordinate in whole metres; NaN for a blank; None where it is no number."""
    if _is_short_number(cell):
        return float(cell)
    words = text_of(cell)
    if not words:
        return float("nan")
    return float(round(float(words))) if _METRES.fullmatch(words) else None


def _is_short_number(cell: str) -> bool:
    """Whether a cell is digits alone, as nearly all are: the quick way past the patterns."""
    return cell.isascii() and cell.isdecimal() and len(cell) < 10


_READERS: Final[Mapping[Kind, Callable[[str], str | None]]] = {
    Kind.TEXT: text_of,
    Kind.NAME: name_of,
    Kind.CODE: code_of,
    Kind.DATE: iso_date_of,
}
