"""Words as people type them: one plain form of names, and an index that forgives typing errors."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray, IntArray

_SAME: Final = {"saint": "st", "sts": "st", "saints": "st", "&": "and", "rd": "road", "jnr": "junior", "inf": "infant"}
_ENGLAND: Final = re.compile(r"\b(?:c of e|cofe|c e|church of england)\b")
_CATHOLIC: Final = re.compile(r"\b(?:roman catholic|r c)\b")
_GAPS: Final = re.compile(r"[^0-9a-z&]+")
_QUOTES: Final = re.compile(r"['’‘`´]")
_TYPO_FROM: Final = 4  # letters: shorter words are too easily mistaken
_TYPO_LEAST: Final = 0.7
_TYPO_TRIED: Final = 40


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation, common variants made one.

    >>> words_of("Saint Mary’s C of E Primary School, Llanÿblodwel")
    ('st', 'marys', 'ce', 'primary', 'school', 'llanyblodwel')
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain.replace("’", "'")) if not unicodedata.combining(c))
    plain = _GAPS.sub(" ", _QUOTES.sub("", plain).replace("&", " & ")).strip()
    plain = _CATHOLIC.sub("rc", _ENGLAND.sub("ce", plain))
    return tuple(_SAME.get(word, word) for word in plain.split())


class WordIndex:
    """Finds the words of a vocabulary that a typed word may mean, best first, each with a likeness from 0 to 1."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.words: list[str] = sorted(set(vocabulary))
        self.number: dict[str, int] = {word: at for at, word in enumerate(self.words)}
        self._sizes = np.array([max(1, len(_triples(word))) for word in self.words], dtype=np.float64)
        self._holders = self._postings()

    def _postings(self) -> dict[str, IntArray]:
        holders: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            for triple in _triples(word):
                holders[triple].append(at)
        return {triple: np.array(which, dtype=np.int64) for triple, which in holders.items()}

    def alike(self, word: str) -> dict[int, float]:
        """Vocabulary numbers of the words that `word` may mean: itself, what it begins, what it misspells."""
        found = self._misspelt(word) if len(word) >= _TYPO_FROM else {}
        for at in self._begun(word):
            found[at] = 0.75 + 0.2 * len(word) / len(self.words[at])
        if word in self.number:
            found[self.number[word]] = 1.0
        return found

    def _begun(self, word: str) -> range:
        return range(bisect_left(self.words, word), bisect_left(self.words, word + "\U0010ffff"))

    def _misspelt(self, word: str) -> dict[int, float]:
        shared = self._shared_triples(word)
        likeness = 2 * shared / (self._sizes + len(_triples(word)))
        tried = np.argsort(-likeness, kind="stable")[:_TYPO_TRIED]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(word)
        found: dict[int, float] = {}
        for at in tried[likeness[tried] > 0.2].tolist():
            matcher.set_seq1(self.words[at])
            ratio = matcher.ratio()
            if ratio >= _TYPO_LEAST:
                found[at] = 0.9 * ratio
        return found

    def _shared_triples(self, word: str) -> FloatArray:
        """How many triples each vocabulary word shares with `word`, shape (words,)."""
        shared = np.zeros(len(self.words), dtype=np.float64)
        for triple in _triples(word):
            if triple in self._holders:
                shared[self._holders[triple]] += 1
        return shared


def _triples(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
