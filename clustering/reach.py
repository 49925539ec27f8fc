"""Whether some school could lead others that are beyond the cap of each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wolds.clustering.checks import Case
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.plan import Cluster


def some_lead_reaches(case: Case, standing: Standing) -> bool:
    """Whether a school that takes part has every school of the case within the cap: under the lead rule it could join."""
    return any(_leads(case, urn) for urn in _candidates(case, standing))


def _leads(case: Case, urn: int) -> bool:
    members = (*case.urns, urn)
    widened = Case.of(case.law, Cluster("", 0, "", members, 0))
    return bool(widened.in_cap[-1].all())


def _candidates(case: Case, standing: Standing) -> Iterator[int]:
    """Schools that could reach the first member: by the straight line, by an override, or over a barrier with minutes."""
    travel, first = case.law.travel, case.urns[0]
    schools = travel.schools
    near = standing.role != Role.EXCLUDED
    near &= ~np.isin(schools.urn, case.urns)
    if travel.cap_m_squared is not None and not any(line.travel.in_cap for line in travel.barriers):
        row = schools.position(first)
        squared = (schools.easting - schools.easting[row]) ** 2 + (schools.northing - schools.northing[row]) ** 2
        overridden = [urn for pair in travel.overrides if first in pair for urn in pair]
        known = np.array(overridden, dtype=np.int64)
        if travel.judged is not None:
            known = np.concatenate([known, travel.judged.partners_of(first)])
        near &= (squared <= travel.cap_m_squared + 4 * np.sqrt(travel.cap_m_squared) + 4) | np.isin(schools.urn, known)
    yield from schools.urn[near].tolist()
