"""Find a school by name, village, postcode or URN, typed carelessly; and a point by its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.gridref import point_of
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.wording import WordIndex, words_of

__all__ = ["Match", "SchoolFinder", "point_of"]

_POSTCODE: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?(?:\d[a-z]{0,2})?", re.ASCII)
_NAME_WEIGHT: Final = 1.0
_PLACE_WEIGHT: Final = 0.85
_PLACE_COLUMNS: Final = ("locality", "town", "postcode", "la_name")
_LEAST_SCORE: Final = 0.55
_LAST_RESORT: Final = 0.35  # taken only where nothing better answers
_DISTRICT: Final = 0.2  # what a whole postcode district adds over a mere beginning: "PE11" before "PE1 1HF"
_NAME_IS, _NAME_BEGINS = 0.1, 0.05
_CLOSED: Final = 0.02  # what a school that is not open loses
_AT_HOME: Final = 0.08  # what puts a school of one's own county before a namesake elsewhere
_PER_LETTER: Final = 0.0005  # shorter names first among equals
_LONGEST_QUERY: Final = 200


@dataclass(frozen=True)
class Match:
    """A school that a text may mean: `label` is plain text for a list, `score` 0 to 1, best first."""

    urn: int
    label: str
    score: float


@dataclass(frozen=True, eq=False)
class _Postings:
    """The rows of the schools that hold each word, and how much the word counts there (name above place).

    Those of word number `w` are `rows[starts[w]:starts[w + 1]]`; `weights` runs beside `rows`.
    """

    starts: IntArray
    rows: IntArray
    weights: FloatArray

    def best(self, alike: dict[int, float], count: int) -> FloatArray:
        """The best likeness that each of `count` schools holds, shape (count,)."""
        best = np.zeros(count, dtype=np.float64)
        words = np.fromiter(alike, dtype=np.int64)
        likeness = np.fromiter(alike.values(), dtype=np.float64)
        sizes = self.starts[words + 1] - self.starts[words]
        ends = np.cumsum(sizes)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(self.starts[words] - (ends - sizes), sizes)
        np.maximum.at(best, self.rows[places], self.weights[places] * np.repeat(likeness, sizes))
        return best

    def holders(self, word: int) -> int:
        """How many schools hold a word."""
        return int(self.starts[word + 1] - self.starts[word])


class SchoolFinder:
    """A forgiving index over a table of schools. Made once for a register, then asked as a person types."""

    def __init__(self, schools: Schools) -> None:
        self._schools = schools
        self._is_open = np.array([status.startswith("Open") for status in schools.text("status").tolist()], dtype=bool)
        self._numbers = sorted((str(urn), row) for row, urn in enumerate(schools.urn.tolist()))
        postcodes = ("".join(code.casefold().split()) for code in schools.text("postcode").tolist())
        self._postcodes = sorted((code, row) for row, code in enumerate(postcodes) if code)
        holders = _holders(schools)
        self._index = WordIndex(holders)
        self._postings = _postings([holders[word] for word in self._index.words])
        self._names = [" ".join(words_of(name)) for name in schools.text("name").tolist()]
        self._lengths = np.array([min(40, len(name)) for name in self._names], dtype=np.float64)

    def find(self, text: str, limit: int = 10, at_home: BoolArray | None = None) -> tuple[Match, ...]:
        """The schools that `text` may mean, best first, at most `limit`; open schools before closed, then by URN.

        `at_home`, shape (n,), marks schools that go before others which answer about as well: "St Mary" in a county's plan.
        """
        text = text[:_LONGEST_QUERY].strip()
        scores = self._by_number(text)
        if scores is None:
            scores = self._by_postcode(text)
        if scores is None:
            scores = self._by_words(words_of(text))
        rows = np.flatnonzero(scores > 0)
        ranked = scores if at_home is None else scores + _AT_HOME * at_home
        order = np.lexsort((rows, ~self._is_open[rows], -np.round(ranked[rows], 4)))[: max(0, limit)]
        return tuple(self._match(row, round(min(1.0, float(scores[row])), 4)) for row in rows[order].tolist())

    def _match(self, row: int, score: float) -> Match:
        frame, urn = self._schools.frame, int(self._schools.urn[row])
        place = str(frame["town"].iat[row] or frame["locality"].iat[row])
        parts = [self._schools.name_of(urn), place, str(frame["postcode"].iat[row])]
        status = "" if self._is_open[row] else f", {str(frame['status'].iat[row]).lower() or 'status unknown'}"
        return Match(urn, f"{', '.join(part for part in parts if part)} (URN {urn}{status})", float(score))

    def _by_number(self, text: str) -> FloatArray | None:
        digits = text.casefold().removeprefix("urn").strip()
        if not (digits.isascii() and digits.isdecimal()):
            return None
        return _beginning(self._numbers, digits, len(self._schools))

    def _by_postcode(self, text: str) -> FloatArray | None:
        code = "".join(text.casefold().split())
        if not _POSTCODE.fullmatch(code):
            return None
        scores = _beginning(self._postcodes, code, len(self._schools))
        if scores is not None:
            scores[[row for known, row in _from(self._postcodes, code) if known[:-3] == code]] += _DISTRICT
        return scores

    def _by_words(self, words: tuple[str, ...]) -> FloatArray:
        """How well each school answers, shape (n,), 0 where badly: the mean likeness of the words, rare ones first."""
        total = np.zeros(len(self._schools), dtype=np.float64)
        weight = 0.0
        for word in dict.fromkeys(words):
            alike = self._index.alike(word)
            rarity = self._rarity(alike)
            total += rarity * self._postings.best(alike, len(total))
            weight += rarity
        total /= max(weight, 1e-9)
        least = _LEAST_SCORE if (total >= _LEAST_SCORE).any() else _LAST_RESORT
        return self._graced(np.where(total >= least, total, 0.0), " ".join(words))

    def _rarity(self, alike: dict[int, float]) -> float:
        """How much a typed word tells: a misspelt common word is as common as the word that was meant."""
        top = max(alike.values(), default=0.0)
        held = [self._postings.holders(word) for word, likeness in alike.items() if likeness >= top - 0.05]
        return 0.3 + float(np.log((len(self._schools) + 1) / max([1, *held])))

    def _graced(self, total: FloatArray, typed: str) -> FloatArray:
        """A little more for a name that is, or begins with, what was typed, and for short names."""
        graced = np.where(total > 0, total - _PER_LETTER * self._lengths - _CLOSED * ~self._is_open, 0.0)
        for row in np.flatnonzero(total >= 0.9).tolist():
            name = self._names[row]
            if name.startswith(typed):
                graced[row] += _NAME_IS if name == typed else _NAME_BEGINS
        return graced


def _beginning(entries: list[tuple[str, int]], start: str, count: int) -> FloatArray | None:
    """How well each of `count` rows answers to the beginning of an entry, shape (count,); 1 for a whole entry."""
    scores = np.zeros(count, dtype=np.float64)
    for text, row in _from(entries, start):
        scores[row] = len(start) / len(text)
    return scores if scores.any() else None


def _from(entries: list[tuple[str, int]], start: str) -> Iterator[tuple[str, int]]:
    """The sorted entries that begin with `start`."""
    for at in range(bisect_left(entries, (start, -1)), len(entries)):
        if not entries[at][0].startswith(start):
            break
        yield entries[at]


def _holders(schools: Schools) -> dict[str, dict[int, float]]:
    """For each word, the rows that hold it and its weight there."""
    holders: dict[str, dict[int, float]] = defaultdict(dict)
    for column in _PLACE_COLUMNS:
        _add(holders, schools.text(column).tolist(), _PLACE_WEIGHT)
    _add(holders, schools.text("name").tolist(), _NAME_WEIGHT)
    return holders


def _add(holders: dict[str, dict[int, float]], texts: list[str], weight: float) -> None:
    known = {text: words_of(text) for text in set(texts)}
    for row, text in enumerate(texts):
        for word in known[text]:
            holders[word][row] = weight


def _postings(holders: list[dict[int, float]]) -> _Postings:
    starts = np.cumsum([0, *map(len, holders)], dtype=np.int64)
    rows = np.fromiter((row for word in holders for row in word), dtype=np.int64)
    weights = np.fromiter((weight for word in holders for weight in word.values()), dtype=np.float64)
    return _Postings(starts, rows, weights)
