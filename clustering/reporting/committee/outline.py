"""What a committee report will hold, in a few lines, before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from wolds.clustering.reporting.committee.source import CommitteeFacts, Part
from wolds.clustering.reporting.committee.ties import ties_of
from wolds.clustering.wording import schools_text


def outline_of(facts: CommitteeFacts) -> tuple[str, ...]:
    """A line for each part, with how much there is of it."""
    return tuple(_lines(facts))


def _lines(facts: CommitteeFacts) -> Iterator[str]:
    figures, many = facts.scoreboard.plan, len(facts.clusters)
    if facts.context.schools.source.is_sample:
        yield "On each page: sample data, an invented county"
    if facts.introduction.strip():
        yield "Introduction: your words"
    yield f"Summary: {schools_text(figures.to_place)}, {_partnerships(many)}"
    if facts.has(Part.MAPS) and many:
        yield f"The map, and {many} small maps" if facts.has(Part.CLUSTERS) else "The map"
    if facts.has(Part.CLUSTERS) and many:
        yield f"{_partnerships(many)[:1].upper()}{_partnerships(many)[1:]}: {_page(facts)}, a page or more each"
    if facts.has(Part.UNPLACED):
        yield f"Schools without a partnership: {figures.unplaced}; taking no part: {figures.excluded:,}"
    many_ties = len(ties_of(facts))
    if many_ties:
        yield f"Existing relations: {many_ties}"
    if facts.has(Part.CHANGES):
        steps = "1 step" if len(facts.log) == 1 else f"{len(facts.log):,} steps"
        yield f"What was decided by hand, and why: {steps}"
    if facts.has(Part.METHOD):
        yield "How it was worked out: data, rules, proof, hashes"
    yield from _asked_for(facts)
    if facts.closing.strip() or facts.contact.strip():
        yield "Closing words and whom to ask"


def _asked_for(facts: CommitteeFacts) -> Iterator[str]:
    plan = facts.context.plan
    if facts.has(Part.NOTES) and facts.has(Part.CLUSTERS):
        notes = len(plan.school_notes) + sum(bool(cluster.note) for cluster in facts.clusters)
        yield f"Notes on schools and partnerships: {notes}"
    if facts.has(Part.CONFIDENTIAL):
        yield f"Confidential facts: {len(plan.confidential)}; each page is marked as confidential"


def _page(facts: CommitteeFacts) -> str:
    parts = ["schools"]
    parts += ["ways"] if facts.has(Part.TRAVEL) else []
    parts += ["mix and policy", "model", "actions", "measures"]
    parts += ["money"] if facts.has(Part.MONEY) else []
    return ", ".join(parts)


def _partnerships(count: int) -> str:
    return "1 partnership" if count == 1 else f"{count} partnerships"
