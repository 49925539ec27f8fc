"""A plan taken to a newer register, for the window: read, refreshed and judged in one piece of work, off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wolds.app.judging import Known, judged_ahead
from wolds.clustering.project import Project
from wolds.clustering.refreshing import (
    Refreshed,
    ReviewRow,
    refresh,
    review_rows,
)
from wolds.geo.links import SchoolLinks
from wolds.geo.progress import PartOf, Watch


@dataclass(frozen=True, eq=False)
class NewerRegister:
    """What a newer register makes of a project: `base` is the project it was worked out for."""

    base: Project
    refreshed: Refreshed
    rows: tuple[ReviewRow, ...]
    report: Any  # ImportReport
    known: Known  # judged ahead

    @property
    def is_the_same(self) -> bool:
        """Whether the plan stands on this very register already."""
        return self.refreshed.project is self.base


def newer_register(
    base: Project, register: Path, links: Path | None, watch: Watch, postcodes: Path | None = None
) -> NewerRegister:
    """Read register and links, and take the project there; another table than a GIAS extract is read as it was before.

    Raises `InputError` and `Cancelled`.
    """
    from wolds.app.mappings import read_as_before

    reading = read_as_before(register, PartOf(watch, 0.0, 0.6), postcodes)
    found = refresh(base, reading.schools, _links(links, PartOf(watch, 0.6, 0.7)), PartOf(watch, 0.7, 0.9))
    watch.tell(0.9, "Judging the plan")
    rows = review_rows(found.review)
    for schools in (base.schools, found.project.schools):
        _ = schools.data_hash  # worked out here, so that the window need not
    return NewerRegister(base, found, rows, reading.report, judged_ahead(found.project))


def _links(path: Path | None, watch: Watch) -> SchoolLinks | None:
    from wolds.geo.links import read_links

    return None if path is None else read_links(path, watch)
