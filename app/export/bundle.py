"""What every export is made from: one frozen bundle, and the rows that the formats share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, ProposalFacts
from wolds.clustering.problem import Unplaced
from wolds.clustering.travel import Measure, plan_measure, shown_value
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.clustering.exploring.what_changed import WhatChanged

AFTER_CODE: Final = " - "
"""Stands between the code of a reason and its sentence; no code holds a blank."""
BY_HAND: Final = "by-hand"
"""The code of a school whose reason only a new proposal would tell."""
_LOCKED_OUT: Final = f"locked{AFTER_CODE}The school is locked out of every cluster."
_NOT_EXPLAINED: Final = f"{BY_HAND}{AFTER_CODE}The plan was edited after the last proposal; propose again to learn the reason."

_NOT_PROPOSED: Final = f"{BY_HAND}{AFTER_CODE}No proposal was made; make one to learn the reason."


@dataclass(frozen=True)
class SchoolRow:
    """One school to be placed, or in a cluster: what the cluster list says of it. Coordinates are EPSG:27700 metres.

    `cluster` is "" for an unplaced school, and only then `reason` says why: a code of the contract, then a sentence.
    `lead` is the URN of the cluster's lead school. None = unknown.
    """

    urn: int
    name: str
    cluster: str
    lead: int | None
    easting: int | None
    northing: int | None
    roll: int | None
    reason: str
    role: str


@dataclass(frozen=True, eq=False)
class Exported:
    """A scenario as it is handed on. `facts` are None once the plan was edited by hand.

    `unplaced` says why schools are left over; where it is empty, the reasons in `facts` hold. `was_proposed` is False
    for a plan that no proposal ever touched.
    """

    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard
    unplaced: tuple[Unplaced, ...] = ()
    facts: ProposalFacts | None = None
    version: str = ""
    made_at: str = ""  # ISO date and time
    title: str = ""
    was_proposed: bool = True
    seed: int | None = None
    changes: WhatChanged | None = None  # beside the plan that was proposed anew
    whole_hash: str = ""  # the hash of all schools, where these are a part of a plan
    confidential: bool = False  # whether a person ticked that confidential facts go out too

    @classmethod
    def of(cls, schools: Schools, standing: Standing, plan: Plan, scoreboard: Scoreboard, **more: Any) -> Self:
        """The bundle of a plan as it stands now: its own facts, this version of Wolds, this moment, its name as title."""
        from datetime import datetime
        from importlib.metadata import version

        given = {
            "facts": plan.proposals.get(LAST_PROPOSAL),
            "version": version("wolds"),
            "made_at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "title": plan.name,
        }
        return cls(schools, standing, plan, scoreboard, **(given | more))

    @property
    def is_sample(self) -> bool:
        """Whether the schools are the invented county's."""
        return self.schools.source.is_sample

    @property
    def data_hash(self) -> str:
        """The hash of the schools of the whole plan."""
        return self.whole_hash or self.schools.data_hash

    @property
    def seed_used(self) -> int | None:
        """The seed of the proposal, None where it is not known."""
        return self.facts.seed if self.facts is not None else self.seed

    @property
    def context(self) -> EditContext:
        """What partnerships are judged by."""
        return EditContext(self.schools, self.standing, self.plan)

    @cached_property
    def measure(self) -> Measure:
        """What travel is measured in; by the straight line always km, which the cost is reckoned in."""
        return plan_measure(self.schools, self.plan.rules)

    def shown(self, km: float) -> float:
        """Travel or cost in the unit of `measure`."""
        return shown_value(km, self.plan.rules) if self.schools.supplied is not None else km

    @cached_property
    def straight_km(self) -> float:
        """The cost of the plan by the straight line, whatever travel is in force."""
        plain = self.schools.travelling_by(None)
        return Scoreboard.of(plain, self.standing, self.plan).plan.cost_km

    @property
    def day(self) -> date:
        """The day that the export is of."""
        return date.fromisoformat(self.made_at[:10]) if self.made_at else date.today()

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters, by id."""
        return tuple(self.plan.clusters[key] for key in sorted(self.plan.clusters))

    @cached_property
    def rows(self) -> tuple[SchoolRow, ...]:
        """Each school to be placed and each other school in a cluster, by URN."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[SchoolRow]:
        named = np.isin(self.schools.urn, list(self.plan.cluster_of))
        names = self.schools.text("name")
        for at in np.flatnonzero(self.standing.to_place | named).tolist():
            urn = int(self.schools.urn[at])
            cluster = self.plan.cluster_of.get(urn, "")
            yield SchoolRow(
                urn=urn,
                name=str(names[at]),
                cluster=cluster,
                lead=self.lead_of(cluster),
                easting=_whole(self.schools.easting[at]),
                northing=_whole(self.schools.northing[at]),
                roll=_whole(self.schools.roll[at]),
                reason="" if cluster else self._reason(urn),
                role=_ROLES[int(self.standing.role[at])],
            )

    def lead_of(self, cluster: str) -> int | None:
        """The lead school of a cluster: the chosen one, else the contract's."""
        return self.scoreboard.clusters[cluster].lead if cluster else None

    @cached_property
    def _reasons(self) -> dict[int, str]:
        told = self.facts.reasons if self.facts is not None else ()
        given = {urn: f"{code}{AFTER_CODE}{sentence}" for urn, code, sentence in told}
        return given | {one.urn: f"{one.code}{AFTER_CODE}{one.sentence}" for one in self.unplaced}

    def _reason(self, urn: int) -> str:
        if urn in self._reasons:
            return self._reasons[urn]
        if self.plan.school_locks.get(urn) == "":
            return _LOCKED_OUT
        return _NOT_EXPLAINED if self.plan.clusters and self.was_proposed else _NOT_PROPOSED


_ROLES: Final = {
    int(Role.TO_PLACE): "to be placed",
    int(Role.OPTIONAL): "optional",
    int(Role.EXCLUDED): "put in by hand",
}


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else round(float(value))
