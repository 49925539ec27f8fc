"""A school of the sample county while it is being made up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wolds.geo.sample.settlements import Settlement


class Kind(StrEnum):
    """What a school teaches."""

    PRIMARY = "Primary School"
    INFANT = "Infant School"
    JUNIOR = "Junior School"
    FIRST = "First School"
    MIDDLE_PRIMARY = "Middle School"
    MIDDLE_SECONDARY = "Middle Academy"
    SECONDARY = "High School"
    NURSERY = "Nursery School"
    SPECIAL = "Special School"


class Faith(StrEnum):
    """Religious character in the words of GIAS; "" is a blank."""

    CHURCH_OF_ENGLAND = "Church of England"
    CATHOLIC = "Roman Catholic"
    NOT_APPLICABLE = "Does not apply"
    NONE = "None"
    BLANK = ""


class Type(StrEnum):
    """Type of establishment in the words of GIAS."""

    COMMUNITY = "Community school"
    CONTROLLED = "Voluntary controlled school"
    AIDED = "Voluntary aided school"
    FOUNDATION = "Foundation school"
    CONVERTER = "Academy converter"
    SPONSORED = "Academy sponsor led"
    FREE = "Free schools"
    NURSERY = "Local authority nursery school"
    SPECIAL = "Community special school"

    @property
    def is_academy(self) -> bool:
        """Whether a trust runs it, so that it cannot be in a federation."""
        return self in (Type.CONVERTER, Type.SPONSORED, Type.FREE)


@dataclass(frozen=True)
class Draft:
    """One school. `at_m` is easting and northing in metres; None, blank or 0 stand for what a register lacks."""

    name: str
    place: Settlement
    at_m: tuple[int, int] | None
    kind: Kind
    faith: Faith
    type: Type
    ages: tuple[int, int] | None
    roll: int | None
    capacity: int | None
    urban_rural: str
    diocese: str
    street: str
    postcode: str
    meals_percent: float
    opened: str = ""
    closed: str = ""
    status: str = "Open"
    federation: str = ""
    trust: str = ""

    @property
    def is_small(self) -> bool:
        """Whether it is an open school of the primary phase with at most 209 pupils."""
        return self.phase == "Primary" and self.status.startswith("Open") and 0 < (self.roll or 0) <= 209

    @property
    def phase(self) -> str:
        """Phase of education in the words of GIAS."""
        return _PHASES.get(self.kind, "Primary")


_PHASES = {
    Kind.MIDDLE_PRIMARY: "Middle deemed primary",
    Kind.MIDDLE_SECONDARY: "Middle deemed secondary",
    Kind.SECONDARY: "Secondary",
    Kind.NURSERY: "Nursery",
    Kind.SPECIAL: "Not applicable",
}
