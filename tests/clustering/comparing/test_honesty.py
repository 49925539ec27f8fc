"""No plan is the better for breaking rules, for parting schools, or for being about other schools."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.counties import open_primaries
from helpers.neighbours import around, clustered
from helpers.roads import BY_HAND
from wolds.clustering.comparing import Measure, Side, compare
from wolds.clustering.comparing.words import label_of, sentence_of
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import plan_with
from wolds.clustering.rules import Barrier, Link, Rules
from wolds.geo.errors import InputError
from wolds.geo.supplied import SuppliedTravel

FIRST = 100_001
ROW = [(1000.0 * x, 0.0) for x in range(8)]
WIDE = Rules(cap_km=None, size_min=2, size_max=None, roll_min=None)
WASH = Barrier(name="The Wash", points=((501_500.0, 290_000.0), (501_500.0, 310_000.0)))


def urns(*places):
    return tuple(FIRST + place for place in places)


def side(context, name, *groups):
    return Side(name, clustered(context, *(urns(*group) for group in groups)).plan, context.schools)


def best(comparison, key):
    return next(one.best for one in comparison.measures if one.key == key)


def values(comparison, key):
    return next(one.values for one in comparison.measures if one.key == key)


def test_a_plan_that_breaks_a_rule_is_marked_for_no_school_pupil_or_travel_beside_one_that_keeps_them():
    context = around(ROW, WIDE.model_copy(update={"size_max": 2}))
    found = compare(context, [side(context, "keeps", (0, 2), (5, 7)), side(context, "breaks", (0, 1, 2), (5, 6, 7))])
    assert values(found, "placed") == (4, 6)
    assert values(found, "partner_km") == (2, pytest.approx(4 / 3))
    for key in ("placed", "unplaced", "pupils_placed", "cost_km", "partner_km", "longest_km", "least_roll"):
        assert best(found, key) in ((False, False), (True, False)), key  # never the one that breaks
    assert best(found, "broken_rules") == (True, False)
    assert found.notes[0] == (
        "Broken rules: 2 in breaks; schools, pupils and travel are marked better only in a plan that keeps every rule."
    )
    keys = [one.key for one in found.measures]
    assert keys.index("broken_rules") < keys.index("cost_km")


def test_among_plans_that_keep_the_rules_the_better_one_is_marked_whatever_others_buy_by_breaking_them():
    context = around(ROW, WIDE.model_copy(update={"size_max": 2}))
    plans = [
        side(context, "near", (0, 1), (2, 3)),
        side(context, "far", (0, 2), (1, 3)),
        side(context, "breaks", (0, 1, 2, 3, 4)),
    ]
    found = compare(context, plans)
    assert best(found, "longest_km") == (True, False, False)
    assert best(found, "placed") == (False, False, False)  # the two that keep the rules place as many


def test_a_plan_that_keeps_the_rules_and_is_better_all_the_same_is_marked():
    context = around(ROW, WIDE.model_copy(update={"size_max": 2}))
    found = compare(context, [side(context, "keeps", (0, 1), (2, 3), (4, 5)), side(context, "breaks", (0, 3, 5))])
    assert best(found, "placed") == (True, False)
    assert best(found, "longest_km") == (True, False)


def test_where_every_plan_breaks_rules_that_is_said_beside_the_marks():
    context = around(ROW, WIDE.model_copy(update={"size_max": 2}))
    found = compare(context, [side(context, "A", (0, 1, 2)), side(context, "B", (0, 1, 2), (3, 4, 5))])
    assert best(found, "placed") == (False, True)
    assert found.notes[0] == "Every plan breaks rules (1 in A and 2 in B): a figure may be better for that alone."


def test_a_mark_is_never_given_to_a_rival_that_somebody_else_beats_unless_it_beats_a_rival():
    assert Measure("x", "km", "less", (3.0, 1.0), rivals=(True, False)).best == (False, False)
    assert Measure("x", "km", "less", (3.0, 5.0), rivals=(True, False)).best == (True, False)
    assert Measure("x", "km", "less", (3.0, 1.0, 4.0), rivals=(True, False, True)).best == (True, False, False)
    assert Measure("x", "km", "more", (3.0, None, 3.0), rivals=(True, True, False)).best == (False, False, False)


def test_a_plan_is_not_the_better_for_pairs_that_a_barrier_keeps_apart():
    context = around(ROW, WIDE.model_copy(update={"barriers": (WASH,)}))
    found = compare(context, [side(context, "whole", (2, 3, 4)), side(context, "parted", (1, 2, 3))])
    assert values(found, "cost_km") == (4.0, 1.0)  # 2 x (1 + 1 + 2) / 2, and of the other only the pair of 1 km counts
    assert best(found, "cost_km") == (False, False)
    assert values(found, "kept_apart") == (0, 2)
    assert label_of(next(one for one in found.measures if one.key == "kept_apart")) == (
        "Pairs kept apart by a barrier, not counted in travel"
    )
    assert "Pairs that a barrier keeps apart, in no figure of travel: 2 in parted." in found.notes


def test_where_every_plan_breaks_rules_travel_is_marked_only_among_those_that_part_the_fewest_pairs():
    context = around(ROW, WIDE.model_copy(update={"barriers": (WASH,), "size_min": 4}))
    plans = [
        side(context, "whole", (2, 3, 5), (6, 7)),
        side(context, "parted", (1, 2, 3), (6, 7)),
        side(context, "wide", (2, 3, 4), (5, 7)),
    ]
    found = compare(context, plans)
    assert values(found, "cost_km") == (8.0, 3.0, 8.0)
    assert values(found, "partner_km") == (pytest.approx(8 / 5), pytest.approx(1.0), pytest.approx(8 / 5))
    for key in ("cost_km", "partner_km"):
        assert best(found, key) == (False, False, False), key
    assert best(found, "longest_km") == (False, False, True)  # 2 km; the other that parts none has 3
    assert found.notes[1].endswith("2 in parted; travel is marked better only where they are fewest.")


def test_better_is_judged_in_the_unit_that_is_shown():
    context = around(
        [(0, 0), (1000, 0), (20_000, 0), (21_040, 0)], Rules(cap_km=None, cap_minutes=20, size_min=1, roll_min=None)
    )
    found = compare(context, [side(context, "A", (0, 1)), side(context, "B", (2, 3))])
    assert values(found, "longest_km") == (1.0, 1.04)  # 1.6 and 1.7 min, yet both 1.0 km to one decimal
    assert best(found, "longest_km") == (True, False)


def test_a_mover_is_told_from_how_many_partners_it_is_kept_apart():
    context = around(ROW, WIDE.model_copy(update={"barriers": (WASH,)}))
    found = compare(
        context, [side(context, "A", (2, 3), (5, 6)), side(context, "B", (3, 4), (1, 2)), side(context, "C", (1, 2, 3))]
    )
    shift = next(one for one in found.pairing(0, 1).shifts if one.urn == FIRST + 2)
    assert (shift.after.mean_km, shift.after.farthest_km, shift.after.kept_apart) == (None, None, 1)
    assert "mean travel 1 km → kept apart;" in sentence_of(shift, WIDE, context.schools.name_of)
    shift = next(one for one in found.pairing(0, 2).shifts if one.urn == FIRST + 2)
    assert (shift.after.mean_km, shift.after.kept_apart) == (1.0, 1)
    assert "mean travel 1 km → 1 km (kept apart from 1);" in sentence_of(shift, WIDE, context.schools.name_of)


def test_schools_that_a_rule_keeps_apart_have_travel_that_counts():
    apart = WIDE.model_copy(update={"keep_apart": (Link(urn_a=FIRST, urn_b=FIRST + 1, reason="two heads"),)})
    context = around(ROW, apart)
    found = compare(context, [side(context, "A", (0, 1)), side(context, "B", (2, 3))])
    assert values(found, "cost_km") == (2.0, 2.0)
    assert not any(one.key == "kept_apart" for one in found.measures)


def test_a_plan_of_other_schools_is_refused_and_the_way_out_is_named():
    context = around(ROW, WIDE)
    there = open_primaries(ROW, first=900_001)
    other = Side(
        "B", plan_with({"C1": replace(clustered(context, urns(0, 1)).plan.clusters["C001"], members=(900_001, 900_002))}), there
    )
    with pytest.raises(InputError) as refused:
        compare(replace(context, plan=replace(context.plan, name="A")), [side(context, "A", (0, 1)), other])
    assert refused.value.message == "B has no school in common with A: none of its 2 schools takes part there"
    assert "same schools" in refused.value.remedy
    with pytest.raises(InputError):  # no cluster yet, and no school of its register is known
        compare(context, [side(context, "A", (0, 1)), Side("B", plan_with({}), there)])


def test_a_plan_of_schools_that_the_filter_leaves_out_is_refused_although_the_register_has_them():
    context = around(ROW, WIDE, la_code=["925"] * 4 + ["926"] * 4)
    narrow = Eligibility(la_codes=("925",))
    here = replace(context, standing=standing_of(context.schools, narrow), plan=replace(context.plan, eligibility=narrow))
    with pytest.raises(InputError):
        compare(here, [side(context, "A", (0, 1)), side(context, "B", (4, 5))])


def test_plans_with_few_schools_in_common_are_compared_with_a_warning_that_counts_them():
    context = around(ROW, WIDE, la_code=["925"] * 4 + ["926"] * 4)
    narrow = Eligibility(la_codes=("925",))
    here = replace(context, standing=standing_of(context.schools, narrow), plan=replace(context.plan, eligibility=narrow))
    found = compare(here, [side(context, "A", (0, 1)), side(context, "B", (3, 4), (5, 6)), side(context, "C", (2, 3, 4, 1))])
    few = [note for note in found.notes if note.startswith("Careful")]
    assert few == ["Careful: only 1 of the 4 schools of B take part here, so that its figures say little of it."]


def test_pairs_whose_travel_nobody_knows_are_counted_aloud_beside_the_figures():
    context = around(ROW, WIDE.model_copy(update={"cap_km": 4.0}))
    pairs = np.array([[urns(a)[0], urns(b)[0]] for a, b in ((0, 1), (2, 3))])
    known = SuppliedTravel.of(pairs, np.array([1_500.0, 1_500.0]), np.array([2.0, 2.0]), BY_HAND, context.schools.urn)
    context = replace(context, schools=context.schools.travelling_by(known))
    found = compare(context, [side(context, "known", (0, 1), (2, 3)), side(context, "guessed", (0, 1), (2, 3, 4))])
    said = [note for note in found.notes if note.startswith("Pairs whose travel is not known")]
    assert said == [
        "Pairs whose travel is not known: 2 in guessed; each counts with the least that it can be, so that the true "
        "figures are higher."
    ]
    plain = around(ROW, WIDE)
    assert not any("not known" in note for note in compare(plain, [side(plain, "A", (0, 1)), side(plain, "B", (0, 2))]).notes)
