"""What a cell says: words of a list, a number, a day, yes or nothing. Where it says none of it, why, in plain words."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from wolds.clustering.models import MODELS, Model, model_name
from wolds.clustering.relation_sheets.kinds import day_said
from wolds.clustering.taking_back.tables import comparable, said

_Enum = TypeVar("_Enum", bound=StrEnum)
_LARGEST = 1_000_000_000


class Unreadable(ValueError):
    """A cell that does not say what its column is for; the words say why."""


def named(heading: str, read: Callable[[str], Any], text: str) -> Any:
    """What the cell under a heading says. `Unreadable` with the heading in front."""
    try:
        return read(text)
    except Unreadable as error:
        raise Unreadable(f"{heading}: {error}") from error


def line(text: str) -> str:
    """Words on one line."""
    return " ".join(said(text).split())


def chosen(kind: type[_Enum]) -> Callable[[str], _Enum]:
    """Reads one of the words of an enumeration."""

    def read(text: str) -> _Enum:
        words = comparable(text).casefold()
        for one in kind:
            if one.value == words:
                return one
        told = f"“{words[:40]}” is not" if words else "it is empty: write"
        raise Unreadable(f"{told} one of {', '.join(one.value for one in kind)}")

    return read


def model(text: str) -> Model | None:
    """A partnership model by its name; empty for none."""
    words = comparable(text).casefold()
    if not words:
        return None
    for one in Model:
        if words in (one.value, model_name(one).casefold()):
            return one
    raise Unreadable(f"“{words[:40]}” is not one of {', '.join(map(model_name, MODELS))}")


def number(text: str) -> float | None:
    """A number, with or without commas; empty for none."""
    words = comparable(text).replace(",", "")
    if not words:
        return None
    try:
        found = float(words)
    except ValueError:
        raise Unreadable(f"“{words[:40]}” is not a number") from None
    if not math.isfinite(found) or abs(found) > _LARGEST:
        raise Unreadable("give a number up to a thousand million")
    return found


def day(text: str) -> date | None:
    """A day; empty for none."""
    if not comparable(text):
        return None
    found = day_said(said(text))
    if found is None:
        raise Unreadable(f"“{text[:40]}” is not a day: write it as 2027-09-01")
    return found


def agreed(text: str) -> bool:
    """Yes or nothing."""
    words = comparable(text).casefold()
    if words in ("", "no", "n", "false", "0"):
        return False
    if words in ("yes", "y", "x", "true", "1"):
        return True
    raise Unreadable(f"“{words[:40]}” is neither yes nor blank")
