"""A planner's sheet of relations, read from its file and made ready for review against a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wolds.clustering.edits import EditContext
    from wolds.clustering.relation_sheets import Review


def read_review(path: Path, context: EditContext) -> Review:
    """The sheet in a file, every school in it looked up. `InputError` for a file that is no such sheet."""
    from wolds.clustering.eligibility import Role
    from wolds.clustering.relation_sheets import Review, SchoolMatcher, relation_sheet
    from wolds.geo.sheets import read_sheets

    schools, taking_part = context.schools, context.schools.urn[context.standing.role != Role.EXCLUDED].tolist()
    matcher = SchoolMatcher(schools, context.plan.eligibility.la_codes, taking_part)
    review = Review(relation_sheet(read_sheets(path)), matcher)
    _ = review.mentions  # looked up here, so that whoever shows the review need not wait
    return review


def is_register(path: Path) -> bool:
    """Whether a file is a school register rather than a planner's sheet, by its beginning. False where it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(20_000)
    except OSError:
        return False
    return b"EstablishmentName" in start and b"EstablishmentStatus" in start
