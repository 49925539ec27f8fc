"""The confidential facts, in a part of their own: only where a person ticked them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.partnership.records import ConfidentialFact
from wolds.clustering.reporting.committee.source import CommitteeFacts
from wolds.clustering.reporting.document import Block, Column, Heading, Notice, NoticeKind, PageBreak, Paragraph, Table
from wolds.clustering.wording import day_words

_COLUMNS: Final = (Column("Of", width=4), Column("Kind", width=2), Column("Date", width=2.4), Column("What", width=6))


def confidential_part(facts: CommitteeFacts) -> Iterator[Block]:
    """A table of every confidential fact."""
    yield PageBreak()
    yield Heading(1, "Confidential facts")
    yield Notice(NoticeKind.WARNING, "This part is confidential. Take it out before the report is published.")
    rows = tuple(_row(facts, fact) for _, fact in sorted(facts.context.plan.confidential.items()))
    yield Table("", _COLUMNS, rows) if rows else Paragraph("There are none.")


def _row(facts: CommitteeFacts, fact: ConfidentialFact) -> tuple[str, ...]:
    cluster = facts.context.plan.clusters.get(fact.cluster or "")
    of = facts.name_of(fact.urn) if fact.urn is not None else cluster.name if cluster else str(fact.cluster)
    return of, fact.kind.value, "" if fact.on is None else day_words(fact.on), fact.text
