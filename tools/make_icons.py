"""Draw `resources/icons/wolds.png` from `wolds.svg`. Run it by hand after the drawing was changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER: Final = Path(__file__).resolve().parents[1] / "resources" / "icons"
SIZE: Final = 256


def main() -> None:
    """Draw it at the size that desktops want."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "wolds.svg")).render(painter)
    painter.end()
    image.save(str(FOLDER / "wolds.png"))
    del app


if __name__ == "__main__":
    main()
