"""A vast register is painted part by part: the window answers in between, and the picture is the same in the end."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from wolds.clustering.edits import MoveSchools, RecolourCluster
from wolds.widgets.map import Layer, content


def pixels(view) -> np.ndarray:
    image = view.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).astype(int)


def alike(one, other) -> bool:
    """Whether two pictures are the same but for the rounding of soft edges where a part ends."""
    return bool(np.abs(one - other).max() <= 4)


@pytest.fixture
def vast(view, monkeypatch):
    """The tiny county on a map that takes it for a vast one."""
    view.set_layer(Layer.LABELS, False)
    view.set_layer(Layer.PLACES, False)
    view.grab()
    monkeypatch.setattr(content, "_VAST", 3)
    return view


def painted(view, qtbot) -> np.ndarray:
    view.refresh()
    qtbot.waitUntil(lambda: view.is_painted, timeout=5_000)
    return pixels(view)


def painted_at_once(view, monkeypatch) -> np.ndarray:
    monkeypatch.setattr(content, "_VAST", 5_000)
    view._sheet.forget()
    return pixels(view)


def test_the_picture_is_the_one_that_is_painted_at_once(vast, qtbot, do, monkeypatch):
    _, plan, scoreboard = do(MoveSchools((900003,), "C002"))
    old = pixels(vast)
    vast.show_plan(plan, scoreboard)
    assert not vast.is_painted
    made = painted(vast, qtbot)
    assert not alike(made, old)
    assert alike(made, painted_at_once(vast, monkeypatch))


def test_the_old_picture_stays_until_the_new_one_is_whole(vast, do):
    before = pixels(vast)
    _, plan, scoreboard = do(MoveSchools((900001, 900002), None))
    vast.show_plan(plan, scoreboard)
    assert alike(before, pixels(vast))
    assert not vast._sheet.paint_next()
    assert alike(before, pixels(vast))


def test_an_edit_while_the_picture_is_made_is_in_it(vast, qtbot, county, do, monkeypatch):
    vast.show_plan(county.plan, county.scoreboard)
    pixels(vast)
    for _ in range(3):
        assert not vast._sheet.paint_next()
    change, plan, scoreboard = do(RecolourCluster("C001", 5))
    vast.apply_change(change, plan, scoreboard)
    assert alike(painted(vast, qtbot), painted_at_once(vast, monkeypatch))


@pytest.mark.parametrize("step", [QPoint(30, 20), QPoint(400, -300), QPoint(3_000, 0)])
def test_a_pan_while_the_picture_is_made_ends_in_the_right_one(vast, qtbot, county, monkeypatch, step):
    vast.show_plan(county.plan, county.scoreboard)
    pixels(vast)
    vast._sheet.paint_next()
    vast.pan_by(step)
    assert alike(painted(vast, qtbot), painted_at_once(vast, monkeypatch))


def test_a_zoom_shows_the_old_picture_stretched_and_then_a_sharp_one(vast, qtbot, monkeypatch):
    vast.zoom_by(2.0)
    assert not vast.is_painted
    pixels(vast)
    assert not vast._sheet.is_making, "nothing is made while the wheel still turns"
    assert alike(painted(vast, qtbot), painted_at_once(vast, monkeypatch))
