"""Which rules a cluster breaks, and what it costs: the contract read once more."""

from __future__ import annotations

from independent.world import (
    World,
    cut_by_barrier,
    exempt_federations,
    federations,
    has_travel,
    in_reach,
    linked_groups,
    pairs,
    travel_km,
)

RULE_ORDER = ("keep-apart", "barrier", "same-phase", "mix", "same-la", "same-diocese", "federation", "must-link")


def _let_off(world: World, one: int, two: int) -> bool:
    """Whether a pair is let off the cap, by its federation's exemption or by a lock."""
    groups = [*exempt_federations(world, "cap"), *world.anchors]
    return any(one in group and two in group for group in groups)


def _locked_pair(world: World, one: int, two: int) -> bool:
    return any(one in group and two in group for group in world.anchors)


def _near(world: World, one: int, two: int) -> bool:
    return in_reach(world, one, two) or _let_off(world, one, two)


def leads_within_cap(world: World, group) -> list[int]:
    return [h for h in sorted(group) if all(_near(world, h, other) for other in group if other != h)]


def cap_holds(world: World, group) -> bool:
    if world.rules["cap_rule"] == "lead":
        return bool(leads_within_cap(world, group))
    return all(_near(world, one, two) for one, two in pairs(group))


def size_holds(world: World, group) -> bool:
    if any(federation <= set(group) for federation in exempt_federations(world, "size")):
        return True
    most = world.rules["size_max"]
    return len(group) >= world.rules["size_min"] and (most is None or len(group) <= most)


def roll_holds(world: World, group) -> bool:
    pupils = sum(world.by_urn[urn].roll for urn in group)
    least, most = world.rules["roll_min"], world.rules["roll_max"]
    return (least is None or pupils >= least) and (most is None or pupils <= most)


def _whole(bound, group) -> bool:
    return all(not (unit & set(group)) or unit <= set(group) for unit in bound)


def _kept_apart(world: World, group) -> bool:
    inside = [{k["urn_a"], k["urn_b"]} for k in world.rules["keep_apart"]]
    return any(pair <= set(group) and not _locked_pair(world, *sorted(pair)) for pair in inside)


def _differ(world: World, group, what, blanks) -> bool:
    """Whether two schools not locked together differ in a known value."""
    for one, two in pairs(group):
        a, b = what(world.by_urn[one]), what(world.by_urn[two])
        if a not in blanks and b not in blanks and a != b and not _locked_pair(world, one, two):
            return True
    return False


def _mix_holds(world: World, group) -> bool:
    kinds = {world.by_urn[urn].character for urn in group}
    if world.rules["mix"] == "required":
        return {"church", "community"} <= kinds
    if world.rules["mix"] == "forbidden":
        mixed = [
            (one, two)
            for one, two in pairs(group)
            if {world.by_urn[one].character, world.by_urn[two].character} == {"church", "community"}
        ]
        return all(_locked_pair(world, one, two) for one, two in mixed)
    return True


def rule_holds(world: World, rule: str, group) -> bool:
    """Whether one of the rules of `RULE_ORDER` holds for a group."""
    if rule == "federation":
        return _whole(federations(world).values(), group)
    if rule == "must-link":
        return _whole(linked_groups(world), group)
    if rule == "keep-apart":
        return not _kept_apart(world, group)
    if rule == "barrier":
        return not any(cut_by_barrier(world, *pair) and not _locked_pair(world, *pair) for pair in pairs(group))
    if rule == "same-phase":
        return not world.rules["same_phase"] or not _differ(world, group, lambda p: p.phase, ("unknown",))
    if rule == "mix":
        return _mix_holds(world, group)
    if rule == "same-la":
        return not world.rules["same_la"] or not _differ(world, group, lambda p: p.la, ("",))
    return not world.rules["same_diocese"] or not _differ(world, group, lambda p: p.diocese, ("",))


