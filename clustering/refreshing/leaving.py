"""What a plan keeps of the register that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wolds.clustering.project import Project
from wolds.clustering.refreshing.former import FormerRegister, KeptReview, Succession, packed_plans, packed_review
from wolds.clustering.refreshing.lost_travel import lost_travel
from wolds.clustering.refreshing.transition import Transition
from wolds.geo.packed import packed_schools
from wolds.geo.schools import Source


def left_register(
    project: Project, transition: Transition, review: KeptReview | None = None, at: str | None = None
) -> FormerRegister:
    """The register of a project that goes on to another: schools, scenarios as they stand, who takes whose place.

    `review` is what was shown of it, `at` the time, now unless given.
    """
    schools, links = transition.before, transition.links
    return FormerRegister(
        schools.source,
        schools.data_hash,
        len(schools),
        at or datetime.now().astimezone().isoformat(timespec="seconds"),
        Source(links.file, links.sha256),
        tuple(_successions(transition)),
        packed_schools(schools),
        packed_plans(project.scenarios, project.active, lost_travel(transition)),
        packed_review(review or KeptReview()),
    )


def _successions(transition: Transition) -> Iterator[Succession]:
    """Of every school of the register that is gone, whether the plan names it or not."""
    for urn in sorted(transition.gone):
        kind = transition.kind(urn)
        if kind is not None:
            yield from (Succession(urn, successor, kind.value) for successor in transition.successors(urn))
