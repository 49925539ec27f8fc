"""A review of a refresh in plain sentences: which registers, what becomes of each scenario, what to know before going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wolds.clustering.refreshing.log import file_words
from wolds.clustering.wording import listed, schools_text

if TYPE_CHECKING:
    from wolds.clustering.refreshing.refresh import RefreshedScenario, RefreshReview

_MOST_SCENARIOS: Final = 3


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
    return file_words(source)


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
