"""Which school of the register a mention means: surely, probably, one of several, or none. No doubt is settled here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from wolds.clustering.eligibility import OPEN_STATUSES
from wolds.clustering.relation_sheets.reading import Mention
from wolds.geo.places import Match, SchoolFinder
from wolds.geo.schools import Schools
from wolds.geo.wording import words_of

_SURE_SCORE: Final = 0.93
_SURE_LEAD: Final = 0.08
_LIKELY_SCORE: Final = 0.7
_LIKELY_LEAD: Final = 0.12
_AKIN: Final = 0.55
"""How much of a name must be found in a school's for both to mean the same."""
_MOST: Final = 6
_TRIED: Final = 60


class Verdict(StrEnum):
    """How well a mention is understood."""

    SURE = "sure"
    LIKELY = "likely"  # one stands out, but the spelling differs
    OPEN = "open"  # several could be meant
    UNKNOWN = "unknown"  # none answers


@dataclass(frozen=True)
class Matched:
    """What a mention may mean: URNs, best first, and why there is a doubt, "" where there is none."""

    verdict: Verdict
    choices: tuple[int, ...] = ()
    why: str = ""


class SchoolMatcher:
    """Matches mentions to a register.

    Schools that take part (`taking_part`, URNs) and those of the authorities `la_codes` go before namesakes elsewhere.
    """

    def __init__(self, schools: Schools, la_codes: Collection[str] = (), taking_part: Iterable[int] = ()) -> None:
        self._schools = schools
        self._finder: SchoolFinder | None = None
        at_home = np.isin(schools.text("la_code").astype(str), list(la_codes)) if la_codes else np.ones(len(schools), bool)
        is_open = np.isin(schools.text("status").astype(str), list(OPEN_STATUSES))
        self._taking_part = frozenset(taking_part)
        self._first = self._taking_part | frozenset(schools.urn[at_home & is_open].tolist())
        self._open = frozenset(schools.urn[is_open].tolist())
        self._known: dict[Mention, Matched] = {}
        self._named: dict[tuple[str, ...], list[int]] | None = None

    def match(self, mention: Mention) -> Matched:
        """What a mention means."""
        if mention not in self._known:
            self._known[mention] = self._match(mention)
        return self._known[mention]

    def _match(self, mention: Mention) -> Matched:
        digits = _digits(mention.urn)
        if not digits and _is_number(_digits(mention.name)):
            digits, mention = _digits(mention.name), Mention(mention.name)
        if not digits:
            return self._by_name(mention)
        if not _is_number(digits):
            return self._doubting(mention, f"{digits[:40]} is not a URN")
        if int(digits) not in self._schools:
            return self._doubting(mention, f"the register has no URN {int(digits)}")
        return self._by_number(int(digits), mention)

    def _by_number(self, urn: int, mention: Mention) -> Matched:
        name = self._schools.name_of(urn)
        if mention.name and not _are_akin(mention.name, name):
            others = [other for other in self._by_name(mention).choices if other != urn]
            return Matched(Verdict.OPEN, (urn, *others)[:_MOST], f"URN {urn} is {name}, but the sheet says {mention.name}")
        if urn not in self._open:
            return Matched(Verdict.LIKELY, (urn,), f"{name} is not open")
        return Matched(Verdict.SURE, (urn,))

    def _doubting(self, mention: Mention, why: str) -> Matched:
        """A number that cannot be: the name may help, but never surely."""
        found = self._by_name(mention) if mention.name else Matched(Verdict.UNKNOWN)
        if not found.choices:
            return Matched(Verdict.UNKNOWN, (), why)
        verdict = Verdict.LIKELY if found.verdict in (Verdict.SURE, Verdict.LIKELY) else Verdict.OPEN
        return Matched(verdict, found.choices, why)

    def _by_name(self, mention: Mention) -> Matched:
        same = self._called(words_of(mention.name))
        if len(same) == 1:
            return Matched(Verdict.SURE, (same[0],))
        text = f"{mention.name} {mention.place}".strip()
        self._finder = self._finder or SchoolFinder(self._schools)
        return self._judged(mention, self._ordered(self._finder.find(text, _TRIED)), same)

    def _called(self, words: tuple[str, ...]) -> list[int]:
        """Open schools of just this name, those of the plan's authorities where there are any."""
        if self._named is None:
            self._named = {}
            for urn, name in zip(self._schools.urn.tolist(), self._schools.text("name").tolist(), strict=True):
                if urn in self._open:
                    self._named.setdefault(words_of(name), []).append(urn)
        same = self._named.get(words, [])
        return [urn for urn in same if urn in self._first] or same

    def _ordered(self, matches: Iterable[Match]) -> list[Match]:
        """Open schools at home first where they answer nearly as well as the best."""
        found = list(matches)
        best = found[0].score if found else 0.0
        near = [match for match in found if match.urn in self._first and match.score >= best - _LIKELY_LEAD]
        return sorted(near or found, key=self._rank(best))

    def _rank(self, best: float) -> Callable[[Match], tuple[bool, bool, float]]:
        """Among those that answer about as well as the best, schools that take part come first."""

        def key(match: Match) -> tuple[bool, bool, float]:
            is_near = match.score >= best - _SURE_LEAD
            return not is_near, is_near and match.urn not in self._taking_part, -match.score

        return key

    def _judged(self, mention: Mention, found: list[Match], same: list[int]) -> Matched:
        if not found:
            return Matched(Verdict.UNKNOWN, (), f"no school is called {mention.name or mention.place}")
        top = found[0]
        lead = top.score - max((match.score for match in found[1:]), default=top.score - 1.0)
        choices = tuple(dict.fromkeys([*(match.urn for match in found[:_MOST]), *same]))[:_MOST]
        if top.score >= _SURE_SCORE and lead >= _SURE_LEAD and top.urn in self._open:
            return Matched(Verdict.SURE, choices)
        if top.score >= _LIKELY_SCORE and lead >= _LIKELY_LEAD:
            return Matched(Verdict.LIKELY, choices, "the names differ")
        return Matched(Verdict.OPEN, choices, "several schools could be meant")


def _digits(text: str) -> str:
    return text.casefold().removeprefix("urn").strip(" :")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _are_akin(said: str, name: str) -> bool:
    """Whether most words of what was said stand in the name, misspelt or not."""
    from difflib import SequenceMatcher

    words, known = words_of(said), words_of(name)
    near = [max((SequenceMatcher(None, word, other).ratio() for other in known), default=0.0) >= 0.75 for word in words]
    return bool(words) and sum(near) / len(words) >= _AKIN
