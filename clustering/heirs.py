"""What a proposal would do to the present plan: who inherits which cluster's identity, who moves, what comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wolds.clustering.colouring import colours_for
from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import LAST_PROPOSAL, Draft, with_members
from wolds.clustering.edits.locks import LockSchools
from wolds.clustering.edits.membership import cluster_id, next_number
from wolds.clustering.naming import Namer
from wolds.clustering.plan import AskedFor, Cluster, Plan, PlanChange, ProposalFacts, Table
from wolds.clustering.problem import Solution, Unplaced

if TYPE_CHECKING:
    from wolds.clustering.exploring.what_changed import WhatChanged
    from wolds.clustering.figures import PlanFigures

Members = tuple[int, ...]


@dataclass(frozen=True)
class Mover:
    """A school that a proposal puts elsewhere: cluster ids, None = in no cluster."""

    urn: int
    origin: str | None
    to: str | None


@dataclass(frozen=True, eq=False)
class ProposalPreview:
    """A proposal beside the present plan (`context.plan`).

    `clusters`: all clusters after it, locked ones included, by id. `kept`: ids of unlocked clusters that have an heir,
    `new`: ids without a forebear, `gone`: present clusters without an heir, as they are now, with all that was typed.
    """

    context: EditContext
    solution: Solution
    clusters: tuple[Cluster, ...]
    movers: tuple[Mover, ...]
    kept: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[Cluster, ...]
    unplaced: tuple[Unplaced, ...]
    facts: ProposalFacts

    @cached_property
    def plan(self) -> Plan:
        """The plan as it would be."""
        return self.context.plan.apply(change_to(self.context.plan, self.clusters, self.facts, ""))

    @cached_property
    def before(self) -> PlanFigures:
        """Figures of the present plan. Judges every cluster: ask for it off the main thread first."""
        return _figures(self.context, self.context.plan)

    @cached_property
    def after(self) -> PlanFigures:
        """Figures of the plan as it would be. Judges every cluster: ask for it off the main thread first."""
        return _figures(self.context, self.plan)

    @cached_property
    def changes(self) -> WhatChanged:
        """What changes in the present plan and why. Judges every cluster: ask for it off the main thread first."""
        from wolds.clustering.exploring.what_changed import what_changed

        return what_changed(self)


def _figures(context: EditContext, plan: Plan) -> PlanFigures:
    from wolds.clustering.metrics import Scoreboard

    return Scoreboard.of(context.schools, context.standing, plan).plan


def preview_of(
    context: EditContext,
    solution: Solution,
    unplaced: tuple[Unplaced, ...],
    facts: ProposalFacts,
) -> ProposalPreview:
    """The proposal beside the present plan, with what the engine reports of it and of each unplaced school.

    `EditError` where the solution moves what a lock holds.
    """
    reasons = tuple((entry.urn, entry.code, entry.sentence) for entry in unplaced)
    clusters = with_heirs(context, solution.clusters)
    present = context.plan.clusters
    ids = {cluster.id for cluster in clusters}
    return ProposalPreview(
        context=context,
        solution=solution,
        clusters=clusters,
        movers=_movers(context.plan, clusters),
        kept=tuple(c.id for c in clusters if c.id in present and not c.locked),
        new=tuple(c.id for c in clusters if c.id not in present),
        gone=tuple(present[key] for key in sorted(present) if key not in ids),
        unplaced=unplaced,
        facts=replace(facts, reasons=reasons),
    )


def _movers(plan: Plan, clusters: tuple[Cluster, ...]) -> tuple[Mover, ...]:
    home = {urn: cluster.id for cluster in clusters for urn in cluster.members}
    urns = sorted({*home, *plan.cluster_of})
    pairs = ((urn, plan.cluster_of.get(urn), home.get(urn)) for urn in urns)
    return tuple(Mover(urn, origin, to) for urn, origin, to in pairs if origin != to)


def with_heirs(context: EditContext, proposed: Sequence[Members]) -> tuple[Cluster, ...]:
    """The proposed clusters with the identities they inherit, and the locked clusters as they are; sorted by id.

    A cluster with locked schools keeps its id wherever they are. Then each present cluster has at most one heir: the
    proposed cluster with which it shares most schools, then pupils, then the lowest id. What inherits nothing gets the
    next number, a name of its places and a colour that its neighbours lack.
    `EditError` where the proposal moves what a lock holds.
    """
    held = _held(context.plan)
    _refuse_broken_locks(context, proposed, held)
    forebears = _anchored(proposed, held)
    _inherit_by_share(context, proposed, forebears, set(held))
    clusters = [cluster for cluster in context.plan.clusters.values() if cluster.locked]
    clusters += _heirs(context, proposed, forebears, held)
    clusters += _newcomers(context, proposed, forebears, clusters)
    return tuple(sorted(clusters, key=lambda cluster: (len(cluster.id), cluster.id)))


def _held(plan: Plan) -> dict[str, set[int]]:
    """The locked schools of each unlocked cluster."""
    held: dict[str, set[int]] = {}
    for urn in plan.school_locks:
        home = plan.cluster_of.get(urn)
        if home is not None and home not in plan.locked_clusters:
            held.setdefault(home, set()).add(urn)
    return held


def _refuse_broken_locks(context: EditContext, proposed: Sequence[Members], held: dict[str, set[int]]) -> None:
    plan, free = context.plan, {urn for urns in held.values() for urn in urns}
    anchor = {urn: home for home, urns in held.items() for urn in urns}
    seen: dict[str, int] = {}
    for position, members in enumerate(proposed):
        homes = {anchor[urn] for urn in members if urn in anchor}
        moved = [urn for urn in members if plan.is_locked(urn) and urn not in free]
        if len(homes) > 1 or any(home in seen for home in homes):
            moved += sorted(free.intersection(members))
        if moved:
            name = context.schools.name_of(moved[0])
            raise EditError(f"The proposal would move {name}, which is locked.", LockSchools((moved[0],), False))
        seen |= dict.fromkeys(homes, position)


def _anchored(proposed: Sequence[Members], held: dict[str, set[int]]) -> dict[int, str]:
    """The positions of proposed clusters that hold locked schools, and whose."""
    anchor = {urn: home for home, urns in held.items() for urn in urns}
    found = {position: [anchor[urn] for urn in members if urn in anchor] for position, members in enumerate(proposed)}
    return {position: homes[0] for position, homes in found.items() if homes}


def _inherit_by_share(context: EditContext, proposed: Sequence[Members], forebears: dict[int, str], taken: set[str]) -> None:
    """Give the identities that no lock holds to the clusters that share most, best pair first."""
    plan = context.plan
    shares: dict[tuple[int, str], list[int]] = {}
    for position, members in enumerate(proposed):
        for urn in members:
            home = plan.cluster_of.get(urn)
            if home is not None and home not in taken and position not in forebears:
                shares.setdefault((position, home), []).append(urn)

    def rank(pair: tuple[int, str]) -> tuple[int, int, int, str, int]:
        urns, (position, home) = shares[pair], pair
        return (-len(urns), -_pupils(context, urns), len(home), home, position)

    for position, home in sorted(shares, key=rank):
        if position not in forebears and home not in taken:
            forebears[position] = home
            taken.add(home)


def _pupils(context: EditContext, urns: Sequence[int]) -> int:
    return int(np.nansum(context.schools.roll[context.schools.positions(urns)]))


def _heirs(
    context: EditContext, proposed: Sequence[Members], forebears: dict[int, str], held: dict[str, set[int]]
) -> list[Cluster]:
    """Present clusters with their new members. Locked schools that the proposal knows nothing of stay where they are."""
    present = context.plan.clusters
    placed = {urn for members in proposed for urn in members}
    members_of = {home: set(proposed[position]) for position, home in forebears.items()}
    for home, urns in held.items():
        stay = urns - placed
        if stay:
            members_of.setdefault(home, set()).update(stay)
    return [with_members(present[home], members) for home, members in members_of.items()]


def _newcomers(
    context: EditContext, proposed: Sequence[Members], forebears: dict[int, str], others: Sequence[Cluster]
) -> list[Cluster]:
    fresh = [tuple(sorted(members)) for position, members in enumerate(proposed) if position not in forebears]
    namer = Namer(context.schools, [cluster.name for cluster in context.plan.clusters.values()])
    everybody = [*(cluster.members for cluster in others), *fresh]
    fixed = {position: cluster.colour for position, cluster in enumerate(others)}
    colours = colours_for(context.schools, everybody, fixed)[len(others) :]
    first = next_number(context.plan)
    return [
        Cluster(cluster_id(number), number, namer.name_for(members), members, colour)
        for number, (members, colour) in enumerate(zip(fresh, colours, strict=True), start=first)
    ]


def change_to(plan: Plan, clusters: Sequence[Cluster], facts: ProposalFacts, text: str) -> PlanChange:
    """The change from a plan to these clusters, with what the engine said of them."""
    draft = Draft(plan)
    ids = {cluster.id for cluster in clusters}
    for key in plan.clusters:
        if key not in ids:
            draft.put(Table.CLUSTERS, key, None)
    for cluster in clusters:
        draft.put_cluster(cluster)
    draft.put(Table.PROPOSALS, LAST_PROPOSAL, facts)
    draft.put(Table.ASKED, LAST_PROPOSAL, _asked(plan, clusters, facts))
    return draft.change(text)


def _asked(plan: Plan, clusters: Sequence[Cluster], facts: ProposalFacts) -> AskedFor:
    given = tuple(replace(cluster, note="") for cluster in sorted(clusters, key=lambda one: one.id))
    locks = tuple(sorted(plan.school_locks.items()))
    return AskedFor(replace(facts, reasons=()), plan.rules, plan.eligibility, given, locks)
