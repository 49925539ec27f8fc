"""How far a school looks for partners: estimated minutes or straight-line km, met at equality."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from wolds.clustering.rules import Rules, km_of_minutes, minutes_of_km
from wolds.clustering.travel import supplied_words
from wolds.clustering.wording import plain
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

USUAL_MINUTES: Final = (10.0, 20.0, 30.0)
"""The reaches that are offered; the middle one is the usual one."""
MOST_MINUTES: Final = 240.0
MOST_KM: Final = 200.0


@dataclass(frozen=True)
class Reach:
    """A reach in minutes or in km; just one of them. They are estimated minutes and straight-line km, unless `supplied` names
    the measure of another provider's travel, such as "min by road, OSM July 2022".
    """

    minutes: float | None = None
    km: float | None = None
    supplied: str = ""

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.km is None):
            raise InputError("the reach is given in minutes or in km, not in both", remedy="Give one of them.")
        value, most = (self.minutes, MOST_MINUTES) if self.minutes is not None else (self.km, MOST_KM)
        if value is None or not 0 < value <= most:
            raise InputError(f"a reach of {value:g} cannot be used", remedy=f"Give more than 0 and at most {most:g}.")

    @property
    def in_km(self) -> float:
        """The reach as straight-line km."""
        return km_of_minutes(self.minutes) if self.minutes is not None else float(self.km or 0.0)

    def over(self, rules: Rules, **others: object) -> Rules:
        """Rules whose cap is this reach between all pairs; `others` are further fields to change."""
        caps = {"cap_km": self.km, "cap_minutes": self.minutes, "cap_rule": "pairs"}
        return Rules.model_validate(rules.model_dump() | caps | others)

    @property
    def words(self) -> str:
        """The reach in words, with what kind of number it is."""
        if self.supplied:
            return f"{(self.minutes if self.minutes is not None else self.km):g} {self.supplied}"
        return f"{self.minutes:g} estimated minutes" if self.minutes is not None else f"{self.km:g} straight-line km"

    def among(self, schools: Schools, rules: Rules) -> Reach:
        """The same reach in the measure of the travel that is in force among the schools."""
        return replace(self, supplied=supplied_words(schools.supplied, self.over(rules)))


def travel_words(km: float, supplied: str = "") -> str:
    """Travel in km and estimated minutes; by another provider in its own measure, "17 min by road, OSM July 2022".

    >>> travel_words(4.0)
    '4 km (about 6 min)'
    >>> travel_words(0.1)
    '0.1 km (under 1 min)'
    """
    if not math.isfinite(km):
        return "unknown travel"
    if supplied:
        return f"{plain(minutes_of_km(km), 0) if supplied.startswith('min') else plain(km)} {supplied}"
    minutes = plain(minutes_of_km(km), 0)
    return f"{plain(km)} km ({'under 1' if minutes == '0' else f'about {minutes}'} min)"
