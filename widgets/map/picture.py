"""The map as a picture or a print, drawn by the window's own painter layers. Needs QtGui alone: no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from wolds.clustering.eligibility import Standing
from wolds.clustering.plan import Plan
from wolds.geo.outlines import Outline
from wolds.geo.schools import Schools
from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import SHOWN_AT_FIRST, Layer
from wolds.widgets.map.legend import legend_entries, legend_size, paint_legend
from wolds.widgets.map.marks import Colouring
from wolds.widgets.map.ornaments import credits_box, paint_credits, paint_scale_bar, paint_title, scale_bar_box
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.roads import RoadLines
from wolds.widgets.map.style import style_for
from wolds.widgets.map.ways import WayLines, way_label_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wolds.clustering.metrics import Scoreboard


@dataclass(frozen=True, eq=False)
class Beneath:
    """Roads, and a route or a reach, to be drawn with a plan."""

    roads: RoadLines | None = None
    ways: WayLines | None = None

    def layers(self, shown: frozenset[Layer]) -> frozenset[Layer]:
        """The layers that are shown, with that of the roads where there are any."""
        return shown if self.roads is None else shown | {Layer.ROADS}


NOTHING_BENEATH: Final = Beneath()


def render_map(
    schools: Schools,
    standing: Standing,
    plan: Plan,
    scoreboard: Scoreboard,
    width: int,
    height: int,
    *,
    dark: bool = False,
    title: str | None = None,
    credits: str | None = None,
    base: BaseMap | None = None,
    outlines: Sequence[Outline] = (),
    box: QRectF | None = None,
    legend: bool = True,
    scale_bar: bool = True,
    ratio: float = 1.0,
    shown: frozenset[Layer] = SHOWN_AT_FIRST,
    colouring: Colouring = Colouring.CLUSTER,
    beneath: Beneath = NOTHING_BENEATH,
) -> QImage:
    """The whole plan as an image of `width` x `height` logical pixels, `ratio` device pixels each.

    `box` is the part of the plane to show, all schools that matter by default. `credits` default to the base map's.
    Raises `RuntimeError` where no QGuiApplication runs: Qt draws no text without one.
    """
    if QGuiApplication.instance() is None:
        raise RuntimeError("make a QGuiApplication before drawing a map (offscreen will do)")
    content = _content_of(schools, standing, plan, scoreboard, base, outlines, colouring, beneath)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    drawing = MapPainter(content, style_for(dark), beneath.layers(shown), ratio)
    camera = Camera.fitting(box or content.everything(), width, height, margin=min(width, height) * 0.07)
    with QPainter(image) as painter:
        paint_whole(painter, drawing, camera, title=title, credits=credits, legend=legend, scale_bar=scale_bar)
    return image


def print_map(
    painter: QPainter,
    rect: QRectF,
    schools: Schools,
    standing: Standing,
    plan: Plan,
    scoreboard: Scoreboard,
    *,
    title: str | None = None,
    credits: str | None = None,
    base: BaseMap | None = None,
    outlines: Sequence[Outline] = (),
    box: QRectF | None = None,
    legend: bool = True,
    scale_bar: bool = True,
    shown: frozenset[Layer] = SHOWN_AT_FIRST,
    colouring: Colouring = Colouring.CLUSTER,
    beneath: Beneath = NOTHING_BENEATH,
) -> None:
    """Draw the plan as vectors into a rectangle of a printer, PDF or SVG painter, always in light colours.

    Symbols and text keep the size they have on a screen of 96 dpi: an inch of paper counts as 96 pixels.
    """
    content = _content_of(schools, standing, plan, scoreboard, base, outlines, colouring, beneath)
    print_content(
        painter, rect, content, title=title, credits=credits, box=box, legend=legend, scale_bar=scale_bar,
        shown=beneath.layers(shown),
    )  # fmt: skip


def print_content(
    painter: QPainter,
    rect: QRectF,
    content: MapContent,
    *,
    box: QRectF | None = None,
    title: str | None = None,
    credits: str | None = None,
    legend: bool = True,
    scale_bar: bool = True,
    shown: frozenset[Layer] = SHOWN_AT_FIRST,
) -> None:
    """As `print_map`, for content that stands already."""
    factor = max(painter.device().logicalDpiX(), 1) / 96
    width, height = rect.width() / factor, rect.height() / factor
    drawing = MapPainter(content, style_for(False), shown)
    drawing.vectors = True
    camera = Camera.fitting(box or content.everything(), width, height, margin=min(width, height) * 0.05)
    painter.save()
    painter.setClipRect(rect)
    painter.translate(rect.topLeft())
    painter.scale(factor, factor)
    paint_whole(painter, drawing, camera, title=title, credits=credits, legend=legend, scale_bar=scale_bar)
    painter.restore()


def paint_whole(
    painter: QPainter,
    drawing: MapPainter,
    camera: Camera,
    *,
    title: str | None = None,
    credits: str | None = None,
    legend: bool = True,
    scale_bar: bool = True,
) -> None:
    """Map, labels and frame in one go."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.paint_still(painter, camera)
    style = drawing.style
    credit = drawing.credits if credits is None else credits
    entries = legend_entries(drawing.content, drawing.shown) if legend else []
    corner = QPointF(camera.width - legend_size(entries).width() - 12, 12)
    taken = [scale_bar_box(camera)] if scale_bar else []
    if drawing.content.ways is not None:
        taken.append(way_label_box(camera, drawing.content.ways))
    taken += [credits_box(camera, credit), QRectF(corner, legend_size(entries))]
    drawing.paint_labels(painter, camera, drawing.placed_labels(camera, taken=taken))
    drawing.paint_way_label(painter, camera)
    if scale_bar:
        paint_scale_bar(painter, camera, style)
    paint_credits(painter, camera, credit, style)
    if title:
        paint_title(painter, camera, title, style)
    if entries:
        paint_legend(painter, corner, entries, style)


def _content_of(
    schools: Schools,
    standing: Standing,
    plan: Plan,
    scoreboard: Scoreboard,
    base: BaseMap | None,
    outlines: Sequence[Outline],
    colouring: Colouring,
    beneath: Beneath,
) -> MapContent:
    content = MapContent(base)
    content.set_colouring(colouring)
    content.show_schools(schools, standing)
    content.show_plan(plan, scoreboard)
    content.set_outlines(outlines)
    content.roads, content.ways = beneath.roads, beneath.ways
    return content