def broken_rules(world: World, group) -> list[str]:
    """Names of all rules that a cluster of these schools breaks; empty = feasible. K is a matter of the plan."""
    broken = []
    if not any(world.by_urn[urn].must_be_placed for urn in group):
        broken.append("no-school-to-be-placed")
    for name, holds in (("cap", cap_holds), ("size", size_holds), ("roll", roll_holds)):
        if not holds(world, group):
            broken.append(name)
    broken += [rule for rule in RULE_ORDER if not rule_holds(world, rule, group)]
    if any(anchor & set(group) and not anchor <= set(group) for anchor in world.anchors):
        broken.append("locked")
    if sum(1 for anchor in world.anchors if anchor & set(group)) > 1:
        broken.append("locked")
    return broken


def travel_cost_km(world: World, group) -> float:
    """Closeness or hub of one cluster, without partnership cost; pairs that a barrier keeps apart are in no sum.

    A hub is one of those that a barrier keeps apart from the fewest of its cluster.
    """
    if len(group) < 2:
        return 0.0
    if world.rules["objective"] == "closeness":
        return 2 * sum(km_if_any(world, one, two) for one, two in pairs(group)) / (len(group) - 1)
    heads = leads_within_cap(world, group) if world.rules["cap_rule"] == "lead" else []
    options = [
        (sum(not has_travel(world, h, b) for b in group if b != h), sum(km_if_any(world, h, b) for b in group if b != h))
        for h in (heads or group)
    ]
    return min(options)[1]


def km_if_any(world: World, one: int, two: int) -> float:
    return travel_km(world, one, two) if has_travel(world, one, two) else 0.0


def parted_pairs(world: World, clusters) -> list[tuple[int, int]]:
    """The pairs of one cluster that a barrier keeps apart."""
    return [pair for group in clusters for pair in pairs(group) if not has_travel(world, *pair)]


def natural_lead(world: World, group) -> int:
    """The least sum of distances, after those that fewer are kept apart from; ties: larger roll, then lower URN."""

    def place(h):
        others = [other for other in group if other != h]
        apart = sum(not has_travel(world, h, other) for other in others)
        return apart, round(sum(km_if_any(world, h, other) for other in others), 9), -world.by_urn[h].roll, h

    return min(group, key=place)


def soft_cost_km(world: World, group) -> float:
    """The soft terms that belong to one cluster."""
    rules, cost = world.rules, 0.0
    kinds = {world.by_urn[urn].character for urn in group}
    if rules["mix_preferred_km"] and not {"church", "community"} <= kinds:
        cost += rules["mix_preferred_km"]
    if rules["roll_target"] and rules["roll_target_km_per_10_pupils"]:
        pupils = sum(world.by_urn[urn].roll for urn in group)
        cost += rules["roll_target_km_per_10_pupils"] * max(0, rules["roll_target"] - pupils) / 10
    return cost


def separated_cost_km(world: World, clusters) -> float:
    """The soft terms of pairs that do not share a cluster: existing relations and little change."""
    home = {urn: number for number, group in enumerate(clusters) for urn in group}
    cost = 0.0
    for one, two in pairs(world.by_urn):
        if one in home and home.get(one) == home.get(two):
            continue
        a, b = world.by_urn[one], world.by_urn[two]
        if (a.federation and a.federation == b.federation) or (a.trust and a.trust == b.trust):
            cost += world.rules["existing_relations_km"]
        if any({one, two} <= group for group in world.present):
            cost += world.rules["little_change_km"]
    return cost


def plan_cost_km(world: World, clusters) -> float:
    """The contract's cost: travel and partnership cost."""
    return sum(travel_cost_km(world, group) + world.rules["partnership_cost_km"] for group in clusters)


def plan_objective_km(world: World, clusters) -> float:
    """Cost with every soft term."""
    return plan_cost_km(world, clusters) + sum(soft_cost_km(world, g) for g in clusters) + separated_cost_km(world, clusters)


def broken_in_plan(world: World, clusters) -> list[tuple[str, tuple[int, ...]]]:
    """Every broken rule of a whole plan, K and doubled schools included; bare anchors are let be."""
    found = [(rule, tuple(sorted(g))) for g in clusters if frozenset(g) not in world.anchors for rule in broken_rules(world, g)]
    everyone = [urn for group in clusters for urn in group]
    found += [("doubled", (urn,)) for urn in set(everyone) if everyone.count(urn) > 1]
    most = world.rules["max_clusters"]
    if most is not None and len(clusters) + world.locked_clusters > most:
        found.append(("max-clusters", ()))
    return found
