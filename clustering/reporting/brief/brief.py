"""A brief for the governors of one school, or of all schools of an idea: two pages that say what it is and what to ask.

It reads nothing confidential, and no note: those stand in the plan alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from wolds.clustering.reporting.brief.counsel import (
    agreed,
    leaving,
    meaning,
    next_steps,
    other_models,
    questions,
    to_mind,
    whom_to_ask,
)
from wolds.clustering.reporting.brief.figures import opening, school_table, the_map, together
from wolds.clustering.reporting.brief.room import ROOMS, Room, short
from wolds.clustering.reporting.brief.subject import Subject
from wolds.clustering.reporting.brief.unplaced import on_its_own
from wolds.clustering.reporting.document import Block, Heading, Meta, Notice, NoticeKind, PageBreak, Paragraph, Report
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.clustering.reporting.statements import NOT_CLOSURE, SAMPLE

MOST_PAGES: Final = 2


def brief_of(subject: Subject, day: date, house: HouseStyle | None = None, room: Room = ROOMS[0]) -> Report:
    """The brief as a report of plain text. It asks for the map under the name `figures.MAP` where there are partners."""
    source = subject.context.schools.source
    house = house or HouseStyle()
    return Report(
        title=f"Brief for governors: {short(subject.title, 2 * room.name)}",
        subtitle=short(subject.name, 2 * room.name) if subject.own is not None and subject.group is not None else "",
        blocks=tuple(_blocks(subject, room)),
        meta=Meta(
            author=house.organisation,
            subject="Working together",
            created=day.isoformat(),
            marking=SAMPLE if source.is_sample else "",
        ),
    )


def _blocks(subject: Subject, room: Room) -> Iterator[Block]:
    yield Notice(NoticeKind.NOTE, f"{NOT_CLOSURE} Nothing is decided: it is here to be talked over.")
    if subject.group is None:
        yield from on_its_own(subject, room)
    else:
        yield from _of_group(subject, room)
    yield Heading(1, "Questions for governors")
    yield questions(subject)
    yield Heading(1, "Next steps")
    yield next_steps(subject)


def _of_group(subject: Subject, room: Room) -> Iterator[Block]:
    yield Paragraph(opening(subject, room))
    yield Heading(1, "The schools")
    yield from school_table(subject, room)
    yield together(subject, room)
    yield the_map(subject, room)
    yield PageBreak()
    yield from meaning(subject)
    if room.with_models:
        yield from other_models(subject)
    yield from whom_to_ask(subject, room)
    yield from to_mind(subject, room)
    yield from leaving(subject, room)
    yield from agreed(subject, room)
