"""Numbers for schools whose table has none: the same school gets the same number next year, as long as it keeps its name,
postcode and authority."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

FIRST_NUMBER: Final = 9_000_001
"""Numbers from here on are Wolds's own; no register of Great Britain reaches them."""
_HOW_MANY: Final = 999_999


def numbers_for(keys: Sequence[str]) -> list[int]:
    """A number for each key, all different: from the key alone, but for the few whose number another key took already.

    Which of two takes the next free number is settled by the keys, so that the order of rows does not matter. A key that
    stands twice gets a number for each time.
    """
    found: dict[tuple[str, int], int] = {}
    taken: set[int] = set()
    for one in sorted(_counted(keys)):
        place = int.from_bytes(hashlib.sha256("\x1f".join(map(str, one)).encode()).digest()[:8], "big") % _HOW_MANY
        while place in taken:
            place = (place + 1) % _HOW_MANY
        taken.add(place)
        found[one] = FIRST_NUMBER + place
    return [found[one] for one in _counted(keys)]


def _counted(keys: Sequence[str]) -> list[tuple[str, int]]:
    """Each key with how often it stood before."""
    before: dict[str, int] = {}
    counted = []
    for key in keys:
        counted.append((key, before.get(key, 0)))
        before[key] = before.get(key, 0) + 1
    return counted
