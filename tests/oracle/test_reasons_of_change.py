"""The reasons of what a proposal changes in the present plan, against a second reading that shares no code with them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace

import pytest

from independent.brute import best_plan
from independent.reasons import reason
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.app.proposing import propose
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.exploring.what_changed import what_changed
from wolds.clustering.heirs import preview_of
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools


@dataclass(frozen=True)
class Asked:
    """Schools that still take part, under the rules; present clusters, with those who have gone; and Wolds' own question."""

    world: World
    before: dict[str, frozenset[int]]
    context: EditContext

    @classmethod
    def of(cls, full: World, gone: set[int], dice: random.Random) -> Asked:
        """A plan of all schools, some of which have closed or stand in the register no more."""
        schools, _, plan = as_tables(full)
        frame = schools.frame.copy()
        frame.loc[frame.urn.isin(gone), "status"] = "Closed"
        frame = frame[~frame.urn.isin([urn for urn in sorted(gone) if dice.random() < 0.5])]
        schools = Schools.from_frame(frame)
        places = tuple(place for place in full.places if place.urn not in gone)
        world = World(places, full.rules, full.anchors, 0, full.present)
        before = {key: frozenset(cluster.members) for key, cluster in plan.clusters.items()}
        return cls(world, before, EditContext(schools, standing_of(schools, plan.eligibility), plan))


def any_world(seed: int) -> Asked:
    """Every rule, locks and federations in play, a present plan at random, and up to two schools that have gone."""
    dice, world = random.Random(seed), random_world(seed, 9)
    free = sorted(set(world.by_urn).difference(*world.anchors))
    dice.shuffle(free)
    gone = {urn for urn in free[: dice.choice((0, 1, 2))] if world.by_urn[urn].must_be_placed}
    rules = world.rules | {"max_clusters": dice.choice((None, None, 1, 2, 3, 4))}
    return Asked.of(with_present(world, rules, free, dice), gone, dice)


def world_of_ties(seed: int) -> Asked:
    """Eight schools on a grid of a kilometre, alike but for where they are: many plans are just as good."""
    dice, world = random.Random(seed), random_world(seed, 8, plain=True)
    spots = dice.sample([(east, north) for east in range(4) for north in range(3)], 8)
    places = tuple(
        replace(place, easting=500_000 + 1_000 * east, northing=300_000 + 1_000 * north, must_be_placed=True, federation="")
        for place, (east, north) in zip(world.places, spots, strict=True)
    )
    most = dice.choice((None, None, 2, 3, 4))
    rules = Rules(cap_km=3, size_min=2, size_max=dice.choice((2, 3)), roll_min=None, max_clusters=most)
    free = [place.urn for place in places]
    dice.shuffle(free)
    plain = World(places, rules.model_dump(mode="json"))
    if dice.random() < 0.4:
        return Asked.of(World(places, plain.rules, (), 0, other_best_plan(plain)), set(), dice)
    return Asked.of(with_present(plain, plain.rules, free, dice), set(), dice)


def other_best_plan(world: World) -> tuple[frozenset[int], ...]:
    """A best plan in which ties are settled from the highest URN down, rather than from the lowest up."""
    turned = {urn: -urn for urn in world.by_urn}
    found = best_plan(World(tuple(replace(place, urn=turned[place.urn]) for place in world.places), world.rules))
    assert found is not None
    return tuple(frozenset(-urn for urn in group) for group in found[3])


def with_present(world: World, rules: dict, free: list[int], dice: random.Random) -> World:
    """The world with a present plan: free schools in groups of one to four, most of which are clusters."""
    groups, start = [], 0
    while start < len(free):
        size = dice.choice((1, 2, 2, 3, 3, 4))
        groups.append(frozenset(free[start : start + size]))
        start += size
    kept = [group for group in groups if dice.random() < 0.7]
    rules = rules | {"little_change_km": dice.choice((0, 0, 0.5, 2, 6))}
    return World(world.places, rules, world.anchors, 0, (*world.anchors, *kept))


def counted(asked: Asked, seed: int) -> Counter[str]:
    """Hold every reason to the second reading, for the proposal and for another plan that is just as good."""
    found = best_plan(asked.world)
    assert found is not None
    proposal = propose(asked.context)
    equal = replace(proposal.solution, clusters=tuple(sorted(tuple(sorted(group)) for group in found[3])))
    told = [(proposal.solution, proposal.preview.changes)]
    told.append((equal, what_changed(preview_of(asked.context, equal, proposal.unplaced, proposal.preview.facts))))
    seen: Counter[str] = Counter()
    for solution, changes in told:
        after = [frozenset(group) for group in solution.clusters]
        for change in changes.schools:
            wanted = reason(asked.world, asked.before, after, change.urn, change.origin)
            assert change.reason == wanted, f"seed {seed}: {change}"
            seen[wanted] += 1
    return seen


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_every_reason_is_what_a_second_reading_finds_in_worlds_of_every_rule(start):
    for seed in range(start, start + 60):
        asked = any_world(seed)
        if asked.world.places and best_plan(asked.world) is not None:
            counted(asked, seed)


def test_every_reason_is_what_a_second_reading_finds_among_plans_that_are_just_as_good():
    seen: Counter[str] = Counter()
    for seed in range(150):
        seen += counted(world_of_ties(seed), seed)
    for wanted in ("as-good", "travel", "limit", "rule", "gave-way"):
        assert seen[wanted] > 5, seen


def test_a_limit_that_does_not_bind_is_not_blamed():
    """Two ways to pair a square are as good, and four clusters would be allowed."""
    from helpers.counties import open_primaries
    from wolds.clustering.eligibility import Eligibility
    from wolds.clustering.plan import Cluster, Plan, plan_with

    schools = open_primaries([(0, 0), (1000, 0), (1000, 1000), (0, 1000)])
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None, max_clusters=4)

    def present(*groups: tuple[int, int]) -> EditContext:
        made = {f"C00{n}": Cluster(f"C00{n}", n, f"Old {n}", tuple(g), 0) for n, g in enumerate(groups, 1)}
        return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))

    one = present((100001, 100002), (100003, 100004))
    taken = propose(present((100001, 100004), (100002, 100003))).preview
    found = what_changed(preview_of(one, taken.solution, taken.unplaced, taken.facts))
    assert {change.reason for change in found.schools} == {"as-good"}


def test_a_partner_that_has_gone_is_not_blamed_for_a_rule_that_the_others_break_anyway():
    from helpers.counties import open_primaries
    from wolds.clustering.eligibility import Eligibility
    from wolds.clustering.plan import Cluster, Plan, plan_with

    schools = open_primaries([(0, 0), (7000, 0), (3000, 0)], status=["Open", "Open", "Closed"])
    rules = Rules(cap_km=5, size_min=2, size_max=3, roll_min=None)
    made = {"C001": Cluster("C001", 1, "Old", (100001, 100002, 100003), 0)}
    asked = EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))
    found = {change.urn: change for change in propose(asked).preview.changes.schools}
    assert found[100003].reason == "gone"
    assert found[100001].reason == found[100002].reason == "rule"
    assert "does without" not in found[100001].sentence
    assert "its cluster breaks a rule now (School 1 and School 2: 7 km apart, travel limit 5 km)" in found[100001].sentence
