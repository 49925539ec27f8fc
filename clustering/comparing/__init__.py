"""Plans compared on one register, one filter, one set of rules and one travel: measures, movers, what becomes of clusters."""

from wolds.clustering.comparing.comparison import Comparison, Pairing, compare
from wolds.clustering.comparing.fates import KINDS, Fate, Kind
from wolds.clustering.comparing.measures import Measure
from wolds.clustering.comparing.movers import Place, Shift, Way
from wolds.clustering.comparing.pictured import Pictured, pictured
from wolds.clustering.comparing.sides import (
    FEWEST_SIDES,
    MOST_SIDES,
    Ground,
    RegisterDifference,
    Scored,
    Side,
    today_of,
)

__all__ = [
    "FEWEST_SIDES",
    "KINDS",
    "MOST_SIDES",
    "Comparison",
    "Fate",
    "Ground",
    "Kind",
    "Measure",
    "Pairing",
    "Pictured",
    "Place",
    "RegisterDifference",
    "Scored",
    "Shift",
    "Side",
    "Way",
    "compare",
    "pictured",
    "today_of",
]
