"""The sections of the benchmark page, one module each, in the page's order: add a section by adding its name.

A section has these functions, of which the first two must be there:

- `measure(settings) -> list[Outcome]` measures; each outcome is one row, and goes through JSON;
- `tables(rows) -> str` is the section in Markdown, its `##` heading included, from these rows alone;
- `promises(rows) -> list[Promise]` says what was promised and what came of it; it also gets no rows at all;
- `pictures(rows, folder)` draws what `tables` refers to as `pictures/bench-*.svg` into that folder.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from benchmarks.promises import Promise
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

SECTIONS: Final = (
    "starting",
    "importing",
    "proposing",
    "england",
    "county_rules",
    "instances",
    "peers",
    "growth",
    "window",
    "planfiles",
    "roads",
    "memory",
)


class Section(Protocol):
    """What a module of a section must have."""

    def measure(self, settings: Settings) -> list[Outcome]:
        """Measure all its rows."""

    def tables(self, rows: list[Outcome]) -> str:
        """The section in Markdown."""


def section(name: str) -> Section:
    """The module of a section."""
    return cast(Section, import_module(f"benchmarks.sections.{name}"))


def promises_of(name: str, rows: list[Outcome]) -> list[Promise]:
    """A section's promises, none where it makes none."""
    made = getattr(section(name), "promises", None)
    return made(rows) if made else []


def draw(name: str, rows: list[Outcome], folder: Path) -> None:
    """Draw a section's pictures, where it has any."""
    pictures = getattr(section(name), "pictures", None)
    if pictures:
        folder.mkdir(parents=True, exist_ok=True)
        pictures(rows, folder)
