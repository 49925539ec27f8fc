"""Church schools paired with community schools: as many pairs as possible, then as little travel as possible.

That is a minimum-cost maximum matching of a bipartite graph; each component is solved exactly (Jonker-Volgenant, as
`scipy.optimize.linear_sum_assignment` does), so no other pairing makes more pairs, and none with as many travels less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Reason
from wolds.clustering.in_reach import PairsInReach
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach, travel_words
from wolds.clustering.policy.judging import Consequence, consequence_of
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.rules import minutes_of_km
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import listed, schools_text
from wolds.geo.character import Character
from wolds.geo.errors import InputError
from wolds.geo.schools import FloatArray, IntArray

MOST_CELLS: Final = 25_000_000
"""The largest component, church times community schools, that is solved at once: 200 MB."""


@dataclass(frozen=True)
class Pairing:
    """A church and a community school for each other, `km` apart by the travel in force."""

    church: SchoolFacts
    community: SchoolFacts
    km: float
    consequence: Consequence

    @property
    def minutes(self) -> float:
        """The travel in estimated minutes."""
        return minutes_of_km(self.km)


@dataclass(frozen=True)
class Unmatched:
    """A school without a partner: `code` is no-neighbour, kept-apart, policy or competition; `nearest` are (km, URN)."""

    school: SchoolFacts
    code: str
    sentence: str
    nearest: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Pairings:
    """The best matching. `neither`: schools that take part, are near none of the two kinds or of unknown character.

    `dioceses` whose church schools were paired, () for every church school. `unmeasured` schools would take part, had they a
    point and a known roll.
    """

    reach: Reach
    model: Model
    dioceses: tuple[str, ...]
    pairs: tuple[Pairing, ...]
    unmatched: tuple[Unmatched, ...]
    neither: tuple[int, ...]
    diocese_blank: int
    unmeasured: int = 0

    @property
    def total_km(self) -> float:
        """The travel of all pairs."""
        return sum(pair.km for pair in self.pairs)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the pairing as a whole."""
        notes = [f"Proven: no pairing within {self.reach.words} makes more pairs, and none with as many travels less."]
        if self.neither:
            notes.append(f"{schools_text(len(self.neither))} of another faith or unknown character: not paired.")
        if self.unmeasured:
            notes.append(f"{schools_text(self.unmeasured)} without a point or a known roll: cannot take part, not paired.")
        if self.diocese_blank:
            blank = f"{schools_text(self.diocese_blank)} of a church without a diocese in the register"
            notes.append(f"{blank}: not counted as {listed(self.dioceses, 3)}.")
        return tuple(notes)


def best_pairings(
    context: EditContext, reach: Reach, policy: Policy, model: Model = Model.INFORMAL, dioceses: Sequence[str] = ()
) -> Pairings:
    """The best matching of church with community schools that take part, pairs that table or law forbid left out.

    `dioceses` are those whose church schools are paired, "" for schools whose diocese is blank; none given takes every church
    school. `InputError` for a diocese that no school has, and for more schools than can be matched at once.
    """
    dioceses = tuple(dict.fromkeys(diocese_named(context, name) for name in dioceses))
    reach = reach.among(context.schools, context.plan.rules)
    sides = _Sides.of(context, reach, dioceses)
    allowed = [
        place
        for place, pair in enumerate(sides.pairs.tolist())
        if sides.consequence(pair, policy, model).verdict != Verdict.FORBIDDEN
    ]
    chosen = _matching(sides.pairs[allowed], sides.km[allowed])
    pairs = [_pairing(sides, allowed[place], policy, model) for place in chosen]
    free = {tuple(pair) for pair in sides.pairs[allowed].tolist()}
    return Pairings(
        reach,
        model,
        dioceses,
        tuple(sorted(pairs, key=lambda pair: pair.church.urn)),
        tuple(_unmatched(sides, pairs, free, in_reach_only=bool(dioceses))),
        sides.neither,
        sides.diocese_blank if dioceses and "" not in dioceses else 0,
        int(np.isin(context.standing.reason.astype(str), [Reason.NO_POINT, Reason.ROLL_UNKNOWN]).sum()),
    )


