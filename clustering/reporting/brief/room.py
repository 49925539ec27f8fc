"""How much a brief says, so that it keeps to two pages: what is left out is counted, never dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Room:
    """How many schools and sentences a brief holds, and how long a name and a sentence may be, in letters."""

    schools: int
    sentences: int
    name: int
    sentence: int
    with_models: bool = True
    map_mm: int = 75

    def some(self, sentences: Sequence[str], most: int | None = None) -> tuple[str, ...]:
        """As many sentences as there is room for, each with its full stop; how many more there are stands at the end."""
        most = min(self.sentences, most or self.sentences)
        told = [ended(short(text, self.sentence)) for text in sentences]
        if len(told) <= most:
            return tuple(told)
        return (*told[: most - 1], f"And {len(told) - most + 1} more, which stand in the plan.")


ROOMS: Final = (
    Room(schools=12, sentences=8, name=120, sentence=320),
    Room(schools=12, sentences=6, name=60, sentence=260, map_mm=62),
    Room(schools=10, sentences=5, name=50, sentence=200, with_models=False, map_mm=55),
    Room(schools=9, sentences=4, name=40, sentence=140, with_models=False, map_mm=48),
    Room(schools=8, sentences=3, name=30, sentence=100, with_models=False, map_mm=40),
)
"""The roomiest first: whoever writes the brief takes the first that fits on two pages."""


def short(text: str, most: int) -> str:
    """A text of at most so many letters, cut between words where that can be.

    >>> short("Belton Church of England Primary School", 22)
    'Belton Church of…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > most // 2 else cut).rstrip(' ,;:')}…"


def ended(sentence: str) -> str:
    """A sentence with its full stop."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
