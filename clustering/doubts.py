"""What rules and filter could not judge, and what they bind although it takes no part: sentences for window and report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wolds.clustering.eligibility import Eligibility, Role, Standing
from wolds.clustering.existing import FEDERATION, exempt, kept_together, released
from wolds.clustering.rules import Mix, Rules
from wolds.clustering.travel import barrier_line
from wolds.clustering.wording import listed, plain, schools_text
from wolds.geo.schools import BoolArray, Schools


@dataclass(frozen=True)
class Doubt:
    """Something to know about an answer. `kind` names it, `urns` are the schools concerned.

    Of the kind "outside", `urns` are the schools that could be let in (`IncludeSchool`).
    """

    kind: str
    urns: tuple[int, ...]
    sentence: str


def doubts(schools: Schools, standing: Standing, rules: Rules, eligibility: Eligibility) -> tuple[Doubt, ...]:
    """Every doubt about the schools to be placed or optional, rules first, then the filter."""
    taking_part = standing.role != Role.EXCLUDED
    return (
        *_blanks_of_rules(schools, rules, taking_part),
        *_outside(schools, standing, rules),
        *_strangers(schools, rules),
        *_short_cuts(rules),
        *_blanks_of_filter(schools, eligibility, taking_part),
    )


def _blanks_of_rules(schools: Schools, rules: Rules, among: BoolArray) -> Iterator[Doubt]:
    if rules.same_diocese:
        blank = among & (schools.text("diocese") == "")
        yield from _blank(schools, "same-diocese", blank, "no diocese in the register: the same-diocese rule ignores {them}")
    if rules.same_la:
        blank = among & (schools.text("la_code") == "")
        yield from _blank(schools, "same-la", blank, "no local authority: the same-authority rule ignores {them}")
    if rules.same_phase:
        blank = among & (schools.phase_group == "unknown")
        yield from _blank(schools, "same-phase", blank, "no leaving age that tells the phase: {they} may join any group")
    if rules.mix != Mix.ANY:
        blank = among & (schools.character == "unknown")
        yield from _blank(schools, "mix", blank, "no known character: {they} count neither as church nor as community")


def _blanks_of_filter(schools: Schools, eligibility: Eligibility, among: BoolArray) -> Iterator[Doubt]:
    if eligibility.rural_only and eligibility.urns is None:
        blank = among & (schools.text("urban_rural") == "")
        yield from _blank(schools, "rural", blank, "no urban or rural mark: {they} are kept")
    if eligibility.dioceses:
        blank = among & (schools.text("diocese") == "")
        yield from _blank(schools, "diocese", blank, "no diocese in the register: {they} are kept")
    if eligibility.characters:
        blank = among & (schools.character == "unknown")
        yield from _blank(schools, "character", blank, "no known character: {they} are kept")


def _blank(schools: Schools, kind: str, mask: BoolArray, sentence: str) -> Iterator[Doubt]:
    urns = tuple(schools.urn[mask].tolist())
    if urns:
        one = len(urns) == 1
        words = sentence.format(they="it" if one else "they", them="it" if one else "them")
        words = words.replace("it are", "it is").replace("it count ", "it counts ") if one else words
        yield Doubt(kind, urns, f"{schools_text(len(urns))} {'has' if one else 'have'} {words}")


def _outside(schools: Schools, standing: Standing, rules: Rules) -> Iterator[Doubt]:
    for group in kept_together(schools, standing, rules):
        urns = tuple(urn for urn in group.outside if urn in schools)
        if urns and group.urns:
            names = listed([schools.name_of(urn) for urn in urns])
            is_named = group.rule == FEDERATION or group.relation is not None
            what = group.name if is_named else f"the must-link of {group.name}"
            takes = "takes" if len(urns) == 1 else "take"
            yield Doubt("outside", urns, f"{names} of {what} {takes} no part: let in to keep all together")


def _strangers(schools: Schools, rules: Rules) -> Iterator[Doubt]:
    links = {"must-link": rules.must_link, "keep-apart": rules.keep_apart, "override": rules.overrides}
    named = {kind: {urn for link in found for urn in link.pair} for kind, found in links.items()}
    named["recorded relation"] = {urn for relation in rules.relations for urn in relation.urns}
    for kind, said in named.items():
        urns = tuple(sorted(urn for urn in said if urn not in schools))
        if urns:
            numbers = listed([str(urn) for urn in urns])
            yield Doubt("unknown-school", urns, f"Not in the register, so without effect ({kind}): URN {numbers}")
    exempted = released(rules) | exempt(rules, "cap") | exempt(rules, "size")
    for key in sorted(exempted - set(schools.federation.tolist())):
        yield Doubt("unknown-federation", (), f"No school belongs to federation {key}: its exemption is without effect")


def _short_cuts(rules: Rules) -> Iterator[Doubt]:
    for barrier in rules.barriers:
        if barrier.minutes is not None and barrier_line(barrier, rules).travel.in_cap:
            yield Doubt(
                "barrier",
                (),
                f"{barrier.name}: {plain(barrier.minutes)} min is within the travel limit, "
                "so any two schools whose straight line crosses it count as in reach, however far apart",
            )
