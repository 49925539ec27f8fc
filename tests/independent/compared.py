"""Two plans compared by hand: sets of URNs, loops and nothing else."""

from __future__ import annotations

from independent.checker import parted_pairs, plan_cost_km
from independent.world import World, has_travel, pairs, travel_km


def _home(groups, urn):
    return next((group for group in groups if urn in group), None)


def figures(world: World, groups) -> dict:
    """The measures of a plan by their names; None where there is nothing to measure."""
    placed = set().union(*groups)
    to_place = {place.urn for place in world.places if place.must_be_placed}
    kinds = [{world.by_urn[urn].character for urn in group} for group in groups]
    rolls = [sum(world.by_urn[urn].roll for urn in group) for group in groups]
    travelled = [travel_km(world, *pair) for group in groups for pair in pairs(group) if has_travel(world, *pair)]
    ways = [[travel_km(world, urn, b) for b in group - {urn} if has_travel(world, urn, b)] for group in groups for urn in group]
    means = [sum(km) / len(km) for km in ways if km]
    return {
        "placed": len(placed & to_place),
        "unplaced": len(to_place - placed),
        "optional_joined": len(placed - to_place),
        "pupils_placed": sum(rolls),
        "clusters": len(groups),
        "cost_km": plan_cost_km(world, groups) if travelled else None,
        "partner_km": sum(means) / len(means) if means else None,
        "longest_km": max(travelled, default=None),
        "kept_apart": len(parted_pairs(world, groups)),
        "least_roll": min(rolls, default=None),
        "greatest_roll": max(rolls, default=None),
        "mixed": sum(1 for kind in kinds if {"church", "community"} <= kind),
        "church_unplaced": sum(1 for urn in to_place - placed if world.by_urn[urn].character == "church"),
        "several_las": sum(1 for group in groups if len({world.by_urn[urn].la for urn in group}) > 1),
        "several_dioceses": sum(1 for group in groups if len({world.by_urn[u].diocese for u in group} - {""}) > 1),
        **_relations(world, groups),
    }


def _relations(world: World, groups) -> dict:
    federations: dict[str, set[int]] = {}
    for place in world.places:
        if place.federation:
            federations.setdefault(place.federation, set()).add(place.urn)
    together = 0
    for one, two in pairs(world.by_urn):
        a, b = world.by_urn[one], world.by_urn[two]
        if (a.federation and a.federation == b.federation) or (a.trust and a.trust == b.trust):
            together += any({one, two} <= group for group in groups)
    several = [urns for urns in federations.values() if len(urns) > 1]
    return {"federations_whole": sum(any(f <= g for g in groups) for f in several), "relations_kept": together}


def standing_for(world: World, before, after) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Which group of one plan stands for which of the other, each group once: the same group first, then groups of one name
    (those that stand at one place of the lists) that share a part, then the largest share.
    """
    shares = []
    for place, one in enumerate(before):
        for other_place, other in enumerate(after):
            both = one & other
            if both:
                is_part = len(both) > 1 or one <= other or other <= one
                likeness = 0 if one == other else 1 if place == other_place and is_part else 2
                shares.append((likeness, -len(both), -sum(world.by_urn[u].roll for u in both), min(both), one, other))
    found: list[tuple[frozenset[int], frozenset[int]]] = []
    for *_, one, other in sorted(shares, key=lambda share: share[:4]):
        if all(one is not a and other is not b for a, b in found):
            found.append((one, other))
    return found


def shifts(world: World, before, after) -> dict[int, tuple[str, frozenset[int], frozenset[int]]]:
    """For each school that differs: how, the partners it loses and those it gains."""
    matched = standing_for(world, before, after)
    found = {}
    for urn in world.by_urn:
        was, now = _home(before, urn), _home(after, urn)
        had, has = (was or frozenset()) - {urn}, (now or frozenset()) - {urn}
        if was is None or now is None:
            way = "stayed" if was is now else "joined" if was is None else "left"
        else:
            way = "stayed" if any(a is was and b is now for a, b in matched) else "moved"
        if way != "stayed" or had != has:
            found[urn] = (way, had - has, has - had)
    return found


def fates(before, after) -> list[tuple[str, frozenset, frozenset]]:
    """What becomes of groups: the word, the groups of the first plan, those of the second."""
    part = {
        (one, other)
        for one in before
        for other in after
        if len(one & other) > 1 or (one & other and (one <= other or other <= one))
    }
    found = []
    for one in before:
        to = frozenset(b for a, b in part if a == one)
        if not to:
            found.append(("gone", frozenset([one]), to))
        elif len(to) > 1:
            found.append(("split", frozenset([one]), to))
        elif sum(1 for _, b in part if b in to) == 1:
            found.append(("kept" if one in to else "changed", frozenset([one]), to))
    for other in after:
        of = frozenset(a for a, b in part if b == other)
        if not of:
            found.append(("new", of, frozenset([other])))
        elif len(of) > 1:
            found.append(("merged", of, frozenset([other])))
    return found
