"""Which schools are to be placed, optional or excluded: a saved filter, and its answer for a table of schools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import Field

from wolds.clustering.rules import Document, Km, Urn
from wolds.geo.character import Character
from wolds.geo.errors import InputError
from wolds.geo.schools import BoolArray, IntArray, Schools, TextArray

OPEN_STATUSES: Final = ("Open", "Open, but proposed to close")
RURAL_WORDS: Final = ("rural",)


class Choice(Document):
    """One school taken in or left out by hand, with the reason."""

    urn: Urn
    reason: str = ""


class Eligibility(Document):
    """The filter that decides who is to be placed. The defaults are the contract's.

    An empty tuple means "any". Blank values are unknown and kept, never taken for a "no".
    """

    version: Literal[1] = 1
    statuses: tuple[str, ...] = OPEN_STATUSES
    phases: tuple[str, ...] = ("Primary",)
    la_codes: tuple[str, ...] = ()
    roll_min: Annotated[int, Field(ge=0)] | None = None
    roll_max: Annotated[int, Field(ge=0)] | None = None
    rural_only: bool = False
    urns: tuple[Urn, ...] | None = None  # only these (a list such as DfE's designated rural schools)
    dioceses: tuple[str, ...] = ()
    characters: tuple[Character, ...] = ()
    include: tuple[Choice, ...] = ()  # to be placed although the filter leaves them out
    exclude: tuple[Choice, ...] = ()
    optional: tuple[Choice, ...] = ()  # anchors: may join, never counted unplaced
    buffer_km: Km = 0.0  # schools of other LAs within this of a school to be placed are optional


class Role(IntEnum):
    """What a school is to a proposal."""

    EXCLUDED = 0
    OPTIONAL = 1
    TO_PLACE = 2


class Reason:
    """Why a school is excluded: the codes counted in summaries."""

    USER: Final = "user"
    STATUS: Final = "status"
    PHASE: Final = "phase"
    LA: Final = "la"
    NO_POINT: Final = "no-point"
    ROLL_UNKNOWN: Final = "roll-unknown"
    ROLL_ABOVE: Final = "roll-above"
    ROLL_BELOW: Final = "roll-below"
    NOT_RURAL: Final = "not-rural"
    NOT_LISTED: Final = "not-listed"
    DIOCESE: Final = "diocese"
    CHARACTER: Final = "character"


@dataclass(frozen=True, eq=False)
class Standing:
    """The answer for a table of n schools: `role` (n,) of `Role` values, `reason` (n,) of codes, "" unless excluded."""

    role: IntArray
    reason: TextArray

    @property
    def to_place(self) -> BoolArray:
        """Schools to be placed, shape (n,)."""
        return np.equal(self.role, int(Role.TO_PLACE))

    @property
    def optional(self) -> BoolArray:
        """Optional schools, shape (n,)."""
        return np.equal(self.role, int(Role.OPTIONAL))

    def excluded_counts(self) -> dict[str, int]:
        """Excluded schools counted by reason, reasons in alphabetical order."""
        counts = Counter(self.reason[np.equal(self.role, int(Role.EXCLUDED))].tolist())
        return {str(code): counts[code] for code in sorted(counts)}


def at_home(schools: Schools, eligibility: Eligibility, standing: Standing) -> BoolArray:
    """Schools that a name typed in a plan means first, shape (n,): those that take part or stand in its authorities."""
    taking_part = standing.to_place | standing.optional
    return np.asarray(taking_part | np.isin(schools.text("la_code").astype(str), list(eligibility.la_codes)), dtype=bool)


def standing_of(schools: Schools, eligibility: Eligibility) -> Standing:
    """Judge every school of the table; nobody vanishes, each excluded one has the first reason that applies.

    Raises `InputError` for an LA code or a URN that matches nothing in the table.
    """
    _refuse_unknown(schools, eligibility)
    reason = _first_reasons(schools, eligibility)
    role = np.where(reason == "", int(Role.TO_PLACE), int(Role.EXCLUDED)).astype(np.int64)
    usable = schools.has_point & (schools.roll > 0)
    _let_in(schools, eligibility, role, reason, usable)
    return Standing(role, reason)


def _refuse_unknown(schools: Schools, eligibility: Eligibility) -> None:
    codes = set(schools.text("la_code").tolist())
    for code in eligibility.la_codes:
        if code not in codes:
            raise InputError(f"no school has the LA code {code}", remedy="Look at the codes in the register.")
    listed = [*(eligibility.urns or ()), *(c.urn for c in (*eligibility.include, *eligibility.exclude))]
    listed += [choice.urn for choice in eligibility.optional]
    missing = [urn for urn in listed if urn not in schools]
    if missing:
        names = ", ".join(map(str, missing[:5])) + (" ..." if len(missing) > 5 else "")
        raise InputError(f"not in the register: URN {names}", remedy="Take the unknown URNs out of the list.")


def _first_reasons(schools: Schools, eligibility: Eligibility) -> TextArray:
    reason = np.full(len(schools), "", dtype=object)
    left = np.ones(len(schools), dtype=bool)

    def exclude(code: str, mask: BoolArray) -> None:
        reason[mask & left] = code
        left[mask] = False

    exclude(Reason.USER, np.isin(schools.urn, [choice.urn for choice in eligibility.exclude]))
    exclude(Reason.STATUS, ~_among(schools.text("status"), eligibility.statuses))
    exclude(Reason.PHASE, ~_among(schools.text("phase"), eligibility.phases))
    exclude(Reason.LA, ~_among(schools.text("la_code"), eligibility.la_codes))
    exclude(Reason.NO_POINT, ~schools.has_point)
    exclude(Reason.ROLL_UNKNOWN, ~(schools.roll > 0))
    if eligibility.roll_max is not None:
        exclude(Reason.ROLL_ABOVE, schools.roll > eligibility.roll_max)
    if eligibility.roll_min is not None:
        exclude(Reason.ROLL_BELOW, schools.roll < eligibility.roll_min)
    if eligibility.urns is not None:
        exclude(Reason.NOT_LISTED, ~np.isin(schools.urn, eligibility.urns))
    elif eligibility.rural_only:
        exclude(Reason.NOT_RURAL, _known_urban(schools.text("urban_rural")))
    exclude(Reason.DIOCESE, _known_other(schools.text("diocese"), eligibility.dioceses))
    exclude(Reason.CHARACTER, _known_other(schools.character, eligibility.characters, unknown=Character.UNKNOWN))
    return reason


def _let_in(schools: Schools, eligibility: Eligibility, role: IntArray, reason: TextArray, usable: BoolArray) -> None:
    """Raise the role of schools that a person let in; those without a point or a roll stay excluded, with that reason."""
    included = np.isin(schools.urn, [choice.urn for choice in eligibility.include]) & usable
    role[included], reason[included] = Role.TO_PLACE, ""
    anchors = np.isin(schools.urn, [choice.urn for choice in eligibility.optional]) & usable
    if eligibility.buffer_km > 0 and eligibility.la_codes:
        anchors |= _within_buffer(schools, eligibility, role) & usable
    anchors &= (role == Role.EXCLUDED) | np.isin(schools.urn, [choice.urn for choice in eligibility.optional])
    anchors &= ~np.isin(schools.urn, [choice.urn for choice in eligibility.exclude])
    role[anchors], reason[anchors] = Role.OPTIONAL, ""


def _within_buffer(schools: Schools, eligibility: Eligibility, role: IntArray) -> BoolArray:
    """Schools of other LAs that the filter would take but for the LA, within the buffer of a school to be placed."""
    from scipy.spatial import cKDTree

    elsewhere = eligibility.model_copy(update={"la_codes": (), "buffer_km": 0.0})
    near = (_first_reasons(schools, elsewhere) == "") & (role == Role.EXCLUDED)
    home = role == Role.TO_PLACE
    if not home.any() or not near.any():
        return np.zeros(len(schools), dtype=bool)
    points = np.column_stack([schools.easting, schools.northing])
    distance_m, _ = cKDTree(points[home]).query(points[near])
    result = np.zeros(len(schools), dtype=bool)
    result[np.flatnonzero(near)[distance_m <= eligibility.buffer_km * 1000]] = True
    return result


def _among(values: TextArray, allowed: tuple[str, ...]) -> BoolArray:
    if not allowed:
        return np.ones(len(values), dtype=bool)
    return np.fromiter(map(frozenset(allowed).__contains__, values.tolist()), dtype=bool, count=len(values))


def _known_other(values: TextArray, allowed: tuple[str, ...], unknown: str = "") -> BoolArray:
    return ~_among(values, allowed) & (values != unknown) if allowed else np.zeros(len(values), dtype=bool)


def _known_urban(values: TextArray) -> BoolArray:
    return np.array([bool(v) and not any(w in v.lower() for w in RURAL_WORDS) for v in values.tolist()], dtype=bool)
