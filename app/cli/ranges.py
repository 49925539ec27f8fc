"""Figures to sweep over as they are written: a range 8:16:1 or a list 8,10,12."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from wolds.geo.errors import InputError

MOST_VALUES: Final = 200
_NUMBER: Final = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")
_HOW: Final = "Write a range as 8:16:1 or a list as 8,10,12."


def is_range(text: str | None) -> bool:
    """Whether an option's value is a range or a list, not one figure."""
    return text is not None and (":" in text or "," in text)


def values_of(option: str, text: str) -> tuple[float, ...]:
    """The figures of a range, both ends counted, or of a list; `InputError` names the option.

    >>> values_of("--cap-km", "8:9.5:0.5"), values_of("--fall", "5,10,20"), values_of("--fall", "10")
    ((8.0, 8.5, 9.0, 9.5), (5.0, 10.0, 20.0), (10.0,))
    """
    values = _stepped(option, text) if ":" in text else [_number(option, text, part) for part in text.split(",")]
    if len(set(values)) < len(values):
        raise InputError(f"{option} {text}: a figure stands more than once", remedy="Give each once.")
    return tuple(float(value) for value in values)


def _stepped(option: str, text: str) -> list[Decimal]:
    parts = [_number(option, text, part) for part in text.split(":")]
    if len(parts) not in (2, 3):
        raise InputError(f"{option} {text}: not a range", remedy="Write it as 8:16:1, from, to and step.")
    start, stop, step = parts[0], parts[1], parts[2] if len(parts) == 3 else Decimal(1)
    if not step:
        raise InputError(f"{option} {text}: the step is 0", remedy="Give a step such as 1.")
    count = int(abs(stop - start) / step) + 1
    if count > MOST_VALUES:
        raise InputError(f"{option} {text}: {count:,} figures", remedy=f"Give a larger step: at most {MOST_VALUES} figures.")
    return [start + number * (step if stop >= start else -step) for number in range(count)]


def _number(option: str, text: str, part: str) -> Decimal:
    figure = part.strip()
    if not figure:
        raise InputError(f"{option} {text}: a figure is missing", remedy=_HOW)
    if figure.startswith("-") and _NUMBER.fullmatch(figure[1:]):
        raise InputError(f"{option} {text}: {figure} is negative", remedy="Give 0 or more.")
    if not _NUMBER.fullmatch(figure):
        raise InputError(f"{option} {text}: {figure} is not a figure", remedy=_HOW)
    return Decimal(figure)
