"""Where else a school could be, and what that costs the whole plan: against trying every cluster in turn."""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType

import pytest

from helpers.counties import open_primaries
from independent.brute import best_plan, cluster_cost_km, feasible_clusters
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.exploring import next_best, why_here
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import FederationExemption, Rules
from wolds.geo.errors import Cancelled, InputError

FIRST = 100001
PAIRS = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)


def context(points_km, rules=PAIRS, groups=(), locked=(), **columns):
    """Open primaries at points in km, those of each group in a cluster."""
    schools = open_primaries([(1000 * x, 1000 * y) for x, y in points_km], **columns)
    made = {
        f"C00{n}": Cluster(f"C00{n}", n, f"Cluster {n}", tuple(FIRST + k for k in group), 0, locked=n in locked)
        for n, group in enumerate(groups, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


SQUARE = [(0, 0), (1, 0), (0, 2), (1, 2)]


def test_each_other_cluster_comes_with_what_it_costs_the_whole_plan():
    found = next_best(context(SQUARE, groups=[(0, 1), (2, 3)]), FIRST, 5)
    assert [elsewhere.members for elsewhere in found.clusters] == [(FIRST, FIRST + 2), (FIRST, FIRST + 3)]
    # Two pairs of 1 km cost 4; two of 2 km cost 8; two diagonals cost 2 x 2 x root 5.
    assert [elsewhere.effect.cost_km for elsewhere in found.clusters] == pytest.approx([4, 4 * 5**0.5 - 4])
    assert found.every


def test_who_would_lose_a_place_is_told():
    found = next_best(context([*SQUARE, (4, 2)], groups=[(0, 1), (2, 3)]), FIRST + 3, 4)
    by_partner = {elsewhere.members: elsewhere for elsewhere in found.clusters}
    lost = by_partner[(FIRST + 3, FIRST + 4)].effect.lost
    assert lost == (FIRST + 2,)
    assert "School 3 loses its place" in by_partner[(FIRST + 3, FIRST + 4)].sentence


def test_a_school_of_a_locked_cluster_has_nowhere_else_to_go():
    asked = context(SQUARE, groups=[(0, 1), (2, 3)], locked=[1])
    assert next_best(asked, FIRST).clusters == ()
    assert "locked" in " ".join(why_here(asked, FIRST).reasons)


def test_clusters_with_schools_locked_elsewhere_are_among_the_next_best():
    asked = context(SQUARE, PAIRS.model_copy(update={"size_max": 3}), groups=[(0, 1), (2, 3)])
    asked = replace(asked, plan=replace(asked.plan, school_locks=MappingProxyType({FIRST + 2: "C002", FIRST + 3: "C002"})))
    members = [elsewhere.members for elsewhere in next_best(asked, FIRST, 9).clusters]
    assert (FIRST, FIRST + 2, FIRST + 3) in members
    assert not any({FIRST + 2, FIRST + 3} & set(group) and not {FIRST + 2, FIRST + 3} <= set(group) for group in members)


def test_reasons_name_partners_roll_and_what_would_break_without_the_school():
    rules = Rules(cap_km=5, size_min=2, size_max=3, roll_min=100)
    asked = context([(0, 0), (1, 0), (20, 0)], rules, groups=[(0, 1)])
    answer = why_here(asked, FIRST)
    text = " ".join(answer.lines)
    assert "School 2 (1 km)" in text
    assert "120 pupils together" in text
    assert "Roll 60, floor 100" in text
    assert "no plan is better" in text


def test_reasons_name_the_federation_that_keeps_schools_together():
    columns = {"federation_code": ["F", "F", ""], "federation_name": ["Wold Federation", "Wold Federation", ""]}
    asked = context([(0, 0), (1, 0), (2, 0)], PAIRS.model_copy(update={"keep_federations": True}), [(0, 1)], **columns)
    assert "Wold Federation is kept together" in " ".join(why_here(asked, FIRST).reasons)
    assert next_best(asked, FIRST).clusters == ()


def test_a_federation_let_off_the_cap_may_take_in_a_further_school():
    columns = {"federation_code": ["F", "F", ""]}
    let_off = FederationExemption(federation="F", exempt="cap")
    rules = Rules(cap_km=5, size_min=2, size_max=3, roll_min=None, keep_federations=True, exemptions=(let_off,))
    asked = context([(0, 0), (8, 0), (4, 0)], rules, [(0, 1)], **columns)
    assert [found.members for found in next_best(asked, FIRST).clusters] == [(FIRST, FIRST + 1, FIRST + 2)]


def test_a_school_in_no_cluster_has_no_reasons_to_be_there():
    with pytest.raises(InputError, match="in no cluster"):
        why_here(context(SQUARE), FIRST)


def test_a_cancel_ends_the_search():
    class Stop:
        def tell(self, fraction, message=""):
            pass

        def should_stop(self):
            return True

    with pytest.raises(Cancelled):
        next_best(context(SQUARE), FIRST, watch=Stop())


def _every_cluster(world, urn):
    """Each cluster of a school with the worth of the best plan that has it: bare groups, unplaced, objective."""
    for group in feasible_clusters(world):
        cut = [anchor for anchor in world.anchors if anchor & group]
        if urn not in group or any(not anchor <= group for anchor in cut) or len(cut) > 1:
            continue
        rest = World(
            places=tuple(place for place in world.places if place.urn not in group),
            rules=world.rules,
            anchors=tuple(anchor for anchor in world.anchors if not anchor & group),
            locked_clusters=world.locked_clusters + 1,
            present=world.present,
        )
        if world.rules["max_clusters"] is not None and world.locked_clusters >= world.rules["max_clusters"]:
            continue
        best = best_plan(rest)
        if best is not None:
            yield (best[0], best[1], best[2] + cluster_cost_km(world, group)), tuple(sorted(group))


def test_the_next_best_are_the_next_best_of_all_on_random_worlds():
    compared = 0
    for seed in range(900, 945):
        world = random_world(seed, 7)
        asked = EditContext(*as_tables(world))
        problem = Asker(asked).problem()
        urn = int(problem.urn[random.Random(seed).randrange(len(problem))])
        found = next_best(asked, urn, 4)
        right = sorted((worth, group) for worth, group in _every_cluster(world, urn) if group != found.here)
        assert len(found.clusters) == min(4, len(right)), seed
        if not right:
            continue
        first = found.clusters[0].worth.objective_km - right[0][0][2]
        for mine, (worth, _) in zip(found.clusters, right, strict=False):
            assert (mine.worth.bare, mine.worth.unplaced) == worth[:2], seed
            assert mine.worth.objective_km - first == pytest.approx(worth[2], abs=1e-6), seed
            compared += 1
    assert compared > 30
