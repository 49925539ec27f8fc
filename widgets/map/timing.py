"""How long a frame takes while the map is moved: for the benchmark page."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint

from wolds.geo.schools import FloatArray

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView

_STEP_PIXELS = 24


def measure_pan(view: MapView, frames: int = 120) -> FloatArray:
    """Milliseconds for each frame of a pan along a wide circle, 24 pixels a frame, shape (frames,). Each is painted in full."""
    view.viewport().repaint()
    taken = []
    for frame in range(frames):
        angle = 2 * math.pi * frame / max(frames, 1)
        start = time.perf_counter()
        view.pan_by(QPoint(round(_STEP_PIXELS * math.cos(angle)), round(_STEP_PIXELS * math.sin(angle))))
        view.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
    return np.array(taken)
