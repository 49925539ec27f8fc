"""The brief of a school that is in no cluster: why, and who is near."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.partners.ranking import PossiblePartner, possible_partners
from wolds.clustering.partners.reach import Reach
from wolds.clustering.reporting.brief.room import Room, ended, short
from wolds.clustering.reporting.brief.subject import Subject
from wolds.clustering.reporting.document import Align, Block, Column, Heading, Notice, NoticeKind, Paragraph, Table
from wolds.geo.errors import InputError

REACH: Final = Reach(minutes=30)


def on_its_own(subject: Subject, room: Room) -> Iterator[Block]:
    """Why the plan has no partners for the school, and the schools near it that might be."""
    own = subject.facts[0]
    yield Paragraph(f"The plan has no partners for {short(own.name, room.name)} ({own.roll_text}) yet.")
    if subject.reason:
        yield Paragraph(f"Why: {ended(short(subject.reason, 2 * room.sentence))}")
    yield Paragraph("That is no judgement of the school, and it can be talked over.")
    yield Heading(1, "Schools near by")
    try:
        found = possible_partners(subject.context, own.urn, REACH)
    except InputError as error:
        yield Notice(NoticeKind.NOTE, f"Nobody can be named: {error.message}.")
        return
    if not found.partners:
        yield Paragraph(f"No open school of the same phase is within {found.reach.words}.")
        return
    yield _table(found.partners[: room.sentences], room)
    left = len(found.partners) - room.sentences
    more = f" {left} more are within {found.reach.words}." if left > 0 else ""
    yield Paragraph(f"{subject.ways.measure}{more}")


def _table(partners: tuple[PossiblePartner, ...], room: Room) -> Table:
    head = (Column("School", width=2.4), Column("Pupils", Align.RIGHT, 0.8))
    columns = (*head, Column("Why it suits", width=3.0), Column("What to mind", width=3.0))
    return Table("The nearest and most alike first", columns, tuple(_row(partner, room) for partner in partners))


def _row(partner: PossiblePartner, room: Room) -> tuple[str, ...]:
    facts, most = partner.facts, room.sentence // 2
    roll = "unknown" if facts.roll is None else f"{facts.roll:,}"
    return short(facts.name, room.name), roll, short("; ".join(partner.why), most), short(". ".join(partner.caveats), most)
