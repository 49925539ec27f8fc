"""One school as partners see it: what the register says, None and "" where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from wolds.geo.character import Character
from wolds.geo.federations import federation_title
from wolds.geo.kinds import Governance, SchoolKind, governance_of, kind_of
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext


@dataclass(frozen=True)
class SchoolFacts:
    """A school's facts. None and "" say unknown; a blank federation or trust says that the register names none.

    `cluster` is the id of its cluster in the plan, "" where it is in none; `federation` and `trust` are names for people.
    """

    urn: int
    name: str
    place: str
    la_code: str
    la_name: str
    status: str
    phase: str
    roll: int | None
    low_age: int | None
    high_age: int | None
    character: str
    religious_character: str
    diocese: str
    type_name: str
    kind: SchoolKind
    federation_key: str
    federation: str
    trust: str
    cluster: str = ""
    cluster_name: str = ""

    @classmethod
    def of(cls, context: EditContext, urn: int) -> Self:
        """The facts of a school of the register. `KeyError` for an unknown URN."""
        schools, row = context.schools, context.schools.position(urn)
        character = str(schools.character[row])
        type_name, key = _text(schools, "type_name", row), str(schools.federation[row])
        cluster = context.plan.cluster_at(urn)
        return cls(
            urn=urn,
            name=schools.name_of(urn) or f"URN {urn}",
            place=_text(schools, "town", row) or _text(schools, "locality", row),
            la_code=_text(schools, "la_code", row),
            la_name=_text(schools, "la_name", row) or _text(schools, "la_code", row),
            status=_text(schools, "status", row),
            phase=_text(schools, "phase", row),
            roll=_whole(schools, "roll", row),
            low_age=_whole(schools, "low_age", row),
            high_age=_whole(schools, "high_age", row),
            character=character,
            religious_character=_text(schools, "religious_character", row),
            diocese=_text(schools, "diocese", row),
            type_name=type_name,
            kind=kind_of(type_name, character),
            federation_key=key,
            federation=federation_title(schools, row) if key else "",
            trust=_text(schools, "trust_name", row) or _text(schools, "trust_code", row),
            cluster=cluster.id if cluster else "",
            cluster_name=cluster.name if cluster else "",
        )

    @property
    def governance(self) -> Governance:
        """Maintained by its authority, or an academy."""
        return governance_of(self.kind)

    @property
    def is_church(self) -> bool:
        """Whether it is known to be of Christian character."""
        return self.character == Character.CHURCH

    @property
    def ages_text(self) -> str:
        """Its ages: "4 to 11", or that they are unknown."""
        if self.low_age is None or self.high_age is None:
            return "ages unknown"
        return f"{self.low_age} to {self.high_age}"

    @property
    def roll_text(self) -> str:
        """Its roll: "62 pupils", or that it is unknown."""
        if self.roll is None:
            return "roll unknown"
        return "1 pupil" if self.roll == 1 else f"{self.roll} pupils"

    @property
    def character_text(self) -> str:
        """Its character in the register's words: "Church of England", "no religious character", "character unknown"."""
        if self.character == Character.UNKNOWN:
            return "character unknown"
        return "no religious character" if self.character == Character.COMMUNITY else self.religious_character

    @property
    def kind_text(self) -> str:
        """Its type in the register's words."""
        return self.type_name.lower() if self.type_name else "type unknown"

    @property
    def line(self) -> str:
        """The school in a line."""
        parts = [self.roll_text, self.ages_text, self.character_text, self.kind_text]
        parts += [self.la_name] if self.la_name else []
        parts += [self.federation] if self.federation else []
        parts += [self.trust] if self.trust else []
        return f"{self.name} (URN {self.urn}): {', '.join(parts)}"


def _text(schools: Schools, column: str, row: int) -> str:
    return str(schools.text(column)[row]).strip()


def _whole(schools: Schools, column: str, row: int) -> int | None:
    value = float(schools.number(column)[row])
    return None if value != value else round(value)
