"""Possible partners: who is listed, how they are ranked, and what is said of them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.clustering.partners import Reach, Weights, possible_partners
from wolds.clustering.partners.weights import PARTS
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules
from wolds.geo.errors import InputError

HOME = 100_001


def urns(found) -> list[int]:
    return [partner.facts.urn for partner in found.partners]


def only(found, urn: int):
    return next(partner for partner in found.partners if partner.facts.urn == urn)


def test_the_reach_is_met_at_equality_and_not_a_metre_beyond(around) -> None:
    context = around([(0, 0), (8000, 0), (8001, 0)])
    assert urns(possible_partners(context, HOME, Reach(km=8))) == [100_002]


def test_twenty_minutes_are_the_contract_s_straight_km(around) -> None:
    inside = 20 / 60 * 48.2803 / 1.3 * 1000
    context = around([(0, 0), (math.floor(inside), 0), (math.ceil(inside), 0)])
    assert urns(possible_partners(context, HOME, Reach(minutes=20))) == [100_002]


def test_the_nearer_of_like_schools_comes_first_and_the_liker_of_near_ones(around) -> None:
    context = around([(0, 0), (4000, 0), (1000, 0), (1000, 1)], roll=[60, 60, 60, 300])
    assert urns(possible_partners(context, HOME, Reach(km=10))) == [100_003, 100_004, 100_002]


def test_weights_turn_the_order(around) -> None:
    context = around([(0, 0), (1000, 0), (9000, 0)], roll=[60, 400, 60])
    by_travel = possible_partners(context, HOME, Reach(km=10), Weights(travel=10))
    by_roll = possible_partners(context, HOME, Reach(km=10), Weights(travel=0.1, roll=10))
    assert urns(by_travel) == [100_002, 100_003]
    assert urns(by_roll) == [100_003, 100_002]


def test_the_score_is_the_weighted_mean_that_the_formula_says(around) -> None:
    context = around([(0, 0), (5000, 0)], roll=[60, 120], religious_character=["None", "Church of England"])
    partner = only(possible_partners(context, HOME, Reach(km=10)), 100_002)
    assert partner.parts == {"travel": 0.5, "relation": 0.0, "roll": 0.5, "ages": 1.0, "character": 0.0, "type": 1.0}
    assert partner.score == pytest.approx((3 * 0.5 + 0.5 + 1 + 1) / 8)
    assert partner.known_share == 1.0


def test_what_is_unknown_is_left_out_of_the_score_and_said_openly(around) -> None:
    context = around([(0, 0), (5000, 0)], roll=[60, math.nan], low_age=[4, math.nan], type_name=["Community school", ""])
    found = possible_partners(context, HOME, Reach(km=10))
    partner = only(found, 100_002)
    assert partner.facts.roll is None
    assert partner.unknown == ("roll", "ages", "type")
    assert partner.score == pytest.approx((3 * 0.5 + 0 + 1) / 5)
    assert partner.known_share == pytest.approx(5 / 8)
    assert "does not say its roll, ages and type" in partner.caveats[0]
    assert any("1 school of the list with something unknown" in note for note in found.notes)


def test_a_school_without_a_point_is_not_lost_but_named_as_unmeasured(around) -> None:
    context = around([(0, 0), (math.nan, math.nan), (1000, 0)])
    found = possible_partners(context, HOME, Reach(km=10))
    assert urns(found) == [100_003]
    assert found.unmeasured == (100_002,)


def test_closed_schools_and_other_phases_are_no_partners_and_blank_ones_are(around) -> None:
    context = around(
        [(0, 0), (1000, 0), (1000, 1), (1000, 2)],
        status=["Open", "Closed", "Open", ""],
        phase=["Primary", "Primary", "Secondary", ""],
    )
    assert urns(possible_partners(context, HOME, Reach(km=10))) == [100_004]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"status": ["Closed", "Open"]}, "not open"),
        ({"easting": [math.nan, 500_000]}, "no point"),
    ],
)
def test_a_school_that_cannot_look_for_partners_is_refused(around, columns, says: str) -> None:
    with pytest.raises(InputError, match=says):
        possible_partners(around([(0, 0), (1000, 0)], **columns), HOME, Reach(km=10))


def test_an_infant_and_a_junior_school_suit_each_other(around) -> None:
    partner = only(possible_partners(around([(0, 0), (300, 0)], low_age=[4, 7], high_age=[7, 11]), HOME, Reach(km=10)), 100_002)
    assert partner.parts["ages"] == 1.0
    assert "pupils go on from one to the other" in partner.why
    assert not partner.caveats


def test_a_nursery_is_no_unlikeness(around) -> None:
    partner = only(possible_partners(around([(0, 0), (300, 0)], low_age=[2, 5]), HOME, Reach(km=10)), 100_002)
    assert partner.parts["ages"] == 1.0
    assert not any("ages" in caveat for caveat in partner.caveats)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"type_name": ["Community school", "Academy converter"]}, "not share one governing body"),
        ({"type_name": ["Voluntary aided school", "Community school"]}, "majority of governors"),
        ({"religious_character": ["None", "Church of England"], "diocese": ["", "Diocese of Ely"]}, "speak to Diocese of Ely"),
        ({"religious_character": ["Roman Catholic", "Church of England"]}, "another church"),
        ({"religious_character": "Church of England", "diocese": ["Diocese of Ely", "Diocese of Lincoln"]}, "another diocese"),
        ({"la_code": ["925", "926"], "la_name": ["Fenshire", "Ashshire"]}, "another local authority (Ashshire)"),
        ({"roll": [50, 400]}, "8 times your pupils"),
        ({"high_age": [11, 9]}, "different ages"),
        ({"status": ["Open", "Open, but proposed to close"]}, "proposed to close"),
        ({"federation_code": ["", "7"], "federation_name": ["", "Fen Federation"]}, "already in Fen Federation"),
        ({"trust_code": ["", "9"], "trust_name": ["", "Wash Trust"]}, "already in Wash Trust"),
        ({"roll": [50, 0]}, "no pupils"),
    ],
)
def test_what_to_mind_is_said_in_plain_words(around, columns, says: str) -> None:
    partner = only(possible_partners(around([(0, 0), (1000, 0)], **columns), HOME, Reach(km=10)), 100_002)
    assert any(says in caveat for caveat in partner.caveats), partner.caveats


def test_a_federation_in_common_is_a_reason_and_no_caveat(around) -> None:
    context = around([(0, 0), (1000, 0)], federation_code="7", federation_name="Fen Federation")
    partner = only(possible_partners(context, HOME, Reach(km=10)), 100_002)
    assert partner.parts["relation"] == 1.0
    assert "both are in Fen Federation" in partner.why
    assert not partner.caveats


def test_the_plan_s_travel_barriers_and_clusters_count(around) -> None:
    rules = Rules(
        overrides=(PairTravel(urn_a=HOME, urn_b=100_002, minutes=90, reason="no bridge"),),
        barriers=(Barrier(name="Wash", points=((500_500.0, 300_500.0), (502_000.0, 300_500.0))),),
        keep_apart=(Link(urn_a=HOME, urn_b=100_004, reason="a quarrel"),),
    )
    context = around([(0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 2000)], rules)
    clusters = {"C001": Cluster("C001", 1, "Fen partnership", (100_004, 100_005), 0, locked=True)}
    context = replace(context, plan=plan_with(clusters, context.plan))
    found = possible_partners(context, HOME, Reach(km=10))
    assert urns(found) == [100_004, 100_005]
    assert found.cut_off == (100_002, 100_003)
    said = " ".join(only(found, 100_004).caveats)
    assert "keeps the two apart: a quarrel" in said
    assert "Fen partnership (locked) with School 5" in said


def test_travel_given_by_hand_can_bring_a_far_school_into_reach(around) -> None:
    rules = Rules(overrides=(PairTravel(urn_a=HOME, urn_b=100_002, minutes=12.5, reason="ferry"),))
    found = possible_partners(around([(0, 0), (40_000, 0)], rules), HOME, Reach(minutes=12.5))
    assert urns(found) == [100_002]
    assert found.partners[0].minutes == pytest.approx(12.5)


@pytest.mark.parametrize("reach", [{}, {"km": 5, "minutes": 5}, {"km": 0}, {"minutes": -1}, {"km": 201}, {"km": math.nan}])
def test_a_reach_that_cannot_be_is_refused(reach) -> None:
    with pytest.raises(InputError):
        Reach(**reach)


_share = st.floats(0, 1)


@given(st.dictionaries(st.sampled_from(list(PARTS)), st.one_of(st.none(), _share)), st.floats(0.01, 100), st.floats(1, 50))
def test_a_score_stays_between_its_least_and_greatest_part_and_only_ratios_matter(parts, travel: float, factor: float) -> None:
    weights = Weights(travel=travel)
    score, known = weights.score(parts)
    values = [value for value in parts.values() if value is not None]
    assert 0 <= known <= 1 + 1e-12
    if values:
        assert min(values) - 1e-9 <= score <= max(values) + 1e-9
    scaled = Weights.model_construct(**{part: weights.of(part) * factor for part in PARTS})
    assert scaled.score(parts) == pytest.approx((score, known))


def test_weights_that_rank_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing would be ranked"):
        Weights(**dict.fromkeys(PARTS, 0.0))
