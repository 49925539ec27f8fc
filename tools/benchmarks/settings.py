"""How much is measured, and the ground that sections share: registers and plans, made when first asked for."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.fresh import fresh
from benchmarks.registers import write_register
from benchmarks.timing import Outcome

LINCOLNSHIRE: Final = "925"
LINCOLNSHIRE_CAPS_KM: Final = (8.0, 12.0)


@dataclass(frozen=True)
class Settings:
    """How much is measured. `folder` is a temporary one that the sections share."""

    folder: Path
    sizes: tuple[int, ...] = (280, 3_000, 17_000)
    runs: int = 5
    edits: int = 40
    frames: int = 120
    quick: bool = False
    with_real_data: bool = True
    _windows: dict[int, Outcome] = field(default_factory=dict)

    @classmethod
    def a_look(cls, folder: Path) -> Settings:
        """The smallest size, one run, no real data: does it work at all?"""
        return cls(folder, sizes=(280,), runs=1, edits=3, frames=10, quick=True, with_real_data=False)

    def register(self, schools: int) -> str:
        """The register of so many schools."""
        path = self.folder / f"{schools}.csv"
        if not path.exists():
            write_register(path, schools)
        return str(path)

    def plan(self, schools: int) -> str:
        """The plan file of such a register with a proposal accepted."""
        path = self.folder / f"{schools}.gpkg"
        if not path.exists():
            fresh("proposing", register=self.register(schools), schools=schools, plan=str(path), runs=1)
        return str(path)

    def england_plan(self, register: str, cap_km: float) -> str:
        """The plan file of all primaries of England with a proposal accepted."""
        path = self.folder / "england.gpkg"
        if not path.exists():
            fresh("proposing", register=register, cap_km=cap_km, any_size=True, plan=str(path), runs=1)
        return str(path)

    def window(self, schools: int) -> Outcome:
        """The window with such a plan, measured once: two sections tell of it."""
        if schools not in self._windows:
            given = {"edits": self.edits, "frames": self.frames, "runs": self.runs}
            self._windows[schools] = self.measure("window", schools_case(schools), plan=self.plan(schools), **given)
        return self._windows[schools]

    def measure(self, subject: str, case: str, most_seconds: float | None = None, **given: Any) -> Outcome:
        """What came of a subject (a module of `benchmarks`) in a process of its own; `case` is what the tables call it."""
        start = time.perf_counter()
        outcome = fresh(subject, most_seconds, **given)
        outcome.case = case
        sys.stderr.write(f"  {subject}, {case or 'once'}: {time.perf_counter() - start:.0f} s\n")
        return outcome


def schools_case(schools: int) -> str:
    """What the tables call a register of the sample county copied."""
    return f"{schools:,} schools"


def lincolnshire_case(cap_km: float) -> str:
    """What the tables call Lincolnshire's small primaries under a cap."""
    return f"Lincolnshire, {cap_km:g} km"
