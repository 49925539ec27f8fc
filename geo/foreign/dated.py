"""Days in headings: "NOR Oct 25" counts pupils as "NOR" does, and is newer than "NOR Oct 24"."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = re.compile(rf"\b({'|'.join(_MONTHS)})(?:[a-z]*)\b", re.ASCII)
_YEAR: Final = re.compile(
    r"(?<![\w.])(?:\d{1,2}[./])?(?:\d{1,2}[./])?((?:20)?[0-4]\d)(?:\s*[-/\u2013]\s*((?:20)?\d\d))?(?![\w.])"
)
_AROUND: Final = re.compile(r"\b(?:as at|as of|at|on|in|for|from|autumn|spring|summer|term|census|plasc|year|latest|current)\b")


def undated(heading: str) -> str:
    """A heading without the day, term or year that stands in it.

    >>> undated("NOR Oct 25"), undated("Pupils (January 2026 census)"), undated("Roll 2025/26"), undated("Address 1")
    ('nor', 'pupils ( )', 'roll', 'address 1')
    """
    words = heading.casefold().replace("_", " ")
    dated = _YEAR.sub(" ", _MONTH.sub(" ", words))
    return " ".join((_AROUND.sub(" ", dated) if dated != words else words).split())


def day_in(heading: str) -> tuple[int, int]:
    """Year and month that a heading names, 0 where it names none.

    >>> day_in("NOR Oct 25"), day_in("Roll 2025/26"), day_in("Pupils")
    ((2025, 10), (2026, 0), (0, 0))
    """
    words = heading.casefold().replace("_", " ")
    years = [int(year) % 100 + 2000 for found in _YEAR.findall(words) for year in found if year]
    month = _MONTH.search(words)
    return max(years, default=0), 0 if month is None else _MONTHS.index(month[1]) + 1
