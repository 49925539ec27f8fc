"""A plan taken back to a register that it stood on before, as it stood then; how it stands now stays in the file's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import numpy as np

from wolds.clustering.partnership.records import ConfidentialFact, Partnership, next_id
from wolds.clustering.plan import Plan
from wolds.clustering.project import LogEntry, Project
from wolds.clustering.records import refuse_unknown
from wolds.clustering.refreshing.changes import school_changes
from wolds.clustering.refreshing.former import FormerRegister, KeptReview, heirs_of
from wolds.clustering.refreshing.leaving import left_register
from wolds.clustering.refreshing.log import file_words, source_words
from wolds.clustering.refreshing.lost_travel import found_again
from wolds.clustering.refreshing.rows import change_rows
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.refreshing.travel import carried_travel, handed_over, heirs_on_the_spot, moved_schools
from wolds.clustering.wording import schools_text
from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import Schools


def gone_back(project: Project, place: int, at: str | None = None) -> Project:
    """The project on the former register at `place` of its `formers`, with the scenarios as they stood when it was left.

    The present register, and the plan as it stands on it, become the newest former ones: one can go back to them too.
    Confidential facts, of which the history keeps none, are those of today. Travel is that of then; where another was worked
    out since, it is that one, for schools that stood on the same spot. `InputError` where the former register is damaged.
    """
    former = project.formers[place]
    when = at or datetime.now().astimezone().isoformat(timespec="seconds")
    schools, plans = former.schools, former.plans
    schools = with_travel_of_then(project.schools, project.formers[place:])
    transition = Transition(project.schools, schools, _links_back(project.formers[place:], schools))
    scenarios = _with_confidential(plans.scenarios, plans.active, project, transition)
    for plan in scenarios:
        refuse_unknown(plan, schools)
    text = (
        f"Back to a former register: {source_words(schools.source)}, with the plan as it stood on {former.left_at}. "
        f"Before: {source_words(project.schools.source)}; hash of its schools {project.schools.data_hash}"
    )
    log = (*project.log, LogEntry(when, scenarios[plans.active].name, text))
    formers = (*project.formers, left_register(project, transition, _review(project, scenarios, transition, former), when))
    return Project(schools, scenarios, plans.active, log, formers)


def _review(project: Project, scenarios: tuple[Plan, ...], transition: Transition, former: FormerRegister) -> KeptReview:
    """What is otherwise on the register that the plan goes back to, of the schools that are in a cluster then or now."""
    named = {urn for plan in (*project.scenarios, *scenarios) for urn in plan.cluster_of}
    facts = (
        f"Before: {file_words(transition.before.source)}, {schools_text(len(transition.before))}. "
        f"Now: {file_words(transition.after.source)}, {schools_text(len(transition.after))}.",
        f"The plan went back to the earlier register, and to how it stood on {former.left_at[:10]}.",
    )
    return KeptReview(facts, (), change_rows(school_changes(transition, named)))


def _links_back(formers: Sequence[FormerRegister], schools: Schools) -> SchoolLinks:
    """From each school of today whose place another had then, to that one."""
    steps: dict[int, dict[int, LinkKind]] = {}
    for urn in sorted({step.urn for former in formers for step in former.successions}):
        for heir in heirs_of(formers, urn):
            if urn in schools:
                steps.setdefault(heir, {})[urn] = LinkKind.SUCCESSOR
    return SchoolLinks(steps)


def with_travel_of_then(now: Schools, formers: Sequence[FormerRegister]) -> Schools:
    """The schools of the first of `formers` with the travel of then, else with today's as far as it holds for where they stood.

    `formers` are all the registers from that one on, oldest first; `now` are the schools that follow the last of them.
    `InputError` where one of them is damaged.
    """
    then = formers[0].schools
    heirs = heirs_on_the_spot(now.supplied, Transition(now, then, _links_back(formers, then)))
    moved = np.setdiff1d(moved_schools(now, then), list(heirs.values()))  # whoever gets it stands where it was worked out
    today = carried_travel(handed_over(now.supplied, heirs), then, moved)
    return then.travelling_by(found_again(today, [one.plans.lost_travel for one in formers], then))


def _with_confidential(then: tuple[Plan, ...], active: int, project: Project, transition: Transition) -> tuple[Plan, ...]:
    """The scenarios of then with the confidential facts of today; those of a scenario that was not there go to the active."""
    names = [plan.name for plan in then]
    plans = [replace(plan, confidential=MappingProxyType({})) for plan in then]
    for plan in project.scenarios:
        place = names.index(plan.name) if plan.name in names else active
        plans[place] = _with_facts(plans[place], plan, transition)
    return tuple(plans)


def _with_facts(then: Plan, now: Plan, transition: Transition) -> Plan:
    known = dict(then.confidential)
    homes: dict[str, Partnership] = {}
    for key, fact in sorted(now.confidential.items()):
        placed, home = _placed(fact, then, now, transition)
        if placed not in known.values():
            known[key if key not in known else next_id("F", known)] = placed
            homes |= home
    return replace(then, confidential=MappingProxyType(known), partnerships=MappingProxyType({**homes, **then.partnerships}))


def _placed(
    fact: ConfidentialFact, then: Plan, now: Plan, transition: Transition
) -> tuple[ConfidentialFact, Mapping[str, Partnership]]:
    """A fact where it belongs then, and the record of a former partnership that it needs there."""
    if fact.urn is None:
        key = fact.cluster or ""
        is_known = key in then.clusters or key in then.partnerships
        return fact, {} if is_known else {key: _former(*_named(key, now))}
    place = transition.now(fact.urn)
    if place is not None:
        return fact.model_copy(update={"urn": place}), {}
    key = f"S{fact.urn}"
    home = _former(f"{transition.name(fact.urn)}, not in the register", (fact.urn,))
    return ConfidentialFact(cluster=key, kind=fact.kind, on=fact.on, text=fact.text), {key: home}


def _named(key: str, now: Plan) -> tuple[str, Iterable[int]]:
    cluster, said = now.clusters.get(key), now.partnerships.get(key)
    if cluster is not None:
        return cluster.name or key, cluster.members
    return (said.former_name or key, said.former_members) if said is not None else (key, ())


def _former(name: str, members: Iterable[int]) -> Partnership:
    return Partnership(former_name=name, former_members=tuple(members))
