"""Each rule, broken once and kept once, with the sentence a person reads."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.counties import open_primaries
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Barrier, CapRule, FederationExemption, Link, Mix, PairTravel, Rules
from wolds.geo.supplied import SuppliedTravel, TravelSource

BELTON, MARSH, WICK, THORPE = 100001, 100002, 100003, 100004
NAMES = ("Belton", "Marsh", "Wick", "Thorpe")
LOOSE = {"cap_km": None, "size_min": 1, "size_max": None, "roll_min": None}


def county(**columns):
    """Four open primaries on a line, 5 km from one to the next, 60 pupils each."""
    known = {"la_code": "990", "la_name": "Eastshire", "high_age": 11, "religious_character": "Does not apply"}
    return open_primaries([(5000 * k, 0) for k in range(4)], **({"name": NAMES} | known | columns))


def board(rules, *clusters, schools=None, eligibility=None):
    schools = county() if schools is None else schools
    plan = Plan(rules=rules, eligibility=eligibility or Eligibility())
    made = {f"C00{n}": Cluster(f"C00{n}", n, f"Group {n}", members, 0) for n, members in enumerate(clusters, 1)}
    return Scoreboard.of(schools, standing_of(schools, plan.eligibility), plan_with(made, plan))


def faults(*args, **more):
    return [(fault.rule, fault.sentence) for fault in board(*args, **more).violations]


def rules(**values):
    return Rules(**(LOOSE | values))


def test_a_sound_plan_breaks_no_rule():
    assert faults(Rules(cap_km=10), (BELTON, MARSH, WICK)) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"cap_km": 10}, []),
        ({"cap_km": 9.999}, ["Belton and Wick: 10 km apart, travel limit 9.999 km"]),
        ({"cap_minutes": 20}, []),
        ({"cap_minutes": 16}, ["Belton and Wick: 16.2 min apart, travel limit 16 min"]),
        ({"cap_minutes": 10, "overrides": (PairTravel(urn_a=BELTON, urn_b=WICK, minutes=31),)},
         ["Belton and Wick: 31 min apart, travel limit 10 min"]),
    ],
)  # fmt: skip
def test_each_pair_beyond_the_cap_is_told_in_the_unit_of_the_cap(given, expected):
    assert faults(rules(**given), (BELTON, MARSH, WICK)) == [("cap", sentence) for sentence in expected]


def test_a_near_miss_never_reads_as_a_hit():
    schools = county(easting=[500000, 512001, 510000, 515000])
    assert faults(rules(cap_km=12), (BELTON, MARSH), schools=schools) == [
        ("cap", "Belton and Marsh: 12.001 km apart, travel limit 12 km")
    ]


def test_under_the_lead_rule_one_school_needs_all_others_within_the_cap():
    lead = rules(cap_km=5, cap_rule=CapRule.LEAD)
    assert faults(lead, (BELTON, MARSH, WICK)) == []
    assert faults(lead, (BELTON, MARSH, WICK, THORPE)) == [
        ("cap", "No school has all others within the travel limit of 5 km: from Marsh, the best placed, it is 10 km to Thorpe")
    ]


@pytest.mark.parametrize(
    ("given", "rule", "sentence"),
    [
        ({"size_min": 4}, "size", "3 schools, at least 4"),
        ({"size_max": 2}, "size", "3 schools, at most 2"),
        ({"roll_min": 181}, "roll-min", "Roll 180, floor 181"),
        ({"roll_max": 179}, "roll-max", "Roll 180, ceiling 179"),
        ({"keep_apart": (Link(urn_a=WICK, urn_b=BELTON, reason="no bridge"),)}, "keep-apart",
         "Belton and Wick are to be kept apart (no bridge)"),
        ({"must_link": (Link(urn_a=THORPE, urn_b=BELTON),)}, "must-link",
         "Belton and Thorpe belong together: Belton in Group 1 and Thorpe in no cluster"),
        ({"max_clusters": 0}, "max-clusters", "1 cluster, at most 0"),
        ({"mix": Mix.REQUIRED}, "mix", "It has no church school"),
        ({"barriers": (Barrier(name="The Wash", points=((512000.0, 0.0), (509000.0, 400000.0)),),)}, "barrier",
         "Marsh and Wick: The Wash lies between them"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_in_a_sentence(given, rule, sentence):
    assert (rule, sentence) in faults(rules(**given), (BELTON, MARSH, WICK))


@pytest.mark.parametrize(
    "given",
    [
        {"size_min": 3, "size_max": 3},
        {"roll_min": 180, "roll_max": 180},
        {"keep_apart": (Link(urn_a=WICK, urn_b=THORPE),)},
        {"must_link": (Link(urn_a=WICK, urn_b=BELTON),)},
        {"max_clusters": 1},
        {"barriers": (Barrier(name="The Wash", points=((512000.0, 0.0), (512000.0, 400000.0))),)},
        {"same_la": True, "same_diocese": True, "same_phase": True, "mix": Mix.FORBIDDEN},
    ],
)
def test_a_rule_just_kept_is_not_told(given):
    assert faults(rules(**given), (BELTON, MARSH, WICK)) == []


def test_a_must_link_with_both_schools_unplaced_is_kept():
    assert faults(rules(must_link=(Link(urn_a=WICK, urn_b=THORPE),)), (BELTON, MARSH)) == []


def test_two_systems_of_schools_are_told_and_unknown_ages_are_not():
    schools = county(high_age=[11, 9, float("nan"), 7])
    assert faults(rules(same_phase=True), (BELTON, MARSH, WICK), schools=schools) == [
        ("same-phase", "Two systems of schools: Belton (infant, junior, primary) with Marsh (first, middle)")
    ]
    assert faults(rules(same_phase=True), (BELTON, WICK, THORPE), schools=schools) == []


def test_church_with_community_is_told_where_forbidden_and_asked_for_where_required():
    schools = county(religious_character=["Church of England", "None", "", "Muslim"])
    assert faults(rules(mix=Mix.FORBIDDEN), (BELTON, MARSH), schools=schools) == [
        ("mix", "Church with community: Belton with Marsh")
    ]
    assert faults(rules(mix=Mix.FORBIDDEN), (BELTON, WICK, THORPE), schools=schools) == []
    assert faults(rules(mix=Mix.REQUIRED), (BELTON, MARSH), schools=schools) == []
    assert faults(rules(mix=Mix.REQUIRED), (WICK, THORPE), schools=schools) == [
        ("mix", "It has no church and no community school")
    ]


def test_two_dioceses_are_told_and_a_blank_is_not():
    schools = county(diocese=["Lincoln", "Ely", "", ""])
    assert faults(rules(same_diocese=True), (BELTON, MARSH), schools=schools) == [
        ("same-diocese", "2 dioceses: Ely (Marsh) and Lincoln (Belton)")
    ]
    assert faults(rules(same_diocese=True), (BELTON, WICK), schools=schools) == []


def test_two_local_authorities_are_told():
    schools = county(la_code=["990", "991", "990", "991"], la_name=["Eastshire", "Westshire", "Eastshire", "Westshire"])
    assert faults(rules(same_la=True), (BELTON, MARSH), schools=schools) == [
        ("same-la", "2 local authorities: Eastshire (Belton) and Westshire (Marsh)")
    ]
    assert faults(rules(same_la=True), (BELTON, WICK), schools=schools) == []


def test_an_excluded_school_in_a_cluster_is_told_with_the_reason():
    filtered = Eligibility(exclude=(Choice(urn=MARSH),))
    assert faults(rules(), (BELTON, MARSH), eligibility=filtered) == [
        ("not-eligible", "Marsh is not eligible: left out by hand")
    ]


@pytest.mark.parametrize("roll", [0.0, np.nan])
def test_a_school_without_pupils_is_not_told_to_have_an_unknown_roll_alone(roll):
    found = faults(rules(), (BELTON, MARSH), schools=county(roll=[60.0, roll, 60.0, 60.0]))
    assert ("not-eligible", "Marsh is not eligible: its roll is unknown or 0") in found


def test_a_school_that_left_the_register_is_told():
    assert ("not-eligible", "URN 555555 is not eligible: the register does not hold it") in faults(rules(), (BELTON, 555555))


def test_a_cluster_of_optional_schools_only_is_told():
    filtered = Eligibility(optional=(Choice(urn=BELTON), Choice(urn=MARSH)), exclude=(), roll_max=10)
    assert faults(rules(), (BELTON, MARSH), eligibility=filtered) == [("to-place", "It holds no school that is to be placed")]


def federated():
    return county(
        federation_code=["F1", "", "F1", ""],
        federation_name=["Belton and Wick federation", "", "Belton and Wick federation", ""],
    )


def test_a_split_federation_is_told_only_where_federations_are_kept():
    assert faults(rules(), (BELTON, MARSH), schools=federated()) == []
    assert faults(rules(keep_federations=True), (BELTON, MARSH), (WICK, THORPE), schools=federated()) == [
        ("federation", "Belton and Wick federation is split: Belton in Group 1 and Wick in Group 2")
    ]
    assert faults(rules(keep_federations=True), (BELTON, WICK), schools=federated()) == []


@pytest.mark.parametrize(
    ("given", "let_off", "kept"),
    [({"cap_km": 6}, "cap", "cap"), ({"size_min": 3}, "size", "size")],
)
def test_an_exempted_federation_may_break_that_rule_and_stays_together(given, let_off, kept):
    exempt = (FederationExemption(federation="F1", exempt=let_off),)
    strict, mild = rules(keep_federations=True, **given), rules(keep_federations=True, exemptions=exempt, **given)
    assert [rule for rule, _ in faults(strict, (BELTON, WICK), schools=federated())] == [kept]
    assert faults(mild, (BELTON, WICK), schools=federated()) == []
    assert [rule for rule, _ in faults(mild, (BELTON,), schools=federated())][-1] == "federation"


def test_an_exemption_from_the_cap_covers_the_pairs_of_the_federation_only():
    exempt = (FederationExemption(federation="F1", exempt="cap"),)
    given = rules(keep_federations=True, exemptions=exempt, cap_km=6)
    assert faults(given, (BELTON, WICK, THORPE), schools=federated()) == [
        ("cap", "Belton and Thorpe: 15 km apart, travel limit 6 km")
    ]


def test_a_released_federation_may_be_split():
    released = (FederationExemption(federation="F1", exempt="release"),)
    assert faults(rules(keep_federations=True, exemptions=released), (BELTON, MARSH), schools=federated()) == []


def test_the_key_of_a_fault_names_rule_and_schools():
    assert board(rules(cap_km=9), (BELTON, MARSH, WICK)).violations[0].key == "cap:100001+100003"


def supplied(pairs, known, reach_minutes):
    source = TravelSource("roads", "by road", "worked out")
    minutes = np.array(list(pairs.values()))
    return SuppliedTravel.of(np.array(list(pairs)), minutes * 800, minutes, source, known, 0.0, reach_minutes)


@pytest.mark.parametrize(
    ("known", "reach_minutes", "expected"),
    [
        ((BELTON, MARSH, WICK), 40.0, "Marsh and Wick: more than 40 min apart, travel limit 20 min"),
        ((BELTON, MARSH), 40.0, "Marsh and Wick: no way between them is known"),
        ((BELTON, MARSH, WICK), 0.0, "Marsh and Wick: no way between them is known"),
        ((BELTON, MARSH, WICK), np.inf, "Marsh and Wick: no way between them is known"),
    ],
)
def test_a_pair_that_the_provider_has_no_figure_for_is_given_none(known, reach_minutes, expected):
    roads = supplied({(BELTON, MARSH): 9.0, (BELTON, WICK): 12.0}, known, reach_minutes)
    assert faults(rules(cap_minutes=20), (BELTON, MARSH, WICK), schools=county().travelling_by(roads)) == [("cap", expected)]


def test_a_figure_given_by_hand_or_by_a_barrier_stands_where_the_provider_has_none():
    roads = supplied({(BELTON, MARSH): 9.0, (BELTON, WICK): 12.0}, (BELTON, MARSH, WICK), 40.0)
    given = PairTravel(urn_a=MARSH, urn_b=WICK, minutes=25)
    line = Barrier(name="Estuary", points=((507500.0, 0.0), (507500.0, 400000.0)), minutes=33)
    for ruled, minutes in ((rules(cap_minutes=20, overrides=(given,)), 25), (rules(cap_minutes=20, barriers=(line,)), 33)):
        sentence = f"Marsh and Wick: {minutes} min apart, travel limit 20 min"
        found = faults(ruled, (MARSH, WICK), schools=county().travelling_by(roads))
        assert found == [("cap", sentence)]