def diocese_named(context: EditContext, name: str) -> str:
    """The diocese as the register writes it, found by its whole name or a part of it; "" for "". Raises `InputError`."""
    if not name.strip():
        return ""
    known = sorted({str(value) for value in context.schools.text("diocese").tolist()} - {""})
    if not known:
        raise InputError("the register names no dioceses", remedy="Leave the diocese out.")
    wanted = " ".join(name.split()).casefold()
    found = [value for value in known if value.casefold() == wanted] or [value for value in known if wanted in value.casefold()]
    if len(found) != 1:
        what = f"could be {listed(found, 6)}" if found else f"is not in the register, which has {listed(known, 12)}"
        raise InputError(f"the diocese {name} {what}", remedy="Give the name as the register has it.")
    return found[0]


@dataclass(eq=False)
class _Sides:
    """The two sides: `pairs` (p, 2) are URNs, church first; `km` (p,); `apart` are pairs that rules or barriers part."""

    context: EditContext
    reach: Reach
    church: tuple[int, ...]
    community: tuple[int, ...]
    neither: tuple[int, ...]
    diocese_blank: int
    pairs: IntArray
    km: FloatArray
    apart: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, context: EditContext, reach: Reach, wanted: Sequence[str]) -> Self:
        """Who could be paired with whom, by distance."""
        found, schools = PairsInReach.of(context, reach), context.schools
        rows = schools.positions(found.urn.tolist())
        character, dioceses = schools.character[rows], schools.text("diocese")[rows]
        is_church = np.equal(character, str(Character.CHURCH))
        chosen = is_church & (np.isin(dioceses.astype(str), wanted) if wanted else True)
        community = np.equal(character, str(Character.COMMUNITY))
        pairs, km = _crossing(found.pairs, found.km, chosen, community)
        apart, _ = _crossing(found.kept_apart, np.zeros(len(found.kept_apart)), chosen, community)
        return cls(
            context,
            reach,
            tuple(found.urn[chosen].tolist()),
            tuple(found.urn[community].tolist()),
            tuple(found.urn[~(is_church | community)].tolist()),
            int((is_church & np.equal(dioceses, "")).sum()),
            found.urn[pairs],
            km,
            frozenset((one, other) for one, other in found.urn[apart].tolist()),
        )

    @cached_property
    def _facts(self) -> dict[int, SchoolFacts]:
        return {}

    def facts(self, urn: int) -> SchoolFacts:
        """The facts of a school, looked up once."""
        if urn not in self._facts:
            self._facts[urn] = SchoolFacts.of(self.context, urn)
        return self._facts[urn]

    def consequence(self, pair: list[int], policy: Policy, model: Model) -> Consequence:
        """What table and law say of a pair."""
        return consequence_of([self.facts(urn) for urn in pair], policy, model)

    @cached_property
    def near(self) -> Mapping[int, list[tuple[float, int]]]:
        """For each school those of the other side in reach as (km, URN), nearest first."""
        found: dict[int, list[tuple[float, int]]] = {}
        for (church, community), km in zip(self.pairs.tolist(), self.km.tolist(), strict=True):
            found.setdefault(church, []).append((km, community))
            found.setdefault(community, []).append((km, church))
        return {urn: sorted(near) for urn, near in found.items()}


def _crossing(pairs: IntArray, km: FloatArray, church: object, community: object) -> tuple[IntArray, FloatArray]:
    """The pairs of a church with a community school, church first, and their travel."""
    first, second = np.asarray(church), np.asarray(community)
    ahead = first[pairs[:, 0]] & second[pairs[:, 1]]
    behind = first[pairs[:, 1]] & second[pairs[:, 0]]
    return np.concatenate([pairs[ahead], pairs[behind][:, ::-1]]), np.concatenate([km[ahead], km[behind]])


