"""Names for clusters, made from the places of their members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from weakref import WeakKeyDictionary

import numpy as np

from wolds.geo.schools import Schools

_NO_PLACES = ("road", "street", "lane", "avenue", "drive", "close", "way", "terrace", "crescent", "estate")
_LONGEST_PLACE = 40


class _Places:
    """The places that each school of a register names (in the order of the table), and how many schools name each."""

    def __init__(self, schools: Schools) -> None:
        pairs = zip(schools.text("locality").tolist(), schools.text("town").tolist(), strict=True)
        self.of_row = [set(filter(_is_place, pair)) for pair in pairs]
        self.how_many = Counter(place for places in self.of_row for place in places)
        self.pupils: list[int] = np.nan_to_num(schools.roll).astype(np.int64).tolist()


_PLACES: WeakKeyDictionary[Schools, _Places] = WeakKeyDictionary()
"""Counted once for each register: a tenth of a second for all of England."""


class Namer:
    """Names clusters after the place that is most their own: a village before the post town of half the county."""

    def __init__(self, schools: Schools, taken: Iterable[str] = ()) -> None:
        self._schools = schools
        self._used = {name.casefold() for name in taken}
        self._numbers: Counter[str] = Counter()  # the last number given to each place
        if schools not in _PLACES:
            _PLACES[schools] = _Places(schools)
        self._places = _PLACES[schools]

    def name_for(self, members: Iterable[int]) -> str:
        """A name that is not taken (whatever the case), and is from now on: "Billingborough partnership"."""
        for name in self._candidates(tuple(members)):
            if name.casefold() not in self._used:
                self._used.add(name.casefold())
                return name
        raise AssertionError("the candidates never end")

    def _candidates(self, members: tuple[int, ...]) -> Iterator[str]:
        places = self._ranked_places(members) or ["Rural"]
        yield from (f"{place} partnership" for place in places)
        yield from (f"{first} and {second} partnership" for first, second in combinations(places[:4], 2))
        while True:
            self._numbers[places[0]] += 1
            yield f"{places[0]} partnership {self._numbers[places[0]] + 1}"

    def _ranked_places(self, members: tuple[int, ...]) -> list[str]:
        """Places of the members: most their own first, then by pupils there, then by name."""
        own: Counter[str] = Counter()
        pupils: Counter[str] = Counter()
        for row in self._schools.positions(members).tolist():
            for place in self._places.of_row[row]:
                own[place] += 1
                pupils[place] += self._places.pupils[row]
        everywhere = self._places.how_many
        ranked = sorted(own, key=lambda place: (-own[place] / everywhere[place], -pupils[place], place))
        return list(dict.fromkeys(_tidy(place) for place in ranked))


def name_for(schools: Schools, members: Iterable[int], taken: Iterable[str]) -> str:
    """A name for one cluster; use a `Namer` for many."""
    return Namer(schools, taken).name_for(members)


@lru_cache(maxsize=65_536)
def _is_place(text: str) -> bool:
    words = text.strip(" ,.").casefold()
    return bool(words) and not any(letter.isdigit() for letter in words) and not words.endswith(_NO_PLACES)


def _tidy(place: str) -> str:
    """A place without stray blanks, not too long; one in capitals only gets ordinary letters."""
    words = " ".join(place.split()).strip(" ,.")[:_LONGEST_PLACE].rstrip()
    return words.title() if words.isupper() else words


def free_name(name: str, taken: Collection[str]) -> str:
    """The name itself, or with a number where it is taken (whatever the case).

    >>> free_name("Short drives", ["short drives"])
    'Short drives 2'
    """
    used, fresh, number = {other.casefold() for other in taken}, name, 2
    while fresh.casefold() in used:
        fresh, number = f"{name} {number}", number + 1
    return fresh
