"""A short flight from one camera to another, so that the eye keeps its bearings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from wolds.widgets.map.camera import Camera

_MILLISECONDS: Final = 320


class Flight(QVariantAnimation):
    """Moves the centre in step with the zoom, which runs in equal ratios."""

    def __init__(self, look: Callable[[float, float, float], None], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._start, self._goal = Camera(0, 0, 1, 1, 1), Camera(0, 0, 1, 1, 1)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setDuration(_MILLISECONDS)
        self.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.valueChanged.connect(self._step)

    def fly(self, start: Camera, goal: Camera) -> None:
        """Begin at one camera and end at the other."""
        self.stop()
        self._start, self._goal = start, goal
        self.start()

    def _step(self, value: Any) -> None:
        share = float(value)
        scale = self._start.scale * (self._goal.scale / self._start.scale) ** share
        (ax, ay), (bx, by) = self._start.centre, self._goal.centre
        span = self._goal.scale - self._start.scale
        moved = share if abs(span) < 1e-9 else (scale - self._start.scale) / span
        self._look(ax + (bx - ax) * moved, ay + (by - ay) * moved, scale)
