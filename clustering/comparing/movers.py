"""Who is elsewhere in another plan, and what that does to each school: travel, roll of its cluster, partners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wolds.clustering.comparing.matching import Shares
from wolds.clustering.comparing.sides import Ground, Scored

Way = Literal["moved", "joined", "left", "stayed"]


@dataclass(frozen=True)
class Place:
    """Where a school is in a plan: id and name of its cluster, schools and pupils of it, and travel to its partners in km.

    None and "" in no cluster; travel is None without a partner, or where nobody knows it. `kept_apart` counts the partners that
    a barrier keeps it apart from: it has no travel to them, and no figure counts them.
    """

    cluster: str | None = None
    name: str = ""
    schools: int | None = None
    pupils: int | None = None
    mean_km: float | None = None
    farthest_km: float | None = None
    kept_apart: int = 0


@dataclass(frozen=True)
class Shift:
    """A school whose cluster or partners differ between two plans. Partners are ascending URNs.

    `way`: it "moved" from a cluster to one that does not stand for it, it "joined" or "left", or it "stayed" where it was
    while partners came or went.
    """

    urn: int
    name: str
    way: Way
    before: Place
    after: Place
    lost: tuple[int, ...]
    gained: tuple[int, ...]


def shifts_between(ground: Ground, before: Scored, after: Scored, shares: Shares) -> tuple[Shift, ...]:
    """Every school whose cluster or partners differ, those that stayed last, else by URN."""
    found = list(_shifts(ground, before, after, shares))
    return tuple(sorted(found, key=lambda shift: (shift.way == "stayed", shift.urn)))


def _shifts(ground: Ground, before: Scored, after: Scored, shares: Shares) -> Iterator[Shift]:
    for urn in sorted({*before.plan.cluster_of, *after.plan.cluster_of}):
        had, has = before.partners(urn), after.partners(urn)
        way = _way(before.plan.cluster_of.get(urn), after.plan.cluster_of.get(urn), shares)
        if way != "stayed" or had != has:
            yield Shift(
                urn,
                ground.context.schools.name_of(urn),
                way,
                place_of(ground, before, urn),
                place_of(ground, after, urn),
                tuple(sorted(had - has)),
                tuple(sorted(has - had)),
            )


def _way(origin: str | None, to: str | None, shares: Shares) -> Way:
    if origin is None:
        return "joined"
    if to is None:
        return "left"
    return "stayed" if shares.counterpart.get(origin) == to else "moved"


def place_of(ground: Ground, one: Scored, urn: int) -> Place:
    """Where a school is in a plan."""
    cluster = one.plan.cluster_at(urn)
    if cluster is None:
        return Place()
    figures = one.scoreboard.clusters[cluster.id]
    table, at = ground.judge.law.travel.among(cluster.members), cluster.members.index(urn)
    others = np.delete(table.counted_km[at], at)
    known = others[~np.isnan(others)]
    mean, farthest = (float(known.mean()), float(known.max())) if len(known) else (None, None)
    name, parted = one.cluster_name(cluster.id), int(table.barred[at].sum())
    return Place(cluster.id, name, figures.schools, figures.pupils, mean, farthest, parted)
