"""Figures of many clusters at once: in everything the same as one by one, whatever the rules and whoever is in them."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.counties import open_primaries
from oracle.worlds import as_tables, random_world
from wolds.clustering.checks import CHECKS, Case, check_cluster
from wolds.clustering.cluster_figures import Judge
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.many_clusters import SUSPECTS, figures_of_all
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.one_cluster import figures_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource

NOBODY = 999_999


def with_gaps(dice, schools):
    """The same schools, a few of them without a point, a roll, a diocese or a local authority."""
    frame = schools.frame.copy()
    for column, blank in (("easting", np.nan), ("roll", np.nan), ("diocese", ""), ("la_code", "")):
        frame.loc[[dice.random() < 0.15 for _ in range(len(frame))], column] = blank
    frame["la_name"] = frame.la_code.map({"990": "North Fen"}).fillna("")
    return Schools.from_frame(frame)


def random_clusters(dice, urns):
    """Clusters of one to six schools, schools in several of them and URNs that no register has among them."""
    for number in range(1, 25):
        members = sorted(dice.sample([*urns, NOBODY], dice.randint(1, min(6, len(urns)))))
        lead = dice.choice([None, None, *members])
        yield Cluster(f"C{number:03}", number, "", tuple(members), 0, lead)


def judge_of(seed, dice):
    schools, standing, plan = as_tables(random_world(seed))
    if dice.random() < 0.7:
        schools = with_gaps(dice, schools)
        standing = standing_of(schools, plan.eligibility)
    if dice.random() < 0.3:
        schools = schools.travelling_by(some_travel(dice, schools.urn.tolist()))
    return Judge.of(schools, standing, plan.rules)


def some_travel(dice, urns):
    """Travel that a provider supplies for some of the pairs."""
    pairs = [pair for pair in itertools.combinations(urns, 2) if dice.random() < 0.7] or [(urns[0], NOBODY)]
    metres, minutes = (np.array([dice.choice([3000.0, 9.0, np.nan]) for _ in pairs]) for _ in range(2))
    return SuppliedTravel.of(np.array(pairs), metres, minutes, TravelSource("table", "", ""), urns, dice.choice([0.0, 4000.0]))


@given(st.integers(0, 1_000_000))
def test_all_at_once_gives_exactly_what_one_by_one_gives(seed):
    dice = random.Random(seed)
    judge = judge_of(seed, dice)
    clusters = list(random_clusters(dice, judge.schools.urn.tolist()))
    one_by_one = {cluster: figures_of(Case.of(judge.law, cluster)) for cluster in clusters}
    assert dict(figures_of_all(judge.law, clusters)) == one_by_one


@given(st.integers(0, 1_000_000))
def test_a_scoreboard_adds_up_what_its_clusters_come_to(seed):
    dice = random.Random(seed)
    judge = judge_of(seed, dice)
    urns = judge.schools.urn.tolist()
    dice.shuffle(urns)
    parts = [tuple(sorted(urns[at : at + 2])) for at in range(0, len(urns), 2)]
    plan = plan_with({f"C{n:03}": Cluster(f"C{n:03}", n, "", part, 0) for n, part in enumerate(parts, 1)})
    board = Scoreboard.by(judge, plan)
    roles = [judge.law.facts.role_of(urn) for part in parts for urn in part]
    assert (board.plan.placed, board.plan.optional_joined) == (roles.count(2), roles.count(1))
    assert board.plan.pupils_placed == sum(figures.pupils for figures in board.clusters.values())
    assert board.plan.cost_km == pytest.approx(sum(figures.cost_km for figures in board.clusters.values()), abs=1e-6)
    assert board.plan.longest_km == max(figures.longest_km for figures in board.clusters.values())
    assert len(board.violations) == board.plan.violations


def test_each_check_says_of_which_clusters_it_will_find_something():
    assert list(SUSPECTS) == list(CHECKS)


def test_clusters_of_a_plan_large_enough_to_be_judged_together_break_the_rules_they_break_alone():
    points = [(1000 * east, 1700 * north) for east in range(12) for north in range(5)]
    schools = open_primaries(points, roll=[20 + 7 * (k % 9) for k in range(60)])
    urns = schools.urn.tolist()
    rows = {f"C{n:03}": Cluster(f"C{n:03}", n, "", tuple(urns[at : at + 3]), 0) for n, at in enumerate(range(0, 60, 3), 1)}
    rules = Rules(cap_km=3.0, roll_min=120, size_min=2)
    board = Scoreboard.of(schools, standing_of(schools, Eligibility()), plan_with(rows, Plan(rules=rules)))
    alone = [fault for cluster in rows.values() for fault in check_cluster(Case.of(board.judge.law, cluster))]
    assert {fault.rule for fault in alone} == {"cap", "roll-min"}
    assert list(board.violations) == alone
