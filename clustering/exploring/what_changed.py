"""What a proposal changes in the present plan, school by school and cluster by cluster, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring.change_grounds import EQUAL_KM, Balance, Grounds
from wolds.clustering.exploring.exchanges import Exchange, Members
from wolds.clustering.wording import listed, plain
from wolds.geo.travel import pairs_of

if TYPE_CHECKING:
    from wolds.clustering.heirs import Mover, ProposalPreview

Move = Literal["moved", "joined", "left"]
Fate = Literal["kept", "changed", "dissolved", "new"]
Reason = Literal["gone", "rule", "partner-gone", "placed", "optional", "gave-way", "travel", "limit", "as-good"]

MOST_NAMES: Final = 4
MOST_FAULTS: Final = 2


@dataclass(frozen=True)
class SchoolChange:
    """A school that is elsewhere after the proposal; `origin` and `to` are cluster ids, None = in no cluster.

    `reason`: it takes no part any more ("gone"); its cluster breaks a rule now ("rule") or does without a partner that has
    gone ("partner-gone"); it had no place and has one ("placed", "optional"); it moves so that others find a place
    ("gave-way"); the change saves more than the weight on little change asks for ("travel"); there would be more clusters
    than are allowed ("limit"); or both plans are as good ("as-good"). `why` says the reason in words, no full stop.
    """

    urn: int
    name: str
    kind: Move
    origin: str | None
    to: str | None
    reason: Reason
    why: str
    sentence: str


@dataclass(frozen=True)
class ClusterChange:
    """What becomes of a cluster: `before` and `after` are its members, () where it is not there."""

    id: str
    name: str
    kind: Fate
    before: Members
    after: Members
    sentence: str


@dataclass(frozen=True)
class WhatChanged:
    """A proposal beside the present plan. `pairs` share a cluster in the present plan, `pairs_kept` of them still do."""

    weight_km: float
    pairs: int
    pairs_kept: int
    schools: tuple[SchoolChange, ...]
    clusters: tuple[ClusterChange, ...]

    def count(self, kind: Move | Fate) -> int:
        """How many schools or clusters there are of a kind."""
        kinds: list[str] = [*(change.kind for change in self.schools), *(change.kind for change in self.clusters)]
        return kinds.count(kind)

    @property
    def sentence(self) -> str:
        """The whole in one sentence."""
        present = len(self.clusters) - self.count("new")
        weight = f"{plain(self.weight_km, 3)} km a pair" if self.weight_km else "none set"
        return (
            f"Clusters: {self.count('kept')} of {present} as they are, {self.count('changed')} changed, "
            f"{self.count('dissolved')} gone, {self.count('new')} new. "
            f"Schools: {self.count('moved')} moved, {self.count('joined')} joined, {self.count('left')} left. "
            f"Pairs: {self.pairs_kept} of {self.pairs} still together (weight on little change: {weight})."
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything in plain sentences, one a line; clusters that stay as they are are counted only."""
        changed = (change.sentence for change in self.clusters if change.kind != "kept")
        return (self.sentence, *changed, *(change.sentence for change in self.schools))


def what_changed(preview: ProposalPreview, seed: int = 0) -> WhatChanged:
    """What a proposal changes in the present plan, `preview.context.plan`, and why. Nothing is solved again."""
    context = preview.context
    left_over = {found.urn: found.sentence for found in preview.unplaced}
    telling = _Telling(context, Grounds.of(context, preview.solution, seed), _names(preview), left_over)
    pairs = {pair for cluster in context.plan.clusters.values() for pair in pairs_of(cluster.members)}
    after = {pair for cluster in preview.clusters for pair in pairs_of(cluster.members)}
    return WhatChanged(
        weight_km=context.plan.rules.little_change_km,
        pairs=len(pairs),
        pairs_kept=len(pairs & after),
        schools=tuple(telling.school(mover) for mover in preview.movers),
        clusters=tuple(_clusters(preview, telling)),
    )


def _names(preview: ProposalPreview) -> dict[str, str]:
    return {c.id: c.name or c.id for c in (*preview.context.plan.clusters.values(), *preview.clusters)}


def _clusters(preview: ProposalPreview, telling: _Telling) -> Iterator[ClusterChange]:
    """The present clusters by id, then the new ones."""
    after = {cluster.id: cluster.members for cluster in preview.clusters}
    present = {key: cluster.members for key, cluster in sorted(preview.context.plan.clusters.items())}
    for key in (*present, *(cluster.id for cluster in preview.clusters if cluster.id not in present)):
        yield telling.cluster(key, present.get(key, ()), after.get(key, ()))


