from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.clustering.colouring import COLOURS, colour_for, colours_for, neighbours_of
from wolds.clustering.plan import Cluster
from wolds.geo.schools import Schools


def _schools(points: list[tuple[float, float]]) -> Schools:
    easting, northing = zip(*points, strict=True)
    columns = {"urn": range(1, len(points) + 1), "easting": easting, "northing": northing}
    return Schools.from_frame(pd.DataFrame(columns))


def _scattered(groups: int, seed: int) -> tuple[Schools, list[tuple[int, ...]]]:
    rng = np.random.default_rng(seed)
    centres = rng.integers(0, 100_000, (groups, 1, 2))
    points = (centres + rng.integers(-3_000, 3_000, (groups, 4, 2))).reshape(-1, 2)
    return _schools([(x, y) for x, y in points.tolist()]), [tuple(range(4 * n + 1, 4 * n + 5)) for n in range(groups)]


@settings(max_examples=40, deadline=None)
@given(groups=st.integers(1, 60), seed=st.integers(0, 10_000))
def test_neighbours_never_share_a_colour(groups: int, seed: int) -> None:
    schools, clusters = _scattered(groups, seed)
    colours = colours_for(schools, clusters)
    assert set(colours) <= set(range(COLOURS))
    for cluster, near in enumerate(neighbours_of(schools, clusters)):
        assert all(colours[cluster] != colours[other] for other in near)


def test_the_same_clusters_get_the_same_colours() -> None:
    schools, clusters = _scattered(40, 1)
    assert colours_for(schools, clusters) == colours_for(schools, clusters)


def test_colours_that_must_stay_do_and_the_others_differ_from_them() -> None:
    schools, clusters = _scattered(20, 2)
    near = neighbours_of(schools, clusters)
    fixed = {0: 5, 1: 5}
    colours = colours_for(schools, clusters, fixed)
    assert colours[:2] == (5, 5)
    assert all(colours[other] != 5 for other in (near[0] | near[1]) - {0, 1})


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)],  # on a line
        [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0)],  # on one spot
        [(0, 0), (0, 0), (5, 5), (5, 5), (5, 5)],
        [(0, 0), (1, 0), (0, 1), (float("nan"), float("nan")), (1, 1)],
    ],
)
def test_awkward_points_are_coloured_too(points: list[tuple[float, float]]) -> None:
    colours = colours_for(_schools(points), [(1,), (2,), (3,), (4,), (5,)])
    assert colours[0] != colours[1]


def test_no_clusters_need_no_colours() -> None:
    assert colours_for(_schools([(0, 0)]), []) == ()


def test_one_new_cluster_takes_a_colour_that_is_not_used_nearby() -> None:
    schools = _schools([(1_000.0 * n, 0) for n in range(9)] + [(100.0, 100.0)])
    clusters = [Cluster(f"C{n}", n, "", (n + 1,), n % COLOURS) for n in range(9)]
    assert colour_for(schools, (10,), clusters) == 7  # all eight are used; 7 lies farthest away
    assert colour_for(schools, (10,), clusters[:3]) == 3
    assert colour_for(schools, (10,), []) == 0
