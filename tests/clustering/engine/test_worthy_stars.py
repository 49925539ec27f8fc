"""Worthy stars against trying every set of blocks: the best of each lead, and all that are worth an amount."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.filling import Axis, Limits
from wolds.clustering.engine.stars import Stars
from wolds.clustering.engine.worthy_stars import WorthyStars

PLENTY = 10**9
MOST_BLOCKS = 8


def nothing() -> None:
    """Nobody stops these searches."""


def blocks_of(sizes, rolls):
    """Blocks that know nothing but schools and pupils."""
    m = len(sizes)
    nodes = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
    table = np.full((m, max(sizes)), sum(sizes))
    for block, own in enumerate(nodes):
        table[block, : len(own)] = own
    plain = np.zeros(m, dtype=bool)
    return Blocks(
        of_node=np.repeat(np.arange(m), sizes),
        table=table,
        size=np.array(sizes, dtype=np.int64),
        roll=np.array(rolls, dtype=np.int64),
        placed=np.array(sizes, dtype=np.int64),
        church=plain,
        community=plain,
        size_exempt=plain,
        anchor=np.full(m, -1),
        sound=~plain,
        alike=np.zeros((m, 0), dtype=np.int64),
        apart=np.zeros(0, dtype=np.int64),
    )


def stars_of(blocks, joining):
    """One lead for each block that is named, with the blocks that may join it."""
    homes = sorted(joining)
    entries = [block for home in homes for block in joining[home]]
    start = np.concatenate([[0], np.cumsum([len(joining[home]) for home in homes])]).astype(np.int64)
    return Stars(
        lead=np.array([blocks.nodes(home)[0] for home in homes], dtype=np.int64),
        home=np.array(homes, dtype=np.int64),
        home_km=np.zeros(len(homes)),
        start=start,
        block=np.array(entries, dtype=np.int64),
        km=np.zeros(len(entries)),
    )


class Case:
    """Stars with the worth of each entry, and what trying every set of blocks says of them.

    Worths are whole numbers, so that sums are exact.
    """

    def __init__(self, sizes, rolls, joining, worth_of, limits, apart=()):
        self.sizes, self.rolls, self.joining, self.worth_of = sizes, rolls, joining, worth_of
        self.limits, self.apart = limits, {frozenset(pair) for pair in apart}
        self.homes = sorted(joining)
        blocks = blocks_of(sizes, rolls)
        meet = np.ones((len(sizes), len(sizes)), dtype=bool)
        for one, other in apart:
            meet[one, other] = meet[other, one] = False
        worth = np.array([float(worth_of[home, block]) for home in self.homes for block in joining[home]])
        meeting = meet if apart else None
        self.stars = WorthyStars.of(stars_of(blocks, joining), worth, limits, blocks, meeting)

    def choices(self, home):
        """Every choice of blocks that may join a lead, with its worth."""
        for count in range(len(self.joining[home]) + 1):
            for chosen in combinations(sorted(self.joining[home]), count):
                yield chosen, sum(self.worth_of[home, block] for block in chosen)

    def size_of(self, home, chosen):
        return self.sizes[home] + sum(self.sizes[block] for block in chosen)

    def roll_of(self, home, chosen):
        return self.rolls[home] + sum(self.rolls[block] for block in chosen)

    def keeps(self, home, chosen):
        """Whether a star keeps floor and ceiling of size and the floor of pupils."""
        size, roll = self.size_of(home, chosen), self.roll_of(home, chosen)
        return self.limits.size.least <= size <= self.limits.size.top and roll >= self.limits.roll.least

    def meets(self, home, chosen):
        """Whether all blocks of a star may meet each other."""
        return not any(frozenset(pair) in self.apart for pair in combinations((home, *chosen), 2))


@st.composite
def cases(draw, with_apart=False, single=False):
    """Small worlds of blocks, most of one school; each lead has some of the others as its entries."""
    m = draw(st.integers(1, MOST_BLOCKS))
    sizes = [1] * m if single else draw(st.lists(st.sampled_from([1, 1, 1, 2, 3]), min_size=m, max_size=m))
    rolls = draw(st.lists(st.integers(0, 9), min_size=m, max_size=m))
    homes = draw(st.sets(st.integers(0, m - 1), min_size=1))
    joining = {home: draw(st.permutations([b for b in range(m) if b != home and draw(st.booleans())])) for home in homes}
    worth_of = {(home, block): draw(st.integers(-4, 6)) for home in sorted(homes) for block in joining[home]}
    least = draw(st.integers(1, 4))
    size = Axis(least, least + draw(st.integers(0, 3)), False)
    floor = draw(st.integers(0, 25))
    apart = ()
    if with_apart and m > 1:
        pair = st.lists(st.integers(0, m - 1), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
        apart = draw(st.sets(pair, max_size=5))
    return Case(sizes, rolls, joining, worth_of, Limits(size, Axis(floor, floor, True)), sorted(apart))


@settings(deadline=None, max_examples=300)
@given(case=cases(single=True))
def test_the_best_star_of_schools_is_worth_what_the_best_of_all_sets_of_that_size_is(case):
    best = case.stars.best()
    for row, home in enumerate(case.homes):
        worths = [w for chosen, w in case.choices(home) if case.limits.size.ends(np.array(case.size_of(home, chosen)))]
        assert best.worth[row] == max(worths, default=-np.inf)


@settings(deadline=None, max_examples=300)
@given(case=cases())
def test_no_star_that_keeps_the_limits_is_worth_more_than_the_best(case):
    best = case.stars.best()
    for row, home in enumerate(case.homes):
        for chosen, worth in case.choices(home):
            if case.keeps(home, chosen):
                assert worth <= best.worth[row]


@settings(deadline=None, max_examples=300)
@given(case=cases())
def test_the_members_of_the_best_star_are_worth_what_is_said_and_keep_the_limits_where_it_is_said(case):
    best = case.stars.best()
    rows = np.flatnonzero(best.worth > -np.inf)
    for row, members in zip(rows.tolist(), case.stars.members(rows, best), strict=True):
        home = case.homes[row]
        assert members.tolist() == sorted(set(members.tolist()))
        assert home in members
        chosen = tuple(block for block in members.tolist() if block != home)
        assert set(chosen) <= set(case.joining[home])
        assert best.worth[row] == sum(case.worth_of[home, block] for block in chosen)
        assert best.kept[row] == case.keeps(home, chosen)


@settings(deadline=None, max_examples=400)
@given(case=cases(with_apart=True), floor=st.integers(-6, 14), data=st.data())
def test_just_the_stars_worth_an_amount_are_found_that_keep_limits_and_may_meet(case, floor, data):
    rows = data.draw(st.sets(st.integers(0, len(case.homes) - 1)), label="rows")
    asked = np.array(sorted(rows), dtype=np.int64)
    levels = case.stars.worth_at_least(asked, np.full(len(asked), float(floor)), PLENTY, nothing)
    assert levels is not None
    found = [(case.homes[of], *sets[1:]) for grown in levels for of, sets in zip(grown.of, grown.sets.tolist(), strict=True)]
    assert all(grown.sets[place, 0] == case.homes[grown.of[place]] for grown in levels for place in range(len(grown)))
    normal = [(home, tuple(sorted(chosen))) for home, *chosen in found]
    assert len(normal) == len(set(normal)), "a star twice"
    wanted = {
        (home, chosen)
        for home in (case.homes[row] for row in asked.tolist())
        for chosen, worth in case.choices(home)
        if worth >= floor and case.keeps(home, chosen) and case.meets(home, chosen)
    }
    assert set(normal) == wanted


@settings(deadline=None, max_examples=200)
@given(case=cases(with_apart=True), floor=st.integers(-6, 14))
def test_what_is_said_of_each_star_found_is_so(case, floor):
    rows = np.arange(len(case.homes))
    for grown in case.stars.worth_at_least(rows, np.full(len(rows), float(floor)), PLENTY, nothing) or ():
        for place in range(len(grown)):
            home, *chosen = grown.sets[place].tolist()
            assert grown.size[place] == case.size_of(home, chosen)
            assert grown.roll[place] == case.roll_of(home, chosen)
            assert grown.worth[place] == sum(case.worth_of[home, block] for block in chosen)


@settings(deadline=None, max_examples=200)
@given(case=cases(with_apart=True), floor=st.integers(-6, 14), most=st.integers(0, 40))
def test_a_search_gives_all_stars_or_says_that_they_are_too_many(case, floor, most):
    rows = np.arange(len(case.homes))
    least = np.full(len(rows), float(floor))
    everything, some = (case.stars.worth_at_least(rows, least, count, nothing) for count in (PLENTY, most))
    count = sum(map(len, everything))
    if some is None:
        return
    assert sum(map(len, some)) == count <= most


def test_a_search_for_more_stars_than_are_wanted_is_given_up():
    """Fifteen schools that are all worth the same make thousands of stars of four to six."""
    m = 16
    joining = {0: list(range(1, m))}
    worth_of = dict.fromkeys([(0, block) for block in range(1, m)], 1)
    case = Case([1] * m, [50] * m, joining, worth_of, Limits(Axis(4, 6, False), Axis(0, 0, True)))
    rows, least = np.array([0]), np.array([3.0])
    assert case.stars.worth_at_least(rows, least, 2_000, nothing) is None
    found = case.stars.worth_at_least(rows, least, PLENTY, nothing)
    assert sum(map(len, found)) == 455 + 1365 + 3003


def test_a_search_asks_between_levels_whether_to_go_on():
    class Enough(Exception):
        pass

    def stop():
        raise Enough

    case = Case([1, 1, 1], [5, 5, 5], {0: [1, 2]}, {(0, 1): 1, (0, 2): 1}, Limits(Axis(1, 3, False), Axis(0, 0, True)))
    with pytest.raises(Enough):
        case.stars.worth_at_least(np.array([0]), np.array([0.0]), PLENTY, stop)


def test_a_school_that_nobody_may_join_stands_alone_where_the_rules_let_it():
    lonely = {0: [], 1: []}
    alone = Case([1, 2], [5, 5], lonely, {}, Limits(Axis(1, 3, False), Axis(0, 0, True))).stars.best()
    assert (alone.worth.tolist(), alone.kept.tolist()) == ([0.0, 0.0], [True, True])
    short = Case([1, 2], [5, 5], lonely, {}, Limits(Axis(2, 3, False), Axis(0, 0, True))).stars.best()
    assert (short.worth.tolist(), short.kept.tolist()) == ([-np.inf, 0.0], [False, True])


def test_worth_and_size_say_enough_only_where_size_has_a_ceiling_and_pupils_none():
    some, none = Axis(2, 6, False), Axis(150, 150, True)
    assert WorthyStars.serve(Limits(some, none))
    assert not WorthyStars.serve(Limits(none, none))
    assert not WorthyStars.serve(Limits(some, some))
