"""The plan as tables of frozen records.

A `Plan` is one scenario: its rules, its filter, its clusters, locks, notes and accepted warnings. Nothing in it is ever
changed in place: a `PlanChange` (see `changes.py`) lists records before and after, and `Plan.apply` gives the next plan.
Undo, the edit log, autosave, the plan file, map, tables and checks all feed on that one currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wolds.clustering.eligibility import Eligibility
from wolds.clustering.rules import Rules

if TYPE_CHECKING:
    from wolds.clustering.partnership.records import Associate, ConfidentialFact, Partnership
    from wolds.clustering.policy.table import Policy


class Table(StrEnum):
    """The tables of a plan. The key of a record stands in brackets."""

    CLUSTERS = "clusters"  # [cluster id: str] -> Cluster
    SCHOOL_LOCKS = "school_locks"  # [URN: int] -> str: the cluster id it is locked to, "" = locked out of every cluster
    SCHOOL_NOTES = "school_notes"  # [URN: int] -> str
    ACCEPTED = "accepted"  # [violation key: str] -> str: the reason a person gave
    SETTINGS = "settings"  # ["rules"] -> Rules, ["eligibility"] -> Eligibility, ["name"] -> str
    POLICIES = "policies"  # ["policy"] -> Policy: the table that a person set, not there = the one to start from
    PARTNERSHIPS = "partnerships"  # [cluster id: str] -> Partnership; the record outlives its cluster
    ASSOCIATES = "associates"  # [id: str] -> Associate: a membership beside the core, with its purpose
    CONFIDENTIAL = "confidential"  # [id: str] -> ConfidentialFact: kept apart, never exported unless a person ticks it
    PROPOSALS = "proposals"  # ["last"] -> ProposalFacts: what the engine said of the present plan, kept until an edit
    ASKED = "asked"  # ["last"] -> AskedFor: what the last proposal was asked under and gave, kept whatever is edited since


@dataclass(frozen=True)
class Cluster:
    """A proposed partnership. `members` are URNs, ascending. `number` is the short label on the map."""

    id: str
    number: int
    name: str
    members: tuple[int, ...]
    colour: int  # an index into the palette; neighbours never share one
    lead: int | None = None  # the lead school a person chose; None = the rule of the contract
    locked: bool = False
    note: str = ""


@dataclass(frozen=True)
class ProposalFacts:
    """What a proposal reported of itself, kept with the plan it gave; numbers in km, counts of schools.

    `data_hash` is that of the schools it was made from, `travel_hash` that of the travel that a provider supplied, "" for the
    straight line, `version` that of the Wolds that made it, "" unknown. `present` are the
    clusters of the plan that it went on from, where little change counted: without them it could not be repeated.
    """

    unplaced: int
    unplaced_bound: int
    cost_km: float
    cost_bound_km: float
    gap_percent: float
    proven: bool
    ended: str  # "finished", "time", "cancelled", "memory"
    solve_seconds: float
    seed: int
    made_at: str  # ISO date and time
    reasons: tuple[tuple[int, str, str], ...] = ()  # (URN, reason code, sentence) of each unplaced school
    soft_km: tuple[tuple[str, float], ...] = ()  # each soft term in force, by its rule's name
    partnership_km: float = 0.0  # the part of `cost_km` that is partnership cost
    objective_bound_km: float | None = None  # the bound that gap and proof refer to; None = the cost's own
    data_hash: str = ""
    version: str = ""
    present: tuple[tuple[int, ...], ...] = ()
    travel_hash: str = ""

    @property
    def objective_km(self) -> float:
        """What was kept small: the cost and every soft term."""
        return self.cost_km + sum(value for _, value in self.soft_km)


@dataclass(frozen=True)
class AskedFor:
    """What the last proposal was asked under and what it gave, so that it can be repeated after the plan was edited.

    `clusters` are those that it gave, without notes, the locked ones marked; `school_locks` are (URN, cluster id) as in
    `Table.SCHOOL_LOCKS`. `facts` are without reasons.
    """

    facts: ProposalFacts
    rules: Rules
    eligibility: Eligibility
    clusters: tuple[Cluster, ...]
    school_locks: tuple[tuple[int, str], ...]


Record = Any
Key = str | int


def _empty() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class RecordChange:
    """One record before and after; None = it is not there."""

    table: Table
    key: Key
    before: Record | None
    after: Record | None


@dataclass(frozen=True)
class PlanChange:
    """What an edit does: a sentence for the history, and each record before and after."""

    text: str
    records: tuple[RecordChange, ...]

    @property
    def inverse(self) -> PlanChange:
        """The change that takes this one back."""
        return PlanChange(self.text, tuple(RecordChange(r.table, r.key, r.after, r.before) for r in self.records))

    def of(self, table: Table) -> Iterator[RecordChange]:
        """The records of one table."""
        return (record for record in self.records if record.table == table)

    @property
    def touches_settings(self) -> bool:
        """Whether rules or filter change, so that everything is to be judged anew."""
        return any(True for _ in self.of(Table.SETTINGS))


@dataclass(frozen=True, eq=False)
class Plan:
    """One scenario. Mappings are read-only; `cluster_of` follows `clusters` and is kept up to date by `apply`."""

    name: str = "Scenario A"
    rules: Rules = field(default_factory=Rules)
    eligibility: Eligibility = field(default_factory=Eligibility)
    clusters: Mapping[str, Cluster] = field(default_factory=_empty)
    cluster_of: Mapping[int, str] = field(default_factory=_empty)
    school_locks: Mapping[int, str] = field(default_factory=_empty)
    school_notes: Mapping[int, str] = field(default_factory=_empty)
    accepted: Mapping[str, str] = field(default_factory=_empty)
    proposals: Mapping[str, ProposalFacts] = field(default_factory=_empty)
    asked: Mapping[str, AskedFor] = field(default_factory=_empty)
    policies: Mapping[str, Policy] = field(default_factory=_empty)
    partnerships: Mapping[str, Partnership] = field(default_factory=_empty)
    associates: Mapping[str, Associate] = field(default_factory=_empty)
    confidential: Mapping[str, ConfidentialFact] = field(default_factory=_empty)

    def table(self, table: Table) -> Mapping[Any, Record]:
        """The records of one table."""
        if table == Table.SETTINGS:
            return {"rules": self.rules, "eligibility": self.eligibility, "name": self.name}
        records: Mapping[Any, Record] = getattr(self, table.value)
        return records

    def apply(self, change: PlanChange) -> Plan:
        """The plan after a change. `ValueError` where the change was made for another plan (a program fault)."""
        tables: dict[Table, dict[Any, Record]] = {}
        for record in change.records:
            if record.table not in tables:
                tables[record.table] = _copied(self.table(record.table))
            records = tables[record.table]
            if records.get(record.key) != record.before:
                raise ValueError(f"{record.table} {record.key}: the change was made for another plan")
            if record.after is None:
                del records[record.key]
            else:
                records[record.key] = record.after
        fields: dict[str, Any] = {}
        for table, records in tables.items():
            fields |= records if table == Table.SETTINGS else {table.value: MappingProxyType(records)}
        if Table.CLUSTERS in tables:
            fields["cluster_of"] = self._moved(change)
        return replace(self, **fields)

    def _moved(self, change: PlanChange) -> Mapping[int, str]:
        home = _copied(self.cluster_of)
        for record in change.of(Table.CLUSTERS):
            for urn in record.before.members if record.before else ():
                if home.get(urn) == record.key:
                    del home[urn]
        for record in change.of(Table.CLUSTERS):
            for urn in record.after.members if record.after else ():
                if urn in home:
                    raise ValueError(f"URN {urn} would be in two clusters")
                home[urn] = str(record.key)
        return MappingProxyType(home)

    @cached_property
    def locked_clusters(self) -> frozenset[str]:
        """Ids of locked clusters."""
        return frozenset(key for key, cluster in self.clusters.items() if cluster.locked)

    def cluster_at(self, urn: int) -> Cluster | None:
        """The cluster of a school, None where it is in none."""
        home = self.cluster_of.get(urn)
        return None if home is None else self.clusters[home]

    def is_locked(self, urn: int) -> bool:
        """Whether a school is held where it is: by a lock of its own or of its cluster."""
        return urn in self.school_locks or self.cluster_of.get(urn) in self.locked_clusters


def _copied(records: Mapping[Any, Any]) -> dict[Any, Any]:
    """A dictionary of one's own; a proxy's own copy is fifteen times as fast as `dict(proxy)`."""
    return records.copy() if isinstance(records, MappingProxyType) else dict(records)


def plan_with(clusters: Mapping[str, Cluster], plan: Plan | None = None) -> Plan:
    """A plan with just these clusters, everything else taken from `plan`."""
    home = {urn: key for key, cluster in clusters.items() for urn in cluster.members}
    if len(home) != sum(len(cluster.members) for cluster in clusters.values()):
        raise ValueError("a school stands in two clusters")
    return replace(plan or Plan(), clusters=MappingProxyType(dict(clusters)), cluster_of=MappingProxyType(home))
