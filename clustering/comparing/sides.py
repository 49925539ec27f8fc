"""Plans to be compared, brought onto one ground: the same register, the same filter, the same rules and travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Self

import numpy as np

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.comparing.following import Followed
from wolds.clustering.edits.base import EditContext
from wolds.clustering.existing import Group, federations
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.refreshing.former import FormerRegister
from wolds.clustering.wording import listed, schools_text
from wolds.geo.schools import Schools

FEWEST_SIDES: Final = 2
MOST_SIDES: Final = 5


@dataclass(frozen=True, eq=False)
class Side:
    """A plan to be compared, under the name that people will read, with the register that it was made with.

    `file` is the name of the file that it stands in, "" where it is in none. `formers` are the registers that it stood on
    before, oldest first.
    """

    name: str
    plan: Plan
    schools: Schools
    file: str = ""
    formers: tuple[FormerRegister, ...] = ()


@dataclass(frozen=True, eq=False)
class Ground:
    """What every plan is scored on: schools, filter and rules, those of the plan of `context`; `formers` as of a `Side`."""

    context: EditContext
    judge: Judge
    formers: tuple[FormerRegister, ...] = ()

    @classmethod
    def of(cls, context: EditContext, formers: tuple[FormerRegister, ...] = ()) -> Self:
        """The ground of a plan."""
        return cls(context, Judge.of(context.schools, context.standing, context.plan.rules), formers)

    @cached_property
    def federations(self) -> tuple[Group, ...]:
        """Federations of which two schools or more take part."""
        found = federations(self.context.schools, self.context.standing)
        return tuple(group for group in found if len(group.urns) > 1)

    @cached_property
    def taking_part(self) -> frozenset[int]:
        """URNs of the schools that are to be placed or optional."""
        standing = self.context.standing
        return frozenset(self.context.schools.urn[standing.to_place | standing.optional].tolist())


@dataclass(frozen=True, eq=False)
class Scored:
    """A side on the common ground. `plan` has its clusters as far as the ground's register holds their schools, and the
    ground's rules and filter; `strangers` are the schools of its clusters that the ground's register lacks, ascending. Schools
    whose place another took are scored as the one that the ground's register has: `followed` says whom.
    """

    side: Side
    plan: Plan
    scoreboard: Scoreboard
    strangers: tuple[int, ...]
    followed: Followed = field(default_factory=Followed)

    @property
    def name(self) -> str:
        """The name that people read."""
        return self.side.name

    def cluster_name(self, key: str | None) -> str:
        """What people call a cluster; "" for none."""
        return "" if key is None else self.plan.clusters[key].name or key

    def partners(self, urn: int) -> frozenset[int]:
        """The schools that share a cluster with a school."""
        cluster = self.plan.cluster_at(urn)
        return frozenset() if cluster is None else frozenset(cluster.members) - {urn}


def scored(ground: Ground, side: Side) -> Scored:
    """Score a side on the common ground."""
    followed = Followed.of(ground.context.schools, ground.formers, side.schools, side.formers)
    here = _here(ground.context.schools, side.plan, followed)
    strangers = tuple(sorted(urn for urn, found in here.items() if not found))
    held = {key: cut for key, cluster in side.plan.clusters.items() if (cut := _held(cluster, here)).members}
    rules, eligibility = ground.context.plan.rules, ground.context.plan.eligibility
    plan = plan_with(held, replace(side.plan, name=side.name, rules=rules, eligibility=eligibility))
    return Scored(side, plan, Scoreboard.by(ground.judge, plan), strangers, followed)


def _here(schools: Schools, plan: Plan, followed: Followed) -> Mapping[int, tuple[int, ...]]:
    """By school of a plan's clusters: the schools of the ground's register that stand for it, none where it has none.

    A school that the plan has itself keeps its own place, whoever merged into it; else one that two clusters would hold is
    scored in neither.
    """
    found = {urn: tuple(one for one in followed.here.get(urn, (urn,)) if one in schools) for urn in plan.cluster_of}
    homes: dict[int, set[str]] = {}
    for urn, ours in found.items():
        for one in ours:
            homes.setdefault(one, set()).add(plan.cluster_of[urn])
    homes |= {one: {plan.cluster_of[one]} for one in homes if one in found.get(one, ())}
    return {urn: tuple(one for one in ours if homes[one] == {plan.cluster_of[urn]}) for urn, ours in found.items()}


def _held(cluster: Cluster, here: Mapping[int, tuple[int, ...]]) -> Cluster:
    """The cluster as the ground's register has its schools; it is the same object where nothing differs."""
    members = tuple(sorted({one for urn in cluster.members for one in here[urn]}))
    if members == cluster.members:
        return cluster
    lead = here.get(cluster.lead, ()) if cluster.lead is not None else ()
    return replace(cluster, members=members, lead=lead[0] if len(lead) == 1 else None)


