"""Words that tables use, and those of registers that mean the same. What is not known here stays as it is, and is said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

PRIMARY: Final = "Primary"
OPEN: Final = "Open"
NOT_PRIMARY: Final = "Not applicable"
COMMUNITY: Final = "Does not apply"

_PHASES: Final[Mapping[str, tuple[str, ...]]] = {
    PRIMARY: (
        *("primary", "primary school", "primary schools", "primary education", "primary phase", "cynradd", "ysgol gynradd"),
        *("infant", "infants", "infant school", "junior", "juniors", "junior school", "infant and junior", "babanod", "iau"),
        *("infants and juniors", "junior and infant", "junior mixed and infant", "nursery and primary", "primary and nursery"),
        *("primary (with nursery)", "ysgolion cynradd", "pri", "prim", "p"),
    ),
    "Secondary": ("secondary", "secondary school", "secondary schools", "uwchradd", "ysgol uwchradd", "high school", "sec"),
    "Nursery": ("nursery", "nursery school", "meithrin", "ysgol feithrin", "early years", "elc"),
    "All-through": ("all through", "all age", "middle school (all through)", "pob oed", "through school"),
    "Not applicable": ("special", "special school", "special schools", "arbennig", "ysgol arbennig", "pupil referral unit"),
    "Middle deemed primary": ("middle deemed primary",),
    "Middle deemed secondary": ("middle deemed secondary",),
}
_STATUSES: Final[Mapping[str, tuple[str, ...]]] = {
    OPEN: ("open", "operational", "active", "live", "current", "yes", "y", "ar agor", "agored", "true", "in use"),
    "Open, but proposed to close": ("open, but proposed to close", "proposed to close", "closing", "open but closing"),
    "Closed": ("closed", "ar gau", "wedi cau", "closed school", "inactive", "no", "n", "false", "shut"),
    "Proposed to open": ("proposed to open", "proposed", "planned", "opening"),
    "Mothballed": ("mothballed", "mothballed school"),
}
_RELIGIONS: Final[Mapping[str, tuple[str, ...]]] = {
    COMMUNITY: (
        *("does not apply", "none", "non denominational", "nondenominational", "no religious character", "secular", "nd"),
        *("community", "undenominational", "not applicable", "n a", "dim", "anenwadol", "no denomination"),
    ),
    "Roman Catholic": ("roman catholic", "catholic", "rc", "catholig", "pabyddol", "r c"),
    "Church in Wales": ("church in wales", "ciw", "yr eglwys yng nghymru", "ciw va", "ciw vc", "cinw"),
    "Church of England": ("church of england", "ce", "cofe", "c of e", "anglican", "coe"),
    "Scottish Episcopal Church": ("scottish episcopal church", "episcopalian", "episcopal", "scottish episcopal"),
    "Church of Scotland": ("church of scotland", "cofs"),
    "Methodist": ("methodist", "methodistaidd"),
    "Jewish": ("jewish",),
    "Muslim": ("muslim", "islam"),
}  # fmt: skip
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "Community school": ("community", "county", "cymunedol", "ysgol gymunedol", "lea maintained"),
    "Voluntary aided school": ("voluntary aided", "va", "v a", "aided", "gwirfoddol a gynorthwyir"),
    "Voluntary controlled school": ("voluntary controlled", "vc", "v c", "controlled", "gwirfoddol a reolir"),
    "Foundation school": ("foundation", "sefydledig"),
    "Academy": ("academy", "academies"),
}
_KNOWN: Final[Mapping[str, Mapping[str, str]]] = {
    field: {said: word for word, all_ in known.items() for said in (word.casefold(), *all_)}
    for field, known in (
        *(("phase", _PHASES), ("status", _STATUSES)),
        *(("religious_character", _RELIGIONS), ("type_name", _TYPES)),
    )
}
MOST_WORDS: Final = 200
"""Different words of a column that a mapping may turn into others: a column of more is not one of phases or statuses."""


def register_words(field: str) -> tuple[str, ...]:
    """The words that registers have for a field, the usual one first; none where they have no fixed words."""
    return tuple(dict.fromkeys(_KNOWN.get(field, {}).values()))


def bare(words: str) -> str:
    """Words without case, accents and signs.

    >>> bare("Non-denominational"), bare("Ysgol Gynradd ")
    ('non denominational', 'ysgol gynradd')
    """
    letters = unicodedata.normalize("NFKD", words).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w,()]+", " ", letters).split())


def says_nothing(cell: str) -> bool:
    """Whether a cell holds signs alone, which stand for a blank.

    >>> says_nothing("---"), says_nothing(".."), says_nothing("RC"), says_nothing("")
    (True, True, False, False)
    """
    return bool(cell) and not any(map(str.isalnum, cell))


def meaning(field: str, words: str) -> str | None:
    """The word of a register for a word of a table; None where it is not known, and stays as it is.

    >>> meaning("phase", "Primary schools"), meaning("religious_character", "Non-denominational"), meaning("phase", "Hub")
    ('Primary', 'Does not apply', None)
    """
    return _KNOWN[field].get(bare(words)) if field in _KNOWN else None


def translations(field: str, cells: Iterable[str]) -> dict[str, str]:
    """What the words of a column mean, for those that are known and are not yet a register's own words."""
    seen = [cell for cell, _ in Counter(filter(None, cells)).most_common(MOST_WORDS)]
    known = {cell: meaning(field, cell) for cell in seen}
    return {cell: word for cell, word in known.items() if word is not None and word != cell}


def share_known(field: str, cells: Iterable[str]) -> float:
    """Which part of the filled cells of a column are words known for a field."""
    counts = Counter(filter(None, cells))
    known = sum(count for cell, count in counts.items() if meaning(field, cell) is not None)
    return known / max(1, sum(counts.values()))
