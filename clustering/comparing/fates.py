"""What becomes of clusters between two plans: kept, changed, split, merged, new, gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from wolds.clustering.comparing.matching import Shares
from wolds.clustering.plan import Plan
from wolds.clustering.wording import listed, schools_text

Kind = Literal["kept", "changed", "split", "merged", "new", "gone"]
KINDS: Final[tuple[Kind, ...]] = ("split", "merged", "gone", "new", "changed", "kept")


@dataclass(frozen=True)
class Fate:
    """What becomes of some clusters. `before` and `after` are ids in the two plans, ascending; `urns` all their schools.

    A part of a cluster is two of its schools or more, or the whole of it. "split": parts of one cluster are in several;
    "merged": one cluster holds parts of several; "changed": single schools came or went; "gone" and "new": no cluster of the
    other plan holds a part of it. A cluster can be split and its parts merged with others: then it is named twice.
    """

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]
    urns: tuple[int, ...]
    sentence: str


def fates_between(shares: Shares) -> tuple[Fate, ...]:
    """What becomes of every cluster of either plan, in the order of `KINDS`, then by id."""
    found = _Fates(shares)
    return tuple(sorted(found.all(), key=lambda fate: (KINDS.index(fate.kind), fate.before, fate.after)))


@dataclass(frozen=True, eq=False)
class _Fates:
    shares: Shares

    def all(self) -> Iterator[Fate]:
        before, after = self.shares.before, self.shares.after
        heirs: dict[str, list[str]] = {key: [] for key in before.clusters}
        origins: dict[str, list[str]] = {key: [] for key in after.clusters}
        for one, other in self.shares.links:
            heirs[one].append(other)
            origins[other].append(one)
        yield from (self.gone(key) for key, found in heirs.items() if not found)
        yield from (self.new(key) for key, found in origins.items() if not found)
        yield from (self.split(key, tuple(found)) for key, found in heirs.items() if len(found) > 1)
        yield from (self.merged(tuple(found), key) for key, found in origins.items() if len(found) > 1)
        for one, found in heirs.items():
            if len(found) == 1 and len(origins[found[0]]) == 1:
                yield self.lives_on(one, found[0])

    def lives_on(self, one: str, other: str) -> Fate:
        had, has = (plan.clusters[key].members for plan, key in self._both(one, other))
        name = _name(self.shares.before, one)
        if had == has:
            return Fate("kept", (one,), (other,), had, f"{name} is the same in both.")
        come, go = set(has) - set(had), set(had) - set(has)
        changes = [f"{self._schools(come)} {'joins' if len(come) == 1 else 'join'}"] if come else []
        changes += [f"{self._schools(go)} {'leaves' if len(go) == 1 else 'leave'}"] if go else []
        return self._fate("changed", (one,), (other,), f"{name} changes: {'; '.join(changes)}.")

    def split(self, one: str, others: tuple[str, ...]) -> Fate:
        parts = [
            f"{schools_text(len(self.shares.shared[one, other]))} to {_name(self.shares.after, other)}" for other in others
        ]
        return self._fate("split", (one,), others, f"{_name(self.shares.before, one)} is split: {listed(parts)}.")

    def merged(self, ones: tuple[str, ...], other: str) -> Fate:
        parts = [f"{schools_text(len(self.shares.shared[one, other]))} of {_name(self.shares.before, one)}" for one in ones]
        return self._fate("merged", ones, (other,), f"{_name(self.shares.after, other)} brings together {listed(parts)}.")

    def gone(self, one: str) -> Fate:
        return self._fate("gone", (one,), (), f"{_name(self.shares.before, one)} is gone.")

    def new(self, other: str) -> Fate:
        members = self.shares.after.clusters[other].members
        return self._fate("new", (), (other,), f"{_name(self.shares.after, other)} is new: {self._schools(set(members))}.")

    def _fate(self, kind: Kind, before: tuple[str, ...], after: tuple[str, ...], sentence: str) -> Fate:
        had = {urn for key in before for urn in self.shares.before.clusters[key].members}
        has = {urn for key in after for urn in self.shares.after.clusters[key].members}
        return Fate(kind, before, after, tuple(sorted(had | has)), sentence)

    def _both(self, one: str, other: str) -> tuple[tuple[Plan, str], tuple[Plan, str]]:
        return (self.shares.before, one), (self.shares.after, other)

    def _schools(self, urns: set[int]) -> str:
        return listed([self.shares.schools.name_of(urn) for urn in sorted(urns)], 5)


def _name(plan: Plan, key: str) -> str:
    return plan.clusters[key].name or key
