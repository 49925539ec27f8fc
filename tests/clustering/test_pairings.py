"""Church and community schools paired: against the engine, against trying everything, and with the reason for who is left."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from helpers.neighbours import around
from wolds.app.export.pairings import pairings_csv, pairings_document
from wolds.clustering.build import build_problem
from wolds.clustering.edits import EditContext
from wolds.clustering.engine import solve
from wolds.clustering.models import Model
from wolds.clustering.pairings import best_pairings
from wolds.clustering.partners import Reach
from wolds.clustering.plan import Plan
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict
from wolds.clustering.policy.views import church_without_church, isolated_by_policy
from wolds.clustering.rules import Barrier, Link, Mix, Rules
from wolds.geo.errors import InputError
from wolds.geo.supplied import SuppliedTravel, TravelSource

CHURCH, NONE = "Church of England", "None"


def county(seed: int, count: int, width_m: int = 30_000):
    dice = np.random.default_rng(seed)
    points = [tuple(point) for point in np.rint(dice.uniform(0, width_m, (count, 2))).tolist()]
    characters = dice.choice([CHURCH, NONE, "Unknown", "Jewish"], count, p=[0.4, 0.45, 0.1, 0.05]).tolist()
    return around(points, religious_character=characters)


@pytest.mark.parametrize("seed", range(12))
def test_no_pairing_makes_more_pairs_and_none_with_as_many_travels_less(seed: int) -> None:
    context = county(seed, 11, 16_000)
    found = best_pairings(context, Reach(km=7), DEFAULT_POLICY)
    assert (len(found.pairs), round(found.total_km, 6)) == tried_all(context, 7.0)


def tried_all(context, cap_km: float) -> tuple[int, float]:
    """The most pairs and their least travel, by trying every way to seat the fewer at the more."""
    places = {kind: [(e, n) for e, n, c in rows(context) if c == kind] for kind in ("church", "community")}
    few, many = sorted(places.values(), key=len)
    best = (0, 0.0)
    for seats in permutations([*many, *[None] * len(few)], len(few)):
        apart = [np.hypot(a[0] - b[0], a[1] - b[1]) / 1000 for a, b in zip(few, seats, strict=True) if b is not None]
        reached = [km for km in apart if km <= cap_km]
        if (-len(reached), round(sum(reached), 6)) < (-best[0], best[1]):
            best = (len(reached), round(sum(reached), 6))
    return best


def rows(context):
    schools = context.schools
    return zip(schools.easting.tolist(), schools.northing.tolist(), schools.character.tolist(), strict=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_engine_finds_the_same_with_pairs_that_must_mix(seed: int) -> None:
    context = county(seed, 60)
    rules = Rules(cap_km=9, size_min=2, size_max=2, roll_min=None, mix=Mix.REQUIRED)
    solution = solve(build_problem(context.schools, context.standing, Plan(rules=rules)))
    found = best_pairings(context, Reach(km=9), DEFAULT_POLICY)
    assert solution.proven
    assert len(found.pairs) == len(solution.clusters)
    assert found.total_km == pytest.approx(solution.parts.travel_km / 2)


def test_each_school_stands_in_one_pair_at_most_and_everybody_is_accounted_for() -> None:
    context = county(5, 80)
    found = best_pairings(context, Reach(km=9), DEFAULT_POLICY)
    paired = [urn for pair in found.pairs for urn in (pair.church.urn, pair.community.urn)]
    left = [one.school.urn for one in found.unmatched]
    assert len(paired) == len(set(paired))
    assert sorted([*paired, *left, *found.neither]) == context.schools.urn.tolist()
    assert all(pair.church.is_church and pair.km <= 9 for pair in found.pairs)


def test_each_school_left_is_told_why() -> None:
    rules = Rules(
        keep_apart=(Link(urn_a=100_004, urn_b=100_005, reason="a quarrel"),),
        barriers=(Barrier(name="Wash", points=((560_000.0, 299_000.0), (560_000.0, 301_000.0))),),
    )
    points = [(0, 0), (1000, 0), (2000, 0), (30_000, 0), (31_000, 0), (59_500, 0), (60_500, 0), (90_000, 0)]
    context = around(points, rules, religious_character=[CHURCH, NONE, CHURCH, CHURCH, NONE, CHURCH, NONE, CHURCH])
    found = best_pairings(context, Reach(km=5), DEFAULT_POLICY)
    said = {one.school.urn: (one.code, one.sentence) for one in found.unmatched}
    assert [(pair.church.urn, pair.community.urn) for pair in found.pairs] in ([(100_001, 100_002)], [(100_003, 100_002)])
    codes = {urn: code for urn, (code, _) in said.items()}
    assert sorted(codes.values()) == ["competition", "kept-apart", "kept-apart", "kept-apart", "kept-apart", "no-neighbour"]
    assert codes[100_008] == "no-neighbour"
    assert next(text for code, text in said.values() if code == "competition").startswith("Each community school")


def test_what_table_or_law_forbids_is_no_pair_and_says_so() -> None:
    types = ["Voluntary controlled school", "Academy converter"]
    context = around([(0, 0), (1000, 0)], religious_character=[CHURCH, NONE], type_name=types)
    assert len(best_pairings(context, Reach(km=5), DEFAULT_POLICY, Model.SOFT_FEDERATION).pairs) == 1
    found = best_pairings(context, Reach(km=5), DEFAULT_POLICY, Model.HARD_FEDERATION)
    assert [one.code for one in found.unmatched] == ["policy", "policy"]
    strict = Policy(rows=(PolicyRow(character="church", company="mixed", informal=Verdict.FORBIDDEN),))
    assert best_pairings(context, Reach(km=5), strict).pairs == ()


def test_one_diocese_is_found_by_part_of_its_name_and_blanks_are_counted() -> None:
    dioceses = ["Diocese of Ely", "", "Diocese of Lincoln", ""]
    context = around(
        [(0, 0), (1000, 0), (2000, 0), (3000, 0)], religious_character=[CHURCH, NONE, CHURCH, CHURCH], diocese=dioceses
    )
    found = best_pairings(context, Reach(km=5), DEFAULT_POLICY, dioceses=["ely"])
    assert (found.dioceses, [pair.church.urn for pair in found.pairs]) == (("Diocese of Ely",), [100_001])
    assert found.diocese_blank == 1
    for name, says in (("Leeds", "not in the register"), ("diocese", "could be")):
        with pytest.raises(InputError, match=says):
            best_pairings(context, Reach(km=5), DEFAULT_POLICY, dioceses=[name])
    with pytest.raises(InputError, match="names no dioceses"):
        best_pairings(around([(0, 0)]), Reach(km=5), DEFAULT_POLICY, dioceses=["Ely"])


def test_schools_that_cannot_take_part_for_want_of_a_roll_or_a_point_are_counted() -> None:
    context = around([(0, 0), (1000, 0), (2000, 0)], religious_character=[CHURCH, NONE, CHURCH], roll=[50, 50, np.nan])
    found = best_pairings(context, Reach(km=5), DEFAULT_POLICY)
    assert found.unmeasured == 1
    assert "1 school without a point or a known roll: cannot take part, not paired." in found.notes


def test_a_church_school_with_only_community_schools_near_is_listed() -> None:
    points = [(0, 0), (3000, 0), (4000, 0), (50_000, 0), (51_000, 0), (52_000, 0), (99_000, 0)]
    context = around(points, religious_character=[CHURCH, NONE, NONE, CHURCH, CHURCH, NONE, CHURCH])
    (alone,) = church_without_church(context, Reach(km=5))
    assert (alone.urn, alone.in_reach, alone.nearest, alone.nearest_km) == (100_001, 2, 100_002, pytest.approx(3))


def test_policy_isolates_a_school_that_distance_does_not() -> None:
    context = around([(0, 0), (1000, 0), (90_000, 0)], religious_character=[CHURCH, NONE, CHURCH])
    strict = Policy(
        rows=(
            PolicyRow(character="church", company="mixed", informal=Verdict.FORBIDDEN, reason="no"),
            PolicyRow(informal=Verdict.ALLOWED),
        )
    )
    assert isolated_by_policy(context, DEFAULT_POLICY, Model.INFORMAL, Reach(km=5)) == ()
    listed = isolated_by_policy(context, strict, Model.INFORMAL, Reach(km=5))
    assert [one.urn for one in listed] == [100_001, 100_002]
    assert "School 2, 1 km (about 2 min) away" in listed[0].sentence
    needs = isolated_by_policy(context, DEFAULT_POLICY, Model.HARD_FEDERATION, Reach(km=5), Verdict.APPROVAL)
    assert [one.urn for one in needs] == [100_001, 100_002]
    apart = around([(0, 0), (1000, 0)], Rules(mix=Mix.FORBIDDEN), religious_character=[CHURCH, NONE])
    assert len(isolated_by_policy(apart, DEFAULT_POLICY, Model.INFORMAL, Reach(km=5))) == 2


def test_by_road_every_number_of_a_pairing_says_so_and_no_straight_km_stands_in_its_place() -> None:
    context = around([(0, 0), (1000, 0)], religious_character=[CHURCH, NONE])
    urns, source = context.schools.urn, TravelSource("roads", "OSM July 2022", "by road")
    ways = SuppliedTravel.of(urns.reshape(1, 2), np.array([9_000.0]), np.array([12.0]), source, urns)
    context = EditContext(context.schools.travelling_by(ways), context.standing, context.plan)
    found = best_pairings(context, Reach(minutes=20), DEFAULT_POLICY)
    assert found.reach.words == "20 min by road, OSM July 2022"
    assert "12.0" in pairings_csv(found).decode("utf-8-sig").splitlines()[1].split(",")
    (pair,) = pairings_document(context, DEFAULT_POLICY, found, (), ())["pairs"]
    assert (pair["km"], pair["minutes"], pair["travel_measure"]) == (None, 12.0, "min by road, OSM July 2022")
