"""Letting one school in that the filter leaves out: the nearest such school that places another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from wolds.clustering.edits.standing import MakeOptional, why_left_out
from wolds.clustering.eligibility import Reason, Role, Standing
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.choosing import Candidate, least_candidate
from wolds.clustering.exploring.steps import Relaxation, Step
from wolds.clustering.rules import CapRule
from wolds.geo.schools import FloatArray

MOST_SCHOOLS: Final = 40
NEVER_LET_IN: Final = (Reason.STATUS, Reason.PHASE, Reason.NO_POINT, Reason.ROLL_UNKNOWN)
REASON: Final = "let in to place a school"


def school_relaxation(asker: Asker, urn: int) -> Relaxation | None:
    """The nearest school left out whose joining places this one; None where none is in reach."""
    candidates = list(school_candidates(asker, urn))
    return least_candidate(asker, urn, "school", candidates, "Letting one school in") if candidates else None


def school_candidates(asker: Asker, urn: int) -> Iterator[Candidate]:
    """The schools left out that are in reach of a school and could be let in, nearest first."""
    return (_candidate(asker, row, urn) for row in _in_reach(asker, urn))


def _in_reach(asker: Asker, urn: int) -> list[int]:
    """Rows of schools that could be let in and are near enough, nearest first."""
    schools, standing, plan = asker.context.schools, asker.context.standing, asker.context.plan
    usable = (standing.role == Role.EXCLUDED) & schools.has_point & (schools.roll > 0)
    usable &= ~np.isin(standing.reason.astype(str), NEVER_LET_IN)
    usable &= ~np.isin(schools.urn, [*plan.cluster_of, *plan.school_locks])
    km = _km_from(asker, urn)
    cap = plan.rules.cap_in_km
    if cap is not None:
        usable &= km <= cap * (2 if plan.rules.cap_rule == CapRule.LEAD else 1) + 0.001
    rows = np.flatnonzero(usable)
    nearest: list[int] = rows[np.lexsort((rows, km[rows]))][:MOST_SCHOOLS].tolist()
    return nearest


def _km_from(asker: Asker, urn: int) -> FloatArray:
    schools = asker.context.schools
    row = schools.position(urn)
    metres: FloatArray = np.hypot(schools.easting - schools.easting[row], schools.northing - schools.northing[row])
    return np.where(np.isnan(metres), np.inf, metres) / 1000.0


def _candidate(asker: Asker, row: int, urn: int) -> Candidate:
    context = asker.context
    joining = int(context.schools.urn[row])
    km, roll = _km_from(asker, urn)[row], context.schools.roll[row]
    text = f"let {context.schools.name_of(joining)} in ({km:.1f} km away, roll {roll:.0f}; {why_left_out(context, joining)})"
    step = Step(text, (MakeOptional(joining, REASON),), urns=(joining,))
    return Candidate(step, context.plan.rules, standing_with(context.standing, row))


def standing_with(standing: Standing, row: int) -> Standing:
    """The standing with one more school that may join."""
    role, reason = standing.role.copy(), standing.reason.copy()
    role[row], reason[row] = int(Role.OPTIONAL), ""
    return replace(standing, role=role, reason=reason)
