"""A plan taken to a newer register, for the window: read, refreshed and judged in one piece of work, off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wolds.app.judging import Known, judged_ahead
from wolds.clustering.project import Project
from wolds.clustering.refreshing import (
    Refreshed,
    RefreshedScenario,
    RefreshReview,
    ReviewRow,
    refresh,
    review_rows,
    source_words,
)
from wolds.clustering.wording import listed, schools_text
from wolds.geo.links import SchoolLinks
from wolds.geo.progress import PartOf, Watch

_MOST_SCENARIOS = 3


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


def facts_of(review: RefreshReview) -> tuple[str, ...]:
    """Which registers, and what becomes of each scenario, in plain sentences."""
    before, after = review.transition.before, review.transition.after
    registers = (
        f"Before: {_named(review, before=True)}, {schools_text(len(before))}. "
        f"Now: {_named(review, before=False)}, {schools_text(len(after))}."
    )
    scenarios = [_scenario_words(one) for one in review.scenarios[:_MOST_SCENARIOS]]
    more = len(review.scenarios) - _MOST_SCENARIOS
    return (registers, *scenarios, *([f"And {more} more scenarios, each with its rows below."] if more > 0 else []))


def _named(review: RefreshReview, *, before: bool) -> str:
    source = (review.transition.before if before else review.transition.after).source
    return source_words(source).rpartition(" (SHA-256")[0]


def _scenario_words(scenario: RefreshedScenario) -> str:
    then, now = scenario.before, scenario.after
    return (
        f"{scenario.plan.name}: {then.clusters:,} \u2192 {now.clusters:,} clusters, "
        f"{then.placed:,} \u2192 {now.placed:,} schools placed, {then.unplaced:,} \u2192 {now.unplaced:,} not; "
        f"{len(scenario.broken):,} rules broken that held, {len(scenario.mended):,} that hold again."
    )


def warnings_of(review: RefreshReview) -> tuple[str, ...]:
    """What a person should know before they go on, in plain sentences."""
    said = [f"{note[:1].upper()}{note[1:]}." for note in review.notes]
    unknown = sorted({*review.without_travel, *review.moved_travel})
    if unknown:
        names = listed([review.transition.name(urn) for urn in unknown], most=4)
        said.append(f"The travel in the plan does not know {names}: give the roads or the table again afterwards.")
    return tuple(said)
