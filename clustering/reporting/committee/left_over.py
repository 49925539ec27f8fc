"""Schools without a partnership, and those that take no part: nobody vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.reporting.committee.source import CommitteeFacts, Unplaceable
from wolds.clustering.reporting.document import Align, Block, Column, Heading, Paragraph, Table
from wolds.clustering.school_facts import SchoolFacts

_COLUMNS: Final = (
    Column("School", width=4),
    Column("URN", Align.RIGHT, 1.4),
    Column("Pupils", Align.RIGHT, 1.3),
    Column("Character", width=2.4),
    Column("Why it is in none", width=6),
)
_BY_RULE: Final = "A school is here because no group under these rules takes it in. It says nothing of the school itself."
_BY_HAND: Final = (
    "The plan was made or edited by hand: a school is here because no group under these rules takes it in, or because somebody "
    "took it out of its group. It says nothing of the school itself."
)
_NOT_WORKED_OUT: Final = "Not worked out: the plan was made or edited by hand."
_EXCLUDED: Final = (Column("Why", width=5), Column("Schools", Align.RIGHT))


def left_over(facts: CommitteeFacts) -> Iterator[Block]:
    """The schools that the plan leaves over with their reasons, and how many take no part."""
    yield Heading(1, "Schools without a partnership")
    if facts.unplaced:
        yield Paragraph(_BY_HAND if facts.is_by_hand or not all(one.sentence for one in facts.unplaced) else _BY_RULE)
        yield Table("", _COLUMNS, tuple(_row(facts, one) for one in facts.unplaced))
    else:
        yield Paragraph("Every school that the plan is about has a partnership.")
    if facts.excluded:
        many = sum(count for _, count in facts.excluded)
        take = "1 school of the register takes" if many == 1 else f"{many:,} schools of the register take"
        yield Paragraph(f"{take} no part in the plan.")
        yield Table("Schools that take no part", _EXCLUDED, tuple((why, f"{count:,}") for why, count in facts.excluded))


def _row(facts: CommitteeFacts, one: Unplaceable) -> tuple[str, ...]:
    why = one.sentence or _NOT_WORKED_OUT
    if one.urn not in facts.context.schools:
        return facts.name_of(one.urn), str(one.urn), "", "", why
    school = SchoolFacts.of(facts.context, one.urn)
    name = f"{school.name}, {school.place}" if school.place and school.place not in school.name else school.name
    roll = "unknown" if school.roll is None else f"{school.roll:,}"
    return name, str(one.urn), roll, school.character_text, why
