"""The review of a refresh as a table, for the window and the command line alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wolds.app.export.dead_text import one_line
from wolds.app.export.origin import write_table
from wolds.app.export.tables import Cell, csv_bytes
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.project import Project
from wolds.clustering.refreshing import FormerRegister, KeptReview, Refreshed, ReviewRow, review_rows

HEADING: Final = ("Scenario", "What", "URN", "EstablishmentName", "Before", "After", "Other URNs")


def write_review(path: Path, found: Refreshed) -> None:
    """Write the review as CSV, and beside it where it comes from. Raises `WriteFailed`."""
    schools, plan = found.project.schools, found.project.plan
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    write_table(path, csv_bytes(HEADING, map(_cells, review_rows(found.review))), context)


def write_kept_review(path: Path, review: KeptReview, project: Project, former: FormerRegister) -> None:
    """The same of a review that a plan file keeps: what it says was true when the plan left a former register.

    Beside it stands where the plan comes from today, and which register it left. Raises `WriteFailed`.
    """
    schools, plan = project.schools, project.plan
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    left = (
        ("Register that was left", former.words),
        ("Hash of its schools", former.data_hash),
        ("Left at", former.left_at),
    )
    write_table(path, csv_bytes(HEADING, map(_cells, review.rows)), context, more=left)


def _cells(row: ReviewRow) -> tuple[Cell, ...]:
    others = " ".join(map(str, row.others))
    return (row.scenario, row.what, row.urn, row.name, row.before, one_line(row.after), others)
