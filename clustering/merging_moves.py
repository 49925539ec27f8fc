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


def moves_in_words(ours: Sequence[Cluster], theirs: Sequence[Cluster], name_of: Callable[[int], str]) -> str:
    """Who changes cluster, as "Belton from Fen to Marsh"; a cluster goes on as the one with which it shares most schools."""
    now = {urn: cluster for cluster in theirs for urn in cluster.members}
    was = {urn: cluster for cluster in ours for urn in cluster.members}
    goes_on_as = _heirs(ours, theirs)
    told = [
        f"{name_of(urn)} from {_called(was.get(urn))} to {_called(now.get(urn))}"
        for urn in sorted(was.keys() | now.keys())
        if urn not in was or urn not in now or goes_on_as.get(was[urn].id) != now[urn].id
    ]
    more = f"; and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else ""
    return "; ".join(told[:_MOST_TOLD]) + more


def _heirs(ours: Sequence[Cluster], theirs: Sequence[Cluster]) -> dict[str, str]:
    """For each of our clusters that goes on the id of theirs: those that share most first, each once."""
    shares = [(len(set(one.members) & set(other.members)), one.id, other.id) for one in ours for other in theirs]
    found: dict[str, str] = {}
    for shared, one, other in sorted(shares, key=lambda share: (-share[0], share[1:])):
        if shared and one not in found and other not in found.values():
            found[one] = other
    return found


def _called(cluster: Cluster | None) -> str:
    return "no cluster" if cluster is None else cluster.name or cluster.id
