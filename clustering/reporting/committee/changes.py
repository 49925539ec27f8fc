"""What people decided against or beside the reckoning, and the reasons that they gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wolds.clustering.plan import Plan
from wolds.clustering.project import LogEntry
from wolds.clustering.reporting.committee.source import CommitteeFacts, Part
from wolds.clustering.reporting.document import Block, Column, Heading, Paragraph, Table
from wolds.clustering.wording import moment_words, plain

_LONGEST: Final = 300
"""So many entries of the log stand in the report, the newest ones."""
_SECRET: Final = "confidential fact"
_NO_REASON: Final = "no reason was given"
_DECISIONS: Final = (Column("What was decided", width=5), Column("Why", width=5))
_LOG: Final = (Column("When", width=2.2), Column("What was done", width=8))


def changes_by_hand(facts: CommitteeFacts) -> Iterator[Block]:
    """Decisions with their reasons, and the log of edits."""
    yield Heading(1, "What was decided by hand, and why")
    decisions = tuple(_decisions(facts))
    if decisions:
        yield Table("Decisions that the reckoning had to keep to, or that set it aside", _DECISIONS, decisions)
    else:
        yield Paragraph("Nobody gave travel by hand, kept schools apart or together, or set a rule aside.")
    entries = [entry for entry in facts.log if facts.has(Part.CONFIDENTIAL) or _SECRET not in entry.text]
    if entries:
        yield from _log(entries)
    else:
        yield Paragraph("The log of this scenario is empty.")


def _log(entries: Sequence[LogEntry]) -> Iterator[Block]:
    if len(entries) > _LONGEST:
        yield Paragraph(f"The last {_LONGEST} of {len(entries):,} steps; the plan file has all of them.")
    rows = tuple((moment_words(entry.at), entry.text) for entry in entries[-_LONGEST:])
    yield Table("Every step, oldest first", _LOG, rows)


def _decisions(facts: CommitteeFacts) -> Iterator[tuple[str, str]]:
    for what, why in (*_of_rules(facts), *_of_places(facts), *_of_filter(facts), *_of_locks(facts.context.plan)):
        yield what, why.strip() or _NO_REASON


def _of_rules(facts: CommitteeFacts) -> Iterator[tuple[str, str]]:
    plan, name = facts.context.plan, facts.name_of
    faults = {fault.key: fault.sentence for fault in facts.scoreboard.violations}
    for key, reason in sorted(plan.accepted.items()):
        if key in faults:
            yield f"A broken rule was accepted: {faults[key]}", reason
    for link in plan.rules.keep_apart:
        yield f"{name(link.urn_a)} and {name(link.urn_b)} are kept apart", link.reason
    for link in plan.rules.must_link:
        yield f"{name(link.urn_a)} and {name(link.urn_b)} are kept together", link.reason


def _of_places(facts: CommitteeFacts) -> Iterator[tuple[str, str]]:
    rules, name = facts.context.plan.rules, facts.name_of
    for given in rules.overrides:
        way = f"{plain(given.km, 2)} km" if given.km is not None else f"{plain(given.minutes or 0.0, 1)} min"
        yield f"The way between {name(given.urn_a)} and {name(given.urn_b)} is {way}", given.reason
    for barrier in rules.barriers:
        crossed = "not crossed" if barrier.minutes is None else f"crossed in {plain(barrier.minutes)} min"
        yield f"{barrier.name} is {crossed}", barrier.reason


def _of_filter(facts: CommitteeFacts) -> Iterator[tuple[str, str]]:
    chosen = facts.context.plan.eligibility
    for choices, words in (
        (chosen.include, "is to be placed although the filter leaves it out"),
        (chosen.optional, "may join, but need not"),
        (chosen.exclude, "is left out"),
    ):
        for choice in choices:
            yield f"{facts.name_of(choice.urn)} {words}", choice.reason


def _of_locks(plan: Plan) -> Iterator[tuple[str, str]]:
    clusters = [cluster.name for cluster in plan.clusters.values() if cluster.locked]
    counts = ((len(clusters), "partnership is", "partnerships are"), (len(plan.school_locks), "school is", "schools are"))
    for count, one, many in counts:
        if count:
            yield f"{count} {one if count == 1 else many} locked", "held as they stand against any new proposal"
