"""Wherever travel is told of schools that a barrier keeps apart, it is told how many pairs it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.neighbours import around, clustered
from wolds.clustering.edits import MoveSchools
from wolds.clustering.exploring.sweeping import sweep
from wolds.clustering.metrics import Scoreboard, impact_of
from wolds.clustering.partners import what_if
from wolds.clustering.reporting.ways import Ways
from wolds.clustering.rules import Barrier, Rules

FIRST = 100_001
WASH = Barrier(name="The Wash", points=((501_500.0, 290_000.0), (501_500.0, 310_000.0)))
RULES = Rules(cap_km=None, size_min=1, size_max=None, roll_min=None, barriers=(WASH,))


@pytest.fixture
def context():
    """School 1 and School 2 west of the Wash, School 3 and School 4 east of it, a kilometre from each to the next."""
    return around([(1000.0 * x, 0.0) for x in range(4)], RULES)


def test_what_a_move_would_do_says_how_many_pairs_it_parts(context):
    before = clustered(context, (FIRST, FIRST + 1), (FIRST + 2, FIRST + 3))
    board = Scoreboard.of(before.schools, before.standing, before.plan)
    change = MoveSchools((FIRST + 2,), "C001").change(before)
    said = impact_of(board, before.plan, change)
    assert "pairs kept apart by a barrier 0 → 2" in said
    assert "longest pair" not in said.partition("; Partnership 2")[0]  # 1 km before and after: nobody can take 2 km
    assert "breaks: " in said


def test_a_group_as_a_what_if_leaves_them_out_and_says_so(context):
    found = what_if(context, [FIRST, FIRST + 1, FIRST + 2])
    assert (found.longest_km, found.longest_pair, found.mean_km, found.parted) == (1.0, (FIRST, FIRST + 1), 1.0, 2)
    assert found.sentence.endswith("longest pair 1 km (about 2 min); 2 pairs kept apart by a barrier are not counted")
    alone = next(one for one in found.leaving if one.urn == FIRST + 1)
    assert alone.longest_km is None
    nobody = what_if(context, [FIRST, FIRST + 3])
    assert (nobody.longest_km, nobody.mean_km, nobody.parted) == (None, None, 1)
    assert nobody.sentence.endswith("longest pair none, as a barrier keeps them apart")


def test_papers_name_the_longest_way_that_there_is_and_what_it_leaves_out(context):
    ways = Ways.of(context)
    assert ways.longest_words([FIRST, FIRST + 1, FIRST + 2]) == (
        "1 km (about 2 min); 2 pairs kept apart by a barrier are not counted"
    )
    assert ways.mean_words([FIRST, FIRST + 1, FIRST + 2]) == "1 km (about 2 min)"
    assert ways.longest_words([FIRST, FIRST + 3]) == "none: a barrier lies between"
    assert ways.mean_words([FIRST, FIRST + 3]) == ""
    assert ways.longest_words([FIRST, FIRST + 1]) == "1 km (about 2 min)"


def test_a_sweep_counts_those_of_a_locked_cluster(context):
    held = clustered(context, (FIRST, FIRST + 1, FIRST + 2))
    locked = replace(held.plan.clusters["C001"], locked=True)
    plan = replace(held.plan, clusters=dict(held.plan.clusters) | {"C001": locked})
    (row,) = sweep(replace(held, plan=plan), "size_min", [1.0])
    assert row.pairs_kept_apart == 2
    assert row.mean_km == 1.0
