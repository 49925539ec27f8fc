"""A folder of pictures, each small enough for a repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import stage

from pictures.fewer_colours import with_fewer_colours

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

_MOST_BYTES: Final = 300_000


class Album:
    """Keeps pictures in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def take(self, widget: QWidget, name: str) -> None:
        """Save what a widget shows. `ValueError` where that makes a file too large for a repository."""
        stage.calm()
        self.keep(widget.grab().toImage(), name)

    def keep(self, picture: QImage, name: str) -> None:
        """Save a picture. `ValueError` where that makes a file too large for a repository."""
        path = self._folder / f"{name}.png"
        with_fewer_colours(picture).save(str(path), "PNG", 0)
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise ValueError(f"{path.name} has {size:,} bytes, more than {_MOST_BYTES:,}")
        print(f"{path.name:24} {size / 1000:6.0f} kB")
