"""Sweeps: each row is the best plan at its figure, and what becomes of the present clusters."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.counties import open_primaries
from wolds.clustering.build import build_problem
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.engine import solve
from wolds.clustering.exploring import sweep
from wolds.clustering.exploring.sweeping import fallen
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.supplied import SuppliedTravel, TravelSource

FIRST = 100001
RULES = Rules(cap_km=5, size_min=2, size_max=3, roll_min=100)
LINE = [(0, 0), (4, 0), (10, 0), (17, 0)]


def context(points_km=LINE, rules=RULES, groups=(), locked=(), **columns):
    schools = open_primaries([(1000 * x, 1000 * y) for x, y in points_km], **columns)
    made = {
        f"C00{n}": Cluster(f"C00{n}", n, f"Cluster {n}", tuple(FIRST + k for k in group), 0, locked=n in locked)
        for n, group in enumerate(groups, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


def test_a_sweep_of_the_cap_places_ever_more():
    rows = sweep(context(), "cap_km", [3, 5, 6, 7])
    assert [(row.value, row.placed, row.unplaced, row.clusters) for row in rows] == [
        *((3, 0, 4, 0), (5, 2, 2, 1), (6, 2, 2, 1), (7, 4, 0, 2)),
    ]
    assert rows[3].travel_km == pytest.approx(2 * 4 + 2 * 7)
    assert all(row.proven for row in rows)


def test_each_row_is_the_engines_answer_at_its_figure():
    points = [(1.3 * (k % 5), 1.7 * (k // 5)) for k in range(15)]
    asked = context(points, Rules(cap_km=3, roll_min=200))
    for row in sweep(asked, "roll_min", [180, 200, 240, 300]):
        plan = Plan(rules=asked.plan.rules.model_copy(update={"roll_min": int(row.value)}))
        solution = solve(build_problem(asked.schools, asked.standing, plan))
        assert (row.unplaced, row.clusters) == (solution.unplaced, len(solution.clusters))
        assert row.cost_km == pytest.approx(solution.parts.cost_km)


def test_present_clusters_are_told_apart_as_allowed_and_kept():
    rows = sweep(context(groups=[(0, 1), (2, 3)]), "cap_km", [3, 5, 7])
    assert [row.still_allowed for row in rows] == [(), ("C001",), ("C001", "C002")]
    assert [row.kept for row in rows] == [(), ("C001",), ("C001", "C002")]
    assert {row.present for row in rows} == {2}


def test_without_clusters_the_best_plan_counts_as_present():
    (row,) = sweep(context(), "cap_km", [5])
    assert (row.present, row.kept) == (1, ("C001",))


def test_a_locked_cluster_counts_at_each_figure():
    rows = sweep(context(groups=[(2, 3)], locked=[1]), "cap_km", [3, 5])
    assert [(row.placed, row.clusters, row.kept) for row in rows] == [(2, 1, ("C001",)), (4, 2, ("C001",))]


def test_fewer_pupils_let_clusters_fall_below_the_floor():
    rows = sweep(context(roll=[55.0, 55.0, 60.0, 60.0]), "fall", [0, 5, 10, 20])
    assert [row.placed for row in rows] == [2, 2, 0, 0]


def test_a_fall_in_roll_rounds_halves_down_and_leaves_a_pupil_and_the_unknown():
    schools = open_primaries([(0, 0)] * 4, roll=[45.0, 100.0, 1.0, np.nan])
    assert fallen(schools, 10).roll.tolist()[:3] == [40.0, 90.0, 1.0]
    assert np.isnan(fallen(schools, 10).roll[3])
    assert schools.roll[0] == 45


def test_a_cap_in_minutes_takes_the_place_of_one_in_km():
    (row,) = sweep(context(), "cap_minutes", [7])
    assert row.placed == 2


@pytest.mark.parametrize(
    ("what", "value"), [("size_max", 1), ("size_max", 2.5), ("fall", 100), ("cap_km", -1), ("objective", 1), ("roll_min", -5)]
)
def test_figures_that_cannot_be_are_refused_before_anything_is_solved(what, value):
    rows = []
    with pytest.raises(InputError):
        sweep(context(), what, [3, value], on_row=rows.append)
    assert rows == []


def test_a_cancel_keeps_the_rows_that_were_told():
    class AfterTwo:
        def should_stop(self):
            return len(rows) == 2

        def tell(self, fraction, message=""):
            pass

    rows = []
    with pytest.raises(Cancelled):
        sweep(context(groups=[(0, 1)]), "cap_km", [3, 4, 5, 6], AfterTwo(), on_row=rows.append)
    assert [row.value for row in rows] == [3, 4]


def test_progress_goes_up_and_names_the_figure():
    told = []

    class Watching:
        def should_stop(self):
            return False

        def tell(self, fraction, message=""):
            told.append((fraction, message))

    sweep(context(), "cap_km", [3, 4], Watching())
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
    assert any("4 km" in message for _, message in told)


def test_the_same_sweep_gives_the_same_rows():
    points = [(1.3 * (k % 5), 1.7 * (k // 5)) for k in range(15)]
    assert sweep(context(points), "cap_km", [2, 3, 4]) == sweep(context(points), "cap_km", [2, 3, 4])


def test_a_fall_in_roll_leaves_travel_by_road_in_force():
    schools = context().schools
    urns = schools.urn
    ways = SuppliedTravel.of(
        np.array([(urns[0], urns[1])]), np.array([1_000.0]), np.array([2.0]), TravelSource("roads", "OSM", "by road"), urns
    )
    assert fallen(schools.travelling_by(ways), 10).supplied is ways
