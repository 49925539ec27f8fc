"""Pictures and PDFs of the map, through the painter layers of the window's own map. QtGui is loaded when they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.app.export.about import about_text
from wolds.app.replacing import write_bytes

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtGui import QPdfWriter

    from wolds.app.export import Exported
    from wolds.app.exporting import ColourBy
    from wolds.clustering.eligibility import Standing
    from wolds.clustering.metrics import Scoreboard
    from wolds.clustering.plan import Plan
    from wolds.geo.roads.travel import Roads
    from wolds.geo.schools import Schools
    from wolds.widgets.map.picture import Beneath

    RoadsBeneath = Beneath | Roads

_MARGIN_MM: Final = 12
_kept: list[Any] = []  # an application object that goes away takes the fonts with it


def write_picture(
    exported: Exported, path: Path, size: tuple[int, int], colour_by: ColourBy = "cluster", beneath: RoadsBeneath | None = None
) -> None:
    """Write the map as PNG of `size` pixels. Raises `WriteFailed`."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    start_drawing()
    from wolds.widgets.map import render_map

    schools, standing, plan, scoreboard = _shown(exported)
    image = render_map(schools, standing, plan, scoreboard, *size, **_dress(exported, colour_by, beneath))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    writer.setText("Description", about_text(exported))
    writer.write(image)
    write_bytes(path, bytes(buffer.data().data()))


def write_pdf(exported: Exported, path: Path, colour_by: ColourBy = "cluster", beneath: RoadsBeneath | None = None) -> None:
    """Write the map as one landscape A4 page of vectors. Raises `WriteFailed`.

    It is drawn in memory: a writer of Qt's that cannot open its file, or fills the disk, says so to nobody.
    """
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QPainter

    start_drawing()
    from wolds.widgets.map import print_map

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page = _page(exported, buffer)  # held here: a painter does not keep its paper alive
    painter = QPainter(page)
    try:
        print_map(painter, QRectF(painter.viewport()), *_shown(exported), **_dress(exported, colour_by, beneath))
    finally:
        painter.end()
    write_bytes(path, bytes(buffer.data().data()))


def _page(exported: Exported, device: QIODevice) -> QPdfWriter:
    from PySide6.QtCore import QByteArray, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

    writer = QPdfWriter(device)
    writer.setTitle(_title(exported))
    writer.setCreator(f"Wolds {exported.version}".strip())
    writer.addFileAttachment("about.txt", QByteArray(about_text(exported).encode()), "text/plain")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    return writer


def start_drawing() -> None:
    """Qt draws no text without an application: offscreen where no window runs."""
    import os
    import sys

    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QGuiApplication(["wolds"]))


def _shown(exported: Exported) -> tuple[Schools, Standing, Plan, Scoreboard]:
    return exported.schools, exported.standing, exported.plan, exported.scoreboard


def _dress(exported: Exported, colour_by: ColourBy, beneath: RoadsBeneath | None) -> dict[str, Any]:
    from wolds.app.ground import outlines_for
    from wolds.widgets.map import Colouring
    from wolds.widgets.map.basemap import built_in_base_map

    return _beneath(beneath) | {
        "colouring": Colouring(colour_by),
        "title": _title(exported),
        "base": built_in_base_map(),
        "outlines": outlines_for(exported.schools, exported.plan.eligibility.la_codes),
    }


def _title(exported: Exported) -> str:
    return f"{exported.title} · sample data (made up)" if exported.is_sample else exported.title


def _beneath(given: RoadsBeneath | None) -> dict[str, Any]:
    """Roads and ways as the map shows them, or a network whose roads are to be drawn."""
    from wolds.geo.roads.travel import Roads
    from wolds.widgets.map.picture import Beneath
    from wolds.widgets.map.roads import RoadLines

    if given is None:
        return {}
    return {"beneath": Beneath(RoadLines.of(given.network)) if isinstance(given, Roads) else given}
