"""The policy table: diocese x kind of school x model, each cell a verdict, with reason and source.

The rows are read from the top. For each model the first row that fits a school and says something of that model holds, so
that a diocese's own rows stand above the general ones. No law is in here: what the law forbids stands in `model_law.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from wolds.clustering.models import Model
from wolds.clustering.rules import Document
from wolds.geo.kinds import SchoolKind

POLICY_VERSION: Final = 1
ANY: Final = "any"

_Words = Annotated[str, Field(max_length=200)]
_Reason = Annotated[str, Field(max_length=2_000)]


class Verdict(StrEnum):
    """What a table says of a model for a school, mildest first."""

    ALLOWED = "allowed"
    ADVICE = "seek advice"
    APPROVAL = "approval needed"
    FORBIDDEN = "not allowed"

    @property
    def strength(self) -> int:
        """0 for the mildest, 3 for the strongest."""
        return tuple(Verdict).index(self)


class Company(StrEnum):
    """With whom a school would work: only with its own church, with others too, or whichever."""

    ANY = "any"
    CHURCH = "church"
    MIXED = "mixed"


class PolicyRow(Document):
    """One row. `diocese`, `school` and `character` are "any" or what a school must be; a model left out says nothing.

    `diocese` is the register's name, whatever the case. `school` is a `SchoolKind`. `character` is a `Character` or the
    register's own words ("Roman Catholic"). `company` looks at the whole cluster.
    """

    diocese: Annotated[_Words, Field(min_length=1)] = ANY
    school: SchoolKind | Literal["any"] = "any"
    character: Annotated[_Words, Field(min_length=1)] = ANY
    company: Company = Company.ANY
    informal: Verdict | None = None
    soft_federation: Verdict | None = None
    management: Verdict | None = None
    hard_federation: Verdict | None = None
    trust: Verdict | None = None
    amalgamation: Verdict | None = None
    reason: _Reason = ""
    source: _Reason = ""

    def verdict(self, model: Model) -> Verdict | None:
        """What the row says of a model, None where nothing."""
        said: Verdict | None = getattr(self, model.value)
        return said

    def fits(self, diocese: str, kind: SchoolKind, character: str, religious_character: str, *, is_mixed: bool) -> bool:
        """Whether the row speaks of such a school in such company. A blank diocese fits rows for any diocese only."""
        if self.company != Company.ANY and (self.company == Company.MIXED) != is_mixed:
            return False
        return (
            _is(self.diocese, diocese)
            and self.school in (ANY, kind)
            and (_is(self.character, character) or _is(self.character, religious_character))
        )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(self.verdict(model) is None for model in Model):
            raise ValueError("the row says nothing of any model")
        return self


def _is(wanted: str, given: str) -> bool:
    return wanted.casefold() == ANY or (bool(given.strip()) and wanted.strip().casefold() == given.strip().casefold())


class Policy(Document):
    """A table with a name, a note, and its rows from the top down."""

    version: Literal[1] = POLICY_VERSION
    name: Annotated[_Words, Field(min_length=1)] = "Policy"
    note: Annotated[str, Field(max_length=20_000)] = ""
    rows: Annotated[tuple[PolicyRow, ...], Field(max_length=2_000)] = ()

    def row_for(
        self, model: Model, diocese: str, kind: SchoolKind, character: str, religious_character: str, *, is_mixed: bool
    ) -> PolicyRow | None:
        """The row that holds for such a school and a model, None where the table says nothing of it."""
        for row in self.rows:
            if row.verdict(model) is not None and row.fits(diocese, kind, character, religious_character, is_mixed=is_mixed):
                return row
        return None

    @property
    def dioceses(self) -> tuple[str, ...]:
        """Dioceses that the table names, each once, in order."""
        return tuple(dict.fromkeys(row.diocese for row in self.rows if row.diocese.casefold() != ANY))
