"""Travel as the rules want it: the cap judged exactly, whatever unit it or an override was given in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from wolds.clustering.rules import DETOUR_FACTOR, SPEED_KM_PER_HOUR, Barrier, PairTravel, Rules, km_of_minutes, minutes_of_km
from wolds.geo.estimating import PROVIDER as ESTIMATE
from wolds.geo.schools import Schools
from wolds.geo.supplied import SuppliedTravel
from wolds.geo.travel import BarrierLine, EffectiveTravel, GivenTravel, JudgedTravel, Pair

_KM_PER_MINUTE: Final = float(SPEED_KM_PER_HOUR / DETOUR_FACTOR / 60)
_ESTIMATED: Final = "estimated from the straight line: 1.3 times as far, at 30 miles an hour"
_FINE: Final = 1_000
"""Computed travel is compared in thousandths of a metre or of a minute: no cap is written finer than that."""


def travel_of(schools: Schools, rules: Rules) -> EffectiveTravel:
    """The travel in force under the rules. Where a pair has two overrides, the later one holds."""
    return EffectiveTravel.of(
        schools,
        cap_m_squared=rules.cap_m_squared,
        judged=judged_travel(schools.supplied, rules),
        overrides=overrides_of(rules),
        barriers=[barrier_line(barrier, rules) for barrier in rules.barriers],
    )


def judged_travel(supplied: SuppliedTravel | None, rules: Rules) -> JudgedTravel | None:
    """What a provider supplies as the rules want it: in the unit of the cap, minutes as the straight-line km that take as long.

    The cap is met at equality, to the millimetre or the thousandth of a minute. None where the straight line is in force.
    """
    if supplied is None:
        return None
    if in_minutes(rules):
        km, reach_km = supplied.minutes * _KM_PER_MINUTE, supplied.reach_minutes * _KM_PER_MINUTE
        within = np.rint(supplied.minutes * _FINE) <= _fine(rules.cap_minutes, 1)
    else:
        km, reach_km = supplied.metres / 1000.0, supplied.reach_m / 1000.0
        within = np.rint(supplied.metres * _FINE) <= _fine(rules.cap_km, 1000)
    least_km = reach_km if math.isfinite(reach_km) else 0.0
    return JudgedTravel(supplied, km, within & ~np.isnan(km), least_km)


def too_short(supplied: SuppliedTravel | None, rules: Rules) -> str:
    """Why a provider's travel does not do under these rules, "" where it does: pairs beyond its reach are not known."""
    if supplied is None:
        return ""
    label, of_minutes = supplied.source.label, in_minutes(rules)
    if np.isnan(supplied.minutes if of_minutes else supplied.metres).all() and len(supplied):
        has, lacks = ("distances", "minutes") if of_minutes else ("minutes", "distances")
        return f"the travel by {label} has {has} and no {lacks}, and the travel limit is in {'minutes' if of_minutes else 'km'}"
    reach = supplied.reach_minutes if of_minutes else supplied.reach_m / 1000.0
    cap = shown_cap(rules)
    if reach and (math.inf if cap is None else cap) > reach:
        limit = "there is no travel limit" if cap is None else f"the travel limit is {cap:g} {shown_unit(rules)}"
        return f"the travel by {label} was worked out up to {reach:g} {shown_unit(rules)}, and {limit}"
    return ""


@dataclass(frozen=True)
class Measure:
    """What travel is measured in: "km" or "min"; `words` name unit and source ("min by road, OSM July 2022")."""

    unit: str
    words: str
    how: str
    is_estimate: bool

    def value(self, km: float) -> float:
        """Straight-line km, or those that take as long, in this unit."""
        return minutes_of_km(km) if self.unit == "min" else km

    def text(self, km: float, decimals: int = 1) -> str:
        """A figure with unit and source: "2,081 min by road, OSM July 2022"."""
        return f"{self.value(km):,.{decimals}f} {self.words}"


STRAIGHT: Final = Measure("km", "straight-line km", "", False)


def by_words(supplied: SuppliedTravel) -> str:
    """By what one travels: "by road, OSM July 2022", "by table travel.csv"."""
    by_road = supplied.source.provider in ("roads", "server", "valhalla")
    return f"by road, {supplied.source.label}" if by_road else f"by {supplied.source.label}"


def kind_words(supplied: SuppliedTravel | None) -> str:
    """By what kind of thing one travels, for where there is no room for its name: "by road", "by table"; "" = straight."""
    if supplied is None:
        return ""
    return {"table": "by table", ESTIMATE: "by fitted estimate"}.get(supplied.source.provider, "by road")


def supplied_words(supplied: SuppliedTravel | None, rules: Rules) -> str:
    """Unit and provider of travel that is not by the straight line, "min by road, OSM July 2022"; "" where it is."""
    return "" if supplied is None else measure_of(supplied, rules).words


def measure_of(supplied: SuppliedTravel | None, rules: Rules) -> Measure:
    """The measure of travel under the rules, for every place that shows a figure."""
    unit = shown_unit(rules)
    if supplied is None:
        words = "min, estimated" if unit == "min" else "straight-line km"
        return Measure(unit, words, _ESTIMATED if unit == "min" else "", unit == "min")
    changed = ", speeds changed" if unit == "min" and supplied.source.speeds else ""
    return Measure(unit, f"{unit} {by_words(supplied)}{changed}", supplied.source.how, supplied.source.provider == ESTIMATE)


def plan_measure(schools: Schools, rules: Rules) -> Measure:
    """What travel over a plan is told and handed on in: by the straight line always km, which the cost is reckoned in."""
    return STRAIGHT if schools.supplied is None else measure_of(schools.supplied, rules)


def _fine(cap: float | None, units: int) -> float:
    return math.inf if cap is None else float(Fraction(str(cap)) * units * _FINE)


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
