"""Builders of small problems, and a brute force that shares nothing with the engine but the data types."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from wolds.clustering.problem import Problem
from wolds.clustering.rules import CapRule, Mix, Objective, Rules


def pairs(values: Sequence[tuple[int, int]]) -> np.ndarray:
    return np.array(sorted((min(p), max(p)) for p in values), dtype=np.int64).reshape(-1, 2)


def words(values: Sequence[str]) -> np.ndarray:
    return np.array(list(values), dtype=object)


def make_problem(points_km: Sequence[tuple[float, float]], rules: Rules | None = None, **given: Any) -> Problem:
    """A problem from points in km; everything else has a plain default. `units`/`anchors`: lists of node groups."""
    n = len(points_km)
    metres = np.array([(round(x * 1000), round(y * 1000)) for x, y in points_km], dtype=np.int64).reshape(-1, 2)
    unit, unit_rule = np.arange(n), [""] * n
    cap_exempt, size_exempt = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for group, rule, *let_off in given.pop("units", ()):
        unit[list(group)] = min(group)
        for node in group:
            unit_rule[node] = rule
        cap_exempt[list(group)] = "cap" in let_off
        size_exempt[list(group)] = "size" in let_off
    anchor = np.full(n, -1)
    for number, group in enumerate(given.pop("anchors", ())):
        anchor[list(group)] = number
    overrides = sorted((min(i, j), max(i, j), km, ok) for i, j, km, ok in given.pop("overrides", ()))
    apart = sorted((min(i, j), max(i, j), rule) for i, j, rule in given.pop("apart", ()))
    return Problem(
        rules=rules or Rules(cap_km=5, size_min=2, size_max=3, roll_min=100),
        urn=np.arange(n) + 100001,
        easting_m=metres[:, 0],
        northing_m=metres[:, 1],
        roll=np.array(given.pop("roll", [50] * n), dtype=np.int64),
        to_place=np.array(given.pop("to_place", [True] * n), dtype=bool),
        character=words(given.pop("character", ["community"] * n)),
        phase_group=words(given.pop("phase", ["primary"] * n)),
        la_code=words(given.pop("la", ["925"] * n)),
        diocese=words(given.pop("diocese", [""] * n)),
        unit=np.unique(unit, return_inverse=True)[1].astype(np.int64),
        unit_rule=words(unit_rule),
        cap_exempt=cap_exempt,
        size_exempt=size_exempt,
        anchor=anchor,
        apart=pairs([(i, j) for i, j, _ in apart]),
        apart_rule=words([rule for _, _, rule in apart]),
        override=pairs([(i, j) for i, j, _, _ in overrides]),
        override_km=np.array([km for _, _, km, _ in overrides], dtype=np.float64),
        override_in_cap=np.array([ok for _, _, _, ok in overrides], dtype=bool),
        related=pairs(given.pop("related", ())),
        present=pairs(given.pop("present", ())),
        **given,
    )


class BruteForce:
    """Everything by the definitions, school by school: for a dozen schools at most."""

    def __init__(self, problem: Problem) -> None:
        self.p, self.r, self.n = problem, problem.rules, len(problem)
        self.apart = {tuple(pair) for pair in problem.apart.tolist()}
        self.over = {
            tuple(q): (km, ok)
            for q, km, ok in zip(problem.override.tolist(), problem.override_km, problem.override_in_cap, strict=True)
        }
        self.anchors = [frozenset(np.flatnonzero(problem.anchor == a).tolist()) for a in np.unique(problem.anchor) if a >= 0]
        self.units = [frozenset(np.flatnonzero(problem.unit == u).tolist()) for u in np.unique(problem.unit)]
        self.feasible = [s for k in range(1, self.n + 1) for s in combinations(range(self.n), k) if self.is_feasible(s)]

    def km(self, i: int, j: int) -> float:
        if (pair := (min(i, j), max(i, j))) in self.over:
            return float(self.over[pair][0])
        return math.sqrt(self.squared(i, j)) / 1000

    def squared(self, i: int, j: int) -> int:
        return int((self.p.easting_m[i] - self.p.easting_m[j]) ** 2 + (self.p.northing_m[i] - self.p.northing_m[j]) ** 2)

    def in_cap(self, i: int, j: int) -> bool:
        if (pair := (min(i, j), max(i, j))) in self.over:
            return bool(self.over[pair][1])
        return self.r.cap_m_squared is None or self.squared(i, j) <= self.r.cap_m_squared

    def cap_let_off(self, i: int, j: int) -> bool:
        return self.locked_together(i, j) or bool(self.p.unit[i] == self.p.unit[j] and self.p.cap_exempt[i])

    def locked_together(self, i: int, j: int) -> bool:
        return bool(self.p.anchor[i] >= 0 and self.p.anchor[i] == self.p.anchor[j])

    def pair_ok(self, i: int, j: int) -> bool:
        p, r = self.p, self.r
        if self.locked_together(i, j):
            return True
        if (min(i, j), max(i, j)) in self.apart or (p.anchor[i] >= 0 and p.anchor[j] >= 0):
            return False
        if r.same_phase and "unknown" not in (p.phase_group[i], p.phase_group[j]) and p.phase_group[i] != p.phase_group[j]:
            return False
        if r.mix == Mix.FORBIDDEN and {p.character[i], p.character[j]} == {"church", "community"}:
            return False
        if r.same_la and p.la_code[i] != p.la_code[j]:
            return False
        return not (r.same_diocese and p.diocese[i] and p.diocese[j] and p.diocese[i] != p.diocese[j])

    def leads(self, s: Sequence[int]) -> list[int]:
        return [h for h in s if all(i == h or self.in_cap(h, i) or self.cap_let_off(h, i) for i in s)]

    def is_feasible(self, s: Sequence[int]) -> bool:
        p, r, members = self.p, self.r, set(s)
        if any(0 < len(group & members) < len(group) for group in (*self.units, *self.anchors)):
            return False
        if not p.size_exempt[list(s)].any() and not (r.size_min <= len(s) <= (r.size_max or len(s))):
            return False
        roll = int(p.roll[list(s)].sum())
        if roll < (r.roll_min or 0) or (r.roll_max is not None and roll > r.roll_max) or not p.to_place[list(s)].any():
            return False
        kinds = set(p.character[list(s)].tolist())
        if r.mix == Mix.REQUIRED and not {"church", "community"} <= kinds:
            return False
        if not all(self.pair_ok(i, j) for i, j in combinations(s, 2)):
            return False
        if r.cap_rule == CapRule.LEAD:
            return bool(self.leads(s))
        return all(self.in_cap(i, j) or self.cap_let_off(i, j) for i, j in combinations(s, 2))

    def cost(self, s: Sequence[int]) -> float:
        k = len(s)
        if k == 1:
            return self.r.partnership_cost_km
        if self.r.objective == Objective.CLOSENESS:
            travel = 2 * sum(self.km(i, j) for i, j in combinations(s, 2)) / (k - 1)
        else:
            leads = self.leads(s) if self.r.cap_rule == CapRule.LEAD else list(s)
            travel = min(sum(self.km(h, i) for i in s if i != h) for h in (leads or s))
        return travel + self.r.partnership_cost_km

    def soft(self, plan: Sequence[Sequence[int]]) -> float:
        r, p, total = self.r, self.p, 0.0
        home = {i: number for number, s in enumerate(plan) for i in s}
        together = lambda pair: home.get(pair[0], -1) == home.get(pair[1], -2)  # noqa: E731
        total += r.existing_relations_km * sum(not together(pair) for pair in p.related.tolist())
        total += r.little_change_km * sum(not together(pair) for pair in p.present.tolist())
        for s in plan:
            kinds = set(p.character[list(s)].tolist())
            total += 0 if {"church", "community"} <= kinds else r.mix_preferred_km
            if r.roll_target is not None:
                total += max(0, r.roll_target - int(p.roll[list(s)].sum())) / 10 * r.roll_target_km_per_10_pupils
        return total

    def plans(self) -> Iterator[list[tuple[int, ...]]]:
        """Every set of disjoint feasible clusters, locked groups that are left out standing bare."""
        by_first: dict[int, list[tuple[int, ...]]] = {}
        for s in self.feasible:
            by_first.setdefault(s[0], []).append(s)

        def grow(node: int, taken: frozenset[int], plan: list[tuple[int, ...]]) -> Iterator[list[tuple[int, ...]]]:
            if node == self.n:
                bare = [tuple(sorted(a)) for a in self.anchors if not a & taken]
                yield plan + bare
                return
            yield from grow(node + 1, taken, plan)
            if node not in taken:
                for s in by_first.get(node, []):
                    if not taken & set(s):
                        yield from grow(node + 1, taken | set(s), [*plan, s])

        yield from grow(0, frozenset(), [])

    def value(self, plan: Sequence[tuple[int, ...]]) -> tuple[int, int, float]:
        """Bare groups, unplaced schools, objective."""
        known = set(self.feasible)
        placed = {i for s in plan for i in s}
        unplaced = sum(bool(self.p.to_place[i]) and i not in placed for i in range(self.n))
        return (sum(tuple(s) not in known for s in plan), unplaced, sum(map(self.cost, plan)) + self.soft(plan))

    def keeps_k(self, plan: Sequence[tuple[int, ...]]) -> bool:
        if self.r.max_clusters is None:
            return True
        return len(plan) <= max(self.r.max_clusters - self.p.locked_clusters, len(self.anchors))

    def best(self) -> tuple[int, int, float]:
        values = (self.value(plan) for plan in self.plans() if self.keeps_k(plan))
        return min(values, key=lambda v: (v[0], v[1], round(v[2], 7)))

    def least_cost(self, bare: int, unplaced: int) -> float:
        """The least cost without soft terms of plans with at most so many bare and unplaced."""
        fits = [plan for plan in self.plans() if self.keeps_k(plan) and self.value(plan)[:2] <= (bare, unplaced)]
        return min(sum(map(self.cost, plan)) for plan in fits)


def permuted(problem: Problem, rng: np.random.Generator) -> Problem:
    """The same problem with its lists of pairs in another order."""
    changes: dict[str, np.ndarray] = {}
    for name, others in (
        ("apart", ["apart_rule"]),
        ("override", ["override_km", "override_in_cap"]),
        ("related", []),
        ("present", []),
    ):
        order = rng.permutation(len(getattr(problem, name)))
        for column in (name, *others):
            changes[column] = getattr(problem, column)[order]
    return replace(problem, **changes)


def random_problem(seed: int, most: int = 8) -> Problem:
    """A small problem with every rule in play, by a seed."""
    rng = random.Random(seed)
    n = rng.randint(1, most)
    points = [(rng.randint(0, rng.choice([6, 12])) + rng.choice([0, 0, 0.5]), rng.randint(0, 8)) for _ in range(n)]
    return make_problem(
        points,
        _random_rules(rng),
        units=[
            (group, rng.choice(["federation", "must-link"]), *(x for x in ("cap", "size") if rng.random() < 0.3))
            for group in _random_groups(rng, n, (2, 2, 3))
        ],
        anchors=_random_groups(rng, n, (1, 1, 2, 3)),
        overrides=[(i, j, rng.randint(0, 9) + 0.25, rng.random() < 0.5) for i, j in _random_pairs(rng, n, 3)],
        apart=[(i, j, rng.choice(["keep-apart", "barrier"])) for i, j in _random_pairs(rng, n, 3)],
        related=_random_pairs(rng, n, 4),
        present=_random_pairs(rng, n, 4),
        roll=[rng.choice([20, 40, 60, 90, 120]) for _ in range(n)],
        to_place=[rng.random() < 0.85 for _ in range(n)],
        character=[rng.choice(["church", "community", "community", "unknown", "other_faith"]) for _ in range(n)],
        phase=[rng.choice(["primary", "primary", "middle", "unknown"]) for _ in range(n)],
        la=[rng.choice(["925", "926"]) for _ in range(n)],
        diocese=[rng.choice(["", "A", "B", "A"]) for _ in range(n)],
        locked_clusters=rng.choice([0, 0, 1]),
    )


def _random_rules(rng: random.Random) -> Rules:
    least = rng.choice([1, 2, 2, 3])
    roll_min, roll_max = rng.choice([None, 60, 100, 150]), rng.choice([None, None, None, 200, 300])
    return Rules(
        cap_km=rng.choice([2, 4, 5, 6, None]),
        cap_rule=rng.choice(list(CapRule)),
        size_min=least,
        size_max=rng.choice([least, least + 1, least + 2, None]),
        roll_min=roll_min,
        roll_max=roll_max,
        max_clusters=rng.choice([None, None, 0, 1, 2, 3]),
        mix=rng.choice([Mix.ANY, *Mix]),
        same_phase=rng.random() < 0.2,
        same_la=rng.random() < 0.2,
        same_diocese=rng.random() < 0.2,
        objective=rng.choice(list(Objective)),
        partnership_cost_km=rng.choice([0, 0, 1.5, 8]),
        mix_preferred_km=rng.choice([0, 0, 0, 2]),
        existing_relations_km=rng.choice([0, 0, 3]),
        little_change_km=rng.choice([0, 0, 1]),
        roll_target=rng.choice([None, 250]),
        roll_target_km_per_10_pupils=rng.choice([0, 0.3]),
    )


def _random_pairs(rng: random.Random, n: int, most: int) -> list[tuple[int, int]]:
    if n < 2 or rng.random() < 0.4:
        return []
    return sorted({tuple(sorted(rng.sample(range(n), 2))) for _ in range(rng.randint(0, most))})


def _random_groups(rng: random.Random, n: int, sizes: Sequence[int]) -> list[list[int]]:
    free, groups = rng.sample(range(n), n), []
    while rng.random() < 0.35:
        size = rng.choice(sizes)
        if len(free) < size:
            break
        groups.append([free.pop() for _ in range(size)])
    return groups


def positions(problem: Problem, clusters: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The node positions behind clusters of URNs."""
    place = {int(urn): node for node, urn in enumerate(problem.urn)}
    return [tuple(place[urn] for urn in cluster) for cluster in clusters]
