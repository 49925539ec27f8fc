from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.readings import place_of_reading

MAP = QRectF(0, 0, 560, 435)


@pytest.mark.parametrize("at", [(0, 0), (272, 140), (280, 434), (559, 434), (559, 0), (-80, -90), (700, 600)])
def test_a_reading_lies_whole_on_the_map_wherever_the_pointer_is(at):
    """Beyond the left edge the first digit of a distance was cut off."""
    camera = Camera(0, 0, 1, MAP.width(), MAP.height())
    assert MAP.contains(place_of_reading(QPointF(*at), QSizeF(300, 24), camera))
