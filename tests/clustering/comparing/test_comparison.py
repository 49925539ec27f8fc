"""Plans side by side: measures and who is better, who moves and what it does to them, what becomes of clusters."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from helpers.neighbours import around, clustered
from independent import compared
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.clustering.comparing import Ground, Side, compare, today_of
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.models import Model
from wolds.clustering.partnership import Partnership
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError

FIRST = 100_001
ROW = [(1000.0 * x, 0.0) for x in range(8)]
FREE = Rules(cap_km=None, size_min=1, size_max=None, roll_min=None)


def urns(*places):
    return tuple(FIRST + place for place in places)


def side(context, name, *groups):
    plan = clustered(context, *(urns(*group) for group in groups)).plan
    return Side(name, plan, context.schools)


def row(rules=FREE, **columns):
    return around(ROW, rules, **columns)


def measure(comparison, key):
    return next(one for one in comparison.measures if one.key == key)


def test_the_better_plan_of_each_measure_is_marked_and_nobody_where_they_are_as_good():
    context = row()
    found = compare(context, [side(context, "A", (0, 1, 2), (3, 4)), side(context, "B", (0, 2, 4)), side(context, "C", (5, 6))])
    assert measure(found, "placed").values == (5, 3, 2)
    assert measure(found, "placed").of == 8
    assert measure(found, "placed").best == (True, False, False)
    assert measure(found, "longest_km").values == (2, 4, 1)
    assert measure(found, "longest_km").best == (False, False, True)
    assert measure(found, "clusters").best == (False, False, False)
    assert measure(found, "broken_rules").best == (False, False, False)


def test_a_plan_without_pairs_has_no_travel_rather_than_the_best():
    context = row()
    found = compare(context, [side(context, "A", (0, 5)), side(context, "B", (0,), (1,)), side(context, "C")])
    assert measure(found, "longest_km").values == (5, None, None)
    assert measure(found, "cost_km").best == (False, False, False)
    assert measure(found, "least_roll").values == (120, 60, None)


def test_mixed_clusters_are_better_or_worse_as_the_rules_say():
    church = ["Church of England", "None"] * 4
    for mix, best in (("any", (False, False)), ("required", (True, False)), ("forbidden", (False, True))):
        context = row(FREE.model_copy(update={"mix": mix}), religious_character=church)
        found = compare(context, [side(context, "A", (0, 1)), side(context, "B", (0, 2))])
        assert measure(found, "mixed").values == (1, 0)
        assert measure(found, "mixed").best == best


def test_a_mover_is_told_with_travel_roll_and_partners_before_and_after():
    context = row(roll=[10, 20, 30, 40, 50, 60, 70, 80])
    found = compare(context, [side(context, "A", (0, 1, 2), (5, 6, 7)), side(context, "B", (0, 1), (2, 5, 6, 7))])
    pairing = found.pairing(0, 1)
    (mover,) = pairing.movers
    assert (mover.urn, mover.way, mover.name) == (FIRST + 2, "moved", "School 3")
    assert (mover.before.mean_km, mover.before.farthest_km, mover.before.pupils) == (1.5, 2, 60)
    assert (mover.after.mean_km, mover.after.farthest_km, mover.after.pupils) == (4, 5, 240)
    assert (mover.lost, mover.gained) == (urns(0, 1), urns(5, 6, 7))
    assert {shift.urn: shift.way for shift in pairing.shifts} == {
        FIRST + 2: "moved",
        **dict.fromkeys(urns(0, 1, 5, 6, 7), "stayed"),
    }
    assert pairing.sentence == (
        "From A to B. Schools: 1 moved, 0 joined, 0 left, 5 stay and have other partners. "
        "Clusters: 0 kept, 2 changed, 0 split, 0 merged, 0 new, 0 gone."
    )


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([(0, 1, 2)], [(0, 1, 2)], ["kept"]),
        ([(0, 1, 2)], [(0, 1, 2, 3)], ["changed"]),
        ([(0, 1, 2, 3)], [(0, 1), (2, 3)], ["split"]),
        ([(0, 1), (2, 3)], [(0, 1, 2, 3)], ["merged"]),
        ([(0, 1)], [(2, 3)], ["gone", "new"]),
        ([(0, 1, 2), (3, 4, 5)], [(0, 1, 3), (2, 4, 5)], ["changed", "changed"]),  # single schools change places
        ([(0, 1, 2, 3), (4, 5)], [(0, 1), (2, 3, 4, 5)], ["split", "merged"]),  # half of one goes to the other
        ([(0, 2, 4)], [(0, 1), (2, 3), (4, 5)], ["gone", "new", "new", "new"]),  # scattered: no part is left
    ],
)
def test_clusters_are_kept_changed_split_merged_new_or_gone(before, after, kinds):
    context = row()
    found = compare(context, [side(context, "A", *before), side(context, "B", *after)])
    assert [fate.kind for fate in found.pairing(0, 1).fates] == kinds


def test_what_becomes_of_a_cluster_is_said_with_names():
    context = row()
    found = compare(context, [side(context, "A", (0, 1, 2, 3)), side(context, "B", (0, 1), (2, 3))])
    assert found.pairing(0, 1).fates[0].sentence == (
        "Partnership 1 is split: 2 schools to Partnership 1 and 2 schools to Partnership 2."
    )
    assert found.pairing(1, 0).fates[0].sentence == (
        "Partnership 1 brings together 2 schools of Partnership 1 and 2 schools of Partnership 2."
    )


def test_all_plans_are_scored_under_the_rules_of_the_first_and_that_is_said():
    context = row(FREE.model_copy(update={"size_min": 3}))
    other = side(context, "B", (0, 1))
    loose = replace(other.plan, rules=FREE)
    found = compare(context, [side(context, "A", (0, 1, 2)), Side("B", loose, context.schools)])
    assert measure(found, "broken_rules").values == (0, 1)
    assert found.other_rules == ("B",)


def test_another_register_is_said_openly_and_its_strangers_are_not_scored():
    context = row()
    there = open_primaries([*ROW[1:], (90000.0, 0.0)], first=FIRST + 1, roll=[61, *[60] * 7])
    plan = clustered(context, urns(1, 2), urns(3, 8)).plan
    found = compare(context, [side(context, "A", (0, 1)), Side("B", plan, there)])
    (said,) = found.registers
    assert (said.name, said.lacking, said.strangers) == ("B", urns(0), urns(8))
    assert (said.only_there, said.only_here, said.changed) == (1, 1, 1)
    assert measure(found, "placed").values == (2, 3)
    assert found.plans[1].plan.clusters["C002"].members == urns(3)


def test_the_same_schools_from_another_file_are_no_other_register():
    context = row()
    again = around(ROW, FREE).schools
    found = compare(context, [side(context, "A", (0, 1)), Side("B", plan_with({}), again)])
    assert found.registers == ()


def test_todays_federations_stand_as_a_plan():
    context = row(federation_code=["F1", "F1", "", "F2", "F2", "F3", "", ""])
    today = today_of(Ground.of(context), "Today")
    assert [cluster.members for cluster in today.plan.clusters.values()] == [urns(0, 1), urns(3, 4)]
    found = compare(context, [today, side(context, "A", (0, 1, 2), (4, 5))])
    assert measure(found, "federations_whole").values == (2, 1)
    assert measure(found, "federations_whole").of == 2
    assert measure(found, "relations_kept").best == (True, False)
    assert found.other_rules == ()


def test_partnerships_are_counted_by_model_once_any_plan_names_one():
    context = row()
    plain, named = side(context, "A", (0, 1), (2, 3)), side(context, "B", (0, 1), (2, 3))
    assert [one for one in compare(context, [plain, named]).measures if one.key.startswith("model:")] == []
    plan = replace(named.plan, partnerships={"C001": Partnership(model=Model.INFORMAL, target=Model.TRUST)})
    found = compare(context, [plain, Side("B", plan, context.schools)])
    assert measure(found, "model:trust").values == (0, 1)
    assert measure(found, "model:none").values == (2, 1)


def test_one_plan_six_plans_or_two_of_one_name_are_refused():
    context = row()
    one = side(context, "A", (0, 1))
    with pytest.raises(InputError, match="1 plans to compare"):
        compare(context, [one])
    with pytest.raises(InputError, match="Choose 2 to 5"):
        compare(context, [replace(one, name=str(number)) for number in range(6)])
    with pytest.raises(InputError, match="two plans are called A"):
        compare(context, [one, one])


# Whatever the plans are -------------------------------------------------------------------------------------------

HOMES = st.lists(st.integers(0, 4), min_size=8, max_size=8)


def grouped(homes):
    """Schools by their home; 0 is none."""
    return [[place for place, home in enumerate(homes) if home == number] for number in sorted({*homes} - {0})]


@given(HOMES)
def test_a_plan_compared_with_itself_differs_in_nothing(homes):
    context = row()
    found = compare(context, [side(context, "A", *grouped(homes)), side(context, "B", *reversed(grouped(homes)))])
    pairing = found.pairing(0, 1)
    assert pairing.is_empty
    assert {fate.kind for fate in pairing.fates} <= {"kept"}
    assert all(not any(one.best) for one in found.measures)


TURNED = {"joined": "left", "left": "joined", "split": "merged", "merged": "split", "new": "gone", "gone": "new"}


@given(HOMES, HOMES)
def test_the_other_way_round_everything_is_turned_about(one, other):
    context = row(roll=[10, 20, 30, 40, 10, 20, 30, 40])
    found = compare(context, [side(context, "A", *grouped(one)), side(context, "B", *grouped(other))])
    there, back = found.pairing(0, 1), found.pairing(1, 0)
    turned = {(s.urn, TURNED.get(s.way, s.way), s.after, s.before, s.gained, s.lost) for s in there.shifts}
    assert turned == {(s.urn, s.way, s.before, s.after, s.lost, s.gained) for s in back.shifts}
    turned_fates = Counter((TURNED.get(f.kind, f.kind), f.after, f.before, f.urns) for f in there.fates)
    assert turned_fates == Counter((f.kind, f.before, f.after, f.urns) for f in back.fates)


@given(HOMES, HOMES)
def test_nobody_vanishes(one, other):
    context = row()
    found = compare(context, [side(context, "A", *grouped(one)), side(context, "B", *grouped(other))])
    pairing = found.pairing(0, 1)
    assert {key for fate in pairing.fates for key in fate.before} == set(found.plans[0].plan.clusters)
    assert {key for fate in pairing.fates for key in fate.after} == set(found.plans[1].plan.clusters)
    elsewhere = {urn for urn in urns(*range(8)) if found.plans[0].partners(urn) != found.plans[1].partners(urn)}
    assert elsewhere <= {shift.urn for shift in pairing.shifts}


def random_groups(dice, world):
    places = [place.urn for place in world.places]
    dice.shuffle(places)
    groups = []
    while places:
        size = dice.randint(1, 4)
        groups.append(frozenset(places[:size]))
        places = places[size:]
    return groups[: dice.randint(0, len(groups))]


def named(groups, plan):
    made = {f"C{n:03}": Cluster(f"C{n:03}", n, f"No {n}", tuple(sorted(group)), 0) for n, group in enumerate(groups, 1)}
    return plan_with(made, Plan(rules=plan.rules, eligibility=plan.eligibility))


@given(st.integers(0, 10_000))
@settings(max_examples=150)
def test_everything_agrees_with_a_reckoning_by_hand(seed):
    dice, made = random.Random(seed), random_world(seed)
    world = World(made.places, made.rules)
    schools, _, plan = as_tables(World(made.places, world.rules))
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    before, after = random_groups(dice, world), random_groups(dice, world)
    found = compare(context, [Side("A", named(before, plan), schools), Side("B", named(after, plan), schools)])
    for position, groups in enumerate((before, after)):
        mine = {one.key: one.values[position] for one in found.measures}
        for key, value in compared.figures(world, groups).items():
            wanted = None if value is None else pytest.approx(value, abs=1e-6)
            assert mine.get(key, 0) == wanted, key  # relations are left out where there are none to keep
    pairing = found.pairing(0, 1)
    told = {shift.urn: (shift.way, frozenset(shift.lost), frozenset(shift.gained)) for shift in pairing.shifts}
    assert told == compared.shifts(world, before, after)
    one, other = ({key: frozenset(cluster.members) for key, cluster in scored.plan.clusters.items()} for scored in found.plans)
    said = Counter(
        (fate.kind, frozenset(one[key] for key in fate.before), frozenset(other[key] for key in fate.after))
        for fate in pairing.fates
    )
    assert said == Counter(compared.fates(before, after))


def test_the_filter_of_the_first_decides_who_is_to_be_placed():
    context = row(roll=[300, *[60] * 7])
    narrow = EditContext(context.schools, standing_of(context.schools, Eligibility(roll_max=209)), context.plan)
    narrow = replace(narrow, plan=replace(context.plan, eligibility=Eligibility(roll_max=209)))
    found = compare(narrow, [side(context, "A", (1, 2)), side(context, "B", (0, 1, 2))])
    assert measure(found, "placed").values == (2, 2)
    assert measure(found, "broken_rules").values == (0, 1)
    assert found.other_rules == ("A", "B")


def test_cost_is_compared_among_those_only_that_leave_as_few_schools_over():
    context = row()
    found = compare(
        context,
        [
            side(context, "short", (0, 1)),
            side(context, "full", (0, 1, 2, 3), (4, 5, 6, 7)),
            side(context, "crosswise", (0, 2, 4, 6), (1, 3, 5, 7)),
        ],
    )
    assert measure(found, "cost_km").best == (False, True, False)
    assert measure(found, "partner_km").best == (True, False, False)


def test_of_clusters_that_share_as_much_the_one_of_the_same_name_stands_for_it():
    context = row(roll=[60, 60, 60, 60, 60, 90, 90, 90])
    one = side(context, "A", (0, 1), (2, 3, 4))
    other = side(context, "B", (0, 1, 2, 3, 4))
    moved = {shift.urn for shift in compare(context, [one, other]).pairing(0, 1).movers}
    assert moved == set(urns(2, 3, 4)), "Partnership 1 of two schools goes on as Partnership 1"
