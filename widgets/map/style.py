"""The colours of the map, light and dark: calm sea and land, so that nothing shouts but the clusters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtGui import QColor, QFont

from wolds.widgets.palette import CLUSTER_HUES, Hue, cluster_hue, text_on

NEUTRAL: Final = len(CLUSTER_HUES)
"""The colour of clusters on a map whose colours say something else."""


@dataclass(frozen=True)
class MapStyle:
    """Colours by what they are for; hex text, so that a style is plain data."""

    dark: bool
    sea: str
    shore: str  # the soft band along the coast
    land: str
    coast: str
    outline: str  # borders of local authorities
    outline_text: str
    road: str
    main_road: str
    place: str
    village: str
    halo: str  # behind text
    paper: str  # fill of hollow symbols, cards and overlays
    ink: str
    faint_ink: str
    optional: str
    excluded: str
    unplaced: str
    warning: str
    barrier: str
    link: str
    accent: str  # tools, drop targets, markers
    hull_alpha: int

    def hue(self, index: int) -> Hue:
        """The colours of a cluster, or those of `NEUTRAL`."""
        return self._neutral if index == NEUTRAL else cluster_hue(index, dark=self.dark)

    @property
    def _neutral(self) -> Hue:
        return Hue("grey", self.faint_ink, self.faint_ink, text_on(self.faint_ink))

    def fill_of(self, index: int) -> QColor:
        """The fill of a cluster's colour, any whole number, or of `NEUTRAL`."""
        return QColor(self.hue(index).fill)

    def edge_of(self, index: int) -> QColor:
        """The edge of a cluster's colour, any whole number, or of `NEUTRAL`."""
        return QColor(self.hue(index).edge)

    @cached_property
    def fills(self) -> tuple[QColor, ...]:
        """The fill of each cluster colour."""
        return tuple(QColor(self.hue(index).fill) for index in range(len(CLUSTER_HUES)))

    @cached_property
    def edges(self) -> tuple[QColor, ...]:
        """The edge of each cluster colour."""
        return tuple(QColor(self.hue(index).edge) for index in range(len(CLUSTER_HUES)))


LIGHT: Final = MapStyle(
    dark=False,
    sea="#dbe7ec",
    shore="#cfdfe6",
    land="#f7f5ef",
    coast="#b3c3ca",
    outline="#a9a294",
    outline_text="#8d8675",
    road="#d9d2c1",
    main_road="#c6ba9c",
    place="#6a6b62",
    village="#8b8b80",
    halo="#f7f5ef",
    paper="#fffefb",
    ink="#23272a",
    faint_ink="#6d7276",
    optional="#8b9196",
    excluded="#bcbcb4",
    unplaced="#cf2e20",
    warning="#d9820a",
    barrier="#7a3b2e",
    link="#5b6268",
    accent="#0b62c4",
    hull_alpha=46,
)

DARK: Final = MapStyle(
    dark=True,
    sea="#171c20",
    shore="#1b2227",
    land="#262b2e",
    coast="#47535a",
    outline="#5d5f5a",
    outline_text="#8b8c84",
    road="#3b4347",
    main_road="#515b61",
    place="#a3a69d",
    village="#868a85",
    halo="#262b2e",
    paper="#1f2427",
    ink="#eceff1",
    faint_ink="#9aa2a7",
    optional="#899197",
    excluded="#596064",
    unplaced="#ff6b57",
    warning="#ffb347",
    barrier="#d99a86",
    link="#a7b0b5",
    accent="#69b1ff",
    hull_alpha=52,
)


def style_for(dark: bool) -> MapStyle:
    """The style of a light or dark window."""
    return DARK if dark else LIGHT


def map_font(points: float, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> QFont:
    """The application's font at a size in points; sizes are kept in pixels of 96 dpi so that prints scale them."""
    font = QFont()
    font.setPixelSize(max(6, round(points * 96 / 72)))
    font.setWeight(weight)
    font.setItalic(italic)
    return font
