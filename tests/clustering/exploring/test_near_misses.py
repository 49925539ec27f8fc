"""Near misses: just outside a rule, never inside it, and nothing far from it."""

from __future__ import annotations

import pytest

from helpers.counties import open_primaries
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.exploring import near_misses
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Link, Rules
from wolds.geo.errors import Cancelled

FIRST = 100001
RULES = Rules(cap_km=5, size_min=2, size_max=3, roll_min=None)


def context(points_km, rules=RULES, groups=(), **columns):
    schools = open_primaries([(1000 * x, 1000 * y) for x, y in points_km], **columns)
    made = {
        f"C00{n}": Cluster(f"C00{n}", n, f"Cluster {n}", tuple(FIRST + k for k in group), 0)
        for n, group in enumerate(groups, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


def of_kind(found, kind):
    return [miss for miss in found if miss.kind == kind]


@pytest.mark.parametrize(("km", "near"), [(5.0, False), (5.001, True), (6.0, True), (6.001, False)])
def test_a_pair_within_a_kilometre_beyond_the_cap_is_a_near_miss(km, near):
    found = of_kind(near_misses(context([(0, 0), (km, 0)])), "pair")
    assert [miss.urns for miss in found] == ([(FIRST, FIRST + 1)] if near else [])


def test_five_per_cent_of_a_long_cap_count_where_they_are_more():
    rules = RULES.model_copy(update={"cap_km": 40})
    assert of_kind(near_misses(context([(0, 0), (42, 0)], rules)), "pair")
    assert not of_kind(near_misses(context([(0, 0), (42.001, 0)], rules)), "pair")


def test_a_pair_that_another_rule_parts_as_well_is_none():
    rules = RULES.model_copy(update={"keep_apart": (Link(urn_a=FIRST, urn_b=FIRST + 1),)})
    assert not of_kind(near_misses(context([(0, 0), (5.5, 0)], rules)), "pair")


@pytest.mark.parametrize(("rolls", "near"), [((75, 75), False), ((75, 74), True), ((70, 70), True), ((70, 69), False)])
def test_a_group_within_ten_pupils_below_the_floor_is_a_near_miss(rolls, near):
    asked = context([(0, 0), (1, 0)], RULES.model_copy(update={"roll_min": 150}), roll=[float(roll) for roll in rolls])
    found = of_kind(near_misses(asked), "group")
    assert [(miss.rule, miss.value) for miss in found] == ([("roll-min", sum(rolls))] if near else [])


def test_a_group_is_told_once_and_helps_every_school_left_out_that_is_in_it():
    rules = RULES.model_copy(update={"roll_min": 185})
    asked = context([(0, 0), (1, 0), (2, 0)], rules)
    (miss,) = of_kind(near_misses(asked), "group")
    assert miss.urns == miss.helps == (FIRST, FIRST + 1, FIRST + 2)


def test_a_group_just_above_the_ceiling_is_a_near_miss():
    asked = context([(0, 0), (1, 0)], RULES.model_copy(update={"roll_max": 115}))
    assert {(miss.rule, miss.value) for miss in near_misses(asked)} == {("roll-max", 120.0)}


def test_a_cluster_of_the_plan_just_outside_a_rule_is_told_by_its_name():
    asked = context([(0, 0), (5.4, 0)], groups=[(0, 1)])
    (miss,) = of_kind(near_misses(asked), "cluster")
    assert miss.sentence.startswith("Cluster 1: ")
    assert miss.beyond == pytest.approx(0.4)


def test_what_concerns_schools_left_out_comes_first():
    found = near_misses(context([(0, 0), (1, 0), (5.2, 0), (100, 0), (105.9, 0)], groups=[(0, 1)]))
    helped = [bool(miss.helps) for miss in found]
    assert helped == sorted(helped, reverse=True)
    assert found[0].helps


def test_under_the_lead_rule_the_best_placed_school_counts():
    rules = RULES.model_copy(update={"cap_rule": "lead", "size_min": 3})
    groups = of_kind(near_misses(context([(0, 0), (5.3, 0), (10.3, 0)], rules)), "group")
    assert {(miss.urns, round(miss.value, 3)) for miss in groups} == {((FIRST, FIRST + 1, FIRST + 2), 5.3)}


def test_a_cap_in_minutes_is_told_in_minutes():
    rules = Rules(cap_km=None, cap_minutes=8, size_min=2, roll_min=None)
    (miss, *_) = of_kind(near_misses(context([(0, 0), (5.2, 0)], rules)), "pair")
    assert (miss.unit, miss.limit) == ("min", 8)
    assert miss.value == pytest.approx(5.2 * 1.3 / 48.2803 * 60)


def test_without_a_cap_and_a_floor_nothing_is_near():
    assert near_misses(context([(0, 0), (1, 0)], Rules(cap_km=None, roll_min=None))) == ()


def test_a_cancel_ends_the_search():
    class Stop:
        def tell(self, fraction, message=""):
            pass

        def should_stop(self):
            return True

    with pytest.raises(Cancelled):
        near_misses(context([(0, 0), (5.5, 0)], groups=[(0,)]), Stop())
