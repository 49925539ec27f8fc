"""The straight-line estimate fitted to roads or to a table: how far off it is, and what would break by road. No Qt, no files.

The fit is robust: the middle of all pairs, so that pairs round an estuary, however far they are, do not bend it. Pairs that a
provider did not follow to the end count as slower than any that it did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.rules import Rules
from wolds.clustering.travel import in_minutes
from wolds.geo.errors import InputError
from wolds.geo.estimating import (
    DEFAULT_ESTIMATE,
    LEAST_DETOUR,
    LEAST_KM_PER_HOUR,
    MOST_DETOUR,
    MOST_KM_PER_HOUR,
    Estimate,
)
from wolds.geo.schools import FloatArray
from wolds.geo.side_by_side import SideBySide
from wolds.geo.supplied import SuppliedTravel

LEAST_KM: Final = 1.0
"""Pairs nearer than this are left out of the fit: where a school meets its road weighs more than the way."""
LEAST_PAIRS: Final = 10
_WITHOUT_CAP_KM: Final = 20.0


@dataclass(frozen=True)
class Spread:
    """How far an estimate is from the provider, in per cent of that: below nought it is too hopeful. A tenth of the pairs lie
    below `low`, half below `middle`, nine tenths below `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Judged:
    """Pairs that the estimate or the provider, or both, have within the travel limit; and those judged otherwise: `hopeful`
    are within it by the estimate alone, `strict` by the provider alone."""

    pairs: int
    hopeful: int
    strict: int

    @property
    def share(self) -> float:
        """The share of pairs that are judged otherwise, in per cent."""
        return 100.0 * (self.hopeful + self.strict) / self.pairs if self.pairs else 0.0


@dataclass(frozen=True)
class Verdict:
    """How an estimate does: spreads of its km and minutes (None where the provider has no such measure), and what the travel
    limit makes of it (None where there is no limit, or not in a measure that the provider has)."""

    estimate: Estimate
    km: Spread | None
    minutes: Spread | None
    judged: Judged | None


@dataclass(frozen=True)
class Calibration:
    """The estimate as it is by default and as it is fitted, over so many pairs at most `most_km` of straight line apart.

    Where the provider has no km, the detour factor stays as it was; without minutes the speed does.
    """

    pairs: int
    most_km: float
    default: Verdict
    fitted: Verdict


@dataclass(frozen=True)
class BrokenCluster:
    """A cluster that breaks a rule of travel by the provider, and none by the straight line."""

    cluster: str  # its id
    number: int
    name: str
    urns: tuple[int, ...]
    sentences: tuple[str, ...]


def calibrated(context: EditContext, supplied: SuppliedTravel) -> Calibration:
    """The estimate fitted to a provider's travel among the schools of a plan.

    Raises `InputError` where there are too few pairs to fit anything to.
    """
    most_km = context.plan.rules.cap_in_km or _WITHOUT_CAP_KM
    near = SideBySide.of(context.schools, supplied, most_km)
    near = near.kept(near.straight_km >= LEAST_KM)
    if len(near) < LEAST_PAIRS:
        what = f"only {len(near)} pairs of schools from {LEAST_KM:g} to {most_km:.1f} km apart have a known way"
        raise InputError(what, remedy=f"A fit takes {LEAST_PAIRS} pairs: let more schools take part, or give other roads.")
    default, fitted = (_verdict(context, supplied, near, one) for one in (DEFAULT_ESTIMATE, fitted_estimate(near)))
    return Calibration(len(near), most_km, default, fitted)


def fitted_estimate(pairs: SideBySide) -> Estimate:
    """The detour factor and the speed at which half of the pairs are further and half nearer than the estimate, rounded to
    hundredths and to tenths of a km/h. What the provider lacks stays at the default."""
    detour, pace = DEFAULT_ESTIMATE.detour, None
    if not np.isnan(pairs.km).all():
        detour = _middle(pairs.km / pairs.straight_km, detour)
    if not np.isnan(pairs.minutes).all():
        pace = _middle(pairs.minutes / pairs.straight_km, DEFAULT_ESTIMATE.detour / DEFAULT_ESTIMATE.km_per_hour * 60.0)
    detour = round(min(max(detour, LEAST_DETOUR), MOST_DETOUR), 2)
    speed = DEFAULT_ESTIMATE.km_per_hour if pace is None or pace <= 0.0 else round(detour / pace * 60.0, 1)
    return Estimate(detour, min(max(speed, LEAST_KM_PER_HOUR), MOST_KM_PER_HOUR))


def _middle(values: FloatArray, otherwise: float) -> float:
    """The median of what is known; `otherwise` where half of the pairs were not followed to their end."""
    found = float(np.nanmedian(values))
    return found if np.isfinite(found) else otherwise


def _verdict(context: EditContext, supplied: SuppliedTravel, near: SideBySide, estimate: Estimate) -> Verdict:
    km, minutes = _spread(estimate.km(near.straight_km), near.km), _spread(estimate.minutes(near.straight_km), near.minutes)
    return Verdict(estimate, km, minutes, _judged(context, supplied, estimate))


def _spread(estimated: FloatArray, known: FloatArray) -> Spread | None:
    if np.isnan(known).all():
        return None
    off = np.where(known > 0, estimated / np.where(known > 0, known, 1.0) - 1.0, 0.0)[~np.isnan(known)] * 100.0
    low, middle, high = np.quantile(off, (0.1, 0.5, 0.9)).tolist()
    return Spread(low, middle, high)


def _judged(context: EditContext, supplied: SuppliedTravel, estimate: Estimate) -> Judged | None:
    """What the travel limit makes of the estimate and of the provider."""
    cap, radius_km = _limit(context.plan.rules, estimate)
    values = supplied.minutes if in_minutes(context.plan.rules) else supplied.metres / 1000.0
    if cap is None or np.isnan(values).all():
        return None
    inside = SideBySide.of(context.schools, supplied, radius_km)
    known = inside.minutes if in_minutes(context.plan.rules) else inside.km
    both, hopeful = int((known <= cap).sum()), int((known > cap).sum())
    placed = context.schools.urn[context.schools.has_point]
    with_points = np.isin(supplied.urn_a, placed) & np.isin(supplied.urn_b, placed)
    strict = int(((values <= cap) & with_points).sum()) - both
    return Judged(both + hopeful + strict, hopeful, strict)


def _limit(rules: Rules, estimate: Estimate) -> tuple[float | None, float]:
    """The travel limit, and the straight km that it comes to by an estimate. By default a limit in km is one of straight km, as
    the contract has it; by another estimate of km by road."""
    if rules.cap_minutes is not None:
        return rules.cap_minutes, estimate.reach_km(rules.cap_minutes)
    if rules.cap_km is None:
        return None, 0.0
    return rules.cap_km, rules.cap_km if estimate == DEFAULT_ESTIMATE else rules.cap_km / estimate.detour


def broken_by(context: EditContext, supplied: SuppliedTravel) -> tuple[BrokenCluster, ...]:
    """The clusters that break the travel limit by a provider's travel and keep it by the straight line, by number."""
    now, then = (_over_the_limit(context, travel) for travel in (None, supplied))
    clusters = sorted(context.plan.clusters.values(), key=lambda cluster: (cluster.number, cluster.id))
    return tuple(
        BrokenCluster(cluster.id, cluster.number, cluster.name, cluster.members, then[cluster.id])
        for cluster in clusters
        if cluster.id in then and cluster.id not in now
    )


def _over_the_limit(context: EditContext, travel: SuppliedTravel | None) -> dict[str, tuple[str, ...]]:
    """What is said of the clusters that break the travel limit, by their ids."""
    judged = Scoreboard.of(context.schools.travelling_by(travel), context.standing, context.plan)
    found = {
        key: tuple(fault.sentence for fault in figures.violations if fault.rule == "cap")
        for key, figures in judged.clusters.items()
    }
    return {key: sentences for key, sentences in found.items() if sentences}


def spread_words(spread: Spread | None) -> str:
    """How far an estimate is off, in words; a dash where nobody knows.

    >>> spread_words(Spread(-20.6, 0.9, 14.7))
    '+1 % in the middle, −21 % to +15 % for eight pairs in ten'
    """
    if spread is None:
        return "–"
    return f"{_percent(spread.middle)} in the middle, {_percent(spread.low)} to {_percent(spread.high)} for eight pairs in ten"


def short_spread_words(spread: Spread | None) -> str:
    """The same for a narrow column: the middle, and in brackets what eight pairs in ten lie between.

    >>> short_spread_words(Spread(-20.6, 0.9, 14.7))
    '+1 % (−21 % to +15 %)'
    """
    return "–" if spread is None else f"{_percent(spread.middle)} ({_percent(spread.low)} to {_percent(spread.high)})"


def _percent(value: float) -> str:
    rounded = round(value)
    return f"+{rounded} %" if rounded > 0 else f"−{-rounded} %" if rounded < 0 else "0 %"


def judged_words(judged: Judged | None) -> str:
    """How many pairs are judged otherwise, and which way; a dash where nothing is judged.

    >>> judged_words(Judged(1643, 129, 175))
    '304 of 1,643 pairs (19 %): 129 too hopeful, 175 too strict'
    """
    if judged is None:
        return "–"
    differ = f"{judged.hopeful + judged.strict:,} of {judged.pairs:,} pairs ({judged.share:.0f} %)"
    return f"{differ}: {judged.hopeful:,} too hopeful, {judged.strict:,} too strict"
