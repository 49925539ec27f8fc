"""The schools of a partnership as tables: who they are, and the ways between them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from wolds.clustering.edits.beside import place_name
from wolds.clustering.plan import Cluster
from wolds.clustering.reporting.committee.source import CommitteeFacts
from wolds.clustering.reporting.document import Align, Block, Bullets, Column, Heading, Table
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.travel import shown_value

_WIDEST: Final = 8
"""Schools up to which every way stands in a table; of more, the ways to the lead school."""
_MEMBERS: Final = (
    Column("No.", Align.RIGHT, 0.8),
    Column("School", width=4.8),
    Column("URN", Align.RIGHT, 1.4),
    Column("Pupils", Align.RIGHT, 1.3),
    Column("Ages", width=1.6),
    Column("Character", width=3.2),
    Column("Type", width=2.6),
)


def members_table(facts: CommitteeFacts, cluster: Cluster) -> Table:
    """A row for each school."""
    lead = facts.scoreboard.clusters[cluster.id].lead
    rows = tuple(_member(at, school, school.urn == lead) for at, school in enumerate(facts.members(cluster), 1))
    return Table("The schools", _MEMBERS, rows)


def _member(at: int, school: SchoolFacts, leads: bool) -> tuple[str, ...]:
    roll = "unknown" if school.roll is None else f"{school.roll:,}"
    name = f"{school.name}, {school.place}" if school.place and school.place not in school.name else school.name
    diocese = f" ({school.diocese})" if school.is_church and school.diocese else ""
    return (
        str(at),
        f"{name} (lead)" if leads else name,
        str(school.urn),
        roll,
        school.ages_text,
        f"{school.character_text}{diocese}",
        school.kind_text,
    )


def travel_table(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    """The ways between the schools."""
    members = facts.members(cluster)
    if len(members) > 1:
        yield _every_way(facts, members) if len(members) <= _WIDEST else _ways_to_lead(facts, cluster, members)


def memberships(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    """Who belongs to the partnership beside its core, and where else its schools belong."""
    beside = [one for _, one in sorted(facts.context.plan.associates.items()) if one.cluster == cluster.id]
    if beside:
        yield Heading(3, "Associate members")
        yield Bullets(tuple(f"{facts.name_of(one.urn)} joins for {one.purpose}" for one in beside))
    elsewhere = [one for _, one in sorted(facts.context.plan.associates.items()) if one.urn in cluster.members]
    if elsewhere:
        yield Heading(3, "Memberships elsewhere")
        plan = facts.context.plan
        yield Bullets(tuple(f"{facts.name_of(one.urn)}: {place_name(plan, one)}, for {one.purpose}" for one in elsewhere))


def _every_way(facts: CommitteeFacts, members: tuple[SchoolFacts, ...]) -> Table:
    km = facts.scoreboard.judge.law.travel.among([school.urn for school in members]).km
    columns = (Column("From", width=4), *(Column(f"to {at}", Align.RIGHT) for at in range(1, len(members) + 1)))
    rows = tuple(
        (f"{at + 1} {school.name}", *("" if at == to else _way(facts, float(km[at, to])) for to in range(len(members))))
        for at, school in enumerate(members)
    )
    return Table(f"Travel between the schools, {facts.measure.words}", columns, rows)


def _ways_to_lead(facts: CommitteeFacts, cluster: Cluster, members: tuple[SchoolFacts, ...]) -> Table:
    lead = facts.scoreboard.clusters[cluster.id].lead or members[0].urn
    travel = facts.scoreboard.judge.law.travel
    columns = (Column("From", width=4), Column(f"to {facts.name_of(lead)}", Align.RIGHT, 3))
    rows = tuple(
        (f"{at} {school.name}", "" if school.urn == lead else _way(facts, travel.km(school.urn, lead)))
        for at, school in enumerate(members, 1)
    )
    return Table(f"Travel to the lead school, {facts.measure.words}", columns, rows)


def _way(facts: CommitteeFacts, km: float) -> str:
    if math.isinf(km):
        return "no way"
    return "unknown" if math.isnan(km) else f"{shown_value(km, facts.context.plan.rules):,.1f}"
