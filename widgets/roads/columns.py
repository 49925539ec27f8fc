"""The columns of the tables: pairs that differ most, and how schools meet the road."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from wolds.clustering.road_gaps import RoadGap
from wolds.widgets.roads.rows import Column

NameOf = Callable[[int], str]


class FootingLike(Protocol):
    """How a school meets the road: metres from it, NaN where none is near."""

    @property
    def urn(self) -> int:
        """The school."""

    @property
    def off_m(self) -> float:
        """Metres from the road."""

    @property
    def is_doubtful(self) -> bool:
        """Whether that is so far that its point or the road may be wrong."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("RoadColumns", text)


def gap_columns(name_of: NameOf) -> Sequence[Column]:
    """The columns of pairs that differ most."""
    limit = _tr("The longer of the two ways; over: further than was looked")
    return (
        Column(_tr("School"), _tr("One of the two"), 180, lambda g: name_of(g.urn_a), lambda g: name_of(g.urn_a).casefold()),
        Column(_tr("and school"), _tr("The other"), 180, lambda g: name_of(g.urn_b), lambda g: name_of(g.urn_b).casefold()),
        Column(_tr("Straight km"), _tr("The straight line between the two"), 90, _straight, lambda g: g.straight_km, True),
        Column(_tr("Estimated min"), _tr("From the straight line"), 108, _estimated, lambda g: g.straight_km, True),
        Column(_tr("Road km"), limit, 76, _km, lambda g: _known(g.km, g.reach_km), True),
        Column(_tr("Road min"), limit, 76, _minutes, lambda g: _known(g.minutes, g.reach_minutes), True),
        Column(_tr("Times as far"), _tr("Road against straight line"), 94, ratio_text, lambda g: g.ratio, True),
        Column(
            _tr("Cluster"), _tr("The cluster that holds both"), 68, lambda g: str(g.cluster or ""), lambda g: g.cluster, True
        ),
        Column(_tr("Why"), _tr("What lies between, as far as is known"), 240, _why, _why),
    )


def _cluster(gap: RoadGap) -> str:
    return str(gap.cluster or "")


def _why(gap: RoadGap) -> str:
    return gap.why.sentence


def footing_columns(name_of: NameOf) -> Sequence[Column]:
    """The columns of schools and their roads."""
    return (
        Column(_tr("School"), _tr("A click shows it on the map"), 300, lambda f: name_of(f.urn), lambda f: name_of(f.urn)),
        Column(_tr("URN"), _tr("Its number"), 80, lambda f: str(f.urn), lambda f: f.urn, True),
        Column(_tr("Metres from the road"), _tr("How far its point is from the nearest road"), 150, _off, _off_order, True),
        Column(_tr("What to think of it"), _tr("Whether its way can be relied upon"), 300, standing_text, _off_order),
    )


def _straight(gap: RoadGap) -> str:
    return f"{gap.straight_km:,.1f}"


def _estimated(gap: RoadGap) -> str:
    return f"{gap.estimated_minutes:.0f}"


def _km(gap: RoadGap) -> str:
    return _figure(gap.km, gap.reach_km, 1)


def _minutes(gap: RoadGap) -> str:
    return _figure(gap.minutes, gap.reach_minutes, 0)


def _figure(value: float, reach: float, decimals: int) -> str:
    """A figure; "over 40" where it is beyond the reach, "no way" where there is none, "" where there is no such measure."""
    if math.isnan(value):
        return ""
    if math.isfinite(value):
        return f"{value:,.{decimals}f}"
    return _tr("over {n:g}").format(n=round(reach, 1)) if math.isfinite(reach) else _tr("no way")


def ratio_text(gap: RoadGap) -> str:
    """How many times as far: "4.4", "over 3.2"."""
    if math.isinf(gap.ratio):
        return _tr("no way")
    return _tr("over {n:.1f}").format(n=gap.ratio) if gap.is_beyond else f"{gap.ratio:.1f}"


def _known(value: float, reach: float) -> float:
    return -1.0 if math.isnan(value) else reach if math.isinf(value) else value


def _off(footing: FootingLike) -> str:
    return "" if math.isnan(footing.off_m) else f"{footing.off_m:,.0f}"


def _off_order(footing: FootingLike) -> float:
    return math.inf if math.isnan(footing.off_m) else footing.off_m


def standing_text(footing: FootingLike) -> str:
    """What to think of how a school meets the road."""
    if math.isnan(footing.off_m):
        return _tr("No road within 2 km: no way to it is known")
    return _tr("Doubtful: look at its point, or whether a lane is missing") if footing.is_doubtful else _tr("On the road")
