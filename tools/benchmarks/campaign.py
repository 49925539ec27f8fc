"""One campaign: the sections that are wanted, measured one after the other, with the last figures of the others."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.sections import SECTIONS, section
from benchmarks.settings import Settings
from benchmarks.store import Measured, keep, measured, stored


def measured_sections(only: Iterable[str], quick: bool, page: Path | None) -> dict[str, Measured]:
    """The sections by name: those wanted (all where `only` names none) measured anew, the others as kept beside the page.

    What is measured is kept there at once, so that a campaign that breaks off loses the section that it was in alone.
    """
    wanted = set(only) or set(SECTIONS)
    kept = page.with_suffix(".json") if page else None
    sections = stored(kept) if kept else {}
    with tempfile.TemporaryDirectory(prefix="wolds-bench-") as folder:
        settings = Settings.a_look(Path(folder)) if quick else Settings(Path(folder))
        for name in SECTIONS:
            if name in wanted:
                sections[name] = _measure(name, settings)
                if kept:
                    keep(kept, sections)
    return sections


def _measure(name: str, settings: Settings) -> Measured:
    sys.stderr.write(f"{name}\n")
    began = time.time()
    return measured(section(name).measure(settings), began, settings.runs, settings.quick)
