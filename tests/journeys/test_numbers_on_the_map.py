"""A planner who looks at the whole county reads the number of every cluster."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from wolds.widgets.map.lettering import PAD, Kind, size_of


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_all_of_the_county_in_sight_shows_every_number_once_and_clear_of_the_others(make_window, planned, size):
    planner = make_window(*size)
    planner.take(planned)
    view = planner.window.views.map
    view.set_animated(False)
    view.setFocus()
    planner.press(Qt.Key.Key_Home)
    view.grab()
    pills = {}
    for label in view.live.labels:
        if label.wish.kind == Kind.CLUSTER:
            corner = view.camera.pixel(label.wish.x, label.wish.y) + QPointF(label.dx, label.dy)
            pills[label.wish.key] = QRectF(corner, size_of(label.wish.text, label.wish.kind)).adjusted(PAD, PAD, -PAD, -PAD)
    assert pills.keys() == planner.plan.clusters.keys()
    assert len(pills) == 45
    assert not [pair for pair in combinations(pills.values(), 2) if pair[0].intersects(pair[1])]
    assert all(QRectF(view.viewport().rect()).contains(pill) for pill in pills.values())
