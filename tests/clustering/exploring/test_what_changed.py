"""What a proposal changes in the present plan and why: by hand, and against a second reading of rules and costs."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from independent.brute import best_plan
from independent.checker import broken_rules, plan_objective_km
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.app.proposing import propose
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.exploring.exchanges import exchanges
from wolds.clustering.exploring.what_changed import what_changed
from wolds.clustering.heirs import preview_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules

FIRST = 100001
PAIRS = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)
SQUARE = [(0, 0), (1, 0), (0, 2), (1, 2)]
CROSSWISE = [(0, 2), (1, 3)]  # pairs of 2 km where pairs of 1 km would do


def context(points_km, groups, rules=PAIRS, locked=(), **columns):
    schools = open_primaries([(1000 * x, 1000 * y) for x, y in points_km], **columns)
    made = {
        f"C00{n}": Cluster(f"C00{n}", n, f"Old {n}", tuple(FIRST + k for k in group), 0, locked=n in locked)
        for n, group in enumerate(groups, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


def changes(asked):
    return propose(asked).preview.changes


def reasons(found):
    return {change.urn - FIRST: (change.kind, change.reason) for change in found.schools}


def test_better_travel_is_told_with_what_it_saves_and_what_the_weight_asks_for():
    found = changes(context(SQUARE, CROSSWISE, PAIRS.model_copy(update={"little_change_km": 1.5})))
    assert (found.pairs, found.pairs_kept, found.weight_km) == (2, 0, 1.5)
    assert set(reasons(found).values()) == {("moved", "travel")}
    assert found.schools[0].sentence.endswith(
        "the clusters concerned save 4 km together, though the weight on little change asks for 3 km for 2 pairs parted."
    )
    assert [change.kind for change in found.clusters] == ["changed", "changed"]


def test_a_weight_above_the_saving_keeps_the_plan_as_it_is():
    found = changes(context(SQUARE, CROSSWISE, PAIRS.model_copy(update={"little_change_km": 2.5})))
    assert found.schools == ()
    assert [change.kind for change in found.clusters] == ["kept", "kept"]
    assert found.sentence == (
        "Clusters: 2 of 2 as they are, 0 changed, 0 gone, 0 new. Schools: 0 moved, 0 joined, 0 left. "
        "Pairs: 2 of 2 still together (weight on little change: 2.5 km a pair)."
    )
    assert found.lines == (found.sentence,)


def test_without_a_weight_it_is_said_that_there_is_none():
    found = changes(context(SQUARE, CROSSWISE))
    assert "save 4 km together, and no weight is set on little change" in found.schools[0].sentence
    assert "none set" in found.sentence


def test_a_cluster_that_breaks_a_rule_now_names_the_rule():
    found = changes(context(SQUARE, CROSSWISE, PAIRS.model_copy(update={"cap_km": 1.5, "little_change_km": 100})))
    assert set(reasons(found).values()) == {("moved", "rule")}
    assert (
        "its cluster breaks a rule now (School 1 and School 3: 2 km apart, travel limit 1.5 km)" in found.schools[-1].sentence
    )


def test_a_partner_that_closed_is_named():
    asked = context(SQUARE, CROSSWISE, status=["Open", "Open", "Closed", "Open"])
    found = changes(asked)
    assert reasons(found)[2] == ("left", "gone")
    assert "School 3 leaves Old 1 and is in no cluster: it takes no part any more (it is not open)." in found.lines
    # School 1 is left with nobody, and 1 km is nearer than 2: its neighbour comes over.
    assert reasons(found)[1] == ("moved", "travel")
    assert reasons(found)[3] == ("left", "travel")
    assert "it is proven that no plan leaves fewer than 1 out" in found.schools[-1].sentence


def test_a_school_that_the_register_no_longer_holds_is_gone():
    asked = context(SQUARE, [(0, 1), (2, 3)])
    schools = asked.schools.subset(asked.schools.urn != FIRST + 3)
    asked = replace(asked, schools=schools, standing=standing_of(schools, Eligibility()))
    found = changes(asked)
    assert reasons(found)[3] == ("left", "gone")
    assert "the register does not hold it" in " ".join(found.lines)
    assert reasons(found)[2] == ("left", "partner-gone")


def test_a_school_gives_way_so_that_others_are_placed():
    """Four in a row: the middle pair works together, and each could serve one of the ends."""
    found = changes(context([(0, 0), (4, 0), (6, 0), (10, 0)], [(1, 2)], PAIRS.model_copy(update={"little_change_km": 50})))
    assert reasons(found)[0] == ("joined", "placed")
    assert reasons(found)[3] == ("joined", "placed")
    moved = next(change for change in found.schools if change.kind == "moved")
    assert moved.reason == "gave-way"
    assert "so that School 1 and School 4 can be placed" in moved.sentence


def test_a_cluster_that_breaks_a_rule_many_times_names_one_and_counts_the_rest():
    """Four schools at the corners of 10 km, all six pairs beyond the limit."""
    rules = Rules(cap_km=5, size_min=1, size_max=4, roll_min=None)
    found = changes(context([(0, 0), (10, 0), (0, 10), (10, 10)], [(0, 1, 2, 3)], rules))
    assert {change.reason for change in found.schools} == {"rule"}
    for change in found.schools:
        assert change.sentence.count("travel limit 5 km") == 1
        assert change.sentence.endswith("; and 5 more).")


def test_of_equally_good_plans_the_present_one_stays_and_where_another_is_taken_it_is_said():
    """A square of 1 km: two ways to pair it cost the same."""
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    one, other = (context(square, groups) for groups in ([(0, 1), (2, 3)], [(0, 3), (1, 2)]))
    assert changes(one).schools == changes(other).schools == ()
    taken = propose(other).preview
    found = what_changed(preview_of(one, taken.solution, taken.unplaced, taken.facts))
    assert {change.reason for change in found.schools} == {"as-good"}
    assert "just as good" in found.schools[0].sentence


def test_a_cluster_gives_a_school_to_its_neighbour_that_broke_up():
    """Two clusters of three; one falls below the floor, and takes a school of many pupils for one of few."""
    rules = Rules(cap_km=4, size_min=2, size_max=4, roll_min=200)
    points = [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)]
    found = changes(context(points, [(0, 1, 2), (3, 4, 5)], rules, roll=[60.0, 60.0, 60.0, 90.0, 90.0, 90.0]))
    assert reasons(found) == {2: ("moved", "rule"), 3: ("moved", "gave-way")}
    assert "its cluster breaks a rule now (Roll 180, floor 200)" in found.schools[0].sentence
    assert found.schools[1].sentence.endswith("so that School 1, School 2 and School 3 can be placed.")


def test_schools_at_the_far_end_of_a_chain_of_moves_are_told_so():
    """Pairs only: each end of a row of six needs a partner, and every pair in between moves on by one."""
    points = [(4 * k, 0) for k in range(6)]
    found = changes(context(points, [(1, 2), (3, 4)]))
    assert reasons(found)[0] == reasons(found)[5] == ("joined", "placed")
    moved = [change for change in found.schools if change.kind == "moved"]
    assert all(change.reason == "gave-way" for change in moved)


def test_locked_clusters_stay_and_are_told_as_kept():
    found = changes(context(SQUARE, CROSSWISE, locked=[1, 2]))
    assert [change.kind for change in found.clusters] == ["kept", "kept"]


def test_clusters_without_an_heir_and_new_ones_are_told():
    found = changes(context([*SQUARE, (0, 4), (1, 4)], [(0, 2), (1, 3)], PAIRS.model_copy(update={"cap_km": 1.2})))
    assert {change.kind for change in found.clusters} == {"changed", "new"}
    assert any("is new: School" in line for line in found.lines)
    gone = changes(context(SQUARE, [(0, 1), (2, 3)], PAIRS.model_copy(update={"size_min": 4, "size_max": 4})))
    assert gone.count("dissolved") == 1
    assert any("goes: it breaks a rule now (" in line for line in gone.lines)


def with_present(world, dice):
    """The world with a present plan of its own: schools at random into groups of one to four."""
    urns = sorted(set(world.by_urn) - set().union(*world.anchors))
    dice.shuffle(urns)
    groups, start = [], 0
    while start < len(urns):
        size = dice.choice((1, 2, 2, 3, 3, 4))
        groups.append(frozenset(urns[start : start + size]))
        start += size
    fields = {name: value for name, value in vars(world).items() if name != "by_urn"}
    kept = [group for group in groups if dice.random() < 0.7]
    rules = world.rules | {"little_change_km": dice.choice((0, 0.5, 2, 6))}
    return World(**(fields | {"present": (*world.anchors, *kept), "rules": rules}))


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_every_change_is_told_once_with_a_ground_that_holds(seed):
    world = with_present(random_world(seed, 9), random.Random(seed))
    if best_plan(world) is None:
        return
    proposal = propose(EditContext(*as_tables(world)))
    found, plan = proposal.preview.changes, proposal.preview.context.plan
    assert [(change.urn, change.origin, change.to) for change in found.schools] == [
        (mover.urn, mover.origin, mover.to) for mover in proposal.preview.movers
    ]
    clusters = [frozenset(group) for group in proposal.solution.clusters]
    for change in found.schools:
        assert change.reason != "gone"
        assert change.sentence.startswith(change.name)
        if change.origin is not None:
            broken = broken_rules(world, frozenset(plan.clusters[change.origin].members))
            assert bool(broken) == (change.reason == "rule"), f"seed {seed}: {change} {broken}"
        if change.reason == "travel":
            assert saved_by_change(world, clusters, change.urn) > 0, f"seed {seed}: {change}"
    together = {frozenset(pair) for group in world.present for pair in pairs_of(group)}
    assert found.pairs == len(together)
    assert found.pairs_kept == sum(any(pair <= group for group in clusters) for pair in together)


def pairs_of(group):
    return [(a, b) for a in group for b in group if a < b]


def saved_by_change(world, clusters, urn):
    """What the objective loses where the exchange round a school is taken back as far as the rules let it."""
    present = [tuple(sorted(group)) for group in world.present]
    exchange = next(one for one in exchanges(present, [tuple(sorted(group)) for group in clusters]) if urn in one.schools)
    back = [frozenset(group) for group in exchange.before if not broken_rules(world, frozenset(group))]
    stay = [group for group in clusters if tuple(sorted(group)) not in exchange.after]
    return plan_objective_km(world, [*stay, *back]) - plan_objective_km(world, clusters)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_a_higher_weight_never_keeps_fewer_pairs(seed):
    dice = random.Random(seed)
    points = [(dice.randrange(14), dice.randrange(14)) for _ in range(14)]
    order = list(range(14))
    dice.shuffle(order)
    groups = [tuple(sorted(order[k : k + 3])) for k in (0, 3, 6)]
    rules = Rules(cap_km=9, size_min=2, size_max=4, roll_min=None)
    kept = [
        changes(context(points, groups, rules.model_copy(update={"little_change_km": weight}))).pairs_kept
        for weight in (0, 0.7, 3.1, 20)
    ]
    assert kept == sorted(kept)


def test_the_order_of_rows_does_not_move_what_is_told():
    asked = context(SQUARE, CROSSWISE)
    frame = asked.schools.frame.iloc[::-1]
    turned = type(asked.schools).from_frame(frame)
    other = replace(asked, schools=turned, standing=standing_of(turned, Eligibility()))
    assert changes(asked).lines == changes(other).lines


def test_a_plan_without_clusters_has_only_newcomers():
    found = changes(context(SQUARE, []))
    assert set(reasons(found).values()) == {("joined", "placed")}
    assert found.count("new") == 2
    assert found.pairs == 0
