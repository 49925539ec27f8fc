"""Round figures for axes and ranges."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wolds.widgets.exploring.scale import figures_between, ticks

figures = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(figures, st.floats(0, 1e6).map(lambda value: round(value, 3)), st.booleans())
def test_ticks_reach_over_both_ends_in_even_steps_and_are_few(low, span, whole):
    high = low + span
    found = ticks(low, high, 4, whole)
    assert 2 <= len(found) <= 7
    assert found[0] <= low + 1e-6 * max(1, abs(low))
    assert found[-1] >= high - 1e-6 * max(1, abs(high))
    steps = [b - a for a, b in pairwise(found)]
    assert max(steps) - min(steps) < 1e-6 * max(1.0, max(steps))
    assert not whole or all(value == int(value) for value in found)


@given(st.integers(0, 500), st.integers(0, 59), st.sampled_from([1, 2, 5, 0.5, 0.1, 0.25]))
def test_a_range_holds_both_ends_and_nothing_drifts(start, count, step):
    stop = round(start + count * step, 6)
    found = figures_between(start, stop, step, 60)
    assert found is not None
    assert len(found) == count + 1
    assert (found[0], found[-1]) == (start, stop)
    assert figures_between(start, round(stop + step, 6), step, count + 1) is None
