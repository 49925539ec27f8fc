"""Which schools the table shows: a search and three choices, answered for all schools at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from wolds.clustering.eligibility import Role
from wolds.geo.schools import BoolArray
from wolds.widgets.schools.facts import SchoolFacts


class Show(StrEnum):
    """The choices of the first box."""

    ALL = "all"
    TAKING_PART = "taking_part"
    TO_PLACE = "to_place"
    OPTIONAL = "optional"
    EXCLUDED = "excluded"
    UNPLACED = "unplaced"
    IN_CLUSTER = "in_cluster"
    WARNED = "warned"
    LOCKED = "locked"


_MASKS: Final[Mapping[Show, Callable[[SchoolFacts], BoolArray]]] = {
    Show.TAKING_PART: lambda facts: np.not_equal(facts.standing.role, int(Role.EXCLUDED)) | (facts.number > 0),
    Show.TO_PLACE: lambda facts: facts.standing.to_place,
    Show.OPTIONAL: lambda facts: facts.standing.optional,
    Show.EXCLUDED: lambda facts: np.equal(facts.standing.role, int(Role.EXCLUDED)),
    Show.UNPLACED: lambda facts: facts.unplaced,
    Show.IN_CLUSTER: lambda facts: facts.number > 0,
    Show.WARNED: lambda facts: facts.warned,
    Show.LOCKED: lambda facts: facts.locked,
}


@dataclass(frozen=True)
class SchoolFilter:
    """What is asked for; the defaults show every school."""

    words: str = ""  # each word must stand in name, URN, locality, town or postcode
    show: Show = Show.ALL
    la_code: str = ""
    character: str = ""

    def mask(self, facts: SchoolFacts) -> BoolArray:
        """The schools to show, shape (n,)."""
        mask = np.ones(len(facts.schools), dtype=bool)
        if self.show != Show.ALL:
            mask &= _MASKS[self.show](facts)
        if self.la_code:
            mask &= facts.schools.text("la_code") == self.la_code
        if self.character:
            mask &= facts.schools.character == self.character
        for word in self.words.casefold().split():
            mask &= np.fromiter((word in text for text in facts.texts.haystack), dtype=bool, count=len(mask))
        return mask
