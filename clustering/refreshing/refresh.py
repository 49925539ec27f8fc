"""A whole project taken to a new register: every scenario, what changed, what broke, and where the plan came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wolds.clustering.eligibility import Role, Standing, standing_of
from wolds.clustering.figures import PlanFigures, Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.records import refuse_unknown
from wolds.clustering.refreshing.carrying import carried
from wolds.clustering.refreshing.changes import ROLL_SHARE, SchoolChange, school_changes, unsaid_kinds
from wolds.clustering.refreshing.former import KeptReview
from wolds.clustering.refreshing.leaving import left_register
from wolds.clustering.refreshing.log import history_of
from wolds.clustering.refreshing.rows import review_rows
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.refreshing.travel import (
    carried_travel,
    forgotten,
    handed_over,
    heirs_on_the_spot,
    moved_schools,
    told_of_overrides,
)
from wolds.clustering.refreshing.words import facts_of, warnings_of
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError
from wolds.geo.links import SchoolLinks
from wolds.geo.progress import Unwatched, Watch, stop_if_asked
from wolds.geo.schools import IntArray, Schools


@dataclass(frozen=True)
class RefreshedScenario:
    """What a refresh did to one scenario, `plan` now. `broken` are rules that held before, `mended` broken ones that hold now.

    `to_place` are URNs in no cluster that are to be placed now and were not before.
    """

    plan: Plan
    told: tuple[Told, ...]
    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    to_place: tuple[int, ...]
    before: PlanFigures
    after: PlanFigures


@dataclass(frozen=True, eq=False)
class RefreshReview:
    """Everything that a refresh found. `changes` are of schools that any scenario names or takes in.

    `without_travel`: schools that take part and that the provider of travel does not know. `moved_travel`: schools that it
    knew at another place; what it said of them holds no more. `travel_heirs`: a school that is gone, and the one on the same
    spot for which its travel holds now.
    """

    transition: Transition
    changes: tuple[SchoolChange, ...]
    scenarios: tuple[RefreshedScenario, ...]
    without_travel: tuple[int, ...]
    moved_travel: tuple[int, ...]
    travel_heirs: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that concerns the plan."""
        return not self.changes and not any(one.told or one.broken or one.mended or one.to_place for one in self.scenarios)


@dataclass(frozen=True, eq=False)
class Refreshed:
    """A project on the new register, and the review of what that did."""

    project: Project
    review: RefreshReview


def refresh(
    project: Project,
    schools: Schools,
    links: SchoolLinks | None = None,
    watch: Watch | None = None,
    roll_share: float = ROLL_SHARE,
    at: str | None = None,
) -> Refreshed:
    """Take a project to the schools of a new register. `roll_share`: from which change of a roll on it is told.

    The earlier register stays among the former ones, with the plan as it stood and this review. The log gets its source and
    every sentence about what has no home any more; `at` is its time, now unless given. With the same schools from the same
    file the project stays as it is. Raises `InputError` for a register of other schools, or one that lacks an LA of a
    filter, and `Cancelled`.
    """
    watch = watch or Unwatched()
    before = project.schools
    moved = moved_schools(before, schools)
    transition = Transition(before, schools, links or SchoolLinks())
    heirs = heirs_on_the_spot(before.supplied, transition)
    after = schools.travelling_by(carried_travel(handed_over(before.supplied, heirs), schools, moved))
    transition = Transition(before, after, transition.links)
    _refuse_other_schools(project, transition)
    plans, scenarios, concerned = [], [], set()
    for place, plan in enumerate(project.scenarios):
        stop_if_asked(watch)
        watch.tell(place / len(project.scenarios), f"Refreshing {plan.name}")
        refreshed, scenario, urns = _scenario(plan, transition, moved)
        plans.append(refreshed)
        scenarios.append(scenario)
        concerned |= urns
    changes = school_changes(transition, concerned, roll_share)
    review = RefreshReview(
        transition,
        tuple(changes),
        tuple(scenarios),
        without_travel(after, plans),
        forgotten(before.supplied, moved),
        tuple(heirs.items()),
        tuple(_notes(transition)),
    )
    if before.data_hash == after.data_hash and before.source == after.source:
        return Refreshed(project, review)
    return Refreshed(_gone_on(project, tuple(plans), review, at), review)


def _gone_on(project: Project, plans: tuple[Plan, ...], review: RefreshReview, at: str | None) -> Project:
    """The project on the new register: its log says from which it came, and its former registers keep that one."""
    transition = review.transition
    said = [(scenario.plan.name, scenario.told) for scenario in review.scenarios]
    log = (*project.log, *history_of(project.plan.name, transition, said, at))
    kept = KeptReview(facts_of(review), warnings_of(review), review_rows(review))
    formers = (*project.formers, left_register(project, transition, kept, at))
    return Project(transition.after, plans, project.active, log, formers)


