"""How alike two schools are, part by part, and in words why that suits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wolds.clustering.school_facts import SchoolFacts
from wolds.geo.character import Character
from wolds.geo.kinds import Governance, SchoolKind

_OF_ONE_SIZE: Final = 0.75
_SCHOOL_AGE: Final = 5


def likeness(one: SchoolFacts, other: SchoolFacts, km: float, reach_km: float) -> dict[str, float | None]:
    """The parts of the score of a pair, each 0 to 1, None where the register does not tell (see `weights.py`)."""
    return {
        "travel": max(0.0, 1.0 - km / reach_km),
        "relation": float(bool(relation(one, other))),
        "roll": _roll(one, other),
        "ages": _ages(one, other),
        "character": _character(one, other),
        "type": _type(one, other),
    }


def relation(one: SchoolFacts, other: SchoolFacts) -> str:
    """What two schools share already, in words; "" where that is nothing known."""
    if one.federation_key and one.federation_key == other.federation_key:
        return f"both are in {one.federation}"
    if one.trust and one.trust == other.trust:
        return f"both are in {one.trust}"
    if one.cluster and one.cluster == other.cluster:
        return f"both are in {one.cluster_name} in this plan"
    return ""


def _roll(one: SchoolFacts, other: SchoolFacts) -> float | None:
    if not one.roll or not other.roll:
        return None
    return min(one.roll, other.roll) / max(one.roll, other.roll)


def _ages(one: SchoolFacts, other: SchoolFacts) -> float | None:
    if None in (one.low_age, one.high_age, other.low_age, other.high_age):
        return None
    if hands_on(one, other):
        return 1.0
    mine, theirs = school_years(one), school_years(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else None


def hands_on(one: SchoolFacts, other: SchoolFacts) -> bool:
    """Whether the pupils of one go on to the other at that age, as from infant to junior school."""
    return _ends_where(one, other) or _ends_where(other, one)


def _ends_where(one: SchoolFacts, other: SchoolFacts) -> bool:
    return one.high_age is not None and one.high_age == other.low_age


def school_years(school: SchoolFacts) -> set[int]:
    """The ages that a school teaches, from five on: whether it has a nursery or takes fours is no unlikeness."""
    return set(range(max(_SCHOOL_AGE, school.low_age or 0), school.high_age or 0))


def _character(one: SchoolFacts, other: SchoolFacts) -> float | None:
    if Character.UNKNOWN in (one.character, other.character):
        return None
    if one.character != other.character:
        return 0.0
    same = one.character == Character.COMMUNITY or one.religious_character.casefold() == other.religious_character.casefold()
    return 1.0 if same else 0.5


def _type(one: SchoolFacts, other: SchoolFacts) -> float | None:
    if SchoolKind.UNKNOWN in (one.kind, other.kind):
        return None
    if one.kind == other.kind:
        return 1.0
    same = one.governance == other.governance and one.governance != Governance.OTHER
    return 0.5 if same else 0.0


def reasons(one: SchoolFacts, other: SchoolFacts, parts: Mapping[str, float | None], travel: str) -> Iterator[str]:
    """Why the other school suits, one plain phrase each; the travel comes first."""
    yield f"{travel} away"
    if shared := relation(one, other):
        yield shared
    roll, ages = parts["roll"], parts["ages"]
    if roll is not None and roll >= _OF_ONE_SIZE:
        yield f"much of a size ({one.roll} and {other.roll} pupils)"
    if hands_on(one, other):
        yield "pupils go on from one to the other"
    elif ages == 1.0:
        yield f"the same school years ({other.ages_text})"
    if parts["character"] == 1.0:
        yield "both without religious character" if one.character == Character.COMMUNITY else f"both {one.religious_character}"
    if parts["type"] == 1.0 and one.kind != SchoolKind.OTHER:
        same = one.kind_text == other.kind_text
        yield f"the same type ({other.kind_text})" if same else f"the same kind in law ({one.kind_text}, {other.kind_text})"
