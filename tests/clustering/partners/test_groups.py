"""What-if groups, and the best groups of each size against trying them all."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from wolds.clustering.models import Model
from wolds.clustering.partners import Reach, best_groups, possible_partners, what_if
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.rules import Link, Rules
from wolds.geo.errors import InputError

HOME = 100_001


def view(group, model: Model):
    return next(one for one in group.models if one.model == model)


def test_a_group_adds_up_and_names_its_longest_pair(around) -> None:
    group = what_if(around([(0, 0), (3000, 0), (0, 4000)], roll=[60, 50, 40]), (HOME, 100_003, 100_002))
    assert group.urns == (100_001, 100_002, 100_003)
    assert (group.pupils, group.longest_pair) == (150, (100_002, 100_003))
    assert group.longest_km == pytest.approx(5)
    assert group.mean_km == pytest.approx(4)


def test_an_unknown_roll_is_counted_as_unknown_not_as_none(around) -> None:
    group = what_if(around([(0, 0), (3000, 0)], roll=[60, math.nan]), (HOME, 100_002))
    assert (group.pupils, group.roll_unknown) == (60, (100_002,))
    assert "60 pupils and 1 school of unknown roll" in group.sentence
    assert not any("few for" in question for model in group.models for question in model.questions)


def test_unknown_travel_stays_unknown(around) -> None:
    group = what_if(around([(0, 0), (math.nan, math.nan)]), (HOME, 100_002))
    assert group.longest_km is None
    assert "travel unknown" in group.sentence


def test_an_academy_and_a_maintained_school_share_no_governing_body(around) -> None:
    context = around([(0, 0), (1000, 0)], type_name=["Community school", "Academy converter"])
    group = what_if(context, (HOME, 100_002))
    assert not view(group, Model.HARD_FEDERATION).is_open
    assert "School 2 is an academy" in view(group, Model.HARD_FEDERATION).obstacles[0]
    assert all(one.is_open for one in group.models if one.model != Model.HARD_FEDERATION)
    assert "School 1 would first become an academy" in view(group, Model.TRUST).questions


def test_a_voluntary_aided_minority_raises_the_majority_question(around) -> None:
    group = what_if(around([(0, 0), (1000, 0)], type_name=["Voluntary aided school", "Community school"]), (HOME, 100_002))
    assert any("majority" in question for question in view(group, Model.HARD_FEDERATION).questions)
    both = what_if(around([(0, 0), (1000, 0)], type_name="Voluntary aided school"), (HOME, 100_002))
    assert not any("majority" in question for question in view(both, Model.HARD_FEDERATION).questions)


def test_a_small_roll_is_said_for_models_with_one_head_only(around) -> None:
    group = what_if(around([(0, 0), (1000, 0)], roll=[70, 79]), (HOME, 100_002))
    warned = {one.model for one in group.models if any("pay for one shared head" in said for said in one.questions)}
    assert warned == {Model.MANAGEMENT, Model.HARD_FEDERATION}
    enough = what_if(around([(0, 0), (1000, 0)], roll=[70, 80]), (HOME, 100_002))
    assert not any("pay for one shared head" in said for one in enough.models for said in one.questions)


def test_what_happens_if_one_leaves(around) -> None:
    group = what_if(around([(0, 0), (3000, 0), (9000, 0)], roll=[60, 60, 60]), (HOME, 100_002, 100_003))
    left = {leaving.urn: leaving for leaving in group.leaving}
    assert (left[100_003].pupils, left[100_003].longest_km) == (120, pytest.approx(3))
    assert "too few for one shared head" in left[100_003].sentence
    pair = what_if(around([(0, 0), (3000, 0)]), (HOME, 100_002))
    assert "no partnership any more" in pair.leaving[0].sentence


def test_stepping_out_of_a_federation_or_a_cluster_is_said(around) -> None:
    codes = {"federation_code": ["", "7", "7", ""], "federation_name": ["", "Fen Federation", "Fen Federation", ""]}
    context = around([(0, 0), (1000, 0), (2000, 0), (3000, 0)], **codes)
    clusters = {"C001": Cluster("C001", 1, "East partnership", (HOME, 100_004), 0)}
    group = what_if(replace(context, plan=plan_with(clusters, context.plan)), (HOME, 100_002))
    assert group.commitments == (
        "School 2 would step out of Fen Federation, which leaves School 3",
        "School 1 would step out of East partnership of this plan, which leaves School 4",
    )


@pytest.mark.parametrize("urns", [(HOME,), (HOME, HOME), (HOME, 5)])
def test_a_group_of_one_or_of_strangers_is_refused(around, urns: tuple[int, ...]) -> None:
    with pytest.raises(InputError):
        what_if(around([(0, 0), (1000, 0)]), urns)


def by_hand(points: np.ndarray, rolls: np.ndarray, size: int, cap_m: float, floor: int) -> list[tuple[int, ...]]:
    """Every group of the first school, closest first, by trying them all."""
    km = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1)) / 1000
    found = []
    for others in combinations(range(1, len(points)), size - 1):
        group = (0, *others)
        pairs = [km[a, b] for a, b in combinations(group, 2)]
        if max(pairs) <= cap_m / 1000 and rolls[list(group)].sum() >= floor:
            found.append((round(sum(pairs), 6), tuple(HOME + place for place in group)))
    return [group for _, group in sorted(found)]


@pytest.mark.parametrize("seed", range(6))
def test_the_best_groups_are_those_that_trying_all_of_them_finds(around, seed: int) -> None:
    dice = np.random.default_rng(seed)
    points, rolls = np.rint(dice.uniform(0, 9000, (11, 2))), dice.integers(20, 90, 11)
    context = around([tuple(point) for point in points.tolist()], Rules(roll_min=150), roll=rolls)
    best = best_groups(context, possible_partners(context, HOME, Reach(km=8)), count=3)
    for found in best.by_size:
        expected = by_hand(points, rolls, found.size, 8000, 150)
        assert [group.urns for group in found.groups] == expected[:3]
        assert found.every == (len(expected) < 3)


def test_locked_schools_and_unknown_rolls_stay_out_of_the_groups(around) -> None:
    rules = Rules(roll_min=None)
    context = around([(0, 0), (1000, 0), (2000, 0), (3000, 0)], rules, roll=[60, math.nan, 60, 60])
    clusters = {"C001": Cluster("C001", 1, "Locked", (100_003,), 0, locked=True)}
    context = replace(context, plan=plan_with(clusters, context.plan))
    best = best_groups(context, possible_partners(context, HOME, Reach(km=10)))
    assert [group.urns for size in best.by_size for group in size.groups] == [(HOME, 100_004)]


def test_groups_keep_the_plan_s_rules(around) -> None:
    rules = Rules(roll_min=None, keep_apart=(Link(urn_a=HOME, urn_b=100_002),))
    context = around([(0, 0), (1000, 0), (2000, 0)], rules)
    best = best_groups(context, possible_partners(context, HOME, Reach(km=10)))
    assert [group.urns for size in best.by_size for group in size.groups] == [(HOME, 100_003)]
