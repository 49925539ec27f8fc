"""Names for clusters, made from the places of their members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np

from wolds.geo.schools import Schools

_NO_PLACES = ("road", "street", "lane", "avenue", "drive", "close", "way", "hill road", "terrace", "crescent", "estate")


class Namer:
    """Names clusters after the place that is most their own: a village before the post town of half the county."""

    def __init__(self, schools: Schools, taken: Iterable[str] = ()) -> None:
        self._schools = schools
        self._used = {name.casefold() for name in taken}
        self._numbers: Counter[str] = Counter()  # the last number given to each place

    @cached_property
    def _places(self) -> list[set[str]]:
        """The places that each school of the register names, in the order of the table."""
        pairs = zip(self._schools.text("locality").tolist(), self._schools.text("town").tolist(), strict=True)
        return [set(filter(_is_place, pair)) for pair in pairs]

    @cached_property
    def _how_many(self) -> Counter[str]:
        """How many schools of the register name each place."""
        return Counter(place for places in self._places for place in places)

    @cached_property
    def _pupils(self) -> list[int]:
        pupils: list[int] = np.nan_to_num(self._schools.roll).astype(np.int64).tolist()
        return pupils

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
            for place in self._places[row]:
                own[place] += 1
                pupils[place] += self._pupils[row]
        raw = sorted(own, key=lambda place: (-own[place] / self._how_many[place], -pupils[place], place))
        return list(dict.fromkeys(_tidy(place) for place in raw))


def name_for(schools: Schools, members: Iterable[int], taken: Iterable[str]) -> str:
    """A name for one cluster; use a `Namer` for many."""
    return Namer(schools, taken).name_for(members)


@lru_cache(maxsize=65_536)
def _is_place(text: str) -> bool:
    words = text.strip().casefold()
    return bool(words) and not any(letter.isdigit() for letter in words) and not words.endswith(_NO_PLACES)


def _tidy(place: str) -> str:
    """A place without stray blanks; one in capitals only gets ordinary letters."""
    words = " ".join(place.split()).strip(" ,.")[:40].rstrip()
    return words.title() if words.isupper() else words
