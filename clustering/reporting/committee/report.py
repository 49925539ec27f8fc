"""Puts the committee report together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.reporting.committee.changes import changes_by_hand
from wolds.clustering.reporting.committee.cluster_page import cluster_page
from wolds.clustering.reporting.committee.confidential import confidential_part
from wolds.clustering.reporting.committee.left_over import left_over
from wolds.clustering.reporting.committee.method import method
from wolds.clustering.reporting.committee.source import COUNTY_MAP, CommitteeFacts, Part
from wolds.clustering.reporting.committee.summary import authorities_words, summary
from wolds.clustering.reporting.committee.ties import ties
from wolds.clustering.reporting.document import (
    Block,
    Contents,
    Figure,
    Heading,
    Meta,
    Notice,
    NoticeKind,
    PageBreak,
    Paragraph,
    Report,
    paragraphs,
)
from wolds.clustering.reporting.house_style import split_paragraphs
from wolds.clustering.wording import day_words, schools_text

NOT_CLOSURE: Final = (
    "This is a plan for working together. It does not assess any school for closure, and nothing in it should be read so."
)
SAMPLE: Final = "Sample data: an invented county, no real school"
CONFIDENTIAL: Final = "Confidential: not for publication"
_TITLE: Final = "Partnerships of small primary schools"


def committee_report(facts: CommitteeFacts) -> Report:
    """The report on a plan. Its figures are `COUNTY_MAP` and a `cluster_map` for each cluster, unless maps are left out."""
    plan = facts.context.plan
    place = authorities_words(facts)
    subtitle = ", ".join(part for part in ("Report to committee", place, day_words(facts.today)) if part)
    return Report(facts.title or _TITLE, f"{subtitle}\nScenario: {plan.name}", tuple(_blocks(facts)), "en-GB", _meta(facts))


def _meta(facts: CommitteeFacts) -> Meta:
    markings = [SAMPLE] if facts.context.schools.source.is_sample else []
    markings += [CONFIDENTIAL] if facts.has(Part.CONFIDENTIAL) else []
    return Meta(
        author=facts.author,
        subject="Committee report on partnerships of schools",
        keywords=("schools", "partnerships", facts.context.plan.name),
        created=facts.made_at,
        made_with=facts.made_with,
        marking=" · ".join(markings),
    )


def _blocks(facts: CommitteeFacts) -> Iterator[Block]:
    if facts.context.schools.source.is_sample:
        yield Notice(NoticeKind.SAMPLE, f"{SAMPLE}. Nothing in this report is about a place or a child.")
    yield Notice(NoticeKind.NOTE, NOT_CLOSURE)
    if facts.introduction.strip():
        yield Heading(1, "Introduction")
        yield from paragraphs(split_paragraphs(facts.introduction))
    yield from summary(facts)
    yield Heading(1, "What is in this report")
    yield Contents(2)
    if facts.has(Part.MAPS) and facts.clusters:
        yield from _county_map(facts)
    if facts.has(Part.CLUSTERS) and facts.clusters:
        yield from _partnerships(facts)
    if facts.has(Part.UNPLACED):
        yield from left_over(facts)
    yield from ties(facts)
    if facts.has(Part.CHANGES):
        yield from changes_by_hand(facts)
    if facts.has(Part.METHOD):
        yield from method(facts)
    if facts.has(Part.CONFIDENTIAL):
        yield from confidential_part(facts)
    yield from _end(facts)


def _county_map(facts: CommitteeFacts) -> Iterator[Block]:
    figures = facts.scoreboard.plan
    yield PageBreak()
    yield Heading(1, "The map")
    words = f"{schools_text(figures.placed)} in {_partnerships_text(figures.clusters)}, {figures.unplaced} in none"
    alternative = (
        f"Map of the plan: {words}. Each partnership has a colour and a number, those of the headings in this report. "
        "The table in the summary says the same in words."
    )
    yield Figure(COUNTY_MAP, alternative, f"The plan: {words}")


def _partnerships_text(count: int) -> str:
    return "1 partnership" if count == 1 else f"{count} partnerships"


def _partnerships(facts: CommitteeFacts) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, "The partnerships")
    yield Paragraph("A page or more for each, in the order of the numbers on the map.")
    for at, cluster in enumerate(facts.clusters):
        if at:
            yield PageBreak()
        yield from cluster_page(facts, cluster)


def _end(facts: CommitteeFacts) -> Iterator[Block]:
    if facts.closing.strip():
        yield Heading(1, "Closing words")
        yield from paragraphs(split_paragraphs(facts.closing))
    if facts.contact.strip():
        yield Heading(1, "Whom to ask")
        yield from paragraphs(split_paragraphs(facts.contact))
