"""What kind of school a school is in law, and who maintains it: read from the words of the register, never guessed."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from wolds.geo.character import Character
from wolds.geo.schools import Schools, TextArray


class SchoolKind(StrEnum):
    """The kinds that a table of policy tells apart. A church academy is an academy of Christian character."""

    AIDED = "voluntary_aided"
    CONTROLLED = "voluntary_controlled"
    FOUNDATION = "foundation"
    COMMUNITY = "community"
    CHURCH_ACADEMY = "church_academy"
    ACADEMY = "academy"
    OTHER = "other"
    UNKNOWN = "unknown"


class Governance(StrEnum):
    """Whether a local authority maintains a school or an academy trust runs it."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    OTHER = "other"
    UNKNOWN = "unknown"


_MAINTAINED: Final = frozenset({SchoolKind.AIDED, SchoolKind.CONTROLLED, SchoolKind.FOUNDATION, SchoolKind.COMMUNITY})
_ACADEMIES: Final = frozenset({SchoolKind.CHURCH_ACADEMY, SchoolKind.ACADEMY})
_BEGINS: Final = (
    ("voluntary aided", SchoolKind.AIDED),
    ("voluntary controlled", SchoolKind.CONTROLLED),
    ("foundation", SchoolKind.FOUNDATION),
    ("community", SchoolKind.COMMUNITY),
    ("academy", SchoolKind.ACADEMY),
    ("free school", SchoolKind.ACADEMY),  # a free school is an academy in law
)


def kind_of(type_name: str, character: str = Character.UNKNOWN) -> SchoolKind:
    """The kind behind the register's type of establishment; `character` is a `Character` value.

    >>> kind_of("Voluntary aided school"), kind_of("Academy converter", "church"), kind_of("")
    (<SchoolKind.AIDED: 'voluntary_aided'>, <SchoolKind.CHURCH_ACADEMY: 'church_academy'>, <SchoolKind.UNKNOWN: 'unknown'>)
    """
    words = type_name.strip().lower()
    if not words:
        return SchoolKind.UNKNOWN
    for beginning, kind in _BEGINS:
        if words.startswith(beginning) and "special" not in words:
            church = kind == SchoolKind.ACADEMY and character == Character.CHURCH
            return SchoolKind.CHURCH_ACADEMY if church else kind
    return SchoolKind.OTHER


def governance_of(kind: SchoolKind) -> Governance:
    """Who runs schools of a kind.

    >>> governance_of(SchoolKind.AIDED), governance_of(SchoolKind.CHURCH_ACADEMY)
    (<Governance.MAINTAINED: 'maintained'>, <Governance.ACADEMY: 'academy'>)
    """
    if kind in _MAINTAINED:
        return Governance.MAINTAINED
    if kind in _ACADEMIES:
        return Governance.ACADEMY
    return Governance.UNKNOWN if kind == SchoolKind.UNKNOWN else Governance.OTHER


def kinds(schools: Schools) -> TextArray:
    """`kind_of` for each school as plain text values, shape (n,)."""
    pairs = list(zip(schools.text("type_name").tolist(), schools.character.tolist(), strict=True))
    known = {pair: str(kind_of(*pair)) for pair in set(pairs)}
    result = np.empty(len(pairs), dtype=object)
    result[:] = [known[pair] for pair in pairs]
    return result
