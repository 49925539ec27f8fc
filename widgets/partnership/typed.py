"""What a person types, read plainly: days and numbers. A `ValueError` says what is wrong and what to type instead."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})")
MOST: Final = 1_000_000_000
"""What a value or a sum of pounds may be at most."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Typed", text)


def day(text: str) -> date | None:
    """A calendar day typed as 1/9/2027 or 2027-09-01; None for nothing. `ValueError` for anything else."""
    clean = text.strip()
    if not clean:
        return None
    found = _YEAR_FIRST.fullmatch(clean) or _DAY_FIRST.fullmatch(clean)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else _no_day(clean)
    except ValueError:
        return _no_day(clean)


def _no_day(text: str) -> date:
    raise ValueError(_tr("“{text}” is not a day: type one such as 1/9/2027.").format(text=text))


def day_text(value: date | None) -> str:
    """A day as it is typed, "" for None."""
    return "" if value is None else f"{value.day}/{value.month}/{value.year}"


def number(text: str, *, least: float = -MOST) -> float | None:
    """A number, with or without commas and a pound sign; None for nothing. `ValueError` for anything else or too much."""
    clean = text.strip().removeprefix("£").replace(",", "").strip()
    if not clean:
        return None
    try:
        value = float(clean)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(_tr("“{text}” is not a number: type one such as 1250.").format(text=text.strip()))
    if not least <= value <= MOST:
        words = _tr("{text} is out of range: type a number from {least} to {most}.")
        raise ValueError(words.format(text=text.strip(), least=f"{least:,.0f}", most=f"{MOST:,}"))
    return value


def number_text(value: float | None) -> str:
    """A number as it is typed, "" for None."""
    return "" if value is None else f"{value:,.10g}"


def pounds_text(value: float | None) -> str:
    """A sum of money; what is unknown says so."""
    if value is None:
        return _tr("unknown")
    return f"-£{-value:,.0f}" if value < 0 else f"£{value:,.0f}"
