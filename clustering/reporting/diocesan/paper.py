"""A paper for a diocese: scenarios side by side, the approvals list, pairs, and schools that policy leaves alone.

Nothing confidential is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from wolds.clustering.models import MODELS
from wolds.clustering.policy.dioceses import DioceseFigures
from wolds.clustering.policy.table import ANY, Company, PolicyRow, Verdict
from wolds.clustering.reporting.diocesan.approvals import approval_blocks
from wolds.clustering.reporting.diocesan.partners import isolation_blocks, pairing_blocks
from wolds.clustering.reporting.diocesan.parts import PaperParts
from wolds.clustering.reporting.diocesan.scenarios import scenario_blocks
from wolds.clustering.reporting.document import (
    Align,
    Block,
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Meta,
    Notice,
    NoticeKind,
    Paragraph,
    Report,
    Table,
)
from wolds.clustering.reporting.house_style import HouseStyle, split_paragraphs
from wolds.clustering.reporting.statements import NOT_CLOSURE, SAMPLE
from wolds.clustering.wording import day_words, listed, moment_words, schools_text

MAP: Final = "diocesan-map"
"""The name under which the paper asks for the map, coloured by character and type."""


def paper_of(parts: PaperParts, day: date, house: HouseStyle | None = None) -> Report:
    """The paper as a report of plain text; its map is asked for under the name `MAP`."""
    house, is_sample = house or HouseStyle(), parts.context.schools.source.is_sample
    return Report(
        title="Church and community schools working together",
        subtitle=f"Paper for {parts.whom}" if parts.whom else "Paper for every diocese of the plan",
        blocks=tuple(_blocks(parts, day, house)),
        meta=Meta(
            author=house.organisation,
            subject="Working together",
            created=day.isoformat(),
            marking=SAMPLE if is_sample else "",
        ),
    )


def _blocks(parts: PaperParts, day: date, house: HouseStyle) -> Iterator[Block]:
    yield Notice(NoticeKind.NOTE, NOT_CLOSURE)
    yield from (Paragraph(words) for words in split_paragraphs(house.introduction))
    yield Heading(1, "In short")
    yield Bullets(tuple(_in_short(parts)))
    yield from _dioceses(parts)
    yield Figure(
        MAP,
        "Map of the schools, coloured by character and type: the tables name each school and its cluster.",
        f"{parts.context.plan.name}: schools by character and type, with their clusters",
    )
    yield from scenario_blocks(parts)
    yield from approval_blocks(parts)
    yield from pairing_blocks(parts)
    yield from isolation_blocks(parts)
    yield from _policy(parts)
    yield from _origin(parts, day)
    yield from (Paragraph(words) for words in split_paragraphs(house.closing))
    if house.contact.strip():
        yield Paragraph(house.contact)


def _in_short(parts: PaperParts) -> Iterator[str]:
    survey, wanted = parts.survey, set(parts.survey.dioceses)
    own = [one for one in survey.figures if not wanted or one.name in wanted]
    church, placed = sum(one.church for one in own), sum(one.in_clusters for one in own)
    yield f"{schools_text(church)} of a church take part; {placed} of them are in a cluster of {parts.context.plan.name}."
    barred = sum(1 for one in survey.clusters if one.consequence.verdict == Verdict.FORBIDDEN)
    need = sum(1 for one in survey.clusters if one.consequence.verdict == Verdict.APPROVAL)
    advice = sum(1 for one in survey.clusters if one.consequence.verdict == Verdict.ADVICE)
    counts = (
        f"{need} {'needs' if need == 1 else 'need'} approval, {advice} {'asks' if advice == 1 else 'ask'} for advice first, "
        f"and {barred} cannot be formed as the schools are"
    )
    yield f"Of the {len(survey.clusters)} clusters judged, {counts}."
    alone, left = len(survey.alone), len(survey.barred)
    yield (
        f"{schools_text(alone)} of a church {'has' if alone == 1 else 'have'} no church school in reach, "
        f"but a community school; {schools_text(left)} {'is' if left == 1 else 'are'} left alone by policy and not by distance."
    )


def _dioceses(parts: PaperParts) -> Iterator[Block]:
    if parts.survey.figures:
        headers = ("Church schools", "Aided", "Controlled", "Academies", "Pupils", "In clusters", "Left over")
        columns = (Column("Diocese", width=2), *(Column(header, Align.RIGHT, 1.1) for header in headers))
        yield Table("Church schools that take part", columns, tuple(_diocese(one) for one in parts.survey.figures))


def _diocese(one: DioceseFigures) -> tuple[str, ...]:
    pupils = f"{one.pupils:,}" + (f" and {one.roll_unknown} unknown" if one.roll_unknown else "")
    counts = (one.church, one.aided, one.controlled, one.academies)
    return (
        one.name or "not in the register",
        *(f"{n:,}" for n in counts),
        pupils,
        f"{one.in_clusters:,}",
        f"{one.left_over:,}",
    )


def _policy(parts: PaperParts) -> Iterator[Block]:
    yield Heading(1, f"The policy table: {parts.policy.name}")
    if parts.policy.note.strip():
        yield Paragraph(parts.policy.note)
    yield Paragraph("Read from the top: for each model the first row that fits a school holds. It is no law.")
    columns = (Column("School", width=2.2), *(Column(facts.name.capitalize(), width=1.2) for facts in MODELS.values()))
    if parts.policy.rows:
        yield Table("Who has to be asked", columns, tuple(_policy_row(row) for row in parts.policy.rows))


def _policy_row(row: PolicyRow) -> tuple[str, ...]:
    named = [words.replace("_", " ") for words in (row.diocese, str(row.school), row.character) if words.casefold() != ANY]
    company = {Company.ANY: "", Company.CHURCH: "with its own church", Company.MIXED: "with others too"}[row.company]
    who = ", ".join([*named, *([company] if company else [])]) or "every other school"
    verdicts = (row.verdict(model) for model in MODELS)
    return (f"{who[:1].upper()}{who[1:]}", *("-" if verdict is None else verdict.value for verdict in verdicts))


def _origin(parts: PaperParts, day: date) -> Iterator[Block]:
    source = parts.context.schools.source
    yield Heading(1, "How this was worked out")
    yield Facts(
        (
            ("Made on", day_words(day)),
            ("Plan", parts.context.plan.name),
            ("Register of", moment_words(source.register_date) or "unknown date"),
            ("Authorities", listed(sorted({la for one in parts.survey.figures for la in one.authorities}), 12) or "none"),
            ("Travel", parts.ways.measure),
            ("Reach", parts.survey.reach.words),
            ("Rules on mixing", parts.survey.mixing or "the plan's rules say nothing of it"),
        )
    )
