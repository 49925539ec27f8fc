"""What people write for kinds of relation and for days, and what they mean by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from wolds.clustering.partnership.records import FactKind
from wolds.clustering.rules import RecordedKind, RelationKind

SaidKind = RecordedKind | FactKind
"""A kind of relation, or of confidential fact."""

CHOICES: Final[Mapping[SaidKind, str]] = {
    RelationKind.COLLABORATION: "Collaboration",
    RelationKind.EARLIER_CLUSTER: "Earlier cluster",
    RelationKind.SHARED_HEAD: "Shared head",
    FactKind.HEAD_VACANCY: "Head vacancy",
    FactKind.HEAD_RETIREMENT: "Head retirement",
}
"""The kinds that a row may have, as people read them."""

_SIGNS: Final[tuple[tuple[str, SaidKind], ...]] = (
    (r"vacan|interim|acting head|head leav", FactKind.HEAD_VACANCY),
    (r"retir", FactKind.HEAD_RETIREMENT),
    (r"(shared|executive|exec|joint|same|one) head", RelationKind.SHARED_HEAD),
    (
        r"(earlier|former|previous|past|old|last) (cluster|partnership|group)|^cluster|cluster \d{4}",
        RelationKind.EARLIER_CLUSTER,
    ),
    (r"collab|partner|informal|network|joint|shared|soft federation|works? (together|with)", RelationKind.COLLABORATION),
)
"""The first sign that a text holds tells its kind."""

_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%dT%H:%M:%S")
_MARKS: Final = frozenset(("yes", "y", "x", "true", "1", "✓"))
_NOTHING: Final = frozenset(("", "no", "none", "n", "-", "n/a", "na", "0", "false"))


def kind_said(text: str) -> SaidKind | None:
    """The kind that a text means, None where nobody can tell.

    >>> kind_said("Exec. headship shared"), kind_said("twinned")
    (<RelationKind.SHARED_HEAD: 'shared-head'>, None)
    """
    words = " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold()).split())
    return next((kind for sign, kind in _SIGNS if re.search(sign, words)), None)


def day_said(text: str) -> date | None:
    """The day that a text means, None where it names none ("Easter").

    >>> day_said("1/9/2026"), day_said("Easter")
    (datetime.date(2026, 9, 1), None)
    """
    for form in _DAYS:
        try:
            day = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        return day if 1900 <= day.year <= 2200 else None
    return None


def words_of_mark(text: str) -> str:
    """What a cell says beside that it is so: "" for "yes" and "x"."""
    return "" if text.strip().casefold() in _MARKS else text.strip()


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, "no", "-"."""
    return text.strip().casefold() in _NOTHING
