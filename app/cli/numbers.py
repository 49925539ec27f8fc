"""Numbers as options take them: plain figures only, so that no slip of the keyboard becomes a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from wolds.geo.errors import InputError

_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")

MOST_KM: Final = 2_000
MOST_MINUTES: Final = 3_000
MOST_PUPILS: Final = 1_000_000
MOST_CLUSTERS: Final = 100_000
MOST_SEED: Final = 2**31 - 1
MOST_SECONDS: Final = 31_536_000  # a year
LEAST_MEMORY_MB: Final = 100
MOST_MEMORY_MB: Final = 1_000_000
MOST_WORKERS: Final = 256


def whole(option: str, least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`; `InputError` names the option.

    >>> whole("--roll-min", 0, 1000)("150")
    150
    """

    def read(given: object) -> int:
        text = str(given)  # a value by default is a number already
        if not _WHOLE.fullmatch(text.strip()):
            raise InputError(f"{option} {text}: not a whole number", remedy=f"Give one from {least} to {most:,}.")
        value = int(text)
        _refuse_outside(option, text, value, least, most)
        return value

    return read


def number(option: str, most: int, unit: str) -> Callable[[object], float]:
    """A reader of numbers from 0 to `most` of a unit; `InputError` names the option. Minus zero is zero.

    >>> number("--cap-min", 3000, "minutes")("12.5")
    12.5
    """

    def read(given: object) -> float:
        text = str(given)
        if not _NUMBER.fullmatch(text.strip()):
            raise InputError(f"{option} {text}: not a number", remedy=f"Give {unit} such as 12 or 7.5.")
        value = float(text)
        _refuse_outside(option, text, value, 0, most)
        return abs(value)

    return read


def _refuse_outside(option: str, text: str, value: float, least: int, most: int) -> None:
    if value < 0 <= least:
        raise InputError(f"{option} {text}: cannot be negative", remedy=f"Give {least} or more.")
    if value < least:
        raise InputError(f"{option} {text}: too little", remedy=f"Give {least} or more.")
    if value > most:
        raise InputError(f"{option} {text}: too much", remedy=f"Give {most:,} or less.")
