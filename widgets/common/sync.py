"""Bringing a list of rows to another one by taking out and putting in, so that views keep their place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def sync_rows(
    now: Sequence[Key],
    wanted: Sequence[Key],
    remove: Callable[[int, int], None],
    insert: Callable[[int, Sequence[Key]], None],
) -> bool:
    """Turn `now` into `wanted` with runs of `remove(first, last)` and `insert(at, keys)`; positions are those of the moment.

    Keys are unique. False, and nothing done, where keys that stay change their order: then the caller starts afresh.
    """
    kept, coming = set(wanted), set(now)
    if [key for key in now if key in kept] != [key for key in wanted if key in coming]:
        return False
    for first, last in reversed(list(_runs([place for place, key in enumerate(now) if key not in kept]))):
        remove(first, last)
    for first, last in _runs([place for place, key in enumerate(wanted) if key not in coming]):
        insert(first, wanted[first : last + 1])
    return True


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring places as (first, last), ascending."""
    start = 0
    for position in range(1, len(places) + 1):
        if position == len(places) or places[position] != places[position - 1] + 1:
            yield places[start], places[position - 1]
            start = position
