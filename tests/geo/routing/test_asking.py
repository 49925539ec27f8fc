"""Whatever an engine's limits, gaps and islands: every pair comes out that a look at all pairs one by one finds."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched
from wolds.geo.routing.asking import FAR_OFF_M, SIDE, Asking
from wolds.geo.routing.blocks import blocks_of
from wolds.geo.routing.router import Table, TooLarge, Unconnected


@dataclass
class Engine:
    """Points are known by their place; a way from i to j takes 100 i + j seconds, and ten times as many metres."""

    most: int
    off_road: frozenset[int] = frozenset()
    islands: tuple[int, ...] = ()
    fails_as_a_whole: bool = False
    off_m: float = 5.0
    tables: list[tuple[int, int]] = field(default_factory=list)

    def table(self, origins, destinations, watch):
        self.tables.append((len(origins), len(destinations)))
        if len(origins) * len(destinations) > self.most:
            raise TooLarge
        rows, columns = ([int(place) for place in side[:, 0]] for side in (origins, destinations))
        seconds = np.array([[self.seconds(i, j) for j in columns] for i in rows])
        if self.off_road & {*rows, *columns} or (self.fails_as_a_whole and np.isnan(seconds).any()):
            raise Unconnected
        return Table(seconds, seconds * 10, np.full(len(rows), self.off_m))

    def seconds(self, i, j):
        apart = self.islands and self.islands[i % len(self.islands)] != self.islands[j % len(self.islands)]
        return np.nan if apart else 100.0 * i + j


def answers(engine, points, reach_m):
    """Ways by both places, and who is not placed; places stand for degrees."""
    degrees = np.column_stack([np.arange(len(points)), np.zeros(len(points))]).astype(float)
    ways = Asking(engine, points, degrees, Unwatched()).ask(reach_m)
    pieces = zip(ways.ends, ways.seconds, strict=True)
    every = (one for ends, seconds in pieces for one in zip(ends.tolist(), seconds.tolist(), strict=True))
    found = {(i, j): time for (i, j), time in every if not np.isnan(time)}
    return found, ways.unplaced


def one_by_one(engine, points, reach_m):
    known = [place for place in range(len(points)) if place not in engine.off_road]
    near = ((i, j) for i, j in itertools.product(known, known) if np.hypot(*(points[i] - points[j])) <= reach_m)
    return {(i, j): engine.seconds(i, j) for i, j in near if not np.isnan(engine.seconds(i, j))}


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=16)
POINTS = PLACES.map(lambda xy: np.array(xy, dtype=float))
OFF_ROAD = st.frozensets(st.integers(0, 15), max_size=4)
ISLANDS = st.sampled_from([(), (0, 1), (0, 0, 1)])


@given(POINTS, st.integers(1, 400), OFF_ROAD, ISLANDS, st.booleans(), st.floats(0, 50))
def test_every_way_within_reach_is_found_whatever_the_engine_makes_of_tables(points, most, off_road, islands, whole, reach_m):
    engine = Engine(most, off_road & {*range(len(points))}, islands, whole)
    found, unplaced = answers(engine, points, reach_m)
    wanted = one_by_one(engine, points, reach_m)
    assert unplaced == engine.off_road
    within = {ends: time for ends, time in found.items() if np.hypot(*(points[ends[0]] - points[ends[1]])) <= reach_m}
    placed = {ends: time for ends, time in within.items() if not engine.off_road & {*ends}}
    assert placed == wanted


@given(POINTS, st.integers(1, 8), st.floats(0, 50))
def test_blocks_hold_every_near_pair_both_ways_and_none_is_larger_than_wanted(points, side, reach_m):
    blocks = blocks_of(points, reach_m, side)
    held = {pair for block in blocks for pair in itertools.product(block.origins.tolist(), block.destinations.tolist())}
    assert max(block.side for block in blocks) <= side
    for i, j in itertools.product(range(len(points)), repeat=2):
        if np.hypot(*(points[i] - points[j])) <= reach_m:
            assert (i, j) in held
    assert sum(block.cells for block in blocks) == len(held)  # nothing is asked for twice


def test_of_many_schools_a_few_without_a_road_cost_few_more_tables():
    dice = np.random.default_rng(1)
    points = dice.uniform(0, 100, (300, 2))
    plain, holed = Engine(SIDE * SIDE), Engine(SIDE * SIDE, frozenset({7, 150, 299}))
    answers(plain, points, 200)
    answers(holed, points, 200)
    assert len(plain.tables) <= 64
    assert len(holed.tables) < len(plain.tables) + 90


def test_a_school_moved_far_off_counts_as_without_a_road():
    _, unplaced = answers(Engine(2500, off_m=FAR_OFF_M + 1), np.zeros((3, 2)), 10)
    assert unplaced == {0, 1, 2}


def test_an_engine_that_answers_no_table_at_all_is_given_up():
    with pytest.raises(InputError, match="no table at all"):
        answers(Engine(0), np.zeros((3, 2)), 10)
