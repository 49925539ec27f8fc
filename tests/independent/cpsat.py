"""The best plan of a middling world by a constraint solver: a second oracle where trying everything takes too long."""

from __future__ import annotations

from independent.brute import cluster_cost_km
from independent.checker import broken_rules
from independent.world import World, in_reach, units

_PER_KM = 1_000_000  # costs in whole millimetres: the solver reckons in whole numbers


def cliques(world: World) -> list[frozenset[int]]:
    """Every group within the cap pair by pair up to the largest size; only for worlds without exemptions and locks."""
    everyone = sorted(world.by_urn)
    near = {one: {two for two in everyone if two > one and in_reach(world, one, two)} for one in everyone}
    most = world.rules["size_max"] or len(everyone)
    found: list[frozenset[int]] = []

    def grow(group: tuple[int, ...], candidates: set[int]) -> None:
        found.append(frozenset(group))
        if len(group) < most:
            for urn in sorted(candidates):
                grow((*group, urn), candidates & near[urn])

    for urn in everyone:
        grow((urn,), near[urn])
    return found


def best_figures(world: World) -> tuple[int, float]:
    """Unplaced schools and, with as few as that, the least objective relative to nothing kept, in km."""
    from ortools.sat.python import cp_model

    groups = [group for group in cliques(world) if not broken_rules(world, group)]
    costs = [round(cluster_cost_km(world, group) * _PER_KM) for group in groups]
    unplaced = _solve(cp_model, world, groups, None, costs)
    return unplaced, _solve(cp_model, world, groups, unplaced, costs) / _PER_KM


def _solve(cp_model, world: World, groups, unplaced: int | None, costs) -> int:
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"cluster {number}") for number in range(len(groups))]
    out = {urn: model.new_bool_var(f"out {urn}") for urn in world.by_urn}
    holding: dict[int, list] = {urn: [] for urn in world.by_urn}
    for variable, group in zip(taken, groups, strict=True):
        for urn in group:
            holding[urn].append(variable)
    for urn, variables in holding.items():
        model.add_exactly_one([*variables, out[urn]])
    for unit in units(world):
        first, *rest = sorted(unit)
        for other in rest:
            model.add(out[first] == out[other])
    if world.rules["max_clusters"] is not None:
        model.add(sum(taken) <= world.rules["max_clusters"] - world.locked_clusters)
    lost = sum(out[urn] for urn, place in world.by_urn.items() if place.must_be_placed)
    if unplaced is None:
        model.minimize(lost)
    else:
        model.add(lost <= unplaced)
        model.minimize(sum(cost * variable for cost, variable in zip(costs, taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2  # by its linear relaxation it proves in a moment what took half a minute
    status = solver.solve(model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return round(solver.objective_value)
