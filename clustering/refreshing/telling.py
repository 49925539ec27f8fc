"""What a refresh says of one thing that a person typed or decided."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One plain sentence about schools `urns`. `was_lost`: it has no home any more and is kept in the log alone."""

    kind: str  # "cluster", "lead school", "lock", "note", "role", "associate", "confidential fact", "rule", "filter"
    sentence: str
    urns: tuple[int, ...] = ()
    was_lost: bool = True
