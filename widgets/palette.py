"""The eight colours of clusters, for light and dark: told apart with any of the common kinds of colour blindness.

Both sets were found by a search that makes the least difference (in OKLab, as seen with full colour vision and with
protan, deutan and tritan vision, and against the land) as large as it gets. An index means the same colour name in both.
No Qt here: tables, exports and the map share these as hex text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DARK_TEXT: Final = "#060708"
_LIGHT_TEXT: Final = "#ffffff"


@dataclass(frozen=True)
class Hue:
    """One cluster colour: `fill` for areas and symbols, `edge` for thin lines on the map's ground, `text` upon the fill."""

    name: str  # plain English, for a screen reader and for choosing a colour
    fill: str
    edge: str
    text: str


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of "#rrggbb", each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Dark or light text, whichever reads better on a colour."""
    return max((_DARK_TEXT, _LIGHT_TEXT), key=lambda text: contrast(text, colour))


def _mixed(colour: str, other: str, share: float) -> str:
    mixed = (round(255 * (a * (1 - share) + b * share)) for a, b in zip(channels(colour), channels(other), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _hue(name: str, fill: str, away: str, ground: str) -> Hue:
    """A hue whose edge is moved away from the ground until thin lines stand out from it (3:1, as WCAG asks of graphics)."""
    edge, share = fill, 0.0
    while contrast(edge, ground) < 3.0 and share < 1.0:
        share += 0.05
        edge = _mixed(fill, away, share)
    return Hue(name, fill, edge, text_on(fill))


_LIGHT: Final = (
    ("blue", "#274bab"),
    ("gold", "#e1b908"),
    ("green", "#3d8901"),
    ("pink", "#ff8099"),
    ("sky", "#61caf7"),
    ("brown", "#793530"),
    ("violet", "#8c87fa"),
    ("mauve", "#a5638b"),
)
_DARK: Final = (
    ("blue", "#505aab"),
    ("gold", "#e0e855"),
    ("green", "#759822"),
    ("pink", "#fea090"),
    ("sky", "#abcbf8"),
    ("brown", "#8b533c"),
    ("violet", "#519afb"),
    ("mauve", "#b478a4"),
)

CLUSTER_HUES: Final = tuple(_hue(name, fill, "#000000", "#f7f5ef") for name, fill in _LIGHT)
"""The cluster colours on a light ground; `Cluster.colour` is an index into them."""
CLUSTER_HUES_DARK: Final = tuple(_hue(name, fill, "#ffffff", "#262b2e") for name, fill in _DARK)
"""The same on a dark ground."""


def cluster_hue(index: int, dark: bool = False) -> Hue:
    """The colours of a cluster; any whole number is taken around the palette."""
    hues = CLUSTER_HUES_DARK if dark else CLUSTER_HUES
    return hues[index % len(hues)]
