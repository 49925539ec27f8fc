"""Letters as reports: one document with all of them, each on a page of its own, or one document for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wolds.clustering.reporting.document import (
    Align,
    Block,
    Column,
    Heading,
    Meta,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.clustering.reporting.letters.letter import Company, Correspondence, Letter
from wolds.clustering.reporting.origin import stamped
from wolds.clustering.reporting.statements import NOT_CLOSURE, SAMPLE
from wolds.clustering.wording import day_words
from wolds.geo.schools import Schools


def letter_report(shared: Correspondence, letter: Letter, house: HouseStyle | None = None) -> Report:
    """One letter as a document of its own."""
    return _report(shared, f"Letter to {letter.school.name}", tuple(_blocks(shared, letter)), house)


def letters_report(shared: Correspondence, letters: Iterable[Letter], house: HouseStyle | None = None) -> Report:
    """All letters in one document, in their order, each beginning on a new page."""
    blocks: list[Block] = []
    for letter in letters:
        if blocks:
            blocks.append(PageBreak())
        blocks += _blocks(shared, letter)
    return _report(shared, f"Letters to headteachers: {shared.context.plan.name}", tuple(blocks), house)


def _report(shared: Correspondence, title: str, blocks: tuple[Block, ...], house: HouseStyle | None) -> Report:
    meta = Meta(
        author=(house or HouseStyle()).organisation,
        subject="Working together",
        created=shared.day.isoformat(),
        marking=_marking(shared.context.schools),
    )
    return stamped(Report(title, "", blocks, meta=meta, is_letter=True), shared.origin)


def _marking(schools: Schools) -> str:
    return SAMPLE if schools.source.is_sample else ""


def _blocks(shared: Correspondence, letter: Letter) -> Iterator[Block]:
    yield Paragraph("\n".join(letter.address))
    yield Paragraph(day_words(shared.day))
    yield Paragraph(f"{letter.salutation},")
    yield Heading(1, letter.subject or letter.school.name)
    yield from (Paragraph(text) for text in letter.paragraphs)
    if letter.company is not None:
        yield from _company(shared, letter.company)
    yield Paragraph(NOT_CLOSURE)
    yield Paragraph("\n".join(letter.closing))


def _company(shared: Correspondence, company: Company) -> Iterator[Block]:
    if company.partners:
        head = (Column("School", width=3.4), Column("Pupils", Align.RIGHT, 0.8), Column("Ages", width=0.9))
        columns = (*head, Column("Character", width=2.0), Column("From your school", width=2.2))
        rows = tuple(
            (facts.name, _roll(facts.roll), facts.ages_text, facts.character_text, way) for facts, way in company.partners
        )
        yield Table(f"The other schools of {company.name}", columns, rows)
        yield Paragraph(shared.ways.measure)
    if company.need:
        yield Paragraph(f"Please mind before anything is agreed. {company.need}.")


def _roll(roll: int | None) -> str:
    return "unknown" if roll is None else f"{roll:,}"
