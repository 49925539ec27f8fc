"""The last figures of each section, kept as JSON beside the page, each with the day, commit and machine of its own."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.registers import SEED
from benchmarks.timing import Outcome


@dataclass
class Measured:
    """What a section measured, when, and on what."""

    rows: list[Outcome]
    began: float
    seconds: float
    seed: int
    runs: int
    quick: bool
    machine: dict[str, str] = field(default_factory=dict)

    @property
    def date(self) -> str:
        """The local time at which it began."""
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(self.began))

    @property
    def loads(self) -> list[float]:
        """How many processes wanted a core before and after each row."""
        return [load for row in self.rows for load in row.load]


def measured(rows: list[Outcome], began: float, runs: int, quick: bool) -> Measured:
    """A section's rows with what they were measured on."""
    return Measured(rows, began, time.time() - began, SEED, runs, quick, machine.facts())


def stored(path: Path) -> dict[str, Measured]:
    """The sections of a file; none where there is no file."""
    if not path.exists():
        return {}
    return {name: _read(kept) for name, kept in json.loads(path.read_text(encoding="utf-8")).items()}


def keep(path: Path, sections: dict[str, Measured]) -> None:
    """Write the sections down."""
    text = json.dumps({name: asdict(section) for name, section in sections.items()}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _read(kept: dict[str, Any]) -> Measured:
    return Measured(**kept | {"rows": [Outcome(**row) for row in kept["rows"]]})
