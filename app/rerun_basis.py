"""What a proposal is repeated from: the schools, rules, filter, locks and clusters that its plan recorded, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile
from types import MappingProxyType

from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import AskedFor, Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.records import refuse_unknown
from wolds.clustering.refreshing import FormerRegister, file_words, with_travel_of_then
from wolds.clustering.rule_changes import filter_changes, rule_changes
from wolds.clustering.wording import schools_text
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


@dataclass(frozen=True, eq=False)
class Basis:
    """What is repeated, and in plain sentences what is otherwise in the plan now."""

    facts: ProposalFacts
    context: EditContext
    changed_since: tuple[str, ...] = ()


def basis_of(context: EditContext, formers: Iterable[FormerRegister]) -> Basis:
    """The last proposal of a plan as far as it is recorded. `InputError` where none is."""
    plan = context.plan
    asked, last = plan.asked.get(LAST_PROPOSAL), plan.proposals.get(LAST_PROPOSAL)
    if asked is None:
        return _as_it_stands(context, last)
    facts = last or asked.facts
    schools, told = _schools(context.schools, facts, formers)
    asked_plan = _asked_plan(plan, asked, is_edited=last is None)
    refuse_unknown(asked_plan, schools)
    recorded = EditContext(schools, standing_of(schools, asked.eligibility), asked_plan)
    edited = ("The plan was changed since: what is repeated is the proposal, not the plan as it stands now.",)
    return Basis(facts, recorded, (*(() if last else edited), *told, *_changed(plan, asked)))


def _as_it_stands(context: EditContext, last: ProposalFacts | None) -> Basis:
    """A plan of an earlier version of Wolds, which does not record under what its proposal was asked."""
    if last is None:
        raise InputError(
            f"{context.plan.name} records no proposal: there was none, or it was edited by hand since",
            remedy="Propose it anew (wolds propose), or name another scenario.",
        )
    words = "The plan does not record under which rules the proposal was made: it is repeated under those of the plan."
    return Basis(last, context, (words,))


def _schools(now: Schools, facts: ProposalFacts, formers: Iterable[FormerRegister]) -> tuple[Schools, tuple[str, ...]]:
    """The schools that the proposal was made from, where the file has them, and what is to be said of them."""
    if facts.data_hash in ("", now.data_hash):
        return now, ()
    since = tuple(dropwhile(lambda one: one.data_hash != facts.data_hash, formers))
    if not since:
        return now, ()
    try:
        schools = with_travel_of_then(now, since) if facts.travel_hash else since[0].schools.travelling_by(None)
    except InputError as error:
        return now, (f"{error.message[:1].upper()}{error.message[1:]}: it is repeated on the present register.",)
    words = f"The plan stands on {file_words(now.source)} now: it is repeated on the register of the proposal, "
    return schools, (f"{words}{file_words(since[0].source)}, which the file keeps.",)


def _asked_plan(plan: Plan, asked: AskedFor, *, is_edited: bool) -> Plan:
    """The plan as the proposal left it, under the rules and locks that it was asked under."""
    locked = {cluster.id for cluster in asked.clusters if cluster.locked}
    given = asked.clusters if is_edited else tuple(plan.clusters.values())
    clusters = {cluster.id: replace(cluster, locked=cluster.id in locked) for cluster in given}
    locks = MappingProxyType(dict(asked.school_locks))
    return plan_with(clusters, Plan(plan.name, asked.rules, asked.eligibility, school_locks=locks, policies=plan.policies))


def _changed(plan: Plan, asked: AskedFor) -> Iterator[str]:
    changes = (
        ("The rules of the plan were changed since", rule_changes(asked.rules, plan.rules)),
        ("Who takes part was changed since", filter_changes(asked.eligibility, plan.eligibility)),
    )
    for what, found in changes:
        if found:
            yield f"{what}; it is repeated under those of the proposal. Changed: {'; '.join(found)}."
    then = {*dict(asked.school_locks), *_members(cluster for cluster in asked.clusters if cluster.locked)}
    now = {*plan.school_locks, *_members(plan.clusters[key] for key in plan.locked_clusters)}
    if then != now:
        yield f"Locks were changed since, of {schools_text(len(then ^ now))}; it is repeated with those of the proposal."


def _members(clusters: Iterable[Cluster]) -> Iterator[int]:
    return (urn for cluster in clusters for urn in cluster.members)
