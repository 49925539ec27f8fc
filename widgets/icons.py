"""Icons as glyphs of the Material Design font that QtAwesome ships: sharp at any density, in the colours of the palette.

Importing `qtawesome` costs about 0.13 s (it wraps all of Qt) and its first icon another 0.07 s (it loads nine fonts), so
its one font that we use is read straight from the installed package, and only when the first icon is painted. An icon
asks for its colour each time it is painted, so a change of theme needs no new icons. Where the package has no such font
or glyph, Qt's own standard icon stands in.
"""

from __future__ import annotations

import json
import logging
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPalette, QRawFont, QTransform
from PySide6.QtWidgets import QApplication, QStyle

from wolds.widgets.painted_icon import PaintedIcon

_LOG: Final = logging.getLogger(__name__)
_FONT: Final = "materialdesignicons6-webfont-[0-9]*.ttf"
_CHARACTERS: Final = "materialdesignicons6-webfont-charmap-*.json"

GLYPHS: Final = {
    "about": "information-outline",
    "accept": "check",
    "add": "plus",
    "barrier": "vector-polyline",
    "better": "check-circle-outline",
    "cancel": "close",
    "church": "church-outline",
    "cluster": "account-group-outline",
    "compare": "scale-balance",
    "copy": "content-copy",
    "dashboard": "chart-box-outline",
    "delete": "delete-outline",
    "dissolve": "vector-difference-ba",
    "download": "download-outline",
    "edit": "pencil-outline",
    "error": "alert-circle-outline",
    "export": "export-variant",
    "filter": "filter-outline",
    "fit": "fit-to-screen-outline",
    "fold": "chevron-right",
    "go-to": "crosshairs-gps",
    "help": "help-circle-outline",
    "history": "history",
    "keep-apart": "arrow-split-vertical",
    "lasso": "lasso",
    "lock": "lock-outline",
    "map": "map-outline",
    "measure": "ruler",
    "merge": "call-merge",
    "move": "arrow-right",
    "must-link": "link-variant",
    "new": "plus-circle-outline",
    "note": "note-text-outline",
    "open": "folder-open-outline",
    "plan": "file-document-outline",
    "print": "printer-outline",
    "propose": "auto-fix",
    "recover": "backup-restore",
    "redo": "redo",
    "register": "table-large",
    "rename": "form-textbox",
    "rules": "tune-variant",
    "sample": "map-search-outline",
    "save": "content-save-outline",
    "scenario": "layers-outline",
    "school": "school-outline",
    "search": "magnify",
    "select": "selection-drag",
    "settings": "cog-outline",
    "split": "call-split",
    "star": "star-outline",
    "theme": "theme-light-dark",
    "undo": "undo",
    "unfold": "chevron-down",
    "unlock": "lock-open-variant-outline",
    "unplaced": "map-marker-off-outline",
    "warning": "alert-outline",
    "worse": "alert-circle-outline",
    "zoom-in": "magnify-plus-outline",
    "zoom-out": "magnify-minus-outline",
}
"""Our names of icons, and what the font calls them."""

_STANDARD: Final = {
    "open": QStyle.StandardPixmap.SP_DialogOpenButton,
    "save": QStyle.StandardPixmap.SP_DialogSaveButton,
    "cancel": QStyle.StandardPixmap.SP_DialogCancelButton,
    "accept": QStyle.StandardPixmap.SP_DialogApplyButton,
    "delete": QStyle.StandardPixmap.SP_TrashIcon,
    "warning": QStyle.StandardPixmap.SP_MessageBoxWarning,
    "error": QStyle.StandardPixmap.SP_MessageBoxCritical,
    "undo": QStyle.StandardPixmap.SP_ArrowBack,
    "redo": QStyle.StandardPixmap.SP_ArrowForward,
}


@cache
def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """An icon of `GLYPHS` in a colour of the palette in force when it is painted. `KeyError` for an unknown name.

    Each is made once and kept: where the last icon and its engine were collected together, as garbage of a closed dialog,
    Python freed the engine before Qt had done with it.
    """
    return QIcon(_GlyphEngine(name, GLYPHS[name], role))


class _GlyphEngine(PaintedIcon):
    """Paints one glyph into whatever size is asked for."""

    def __init__(self, name: str, glyph: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._glyph, self._role = name, glyph, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        outline = _outline(self._glyph)
        if outline is None:
            self._paint_standard(painter, rect, mode, state)
            return
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2))
        painter.scale(side, side)
        painter.fillPath(outline, self._colour(mode))
        painter.restore()

    def _paint_standard(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        standard = _STANDARD.get(self._name, QStyle.StandardPixmap.SP_FileIcon)
        QApplication.style().standardIcon(standard).paint(painter, rect, Qt.AlignmentFlag.AlignCenter, mode, state)

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        return palette.color(QPalette.ColorRole.HighlightedText if mode == QIcon.Mode.Selected else self._role)

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._glyph, self._role)


@lru_cache(maxsize=256)
def _outline(glyph: str) -> QPainterPath | None:
    """The glyph as a path in the unit square, None where the font is not to be had."""
    font, characters = _font()
    if font is None or glyph not in characters:
        return None
    path = font.pathForGlyph(font.glyphIndexesForString(chr(int(characters[glyph], 16)))[0])
    return _into_unit_square(path, font)


def _into_unit_square(path: QPainterPath, font: QRawFont) -> QPainterPath:
    side = font.pixelSize()
    return QTransform().scale(1 / side, 1 / side).translate(0, font.ascent()).map(path)


@lru_cache(maxsize=1)
def _font() -> tuple[QRawFont | None, dict[str, str]]:
    folder = _font_folder()
    files = (sorted(folder.glob(_FONT)), sorted(folder.glob(_CHARACTERS))) if folder else ([], [])
    if not files[0] or not files[1]:
        _LOG.warning("no icon font in QtAwesome: standard icons stand in")
        return None, {}
    characters: dict[str, str] = json.loads(files[1][0].read_text(encoding="utf-8"))
    font = QRawFont(files[0][0].read_bytes(), 512)
    return (font if font.isValid() else None), characters


def _font_folder() -> Path | None:
    found = find_spec("qtawesome")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) / "fonts" if places else None
