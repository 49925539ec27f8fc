"""The rules that a cluster breaks, each as a `Violation` with a sentence that names schools.

Definitions are the contract's. A school whose character, phase, LA or diocese is unknown breaks no rule about it (see
`doubts.py`). Travel that nobody knows breaks no cap: such a school is not eligible, which is told instead. What only a
whole plan can break (federations split, too many clusters) stands in `plan_checks.py`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from wolds.clustering.eligibility import Reason, Role
from wolds.clustering.existing import exempt
from wolds.clustering.facts import Facts
from wolds.clustering.figures import Violation
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import CapRule, Link, Mix, Rules
from wolds.clustering.travel import shown_cap, shown_unit, shown_value
from wolds.clustering.wording import above, listed, plain, schools_text
from wolds.geo.character import Character, PhaseGroup
from wolds.geo.schools import BoolArray
from wolds.geo.travel import EffectiveTravel, Pair, TravelTable


@dataclass(frozen=True, eq=False)
class Law:
    """The rules with what is looked up in them again and again."""

    rules: Rules
    facts: Facts
    travel: EffectiveTravel
    apart: dict[Pair, Link]
    apart_urns: frozenset[int]
    cap_exempt: frozenset[str]
    size_exempt: Mapping[str, int]  # how many schools that take part each such federation has

    @classmethod
    def of(cls, rules: Rules, facts: Facts, travel: EffectiveTravel) -> Law:
        """Look up once."""
        apart = {link.pair: link for link in rules.keep_apart}
        urns = frozenset(urn for pair in apart for urn in pair)
        return cls(rules, facts, travel, apart, urns, exempt(rules, "cap"), _members(facts, exempt(rules, "size")))

    @cached_property
    def is_odd(self) -> BoolArray:
        """Schools without a point, not in the register, or of a federation that is let off a rule; shape (n + 1,)."""
        names, has_point = self.cap_exempt | set(self.size_exempt), self.travel.schools.has_point
        let_off = [key in names for key in self.facts.federation] if names else [False] * len(self.facts.federation)
        odd: BoolArray = np.array(let_off, dtype=np.bool_) | np.append(~has_point, True)
        return odd


def _members(facts: Facts, federations: frozenset[str]) -> Mapping[str, int]:
    """How many schools that take part each of these federations has; only those of two or more stay."""
    if not federations:
        return {}
    taking_part = (key for key, role in zip(facts.federation, facts.role, strict=True) if role != Role.EXCLUDED)
    return {key: count for key, count in Counter(taking_part).items() if key in federations and count > 1}


@dataclass(frozen=True, eq=False)
class Case:
    """One cluster before the law: k members, `pairs` their travel."""

    law: Law
    cluster: Cluster
    rows: list[int]
    pairs: TravelTable

    @classmethod
    def of(cls, law: Law, cluster: Cluster) -> Case:
        """Gather what the checks need of a cluster."""
        return cls(law, cluster, law.facts.rows(cluster.members), law.travel.among(cluster.members))

    @property
    def urns(self) -> tuple[int, ...]:
        """The members, ascending."""
        return self.cluster.members

    @cached_property
    def in_cap(self) -> BoolArray:
        """Whether the cap lets each pair be, shape (k, k): within it, exempt from it, or of unknown travel.

        A pair that a barrier keeps apart is judged by the straight line: the barrier is told on its own.
        """
        fits: BoolArray = np.where(self.pairs.barred, self.pairs.straight_in_cap, self.pairs.in_cap) | np.isnan(self.pairs.km)
        for places in self._federations(self.law.cap_exempt).values():
            fits[np.ix_(places, places)] = True
        return fits

    @cached_property
    def pupils(self) -> int:
        """Combined roll; schools whose roll is unknown count for nothing."""
        return sum(self.law.facts.roll[row] or 0 for row in self.rows)

    @cached_property
    def size_exempt(self) -> bool:
        """Whether the cluster holds the whole of a federation that is let off the size range."""
        held = self._federations(frozenset(self.law.size_exempt))
        return any(len(places) == self.law.size_exempt[key] for key, places in held.items())

    def _federations(self, wanted: frozenset[str]) -> dict[str, list[int]]:
        """The places of the members, by federation, of those wanted of which the cluster holds two schools or more."""
        places: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows if wanted else ()):
            if self.law.facts.federation[row] in wanted and self.law.facts.role[row] != Role.EXCLUDED:
                places.setdefault(self.law.facts.federation[row], []).append(place)
        return {key: found for key, found in places.items() if len(found) > 1}

    def names(self, urns: Sequence[int]) -> str:
        """The names of schools in a row."""
        return listed([self.law.facts.school(urn) for urn in urns])

    def having(self, column: list[str], value: str) -> tuple[int, ...]:
        """The members with this value in a column of the facts."""
        return tuple(urn for urn, row in zip(self.urns, self.rows, strict=True) if column[row] == value)

    def fault(
        self,
        rule: str,
        urns: tuple[int, ...],
        sentence: str,
        value: float | None = None,
        limit: float | None = None,
        unit: str = "",
    ) -> Violation:
        """A violation of this cluster."""
        return Violation(rule, self.cluster.id, urns, value, limit, unit, sentence)


def check_cluster(case: Case) -> tuple[Violation, ...]:
    """Every rule that a cluster breaks by itself, in the order of the rules document."""
    return tuple(fault for check in CHECKS.values() for fault in check(case))


def _eligible(case: Case) -> Iterator[Violation]:
    for urn, row in zip(case.urns, case.rows, strict=True):
        if case.law.facts.role[row] == Role.EXCLUDED:
            why = WHY_EXCLUDED.get(case.law.facts.reason[row], "left out by the filter")
            yield case.fault("not-eligible", (urn,), f"{case.law.facts.school(urn)} is not eligible: {why}")


WHY_EXCLUDED: Final = {
    Reason.USER: "left out by hand",
    Reason.STATUS: "it is not open",
    Reason.PHASE: "its phase is another",
    Reason.LA: "it belongs to another local authority",
    Reason.NO_POINT: "it has no point on the map",
    Reason.ROLL_UNKNOWN: "its roll is unknown or 0",
    Reason.ROLL_ABOVE: "its roll is above the filter's",
    Reason.ROLL_BELOW: "its roll is below the filter's",
    Reason.NOT_RURAL: "it is not rural",
    Reason.NOT_LISTED: "it is not on the list of schools",
    Reason.DIOCESE: "it belongs to another diocese",
    Reason.CHARACTER: "its character is another",
    "not-in-register": "the register does not hold it",
}
"""Why a school is not eligible, by the reason code of its standing."""


def _to_place(case: Case) -> Iterator[Violation]:
    if all(case.law.facts.role[row] != Role.TO_PLACE for row in case.rows):
        yield case.fault("to-place", case.urns, "It holds no school that is to be placed")


def _cap(case: Case) -> Iterator[Violation]:
    if case.in_cap.all():
        return
    yield from _cap_of_lead(case) if case.law.rules.cap_rule == CapRule.LEAD else _cap_of_pairs(case)


def _cap_of_pairs(case: Case) -> Iterator[Violation]:
    for i, j in np.argwhere(np.triu(~case.in_cap, 1)).tolist():
        yield _beyond(case, i, j, "{names}: {value} {unit} apart, travel limit {cap} {unit}")


def _cap_of_lead(case: Case) -> Iterator[Violation]:
    if case.in_cap.all(axis=1).any():
        return
    km = np.where(case.in_cap, 0.0, case.pairs.finite_km)
    lead = int(km.max(axis=1).argmin())
    sentence = (
        "No school has all others within the travel limit of {cap} {unit}: "
        "from {first}, the best placed, it is {value} {unit} to {second}"
    )
    yield _beyond(case, lead, int(km[lead].argmax()), sentence)


_NO_ROUNDING: Final = 1e-3
"""Less than the limit by more than this, and yet beyond it: the travel in force knows nothing of the pair."""


def _beyond(case: Case, i: int, j: int, sentence: str) -> Violation:
    rules, pair = case.law.rules, (case.urns[i], case.urns[j])
    value, cap, unit = shown_value(float(case.pairs.finite_km[i, j]), rules), shown_cap(rules), shown_unit(rules)
    least = case.law.travel.unsupplied_km(*pair)
    is_unknown = least is not None and math.isnan(least)  # a provider of travel that knows no way between the two
    if cap is None or value < cap - _NO_ROUNDING or is_unknown:
        return case.fault("cap", (min(pair), max(pair)), f"{case.names(pair)}: no way between them is known")
    first, second = (case.law.facts.school(urn) for urn in pair)
    shown = above(value, cap, 0 if unit == "min" and value >= 10 else 1)
    shown = shown if least is None else f"more than {shown}"
    text = sentence.format(names=case.names(pair), first=first, second=second, value=shown, unit=unit, cap=plain(cap, 6))
    return case.fault("cap", (min(pair), max(pair)), text, value, cap, unit)


def _barrier(case: Case) -> Iterator[Violation]:
    if not case.pairs.barred.any():
        return
    for i, j in np.argwhere(np.triu(case.pairs.barred, 1)).tolist():
        pair = (case.urns[i], case.urns[j])
        line = case.law.travel.barrier_between(*pair)
        between = line.name if line and line.name else "a barrier"
        yield case.fault("barrier", pair, f"{case.names(pair)}: {between} lies between them")


def _keep_apart(case: Case) -> Iterator[Violation]:
    marked = sorted(case.law.apart_urns.intersection(case.urns))
    for place, urn in enumerate(marked):
        for other in marked[place + 1 :]:
            link = case.law.apart.get((urn, other))
            if link is not None:
                why = f" ({link.reason})" if link.reason else ""
                yield case.fault("keep-apart", link.pair, f"{case.names(link.pair)} are to be kept apart{why}")


def _size(case: Case) -> Iterator[Violation]:
    rules, count = case.law.rules, len(case.urns)
    if case.size_exempt:
        return
    if count < rules.size_min:
        yield case.fault(
            "size", case.urns, f"{schools_text(count)}, at least {rules.size_min}", count, rules.size_min, "schools"
        )
    if rules.size_max is not None and count > rules.size_max:
        yield case.fault(
            "size", case.urns, f"{schools_text(count)}, at most {rules.size_max}", count, rules.size_max, "schools"
        )


def _roll(case: Case) -> Iterator[Violation]:
    rules, roll = case.law.rules, case.pupils
    if rules.roll_min is not None and roll < rules.roll_min:
        yield case.fault("roll-min", case.urns, f"Roll {roll}, floor {rules.roll_min}", roll, rules.roll_min, "pupils")
    if rules.roll_max is not None and roll > rules.roll_max:
        yield case.fault("roll-max", case.urns, f"Roll {roll}, ceiling {rules.roll_max}", roll, rules.roll_max, "pupils")


def _same_phase(case: Case) -> Iterator[Violation]:
    if not case.law.rules.same_phase:
        return
    column = case.law.facts.phase_group
    primary, middle = case.having(column, PhaseGroup.PRIMARY), case.having(column, PhaseGroup.MIDDLE)
    if primary and middle:
        text = (
            f"Two systems of schools: {case.names(primary)} (infant, junior, primary) with {case.names(middle)} (first, middle)"
        )
        yield case.fault("same-phase", case.urns, text)


def _mix(case: Case) -> Iterator[Violation]:
    mix, column = case.law.rules.mix, case.law.facts.character
    if mix == Mix.ANY:
        return
    church, community = case.having(column, Character.CHURCH), case.having(column, Character.COMMUNITY)
    if mix == Mix.FORBIDDEN and church and community:
        yield case.fault("mix", case.urns, f"Church with community: {case.names(church)} with {case.names(community)}")
    if mix == Mix.REQUIRED and not (church and community):
        missing = " and no ".join(word for word, found in (("church", church), ("community", community)) if not found)
        yield case.fault("mix", case.urns, f"It has no {missing} school")


def _same_la(case: Case) -> Iterator[Violation]:
    if case.law.rules.same_la:
        yield from _differs(case, "same-la", case.law.facts.la_code, "local authorities", case.law.facts.name_of_la)


def _same_diocese(case: Case) -> Iterator[Violation]:
    if case.law.rules.same_diocese:
        yield from _differs(case, "same-diocese", case.law.facts.diocese, "dioceses", {})


def _differs(case: Case, rule: str, column: list[str], what: str, names: Mapping[str, str]) -> Iterator[Violation]:
    known = sorted({column[row] for row in case.rows} - {""})
    if len(known) > 1:
        parts = [f"{names.get(value) or value} ({case.names(case.having(column, value))})" for value in known]
        yield case.fault(rule, case.urns, f"{len(known)} {what}: {listed(parts)}")


CHECKS: Final[Mapping[str, Callable[[Case], Iterator[Violation]]]] = {
    "not-eligible": _eligible,
    "to-place": _to_place,
    "cap": _cap,
    "barrier": _barrier,
    "keep-apart": _keep_apart,
    "size": _size,
    "roll": _roll,
    "same-phase": _same_phase,
    "mix": _mix,
    "same-la": _same_la,
    "same-diocese": _same_diocese,
}
"""One check a rule, in the order in which a list shows them; "roll" is that of floor and ceiling."""
