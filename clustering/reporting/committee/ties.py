"""Existing relations between schools, and what the plan makes of them."""

from __future__ import annotations

from collections.abc import Iterator

from wolds.clustering.relations import FATES_IN_ORDER, Fate, TieFate, fate_sentence, fates_of
from wolds.clustering.reporting.committee.source import CommitteeFacts, ended
from wolds.clustering.reporting.document import Block, Bullets, Heading, Paragraph
from wolds.clustering.rules import RelationKind


def ties_of(facts: CommitteeFacts) -> tuple[TieFate, ...]:
    """The federations, collaborations, earlier clusters and shared heads of two or more schools that take part."""
    fates = (one for one in fates_of(facts.context) if one.tie.kind != RelationKind.TRUST and one.fate != Fate.OUTSIDE)
    return tuple(sorted(fates, key=lambda one: (FATES_IN_ORDER.index(one.fate), one.tie.kind, one.tie.name)))


def ties_sentence(facts: CommitteeFacts) -> str:
    """How many stay whole; "" where there is none."""
    ties = ties_of(facts)
    kept = sum(one.fate == Fate.KEPT for one in ties)
    return f"{kept} of {len(ties)} existing relations (federations, collaborations and the like) stay whole." if ties else ""


def ties(facts: CommitteeFacts) -> Iterator[Block]:
    """Those that the plan does not keep whole; nothing where there is no relation at all."""
    found = ties_of(facts)
    if not found:
        return
    yield Heading(1, "Existing relations")
    yield Paragraph(ties_sentence(facts))
    broken = [one for one in found if one.fate != Fate.KEPT]
    if broken:
        yield Paragraph("Those that the plan does not keep whole:")
        said = (fate_sentence(one, facts.context.schools, facts.context.plan) for one in broken)
        yield Bullets(tuple(ended(sentence) for sentence in said))
