"""The legend: what shapes, sizes, colours and lines mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from wolds.geo.kinds import SchoolKind
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.links import Bonds
from wolds.widgets.map.marks import KIND_HUES, ROLL_STEPS, Colouring, Look, Shape, Tint
from wolds.widgets.map.ornaments import paint_panel
from wolds.widgets.map.shapes import paint_barrier_line, paint_bond_lines
from wolds.widgets.map.style import NEUTRAL, MapStyle, map_font
from wolds.widgets.map.symbols import draw_symbol
from wolds.widgets.map.ways import WayLines, paint_area_sign, paint_way_sign

_ROW: Final = 21.0
_PAD: Final = 12.0
_SIGN: Final = 34.0
Sign = Callable[[QPainter, MapStyle], None]


@dataclass(frozen=True)
class Entry:
    """One line of the legend: a sign drawn around the origin, and its words. No sign: a heading."""

    words: str
    sign: Sign | None = None


def tr(text: str) -> str:
    """A text of the legend in the user's language."""
    return QCoreApplication.translate("Legend", text)


def legend_entries(content: MapContent, shown: frozenset[Layer]) -> list[Entry]:
    """The lines that this map needs: nothing is explained that it does not show."""
    by_kind = content.colouring == Colouring.KIND
    entries = [
        *(_kinds(content) if by_kind else _characters()),
        Entry(tr("Pupils")),
        Entry(tr("{0}    {1}    {2} and more").format(*_SIZES), _sizes),
        Entry(tr("Standing")),
        *(_standing_by_kind(content) if by_kind else _standing(content)),
    ]
    return [*entries, *_further(content, shown)]


def _characters() -> Iterator[Entry]:
    yield Entry(tr("Character"))
    yield Entry(tr("Community"), _symbol(2, Shape.COMMUNITY))
    yield Entry(tr("Church"), _symbol(2, Shape.CHURCH))
    yield Entry(tr("Other faith"), _symbol(2, Shape.OTHER_FAITH))
    yield Entry(tr("Unknown"), _symbol(2, Shape.UNKNOWN))


def _kinds(content: MapContent) -> Iterator[Entry]:
    """The types of school and the shapes of character that are on the map."""
    yield Entry(tr("Character and type"))
    marks = content.marks
    if marks is None or marks.hues is None:
        return
    shown = marks.tint != Tint.EXCLUDED
    there, shapes = set(marks.hues[shown].tolist()), set(marks.shape[shown].tolist())
    church = set(marks.hues[shown & (marks.shape == Shape.CHURCH)].tolist())
    for kind, hue in KIND_HUES.items():
        if hue in there:
            yield Entry(kind_words(kind), _symbol(hue, Shape.CHURCH if hue in church else Shape.COMMUNITY))
    for shape, words in ((Shape.OTHER_FAITH, tr("Of another faith")), (Shape.UNKNOWN, tr("Character unknown"))):
        if shape in shapes:
            yield Entry(words, _symbol(Tint.OPTIONAL, shape))


def kind_words(kind: SchoolKind) -> str:
    """A type of school in words."""
    return {
        SchoolKind.AIDED: tr("Voluntary aided"),
        SchoolKind.CONTROLLED: tr("Voluntary controlled"),
        SchoolKind.CHURCH_ACADEMY: tr("Church academy"),
        SchoolKind.COMMUNITY: tr("Community"),
        SchoolKind.ACADEMY: tr("Academy"),
        SchoolKind.FOUNDATION: tr("Foundation"),
        SchoolKind.OTHER: tr("Of another type"),
        SchoolKind.UNKNOWN: tr("Type unknown"),
    }[kind]


def _standing(content: MapContent) -> Iterator[Entry]:
    yield Entry(tr("Cluster: colour and number"), _spokes(2) if content.by_lead else _hull(2))
    yield Entry(tr("Unplaced"), _symbol(Tint.UNPLACED, Shape.COMMUNITY))
    yield Entry(tr("Optional, not in a cluster"), _symbol(Tint.OPTIONAL, Shape.COMMUNITY))


def _standing_by_kind(content: MapContent) -> Iterator[Entry]:
    yield Entry(tr("Cluster: shape and number"), _spokes(NEUTRAL) if content.by_lead else _hull(NEUTRAL))
    yield Entry(tr("In no cluster"), _symbol(Tint.HOLLOW + KIND_HUES[SchoolKind.COMMUNITY], Shape.COMMUNITY))


def _further(content: MapContent, shown: frozenset[Layer]) -> Iterator[Entry]:
    if Layer.EXCLUDED in shown:
        yield Entry(tr("Excluded"), _symbol(Tint.EXCLUDED, Shape.COMMUNITY))
    yield Entry(tr("Locked"), _symbol(2, Shape.COMMUNITY, locked=True))
    yield Entry(tr("Cluster with a warning"), _warned)
    if Layer.ROADS in shown and content.roads is not None:
        yield Entry(tr("Road"), _road)
    if content.ways is not None:
        yield from _ways(content.ways)
    if Layer.LINKS in shown and len(content.links):
        yield Entry(tr("Federation"), _link)
    for layer, (bonds, lines) in content.bonds.items():
        if layer in shown and len(lines):
            yield Entry(bonds.words, _bond(bonds))
    if Layer.BARRIERS in shown and content.barriers:
        yield Entry(tr("Barrier"), _barrier)
    if Layer.OUTLINES in shown and content.outlines:
        guessed = all(outline.guessed for outline in content.outlines)
        yield Entry(tr("Local authority (approximate)") if guessed else tr("Local authority"), _border(guessed))


