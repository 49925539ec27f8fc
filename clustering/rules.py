"""The rules of a plan: one frozen, validated, versioned document, the same for window and command line.

Every definition follows the contract; the units stand in the names. `Rules` says what a cluster must and should be;
`Eligibility` (in `eligibility.py`) says which schools are to be placed at all.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wolds.geo.urns import LARGEST_URN

RULES_VERSION: Final = 1

DETOUR_FACTOR: Final = Fraction(13, 10)
"""Road distance over straight distance in the default estimate of minutes (contract, "Cap")."""
SPEED_KM_PER_HOUR: Final = Fraction(482803, 10000)
"""30 mph in km/h, the speed of the default estimate (contract, "Cap")."""


class CapRule(StrEnum):
    """Between whom the travel cap holds."""

    PAIRS = "pairs"
    LEAD = "lead"


class Mix(StrEnum):
    """Church and community schools in one cluster."""

    ANY = "any"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"


class Objective(StrEnum):
    """What is kept small once as many schools as possible are placed."""

    CLOSENESS = "closeness"
    HUB = "hub"


class Document(BaseModel):
    """Base of all saved documents: frozen, and unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Urn = Annotated[int, Field(ge=1, le=LARGEST_URN)]
Km = Annotated[float, Field(ge=0, le=2_000)]
Minutes = Annotated[float, Field(ge=0, le=3_000)]


class Link(Document):
    """Two schools that must share a cluster, or must not, with the reason a person gave."""

    urn_a: Urn
    urn_b: Urn
    reason: str = ""

    @model_validator(mode="after")
    def _two_schools(self) -> Self:
        if self.urn_a == self.urn_b:
            raise ValueError(f"URN {self.urn_a} is paired with itself")
        return self

    @property
    def pair(self) -> tuple[int, int]:
        """The two URNs, lower first."""
        return (min(self.urn_a, self.urn_b), max(self.urn_a, self.urn_b))


class PairTravel(Link):
    """The travel between two schools as a person knows it: beats every provider. Exactly one of `km`, `minutes`."""

    km: Km | None = None
    minutes: Minutes | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.km is None) == (self.minutes is None):
            raise ValueError("give either km or minutes for a pair")
        return self


class Barrier(Document):
    """A line that cannot be crossed straight (an estuary): points are EPSG:27700 metres.

    Pairs whose straight line meets it are kept apart, or take `minutes` where given.
    """

    name: str
    points: Annotated[tuple[tuple[float, float], ...], Field(min_length=2)]
    minutes: Minutes | None = None
    reason: str = ""


class FederationExemption(Document):
    """What a federation is let off: `cap` and `size` keep it together all the same, `release` lets it be split.

    `federation` is its key in the register: the code, or without one the name (see `geo/federations.py`).
    """

    federation: str
    exempt: Literal["cap", "size", "release"]
    reason: str = ""


class RelationKind(StrEnum):
    """How schools work together already. The register tells of federations and trusts, a person of the other kinds."""

    FEDERATION = "federation"
    TRUST = "trust"
    COLLABORATION = "collaboration"
    EARLIER_CLUSTER = "earlier-cluster"
    SHARED_HEAD = "shared-head"


RecordedKind = Literal[RelationKind.COLLABORATION, RelationKind.EARLIER_CLUSTER, RelationKind.SHARED_HEAD]
RECORDED_KINDS: Final[tuple[RecordedKind, ...]] = (
    RelationKind.COLLABORATION,
    RelationKind.EARLIER_CLUSTER,
    RelationKind.SHARED_HEAD,
)
"""The kinds that the register does not know: people record them."""


MOST_SCHOOLS: Final = 1_000
LONGEST_REASON: Final = 2_000


class Relation(Document):
    """Schools that work together, as a person recorded it: `urns` ascending, `name` of the group, "" where it has none."""

    kind: RecordedKind
    urns: Annotated[tuple[Urn, ...], Field(min_length=2, max_length=MOST_SCHOOLS)]
    name: Annotated[str, Field(max_length=500)] = ""
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if list(self.urns) != sorted(set(self.urns)):
            raise ValueError("the schools of a recorded relation are not in order, each once")
        return self


class Rules(Document):
    """Everything a proposal and the checks obey. The defaults are those of the command line in the contract."""

    version: Literal[1] = 1
    # Travel. At most one of cap_km and cap_minutes; neither means no cap.
    cap_km: Km | None = 12.0
    cap_minutes: Minutes | None = None
    cap_rule: CapRule = CapRule.PAIRS
    overrides: tuple[PairTravel, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    # Size and roll of core members.
    size_min: Annotated[int, Field(ge=1, le=100)] = 3
    size_max: Annotated[int, Field(ge=1, le=1_000)] | None = 6
    roll_min: Annotated[int, Field(ge=0, le=1_000_000)] | None = 150
    roll_max: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    max_clusters: Annotated[int, Field(ge=0, le=100_000)] | None = None
    # Who belongs with whom.
    keep_federations: bool = False
    exemptions: tuple[FederationExemption, ...] = ()
    must_link: tuple[Link, ...] = ()
    keep_apart: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    keep_relations: tuple[RecordedKind, ...] = ()
    same_phase: bool = False
    mix: Mix = Mix.ANY
    same_la: bool = False
    same_diocese: bool = False
    # What is kept small.
    objective: Objective = Objective.CLOSENESS
    partnership_cost_km: Km = 0.0
    # Soft terms, each a weight in km; 0 is off. Definitions stand at `clustering/costs.py`.
    mix_preferred_km: Km = 0.0
    existing_relations_km: Km = 0.0
    prefer_relations: tuple[RelationKind, ...] = ()  # which of them count; none named = all
    roll_target: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    roll_target_km_per_10_pupils: Km = 0.0
    little_change_km: Km = 0.0

    @model_validator(mode="after")
    def _ranges(self) -> Self:
        if self.cap_km is not None and self.cap_minutes is not None:
            raise ValueError("give the travel limit in km or in minutes, not both")
        if self.size_max is not None and self.size_max < self.size_min:
            raise ValueError(f"the size range is upside down: {self.size_min} to {self.size_max}")
        if self.roll_min is not None and self.roll_max is not None and self.roll_max < self.roll_min:
            raise ValueError(f"the roll range is upside down: {self.roll_min} to {self.roll_max}")
        return self

    @property
    def cap_m_squared(self) -> int | None:
        """The largest allowed squared straight distance in whole metres squared, exact at equality; None = no cap."""
        if self.cap_km is not None:
            metres = Fraction(str(self.cap_km)) * 1000
        elif self.cap_minutes is not None:
            metres = Fraction(str(self.cap_minutes)) / 60 * SPEED_KM_PER_HOUR / DETOUR_FACTOR * 1000
        else:
            return None
        return int(metres * metres)

    @property
    def cap_in_km(self) -> float | None:
        """The cap as straight-line km, whichever way it was given; None = no cap."""
        if self.cap_km is not None:
            return self.cap_km
        return None if self.cap_minutes is None else km_of_minutes(self.cap_minutes)


def km_of_minutes(minutes: float) -> float:
    """Straight-line km that take `minutes` under the default estimate (contract, "Cap"): 20 min is 12.38 km."""
    return float(Fraction(str(minutes)) / 60 * SPEED_KM_PER_HOUR / DETOUR_FACTOR)


def minutes_of_km(km: float) -> float:
    """Estimated minutes for straight-line km under the default estimate (contract, "Cap")."""
    return km * float(DETOUR_FACTOR / SPEED_KM_PER_HOUR * 60)
