"""Where a policy and not distance decides: church schools without a church partner, schools that only the table isolates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext
from wolds.clustering.in_reach import PairsInReach
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach, travel_words
from wolds.clustering.policy.judging import ClusterConsequence, consequence_of
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.rules import Mix, Rules
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import schools_text
from wolds.geo.character import Character


@dataclass(frozen=True)
class Stranded:
    """A school that a view lists: how many schools are in reach, the nearest that counts, and a sentence.

    `why` says what bars the nearest, "" where nothing does.
    """

    urn: int
    name: str
    in_reach: int
    nearest: int | None
    nearest_km: float | None
    sentence: str
    why: str = ""


Partners = Mapping[int, Sequence[tuple[float, int]]]
"""For each school that takes part the schools in reach as (km, URN), nearest first: `PairsInReach.partners`."""


def church_without_church(context: EditContext, reach: Reach, partners: Partners | None = None) -> tuple[Stranded, ...]:
    """Church schools that take part with no church school in reach, but with a community school; by URN.

    `partners` are those of the reach, where they are known already.
    """
    character, found = _characters(context), []
    reach = reach.among(context.schools, context.plan.rules)
    for urn, near in sorted((partners or PairsInReach.of(context, reach).partners()).items()):
        if character[urn] != Character.CHURCH or any(character[other] == Character.CHURCH for _, other in near):
            continue
        community = [(km, other) for km, other in near if character[other] == Character.COMMUNITY]
        if community:
            km, other = community[0]
            name = context.schools.name_of(urn)
            said = f"{name} has no church school within {reach.words}, but {schools_text(len(community))} without character"
            sentence = f"{said}; the nearest is {context.schools.name_of(other)}, {travel_words(km, reach.supplied)} away"
            found.append(Stranded(urn, name, len(near), other, km, sentence))
    return tuple(found)


def isolated_by_policy(
    context: EditContext,
    policy: Policy,
    model: Model,
    reach: Reach,
    least: Verdict = Verdict.FORBIDDEN,
    partners: Partners | None = None,
) -> tuple[Stranded, ...]:
    """Schools to be placed that have schools in reach, but none whom table, law and the plan's rules let them work with.

    `least` is the mildest verdict that counts as barring: `APPROVAL` lists schools whose every partner needs approval.
    `partners` are those of the reach, where they are known already.
    """
    facts: dict[int, SchoolFacts] = {}

    def of(urn: int) -> SchoolFacts:
        if urn not in facts:
            facts[urn] = SchoolFacts.of(context, urn)
        return facts[urn]

    known: dict[tuple[_Sort, _Sort], bool] = {}

    def bars(one: SchoolFacts, other: SchoolFacts) -> bool:
        """Alike for all schools of the same sorts: a country has millions of pairs, and few sorts of schools."""
        key = _sort(one), _sort(other)
        if key not in known:
            known[key] = bool(_barred(one, other, policy, model, least, context.plan.rules))
        return known[key]

    reach = reach.among(context.schools, context.plan.rules)
    to_place, found = set(context.schools.urn[context.standing.to_place].tolist()), []
    for urn, near in sorted((partners or PairsInReach.of(context, reach).partners()).items()):
        if urn not in to_place or not near:
            continue
        km, other = near[0]
        if all(bars(of(urn), of(one)) for _, one in near):
            why = _barred(of(urn), of(other), policy, model, least, context.plan.rules)
            said = f"{of(urn).name} has {schools_text(len(near))} within {reach.words}, and table, law or rules bar each"
            sentence = f"{said}; the nearest is {of(other).name}, {travel_words(km, reach.supplied)} away: {why}"
            found.append(Stranded(urn, of(urn).name, len(near), other, km, sentence, why))
    return tuple(found)


_Sort = tuple[str, str, str, str]


def _sort(school: SchoolFacts) -> _Sort:
    """All that table, law and rules look at in a school."""
    return school.kind, school.character, school.religious_character, school.diocese


def _barred(one: SchoolFacts, other: SchoolFacts, policy: Policy, model: Model, least: Verdict, rules: Rules) -> str:
    """Why two schools may not work together, "" where they may."""
    mix = {one.character, other.character} == {Character.CHURCH, Character.COMMUNITY}
    if rules.mix == Mix.FORBIDDEN and mix:
        return "the plan keeps church and community schools apart"
    if rules.same_diocese and one.diocese and other.diocese and one.diocese != other.diocese:
        return "the plan keeps to one diocese"
    said = consequence_of((one, other), policy, model)
    return said.why if said.verdict.strength >= least.strength else ""


def triggering(found: Sequence[ClusterConsequence], least: Verdict = Verdict.APPROVAL) -> tuple[ClusterConsequence, ...]:
    """The clusters whose verdict is at least so strong, the strongest first, then by id."""
    strong = [one for one in found if one.consequence.verdict.strength >= least.strength]
    return tuple(sorted(strong, key=lambda one: (-one.consequence.verdict.strength, one.cluster)))


def crossing(found: Sequence[ClusterConsequence]) -> tuple[ClusterConsequence, ...]:
    """The clusters that cross a diocese or a local authority, by id."""
    return tuple(one for one in found if one.consequence.crosses)


def _characters(context: EditContext) -> dict[int, str]:
    return dict(zip(context.schools.urn.tolist(), context.schools.character.tolist(), strict=True))