def _refuse_other_schools(project: Project, transition: Transition) -> None:
    named = {urn for plan in project.scenarios for urn in plan.cluster_of} or set(transition.before.urn.tolist())
    if named and all(transition.now(urn) is None for urn in named):
        raise InputError(
            "the register holds none of the plan's schools", remedy="Choose the register of that county, or give the links."
        )


def _scenario(plan: Plan, transition: Transition, moved: IntArray) -> tuple[Plan, RefreshedScenario, set[int]]:
    """The scenario on the new register, what that did to it, and the schools that concern it."""
    before, after = transition.before, transition.after
    taken = carried(plan, transition)
    refuse_unknown(taken.plan, after)
    told = (*taken.told, *told_of_overrides(taken.plan.rules.overrides, moved, transition))
    old, new = standing_of(before, plan.eligibility), standing_of(after, taken.plan.eligibility)
    was, now = Scoreboard.of(before, old, plan), Scoreboard.of(after, new, taken.plan)
    broken, mended = _broken_and_mended(was.violations, now.violations, transition)
    to_place = set(after.urn[new.to_place].tolist())
    waited = set(before.urn[old.to_place].tolist()) - set(plan.cluster_of)
    fresh = tuple(sorted(to_place - set(taken.plan.cluster_of) - waited))
    scenario = RefreshedScenario(taken.plan, told, broken, mended, fresh, was.plan, now.plan)
    named = {urn for one in told for urn in one.urns} | _named(plan) | _named(taken.plan)
    return taken.plan, scenario, named | _taking_part(before, old) | _taking_part(after, new)


def _taking_part(schools: Schools, standing: Standing) -> set[int]:
    return set(schools.urn[np.not_equal(standing.role, int(Role.EXCLUDED))].tolist())


def _named(plan: Plan) -> set[int]:
    beside = {record.urn for record in plan.associates.values()} | {fact.urn for fact in plan.confidential.values()}
    return {*plan.cluster_of, *plan.school_locks, *plan.school_notes, *(urn for urn in beside if urn is not None)}


def _broken_and_mended(
    was: tuple[Violation, ...], now: tuple[Violation, ...], transition: Transition
) -> tuple[tuple[Violation, ...], tuple[Violation, ...]]:
    """What is broken that held, and what holds that was broken.

    Two faults are one where rule and cluster are the same, and of the schools concerned the one lot holds the other.
    """
    then, today = _by_place(was), _by_place(now)
    seats = {fault.key: {transition.seat(urn) for urn in fault.urns} - {None} for fault in was}

    def is_one(before: Violation, after: Violation) -> bool:
        urns = seats[before.key]
        return urns.issubset(after.urns) or urns.issuperset(after.urns)

    broken = (fault for fault in now if not any(is_one(one, fault) for one in then.get((fault.rule, fault.cluster), ())))
    mended = (fault for fault in was if not any(is_one(fault, one) for one in today.get((fault.rule, fault.cluster), ())))
    return tuple(broken), tuple(mended)


def _by_place(faults: Iterable[Violation]) -> Mapping[tuple[str, str], list[Violation]]:
    found: dict[tuple[str, str], list[Violation]] = {}
    for fault in faults:
        found.setdefault((fault.rule, fault.cluster), []).append(fault)
    return found


def without_travel(schools: Schools, plans: Iterable[Plan]) -> tuple[int, ...]:
    """Schools that take part in any scenario and that the provider of travel does not know."""
    if schools.supplied is None:
        return ()
    found: set[int] = set()
    for plan in plans:
        found |= _taking_part(schools, standing_of(schools, plan.eligibility))
    return tuple(sorted(found - set(schools.supplied.urns.tolist())))


def _notes(transition: Transition) -> Iterable[str]:
    before, after, links = transition.before.source, transition.after.source, transition.links
    if before.is_sample != after.is_sample:
        yield "one of the two registers is the made-up sample, the other is not"
    if after.register_date and before.register_date > after.register_date:
        yield f"the new register ({after.register_date}) is older than the earlier one ({before.register_date})"
    if not links.next_of and transition.gone:
        yield "no links were given: the place of a school that closed is taken by nobody"
    if unsaid := unsaid_kinds(transition.before, transition.after):
        yield f"only one of the two registers says anything of {listed(unsaid)}: changes of it are not listed"
