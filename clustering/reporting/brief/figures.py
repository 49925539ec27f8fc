"""The first page of a brief: the schools of the group, what they have together, and their map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.partners.what_if import Leaving, WhatIf
from wolds.clustering.reporting.brief.room import Room, short
from wolds.clustering.reporting.brief.subject import Subject
from wolds.clustering.reporting.document import Align, Block, Column, Facts, Figure, Paragraph, Table
from wolds.clustering.reporting.ways import pupils_words
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import day_words, listed, schools_text

MAP: Final = "brief-map"
"""The name under which the brief asks for the map of its schools."""
_SIGNS: Final = (
    "Numbered as in the table. Circles: community; squares: church; grey: other partnerships; red ring: in none; "
    "double line: federation"
)


def opening(subject: Subject, room: Room) -> str:
    """The brief in two or three sentences."""
    own, others = subject.own_facts, [facts for facts in subject.facts if facts.urn != subject.own]
    names = listed([short(facts.name, room.name) for facts in others], room.schools)
    together = f"Together they have {pupils_words(subject.facts)}"
    if own is None:
        return f"{short(subject.name, room.name)} is an idea of {schools_text(len(others))}: {names}. {together}."
    school = f"{short(own.name, room.name)} ({own.roll_text})"
    if not subject.cluster:
        return f"The idea is that {school} works with {names}. {together}."
    return f"In this plan {school} is in {short(subject.name, room.name)}, with {names}. {together}."


def school_table(subject: Subject, room: Room) -> Iterator[Block]:
    """A row for each school; schools for whom there is no room are counted."""
    shown = subject.facts[: room.schools]
    rows = tuple((str(number), *_row(subject, facts, room)) for number, facts in enumerate(shown, 1))
    yield Table("", _columns(subject), rows)
    left = len(subject.facts) - len(shown)
    if left:
        yield Paragraph(f"And {schools_text(left)} more, which the plan names.")


def _columns(subject: Subject) -> tuple[Column, ...]:
    way = () if subject.own is None else (Column("From your school", width=2.0),)
    without = (Column("Pupils if it leaves", Align.RIGHT, 1.4),)
    head = (
        Column("No.", Align.RIGHT, 0.5),
        Column("School", width=3.2),
        Column("Pupils", Align.RIGHT, 1.2),
        Column("Ages", width=1.0),
    )
    return (*head, Column("Character and type", width=2.8), *way, *without)


def _row(subject: Subject, facts: SchoolFacts, room: Room) -> tuple[str, ...]:
    roll = "unknown" if facts.roll is None else f"{facts.roll:,}"
    kind = f"{facts.character_text[:1].upper()}{facts.character_text[1:]}; {facts.kind_text}"
    way: tuple[str, ...] = ()
    if subject.own is not None:
        way = ("your school",) if facts.urn == subject.own else (subject.ways.words(subject.own, facts.urn),)
    return (short(facts.name, room.name), roll, facts.ages_text, short(kind, 60), *way, _without(subject.group, facts.urn))


def _without(group: WhatIf | None, urn: int) -> str:
    left: Leaving | None = next((one for one in group.leaving if one.urn == urn), None) if group else None
    if left is None:
        return "-"
    return f"{left.pupils:,}" + (f" and {left.roll_unknown} unknown" if left.roll_unknown else "")


def together(subject: Subject, room: Room) -> Facts:
    """What the group has together, travel with its measure, and where the partnership stands."""
    partnership, urns = subject.partnership, [facts.urn for facts in subject.facts]
    rows = [("Schools and pupils", f"{schools_text(len(urns))}, {pupils_words(subject.facts)}")]
    rows.append(("Longest way", _longest(subject, urns, room)))
    mean = subject.ways.mean_words(urns) if len(urns) > 2 else ""
    rows += [("Average of all ways", mean)] if mean else []
    rows.append(("How ways are measured", subject.ways.measure))
    if partnership.planned_model is not None:
        rows.append(("Stage", partnership.stage.value))
    if partnership.review_date is not None:
        rows.append(("Next review", day_words(partnership.review_date)))
    return Facts(tuple(rows))


def _longest(subject: Subject, urns: list[int], room: Room) -> str:
    pair = subject.ways.longest_pair(urns)
    if pair is None:
        return "not known: the place of a school is not"
    one, other = (short(subject.context.schools.name_of(urn), room.name) for urn in pair)
    return f"{subject.ways.words(*pair)}, between {one} and {other}{subject.ways.left_out(urns)}"


def the_map(subject: Subject, room: Room) -> Figure:
    """The map of the schools, with words that say what it shows."""
    names = listed([short(facts.name, room.name) for facts in subject.facts], room.schools)
    return Figure(MAP, f"Map of {names}. The table of schools says how far apart they are.", _SIGNS)
