"""How far a school looks for partners: estimated minutes or straight-line km, met at equality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wolds.clustering.rules import Rules, km_of_minutes
from wolds.geo.errors import InputError

USUAL_MINUTES: Final = (10.0, 20.0, 30.0)
"""The reaches that are offered; the middle one is the usual one."""
MOST_MINUTES: Final = 240.0
MOST_KM: Final = 200.0


@dataclass(frozen=True)
class Reach:
    """A reach in minutes of the default estimate, or in straight-line km; just one of them."""

    minutes: float | None = None
    km: float | None = None

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
        return f"{self.minutes:g} estimated minutes" if self.minutes is not None else f"{self.km:g} straight-line km"

    def words_by(self, supplied: str) -> str:
        """The same where another provider's travel is in force, which `supplied` names with its unit."""
        return f"{(self.minutes if self.minutes is not None else self.km):g} {supplied}" if supplied else self.words
