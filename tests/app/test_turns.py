"""Steps of the window: in order, none twice, and room for the window between two of them."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QTimer

from wolds.app.window.turns import Turns


@pytest.fixture
def turns(qtbot) -> Turns:
    return Turns()


def test_steps_are_taken_in_order_and_not_before_their_turn(turns, qtbot):
    taken: list[int] = []
    for number in range(4):
        turns.take(partial(taken.append, number), in_turn=True)
    assert taken == []
    qtbot.waitUntil(lambda: turns.is_done)
    assert taken == [0, 1, 2, 3]


def test_the_window_hears_what_happens_between_two_steps(turns, qtbot):
    taken: list[str] = []
    turns.take(lambda: QTimer.singleShot(0, partial(taken.append, "a key")), in_turn=True)
    for number in range(3):
        turns.take(partial(taken.append, f"step {number}"), in_turn=True)
    qtbot.waitUntil(lambda: turns.is_done)
    assert taken.index("a key") < taken.index("step 1")


def test_what_made_the_steps_due_is_painted_before_the_first_of_them(turns, qtbot):
    taken: list[str] = []
    turns.take(partial(taken.append, "step"), in_turn=True)
    QTimer.singleShot(0, partial(taken.append, "painted"))
    qtbot.waitUntil(lambda: len(taken) == 2)
    assert taken == ["painted", "step"]


def test_what_must_be_done_at_once_comes_after_what_was_waiting(turns):
    taken: list[str] = []
    turns.take(partial(taken.append, "waiting"), in_turn=True)
    turns.take(partial(taken.append, "at once"), in_turn=False)
    assert taken == ["waiting", "at once"]


def test_finishing_takes_every_step_once_those_too_that_a_step_asks_for(turns, qtbot):
    taken: list[str] = []

    def first() -> None:
        taken.append("first")
        turns.take(partial(taken.append, "asked for"), in_turn=True)

    turns.take(first, in_turn=True)
    turns.finish()
    assert taken == ["first", "asked for"]
    qtbot.waitUntil(lambda: turns.is_done)
    assert taken == ["first", "asked for"]
