"""What keeps a comparison honest: no plan of other schools, none the better for breaking rules, nothing left out unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wolds.clustering.comparing.sides import Ground, Scored
from wolds.clustering.figures import Violation
from wolds.clustering.wording import listed, schools_text
from wolds.geo.errors import InputError
from wolds.geo.travel import EffectiveTravel


def refuse_other_schools(ground: Ground, one: Scored) -> None:
    """`InputError` for a plan of which no school takes part where it is to be scored; a plan without clusters is let be."""
    placed, name = one.side.plan.cluster_of, ground.context.plan.name
    if one.name == name:
        return
    there = placed or one.side.schools.urn.tolist()
    if not (_in_common(ground, one) if placed else any(urn in ground.context.schools for urn in there)):
        raise InputError(
            f"{one.name} has no school in common with {name}: none of its {schools_text(len(there))} takes part there",
            remedy="Compare plans for the same schools; take a plan of an earlier register to the newer one first.",
        )


def _in_common(ground: Ground, one: Scored) -> int:
    """How many schools of a plan's clusters take part where it is scored."""
    return len(ground.taking_part.intersection(one.plan.cluster_of))


def few_words(ground: Ground, one: Scored) -> str:
    """A warning where fewer than half of the schools of a plan's clusters are scored; else ""."""
    count, found = len(one.side.plan.cluster_of), _in_common(ground, one)
    if 2 * found >= count:
        return ""
    what = f"only {found:,} of the {schools_text(count)} of {one.name} take part here"
    return f"Careful: {what}, so that its figures say little of it."


def marking_words(plans: Sequence[Scored]) -> Iterator[str]:
    """Which plans break rules and what that means for the marks, and which pairs no figure of travel has."""
    broken = [f"{one.scoreboard.plan.violations:,} in {one.name}" for one in plans if one.scoreboard.plan.violations]
    if broken and len(broken) == len(plans):
        yield f"Every plan breaks rules ({listed(broken)}): a figure may be better for that alone."
    elif broken:
        told = "schools, pupils and travel are marked better only in a plan that keeps every rule"
        yield f"Broken rules: {listed(broken)}; {told}."
    parted = [f"{one.scoreboard.plan.parted:,} in {one.name}" for one in plans if one.scoreboard.plan.parted]
    if parted:
        told = "; travel is marked better only where they are fewest" if len(broken) == len(plans) else ""
        yield f"Pairs that a barrier keeps apart, in no figure of travel: {listed(parted)}{told}."


def unknown_words(ground: Ground, plans: Sequence[Scored]) -> Iterator[str]:
    """Which plans have pairs whose travel the provider in force does not know, and what their figures say of them.

    Such a pair is within no travel limit, so that it is among the broken rules.
    """
    travel = ground.judge.law.travel
    found = [
        (sum(_is_unknown(travel, fault) for fault in one.scoreboard.violations), one.name)
        for one in plans
        if travel.judged is not None
    ]
    told = [f"{count:,} in {name}" for count, name in found if count]
    if told:
        least = "each counts with the least that it can be, so that the true figures are higher"
        yield f"Pairs whose travel is not known: {listed(told)}; {least}."


def _is_unknown(travel: EffectiveTravel, fault: Violation) -> bool:
    return fault.rule == "cap" and len(fault.urns) == 2 and travel.unsupplied_km(*fault.urns) is not None
