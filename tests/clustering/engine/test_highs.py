"""Integer programmes: what HiGHS says is checked against its own solution."""

from dataclasses import replace

import numpy as np
import pytest

from wolds.clustering.engine import highs
from wolds.clustering.engine.clock import Clock
from wolds.clustering.engine.highs import INFINITY, Manner, Model, solve_integer
from wolds.geo.progress import Unwatched

COVER = Model(  # the cheaper of two clusters, one of which must be taken
    cost=np.array([3.0, 2.0]),
    top=np.ones(2),
    lower=np.ones(1),
    upper=np.array([INFINITY]),
    start=np.array([0, 1, 2], dtype=np.int32),
    index=np.array([0, 0], dtype=np.int32),
    value=np.ones(2),
)


@pytest.mark.parametrize("manner", [Manner(), Manner(presolve=False), Manner(guesses=False)])
def test_the_cheapest_choice_is_found_in_any_manner(manner):
    answer = solve_integer(COVER, Clock(Unwatched()), 0, np.array([1.0, 0.0]), manner)
    assert answer.x.tolist() == [0.0, 1.0]
    assert (answer.value, answer.bound) == (2.0, 2.0)


def test_a_value_that_is_not_that_of_the_solution_is_not_believed(monkeypatch):
    honest, asked = highs._answer, []

    def faulty_at_first(solver, columns):
        asked.append(columns)
        answer = honest(solver, columns)
        return replace(answer, value=answer.value + 12.0, bound=answer.bound + 12.0) if len(asked) == 1 else answer

    monkeypatch.setattr(highs, "_answer", faulty_at_first)
    answer = solve_integer(COVER, Clock(Unwatched()), 0, np.array([1.0, 0.0]))
    assert len(asked) == 2
    assert (answer.x.tolist(), answer.value, answer.bound) == ([0.0, 1.0], 2.0, 2.0)
