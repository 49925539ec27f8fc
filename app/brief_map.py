"""The map of a few schools as a vector picture (SVG), through the painter layers of the window's own map.

QtGui is loaded when a map is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.reporting.brief import Subject
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

WIDTH_MM: Final = 170.0
_PIXELS_PER_MM: Final = 96 / 25.4


def subject_map(subject: Subject, height_mm: float) -> bytes:
    """The schools of a brief as SVG of the width of a page, numbered as in its table: nothing else of the plan is on it."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgGenerator

    from wolds.app.drawing import start_drawing

    start_drawing()
    width, height = round(WIDTH_MM * _PIXELS_PER_MM), round(height_mm * _PIXELS_PER_MM)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QSvgGenerator()
    paper.setOutputDevice(buffer)
    paper.setSize(QSize(width, height))
    paper.setViewBox(QRectF(0, 0, width, height))
    paper.setResolution(96)
    painter = QPainter(paper)
    try:
        _paint(subject, painter, QRectF(0, 0, width, height))
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _paint(subject: Subject, painter: QPainter, rect: QRectF) -> None:
    from wolds.app.ground import outlines_for
    from wolds.widgets.map import Layer, print_map
    from wolds.widgets.map.basemap import built_in_base_map
    from wolds.widgets.map.layers import SHOWN_AT_FIRST
    from wolds.widgets.map.school_numbers import box_of_schools, print_school_numbers

    schools, standing, plan = _only_theirs(subject)
    rows = schools.positions(facts.urn for facts in subject.facts)
    east, north = schools.easting[rows], schools.northing[rows]
    box = box_of_schools(east, north)
    print_map(
        painter,
        rect,
        schools,
        standing,
        plan,
        Scoreboard.of(schools, standing, plan),
        base=built_in_base_map(),
        outlines=outlines_for(schools, plan.eligibility.la_codes),
        box=box,
        legend=False,
        shown=SHOWN_AT_FIRST - {Layer.LABELS},
    )
    print_school_numbers(painter, rect, box, east, north, [str(number) for number in range(1, len(rows) + 1)])


def _only_theirs(subject: Subject) -> tuple[Schools, Standing, Plan]:
    """The schools of the brief alone, in one cluster."""
    context, members = subject.context, tuple(sorted(facts.urn for facts in subject.facts))
    kept = np.isin(context.schools.urn, members)
    standing = Standing(context.standing.role[kept], context.standing.reason[kept])
    plan = plan_with({"C001": Cluster("C001", 1, subject.name, members, 0)}, context.plan)
    return context.schools.subset(kept), standing, plan
