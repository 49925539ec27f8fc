"""What a plan becomes for the engine: who takes part, who belongs together, who must not meet."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from wolds.clustering.build import build_problem
from wolds.clustering.costs import NodeTravel, exempt_from_cap
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Barrier, FederationExemption, Link, PairTravel, Rules, km_of_minutes
from wolds.clustering.travel import travel_of
from wolds.geo.schools import Schools

FIRST = 100001
WASH = Barrier(name="The Wash", points=((502500.0, 200000.0), (502500.0, 400000.0)))


def county(n=6, **columns):
    """Open primaries on a line, a kilometre from one to the next."""
    return open_primaries([(1000 * k, 0) for k in range(n)], **columns)


def urns(*places):
    return tuple(FIRST + place for place in places)


def problem_of(schools, plan):
    return build_problem(schools, standing_of(schools, plan.eligibility), plan)


def pairs(problem, array):
    return [tuple(int(problem.urn[node]) - FIRST for node in pair) for pair in array.tolist()]


def together(problem):
    groups = {}
    for urn, unit in zip(problem.urn.tolist(), problem.unit.tolist(), strict=True):
        groups.setdefault(unit, []).append(urn - FIRST)
    return [group for group in groups.values() if len(group) > 1]


def with_clusters(plan, *groups, locked=()):
    made = {f"C00{n}": Cluster(f"C00{n}", n, "", urns(*group), 0, locked=n in locked) for n, group in enumerate(groups, 1)}
    return plan_with(made, plan)


def locked(plan, **homes):
    return replace(plan, school_locks=MappingProxyType({FIRST + int(place[1:]): home for place, home in homes.items()}))


def test_schools_come_by_urn_whatever_the_order_of_rows():
    shuffled = county().frame.sample(frac=1, random_state=3)
    one, two = problem_of(county(), Plan()), problem_of(Schools.from_frame(shuffled), Plan())
    assert one.urn.tolist() == two.urn.tolist() == list(urns(*range(6)))
    assert one.easting_m.dtype == np.int64
    assert one.to_place.all()


def test_excluded_schools_stay_out_and_optional_ones_take_part():
    plan = Plan(eligibility=Eligibility(exclude=(Choice(urn=FIRST),), optional=(Choice(urn=FIRST + 1),)))
    problem = problem_of(county(), plan)
    assert problem.urn.tolist() == list(urns(1, 2, 3, 4, 5))
    assert problem.to_place.tolist() == [False, True, True, True, True]


def test_locked_clusters_leave_and_count():
    problem = problem_of(county(), with_clusters(Plan(), (0, 1), (2, 3), locked=(1,)))
    assert problem.urn.tolist() == list(urns(2, 3, 4, 5))
    assert problem.locked_clusters == 1
    assert pairs(problem, problem.present) == [(2, 3)]


def test_a_school_locked_out_leaves_and_one_locked_in_is_anchored():
    plan = locked(with_clusters(Plan(), (1, 2), (3, 4)), p0="", p1="C001", p2="C001", p3="C002")
    problem = problem_of(county(), plan)
    assert problem.urn.tolist() == list(urns(1, 2, 3, 4, 5))
    assert problem.anchor.tolist() == [0, 0, 1, -1, -1]


def test_an_excluded_school_that_is_locked_in_a_cluster_stays_as_an_optional_one():
    plan = replace(with_clusters(Plan(), (0, 1)), eligibility=Eligibility(exclude=(Choice(urn=FIRST), Choice(urn=FIRST + 2))))
    problem = problem_of(county(), locked(plan, p0="C001"))
    assert problem.urn.tolist() == list(urns(0, 1, 3, 4, 5))
    assert problem.to_place.tolist() == [False, True, True, True, True]
    assert problem.anchor.tolist() == [0, -1, -1, -1, -1]


FEDERATED = {"federation_code": ["F1", "F1", "", "F2", "F2", "F2"]}


def test_federations_are_contracted_only_where_they_are_kept_and_not_released():
    schools = county(**FEDERATED)
    assert together(problem_of(schools, Plan())) == []
    assert together(problem_of(schools, Plan(rules=Rules(keep_federations=True)))) == [[0, 1], [3, 4, 5]]
    release = (FederationExemption(federation="F2", exempt="release"),)
    assert together(problem_of(schools, Plan(rules=Rules(keep_federations=True, exemptions=release)))) == [[0, 1]]


def test_must_links_chain_with_federations_and_are_named_after_them():
    links = (Link(urn_a=FIRST + 1, urn_b=FIRST + 2), Link(urn_a=FIRST + 2, urn_b=FIRST + 3))
    plain = problem_of(county(), Plan(rules=Rules(must_link=links)))
    assert together(plain) == [[1, 2, 3]]
    assert plain.unit_rule.tolist() == ["", "must-link", "must-link", "must-link", "", ""]
    both = problem_of(county(**FEDERATED), Plan(rules=Rules(must_link=links[:1], keep_federations=True)))
    assert together(both) == [[0, 1, 2], [3, 4, 5]]
    assert set(both.unit_rule.tolist()) == {"federation"}


def test_a_federation_without_its_excluded_or_locked_out_members_keeps_the_rest_together():
    plan = Plan(rules=Rules(keep_federations=True), eligibility=Eligibility(exclude=(Choice(urn=FIRST + 4),)))
    assert together(problem_of(county(**FEDERATED), plan)) == [[0, 1], [3, 5]]
    problem = problem_of(county(**FEDERATED), locked(Plan(rules=Rules(keep_federations=True)), p0=""))
    assert together(problem) == [[3, 4, 5]]
    assert problem.unit_rule.tolist() == ["", "", *["federation"] * 3]


def test_locks_in_two_clusters_part_a_federation():
    plan = with_clusters(Plan(rules=Rules(keep_federations=True)), (3,), (4, 5))
    problem = problem_of(county(**FEDERATED), locked(plan, p3="C001", p4="C002", p5="C002"))
    assert together(problem) == [[0, 1], [4, 5]]


def test_exemptions_reach_the_schools_of_their_federation():
    exempt = (FederationExemption(federation="F1", exempt="cap"), FederationExemption(federation="F2", exempt="size"))
    problem = problem_of(county(**FEDERATED), Plan(rules=Rules(keep_federations=True, exemptions=exempt)))
    assert problem.cap_exempt.tolist() == [True, True, False, False, False, False]
    assert problem.size_exempt.tolist() == [False, False, False, True, True, True]


def test_two_exempted_federations_in_one_unit_are_let_off_pair_by_pair():
    exempt = tuple(FederationExemption(federation=key, exempt="cap") for key in ("F1", "F2"))
    rules = Rules(cap_km=0.5, keep_federations=True, exemptions=exempt, must_link=(Link(urn_a=FIRST + 1, urn_b=FIRST + 3),))
    problem = problem_of(county(**FEDERATED), Plan(rules=rules))
    travel = NodeTravel.of(problem)
    fits = [
        (i, j)
        for i in range(6)
        for j in range(i + 1, 6)
        if travel.within_cap(np.array([i]), np.array([j]))[0] or exempt_from_cap(problem, np.array([i]), np.array([j]))[0]
    ]
    assert fits == [(0, 1), (3, 4), (3, 5), (4, 5)]
    assert travel.km(np.array([3]), np.array([5]))[0] == 2.0


def test_keep_apart_pairs_and_relations_are_listed_once():
    rules = Rules(keep_apart=(Link(urn_a=FIRST + 3, urn_b=FIRST), Link(urn_a=FIRST, urn_b=FIRST + 3)))
    schools = county(**FEDERATED, trust_code=["T", "T", "T", "", "", ""])
    problem = problem_of(schools, Plan(rules=rules))
    assert pairs(problem, problem.apart) == [(0, 3)]
    assert problem.apart_rule.tolist() == ["keep-apart"]
    assert pairs(problem, problem.related) == [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)]


def test_only_pairs_within_the_cap_are_kept_apart_by_a_barrier():
    problem = problem_of(county(), Plan(rules=Rules(cap_km=2, barriers=(WASH,))))
    assert pairs(problem, problem.apart) == [(1, 3), (2, 3), (2, 4)]
    assert set(problem.apart_rule.tolist()) == {"barrier"}


def test_an_override_beats_a_barrier():
    known = (PairTravel(urn_a=FIRST + 3, urn_b=FIRST + 2, minutes=10),)
    problem = problem_of(county(), Plan(rules=Rules(cap_km=1, barriers=(WASH,), overrides=known)))
    assert pairs(problem, problem.apart) == []
    assert pairs(problem, problem.override) == [(2, 3)]
    assert problem.override_km.tolist() == [km_of_minutes(10)]
    assert problem.override_in_cap.tolist() == [False]


def test_a_barrier_with_minutes_gives_its_pairs_that_travel():
    slow = WASH.model_copy(update={"minutes": 30.0})
    problem = problem_of(county(), Plan(rules=Rules(cap_km=1, barriers=(slow,))))
    assert pairs(problem, problem.override) == [(2, 3)]
    assert not problem.override_in_cap.any()


# Whatever the rules: the problem's travel is the travel in force wherever two schools could share a cluster.

LINKS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1])
LINE = st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12)), min_size=2, max_size=3)


@st.composite
def rules_with_barriers(draw):
    lines = draw(st.lists(st.tuples(LINE, st.sampled_from([None, None, 3, 40])), min_size=1, max_size=2))
    barriers = [
        {"name": "x", "points": [(500000 + 1000 * x, 300000 + 1000 * y) for x, y in line], "minutes": minutes}
        for line, minutes in lines
    ]
    given = draw(st.lists(st.tuples(LINKS, st.sampled_from([1.0, 30.0])), max_size=2))
    exempt = draw(st.sampled_from([[], [{"federation": "F1", "exempt": "cap"}]]))
    return Rules.model_validate(
        {
            "cap_km": draw(st.sampled_from([2.0, 4.0, None])),
            "cap_rule": draw(st.sampled_from(["pairs", "lead"])),
            "barriers": barriers,
            "overrides": [{"urn_a": FIRST + a, "urn_b": FIRST + b, "km": km} for (a, b), km in given],
            "keep_federations": True,
            "exemptions": exempt,
        }
    )


@settings(max_examples=120, deadline=None)
@given(rules=rules_with_barriers(), points=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=7, max_size=7))
def test_the_problem_knows_every_barrier_that_matters(rules, points):
    places = {"easting": [500000 + 1000 * x for x, _ in points], "northing": [300000 + 1000 * y for _, y in points]}
    schools = county(7, federation_code=["F1", "F1", "F1", "", "", "", ""], **places)
    problem, travel = problem_of(schools, Plan(rules=rules)), travel_of(schools, rules)
    nodes, apart = NodeTravel.of(problem), {tuple(pair) for pair in problem.apart.tolist()}
    table = travel.among(schools.urn.tolist())
    exempt = np.zeros((7, 7), dtype=bool)
    exempt[:3, :3] = bool(rules.exemptions)
    fits = table.in_cap | exempt
    meet = fits if rules.cap_rule == "pairs" else (fits.astype(int) @ fits.astype(int)) > 0
    for i, j in zip(*np.nonzero(np.triu(meet | (table.barred & exempt), 1)), strict=True):
        one, two = np.array([i]), np.array([j])
        assert ((i, j) in apart) == bool(table.barred[i, j])
        if not table.barred[i, j]:
            assert nodes.km(one, two)[0] == table.km[i, j]
            assert nodes.within_cap(one, two)[0] == table.in_cap[i, j]


def test_namesakes_of_two_authorities_far_apart_are_not_kept_together() -> None:
    named = {"federation_name": "Woodlands", "la_code": ["845"] * 2 + ["860"] * 2}
    schools = county(4, easting=[500000, 501000, 300000, 301000], **named)
    plan = Plan(rules=Rules(keep_federations=True))
    assert together(problem_of(schools, plan)) == [[0, 1], [2, 3]]
    let_off = FederationExemption(federation="Woodlands (860)", exempt="release")
    plan = Plan(rules=Rules(keep_federations=True, exemptions=(let_off,)))
    assert together(problem_of(schools, plan)) == [[0, 1]]
