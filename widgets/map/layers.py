"""What can be shown or hidden on the map."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Layer(StrEnum):
    """What can be shown or hidden on the map."""

    HULLS = "hulls"
    LABELS = "labels"  # numbers of clusters
    PLACES = "places"  # towns and villages
    ROADS = "roads"  # of a network that is loaded
    EXCLUDED = "excluded"
    OUTLINES = "outlines"
    BARRIERS = "barriers"
    LINKS = "links"  # federations
    COLLABORATIONS = "collaborations"
    EARLIER_CLUSTERS = "earlier clusters"
    SHARED_HEADS = "shared heads"
    TRUSTS = "trusts"
    PAIRS = "pairs"  # church with community schools, as they were paired
    UNPLACED = "unplaced"  # emphasis on unplaced schools


SHOWN_AT_FIRST: Final = frozenset(Layer) - {Layer.UNPLACED, Layer.TRUSTS, Layer.ROADS}