def _matching(pairs: IntArray, km: FloatArray) -> list[int]:
    """Positions of the pairs of a best matching: as many as possible, then of least travel."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(pairs):
        return []
    left, i = np.unique(pairs[:, 0], return_inverse=True)
    right, j = np.unique(pairs[:, 1], return_inverse=True)
    size = len(left) + len(right)
    graph = coo_array((np.ones(len(pairs)), (i, len(left) + j)), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    chosen: list[int] = []
    for number in np.unique(part[i]).tolist():
        chosen += _of_component(np.flatnonzero(part[i] == number), i, j, km)
    return sorted(chosen)


def _of_component(places: IntArray, i: IntArray, j: IntArray, km: FloatArray) -> list[int]:
    from scipy.optimize import linear_sum_assignment

    rows, row = np.unique(i[places], return_inverse=True)
    columns, column = np.unique(j[places], return_inverse=True)
    if len(rows) * len(columns) > MOST_CELLS:
        message = f"{len(rows)} church and {len(columns)} community schools hang together: too many to match at once"
        raise InputError(message, remedy="Take a shorter reach, one authority, or smaller schools.")
    beyond = 1.0 + min(len(rows), len(columns)) * float(km[places].max())  # dearer than every real pair together
    cost = np.full((len(rows), len(columns)), beyond)
    cost[row, column] = km[places]
    at = np.full(cost.shape, -1, dtype=np.int64)
    at[row, column] = places
    picked = at[linear_sum_assignment(cost)]
    return [int(place) for place in picked if place >= 0]


def _pairing(sides: _Sides, place: int, policy: Policy, model: Model) -> Pairing:
    pair = sides.pairs[place].tolist()
    church, community = (sides.facts(urn) for urn in pair)
    return Pairing(church, community, float(sides.km[place]), sides.consequence(pair, policy, model))


def _unmatched(
    sides: _Sides, pairs: list[Pairing], allowed: set[tuple[int, ...]], *, in_reach_only: bool
) -> Iterator[Unmatched]:
    """Church schools without a partner, then community schools; of one diocese only those that are in reach of it."""
    partner = {pair.church.urn: pair.community.urn for pair in pairs} | {pair.community.urn: pair.church.urn for pair in pairs}
    community = [urn for urn in sides.community if urn in sides.near] if in_reach_only else sides.community
    for urn in (*sides.church, *community):
        if urn not in partner:
            yield _explained(sides, urn, partner, allowed)


def _explained(sides: _Sides, urn: int, partner: Mapping[int, int], allowed: set[tuple[int, ...]]) -> Unmatched:
    school, near = sides.facts(urn), tuple(sides.near.get(urn, ()))
    kind = "community" if school.is_church else "church"
    if not near:
        apart = [other for pair in sides.apart if urn in pair for other in pair if other != urn]
        if apart:
            names = listed([sides.facts(other).name for other in sorted(apart)], 4)
            return Unmatched(
                school, "kept-apart", f"A rule or a barrier keeps it from {names}, and no other {kind} school is in reach"
            )
        return Unmatched(school, "no-neighbour", f"No {kind} school that takes part is in reach")
    free = [other for _, other in near if (urn, other) in allowed or (other, urn) in allowed]
    nearest = f"{sides.facts(near[0][1]).name}, {travel_words(near[0][0], sides.reach.supplied)}"
    if not free:
        return Unmatched(
            school, "policy", f"{len(near)} in reach (nearest {nearest}), and the table or the law forbids each", near
        )
    with_whom = [f"{sides.facts(other).name} (with {sides.facts(partner[other]).name})" for other in free if other in partner]
    said = f"Each {kind} school that it may work with has another partner: {listed(with_whom, 4)}; no pairing makes more pairs"
    return Unmatched(school, "competition", said, near)
