"""Where schools go when clusters of another plan take the place of ours: who moves, in words, and who goes along."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Final

from wolds.clustering.plan import Cluster

_MOST_TOLD: Final = 6


def with_those_they_lack(theirs: Cluster, ours: Sequence[Cluster], known: Container[int]) -> Cluster:
    """Their cluster with those schools of ours that they do not know, where it holds more than half of their cluster.

    They say nothing of such a school, so it stays with most of those that it is with.
    """
    members = set(theirs.members)
    for cluster in ours:
        if 2 * len(members.intersection(cluster.members)) > len(cluster.members):
            members |= {urn for urn in cluster.members if urn not in known}
    return replace(theirs, members=tuple(sorted(members)))


def left_of(ours: Sequence[Cluster], theirs: Sequence[Cluster], known: Container[int]) -> list[Cluster]:
    """What stays of our clusters: the schools that they do not know and that are in none of theirs."""
    taken = {urn for cluster in theirs for urn in cluster.members}
    rests = (replace(one, members=tuple(u for u in one.members if u not in known and u not in taken)) for one in ours)
    return [rest for rest in rests if rest.members]


def moves_in_words(ours: Sequence[Cluster], after: Sequence[Cluster], name_of: Callable[[int], str]) -> str:
    """Who changes cluster, as "Belton from Fen to Marsh"; a cluster goes on as the one with which it shares most schools, of
    several the first."""
    now = {urn: place for place, cluster in enumerate(after) for urn in cluster.members}
    was = {urn: place for place, cluster in enumerate(ours) for urn in cluster.members}
    goes_on_as = _heirs(ours, after)
    told = [
        f"{name_of(urn)} {_way(_called(ours, was.get(urn)), _called(after, now.get(urn)))}"
        for urn in sorted(was.keys() | now.keys())
        if urn not in was or urn not in now or goes_on_as.get(was[urn]) != now[urn]
    ]
    more = f"; and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else ""
    return "; ".join(told[:_MOST_TOLD]) + more


def _heirs(ours: Sequence[Cluster], after: Sequence[Cluster]) -> dict[int, int]:
    """For each place of ours that goes on the place of what it is afterwards: those that share most first, each once."""
    shares = [
        (-len(set(one.members) & set(other.members)), to, of) for of, one in enumerate(ours) for to, other in enumerate(after)
    ]
    found: dict[int, int] = {}
    for shared, to, of in sorted(shares):
        if shared and of not in found and to not in found.values():
            found[of] = to
    return found


def _way(before: str, after: str) -> str:
    """From where to where; another cluster that is called the same is told apart."""
    same = "another cluster that they call " if before.casefold() == after.casefold() else ""
    return f"from {before} to {same}{after}"


def _called(clusters: Sequence[Cluster], place: int | None) -> str:
    return "no cluster" if place is None else clusters[place].name or clusters[place].id
