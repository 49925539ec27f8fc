"""The review of a refresh as rows: one for each change, each thing that followed or did not, each rule broken or mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wolds.clustering.figures import Violation
from wolds.clustering.refreshing.changes import SchoolChange
from wolds.clustering.refreshing.telling import Told

if TYPE_CHECKING:
    from wolds.clustering.refreshing.refresh import RefreshedScenario, RefreshReview


class Group(StrEnum):
    """What a row is about, in the order in which a person looks at it."""

    CHANGE = "change"
    LOST = "kept in the history"
    FOLLOWED = "followed"
    BROKEN = "broken"
    MENDED = "mended"
    TO_PLACE = "to be placed"
    TRAVEL = "travel"


@dataclass(frozen=True)
class ReviewRow:
    """One row. `kind` says more of the group ("roll", "note", a rule); `scenario` is "" where all are concerned.

    `urn` is the school that it is about, None where there are several; `others` are those concerned beside it.
    """

    group: Group
    kind: str
    scenario: str
    urn: int | None
    name: str
    before: str
    after: str
    others: tuple[int, ...] = ()

    @property
    def what(self) -> str:
        """What happened, as tables say it: "roll", "followed: note", "broken: size", "to be placed"."""
        if self.group in (Group.CHANGE, Group.TRAVEL):
            return self.kind
        return f"{self.group}: {self.kind}" if self.kind else str(self.group)

    @property
    def urns(self) -> frozenset[int]:
        """Every school concerned."""
        return frozenset(self.others if self.urn is None else (self.urn, *self.others))


def review_rows(review: RefreshReview) -> tuple[ReviewRow, ...]:
    """Every row of a review: changes of schools first, then scenario by scenario, then travel."""
    changes = change_rows(review.changes)
    scenarios = (row for scenario in review.scenarios for row in _scenario_rows(scenario, review))
    return (*changes, *scenarios, *_travel_rows(review))


def change_rows(changes: Iterable[SchoolChange]) -> tuple[ReviewRow, ...]:
    """A row for each change of a school."""
    return tuple(
        ReviewRow(Group.CHANGE, change.kind.value, "", change.urn, change.name, change.before, change.after, change.others)
        for change in changes
    )


def where(scenario: RefreshedScenario, fault: Violation) -> str:
    """The cluster of a fault as sentences begin with it, "" for none."""
    cluster = scenario.plan.clusters.get(fault.cluster)
    return "" if cluster is None else f"{cluster.id} {cluster.name}: "


def _scenario_rows(scenario: RefreshedScenario, review: RefreshReview) -> Iterator[ReviewRow]:
    name, name_of = scenario.plan.name, review.transition.name
    for told in scenario.told:
        yield _told_row(name, told, review)
    for group, faults in ((Group.BROKEN, scenario.broken), (Group.MENDED, scenario.mended)):
        for fault in faults:
            words = f"{where(scenario, fault)}{fault.sentence}"
            yield ReviewRow(group, fault.rule, name, None, "", "", words, tuple(fault.urns))
    for urn in scenario.to_place:
        yield ReviewRow(Group.TO_PLACE, "", name, urn, name_of(urn), "", "in no cluster")


def _told_row(scenario: str, told: Told, review: RefreshReview) -> ReviewRow:
    group = Group.LOST if told.was_lost else Group.FOLLOWED
    first = told.urns[0] if told.urns else None
    name = "" if first is None else review.transition.name(first)
    return ReviewRow(group, told.kind, scenario, first, name, "", told.sentence, told.urns[1:])


def _travel_rows(review: RefreshReview) -> Iterator[ReviewRow]:
    name_of, moved = review.transition.name, set(review.moved_travel)
    for urn, heir in review.travel_heirs:
        words = f"the travel of {name_of(urn)} holds for it, on the same spot"
        yield ReviewRow(Group.FOLLOWED, "travel", "", heir, name_of(heir), "", words, (urn,))
    for urn in review.moved_travel:
        words = "what the plan says of its travel held for its earlier place: known no longer"
        yield ReviewRow(Group.TRAVEL, "moved, travel unknown", "", urn, name_of(urn), "known", words)
    for urn in review.without_travel:
        if urn not in moved:
            yield ReviewRow(
                Group.TRAVEL, "without travel", "", urn, name_of(urn), "", "the travel in the plan does not know it"
            )
