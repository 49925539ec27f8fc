"""Why a proposal puts a school elsewhere: the page on little change read once more, from the plain world alone."""

from __future__ import annotations

from independent.checker import RULE_ORDER, broken_rules, plan_objective_km, size_holds
from independent.world import World

SAME_KM = 1e-6
MISSING = ("size", "roll", "mix", "cap", "no-school-to-be-placed")
"""Rules that a group may break because a school is missing; whether it is so is seen by asking for what is too much."""


def ties(before, after) -> list[tuple[set, set]]:
    """The clusters that only one of two plans has, in heaps that share no school."""
    heaps: list[tuple[set, set]] = []
    for side, group in [(0, g) for g in before - after] + [(1, g) for g in after - before]:
        heap: tuple[set, set] = (set(), set())
        heap[side].add(group)
        apart = []
        for other in heaps:
            if any(group & held for held in other[0] | other[1]):
                heap[0].update(other[0])
                heap[1].update(other[1])
            else:
                apart.append(other)
        heaps = [*apart, heap]
    return heaps


def breaks_for_want_of_somebody(world: World, group) -> bool:
    """Whether every rule that a group breaks is one that somebody who is missing could have met."""
    return bool(broken_rules(world, group)) and all(_is_want(world, group, rule) for rule in broken_rules(world, group))


def _is_want(world: World, group, rule: str) -> bool:
    pupils, rules = sum(world.by_urn[urn].roll for urn in group), world.rules
    if rule == "size":
        return len(group) < rules["size_min"] and not size_holds(world, group)
    if rule == "roll":
        return rules["roll_min"] is not None and pupils < rules["roll_min"]
    if rule == "mix":
        return rules["mix"] == "required"
    if rule == "cap":
        return rules["cap_rule"] == "lead"
    return rule not in RULE_ORDER and rule == "no-school-to-be-placed"


def reason(world: World, before: dict[str, frozenset], after, urn: int, origin: str | None) -> str:
    """The reason for a school that moved, joined or left. `before`: the present clusters by id, with those who have gone."""
    rest = {key: frozenset(group & world.by_urn.keys()) for key, group in before.items()}
    if urn not in world.by_urn:
        return "gone"
    if origin is None:
        return "placed" if world.by_urn[urn].must_be_placed else "optional"
    if broken_rules(world, rest[origin]):
        lacks = rest[origin] != before[origin] and breaks_for_want_of_somebody(world, rest[origin])
        return "partner-gone" if lacks else "rule"
    was, now = next(heap for heap in ties({g for g in rest.values() if g}, set(after)) if any(urn in g for g in heap[0]))
    back = [group for group in was if not broken_rules(world, group)]
    return _of_the_exchange(world, [g for g in after if g not in now], list(now), back)


def _of_the_exchange(world: World, others, now, back) -> str:
    placed = [sum(world.by_urn[urn].must_be_placed for group in groups for urn in group) for groups in (now, back)]
    if placed[0] > placed[1]:
        return "gave-way"
    better_km = plan_objective_km(world, [*others, *back]) - plan_objective_km(world, [*others, *now])
    if placed[0] == placed[1] and better_km > SAME_KM:
        return "travel"
    most = world.rules["max_clusters"]
    if most is not None and len(others) + len(back) + world.locked_clusters > most:
        return "limit"
    return "as-good" if placed[0] == placed[1] and abs(better_km) <= SAME_KM else "worse"