_SIZES: Final = (ROLL_STEPS[0], ROLL_STEPS[3], ROLL_STEPS[6])


def legend_size(entries: list[Entry]) -> QSizeF:
    """The room the legend takes; none without entries."""
    if not entries:
        return QSizeF()
    metrics = QFontMetricsF(map_font(8.5))
    widest = max(metrics.horizontalAdvance(entry.words) + (_SIGN if entry.sign else 0) for entry in entries)
    return QSizeF(widest + 2 * _PAD + 8, len(entries) * _ROW + 2 * _PAD - 4)


def paint_legend(painter: QPainter, corner: QPointF, entries: list[Entry], style: MapStyle, panel: bool = True) -> None:
    """Draw the legend with its upper left corner at a pixel."""
    if panel:
        paint_panel(painter, QRectF(corner, legend_size(entries)), style)
    middle = corner.y() + _PAD + _ROW / 2 - 2
    for entry in entries:
        _paint_entry(painter, QPointF(corner.x() + _PAD, middle), entry, style)
        middle += _ROW


def _paint_entry(painter: QPainter, at: QPointF, entry: Entry, style: MapStyle) -> None:
    left = at.x()
    if entry.sign is not None:
        painter.save()
        painter.translate(left + _SIGN / 2 - 6, at.y())
        entry.sign(painter, style)
        painter.restore()
        left += _SIGN
    font = map_font(8.5) if entry.sign else map_font(7.5, QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(style.ink if entry.sign else style.faint_ink))
    painter.drawText(QRectF(left, at.y() - _ROW / 2, 400, _ROW), Qt.AlignmentFlag.AlignVCenter, entry.words)


def _symbol(tint: int, shape: Shape, locked: bool = False) -> Sign:
    def draw(painter: QPainter, style: MapStyle) -> None:
        draw_symbol(painter, Look(tint, shape, 3, locked), 1.0, style)

    return draw


def _sizes(painter: QPainter, style: MapStyle) -> None:
    for x, step in ((-9.0, 1), (0.5, 4), (13.0, 7)):
        painter.save()
        painter.translate(x - 1, 0)
        draw_symbol(painter, Look(Tint.OPTIONAL, Shape.COMMUNITY, step, False), 0.9, style)
        painter.restore()


def _hull(colour: int) -> Sign:
    def draw(painter: QPainter, style: MapStyle) -> None:
        fill = style.fill_of(colour)
        fill.setAlpha(style.hull_alpha)
        painter.setPen(QPen(style.edge_of(colour), 1.2))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(-12, -7, 24, 14), 7, 7)

    return draw


def _spokes(colour: int) -> Sign:
    def draw(painter: QPainter, style: MapStyle) -> None:
        painter.setPen(QPen(style.edge_of(colour), 1.7))
        for x, y in ((-11, 5), (11, 4), (1, -8)):
            painter.drawLine(QPointF(0, 0), QPointF(x, y))
        _symbol(Tint.OPTIONAL if colour == NEUTRAL else colour, Shape.COMMUNITY)(painter, style)

    return draw


def _bond(bonds: Bonds) -> Sign:
    return lambda painter, style: paint_bond_lines(painter, [QLineF(-11, 0, 11, 0)], bonds, style)


def _warned(painter: QPainter, style: MapStyle) -> None:
    painter.setPen(QPen(QColor(style.halo), 1.2))
    painter.setBrush(QColor(style.warning))
    painter.drawEllipse(QPointF(0, 0), 4.0, 4.0)


def _link(painter: QPainter, style: MapStyle) -> None:
    painter.setPen(QPen(QColor(style.link), 1.1))
    for y in (-1.0, 1.0):
        painter.drawLine(QPointF(-11, y), QPointF(11, y))


def _barrier(painter: QPainter, style: MapStyle) -> None:
    paint_barrier_line(painter, QPolygonF([QPointF(-11, 0), QPointF(11, 0)]), style)


def _ways(ways: WayLines) -> Iterator[Entry]:
    if len(ways.there):
        yield Entry(tr("Route") if not len(ways.back) else tr("Route there"), _route(back=False))
    if len(ways.back):
        yield Entry(tr("Route back"), _route(back=True))
    if ways.rings:
        yield Entry(tr("Within reach by road"), _reach)


def _route(back: bool) -> Sign:
    def draw(painter: QPainter, style: MapStyle) -> None:
        paint_way_sign(painter, [QPointF(-11, 0), QPointF(11, 0)], style, back)

    return draw


def _reach(painter: QPainter, style: MapStyle) -> None:
    paint_area_sign(painter, QRectF(-11, -6, 22, 12), style)


def _road(painter: QPainter, style: MapStyle) -> None:
    painter.setPen(QPen(QColor(style.main_road), 2.4))
    painter.drawLine(QPointF(-11, 0), QPointF(11, 0))


def _border(guessed: bool) -> Sign:
    def draw(painter: QPainter, style: MapStyle) -> None:
        pen = QPen(QColor(style.outline), 1.3)
        if guessed:
            pen.setDashPattern([1, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(-12, 0), QPointF(12, 0))

    return draw
