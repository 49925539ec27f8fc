"""One door to every export, by the ending of the file's name: window and command line both use it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from wolds.app.replacing import replacing, write_bytes

if TYPE_CHECKING:
    from wolds.app.export import Exported

FORMATS: Final = MappingProxyType(
    {
        ".csv": "cluster list",
        ".xlsx": "workbook",
        ".geojson": "GeoJSON",
        ".json": "summary",
        ".png": "map picture",
        ".pdf": "map as PDF",
        ".html": "shareable map",
    }
)
"""Endings and what they are."""

PICTURE_SIZE: Final = (1600, 1200)


def write_export(exported: Exported, path: Path, size: tuple[int, int] = PICTURE_SIZE) -> None:
    """Write a plan in the format of the path's ending, whole or not at all. `size` is of pictures, in pixels.

    Raises `WriteFailed`; `KeyError` for an ending that is not in `FORMATS`.
    """
    writers = {
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".geojson": _geojson,
        ".json": _json,
        ".png": lambda bundle, to: _png(bundle, to, size),
        ".pdf": _pdf,
        ".html": _html,
    }
    writers[path.suffix.lower()](exported, path)


def _csv(exported: Exported, path: Path) -> None:
    from wolds.app.export import write_clusters_csv

    write_clusters_csv(exported, path)


def _xlsx(exported: Exported, path: Path) -> None:
    from wolds.app.export import write_workbook

    write_workbook(exported, path)


def _geojson(exported: Exported, path: Path) -> None:
    from wolds.app.export import write_geojson

    write_geojson(exported, path)


def _json(exported: Exported, path: Path) -> None:
    from wolds.app.export import write_summary

    write_summary(exported, path)


def _html(exported: Exported, path: Path) -> None:
    from wolds.app.export import write_shared_map

    write_shared_map(exported, path)


def _drawing(exported: Exported) -> Any:
    """The drawing side of the window, without a window: offscreen where nothing else runs."""
    import os
    import sys

    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QGuiApplication(["wolds"]))
    return exported


_kept: list[Any] = []  # an application object that goes away takes the fonts with it


def _png(exported: Exported, path: Path, size: tuple[int, int]) -> None:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    _drawing(exported)
    from wolds.widgets.map import render_map

    image = render_map(exported.schools, exported.standing, exported.plan, exported.scoreboard, *size, title=_title(exported))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    write_bytes(path, bytes(buffer.data().data()))


def _pdf(exported: Exported, path: Path) -> None:
    from PySide6.QtCore import QMarginsF, QRectF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    _drawing(exported)
    from wolds.widgets.map import print_map

    with replacing(path) as beside:
        writer = QPdfWriter(str(beside))
        writer.setTitle(_title(exported))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
        writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
        painter = QPainter(writer)
        try:
            print_map(
                painter,
                QRectF(painter.viewport()),
                exported.schools,
                exported.standing,
                exported.plan,
                exported.scoreboard,
                title=_title(exported),
            )
        finally:
            painter.end()


def _title(exported: Exported) -> str:
    return f"{exported.title} · sample data (made up)" if exported.is_sample else exported.title