def today_of(ground: Ground, name: str) -> Side:
    """Today's federations as if they were a plan: a cluster for each of which two schools or more take part.

    Schools of a federation that take no part are left out, as they are of every other plan's score.
    """
    clusters = {f"F{number:03d}": _federation(number, group) for number, group in enumerate(ground.federations, 1)}
    plan = ground.context.plan
    return Side(name, plan_with(clusters, Plan(name, plan.rules, plan.eligibility)), ground.context.schools)


def _federation(number: int, group: Group) -> Cluster:
    return Cluster(f"F{number:03d}", number, group.name, group.urns, number % 8)


@dataclass(frozen=True)
class RegisterDifference:
    """How the register of a side differs from the one that everything is scored on.

    `lacking`: schools to be placed that the side's register lacks, so that its plan could not place them; `strangers`: schools
    of its clusters that the ground's register lacks, so that they are not scored; both ascending URNs. `followed`: schools of
    its clusters that have another URN there, with words that say which. `only_there` and
    `only_here` count all schools of one register alone; `changed` counts schools whose roll or point differs.
    """

    name: str
    lacking: tuple[int, ...]
    strangers: tuple[int, ...]
    followed: tuple[tuple[int, str], ...]
    only_there: int
    only_here: int
    changed: int


def register_difference(ground: Ground, one: Scored) -> RegisterDifference | None:
    """How a side's register differs from the ground's, None where it is the same."""
    here, there = ground.context.schools, one.side.schools
    if here is there or here.data_hash == there.data_hash:
        return None
    to_place = here.urn[ground.context.standing.to_place]
    return RegisterDifference(
        name=one.name,
        lacking=tuple(urn for urn in to_place[~np.isin(to_place, there.urn)].tolist() if not one.followed.words(urn)),
        strangers=one.strangers,
        followed=tuple((urn, one.followed.words(urn)) for urn in sorted(one.plan.cluster_of) if one.followed.words(urn)),
        only_there=int((~np.isin(there.urn, here.urn)).sum()),
        only_here=int((~np.isin(here.urn, there.urn)).sum()),
        changed=_changed(here, there),
    )


def _changed(here: Schools, there: Schools) -> int:
    both = np.intersect1d(here.urn, there.urn)
    mine, theirs = here.positions(both.tolist()), there.positions(both.tolist())
    differs = np.zeros(len(both), dtype=bool)
    for column in ("roll", "easting", "northing"):
        one, other = here.number(column)[mine], there.number(column)[theirs]
        differs |= ~((one == other) | (np.isnan(one) & np.isnan(other)))
    return int(differs.sum())


def register_sentences(found: RegisterDifference, name_of: Callable[[int], str]) -> Iterator[str]:
    """A difference of registers, one plain sentence each."""
    if found.lacking:
        names = listed([name_of(urn) for urn in found.lacking], 5)
        yield f"The register of {found.name} lacks {schools_text(len(found.lacking))} to be placed: {names}."
    if found.followed:
        names = listed([f"{name_of(urn)} ({words})" for urn, words in found.followed], 5)
        yield f"Followed by the links that the plans keep: {schools_text(len(found.followed))} of {found.name}: {names}."
    if found.strangers:
        urns = listed([str(urn) for urn in found.strangers], 5)
        count = schools_text(len(found.strangers))
        why = "the register used lacks them, or has one school for schools of several clusters"
        yield f"Not scored, since {why}: {count} of {found.name} (URN {urns})."
    if found.changed:
        yield f"The register of {found.name} has another roll or point for {schools_text(found.changed)}; the one used holds."
    if not (found.lacking or found.strangers or found.changed or found.followed):
        yield f"{found.name} was made with another register, which tells the schools to be placed alike."
