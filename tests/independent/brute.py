"""The best plan of a small world by trying everything, and the reason of each school that it leaves out."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from independent.checker import (
    RULE_ORDER,
    broken_rules,
    cap_holds,
    roll_holds,
    rule_holds,
    size_holds,
    soft_cost_km,
    travel_cost_km,
)
from independent.world import World, in_reach, pairs, units

Best = tuple[int, int, float, tuple[frozenset[int], ...]]


def feasible_clusters(world: World, largest: int | None = None) -> list[frozenset[int]]:
    """Every feasible cluster, found by trying every subset."""
    everyone = sorted(world.by_urn)
    most = min(len(everyone), largest or len(everyone))
    found = []
    for size in range(1, most + 1):
        found += [frozenset(group) for group in combinations(everyone, size) if not broken_rules(world, group)]
    return found


def cluster_cost_km(world: World, group) -> float:
    """What a cluster adds to the objective; a pair kept or regained counts as a saving against none kept."""
    saved = 0.0
    for one, two in pairs(group):
        a, b = world.by_urn[one], world.by_urn[two]
        if (a.federation and a.federation == b.federation) or (a.trust and a.trust == b.trust):
            saved += world.rules["existing_relations_km"]
        if any({one, two} <= present for present in world.present):
            saved += world.rules["little_change_km"]
    return travel_cost_km(world, group) + world.rules["partnership_cost_km"] + soft_cost_km(world, group) - saved


def best_plan(world: World) -> Best | None:
    """(anchors that stand bare, unplaced schools, objective relative to nothing kept, clusters); None = no plan at all."""
    clusters = feasible_clusters(world)
    cost = {group: cluster_cost_km(world, group) for group in clusters}
    options: dict[int, list[tuple[frozenset[int], int]]] = {urn: [] for urn in world.by_urn}
    for group in clusters:
        for urn in group:
            options[urn].append((group, 0))
    bare = {anchor: cluster_cost_km(world, anchor) for anchor in world.anchors}
    for anchor in world.anchors:
        for urn in anchor:
            options[urn].append((anchor, 1))
    held = frozenset().union(*world.anchors) if world.anchors else frozenset()
    bound = {urn: unit for unit in units(world) for urn in unit}
    most = world.rules["max_clusters"]
    room = len(world.places) if most is None else max(0, most - world.locked_clusters)

    @cache
    def best(left: frozenset[int], room: int) -> Best | None:
        if not left:
            return (0, 0, 0.0, ())
        first = min(left)
        found: Best | None = None
        if first not in held and not (bound.get(first, frozenset()) & held):
            out = bound.get(first, frozenset((first,)))
            rest = best(left - out, room) if out <= left else None
            if rest is not None:
                lost = sum(world.by_urn[urn].must_be_placed for urn in out)
                found = (rest[0], rest[1] + lost, rest[2], rest[3])
        for group, is_bare in options[first] if room else ():
            if not group <= left:
                continue
            rest = best(left - group, room - 1)
            if rest is None:
                continue
            price = bare[group] if is_bare else cost[group]
            plan = (rest[0] + is_bare, rest[1], rest[2] + price, (group, *rest[3]))
            if found is None or plan[:3] < found[:3]:
                found = plan
        return found

    return best(frozenset(world.by_urn), room)


def reason_code(world: World, urn: int) -> str:
    """The contract's code for a school that is left out, by trying every group that holds it.

    Locks come last, so the stages before know none. What a federation is let off counts from the federation rule on.
    """
    others = [other for other in sorted(world.by_urn) if other != urn]
    around = [frozenset((urn, *group)) for size in range(len(others) + 1) for group in combinations(others, size)]
    if any(not broken_rules(world, group) for group in around):
        return "competition"
    if not any(in_reach(world, urn, other) for other in others):
        return "no-neighbour"
    free = World(world.places, world.rules)
    plain = World(
        world.places, world.rules | {"exemptions": [e for e in world.rules["exemptions"] if e["exempt"] == "release"]}
    )
    small = [group for group in around if cap_holds(plain, group) and size_holds(plain, group)]
    if not small:
        return "no-group"
    if not any(roll_holds(plain, group) for group in small):
        return "roll"
    groups = [group for group in small if roll_holds(plain, group)]
    for number, rule in enumerate(RULE_ORDER):
        if rule == "federation":
            groups = _all_within(free, around, RULE_ORDER[:number])
        groups = [group for group in groups if rule_holds(free, rule, group)]
        if not groups:
            return f"rule:{rule}"
    return "locked"


def _all_within(world: World, groups: list[frozenset[int]], rules: tuple[str, ...]) -> list[frozenset[int]]:
    """The groups that keep cap, size, roll and some rules, with what federations are let off."""
    return [
        group
        for group in groups
        if cap_holds(world, group)
        and size_holds(world, group)
        and roll_holds(world, group)
        and all(rule_holds(world, rule, group) for rule in rules)
    ]
