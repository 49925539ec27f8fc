"""What the rules make impossible, in sentences and with ways out."""

from __future__ import annotations

import pytest

from helpers.counties import open_primaries
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.impossible import impossible_combinations
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Barrier, FederationExemption, Link, Mix, PairTravel, Rules

BELTON, MARSH, WICK, THORPE = 100001, 100002, 100003, 100004
LOOSE = {"cap_km": None, "size_min": 1, "size_max": None, "roll_min": None}


def county(**columns):
    """Belton and Marsh are one federation; each school is 10 km from the next, on a line."""
    known = {
        "name": ["Belton", "Marsh", "Wick", "Thorpe"],
        "high_age": 11,
        "religious_character": "Does not apply",
        "federation_code": ["F1", "F1", "", ""],
        "federation_name": ["Belton and Marsh federation"] * 2 + [""] * 2,
    }
    return open_primaries([(10_000 * k, 0) for k in range(4)], **(known | columns))


def found(schools=None, eligibility=None, **given):
    schools = schools or county()
    standing = standing_of(schools, eligibility or Eligibility())
    return impossible_combinations(schools, standing, Rules(**(LOOSE | given)))


def sentences(*args, **given):
    return [(item.kind, item.sentence) for item in found(*args, **given)]


def test_a_federation_beyond_the_cap_is_told_in_the_words_of_the_cap():
    far = (PairTravel(urn_a=BELTON, urn_b=MARSH, minutes=31),)
    assert sentences(keep_federations=True, cap_minutes=20, overrides=far) == [
        ("cap", "Belton and Marsh federation: 31 min apart, travel limit 20 min")
    ]
    assert sentences(keep_federations=True, cap_km=9) == [
        ("cap", "Belton and Marsh federation: 10 km apart, travel limit 9 km")
    ]
    assert sentences(keep_federations=True, cap_km=10) == []
    assert sentences(cap_km=9) == []


def test_each_remedy_mends_what_it_is_offered_for():
    schools = county()
    for given in ({"cap_km": 9.0}, {"size_max": 1}, {"roll_max": 100}):
        rules = Rules(**(LOOSE | {"keep_federations": True} | given))
        standing = standing_of(schools, Eligibility())
        (item,) = impossible_combinations(schools, standing, rules)
        assert item.remedies
        for remedy in item.remedies:
            plan = Plan(rules=rules)
            mended = plan.apply(remedy.edit.change(EditContext(schools, standing, plan)))
            assert impossible_combinations(schools, standing, mended.rules) == ()


def test_remedies_offer_the_exemption_that_fits():
    exempt = [remedy.exemption.exempt for remedy in found(keep_federations=True, cap_km=9)[0].remedies]
    assert exempt == ["cap", "release"]
    exempt = [remedy.exemption.exempt for remedy in found(keep_federations=True, size_max=1)[0].remedies]
    assert exempt == ["size", "release"]


@pytest.mark.parametrize(
    ("given", "kind", "sentence"),
    [
        ({"size_max": 1}, "size", "Belton and Marsh federation: 2 schools, at most 1"),
        ({"roll_max": 119}, "roll-max", "Belton and Marsh federation: Roll 120, ceiling 119"),
        ({"keep_apart": (Link(urn_a=MARSH, urn_b=BELTON, reason="quarrel"),)}, "keep-apart",
         "Belton and Marsh federation: to be kept apart (quarrel)"),
        ({"barriers": (Barrier(name="The Wash", points=((505000.0, 0.0), (505000.0, 400000.0))),)}, "barrier",
         "Belton and Marsh federation: The Wash lies between them"),
    ],
)  # fmt: skip
def test_a_federation_that_breaks_a_rule_is_told(given, kind, sentence):
    assert sentences(keep_federations=True, **given) == [(kind, sentence)]
    assert sentences(keep_federations=False, **given) == []


def test_what_other_schools_could_mend_is_not_told():
    assert sentences(keep_federations=True, size_min=3, roll_min=150) == []
    mixed = county(religious_character=["None", "None", "Methodist", "None"])
    assert sentences(mixed, keep_federations=True, mix=Mix.REQUIRED) == []


