"""One scenario carried to a new register: what follows a successor, what stays, and what has no home any more.

Whatever a person typed either goes on or is told in a sentence, which the log of the plan keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from wolds.clustering.edits.draft import Draft, with_members
from wolds.clustering.partnership.records import Associate, ConfidentialFact, Partnership
from wolds.clustering.plan import Cluster, Plan, Table
from wolds.clustering.refreshing.rules import carried_eligibility, carried_rules
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.wording import listed

_TEXT: Final = "Refresh with a new register"


@dataclass(frozen=True, eq=False)
class CarriedPlan:
    """A scenario on the new register. `told` is what followed or has no home any more, in plain sentences."""

    plan: Plan
    told: tuple[Told, ...]


def carried(plan: Plan, transition: Transition) -> CarriedPlan:
    """Carry a scenario. `InputError` where its filter names an LA that the new register does not know."""
    carrying = _Carrying(plan, transition)
    carrying.clusters()
    carrying.locks()
    carrying.notes()
    carrying.partnerships()
    carrying.associates()
    carrying.confidential()
    carrying.accepted()
    carrying.settings()
    if transition.before.data_hash != transition.after.data_hash:
        carrying.draft.forget_proposal()
    change = carrying.draft.change(_TEXT)
    return CarriedPlan(plan.apply(change) if change.records else plan, tuple(carrying.told))


def carried_words(plan: Plan, transition: Transition) -> CarriedPlan:
    """Carry what is said of schools alone, and leave clusters and rules as they are: a proposal is to change those."""
    carrying = _Carrying(plan, transition)
    carrying.locks()
    carrying.notes()
    carrying.partnerships()
    carrying.associates()
    carrying.confidential()
    change = carrying.draft.change(_TEXT)
    return CarriedPlan(plan.apply(change) if change.records else plan, tuple(carrying.told))


@dataclass(frozen=True, eq=False)
class _Carrying:
    plan: Plan
    transition: Transition
    told: list[Told] = field(default_factory=list)

    @cached_property
    def draft(self) -> Draft:
        return Draft(self.plan)

    def tell(self, kind: str, sentence: str, *urns: int, was_lost: bool = True) -> None:
        self.told.append(Told(kind, sentence, urns, was_lost))

    def name(self, urn: int) -> str:
        return self.transition.name(urn)

    def cluster_name(self, key: str) -> str:
        cluster = self.plan.clusters.get(key)
        return key if cluster is None else cluster.name or key

    # Who is with whom ------------------------------------------------------------------------------------------------

    @cached_property
    def claims(self) -> Mapping[int, frozenset[str]]:
        """The places that heirs inherit: cluster ids, "" = locked out of every cluster."""
        found: dict[int, set[str]] = {}
        out = ((urn, place) for urn, place in self.plan.school_locks.items() if not place)
        for urn, place in (*self.plan.cluster_of.items(), *out):
            seat = self.transition.seat(urn)
            if seat is not None and seat != urn:
                found.setdefault(seat, set()).add(place)
        return {urn: frozenset(places) for urn, places in found.items()}

    @cached_property
    def joining(self) -> Mapping[int, str]:
        """The cluster of each heir that takes a place: those with a place of their own keep it, and doubt gives none."""
        return {
            urn: next(iter(places))
            for urn, places in self.claims.items()
            if len(places) == 1 and "" not in places and not self._has_own_place(urn)
        }

    def _has_own_place(self, urn: int) -> bool:
        return self.transition.stood_before(urn) or urn in self.plan.cluster_of

    def home(self, urn: int) -> str:
        """The cluster of a school after the refresh, "" for none."""
        return self.joining.get(urn) or self.plan.cluster_of.get(urn, "")

    def clusters(self) -> None:
        gone = self.transition.gone
        joiners: dict[str, list[int]] = {}
        for urn, key in self.joining.items():
            joiners.setdefault(key, []).append(urn)
        for key in sorted(self.plan.clusters):
            cluster = self.plan.clusters[key]
            leaving = [urn for urn in cluster.members if urn in gone]
            if leaving:
                self._change_cluster(cluster, leaving, joiners.get(key, []))

    def _change_cluster(self, cluster: Cluster, leaving: list[int], joining: list[int]) -> None:
        members = (set(cluster.members) - set(leaving)) | set(joining)
        lead = None if cluster.lead is None else self.transition.seat(cluster.lead)
        self.draft.put_cluster(with_members(replace(cluster, lead=lead), members))
        for urn in leaving:
            self._tell_leaving(cluster, urn)
        if cluster.lead is not None and lead not in members:
            words = f"{self.name(cluster.lead)} was the chosen lead of {cluster.name or cluster.id}, which has none now"
            self.tell("lead school", words, cluster.lead)
        if not members:
            words = f"{cluster.name or cluster.id} has no school left and goes ({self._names(cluster.members)})"
            self.tell("cluster", f"{words}. Its note: {cluster.note}" if cluster.note else words, *cluster.members)

    def _tell_leaving(self, cluster: Cluster, urn: int) -> None:
        seat, where = self.transition.seat(urn), cluster.name or cluster.id
        if seat is not None and self.home(seat) == cluster.id:
            self.tell("cluster", f"{self.name(seat)} takes the place of {self.name(urn)} in {where}", urn, seat, was_lost=False)
            return
        self.tell("cluster", f"{self.name(urn)} leaves {where}: {self._why_leaving(urn, seat)}", urn)

    def _why_leaving(self, urn: int, seat: int | None) -> str:
        if seat is None:
            return self.why_gone(urn)
        if self._has_own_place(seat):
            own = self.plan.cluster_of.get(seat)
            return f"{self.name(seat)} stands in its place and stays {'in no cluster' if own is None else 'in its own cluster'}"
        places = sorted(self.cluster_name(place) if place else "locked out" for place in self.claims[seat])
        return f"{self.name(seat)} stands in its place, and it is open where that belongs ({listed(places)})"

    def why_gone(self, urn: int) -> str:
        """Why nobody takes the place of a school."""
        found = self.transition.successors(urn)
        if found:
            return f"several schools stand in its place ({self._names(found)})"
        return "it closed" if urn in self.transition.after else "the new register does not hold it"

    def _names(self, urns: Iterable[int]) -> str:
        return listed([self.name(urn) for urn in urns], most=12)

    # What is said of schools -----------------------------------------------------------------------------------------

    def locks(self) -> None:
        for urn, place in sorted(self.plan.school_locks.items()):
            if urn not in self.transition.gone:
                continue
            self.draft.put(Table.SCHOOL_LOCKS, urn, None)
            seat = self.transition.seat(urn)
            words = f"The lock of {self.name(urn)} {f'in {self.cluster_name(place)}' if place else 'out of every cluster'}"
            if seat is not None and self._takes_lock(seat, place):
                self.draft.put(Table.SCHOOL_LOCKS, seat, place)
                self.tell("lock", f"{words} goes to {self.name(seat)}", urn, seat, was_lost=False)
            else:
                self.tell("lock", f"{words} is gone with it", urn)

    def _takes_lock(self, seat: int, place: str) -> bool:
        known = self.draft.get(Table.SCHOOL_LOCKS, seat)
        if place:
            return self.home(seat) == place and known in (None, place)
        return not self._has_own_place(seat) and self.claims[seat] == {""}

    def notes(self) -> None:
        for urn, note in sorted(self.plan.school_notes.items()):
            place = self.transition.now(urn)
            if place == urn:
                continue
            self.draft.put(Table.SCHOOL_NOTES, urn, None)
            if place is None:
                self.tell("note", f"The note on {self.name(urn)}, which the new register does not hold: {note}", urn)
            else:
                own = self.draft.get(Table.SCHOOL_NOTES, place)
                self.draft.put(
                    Table.SCHOOL_NOTES, place, f"{own}\n{self.transition.before.name_of(urn)}: {note}" if own else note
                )
                self.tell("note", f"The note on {self.name(urn)} goes to {self.name(place)}", urn, place, was_lost=False)

    def partnerships(self) -> None:
        for key in sorted(self.plan.partnerships):
            known: Partnership = self.draft.get(Table.PARTNERSHIPS, key) or self.plan.partnerships[key]
            roles = []
            for role in known.roles:
                place = None if role.school is None else self.transition.now(role.school)
                if role.school is not None and place is None:
                    words = f"The role {role.role} of {self.cluster_name(key)} is based nowhere any more"
                    self.tell("role", f"{words}: it was based at {self.name(role.school)}", role.school)
                roles.append(role.model_copy(update={"school": place}))
            if tuple(roles) != known.roles:
                self.draft.put(Table.PARTNERSHIPS, key, known.model_copy(update={"roles": tuple(roles)}))

    def associates(self) -> None:
        taken = {_place_of(record) for record in self.plan.associates.values() if self.transition.now(record.urn) == record.urn}
        for key, record in sorted(self.plan.associates.items()):
            place = self.transition.now(record.urn)
            if place == record.urn:
                continue
            moved = None if place is None else record.model_copy(update={"urn": place})
            fits = moved is not None and _place_of(moved) not in taken and self.home(moved.urn) != (record.cluster or None)
            self.draft.put(Table.ASSOCIATES, key, moved if fits else None)
            if moved is not None and fits:
                taken.add(_place_of(moved))
            else:
                self._tell_associate(record, place)

    def _tell_associate(self, record: Associate, place: int | None) -> None:
        why = "the new register does not hold it" if place is None else f"{self.name(place)} belongs there already"
        words = f"{self.name(record.urn)} was an associate of {record.network or self.cluster_name(record.cluster or '')}"
        self.tell("associate", f"{words} for {record.purpose}{f' ({record.note})' if record.note else ''}: {why}", record.urn)

    def confidential(self) -> None:
        for key, fact in sorted(self.plan.confidential.items()):
            place = None if fact.urn is None else self.transition.now(fact.urn)
            if fact.urn is None or place == fact.urn:
                continue
            if place is not None:
                self.draft.put(Table.CONFIDENTIAL, key, fact.model_copy(update={"urn": place}))
                words = f"A confidential fact on {self.name(fact.urn)} goes to {self.name(place)}"
                self.tell("confidential fact", words, fact.urn, place, was_lost=False)
            else:
                self._keep_apart(key, fact, fact.urn)

    def _keep_apart(self, key: str, fact: ConfidentialFact, urn: int) -> None:
        """A confidential fact must not go to the log, which everybody reads: it stays with a record of the school's own."""
        home = f"S{urn}"
        former = {"former_name": f"{self.name(urn)}, not in the register any more", "former_members": (urn,)}
        if self.draft.get(Table.PARTNERSHIPS, home) is None:
            self.draft.put(Table.PARTNERSHIPS, home, Partnership.model_validate(former))
        self.draft.put(Table.CONFIDENTIAL, key, ConfidentialFact(cluster=home, kind=fact.kind, on=fact.on, text=fact.text))
        words = f"A confidential fact on {self.name(urn)} is kept among what former partnerships left"
        self.tell("confidential fact", f"{words}: the new register does not hold the school", urn)

    def accepted(self) -> None:
        """Accepted warnings follow where each school concerned goes on as one other school."""
        for key, reason in sorted(self.plan.accepted.items()):
            rule, _, numbers = key.partition(":")
            parts = numbers.split("+")
            if not all(part.isdecimal() for part in parts):
                continue
            urns = [int(part) for part in parts]
            seats = [seat for urn in urns if (seat := self.transition.seat(urn)) is not None]
            if seats != urns and len(set(seats)) == len(urns):
                ordered = sorted(seats) if urns == sorted(urns) else seats
                fresh = f"{rule}:{'+'.join(map(str, ordered))}"
                if self.draft.get(Table.ACCEPTED, fresh) is None:  # else the old one stays, and speaks of nothing
                    self.draft.put(Table.ACCEPTED, key, None)
                    self.draft.put(Table.ACCEPTED, fresh, reason)

    def settings(self) -> None:
        rules = carried_rules(self.plan.rules, self.transition, self.told)
        eligibility = carried_eligibility(self.plan.eligibility, self.transition, self.told)
        self.draft.put(Table.SETTINGS, "rules", rules)
        self.draft.put(Table.SETTINGS, "eligibility", eligibility)


def _place_of(record: Associate) -> tuple[object, ...]:
    return record.urn, record.cluster, record.network.casefold(), record.purpose.casefold()
