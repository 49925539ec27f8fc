"""What the committee report is written from, and the parts that it may have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster
from wolds.clustering.project import LogEntry
from wolds.clustering.reporting.document import Paragraph
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.travel import Measure, measure_of

COUNTY_MAP: Final = "county"
"""The name of the figure of the whole plan."""


class Part(StrEnum):
    """Parts of the report that can be left out; the last two come only where a person asks for them."""

    MAPS = "maps"
    CLUSTERS = "clusters"
    TRAVEL = "travel"
    MONEY = "money"
    UNPLACED = "unplaced"
    CHANGES = "changes"
    METHOD = "method"
    NOTES = "notes"
    CONFIDENTIAL = "confidential"


ASKED_FOR: Final = frozenset({Part.NOTES, Part.CONFIDENTIAL})
"""Notes stay with the plan, and confidential facts with those who wrote them, unless a person ticks them."""
USUAL: Final = frozenset(Part) - ASKED_FOR


@dataclass(frozen=True)
class Unplaceable:
    """A school without a partnership, and why, in a sentence; "" = not worked out since a person changed the plan."""

    urn: int
    sentence: str


@dataclass(frozen=True, eq=False)
class CommitteeFacts:
    """A plan on a day, with what the exports say of it. `about` are labels and phrases, `proof` and `travel` words of theirs.

    `is_by_hand`: no proposal is known to have given the plan as it stands. `excluded` counts the schools that take no part,
    by reason in words. `log` is the scenario's own, oldest first. `introduction`, `closing` and `contact` are the council's
    words, "" = none.
    """

    context: EditContext
    scoreboard: Scoreboard
    today: date
    proof: str
    travel: str
    about: tuple[tuple[str, str], ...]
    unplaced: tuple[Unplaceable, ...] = ()
    is_by_hand: bool = False
    excluded: tuple[tuple[str, int], ...] = ()
    log: tuple[LogEntry, ...] = ()
    title: str = ""
    made_at: str = ""
    made_with: str = ""
    author: str = ""
    introduction: str = ""
    closing: str = ""
    contact: str = ""
    parts: frozenset[Part] = USUAL

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters, by the number that they wear on the map."""
        return tuple(sorted(self.context.plan.clusters.values(), key=lambda cluster: (cluster.number, cluster.id)))

    @cached_property
    def measure(self) -> Measure:
        """What travel is shown in."""
        return measure_of(self.context.schools.supplied, self.context.plan.rules)

    def name_of(self, urn: int) -> str:
        """The name of a school, its URN where the register has none."""
        return (self.context.schools.name_of(urn) if urn in self.context.schools else "") or f"URN {urn}"

    def members(self, cluster: Cluster) -> tuple[SchoolFacts, ...]:
        """The schools of a cluster in the order in which map and tables number them: by name."""
        known = (SchoolFacts.of(self.context, urn) for urn in cluster.members if urn in self.context.schools)
        return tuple(sorted(known, key=lambda school: (school.name.casefold(), school.urn)))

    def has(self, part: Part) -> bool:
        """Whether the report has a part."""
        return part in self.parts


def cluster_map(cluster_id: str) -> str:
    """The name of the figure of a cluster."""
    return f"cluster {cluster_id}"


def title_of(cluster: Cluster) -> str:
    """A cluster as headings and tables name it: "3 Belton partnership"."""
    return f"{cluster.number} {cluster.name}".strip()


def measured(facts: CommitteeFacts) -> str:
    """How travel is measured, where its unit stands already: "estimated", "in a straight line", "by road, OSM July 2022"."""
    if facts.context.schools.supplied is not None:
        return facts.measure.words.removeprefix(facts.measure.unit).strip()
    return "estimated" if facts.measure.is_estimate else "in a straight line"


def ended(sentence: str) -> str:
    """A sentence with its stop.

    >>> ended("Nobody leads it"), ended("Something tighter?")
    ('Nobody leads it.', 'Something tighter?')
    """
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def lines_of(words: str) -> tuple[Paragraph, ...]:
    """A note as paragraphs."""
    return tuple(Paragraph(line.strip()) for line in words.splitlines() if line.strip())