@dataclass(frozen=True, eq=False)
class _Telling:
    """Puts grounds into sentences."""

    context: EditContext
    grounds: Grounds
    names: Mapping[str, str]
    left_over: Mapping[int, str]  # the proposal's sentence on each school that is not placed

    def school(self, mover: Mover) -> SchoolChange:
        name = self._school(mover.urn)
        kind: Move
        reason, why = self._why(mover)
        if mover.origin is None:
            kind, does = "joined", f"joins {self.names[mover.to or '']}"
        elif mover.to is None:
            kind, does = "left", f"leaves {self.names[mover.origin]} and is in no cluster"
            why = self._with_reason(mover.urn, why)
        else:
            kind, does = "moved", f"moves from {self.names[mover.origin]} to {self.names[mover.to]}"
        return SchoolChange(mover.urn, name, kind, mover.origin, mover.to, reason, why, f"{name} {does}: {why}.")

    def _with_reason(self, urn: int, why: str) -> str:
        """Why it changed, and for a school left over the reason that the proposal gives."""
        left = self.left_over.get(urn, "")
        return f"{why}. {left.rstrip('.')}" if left else why

    def cluster(self, key: str, before: Members, after: Members) -> ClusterChange:
        name = self.names[key]
        if before == after:
            return ClusterChange(key, name, "kept", before, after, f"{name} stays as it is.")
        if not before:
            return ClusterChange(key, name, "new", before, after, f"{name} is new: {self._some(after, 8)}.")
        if not after:
            return ClusterChange(key, name, "dissolved", before, after, f"{name} goes: {self._why_dissolved(key)}.")
        come, go = set(after) - set(before), set(before) - set(after)
        does = [f"{self._some(come)} {'joins' if len(come) == 1 else 'join'}"] if come else []
        does += [f"{self._some(go)} {'leaves' if len(go) == 1 else 'leave'}"] if go else []
        return ClusterChange(key, name, "changed", before, after, f"{name} changes: {'; '.join(does)}.")

    def _why_dissolved(self, key: str) -> str:
        rest = self.grounds.rest.get(key, ())
        if not rest:
            return f"none of its schools takes part any more: {self._leavers(key)}"
        if self.grounds.faults[key]:
            return self._why_broken(key)[1].replace("its cluster", "it", 1)
        return self._why_changed(self.grounds.exchange_of[rest[0]], key)[1]

    def _school(self, urn: int) -> str:
        return self.context.schools.name_of(urn)

    def _some(self, urns: Iterable[int], most: int = MOST_NAMES) -> str:
        return listed([self._school(urn) for urn in sorted(urns)], most)

    # Why -----------------------------------------------------------------------------------------------------------

    def _why(self, mover: Mover) -> tuple[Reason, str]:
        grounds, urn = self.grounds, mover.urn
        exchange = grounds.exchange_of.get(urn)
        if exchange is None or (urn not in grounds.home and mover.to is None):
            return "gone", f"it takes no part any more ({grounds.why_gone(urn)})"
        if mover.origin is None:
            return self._why_joined(urn, exchange)
        if mover.origin in grounds.broken(exchange):
            return self._why_broken(mover.origin)
        return self._why_changed(exchange, mover.origin)

    def _why_joined(self, urn: int, exchange: Exchange) -> tuple[Reason, str]:
        position = self.context.schools.position(urn)
        members = next(members for members in exchange.after if urn in members)
        partners = f"with {self._some(tuple(other for other in members if other != urn), 8)}" if len(members) > 1 else "alone"
        if not self.context.standing.to_place[position]:
            return "optional", f"it may join, and the plan is better for it, {partners}"
        return "placed", f"it was in no cluster and has a place now, {partners}"

    def _why_broken(self, key: str) -> tuple[Reason, str]:
        """Why a cluster could not be kept."""
        faults = _in_short([fault.sentence.rstrip(".") for fault in self.grounds.faults[key]])
        if self.grounds.lacks_somebody(key):
            return "partner-gone", f"its cluster does without {self._leavers(key)} and so breaks a rule ({faults})"
        return "rule", f"its cluster breaks a rule now ({faults})"

    def _leavers(self, key: str) -> str:
        """Members of a cluster that take no part any more, each with the reason."""
        return listed([f"{self._school(urn)} ({self.grounds.why_gone(urn)})" for urn in self.grounds.gone[key]], MOST_NAMES)

    def _why_changed(self, exchange: Exchange, key: str) -> tuple[Reason, str]:
        """Why a cluster that could have been kept was not."""
        balance = self.grounds.balance(exchange)
        if len(balance.placed) > len(balance.lost):
            return "gave-way", self._so_that_placed(balance, exchange, key)
        if len(balance.placed) == len(balance.lost) and balance.saved_km > balance.weight_km + EQUAL_KM:
            return "travel", self._saved(balance)
        if not self.grounds.keeps_most_clusters(exchange):
            most = self.context.plan.rules.max_clusters
            return "limit", f"at most {most} clusters are allowed, and the plan as a whole is better so"
        return "as-good", self._as_good(balance)

    def _so_that_placed(self, balance: Balance, exchange: Exchange, key: str) -> str:
        """Those who find a place with schools of the cluster, else all whom the chain of moves helps."""
        near = {urn for members in exchange.after if set(members) & set(self.grounds.rest[key]) for urn in members}
        beside = near.intersection(balance.placed)
        how = "so that" if beside else "in a chain of moves so that"
        more = f", though {self._some(balance.lost)} cannot be" if balance.lost else ""
        return f"{how} {self._some(beside or balance.placed)} can be placed{more}"

    def _saved(self, balance: Balance) -> str:
        saved = f"the clusters concerned save {plain(balance.saved_km, 2)} km together"
        if not self.context.plan.rules.little_change_km:
            return f"{saved}, and no weight is set on little change"
        pairs = f"{balance.parted} pair{'' if balance.parted == 1 else 's'}"
        return f"{saved}, though the weight on little change asks for {plain(balance.weight_km, 2)} km for {pairs} parted"

    def _as_good(self, balance: Balance) -> str:
        worse = balance.weight_km - balance.saved_km
        if len(balance.placed) == len(balance.lost) and abs(worse) <= EQUAL_KM:
            return "both plans are just as good; a weight on little change would settle it for the present one"
        return "the proposal is not proven best, and staying might be no worse"


def _in_short(sentences: Sequence[str]) -> str:
    """What is broken, in a row; more than `MOST_FAULTS` are cut short and counted: the checks list them all."""
    if len(sentences) <= MOST_FAULTS:
        return "; ".join(sentences)
    named = "; ".join(sentences[: MOST_FAULTS - 1])
    return f"{named}; and {len(sentences) - MOST_FAULTS + 1} more"
