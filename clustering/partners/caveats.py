"""What to mind before two schools talk, in plain words: unknown facts first, then commitments, ages, church and law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.partners.likeness import hands_on, relation, school_years
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import listed
from wolds.geo.character import Character, PhaseGroup
from wolds.geo.kinds import Governance, SchoolKind

MUCH_LARGER: Final = 3.0
"""From this ratio of rolls on, a caveat speaks of unlike sizes (ours)."""


def caveats(context: EditContext, one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    """Sentences on a possible partner `other` of `one`, no full stop; () where there is nothing to mind."""
    yield from of_itself(other)
    yield from _committed(context, one, other)
    yield from _plan_says(context, one, other)
    yield from _unlike(context, one, other)
    yield from _church(one, other)
    yield from _law(one, other)
    if one.la_code and other.la_code and one.la_code != other.la_code:
        yield f"It is in another local authority ({other.la_name}): both would be consulted"


def of_itself(school: SchoolFacts) -> Iterator[str]:
    """What to mind of a school whoever its partners are: unknown facts, and that it is proposed to close."""
    yield from _unknown(school)
    yield from _standing(school)


def _unknown(other: SchoolFacts) -> Iterator[str]:
    blanks = [("roll", other.roll is None), ("ages", other.low_age is None or other.high_age is None)]
    blanks += [("character", other.character == Character.UNKNOWN), ("type", other.kind == SchoolKind.UNKNOWN)]
    blanks += [("phase", not other.phase), ("status", not other.status)]
    names = [name for name, is_blank in blanks if is_blank]
    if names:
        yield f"The register does not say its {listed(names)}: ask the school"
    if other.roll == 0:
        yield "The register says that it has no pupils"


def _standing(other: SchoolFacts) -> Iterator[str]:
    if "proposed to close" in other.status.lower():
        yield "It is proposed to close"


def _committed(context: EditContext, one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    if relation(one, other):
        return
    if other.federation:
        yield f"It is already in {other.federation}: you would be talking to all its schools"
    if other.trust:
        yield f"It is already in {other.trust}, which decides for it"
    cluster = context.plan.cluster_at(other.urn)
    if cluster is not None:
        partners = [context.schools.name_of(urn) for urn in cluster.members if urn != other.urn]
        held = " (locked)" if context.plan.is_locked(other.urn) else ""
        company = f"with {listed(partners, 4)}" if partners else "alone"
        yield f"In this plan it is in {cluster.name}{held} {company}"


def _plan_says(context: EditContext, one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    pair, rules = (min(one.urn, other.urn), max(one.urn, other.urn)), context.plan.rules
    for link in rules.keep_apart:
        if link.pair == pair:
            yield f"This plan keeps the two apart{': ' + link.reason if link.reason else ''}"
    for given in rules.overrides:
        if given.pair == pair:
            yield f"The travel was given by hand{': ' + given.reason if given.reason else ''}"
    if context.plan.school_locks.get(other.urn) == "":
        yield "This plan locks it out of every cluster"


def _unlike(context: EditContext, one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    groups = [str(context.schools.phase_group[context.schools.position(school.urn)]) for school in (one, other)]
    if PhaseGroup.UNKNOWN not in groups and groups[0] != groups[1]:
        yield "Pupils leave the two at different ages: one is in a first and middle school system"
    elif school_years(one) and school_years(other) and school_years(one) != school_years(other) and not hands_on(one, other):
        yield f"It teaches other ages ({other.ages_text}, yours {one.ages_text})"
    if one.roll and other.roll and other.roll >= MUCH_LARGER * one.roll:
        yield f"It has {other.roll / one.roll:.0f} times your pupils: agree who decides what"


def _church(one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    if one.is_church and other.is_church and one.religious_character.casefold() != other.religious_character.casefold():
        yield f"It is of another church ({other.religious_character}): speak to both church bodies first"
    elif one.is_church and other.is_church and one.diocese and other.diocese and one.diocese != other.diocese:
        yield f"It is in another diocese ({other.diocese}): speak to both first"
    elif one.is_church != other.is_church and Character.UNKNOWN not in (one.character, other.character):
        church = one if one.is_church else other
        yield f"A church and a school that is none: speak to {_body(church)} first"
    elif Character.OTHER_FAITH in (one.character, other.character) and one.character != other.character:
        yield "The schools are of different faiths: speak to their bodies first"


def _body(church: SchoolFacts) -> str:
    return church.diocese if church.diocese.lower().startswith(("diocese", "archdiocese")) else f"the diocese{_named(church)}"


def _named(church: SchoolFacts) -> str:
    return f" ({church.diocese})" if church.diocese else " (the register does not name it)"


def _law(one: SchoolFacts, other: SchoolFacts) -> Iterator[str]:
    if {one.governance, other.governance} == {Governance.MAINTAINED, Governance.ACADEMY}:
        academy = "yours" if one.governance == Governance.ACADEMY else "it"
        yield f"Only {academy} is an academy: the two can collaborate, but not share one governing body as they are"
    if SchoolKind.AIDED in (one.kind, other.kind) and one.kind != other.kind:
        yield "One is voluntary aided: who has the majority of governors would have to be settled before a hard federation"
