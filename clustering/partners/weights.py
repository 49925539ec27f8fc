"""How much travel and each kind of likeness count when partners are ranked: to be seen and changed.

A pair's score is the mean of its parts, each from 0 to 1, weighted:

    score = sum(weight x part) / sum(weight)        over the parts that are known

A part that the register does not tell is left out of both sums: nothing is filled in. `known_share` is the share of the whole
weight that was known, and stands beside the score. The parts:

- travel: 1 - km / reach, so 1 next door and 0 at the end of the reach;
- relation: 1 in one federation, trust or present cluster, else 0;
- roll: the smaller roll over the larger;
- ages: years from five on taught by both over those taught by either; 1 where one school hands its pupils on to the other;
- character: 1 of one denomination or both without, one half for two churches, else 0;
- type: 1 of one kind in law, one half where both are maintained or both academies, else 0.

The usual weights are ours: travel as much as three likenesses, since distance cuts how often and how deeply schools work
together (Hill and others, 2014).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from wolds.clustering.rules import Document

Weight = Annotated[float, Field(ge=0, le=100)]

PARTS: Final[Mapping[str, str]] = {
    "travel": "how near they are",
    "relation": "that they work together already",
    "roll": "that they are of one size",
    "ages": "that they teach the same ages, or hand pupils on",
    "character": "that they are of one religious character",
    "type": "that they are of one type in law",
}
"""The parts of a score, in the order they are shown, and what each rewards."""


class Weights(Document):
    """What each part of a partner's score counts; 0 leaves it out, and only their ratio matters."""

    travel: Weight = 3.0
    relation: Weight = 1.0
    roll: Weight = 1.0
    ages: Weight = 1.0
    character: Weight = 1.0
    type: Weight = 1.0

    @model_validator(mode="after")
    def _something_counts(self) -> Self:
        if not any(self.of(part) for part in PARTS):
            raise ValueError("all weights are 0, so nothing would be ranked")
        return self

    def of(self, part: str) -> float:
        """The weight of a part."""
        weight: float = getattr(self, part)
        return weight

    def score(self, parts: Mapping[str, float | None]) -> tuple[float, float]:
        """Score and known share of the whole weight, both 0 to 1. Parts that are None are unknown.

        >>> Weights(travel=1, roll=1).score({"travel": 0.5, "roll": None})
        (0.5, 0.16666666666666666)
        """
        known = {part: value for part, value in parts.items() if value is not None and part in PARTS}
        weight = sum(self.of(part) for part in known)
        whole = sum(self.of(part) for part in PARTS)
        if not weight:
            return 0.0, 0.0
        return sum(self.of(part) * value for part, value in known.items()) / weight, weight / whole

    @property
    def words(self) -> str:
        """The weights in a row: "travel 3, relation 1, ..."."""
        return ", ".join(f"{part} {self.of(part):g}" for part in PARTS)
