"""Another officer's plan beside ours: what it says otherwise, item by item, each to be taken or left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np

from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.edits.beside import AddAssociate
from wolds.clustering.edits.details import RenameCluster, SetClusterNote, SetLead, SetSchoolNote
from wolds.clustering.edits.merging import SetPartnership, TakeClusters, TheirCluster
from wolds.clustering.edits.placing import PlaceSchools, RenameClusters
from wolds.clustering.edits.together import Together
from wolds.clustering.exploring.exchanges import Exchange, exchanges
from wolds.clustering.merging_moves import left_of, moves_in_words, with_those_they_lack
from wolds.clustering.models import model_name
from wolds.clustering.partnership.records import Associate, Partnership
from wolds.clustering.plan import Cluster, Plan
from wolds.clustering.wording import listed, schools_text
from wolds.geo.schools import Schools

Kind = Literal[
    "clusters",
    "name",
    "note",
    "lead school",
    "partnership",
    "note on a school",
    "associate",
    "cluster of a school",
    "action",
    "measure",
    "cells",
]
NOTHING = "nothing"
NOBODY = "no cluster"


@dataclass(frozen=True)
class MergeItem:
    """One thing that the other plan says otherwise. `ours` and `theirs` are plain words; `edit` takes theirs.

    `is_conflict`: both say something, so that a person has to choose; else theirs only adds. `blocked` says why it cannot be
    taken, "" where it can. `urns` are the schools concerned. `where` says where in a sheet it stands, "" where there is none.
    `moves`: which schools change cluster, where whole clusters stand on either side.
    """

    kind: Kind
    title: str
    ours: str
    theirs: str
    urns: tuple[int, ...]
    is_conflict: bool
    edit: Edit
    blocked: str = ""
    where: str = ""
    moves: str = ""


@dataclass(frozen=True, eq=False)
class MergeReview:
    """Everything that another plan says otherwise. `notes` are plain sentences on what is not merged.

    `is_sheet`: it is no plan but an edited sheet, and a conflict is what we changed too, or what nobody clearly wants.
    """

    source: str
    items: tuple[MergeItem, ...]
    notes: tuple[str, ...]
    is_sheet: bool = False

    @classmethod
    def of(cls, context: EditContext, other: Plan, schools: Schools, source: str) -> Self:
        """Compare the plan of `context` with another one, made with its own table of schools; `source` names it."""
        merging = _Merging(context, other, schools, source)
        return cls(source, tuple(merging.items()), tuple(merging.notes()))

    @property
    def additions(self) -> frozenset[int]:
        """The places of what only adds, and can be taken."""
        return frozenset(n for n, item in enumerate(self.items) if not (item.is_conflict or item.blocked))

    @property
    def takeable(self) -> frozenset[int]:
        """The places of everything that can be taken."""
        return frozenset(n for n, item in enumerate(self.items) if not item.blocked)

    def edit(self, taken: Collection[int]) -> Together:
        """The items at these places as one step. `EditError` where one of them cannot be taken, or there is none."""
        blocked = [self.items[place] for place in sorted(taken) if self.items[place].blocked]
        if blocked:
            raise EditError(f"{blocked[0].title} cannot be taken over: {blocked[0].blocked}.")
        edits = [self.items[place].edit for place in sorted(taken)]
        deed = (
            "Bring back {n} of {all} changes from {source}" if self.is_sheet else "Merge {n} of {all} differences from {source}"
        )
        return Together(_at_once(edits), deed.format(n=len(edits), all=len(self.items), source=self.source))


def _at_once(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits in the order they need, those of a kind as one, so that two clusters can change places or names.

    What is said of a cluster comes before its schools leave it, and a lead school after it came.
    """
    names = tuple(name for edit in edits if isinstance(edit, RenameClusters) for name in edit.names)
    placings = tuple(one for edit in edits if isinstance(edit, PlaceSchools) for one in edit.placings)
    moves = [edit for edit in edits if isinstance(edit, TakeClusters)]
    leads = [edit for edit in edits if isinstance(edit, SetLead) and edit.urn is not None]
    others = [
        edit for edit in edits if not isinstance(edit, RenameClusters | PlaceSchools | TakeClusters) and edit not in leads
    ]
    renamed = [RenameClusters(names)] if names else []
    placed = [PlaceSchools(placings)] if placings else []
    return (*_joined_moves(moves), *renamed, *others, *placed, *leads)


