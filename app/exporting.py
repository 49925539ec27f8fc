"""One door to every export, by the ending of the file's name: window and command line both use it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from wolds.app.drawing import RoadsBeneath
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

ColourBy = Literal["cluster", "type"]
PICTURE_SIZE: Final = (1600, 1200)


def write_export(
    exported: Exported,
    path: Path,
    size: tuple[int, int] = PICTURE_SIZE,
    colour_by: ColourBy = "cluster",
    beneath: RoadsBeneath | None = None,
) -> None:
    """Write a plan in the format of the path's ending, whole or not at all. `size` is of pictures, in pixels.

    `colour_by` says what the colours of a picture and a PDF mean, `beneath` which roads are drawn on them.

    Raises `WriteFailed`; `KeyError` for an ending that is not in `FORMATS`.
    """
    writers = {
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".geojson": _geojson,
        ".json": _json,
        ".png": lambda bundle, to: _png(bundle, to, size, colour_by, beneath),
        ".pdf": lambda bundle, to: _pdf(bundle, to, colour_by, beneath),
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
    from wolds.app.ground import land_around

    write_shared_map(exported, path, land_around(exported.schools, exported.standing))


def _png(exported: Exported, path: Path, size: tuple[int, int], colour_by: ColourBy, beneath: RoadsBeneath | None) -> None:
    from wolds.app.drawing import write_picture

    write_picture(exported, path, size, colour_by, beneath)


def _pdf(exported: Exported, path: Path, colour_by: ColourBy, beneath: RoadsBeneath | None) -> None:
    from wolds.app.drawing import write_pdf

    write_pdf(exported, path, colour_by, beneath)
