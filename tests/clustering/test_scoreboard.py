"""The scoreboard: figures by the contract, and after any edits the same as judged anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard, impact_of
from wolds.clustering.plan import Cluster, Plan, PlanChange, RecordChange, Table, plan_with
from wolds.clustering.rules import Barrier, Link, Mix, Objective, PairTravel, Rules

FIRST = 100001


def county(points, **columns):
    return open_primaries(points, **({"roll": [40 + 10 * k for k in range(len(points))]} | columns))


def cluster(key, *places, name=""):
    return Cluster(key, int(key[1:]), name or f"Group {key[-1]}", tuple(sorted(FIRST + place for place in places)), 0)


def board(schools, plan):
    return Scoreboard.of(schools, standing_of(schools, plan.eligibility), plan)


def planned(schools, rules, *clusters):
    return plan_with({made.id: made for made in clusters}, Plan(rules=rules))


def swap(*pairs):
    return PlanChange("edit", tuple(RecordChange(Table.CLUSTERS, (b or a).id, b, a) for b, a in pairs))


TRIANGLE = [(0, 0), (3000, 0), (0, 4000), (90000, 0)]


def figures(rules, schools=None, **changes):
    schools = schools or county(TRIANGLE)
    plan = planned(schools, rules, replace(cluster("C001", 0, 1, 2), **changes))
    return board(schools, plan).clusters["C001"]


def test_figures_of_a_triangle_are_those_of_pythagoras():
    found = figures(Rules())
    assert (found.schools, found.pupils, found.roll_unknown) == (3, 150, 0)
    assert (found.longest_km, found.longest_pair) == (5.0, (FIRST + 1, FIRST + 2))
    assert found.mean_km == 4.0
    assert found.cost_km == 12.0  # 2 x (3 + 4 + 5) / 2
    assert found.lead == FIRST


def test_hub_cost_is_the_travel_to_the_best_placed_school():
    assert figures(Rules(objective=Objective.HUB, partnership_cost_km=2.5)).cost_km == 3 + 4 + 2.5


def test_under_the_lead_cap_only_schools_that_meet_it_can_be_the_hub():
    schools = county([(0, 0), (5000, 0), (-5000, 0), (0, 100), (100, 0), (0, -100)])
    line = cluster("C001", 0, 1, 2)
    plan = planned(schools, Rules(objective=Objective.HUB, cap_rule="lead", cap_km=5), line)
    assert board(schools, plan).clusters["C001"].cost_km == 10.0
    off_centre = Rules(
        objective=Objective.HUB, cap_rule="lead", cap_km=6, overrides=(PairTravel(urn_a=FIRST, urn_b=FIRST + 1, km=6.1),
                           PairTravel(urn_a=FIRST + 1, urn_b=FIRST + 2, km=6),)
    )  # fmt: skip
    # School 1 has the least sum (11.1 km) with School 3 (11 km): only School 3 has both others within 6 km.
    assert board(schools, planned(schools, off_centre, line)).clusters["C001"].cost_km == 11.0


def test_a_chosen_lead_stays_the_lead():
    assert figures(Rules(), lead=FIRST + 2).lead == FIRST + 2


def test_ties_for_the_lead_go_to_the_larger_roll_then_to_the_lower_urn():
    square = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
    four = cluster("C001", 0, 1, 2, 3)
    for roll, lead in (([50, 50, 60, 50], FIRST + 2), ([50, 60, 50, 60], FIRST + 1)):
        schools = county(square, roll=roll)
        assert board(schools, planned(schools, Rules(), four)).clusters["C001"].lead == lead


def test_a_pair_kept_apart_by_a_barrier_is_counted_and_in_no_figure_of_travel():
    wash = Barrier(name="The Wash", points=((501000.0, 299000.0), (501000.0, 309000.0)))
    found = figures(Rules(barriers=(wash,)))
    assert (found.longest_km, found.mean_km, found.pairs, found.parted) == (4.0, 4.0, 1, 2)
    assert found.cost_km == 2 * 4.0 / (3 - 1)


def test_a_school_that_a_barrier_parts_from_all_others_is_neither_lead_nor_hub():
    wash = Barrier(name="The Wash", points=((501000.0, 299000.0), (501000.0, 309000.0)))
    found = figures(Rules(barriers=(wash,), objective=Objective.HUB))
    assert (found.lead, found.cost_km) == (FIRST + 2, 4.0)  # School 2, across, would cost nothing and lead nobody


def test_a_school_without_a_point_leaves_the_figures_of_the_others():
    schools = county(TRIANGLE, easting=[500000, 503000, float("nan"), 590000])
    found = figures(Rules(), schools)
    assert (found.longest_km, found.mean_km, found.cost_km) == (3.0, 3.0, 3.0)
    assert "cap" not in {fault.rule for fault in found.violations}


def test_the_plan_counts_who_is_placed_and_who_joined():
    schools = county([*TRIANGLE, (1000, 1000)], phase=["Primary"] * 4 + ["Secondary"])
    anchor = Eligibility(optional=(Choice(urn=FIRST + 4),))
    plan = replace(planned(schools, Rules(), cluster("C001", 0, 1, 4)), eligibility=anchor)
    found = board(schools, plan).plan
    assert (found.read, found.to_place, found.placed, found.unplaced) == (5, 4, 2, 2)
    assert (found.optional_joined, found.excluded, found.clusters, found.pupils_placed) == (1, 0, 1, 40 + 50 + 80)


def test_an_accepted_fault_is_counted_as_such():
    schools = county(TRIANGLE)
    plan = planned(schools, Rules(cap_km=4.5, roll_min=None), cluster("C001", 0, 1, 2))
    accept = PlanChange("accept", (RecordChange(Table.ACCEPTED, f"cap:{FIRST + 1}+{FIRST + 2}", None, "a good road"),))
    before = board(schools, plan)
    assert (before.plan.violations, before.plan.accepted) == (1, 0)
    assert before.after(accept, plan.apply(accept)).plan.accepted == 1


def test_the_impact_of_a_move_reads_as_a_sentence():
    schools = county([(0, 0), (3000, 0), (0, 4000), (9000, 0), (9000, 1000)])
    old, other = cluster("C001", 0, 1, 2), cluster("C002", 3, 4)
    plan = planned(schools, Rules(cap_km=None, cap_minutes=13, roll_min=150, size_min=1), old, other)
    move = swap((old, cluster("C001", 0, 1)), (other, cluster("C002", 2, 3, 4)))
    assert impact_of(board(schools, plan), plan, move) == (
        "Group 2: longest pair 1.6 → 16 min, roll 150 → 210, schools 2 → 3; "
        "Group 1: longest pair 8.1 → 4.8 min, roll 150 → 90, schools 3 → 2; "
        "breaks: Group 1: roll 90, floor 150; School 3 and School 4: 16 min apart, travel limit 13 min; "
        "School 3 and School 5: 15 min apart, travel limit 13 min"
    )


def test_the_impact_says_of_which_of_several_clusters_a_rule_is_broken():
    schools = county([(0, 0), (3000, 0), (0, 4000), (3000, 4000)])
    one, other = cluster("C001", 0, 1), cluster("C002", 2, 3)
    plan = planned(schools, Rules(roll_min=None, size_min=2), one, other)
    taken = swap((one, cluster("C001", 0)), (other, cluster("C002", 2)))
    said = impact_of(board(schools, plan), plan, taken)
    assert said.endswith("breaks: Group 1: 1 school, at least 2; Group 2: 1 school, at least 2")


def test_an_edit_that_changes_no_figure_says_so():
    schools = county(TRIANGLE)
    one = cluster("C001", 0, 1, 2)
    plan = planned(schools, Rules(), one)
    assert impact_of(board(schools, plan), plan, swap((one, replace(one, note="hello")))) == "No figure changes"


def test_the_impact_of_a_single_cluster_needs_no_name():
    schools = county(TRIANGLE)
    one = cluster("C001", 0, 1)
    plan = planned(schools, Rules(roll_min=None, size_min=1), one)
    change = swap((one, cluster("C001", 0, 1, 2)))
    assert impact_of(board(schools, plan), plan, change) == "Longest pair 3 → 5 km, roll 90 → 150, schools 2 → 3"


# Random edits: whatever happens, the scoreboard kept up is the scoreboard made anew.

N = 9
POINTS = [(1000 * (k * k % 7), 1700 * (k * 5 % 9)) for k in range(N)]
COUNTY = county(
    POINTS,
    federation_code=["F1", "F1", "", "", "F2", "", "F2", "", "F2"],
    religious_character=["Church of England", "None", ""] * 3,
    diocese=["Lincoln", "", "Ely"] * 3,
)
RULES = st.builds(
    Rules,
    cap_km=st.sampled_from([None, 4.0, 8.0]),
    cap_rule=st.sampled_from(["pairs", "lead"]),
    keep_federations=st.booleans(),
    same_diocese=st.booleans(),
    mix=st.sampled_from(list(Mix)),
    objective=st.sampled_from(list(Objective)),
    max_clusters=st.sampled_from([None, 1, 2]),
    must_link=st.sampled_from([(), (Link(urn_a=FIRST, urn_b=FIRST + 5),)]),
    keep_apart=st.sampled_from([(), (Link(urn_a=FIRST + 2, urn_b=FIRST + 3),)]),
    barriers=st.sampled_from([(), (Barrier(name="Dyke", points=((500000.0, 305000.0), (509000.0, 306000.0))),)]),
)
HOMES = st.lists(st.integers(0, 4), min_size=N, max_size=N)


def clusters_of(homes):
    made = {}
    for key in sorted(set(homes) - {0}):
        made[f"C{key:03}"] = cluster(f"C{key:03}", *(place for place, home in enumerate(homes) if home == key))
    return made


def between(before, after):
    return PlanChange(
        "edit",
        tuple(
            RecordChange(Table.CLUSTERS, key, before.get(key), after.get(key))
            for key in sorted({*before, *after})
            if before.get(key) != after.get(key)
        ),
    )


@settings(max_examples=60, deadline=None)
@given(first=RULES, second=RULES, homes=st.lists(HOMES, min_size=2, max_size=4), cut=st.booleans())
def test_the_scoreboard_after_edits_is_the_scoreboard_made_anew(first, second, homes, cut):
    plan = plan_with(clusters_of(homes[0]), Plan(rules=first))
    kept = board(COUNTY, plan)
    changes = [lambda p, h=h: between(p.clusters, clusters_of(h)) for h in homes[1:]]
    settings_change = [lambda p: PlanChange("rules", (RecordChange(Table.SETTINGS, "rules", p.rules, second),))] if cut else []
    for make in (*changes[:1], *settings_change, *changes[1:]):
        change = make(plan)
        plan = plan.apply(change)
        kept = kept.after(change, plan)
        anew = board(COUNTY, plan)
        assert dict(kept.clusters) == dict(anew.clusters)
        assert kept.plan == anew.plan
        assert kept.violations == anew.violations


def test_another_filter_is_judged_anew():
    plan = planned(COUNTY, Rules(), cluster("C001", 0, 1, 2))
    change = PlanChange("f", (RecordChange(Table.SETTINGS, "eligibility", plan.eligibility, Eligibility(roll_max=55)),))
    after = board(COUNTY, plan).after(change, plan.apply(change))
    assert after.plan.to_place == 2
    assert [fault.urns for fault in after.violations if fault.rule == "not-eligible"] == [(FIRST + 2,)]


@pytest.mark.parametrize("name", ["C001", "C002"])
def test_the_longest_pair_of_the_plan_shrinks_with_its_cluster(name):
    schools = county([(0, 0), (3000, 0), (0, 9000), (500, 9000)])
    one, two = cluster("C001", 0, 1), cluster("C002", 2, 3)
    plan = planned(schools, Rules(size_min=1, roll_min=None), one, two)
    gone = {"C001": one, "C002": two}[name]
    change = swap((gone, None))
    assert board(schools, plan).after(change, plan.apply(change)).plan.longest_km == {"C001": 0.5, "C002": 3.0}[name]
