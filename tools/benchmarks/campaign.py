"""One campaign: which subject is measured with what, and how often."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks import real_data
from benchmarks.fresh import fresh
from benchmarks.registers import write_register
from benchmarks.timing import Outcome, load

SIZES: Final = (280, 3_000, 17_000)
LINCOLNSHIRE: Final = "925"
LINCOLNSHIRE_CAPS_KM: Final = (8.0, 12.0)


@dataclass
class Campaign:
    """How much is measured, and what came of it: outcomes by subject and size (or by case)."""

    sizes: tuple[int, ...] = SIZES
    runs: int = 5
    edits: int = 40
    frames: int = 120
    with_real_data: bool = True
    outcomes: dict[tuple[str, Any], Outcome] = field(default_factory=dict)
    began: float = field(default_factory=time.time)
    loads: list[float] = field(default_factory=list)

    def hold(self) -> None:
        """Measure everything."""
        with tempfile.TemporaryDirectory(prefix="wolds-bench-") as name:
            folder = Path(name)
            for size in self.sizes:
                write_register(folder / f"{size}.csv", size)
            self._starting()
            for size in self.sizes:
                self._size(size, folder)
            if self.with_real_data:
                self._real()

    def _starting(self) -> None:
        from wolds.resources.loader import sample_register_path, sample_rules_path

        register, rules = str(sample_register_path()), str(sample_rules_path())
        self._run("starting", None, runs=self.runs, register=register, rules=rules)

    def _size(self, size: int, folder: Path) -> None:
        register, plan = str(folder / f"{size}.csv"), str(folder / f"{size}.gpkg")
        self._importing(size, register)
        self._run("proposing", size, register=register, schools=size, plan=plan, runs=self.runs)
        self._run("peers", size, register=register, runs=self.runs)
        self._run("window", size, plan=plan, edits=self.edits, frames=self.frames, runs=self.runs)
        self._run("planfiles", size, plan=plan, folder=str(folder), runs=self.runs)
        self._run("memory", size, register=register, schools=size, folder=str(folder))

    def _importing(self, case: Any, register: str) -> None:
        """The first reading of a process takes as many processes as there are runs."""
        first = [fresh("importing", register=register, runs=0).seconds["first"][0] for _ in range(self.runs - 1)]
        self._run("importing", case, register=register, runs=self.runs)
        self.outcomes["importing", case].seconds["first"] += first

    def _real(self) -> None:
        if register := real_data.england():
            self._importing("England", str(register))
        if register := real_data.primaries():
            for cap_km in LINCOLNSHIRE_CAPS_KM:
                self._run("proposing", cap_km, register=str(register), la=LINCOLNSHIRE, cap_km=cap_km, runs=self.runs)
                self._run("peers", cap_km, register=str(register), la=LINCOLNSHIRE, cap_km=cap_km, runs=self.runs)

    def _run(self, subject: str, case: Any, **given: Any) -> None:
        start = time.perf_counter()
        self.outcomes[subject, case] = fresh(subject, **given)
        self.loads.append(load())
        sys.stderr.write(f"{subject} {'' if case is None else case}: {time.perf_counter() - start:.0f} s\n")

    def of(self, subject: str, case: Any = None) -> Outcome | None:
        """What came of a subject, None where it was not measured."""
        return self.outcomes.get((subject, case))