def _joined_moves(moves: Sequence[TakeClusters]) -> tuple[TakeClusters, ...]:
    """Moves that have nothing to do with each other, as one: who goes on as what is then found out once."""
    schools = tuple(sorted(urn for move in moves for urn in move.schools))
    clusters = tuple(cluster for move in moves for cluster in move.clusters)
    return (TakeClusters(schools, clusters, moves[0].source),) if moves else ()


@dataclass(frozen=True, eq=False)
class _Merging:
    context: EditContext
    other: Plan
    schools: Schools
    source: str

    def items(self) -> Iterator[MergeItem]:
        yield from self.clusters()
        yield from self.said()
        yield from self.school_notes()
        yield from self.associates()

    # Who is with whom ------------------------------------------------------------------------------------------------

    def clusters(self) -> Iterator[MergeItem]:
        """Differences of membership, cut into parts that have nothing to do with each other."""
        ours = [known for cluster in self.context.plan.clusters.values() if (known := self._known_to_them(cluster.members))]
        theirs = [cluster.members for cluster in self.other.clusters.values()]
        for exchange in exchanges(ours, theirs):
            yield self._exchange(exchange)

    def _known_to_them(self, members: tuple[int, ...]) -> tuple[int, ...]:
        """The schools that the other plan knows: it says nothing of any other."""
        return tuple(urn for urn in members if urn in self.schools)

    def _exchange(self, exchange: Exchange) -> MergeItem:
        urns = tuple(sorted(exchange.schools))
        present = dict.fromkeys(self.context.plan.cluster_of[urn] for urn in urns if urn in self.context.plan.cluster_of)
        ours = [self.context.plan.clusters[key] for key in present]
        said = [cluster for cluster in self._theirs() if cluster.members in exchange.after]
        theirs = [with_those_they_lack(cluster, ours, self.schools) for cluster in said]
        urns = tuple(sorted({*urns, *(urn for cluster in theirs for urn in cluster.members)}))
        names = list(dict.fromkeys(one.name for one in (*ours, *theirs) if one.name))
        return MergeItem(
            "clusters",
            listed(names, 4),
            self._in_words(ours) or NOBODY,
            self._in_words(theirs) or NOBODY,
            urns,
            bool(ours),
            TakeClusters(urns, tuple(map(self._taken, theirs)), self.source),
            self._blocked(urns, theirs),
            moves=moves_in_words(ours, [*left_of(ours, theirs, self.schools), *theirs], self._name) if ours else "",
        )

    def _theirs(self) -> list[Cluster]:
        return [self.other.clusters[key] for key in sorted(self.other.clusters)]

    def _in_words(self, clusters: list[Cluster]) -> str:
        return "; ".join(f"{one.name or one.id} ({self._names(one.members)})" for one in clusters)

    def _names(self, urns: Collection[int]) -> str:
        return listed([self._name(urn) for urn in urns], 8)

    def _name(self, urn: int) -> str:
        return (self.context.schools if urn in self.context.schools else self.schools).name_of(urn)

    def _taken(self, cluster: Cluster) -> TheirCluster:
        said = self.other.partnerships.get(cluster.id, Partnership())
        return TheirCluster(cluster.members, cluster.name, cluster.note, cluster.lead, said)

    def _blocked(self, urns: tuple[int, ...], theirs: list[Cluster]) -> str:
        plan, schools = self.context.plan, self.context.schools
        unknown = [urn for urn in urns if urn not in schools]
        if unknown:
            return f"our register lacks {self._names(unknown)}"
        locked = [urn for urn in urns if plan.is_locked(urn)]
        if locked:
            return f"{self._names(locked)} {'is' if len(locked) == 1 else 'are'} locked"
        members = [urn for cluster in theirs for urn in cluster.members]
        rows = schools.positions(members)
        excluded = np.array(members, dtype=np.int64)[~(self.context.standing.to_place | self.context.standing.optional)[rows]]
        return f"our filter leaves out {self._names(excluded.tolist())}" if len(excluded) else ""

    # What is said of clusters that both have -------------------------------------------------------------------------

    def said(self) -> Iterator[MergeItem]:
        """Names, notes, leads and partnerships of clusters of the same schools, as far as both know them."""
        same = {cluster.members: cluster for cluster in self._theirs()}
        for key in sorted(self.context.plan.clusters):
            ours = self.context.plan.clusters[key]
            known = self._known_to_them(ours.members)
            if known in same and 2 * len(known) > len(ours.members):
                yield from self._cluster_items(ours, same[known])

    def _cluster_items(self, ours: Cluster, theirs: Cluster) -> Iterator[MergeItem]:
        title, urns = ours.name or ours.id, ours.members
        if theirs.name and theirs.name != ours.name:
            taken = any(other.name.casefold() == theirs.name.casefold() for other in self._others(ours))
            blocked = f"another of our clusters is called {theirs.name}" if taken else ""
            edit: Edit = RenameCluster(ours.id, theirs.name)
            yield MergeItem("name", title, ours.name or NOTHING, theirs.name, urns, bool(ours.name), edit, blocked)
        if theirs.note and theirs.note != ours.note:
            edit = SetClusterNote(ours.id, theirs.note)
            yield MergeItem("note", title, ours.note or NOTHING, theirs.note, urns, bool(ours.note), edit)
        if theirs.lead is not None and theirs.lead != ours.lead:
            lead = NOTHING if ours.lead is None else self.context.schools.name_of(ours.lead)
            there = self.context.schools.name_of(theirs.lead)
            yield MergeItem("lead school", title, lead, there, urns, ours.lead is not None, SetLead(ours.id, theirs.lead))
        yield from self._partnership(ours, theirs)

    def _others(self, ours: Cluster) -> Iterator[Cluster]:
        return (other for other in self.context.plan.clusters.values() if other.id != ours.id)

    def _partnership(self, ours: Cluster, theirs: Cluster) -> Iterator[MergeItem]:
        nothing = Partnership()
        had = self.context.plan.partnerships.get(ours.id, nothing)
        has = self.other.partnerships.get(theirs.id, nothing)
        if has not in (had, nothing):
            title = ours.name or ours.id
            edit = SetPartnership(ours.id, has)
            yield MergeItem("partnership", title, _facts(had), _facts(has), ours.members, had != nothing, edit)

    # What is said beside clusters ------------------------------------------------------------------------------------

    def school_notes(self) -> Iterator[MergeItem]:
        for urn, note in sorted(self.other.school_notes.items()):
            ours = self.context.plan.school_notes.get(urn, "")
            if note != ours:
                blocked, edit = self._lacking(urn), SetSchoolNote(urn, note)
                title = self._names((urn,))
                yield MergeItem("note on a school", title, ours or NOTHING, note, (urn,), bool(ours), edit, blocked)

    def associates(self) -> Iterator[MergeItem]:
        """Memberships of networks; those of clusters are only told in a note, since clusters may be taken or left."""
        known = {_network(one) for one in self.context.plan.associates.values()}
        for _, one in sorted(self.other.associates.items()):
            if one.network and _network(one) not in known:
                words, title = f"{one.network}: {one.purpose}", self._names((one.urn,))
                blocked = self._lacking(one.urn)
                yield MergeItem("associate", title, NOTHING, words, (one.urn,), False, AddAssociate(one), blocked)

    def _lacking(self, urn: int) -> str:
        return "" if urn in self.context.schools else "our register lacks the school"

    def notes(self) -> Iterator[str]:
        plan = self.context.plan
        if plan.rules != self.other.rules or plan.eligibility != self.other.eligibility:
            yield "Rules and filter differ: ours hold, and theirs are not merged."
        strangers = sum(urn not in self.context.schools for urn in self.schools.urn.tolist())
        if strangers:
            yield f"Their register has {schools_text(strangers)} that ours lacks."
        lacking = sum(urn not in self.schools for urn in plan.cluster_of)
        if lacking:
            yield f"Their file lacks {schools_text(lacking)} of our clusters: it says nothing of them, and they stay."
        if self.other.confidential:
            yield "Confidential facts of the other file are not merged."
        if any(one.cluster is not None for one in self.other.associates.values()):
            yield "Associates of their clusters are not merged; those of networks are."


def _facts(partnership: Partnership) -> str:
    """What is known of a partnership, in a line."""
    counts = {
        "actions": len(partnership.actions),
        "measures": len(partnership.measures),
        "joint roles": len(partnership.roles),
        "items of spending": len(partnership.budget.spending),
    }
    models = [model_name(model) for model in (partnership.model, partnership.target) if model]
    if partnership == Partnership():
        return NOTHING
    parts = (partnership.stage.value, " → ".join(dict.fromkeys(models)), partnership.lead_role)
    return ", ".join([*filter(None, parts), *(f"{count} {what}" for what, count in counts.items() if count)])


def _network(one: Associate) -> tuple[int, str, str]:
    return one.urn, one.network.casefold(), one.purpose.casefold()
