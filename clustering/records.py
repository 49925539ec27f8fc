"""A project without its schools as one plain document, for the plan file and for recovery, and back with every check.

The document is JSON: `{"version": 4, "active": 0, "scenarios": [...], "log": [[at, scenario, text], ...]}`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from wolds.clustering.colouring import COLOURS
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.edits.guards import LONGEST_NAME, LONGEST_NOTE
from wolds.clustering.edits.policy import POLICY
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.partnership.records import Associate, ConfidentialFact, Partnership, RecordId
from wolds.clustering.plan import AskedFor, Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.policy.table import Policy
from wolds.clustering.project import LogEntry, Project
from wolds.clustering.rules import Document, Rules, Urn
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

STATE_VERSION: Final = 6
"""1 knew no policy table, 2 no partnerships, 3 no recorded relations, 4 not what a proposal was made from, 5 not by
which travel; what is lacking has its usual value."""

_Name = Annotated[str, Field(max_length=10 * LONGEST_NAME)]
_Note = Annotated[str, Field(max_length=100 * LONGEST_NOTE)]  # merged clusters may carry many notes
_Text = Annotated[str, Field(max_length=200 * LONGEST_NOTE)]
_ClusterId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
_Count = Annotated[int, Field(ge=0, le=10_000_000)]


class ClusterRecord(Document):
    """A cluster as it is kept."""

    id: _ClusterId
    number: Annotated[int, Field(ge=0, le=10_000_000)]
    name: _Name
    members: Annotated[tuple[Urn, ...], Field(min_length=1)]
    colour: Annotated[int, Field(ge=0, lt=COLOURS)]
    lead: Urn | None = None
    locked: bool = False
    note: _Note = ""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if list(self.members) != sorted(set(self.members)):
            raise ValueError(f"the schools of {self.id} are not in order, each once")
        if self.lead is not None and self.lead not in self.members:
            raise ValueError(f"the lead school of {self.id} is not one of its schools")
        return self


class FactsRecord(Document):
    """What a proposal reported of itself, as it is kept."""

    unplaced: _Count
    unplaced_bound: _Count
    cost_km: float
    cost_bound_km: float
    gap_percent: float
    proven: bool
    ended: Annotated[str, Field(max_length=40)]
    solve_seconds: float
    seed: int
    made_at: Annotated[str, Field(max_length=40)]
    reasons: tuple[tuple[Urn, _Text, _Text], ...] = ()
    soft_km: tuple[tuple[Annotated[str, Field(max_length=40)], float], ...] = ()
    partnership_km: float = 0.0
    objective_bound_km: float | None = None
    data_hash: Annotated[str, Field(max_length=64)] = ""
    version: Annotated[str, Field(max_length=40)] = ""
    present: tuple[tuple[Urn, ...], ...] = ()
    travel_hash: Annotated[str, Field(max_length=64)] = ""


class AskedRecord(Document):
    """What the last proposal was asked under and gave, as it is kept; files of earlier versions have none."""

    facts: FactsRecord
    rules: Rules
    eligibility: Eligibility
    clusters: tuple[ClusterRecord, ...] = ()
    school_locks: tuple[tuple[Urn, _ClusterId | Literal[""]], ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _refuse_doubled("partnership id of a proposal", [cluster.id for cluster in self.clusters])
        _refuse_doubled("school of a proposal", [urn for cluster in self.clusters for urn in cluster.members])
        return self


class PlanRecord(Document):
    """A scenario as it is kept."""

    name: _Name
    rules: Rules
    eligibility: Eligibility
    clusters: tuple[ClusterRecord, ...] = ()
    school_locks: dict[Urn, str] = {}
    school_notes: dict[Urn, _Note] = {}
    accepted: dict[str, _Note] = {}
    proposal: FactsRecord | None = None
    asked: AskedRecord | None = None
    policy: Policy | None = None
    partnerships: dict[_ClusterId, Partnership] = {}
    associates: dict[RecordId, Associate] = {}
    confidential: dict[RecordId, ConfidentialFact] = {}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _refuse_doubled("partnership id", [cluster.id for cluster in self.clusters])
        _refuse_doubled("school", [urn for cluster in self.clusters for urn in cluster.members])
        home = {urn: cluster.id for cluster in self.clusters for urn in cluster.members}
        for urn, place in self.school_locks.items():
            if home.get(urn, "") != place:
                raise ValueError(f"URN {urn} is locked to {place or 'no partnership'}, but is not there")
        return self


class StateRecord(Document):
    """Everything but the schools, as it is kept."""

    version: Literal[1, 2, 3, 4, 5, 6] = STATE_VERSION
    active: Annotated[int, Field(ge=0)] = 0
    scenarios: Annotated[tuple[PlanRecord, ...], Field(min_length=1)]
    log: tuple[tuple[_Text, _Text, _Text], ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.active >= len(self.scenarios):
            raise ValueError("the active scenario is missing")
        return self


def _refuse_doubled(what: str, keys: list[Any]) -> None:
    doubled = [key for key, count in Counter(keys).items() if count > 1]
    if doubled:
        raise ValueError(f"the {what} {doubled[0]} stands more than once")


def plan_record(plan: Plan, *, confidential: bool = True) -> dict[str, Any]:
    """A plan as JSON-able plain values, the same for the same plan; `confidential` facts only where asked for."""
    facts, policy = plan.proposals.get(LAST_PROPOSAL), plan.policies.get(POLICY)
    asked = plan.asked.get(LAST_PROPOSAL)
    return {
        "name": plan.name,
        "rules": plan.rules.model_dump(mode="json"),
        "eligibility": plan.eligibility.model_dump(mode="json"),
        "clusters": [_cluster_record(plan.clusters[key]) for key in sorted(plan.clusters)],
        "school_locks": _by_text(plan.school_locks),
        "school_notes": _by_text(plan.school_notes),
        "accepted": _by_text(plan.accepted),
        "proposal": None if facts is None else _facts_record(facts),
        **({} if asked is None else {"asked": _asked_record(asked)}),
        "policy": None if policy is None else _dumped(policy),
        "partnerships": {key: _dumped(plan.partnerships[key]) for key in sorted(plan.partnerships)},
        "associates": {key: _dumped(plan.associates[key]) for key in sorted(plan.associates)},
        "confidential": {key: _dumped(plan.confidential[key]) for key in sorted(plan.confidential)} if confidential else {},
    }


def _dumped(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", exclude_none=True)


def _cluster_record(cluster: Cluster) -> dict[str, Any]:
    return {**vars(cluster), "members": list(cluster.members)}


def _facts_record(facts: ProposalFacts) -> dict[str, Any]:
    lists = {"reasons": facts.reasons, "soft_km": facts.soft_km, "present": facts.present}
    return {**vars(facts), **{name: [list(entry) for entry in entries] for name, entries in lists.items()}}


def _asked_record(asked: AskedFor) -> dict[str, Any]:
    return {
        "facts": _facts_record(asked.facts),
        "rules": asked.rules.model_dump(mode="json"),
        "eligibility": asked.eligibility.model_dump(mode="json"),
        "clusters": [_cluster_record(cluster) for cluster in asked.clusters],
        "school_locks": [list(lock) for lock in asked.school_locks],
    }


def _asked(record: AskedRecord) -> AskedFor:
    clusters = tuple(Cluster(**dict(cluster)) for cluster in record.clusters)
    return AskedFor(ProposalFacts(**dict(record.facts)), record.rules, record.eligibility, clusters, record.school_locks)


def _by_text(records: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): records[key] for key in sorted(records)}


def state_of(project: Project) -> dict[str, Any]:
    """Everything of a project but its schools, as JSON-able plain values."""
    return {
        "version": STATE_VERSION,
        "active": project.active,
        "scenarios": [plan_record(plan) for plan in project.scenarios],
        "log": [[entry.at, entry.scenario, entry.text] for entry in project.log],
    }


def state_json(project: Project) -> str:
    """`state_of` as JSON text."""
    return _as_json(state_of(project))


def _as_json(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()  # half a character, as a clipboard may hold, must not stop a save


def plan_json(plan: Plan, *, confidential: bool = True) -> str:
    """`plan_record` as JSON text."""
    return _as_json(plan_record(plan, confidential=confidential))


def fact_json(fact: ConfidentialFact) -> str:
    """A confidential fact as JSON text."""
    return _as_json(_dumped(fact))


def fact_from(document: str | bytes) -> ConfidentialFact:
    """The confidential fact of a JSON text. `InputError` for anything that does not hold together."""
    try:
        return ConfidentialFact.model_validate_json(document)
    except ValidationError as error:
        raise InputError(_in_words(error)) from error


def plan_from(document: str | bytes) -> Plan:
    """The plan of a JSON text. `InputError` for anything that does not hold together."""
    try:
        return _plan(PlanRecord.model_validate_json(document))
    except ValidationError as error:
        raise InputError(_in_words(error)) from error


def project_from(state: str | bytes, schools: Schools) -> Project:
    """The project of a JSON text and its schools, with every scenario checked against them.

    `InputError` for text that is no such state, and for schools and LA codes that the table does not have.
    """
    try:
        record = StateRecord.model_validate_json(state)
    except ValidationError as error:
        raise InputError(_in_words(error)) from error
    scenarios = tuple(_plan(scenario) for scenario in record.scenarios)
    for plan in scenarios:
        refuse_unknown(plan, schools)
    return Project(schools, scenarios, record.active, tuple(LogEntry(*entry) for entry in record.log))


def _plan(record: PlanRecord) -> Plan:
    clusters = {cluster.id: Cluster(**dict(cluster)) for cluster in record.clusters}
    proposals = {} if record.proposal is None else {LAST_PROPOSAL: ProposalFacts(**dict(record.proposal))}
    policies = {} if record.policy is None else {POLICY: record.policy}
    plan = Plan(
        name=record.name,
        rules=record.rules,
        eligibility=record.eligibility,
        school_locks=MappingProxyType(dict(record.school_locks)),
        school_notes=MappingProxyType(dict(record.school_notes)),
        accepted=MappingProxyType(dict(record.accepted)),
        proposals=MappingProxyType(proposals),
        asked=MappingProxyType({} if record.asked is None else {LAST_PROPOSAL: _asked(record.asked)}),
        policies=MappingProxyType(policies),
        partnerships=MappingProxyType(dict(record.partnerships)),
        associates=MappingProxyType(dict(record.associates)),
        confidential=MappingProxyType(dict(record.confidential)),
    )
    return plan_with(clusters, plan)


def refuse_unknown(plan: Plan, schools: Schools) -> None:
    """`InputError` where a plan names a school or an LA code that the table does not have."""
    rules = plan.rules
    named = {*plan.cluster_of, *plan.school_locks, *plan.school_notes}
    named |= _named_beside(plan)
    named |= {urn for link in (*rules.must_link, *rules.keep_apart, *rules.overrides) for urn in link.pair}
    named |= {urn for relation in rules.relations for urn in relation.urns}
    missing = sorted(urn for urn in named if urn not in schools)
    if missing:
        listed = ", ".join(map(str, missing[:5])) + (" ..." if len(missing) > 5 else "")
        raise InputError(f"{plan.name} names schools that the file does not hold: URN {listed}")
    standing_of(schools, plan.eligibility)


def _named_beside(plan: Plan) -> set[int]:
    """Schools that joint roles, associate memberships and confidential facts name."""
    based = {role.school for partnership in plan.partnerships.values() for role in partnership.roles}
    beside = {record.urn for record in plan.associates.values()} | {fact.urn for fact in plan.confidential.values()}
    return {urn for urn in based | beside if urn is not None}


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = " > ".join(str(part) for part in first["loc"])
    return f"the plan does not hold together: {where + ': ' if where else ''}{first['msg'].removeprefix('Value error, ')}"
