"""Everything that a plan file holds: schools, named scenarios of which one is active, and the log of edits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from wolds.clustering.edits.base import EditError
from wolds.clustering.edits.guards import clean_name
from wolds.clustering.naming import free_name
from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.clustering.refreshing.former import FormerRegister


@dataclass(frozen=True)
class LogEntry:
    """One line of the log of edits: when (ISO date and time), in which scenario, and what in a plain sentence."""

    at: str
    scenario: str
    text: str


@dataclass(frozen=True, eq=False)
class Project:
    """Schools, at least one scenario, the position of the active one, and the log, oldest first.

    `formers` are the registers that the plan stood on before, oldest first.
    """

    schools: Schools
    scenarios: tuple[Plan, ...] = (Plan(),)
    active: int = 0
    log: tuple[LogEntry, ...] = ()
    formers: tuple[FormerRegister, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.active < len(self.scenarios):
            raise ValueError(f"no scenario {self.active} among {len(self.scenarios)}")

    @property
    def plan(self) -> Plan:
        """The active scenario."""
        return self.scenarios[self.active]

    def with_plan(self, plan: Plan) -> Project:
        """The project with another plan in place of the active one."""
        return replace(self, scenarios=_with(self.scenarios, self.active, plan))

    def logged(self, text: str, at: str | None = None) -> Project:
        """The project with one more line in its log, under the active scenario; `at` is now unless given."""
        when = at or datetime.now().astimezone().isoformat(timespec="seconds")
        return replace(self, log=(*self.log, LogEntry(when, self.plan.name, text)))

    def switched(self, position: int) -> Project:
        """The project with another scenario active. `EditError` where there is none at that position."""
        _refuse_missing(self, position)
        return replace(self, active=position)

    def added(self, plan: Plan) -> Project:
        """The project with one more scenario, active, under a name that no other has."""
        fresh = replace(plan, name=free_name(plan.name, self.names))
        return replace(self, scenarios=(*self.scenarios, fresh), active=len(self.scenarios))

    def duplicated(self, position: int, name: str = "") -> Project:
        """The project with a copy of a scenario, active. The copy shares nothing that can change: locks cannot leak."""
        _refuse_missing(self, position)
        original = self.scenarios[position]
        if name.strip():
            return self.added(replace(original, name=_fresh_name(name, self.names)))
        return self.added(replace(original, name=next_scenario_name(self.names)))

    def renamed(self, position: int, name: str) -> Project:
        """The project with a scenario renamed. `EditError` for an empty name or one that another scenario has."""
        _refuse_missing(self, position)
        others = [own for place, own in enumerate(self.names) if place != position]
        renamed = replace(self.scenarios[position], name=_fresh_name(name, others))
        return replace(self, scenarios=_with(self.scenarios, position, renamed))

    def removed(self, position: int) -> Project:
        """The project without a scenario. `EditError` where it is the only one."""
        _refuse_missing(self, position)
        if len(self.scenarios) == 1:
            raise EditError("A plan keeps at least one scenario.")
        scenarios = (*self.scenarios[:position], *self.scenarios[position + 1 :])
        active = self.active - 1 if position < self.active else min(self.active, len(scenarios) - 1)
        return replace(self, scenarios=scenarios, active=active)

    def without_confidential(self) -> Project:
        """The project as it may be passed on: without the confidential facts of any scenario."""
        return replace(self, scenarios=tuple(replace(plan, confidential=Plan().confidential) for plan in self.scenarios))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, in order."""
        return tuple(plan.name for plan in self.scenarios)


def _with(scenarios: tuple[Plan, ...], position: int, plan: Plan) -> tuple[Plan, ...]:
    return (*scenarios[:position], plan, *scenarios[position + 1 :])


def _refuse_missing(project: Project, position: int) -> None:
    if not 0 <= position < len(project.scenarios):
        raise EditError("There is no such scenario.")


def _fresh_name(name: str, others: Collection[str]) -> str:
    words = clean_name(name, "scenario")
    if words.casefold() in {other.casefold() for other in others}:
        raise EditError(f"There is another scenario called {words}.")
    return words


def next_scenario_name(taken: Collection[str]) -> str:
    """The first of "Scenario A" to "Scenario Z" that is free, else "Scenario", "Scenario 2" and so on.

    >>> next_scenario_name(["Scenario A"])
    'Scenario B'
    """
    used = {other.casefold() for other in taken}
    letters = (f"Scenario {chr(code)}" for code in range(ord("A"), ord("Z") + 1))
    free = (name for name in letters if name.casefold() not in used)
    return next(free, None) or free_name("Scenario", taken)


def _travel_of(project: Project) -> str:
    return "" if project.schools.supplied is None else project.schools.supplied.digest


def same_content(one: Project, other: Project) -> bool:
    """Whether two projects hold the same schools, former registers, scenarios and log, however they came about."""
    from wolds.clustering.records import state_of

    return (
        one.schools.data_hash == other.schools.data_hash
        and one.schools.source == other.schools.source
        and _travel_of(one) == _travel_of(other)
        and [former.key for former in one.formers] == [former.key for former in other.formers]
        and state_of(one) == state_of(other)
    )
