"""Why a school is in its cluster: the reasons in plain words, and where else it could be at what cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.edits.base import EditContext
from wolds.clustering.existing import kept_together
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.forcing import cluster_with
from wolds.clustering.exploring.next_best import NextBest, next_best_of
from wolds.clustering.exploring.partners import nearest_partners
from wolds.clustering.exploring.why_not import known
from wolds.clustering.plan import Cluster
from wolds.clustering.wording import listed, parted_text, way_text
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch


@dataclass(frozen=True)
class WhyHere:
    """Why a school is where it is: `reasons` in plain sentences, and the next best clusters."""

    urn: int
    name: str
    cluster: str
    reasons: tuple[str, ...]
    next_best: NextBest

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything in plain sentences, one a line."""
        found = [f"{self.name}:", *(f"- {reason}" for reason in self.reasons)]
        if self.next_best.clusters:
            found.append(f"Where else it could be, compared with {self.next_best.compared_with}:")
            found += [f"- {elsewhere.sentence}" for elsewhere in self.next_best.clusters]
        if self.next_best.every and not self.next_best.clusters:
            found.append("There is no other cluster for it under these rules.")
        return tuple(found)


def why_here(context: EditContext, urn: int, count: int = 3, watch: Watch | None = None, seed: int = 0) -> WhyHere:
    """Why a school is in its cluster. `InputError` where it is in none, `Cancelled` where the watch says so."""
    return why_here_of(Asker(context, watch or Unwatched(), seed), urn, count)


def why_here_of(asker: Asker, urn: int, count: int = 3) -> WhyHere:
    """`why_here` with an asker that may know answers already."""
    known(asker.context, urn)
    cluster = asker.context.plan.cluster_at(urn)
    if cluster is None:
        raise InputError(f"{asker.context.schools.name_of(urn)} is in no cluster", remedy="Ask why not.")
    reasons = tuple(_reasons(asker, urn, cluster))
    return WhyHere(urn, asker.context.schools.name_of(urn), cluster.id, reasons, next_best_of(asker, urn, count))


def _reasons(asker: Asker, urn: int, cluster: Cluster) -> Iterator[str]:
    context = asker.context
    judge = Judge.of(context.schools, context.standing, context.plan.rules)
    yield _together(context, judge, urn, cluster)
    yield from _nearest(context, urn, cluster)
    yield from _bound(context, urn, cluster)
    yield from _needed(judge, urn, cluster, context)
    yield from (f"The cluster breaks a rule: {fault.sentence.rstrip('.')}." for fault in judge.figures(cluster).violations)
    yield _best_plan(asker, urn, cluster)


def _together(context: EditContext, judge: Judge, urn: int, cluster: Cluster) -> str:
    figures, rules = judge.figures(cluster), context.plan.rules
    km = judge.law.travel.among(cluster.members).km[cluster.members.index(urn)].tolist()
    others = [
        f"{context.schools.name_of(other)} ({_way(away, context)})"
        for away, other in sorted(zip(km, cluster.members, strict=True))
        if other != urn
    ]
    longest = f"longest pair {way_text(figures.longest_km, context.schools, rules)}" if figures.pairs else "no way between them"
    apart = f"; {parted_text(figures.parted)}" if figures.parted else ""
    whole = f"{figures.pupils} pupils together, {longest}{apart}"
    return f"It is in {cluster.name} with {listed(others)}: {whole}." if others else f"It is alone in {cluster.name}."


def _way(km: float, context: EditContext) -> str:
    return "kept apart by a barrier" if math.isinf(km) else way_text(km, context.schools, context.plan.rules)


def _nearest(context: EditContext, urn: int, cluster: Cluster) -> Iterator[str]:
    """How many of the nearest schools that it may work with are in its cluster."""
    count = len(cluster.members) - 1
    free = [partner for partner in nearest_partners(context, urn, 4 * count + 4) if not partner.blocks][:count]
    inside = sum(partner.urn in cluster.members for partner in free)
    if not free:
        return
    if inside == len(free):
        yield "Its partners are the nearest it may work with."
    else:
        passed = [partner.name for partner in free if partner.urn not in cluster.members]
        yield _passed_over(passed, inside)


def _passed_over(passed: list[str], inside: int) -> str:
    """Which of the nearest schools are not in the cluster that has so many of them inside."""
    if inside:
        are = "is" if inside == 1 else "are"
        return f"Of the {len(passed) + inside} nearest schools it may work with {inside} {are} in it, not {listed(passed, 4)}."
    if len(passed) == 1:
        return f"The nearest school it may work with is not in it: {passed[0]}."
    return f"None of the {len(passed)} nearest schools it may work with is in it: {listed(passed, 4)}."


def _bound(context: EditContext, urn: int, cluster: Cluster) -> Iterator[str]:
    plan, name = context.plan, context.schools.name_of
    if cluster.locked:
        yield "Its cluster is locked: a person settled it."
    elif urn in plan.school_locks:
        yield "It is locked to its cluster: a person settled it."
    for group in kept_together(context.schools, context.standing, plan.rules):
        others = [name(other) for other in group.urns if other != urn]
        if urn in group.urns and others:
            is_named = group.rule == "federation" or group.relation is not None
            why = f"{group.name} is kept together" if is_named else "they must share a cluster"
            yield f"It stays with {listed(others)}: {why}."


def _needed(judge: Judge, urn: int, cluster: Cluster, context: EditContext) -> Iterator[str]:
    """What the cluster would break without the school."""
    rest = tuple(other for other in cluster.members if other != urn)
    if not rest:
        return
    now = {fault.rule for fault in judge.figures(cluster).violations}
    without = judge.figures(replace(cluster, members=rest, lead=None)).violations
    broken = [fault.sentence.rstrip(".") for fault in without if fault.rule not in now]
    if broken:
        yield f"Without it the others would break a rule: {'; '.join(broken)}."
    else:
        pupils = int(np.nan_to_num(context.schools.roll[context.schools.position(urn)]))
        yield f"Without it and its {pupils} pupils the others would still be a cluster under these rules."


def _best_plan(asker: Asker, urn: int, cluster: Cluster) -> str:
    best = cluster_with(asker.base.solution, urn)
    names = [asker.context.schools.name_of(other) for other in best if other != urn]
    if cluster.locked:
        return "The engine leaves locked clusters as they are."
    if best == cluster.members:
        proven = "; it is proven that no plan is better" if asker.base.solution.proven else ""
        return f"The best plan under these rules has just this cluster{proven}."
    return f"The best plan under these rules has it with {listed(names)}." if names else "The best plan leaves it out."
