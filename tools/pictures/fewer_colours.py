"""Keep 256 colours of a picture, so that its file is small. Maps and windows have few colours; nothing is dithered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_MOST: Final = 256
_COARSE_BITS: Final = 4


def with_fewer_colours(picture: QImage) -> QImage:
    """The picture with a palette of the colours that matter: those on most pixels, and one of each coarse kind."""
    from PySide6.QtGui import QImage
    from scipy.spatial import cKDTree

    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(height, image.bytesPerLine())[:, : width * 3]
    codes = (pixels.reshape(-1, 3).astype(np.int64) * (65536, 256, 1)).sum(axis=1)
    colours, which, counts = np.unique(codes, return_inverse=True, return_counts=True)
    points = np.column_stack([colours >> 16, colours >> 8 & 255, colours & 255])
    palette = points[_chosen(points, counts)]
    nearest = cKDTree(palette).query(points)[1].astype(np.uint8)
    indices = np.ascontiguousarray(nearest[which].reshape(height, width))
    return _indexed(indices, palette)


def _chosen(points: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Rows of the palette: the most frequent colour of each frequent coarse cell, then the most frequent of all."""
    order = np.argsort(-counts, kind="stable")
    cells = (points[order] >> (8 - _COARSE_BITS)) @ np.array([65536, 256, 1])
    firsts = order[np.sort(np.unique(cells, return_index=True)[1])][: _MOST // 2]
    others = order[~np.isin(order, firsts)][: _MOST - len(firsts)]
    return np.concatenate([firsts, others])


def _indexed(indices: np.ndarray, palette: np.ndarray) -> QImage:
    from PySide6.QtGui import QColor, QImage

    height, width = indices.shape
    picture = QImage(indices.tobytes(), width, height, width, QImage.Format.Format_Indexed8).copy()
    picture.setColorTable([QColor(int(r), int(g), int(b)).rgb() for r, g, b in palette])
    return picture
