"""What the rules make impossible, told at once: groups that must and cannot stay together, and limits that nobody can meet.

A group is impossible when it breaks a rule that no further school could mend: schools beyond the cap, too many of them, too
many pupils, schools kept apart. Too few schools or pupils can be mended by others joining, so they are not told here.
Locks are not looked at: what they break is told by the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from wolds.clustering.checks import Case, Law, check_cluster
from wolds.clustering.edits.base import Edit
from wolds.clustering.edits.rules import RemoveKeepApart, RemoveMustLink, SetRules
from wolds.clustering.eligibility import Standing
from wolds.clustering.existing import FEDERATION, Group, kept_together
from wolds.clustering.facts import Facts
from wolds.clustering.figures import Violation
from wolds.clustering.limits import limit_faults
from wolds.clustering.plan import Cluster
from wolds.clustering.reach import some_lead_reaches
from wolds.clustering.rules import CapRule, FederationExemption, Mix, Rules
from wolds.clustering.travel import travel_of
from wolds.clustering.units import units_of
from wolds.clustering.wording import listed
from wolds.geo.schools import Schools

_BEYOND_MENDING: Final = ("cap", "barrier", "keep-apart", "size", "roll-max", "same-phase", "mix", "same-la", "same-diocese")


@dataclass(frozen=True)
class Remedy:
    """A way out: what to call it, the edit that does it, and the exemption in it, if it is one."""

    text: str
    edit: Edit
    exemption: FederationExemption | None = None


@dataclass(frozen=True)
class Impossible:
    """A combination that the rules forbid whatever is proposed. `kind` is the rule's name, as in `Violation.rule`."""

    kind: str
    urns: tuple[int, ...]
    sentence: str
    remedies: tuple[Remedy, ...] = field(default=())


def impossible_combinations(schools: Schools, standing: Standing, rules: Rules) -> tuple[Impossible, ...]:
    """Everything that the rules make impossible: groups kept together by their lowest URN, then limits."""
    limits = (Impossible(*fault) for fault in limit_faults(schools, standing, rules))
    groups = [group for group in kept_together(schools, standing, rules) if len(group.urns) > 1]
    if not groups:
        return tuple(limits)
    facts = Facts.of(schools, standing)
    law = Law.of(rules, facts, travel_of(schools, rules))
    found = (fault for bound in _bound(groups, rules) for fault in _faults(bound, law, standing))
    return (*found, *limits)


@dataclass(frozen=True)
class _Bound:
    """Schools that stand or fall together, and the groups that bind them."""

    urns: tuple[int, ...]
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        """ "Belton and Marsh federation", or the names of all groups in a chain."""
        return listed([group.name for group in self.groups], most=4)


def _bound(groups: list[Group], rules: Rules) -> list[_Bound]:
    """Groups joined where they share a school, by lowest URN."""
    urns = sorted({urn for group in groups for urn in group.urns})
    place = {urn: node for node, urn in enumerate(urns)}
    unit = units_of(groups, place, [-1] * len(urns), rules).unit.tolist()
    members: dict[int, list[int]] = {}
    for urn in urns:
        members.setdefault(unit[place[urn]], []).append(urn)
    binding: dict[int, list[Group]] = {}
    for group in groups:
        binding.setdefault(unit[place[group.urns[0]]], []).append(group)
    return [_Bound(tuple(members[number]), tuple(binding[number])) for number in members]


def _faults(bound: _Bound, law: Law, standing: Standing) -> Iterator[Impossible]:
    case = Case.of(law, Cluster("", 0, "", bound.urns, 0))
    worst: dict[str, Violation] = {}
    for fault in check_cluster(case):
        if not _mendable(fault, case, standing):
            before = worst.get(fault.rule)
            worst[fault.rule] = fault if before is None or (fault.value or 0) > (before.value or 0) else before
    for fault in worst.values():
        yield Impossible(fault.rule, bound.urns, _sentence(bound, fault, law), tuple(_remedies(bound, fault, law.rules)))


def _mendable(fault: Violation, case: Case, standing: Standing) -> bool:
    """Whether schools that join could mend a fault of the group."""
    if fault.rule not in _BEYOND_MENDING:
        return True
    if fault.rule == "size":
        return len(case.urns) < case.law.rules.size_min
    if fault.rule == "mix":
        return case.law.rules.mix == Mix.REQUIRED
    if fault.rule == "cap" and case.law.rules.cap_rule == CapRule.LEAD:
        return some_lead_reaches(case, standing)
    return False


def _sentence(bound: _Bound, fault: Violation, law: Law) -> str:
    """The fault of the group, without naming again the two schools of a group of two."""
    names = listed([law.facts.school(urn) for urn in bound.urns])
    told = fault.sentence
    if len(bound.urns) == 2 and told.startswith((f"{names}: ", f"{names} ")):
        told = told.removeprefix(names).lstrip(": ").removeprefix("are ")
    return f"{bound.name}: {told}"


def _remedies(bound: _Bound, fault: Violation, rules: Rules) -> Iterator[Remedy]:
    for group in bound.groups:
        if group.rule == FEDERATION:
            yield from _exemptions(group, fault, rules)
        elif group.relation is not None:
            others = tuple(relation for relation in rules.relations if relation != group.relation)
            yield Remedy(f"Forget the {group.name}", SetRules(rules.model_copy(update={"relations": others})))
        else:
            yield Remedy(f"Take back the must-link of {group.name}", RemoveMustLink(*_pair(rules, group)))
    if fault.rule == "keep-apart":
        yield Remedy("Take back the keep-apart", RemoveKeepApart(fault.urns[0], fault.urns[1]))


def _pair(rules: Rules, group: Group) -> tuple[int, int]:
    return next(link.pair for link in rules.must_link if set(link.pair) == set(group.urns))


def _exemptions(group: Group, fault: Violation, rules: Rules) -> Iterator[Remedy]:
    if fault.rule == "cap" and set(fault.urns) <= set(group.urns):
        yield _exemption(group, "cap", "Let it off the travel limit", rules)
    if fault.rule == "size":
        yield _exemption(group, "size", "Let it off the size range", rules)
    yield _exemption(group, "release", "Let it be split", rules)


def _exemption(group: Group, what: Literal["cap", "size", "release"], text: str, rules: Rules) -> Remedy:
    given = FederationExemption(federation=group.key, exempt=what)
    return Remedy(text, SetRules(rules.model_copy(update={"exemptions": (*rules.exemptions, given)})), given)
