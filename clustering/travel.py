"""Travel as the rules want it: the cap judged exactly, whatever unit it or an override was given in."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from wolds.clustering.rules import DETOUR_FACTOR, SPEED_KM_PER_HOUR, Barrier, PairTravel, Rules, km_of_minutes, minutes_of_km
from wolds.geo.schools import Schools
from wolds.geo.travel import BarrierLine, EffectiveTravel, GivenTravel, Pair


def travel_of(schools: Schools, rules: Rules) -> EffectiveTravel:
    """The travel in force under the rules. Where a pair has two overrides, the later one holds."""
    return EffectiveTravel.of(
        schools,
        cap_m_squared=rules.cap_m_squared,
        overrides=overrides_of(rules),
        barriers=[barrier_line(barrier, rules) for barrier in rules.barriers],
    )


def overrides_of(rules: Rules) -> dict[Pair, GivenTravel]:
    """The travel of each pair that a person knows better, by pair of URNs."""
    return {given.pair: override_travel(given, rules) for given in rules.overrides}


def override_travel(given: PairTravel, rules: Rules) -> GivenTravel:
    """What an override comes to: straight-line km (those that take as long, where minutes are given), and the cap's verdict."""
    if given.km is not None:
        return GivenTravel(given.km, km_in_cap(given.km, rules))
    assert given.minutes is not None
    return GivenTravel(km_of_minutes(given.minutes), minutes_in_cap(given.minutes, rules))


def barrier_line(barrier: Barrier, rules: Rules) -> BarrierLine:
    """A barrier as travel: crossing pairs take its minutes, or are kept apart where it has none."""
    points = np.array(barrier.points, dtype=np.float64)
    if barrier.minutes is None:
        return BarrierLine(barrier.name, points, GivenTravel(math.inf, False))
    travel = GivenTravel(km_of_minutes(barrier.minutes), minutes_in_cap(barrier.minutes, rules))
    return BarrierLine(barrier.name, points, travel)


def km_in_cap(km: float, rules: Rules) -> bool:
    """Whether straight-line km are within the cap, exact at equality as written in decimals."""
    cap = _cap_km(rules)
    return cap is None or Fraction(str(km)) <= cap


def minutes_in_cap(minutes: float, rules: Rules) -> bool:
    """Whether minutes under the default estimate are within the cap, exact at equality as written in decimals."""
    cap = _cap_km(rules)
    return cap is None or _km(minutes) <= cap


def _cap_km(rules: Rules) -> Fraction | None:
    if rules.cap_km is not None:
        return Fraction(str(rules.cap_km))
    return None if rules.cap_minutes is None else _km(rules.cap_minutes)


def _km(minutes: float) -> Fraction:
    return Fraction(str(minutes)) / 60 * SPEED_KM_PER_HOUR / DETOUR_FACTOR


def in_minutes(rules: Rules) -> bool:
    """Whether the person thinks in minutes: the cap is given in them."""
    return rules.cap_minutes is not None


def shown_value(km: float, rules: Rules) -> float:
    """Travel in the unit of the cap: estimated minutes where the cap is in minutes, else km."""
    return minutes_of_km(km) if in_minutes(rules) else km


def shown_cap(rules: Rules) -> float | None:
    """The cap in its own unit; None = no cap."""
    return rules.cap_minutes if in_minutes(rules) else rules.cap_km


def shown_unit(rules: Rules) -> str:
    """The unit travel is shown in: "min" or "km"."""
    return "min" if in_minutes(rules) else "km"
