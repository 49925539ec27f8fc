"""Maps for the pages of a report, as SVG: the window's own painter layers, with scale bar, north arrow, legend and credits."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent, box_around
from wolds.widgets.map.labels import PlacedLabel
from wolds.widgets.map.layers import SHOWN_AT_FIRST, Layer
from wolds.widgets.map.legend import Entry, legend_entries, legend_size, paint_legend
from wolds.widgets.map.lettering import Kind, draw_text
from wolds.widgets.map.marks import HUES, RADII, Tint, zoom_of
from wolds.widgets.map.ornaments import credits_box, paint_backing, paint_credits, paint_scale_bar, scale_bar_box
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.plane import plane_per_metre
from wolds.widgets.map.style import NEUTRAL, MapStyle, map_font, style_for

_DOTS: Final = 96 / 25.4
"""Pixels to a mm of paper, as on a screen of 96 dpi."""
_COLUMNS: Final = 4
_LEAST_SPAN_M: Final = 5_000.0
_NORTH: Final = QSizeF(26, 38)
_AROUND: Final = ((1, -0.6), (-1, -0.6), (0, -1), (1, 0.6), (-1, 0.6), (0, 1), (1.6, 0), (-1.6, 0), (1.2, -1.6), (-1.2, 1.6))
"""Where a number may stand around its symbol, in steps of both their sizes, the best place first."""


@dataclass(frozen=True)
class Plate:
    """A map on paper: the size in mm, which cluster it is of ("" = the whole plan), and whether a legend stands on it.

    `numbered` are URNs that wear the numbers 1, 2, 3 ... in that order.
    """

    width_mm: float
    height_mm: float
    cluster: str = ""
    numbered: tuple[int, ...] = ()
    legend: bool = True


def plate_svg(content: MapContent, plate: Plate) -> bytes:
    """The map as SVG without fonts: letters are drawn as shapes, so that it looks the same on every computer.

    Raises `KeyError` for a cluster that the map does not show.
    """
    width, height = plate.width_mm * _DOTS, plate.height_mm * _DOTS
    buffer, generator = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(width), round(height)))
    generator.setViewBox(QRect(0, 0, round(width), round(height)))
    painter = ShapedText(generator)
    try:
        _paint(painter, content if not plate.cluster else focused(content, plate.cluster), plate, width, height)
    finally:
        painter.end()
    return _clipped(bytes(buffer.data().data()), round(width), round(height))


def _clipped(svg: bytes, width: int, height: int) -> bytes:
    """The SVG with nothing outside its sheet: Qt writes no clipping, and not every program cuts a picture at its edge."""
    clip = f'<clipPath id="sheet"><rect width="{width}" height="{height}"/></clipPath>\n</defs>\n<g clip-path="url(#sheet)">'
    head, _, rest = svg.partition(b"</defs>")
    return head + clip.encode() + rest.replace(b"</svg>", b"</g>\n</svg>")


class ShapedText(QPainter):
    """A painter that draws letters as shapes. The layers call `drawText` from Python, and so come by here."""

    def drawText(self, *arguments: Any, **options: Any) -> Any:
        """Text at a baseline, `(point, text)`, or in a box, `(box, flags, text)`."""
        metrics, path, text = QFontMetricsF(self.font()), QPainterPath(), str(arguments[-1])
        at = arguments[0] if isinstance(arguments[0], QPointF) else _baseline(arguments[0], arguments[1], metrics, text)
        path.addText(at, self.font(), text)
        self.fillPath(path, self.pen().brush())


def _baseline(box: QRectF, flags: Qt.AlignmentFlag, metrics: QFontMetricsF, text: str) -> QPointF:
    room = box.width() - metrics.horizontalAdvance(text)
    left = room / 2 if flags & Qt.AlignmentFlag.AlignHCenter else room if flags & Qt.AlignmentFlag.AlignRight else 0.0
    return QPointF(box.left() + left, box.center().y() + (metrics.ascent() - metrics.descent()) / 2)


def focused(content: MapContent, cluster: str) -> MapContent:
    """The same map with every other cluster in grey. Raises `KeyError` for one that it does not show."""
    marks, group = content.marks, content.groups[cluster]
    _ = content.villages  # gathered once for all the maps that are made of this one
    others = (replace(other, colour=NEUTRAL) for other in content.groups.values() if other.id != cluster)
    shown = content.numbered_as((*others, group), frozenset(content.groups))
    if marks is not None:
        own = np.isin(marks.urn, content.plan.clusters[cluster].members)
        elsewhere = (marks.tint < HUES) & ~own
        shown.marks = replace(marks, tint=np.where(elsewhere, int(Tint.OPTIONAL), marks.tint))
    return shown


def _paint(painter: QPainter, content: MapContent, plate: Plate, width: float, height: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = MapPainter(content, style_for(False), SHOWN_AT_FIRST - {Layer.EXCLUDED})
    drawing.vectors = True
    entries = legend_entries(content, drawing.shown) if plate.legend else []
    columns = columns_within(entries, width)
    foot = max((legend_size(column).height() for column in columns), default=0.0)
    height -= foot
    camera = _camera(content, plate, width, height)
    painter.setClipRect(QRectF(0, 0, width, height))
    drawing.paint_still(painter, camera)
    north, credit = QRectF(QPointF(12, 12), _NORTH), content.base.credits
    taken = [scale_bar_box(camera), credits_box(camera, credit), north]
    numbers = _numbers(content, plate, camera, taken)
    taken += [number.box for number in numbers]
    drawing.paint_labels(
        painter, camera, [one for one in drawing.placed_labels(camera, taken=taken) if not _is_own(one, plate)]
    )
    for number in numbers:
        _paint_number(painter, number, drawing.style)
    paint_scale_bar(painter, camera, drawing.style)
    paint_credits(painter, camera, credit, drawing.style)
    paint_north_arrow(painter, north, drawing.style)
    _paint_frame(painter, width, height, drawing.style)
    painter.setClipping(False)
    _paint_foot(painter, QRectF(0, height, width, foot), columns, drawing.style)


def _is_own(label: PlacedLabel, plate: Plate) -> bool:
    """Whether it is the number of the cluster whose schools wear numbers themselves: among those, one more confuses."""
    return bool(plate.numbered) and label.wish.kind == Kind.CLUSTER and label.wish.key == plate.cluster


def _camera(content: MapContent, plate: Plate, width: float, height: float) -> Camera:
    """Fit the whole plan, or a cluster with its neighbourhood."""
    if plate.cluster:
        box = _grown(box_around(content.groups[plate.cluster].points))
        return Camera.fitting(box, width, height, margin=min(width, height) * 0.16)
    return Camera.fitting(content.everything(), width, height, margin=min(width, height) * 0.06)


def _grown(box: QRectF) -> QRectF:
    """A box at least some km wide, so that schools next to each other still show where they are."""
    least = _LEAST_SPAN_M * plane_per_metre(box.center().y())
    more_x, more_y = (max(0.0, least - side) / 2 for side in (box.width(), box.height()))
    return box.adjusted(-more_x, -more_y, more_x, more_y)


def columns_within(entries: list[Entry], width: float) -> list[list[Entry]]:
    """The legend in as many columns as have room side by side at the foot of a map."""
    for count in range(_COLUMNS, 1, -1):
        columns = columns_of(entries, count)
        if sum(legend_size(column).width() for column in columns) <= width:
            return columns
    return columns_of(entries, 1)


def columns_of(entries: list[Entry], count: int) -> list[list[Entry]]:
    """The legend in about so many columns, as even as can be; no heading is the last line of a column."""
    tall = math.ceil(len(entries) / count)
    columns: list[list[Entry]] = [[]]
    for at, entry in enumerate(entries):
        would_be_lost = entry.sign is None and len(columns[-1]) >= tall - 1 and at + 1 < len(entries)
        if columns[-1] and (would_be_lost or len(columns[-1]) >= tall):
            columns.append([])
        columns[-1].append(entry)
    return [column for column in columns if column]


def _paint_foot(painter: QPainter, box: QRectF, columns: list[list[Entry]], style: MapStyle) -> None:
    """The legend beneath the map, so that it hides nothing."""
    painter.fillRect(box, QColor(style.paper))
    corner = box.topLeft() + QPointF(0, 4)
    for column in columns:
        paint_legend(painter, corner, column, style, panel=False)
        corner += QPointF(legend_size(column).width(), 0)


class _Number(NamedTuple):
    """The number of a school, and the box that it stands in, in pixels."""

    text: str
    box: QRectF


def _numbers(content: MapContent, plate: Plate, camera: Camera, taken: list[QRectF]) -> list[_Number]:
    """The numbers of the schools, each beside its symbol where no other number and no symbol stands, if there is room."""
    if content.schools is None or content.marks is None:
        return []
    rows = {at: content.schools.position(urn) for at, urn in enumerate(plate.numbered, 1) if urn in content.schools}
    zoom = zoom_of(camera.scale)
    spots: dict[int, tuple[QPointF, float]] = {}
    for at, row in rows.items():
        x, y = camera.pixels(content.marks.points[[row]])[0].tolist()
        if np.isfinite([x, y]).all():
            spots[at] = QPointF(x, y), RADII[int(content.marks.step[row])] * zoom
    blocked = [*taken, *(_square(point, radius) for point, radius in spots.values())]
    found = []
    for at, (point, radius) in spots.items():
        box = _free_box(str(at), point, radius, blocked)
        blocked.append(box)
        found.append(_Number(str(at), box))
    return found


def _square(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def _free_box(text: str, point: QPointF, radius: float, blocked: list[QRectF]) -> QRectF:
    """The first place around a symbol that is free; the least crowded one where none is."""
    metrics = QFontMetricsF(_number_font())
    width, height = metrics.horizontalAdvance(text) + 4, metrics.capHeight() + 4
    reach_x, reach_y = radius + 1 + width / 2, radius + 1 + height / 2
    places = [
        QRectF(point.x() + x * reach_x - width / 2, point.y() + y * reach_y - height / 2, width, height) for x, y in _AROUND
    ]
    return min(places, key=lambda place: sum(place.intersects(other) for other in blocked))


def _number_font() -> QFont:
    return map_font(9.5, QFont.Weight.Bold)


def _paint_number(painter: QPainter, number: _Number, style: MapStyle) -> None:
    draw_text(
        painter, number.text, _number_font(), style.ink, style.paper, QPointF(number.box.left() + 2, number.box.bottom() - 2)
    )


def paint_north_arrow(painter: QPainter, box: QRectF, style: MapStyle) -> None:
    """Where north is: up, as on every map of the plane."""
    paint_backing(painter, box, style)
    middle, top = box.center().x(), box.top() + 4
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.ink))
    corners = ((0, 0), (6, 17), (0, 13), (-6, 17))
    painter.drawPolygon(QPolygonF([QPointF(middle + x, top + y) for x, y in corners]))
    font = map_font(8.5, QFont.Weight.Bold)
    left = middle - QFontMetricsF(font).horizontalAdvance("N") / 2
    draw_text(painter, "N", font, style.ink, style.paper, QPointF(left, box.bottom() - 4))


def _paint_frame(painter: QPainter, width: float, height: float, style: MapStyle) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(style.coast), 1.0))
    painter.drawRect(QRectF(0.5, 0.5, round(width) - 1, round(height) - 1))
