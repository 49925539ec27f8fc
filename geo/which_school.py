"""The one school that a person means by a URN or a name: a doubtful name is asked back, never guessed."""

from __future__ import annotations

from typing import Final

from wolds.geo.errors import InputError
from wolds.geo.places import Match, SchoolFinder
from wolds.geo.schools import BoolArray, Schools

_NEAR: Final = 0.04
"""Matches whose scores differ by less than this answer equally well."""
_MOST_NAMED: Final = 5
_LEAST_SURE: Final = 0.72
"""A slip of the pen in a word of six letters leaves more; "Belton" for Elderton, where there is no Belton, leaves 0.63."""


def which_school(schools: Schools, text: str, what: str = "the school", at_home: BoolArray | None = None) -> int:
    """The URN of the school that `text` means: a URN, or a name typed carelessly (accents, St or Saint, its village).

    `what` names the argument in errors; schools `at_home`, shape (n,), go before namesakes elsewhere. Raises `InputError` where
    no school answers, or several answer equally well, which are named. Open schools go before closed ones of the same
    name.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError(f"{what}: the name is empty", remedy="Give a name or a URN.")
    digits = words.casefold().removeprefix("urn").strip()
    if digits.isascii() and digits.isdecimal():
        return _by_number(schools, int(digits), what)
    return _by_name(schools, words, what, at_home)


def _by_number(schools: Schools, urn: int, what: str) -> int:
    if urn not in schools:
        raise InputError(f"{what}: the register has no URN {urn}", remedy="Look at the URN, or give the name.")
    return urn


def _by_name(schools: Schools, words: str, what: str, at_home: BoolArray | None) -> int:
    matches = SchoolFinder(schools).find(words, 4 * _MOST_NAMED, at_home)
    if not matches:
        raise InputError(f"{what}: no school is called {words}", remedy="Look at the spelling, or give the URN.")
    top = max(match.score for match in matches)
    best = [match for match in matches if match.score >= top - _NEAR]
    status = schools.text("status")
    still_open = [match for match in best if str(status[schools.position(match.urn)]).startswith("Open")]
    best = still_open or best
    if at_home is not None:
        best = [match for match in best if at_home[schools.position(match.urn)]] or best
    if len(best) > 1 or best[0].score < _LEAST_SURE:
        raise InputError(f"{what}: {words} could be {_named(best)}", remedy="Give the URN, or more of the name.")
    return best[0].urn


def _named(matches: list[Match]) -> str:
    named = "; ".join(match.label for match in matches[:_MOST_NAMED])
    return f"{named} or others" if len(matches) > _MOST_NAMED else named
