"""The questions of the comparisons: which small primaries, under which cap and largest size; else the command line's rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import real_data
from benchmarks.fresh import fresh
from benchmarks.settings import LINCOLNSHIRE, LINCOLNSHIRE_CAPS_KM, Settings
from benchmarks.timing import Outcome
from benchmarks.ways import NAMES

ENGLAND_CAP_KM: Final = 10.0
_LOADING_S: Final = 20.0
"""What a process may take beside its answer: loading libraries, the repair."""


@dataclass(frozen=True)
class Question:
    """Small primaries (at most 209 pupils) of a register, of one LA of it or of its rural places; size is 3 to `size_max`."""

    case: str
    register: str
    cap_km: float
    la: str = ""
    rural: bool = False
    size_max: int = 6

    def ask(self, settings: Settings, way: str, seconds: float, runs: int) -> Outcome:
        """What a way made of it in so many seconds; a process that takes much longer than that is ended."""
        question, allowed = self._posed(settings), seconds * 1.2 + _LOADING_S
        outcome = settings.measure("way", self.case, allowed, way=way, question=question, seconds=seconds, runs=runs)
        outcome.facts |= {"way": way, "cap_km": self.cap_km, "size_max": self.size_max}
        return outcome

    def _posed(self, settings: Settings) -> str:
        """The question written down, once."""
        register, where = Path(self.register).name, "rural" if self.rural else self.la
        target = settings.folder / f"{register} {where} {self.cap_km:g} km to {self.size_max}"
        if not Path(f"{target}.npz").exists():
            given: dict[str, Any] = {"register": self.register, "cap_km": self.cap_km, "size_max": self.size_max}
            fresh("posing", **given, la=self.la, rural=self.rural, target=str(target))
        return str(target)


def sample_question(settings: Settings, schools: int, cap_km: float = 12.0, size_max: int = 6) -> Question:
    """The sample county copied to so many schools."""
    name = "The sample county" if schools == min(settings.sizes) else f"{schools:,} schools, made up"
    return Question(f"{name}, {cap_km:g} km", settings.register(schools), cap_km, size_max=size_max)


def real_questions(settings: Settings) -> list[Question]:
    """Lincolnshire under two caps and England's rural small primaries, where the register is at hand."""
    register = real_data.primaries() if settings.with_real_data else None
    if register is None:
        return []
    county = [
        Question(f"Lincolnshire, {cap_km:g} km", str(register), cap_km, la=LINCOLNSHIRE) for cap_km in LINCOLNSHIRE_CAPS_KM
    ]
    england = Question(f"England's rural places, {ENGLAND_CAP_KM:g} km", str(register), ENGLAND_CAP_KM, rural=True)
    return [*county, england]


def way_name(row: Outcome) -> str:
    """What the tables call the way of a row."""
    return NAMES[row.facts["way"]]