def test_a_federation_of_church_and_community_schools_is_told_where_mixing_is_forbidden():
    mixed = county(religious_character=["None", "Methodist", "None", "None"])
    assert sentences(mixed, keep_federations=True, mix=Mix.FORBIDDEN) == [
        ("mix", "Belton and Marsh federation: Church with community: Marsh with Belton")
    ]


def test_a_chain_of_must_links_is_judged_as_a_whole():
    chain = (Link(urn_a=MARSH, urn_b=WICK), Link(urn_a=WICK, urn_b=THORPE))
    assert sentences(must_link=chain, cap_km=10) == [
        ("cap", "Marsh and Wick and Wick and Thorpe: Marsh and Thorpe: 20 km apart, travel limit 10 km")
    ]
    assert [remedy.text for remedy in found(must_link=chain, cap_km=10)[0].remedies] == [
        "Take back the must-link of Marsh and Wick",
        "Take back the must-link of Wick and Thorpe",
    ]


def test_a_pair_both_linked_and_kept_apart_is_told_with_both_ways_out():
    pair = (Link(urn_a=WICK, urn_b=THORPE),)
    (item,) = found(must_link=pair, keep_apart=pair)
    assert (item.kind, item.sentence) == ("keep-apart", "Wick and Thorpe: to be kept apart")
    assert [remedy.text for remedy in item.remedies] == [
        "Take back the must-link of Wick and Thorpe",
        "Take back the keep-apart",
    ]


def test_under_the_lead_rule_a_school_between_them_may_hold_a_pair_together():
    pair = (Link(urn_a=BELTON, urn_b=WICK),)
    assert sentences(must_link=pair, cap_km=10, cap_rule="lead") == []
    assert sentences(must_link=pair, cap_km=10) == [("cap", "Belton and Wick: 20 km apart, travel limit 10 km")]
    without_marsh = Eligibility(exclude=(Choice(urn=MARSH),))
    assert [kind for kind, _ in sentences(eligibility=without_marsh, must_link=pair, cap_km=10, cap_rule="lead")] == ["cap"]
    by_ferry = (PairTravel(urn_a=BELTON, urn_b=THORPE, km=1),)
    assert sentences(eligibility=without_marsh, must_link=pair, cap_km=10, cap_rule="lead", overrides=by_ferry) == []


def test_an_exempted_or_released_federation_is_not_told():
    for exempt in ("cap", "release"):
        given = (FederationExemption(federation="F1", exempt=exempt),)
        assert sentences(keep_federations=True, cap_km=9, exemptions=given) == []


@pytest.mark.parametrize(
    ("given", "kind", "sentence"),
    [
        ({"mix": Mix.REQUIRED}, "mix", "Each group needs a church school, and none takes part"),
        ({"roll_max": 50, "size_min": 1}, "roll-max", "A group may have 50 pupils, and the smallest school has 60"),
        ({"roll_max": 119, "size_min": 2}, "roll-max", "A group may have 119 pupils, and the 2 smallest schools have 120"),
        ({"roll_min": 121, "size_max": 2}, "roll-min", "A group needs 121 pupils, and the 2 largest schools have 120"),
        ({"roll_min": 241}, "roll-min", "A group needs 241 pupils, and all schools together have 240"),
        ({"size_min": 5}, "size", "A group needs 5 schools, and 4 take part"),
        ({"size_max": 3, "max_clusters": 1}, "max-clusters", "At most 1 x 3 schools: 3 of 4 schools can be placed"),
    ],
)
def test_a_limit_that_nobody_can_meet_is_told(given, kind, sentence):
    assert (kind, sentence) in sentences(**given)


def test_schools_larger_than_the_ceiling_are_named():
    assert ("roll-max", "Wick: roll 300, ceiling 200") in sentences(county(roll=[60, 60, 300, 60]), roll_max=200)


def test_rules_that_can_be_met_give_nothing():
    assert sentences(keep_federations=True, cap_km=30, size_max=4, roll_min=240, roll_max=240, max_clusters=1) == []
