"""Possible partners of a school, the nearest and most alike first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.partners.caveats import caveats
from wolds.clustering.partners.likeness import likeness, reasons
from wolds.clustering.partners.reach import Reach, travel_words
from wolds.clustering.partners.weights import Weights
from wolds.clustering.rules import minutes_of_km
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.travel import travel_of
from wolds.clustering.wording import schools_text
from wolds.geo.errors import InputError
from wolds.geo.schools import BoolArray, Schools
from wolds.geo.travel import EffectiveTravel

PRIMARY: Final = "Primary"


@dataclass(frozen=True)
class PossiblePartner:
    """A school in reach: `km` is the travel in force as straight-line km, `minutes` the estimate from it.

    `parts` are those of the score, None where unknown (see `weights.py`); `known_share` is the share of the weight known.
    """

    facts: SchoolFacts
    km: float
    minutes: float
    score: float
    known_share: float
    parts: Mapping[str, float | None]
    why: tuple[str, ...]
    caveats: tuple[str, ...]
    supplied: str = ""
    """What travel is measured in where another provider's is in force: "min by road, OSM July 2022"."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The parts of the score that the register does not tell."""
        return tuple(part for part, value in self.parts.items() if value is None)


@dataclass(frozen=True)
class PartnerSearch:
    """The answer: the school, its possible partners, best first, and the schools that could not be judged.

    `unmeasured`: open schools of its authority and phase that have no point, so that nobody knows how far they are.
    `cut_off`: schools in reach as the crow flies that a barrier of the plan keeps apart, or that an override puts beyond it.
    """

    school: SchoolFacts
    reach: Reach
    weights: Weights
    partners: tuple[PossiblePartner, ...]
    unmeasured: tuple[int, ...]
    cut_off: tuple[int, ...]
    supplied: str = ""

    @property
    def travel_note(self) -> str:
        """How the travel of the list came about."""
        return f"Travel is in {self.supplied}." if self.supplied else "Travel is estimated from the straight line."

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the list as a whole."""
        notes = [f"{self.travel_note.rstrip('.')}; the list reaches {self.reach.words}."]
        notes.append(f"Weights: {self.weights.words}. Unknown facts are left out of the score, never filled in.")
        if self.unmeasured:
            notes.append(f"{schools_text(len(self.unmeasured))} of {self.school.la_name} without a point: distance unknown.")
        if self.cut_off:
            notes.append(
                f"{schools_text(len(self.cut_off))} near in a straight line, but not by the plan's travel and barriers."
            )
        unclear = sum(1 for partner in self.partners if partner.unknown)
        if unclear:
            notes.append(f"{schools_text(unclear)} of the list with something unknown, which is named beside each.")
        return tuple(notes)


def possible_partners(context: EditContext, urn: int, reach: Reach, weights: Weights | None = None) -> PartnerSearch:
    """Every open school of the same phase within the reach, by score, then travel, then URN.

    The filter of the plan has no say: a school whose roll is unknown or large is a possible partner all the same.
    Raises `InputError` for a school that the register lacks, that is closed, or that has no point.
    """
    _refuse_unfit(context.schools, urn)
    weights = weights or Weights()
    rules, reach = reach.over(context.plan.rules), reach.among(context.schools, context.plan.rules)
    by = reach.supplied
    travel, school = travel_of(context.schools, rules), SchoolFacts.of(context, urn)
    near = _near(context.schools, urn, reach, travel)
    within = [other for other in near if travel.within_cap(urn, other)]
    partners = [_partner(context, school, other, travel.km(urn, other), reach, weights, by) for other in within]
    return PartnerSearch(
        school,
        reach,
        weights,
        tuple(sorted(partners, key=_rank)),
        _unmeasured(context.schools, urn),
        tuple(other for other in near if other not in set(within) and travel.straight_km(urn, other) <= reach.in_km),
        by,
    )


def _rank(partner: PossiblePartner) -> tuple[float, float, float, int]:
    return -round(partner.score, 9), -partner.known_share, partner.km, partner.facts.urn


def _refuse_unfit(schools: Schools, urn: int) -> None:
    if urn not in schools:
        raise InputError(f"the register has no URN {urn}", remedy="Look at the URN.")
    row, name = schools.position(urn), schools.name_of(urn)
    status = str(schools.text("status")[row])
    if status and not status.startswith("Open"):
        raise InputError(f"{name} (URN {urn}) is not open: {status.lower()}", remedy="Choose an open school.")
    if not schools.has_point[row]:
        raise InputError(f"{name} (URN {urn}) has no point in the register", remedy="Give it an easting and a northing first.")


def _alike(schools: Schools, urn: int) -> BoolArray:
    """Open schools of the same phase, blanks kept, but for the school itself, shape (n,)."""
    phase = str(schools.text("phase")[schools.position(urn)])
    phases, statuses = schools.text("phase"), schools.text("status")
    wanted = {PRIMARY, phase, ""} if phase in (PRIMARY, "") else {phase, ""}
    fits = [p in wanted and (not s or s.startswith("Open")) for p, s in zip(phases.tolist(), statuses.tolist(), strict=True)]
    alike: BoolArray = np.array(fits, dtype=bool)
    alike[schools.position(urn)] = False
    return alike


def _near(schools: Schools, urn: int, reach: Reach, travel: EffectiveTravel) -> list[int]:
    """Schools that may be in reach: near in a straight line, or with travel that a person gave."""
    row = schools.position(urn)
    km = np.hypot(schools.easting - schools.easting[row], schools.northing - schools.northing[row]) / 1000.0
    given = [other for pair in travel.overrides if urn in pair for other in pair]
    if travel.judged is not None:
        given += travel.judged.partners_of(urn).tolist()
    close = (km <= reach.in_km + 0.01) | np.isin(schools.urn, given)
    return [int(other) for other in schools.urn[_alike(schools, urn) & schools.has_point & close]]


def _unmeasured(schools: Schools, urn: int) -> tuple[int, ...]:
    codes = schools.text("la_code")
    same = np.equal(codes, codes[schools.position(urn)]) & (codes != "")
    return tuple(int(other) for other in schools.urn[_alike(schools, urn) & ~schools.has_point & same])


def _partner(
    context: EditContext, school: SchoolFacts, urn: int, km: float, reach: Reach, weights: Weights, by: str
) -> PossiblePartner:
    other = SchoolFacts.of(context, urn)
    parts = likeness(school, other, km, reach.in_km)
    score, known = weights.score(parts)
    why = tuple(reasons(school, other, parts, travel_words(km, by)))
    return PossiblePartner(other, km, minutes_of_km(km), score, known, parts, why, tuple(caveats(context, school, other)), by)
