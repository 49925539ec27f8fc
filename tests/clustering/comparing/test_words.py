"""What is said of a comparison in plain words."""

from __future__ import annotations

from dataclasses import replace

from helpers.neighbours import around, clustered
from wolds.clustering.comparing import Measure, Shift, Side, compare
from wolds.clustering.comparing.words import hint_of, label_of, sentence_of, shown_of, to_text
from wolds.clustering.rules import Objective, Rules

FIRST = 100_001
FREE = Rules(cap_km=None, size_min=1, size_max=None, roll_min=None)


def pairing(before, after, rules=FREE, **columns):
    context = around([(1000.0 * x, 0.0) for x in range(6)], rules, **columns)
    made = [
        clustered(context, *(tuple(FIRST + place for place in group) for group in groups)).plan for groups in (before, after)
    ]
    sides = [Side(name, plan, context.schools) for name, plan in zip("AB", made, strict=True)]
    return context, compare(context, sides).pairing(0, 1)


def said(before, after, urn, rules=FREE, **columns):
    context, found = pairing(before, after, rules, **columns)
    shift = next(one for one in found.shifts if one.urn == urn)
    return sentence_of(shift, rules, context.schools.name_of)


def test_a_move_is_said_with_travel_pupils_and_partners():
    assert said([(0, 1), (3, 4, 5)], [(1, 2), (0, 3, 4, 5)], FIRST) == (
        "School 1 moves from Partnership 1 to Partnership 2: mean travel 1 km → 4 km; pupils 120 → 240; "
        "loses School 2; gains School 4, School 5 and School 6."
    )


def test_joining_and_leaving_say_the_one_figure_that_there_is():
    assert said([(1, 2)], [(0, 1, 2)], FIRST) == (
        "School 1 joins Partnership 1: mean travel 1.5 km; pupils 180; gains School 2 and School 3."
    )
    assert said([(0, 1, 2)], [(1, 2)], FIRST) == (
        "School 1 leaves Partnership 1 and is in no cluster: mean travel 1.5 km; pupils 180; loses School 2 and School 3."
    )


def test_a_school_that_stays_is_said_to_stay_with_what_changes_around_it():
    assert said([(0, 1, 2)], [(0, 1)], FIRST) == (
        "School 1 stays in Partnership 1: mean travel 1.5 km → 1 km; pupils 180 → 120; loses School 3."
    )


def test_travel_is_said_in_the_unit_of_the_cap():
    rules = Rules(cap_km=None, cap_minutes=20, size_min=1, size_max=None, roll_min=None)
    assert "mean travel 1.6 min;" in said([], [(0, 1)], FIRST, rules)


def test_two_clusters_of_one_name_are_told_apart():
    _, found = pairing([(0, 1), (3, 4)], [(0, 1)])
    shift = found.shifts[0]
    there = replace(shift, way="moved", after=replace(shift.before, cluster="C009"))
    assert isinstance(there, Shift)
    assert to_text(there) == f"another {shift.before.name}"


def test_measures_are_shown_with_unit_total_and_meaning():
    longest = Measure("longest_km", "travel", "less", (12.34, None), decimals=1)
    assert shown_of(longest, 12.34, FREE) == "12.3 km"
    assert shown_of(longest, None, FREE) == "–"
    assert shown_of(longest, 10, Rules(cap_km=None, cap_minutes=20)) == "16.2 min"
    assert shown_of(Measure("cost_km", "km", "less", (1234.56,), decimals=1), 1234.56, FREE) == "1,234.6 km"
    assert label_of(Measure("placed", "schools", "more", (1.0,), of=1234)) == "Schools placed (of 1,234)"
    assert label_of(Measure("model:soft_federation", "clusters", "neither", (1.0,))) == "Clusters planned as soft federation"
    hub = FREE.model_copy(update={"objective": Objective.HUB})
    assert "best placed" in hint_of(Measure("cost_km", "km", "less", (1.0,)), hub)
    assert hint_of(longest, FREE) == ""
