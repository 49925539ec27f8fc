"""A small map of a plan on which what differs from another plan stands out."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools
from wolds.widgets.map.basemap import built_in_base_map
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.shapes import paint_hulls, paint_spokes
from wolds.widgets.map.style import style_for
from wolds.widgets.theme import colours_of

_SHOWN = frozenset((Layer.HULLS, Layer.BARRIERS, Layer.UNPLACED))
_VEIL = 165  # of 255: what is the same stays in sight, faintly
_SHAPE = 0.95  # height to width
_PENS = 2  # strokes laid upon each other


class SmallMap(QWidget):
    """Draws with the painter layers of the large map, once for each size and theme, when it is told to.

    Maps that stand side by side are drawn one after the other, so that none keeps the window from answering.
    """

    drawing_wanted = Signal()  # there is no drawing, or none of this size and theme: `prepare` makes one

    def __init__(
        self, schools: Schools, standing: Standing, plan: Plan, scoreboard: Scoreboard, moved: frozenset[int] = frozenset()
    ) -> None:
        super().__init__()
        self._schools, self._standing, self._plan, self._scoreboard = schools, standing, plan, scoreboard
        self._content: MapContent | None = None
        self._moved = moved
        self._changed = {plan.cluster_of[urn] for urn in moved if urn in plan.cluster_of}
        self._drawn: tuple[object, QPixmap] | None = None
        self.setMinimumWidth(200)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Maps side by side are of one shape, whatever stands below them."""
        return round(width * _SHAPE)

    def sizeHint(self) -> QSize:
        """As wide as a card."""
        return QSize(260, round(260 * _SHAPE))

    @property
    def _wanted(self) -> object:
        return self.size(), self.devicePixelRatioF(), colours_of(self.palette()).is_dark

    @property
    def is_ready(self) -> bool:
        """Whether there is a drawing of this size and theme."""
        return self._drawn is not None and self._drawn[0] == self._wanted

    def prepare(self) -> None:
        """Make the drawing, where there is none of this size and theme: some hundredths of a second for a country."""
        if not self.is_ready:
            self._drawn = (self._wanted, self._draw(colours_of(self.palette()).is_dark))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the drawing; one of another size is stretched until the next is ready."""
        with QPainter(self) as painter:
            if self._drawn is None:
                painter.fillRect(self.rect(), QColor(style_for(colours_of(self.palette()).is_dark).land))
            else:
                painter.drawPixmap(self.rect(), self._drawn[1])
        if not self.is_ready:
            self.drawing_wanted.emit()

    def _draw(self, dark: bool) -> QPixmap:
        content, ratio = self._filled(), self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        drawing = MapPainter(content, style_for(dark), _SHOWN, ratio)
        camera = Camera.fitting(content.everything(), self.width(), self.height(), margin=12)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing.paint_still(painter, camera)
            if self._moved:
                self._stress(painter, drawing, camera)
        return picture

    def _filled(self) -> MapContent:
        if self._content is None:
            self._content = MapContent(built_in_base_map())
            self._content.show_schools(self._schools, self._standing)
            self._content.show_plan(self._plan, self._scoreboard)
        return self._content

    def _stress(self, painter: QPainter, drawing: MapPainter, camera: Camera) -> None:
        """Veil the whole and draw what differs upon it."""
        veil = QColor(drawing.style.land)
        veil.setAlpha(_VEIL)
        painter.fillRect(QRectF(0, 0, camera.width, camera.height), veil)
        groups = [group for key, group in drawing.content.groups.items() if key in self._changed]
        paint = paint_spokes if drawing.content.by_lead else paint_hulls
        for _ in range(_PENS):
            paint(painter, camera, groups, drawing.style)
        marks = drawing.content.marks
        if marks is not None:
            rows = drawing.rows_in_sight(marks, camera)
            moved = rows[np.isin(marks.urn[rows], list(self._moved))]
            drawing.paint_symbols(painter, camera, moved, marks.keys[moved])
