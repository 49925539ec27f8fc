"""Who is elsewhere in another plan, and what that does to each school: travel, roll of its cluster, partners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wolds.clustering.comparing.following import is_closed
from wolds.clustering.comparing.matching import Shares
from wolds.clustering.comparing.sides import Ground, Scored

Way = Literal["moved", "joined", "left", "stayed"]
Absent = Literal["", "closed", "not in its register"]


@dataclass(frozen=True)
class Place:
    """Where a school is in a plan: id and name of its cluster, schools and pupils of it, and travel to its partners in km.

    None and "" in no cluster; `absent` says why it can be in none: "closed" in the register of that plan, or "not in its
    register". Travel is None without a partner, or where nobody knows it. `kept_apart` counts the partners that
    a barrier keeps it apart from: it has no travel to them, and no figure counts them.
    """

    cluster: str | None = None
    name: str = ""
    schools: int | None = None
    pupils: int | None = None
    mean_km: float | None = None
    farthest_km: float | None = None
    kept_apart: int = 0
    absent: Absent = ""


@dataclass(frozen=True)
class Shift:
    """A school whose cluster or partners differ between two plans. Partners are ascending URNs.

    `way`: it "moved" from a cluster to one that does not stand for it, it "joined" or "left", or it "stayed" where it was
    while partners came or went. `known_as` says which URN it has in the other plan, where another school stands in its place
    in the register of that: "now URN 150001".
    """

    urn: int
    name: str
    way: Way
    before: Place
    after: Place
    lost: tuple[int, ...]
    gained: tuple[int, ...]
    known_as: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it leaves because it is closed in the register of the second plan."""
        return self.way == "left" and self.after.absent == "closed"


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
                next((words for one in (after, before) if (words := one.followed.words(urn))), ""),
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
        return Place(absent=_absent(one, urn))
    figures = one.scoreboard.clusters[cluster.id]
    table, at = ground.judge.law.travel.among(cluster.members), cluster.members.index(urn)
    others = np.delete(table.counted_km[at], at)
    known = others[~np.isnan(others)]
    mean, farthest = (float(known.mean()), float(known.max())) if len(known) else (None, None)
    name, parted = one.cluster_name(cluster.id), int(table.barred[at].sum())
    return Place(cluster.id, name, figures.schools, figures.pupils, mean, farthest, parted)


def _absent(one: Scored, urn: int) -> Absent:
    """Why a school can be in no cluster of a plan, by the register that the plan was made with."""
    schools = one.side.schools
    if one.followed.words(urn):
        return ""
    if urn not in schools:
        return "not in its register"
    return "closed" if is_closed(schools, urn) else ""
