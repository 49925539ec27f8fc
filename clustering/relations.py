"""Every existing relation of the schools, whoever told of it, and what a plan makes of each: what it keeps and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import OPEN_STATUSES, Role, Standing
from wolds.clustering.existing import KIND_NAMES, relation_title, rows_by_key, trust_keys
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Relation, RelationKind
from wolds.clustering.wording import listed
from wolds.geo.federations import federation_title
from wolds.geo.schools import Schools


@dataclass(frozen=True)
class Tie:
    """Schools that work together already. `urns` are those of the register, open where the register told of it, ascending.

    `name` is what people call it; `relation` the record behind it, None where the register says so.
    """

    kind: RelationKind
    name: str
    urns: tuple[int, ...]
    reason: str = ""
    relation: Relation | None = None


class Fate(StrEnum):
    """What a plan makes of a tie, among its schools that take part."""

    KEPT = "kept"  # all share a cluster
    PARTED = "parted"  # some share a cluster, not all
    BROKEN = "broken"  # some are placed, no two together
    UNPLACED = "unplaced"  # none is placed
    OUTSIDE = "outside"  # fewer than two take part


FATES_IN_ORDER: Final = (Fate.BROKEN, Fate.PARTED, Fate.KEPT, Fate.UNPLACED, Fate.OUTSIDE)
"""What a person has to look at first."""


@dataclass(frozen=True)
class TieFate:
    """A tie and its fate. `places` are the schools that take part by cluster id, None = in no cluster."""

    tie: Tie
    fate: Fate
    places: Mapping[str | None, tuple[int, ...]]


def register_ties(schools: Schools) -> tuple[Tie, ...]:
    """Federations, then trusts, of two or more open schools, each by its key."""
    rows_open = set(_open_rows(schools))
    trusts = schools.text("trust_name")
    ties = []
    for kind, keys in ((RelationKind.FEDERATION, schools.federation), (RelationKind.TRUST, trust_keys(schools))):
        for key, rows in rows_by_key(keys):
            urns = tuple(sorted(int(schools.urn[row]) for row in rows if row in rows_open))
            if len(urns) > 1:
                is_federation = kind == RelationKind.FEDERATION
                name = federation_title(schools, rows[0]) if is_federation else str(trusts[rows[0]]).strip() or f"Trust {key}"
                ties.append(Tie(kind, name, urns))
    return tuple(ties)


def _open_rows(schools: Schools) -> Iterator[int]:
    return (row for row, status in enumerate(schools.text("status").tolist()) if status in OPEN_STATUSES)


def ties_of(schools: Schools, relations: Iterable[Relation], urn: int) -> tuple[Tie, ...]:
    """The ties of one school, recorded ones first: looked up without gathering those of the whole register."""
    recorded = recorded_ties(schools, (one for one in relations if urn in one.urns))
    row = schools.position(urn)
    is_open = np.isin(schools.text("status").astype(str), list(OPEN_STATUSES))
    found: list[Tie] = []
    for kind, column in ((RelationKind.FEDERATION, ""), (RelationKind.TRUST, "trust_code"), (RelationKind.TRUST, "trust_name")):
        keys = schools.text(column) if column else schools.federation
        if not str(keys[row]).strip() or any(tie.kind == kind for tie in found):
            continue
        urns = tuple(sorted(schools.urn[(keys == keys[row]) & is_open].tolist()))
        if len(urns) > 1 and urn in urns:
            name = str(schools.text("trust_name")[row]).strip() if column else federation_title(schools, row)
            found.append(Tie(kind, name, urns))
    return (*recorded, *found)


def partners_text(tie: Tie, schools: Schools, urn: int, most: int = 3) -> str:
    """The other schools of a tie in a row, at most so many by name."""
    return listed([schools.name_of(other) for other in tie.urns if other != urn], most)


def recorded_ties(schools: Schools, relations: Iterable[Relation]) -> tuple[Tie, ...]:
    """What people recorded, as it is listed."""
    return tuple(Tie(one.kind, relation_title(schools, one), one.urns, one.reason, one) for one in relations)


@dataclass(frozen=True, eq=False)
class Ties:
    """All ties of some schools and rules, and those of each school."""

    schools: Schools
    all: tuple[Tie, ...]

    @classmethod
    def of(cls, schools: Schools, plan: Plan, known: tuple[Tie, ...] | None = None) -> Ties:
        """The ties of a plan; `known` are those of the register where they were gathered before."""
        own = register_ties(schools) if known is None else known
        return cls(schools, (*recorded_ties(schools, plan.rules.relations), *own))

    @cached_property
    def of_school(self) -> Mapping[int, tuple[Tie, ...]]:
        """The ties of each school that has any, recorded ones first."""
        found: dict[int, list[Tie]] = {}
        for tie in self.all:
            for urn in tie.urns:
                found.setdefault(urn, []).append(tie)
        return {urn: tuple(ties) for urn, ties in found.items()}

    def fates(self, standing: Standing, plan: Plan) -> tuple[TieFate, ...]:
        """What the plan makes of each tie, in the order of the ties."""
        return tuple(fate_of(tie, self.schools, standing, plan) for tie in self.all)


def fate_of(tie: Tie, schools: Schools, standing: Standing, plan: Plan) -> TieFate:
    """What a plan makes of one tie. Members of clusters count although the filter leaves them out."""
    places: dict[str | None, tuple[int, ...]] = {}
    for urn in tie.urns:
        home = plan.cluster_of.get(urn)
        if home is not None or (urn in schools and standing.role[schools.position(urn)] != Role.EXCLUDED):
            places[home] = (*places.get(home, ()), urn)
    return TieFate(tie, _fate(places), places)


def _fate(places: Mapping[str | None, tuple[int, ...]]) -> Fate:
    if sum(map(len, places.values())) < 2:
        return Fate.OUTSIDE
    if set(places) == {None}:
        return Fate.UNPLACED
    if len(places) == 1:
        return Fate.KEPT
    return Fate.PARTED if any(home is not None and len(urns) > 1 for home, urns in places.items()) else Fate.BROKEN


def fates_of(context: EditContext) -> tuple[TieFate, ...]:
    """What the plan of a context makes of each existing relation."""
    return Ties.of(context.schools, context.plan).fates(context.standing, context.plan)


def fate_counts(fates: Iterable[TieFate]) -> dict[Fate, int]:
    """How many ties meet each fate, in the order in which a person looks at them."""
    counts = dict.fromkeys(FATES_IN_ORDER, 0)
    for one in fates:
        counts[one.fate] += 1
    return counts


def fate_sentence(one: TieFate, schools: Schools, plan: Plan) -> str:
    """ "Shared head of Belton and Marsh: Belton in Cluster 3, Marsh in no cluster"."""
    parts = [f"{listed([schools.name_of(urn) for urn in urns], most=4)} {_in(home, plan)}" for home, urns in one.places.items()]
    head = f"{KIND_NAMES[one.tie.kind]} {one.tie.name}" if one.tie.relation is None or one.tie.relation.name else one.tie.name
    return f"{head[:1].upper()}{head[1:]}: {'; '.join(parts) or 'no school of it takes part'}"


def _in(home: str | None, plan: Plan) -> str:
    return "in no cluster" if home is None else f"in {plan.clusters[home].name or home}"
